//! A component that is a scalar, list, map or tuple: a struct around it.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::scope::Scope;
use super::super::tokens::ident;
use super::{derives, type_docs};
use crate::ir::name::Name;
use crate::ir::types::{Docs, Newtype, Scalar, TypeId};

/// The declaration.
pub(super) fn item(scope: &Scope<'_>, id: TypeId, name: &Name, docs: &Docs, newtype: &Newtype) -> TokenStream {
    let docs = type_docs(docs, &name.wire, "a value of its own kind");
    let derives = derives(scope, id, true);
    let ident = ident(&name.rust);
    let inner = scope.place(id, 0, &newtype.slot, true);
    let (from, deref) = (scope.prelude("From"), scope.std("ops::Deref"));
    let boxed = scope.analysis.is_boxed(id, 0);
    let scalar = if newtype.slot.nullable || boxed { None } else { scope.scalar_of(newtype.slot.ty) };
    let from_str = scalar.is_some_and(Scalar::is_text).then(|| {
        quote! {
            impl #from<&str> for #ident {
                fn from(value: &str) -> Self {
                    Self(value.into())
                }
            }
        }
    });
    quote! {
        #docs
        #derives
        pub struct #ident(pub #inner);

        impl #deref for #ident {
            type Target = #inner;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl #from<#inner> for #ident {
            fn from(value: #inner) -> Self {
                Self(value)
            }
        }

        #from_str
    }
}
