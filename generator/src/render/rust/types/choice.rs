//! A choice as an enum that keeps values its document does not list.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::markdown::code;
use super::super::scope::Scope;
use super::super::tokens::{deprecated, docs, expect_deprecated, ident, integer, own_docs, text};
use super::{derives, type_docs};
use crate::ir::name::Name;
use crate::ir::types::{Choice, ChoiceValues, Docs, Member, TypeId};

/// The declaration.
pub(super) fn item(scope: &Scope<'_>, id: TypeId, name: &Name, docs: &Docs, choice: &Choice) -> TokenStream {
    let docs = type_docs(docs, &name.wire, "one of these values");
    let derives = derives(scope, id, false);
    let ident = ident(&name.rust);
    let (variants, methods) = match &choice.values {
        ChoiceValues::Strings(members) => {
            (variants(scope, members, choice, Clone::clone), strings(scope, name, members, choice))
        }
        ChoiceValues::Integers(members) => {
            (variants(scope, members, choice, ToString::to_string), integers(scope, name, members, choice))
        }
    };
    quote!(#docs #derives pub enum #ident { #variants } #methods)
}

/// The name of the variant that keeps any other value, if there is one.
pub(crate) fn unknown(choice: &Choice) -> Option<proc_macro2::Ident> {
    (!choice.unknown.is_empty()).then(|| ident(&choice.unknown))
}

/// Whether using every variant uses something that the document deprecates.
pub(crate) fn uses_deprecated(choice: &Choice) -> bool {
    match &choice.values {
        ChoiceValues::Strings(members) => members.iter().any(|member| member.docs.deprecated),
        ChoiceValues::Integers(members) => members.iter().any(|member| member.docs.deprecated),
    }
}

fn variants<T>(scope: &Scope<'_>, members: &[Member<T>], choice: &Choice, shown: impl Fn(&T) -> String) -> TokenStream {
    let listed = members.iter().map(|member| {
        let shown = shown(&member.value);
        let words = if is_same(&shown, &member.rust) { String::new() } else { format!("{}.", code(&shown)) };
        let docs = docs(&member.docs, &words);
        let deprecated = deprecated(&member.docs);
        let name = ident(&member.rust);
        quote!(#docs #deprecated #name,)
    });
    let other = unknown(choice).map(|name| {
        let docs = own_docs("A value that the document does not list, kept as it is.");
        let held = match choice.values {
            ChoiceValues::Strings(_) => scope.prelude("String"),
            ChoiceValues::Integers(_) => quote!(i64),
        };
        quote!(#docs #name(#held),)
    });
    quote!(#(#listed)* #other)
}

/// Whether a variant says by its name what its value is.
fn is_same(value: &str, variant: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    letters(value) == letters(variant)
}

fn strings(scope: &Scope<'_>, name: &Name, members: &[Member<String>], choice: &Choice) -> TokenStream {
    let ident_ = ident(&name.rust);
    let names: Vec<_> = members.iter().map(|member| ident(&member.rust)).collect();
    let values: Vec<_> = members.iter().map(|member| text(&member.value)).collect();
    let other = unknown(choice);
    let expect = expect_deprecated(uses_deprecated(choice));
    let listed = own_docs("The values that the document lists.");
    let as_str = own_docs("The value on the wire.");
    let kept = other.as_ref().map(|other| quote!(Self::#other(text) => text,));
    let (fmt, from, string) = (scope.std("fmt"), scope.prelude("From"), scope.prelude("String"));
    let conversions = other.as_ref().map(|other| {
        quote! {
            #expect
            impl #from<&str> for #ident_ {
                fn from(text: &str) -> Self {
                    match text {
                        #(#values => Self::#names,)*
                        _ => Self::#other(text.to_owned()),
                    }
                }
            }

            impl #from<#string> for #ident_ {
                fn from(text: #string) -> Self {
                    Self::from(text.as_str())
                }
            }
        }
    });
    quote! {
        impl #ident_ {
            #listed
            pub const VALUES: &'static [&'static str] = &[#(#values),*];

            #as_str
            #expect
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#names => #values,)*
                    #kept
                }
            }
        }

        #conversions

        impl #fmt::Display for #ident_ {
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                f.pad(self.as_str())
            }
        }
    }
}

fn integers(scope: &Scope<'_>, name: &Name, members: &[Member<i64>], choice: &Choice) -> TokenStream {
    let ident_ = ident(&name.rust);
    let names: Vec<_> = members.iter().map(|member| ident(&member.rust)).collect();
    let values: Vec<_> = members.iter().map(|member| integer(member.value)).collect();
    let other = unknown(choice);
    let expect = expect_deprecated(uses_deprecated(choice));
    let listed = own_docs("The values that the document lists.");
    let as_i64 = own_docs("The value on the wire.");
    let kept = other.as_ref().map(|other| quote!(Self::#other(value) => *value,));
    let (fmt, from) = (scope.std("fmt"), scope.prelude("From"));
    let conversion = other.as_ref().map(|other| {
        quote! {
            #expect
            impl #from<i64> for #ident_ {
                fn from(value: i64) -> Self {
                    match value {
                        #(#values => Self::#names,)*
                        _ => Self::#other(value),
                    }
                }
            }
        }
    });
    quote! {
        impl #ident_ {
            #listed
            pub const VALUES: &'static [i64] = &[#(#values),*];

            #as_i64
            #expect
            pub fn as_i64(&self) -> i64 {
                match self {
                    #(Self::#names => #values,)*
                    #kept
                }
            }
        }

        #conversion

        impl #fmt::Display for #ident_ {
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                self.as_i64().fmt(f)
            }
        }
    }
}
