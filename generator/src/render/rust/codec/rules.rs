//! Constraints as constants.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use serde_json::Number;

use super::super::scope::Scope;
use super::super::tokens::{constant, float, ident, integer, text};
use crate::ir::types::{Assertion, Rules};

/// `Rules::new()` with all that is said of a value, to stand in a constant.
pub(crate) fn expression(scope: &Scope<'_>, rules: &Rules) -> TokenStream {
    let name = scope.runtime("rules::Rules");
    let counts = [
        ("min_length", rules.min_length),
        ("max_length", rules.max_length),
        ("min_items", rules.min_items),
        ("max_items", rules.max_items),
        ("min_properties", rules.min_properties),
        ("max_properties", rules.max_properties),
    ];
    let bounds = [
        ("minimum", &rules.minimum),
        ("maximum", &rules.maximum),
        ("exclusive_minimum", &rules.exclusive_minimum),
        ("exclusive_maximum", &rules.exclusive_maximum),
        ("multiple_of", &rules.multiple_of),
    ];
    let mut said = TokenStream::new();
    for (field, count) in counts {
        if let Some(count) = count {
            let (field, count) = (ident(field), integer(count));
            said.extend(quote!(.#field(#count)));
        }
    }
    for (field, bound) in bounds {
        if let Some(bound) = bound.as_ref().and_then(|number| bound_expression(scope, number)) {
            let field = ident(field);
            said.extend(quote!(.#field(#bound)));
        }
    }
    if let Some(source) = &rules.pattern {
        let pattern = pattern(scope, source);
        said.extend(quote!(.pattern(#pattern)));
    }
    if let Some(format) = rules.format {
        let (name, format) = (scope.runtime("rules::TextFormat"), ident(&format!("{format:?}")));
        said.extend(quote!(.format(#name::#format)));
    }
    if rules.unique_items {
        said.extend(quote!(.unique_items()));
    }
    if let Some(items) = rules.items.as_deref().filter(|items| items.is_some()) {
        let items = expression(scope, items);
        let items = reference(&items);
        said.extend(quote!(.items(#items)));
    }
    if !rules.places.is_empty() {
        let places = rules.places.iter().map(|rules| expression(scope, rules));
        let places = reference(&quote!([#(#places),*]));
        said.extend(quote!(.places(#places)));
    }
    if !rules.also.is_empty() {
        let also = rules.also.iter().map(|one| assertion(scope, one));
        let also = reference(&quote!([#(#also),*]));
        said.extend(quote!(.also(#also)));
    }
    if said.is_empty() { quote!(#name::NONE) } else { quote!(#name::new() #said) }
}

/// A reference to a value that a function is called with in a constant: it lives as long as the constant does, unless a `static`
/// stands in it, which needs a constant of its own.
pub(crate) fn reference(value: &TokenStream) -> TokenStream {
    if holds_static(value) { quote!(const { &#value }) } else { quote!(&#value) }
}

fn holds_static(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => holds_static(&group.stream()),
        TokenTree::Ident(ident) => ident == "static",
        _ => false,
    })
}

/// A pattern, which is compiled once however often it is matched.
fn pattern(scope: &Scope<'_>, source: &str) -> TokenStream {
    let (name, source) = (scope.runtime("rules::Pattern"), text(source));
    quote!({
        static PATTERN: #name = #name::new(#source);
        &PATTERN
    })
}

fn assertions(scope: &Scope<'_>, all: &[Assertion]) -> TokenStream {
    let all = all.iter().map(|one| assertion(scope, one));
    quote!(&[#(#all),*])
}

/// `Assertion::..`, to stand in a constant.
fn assertion(scope: &Scope<'_>, one: &Assertion) -> TokenStream {
    let name = scope.runtime("rules::Assertion");
    let inner = |one: &Assertion| {
        let one = assertion(scope, one);
        quote!(&#one)
    };
    let texts = |all: &[String]| {
        let all = all.iter().map(|one| text(one));
        quote!(&[#(#all),*])
    };
    match one {
        Assertion::All(all) => {
            let all = assertions(scope, all);
            quote!(#name::All(#all))
        }
        Assertion::Any(all) => {
            let all = assertions(scope, all);
            quote!(#name::Any(#all))
        }
        Assertion::One(all) => {
            let all = assertions(scope, all);
            quote!(#name::One(#all))
        }
        Assertion::Places(all) => {
            let all = assertions(scope, all);
            quote!(#name::Places(#all))
        }
        Assertion::Not(one) => {
            let one = inner(one);
            quote!(#name::Not(#one))
        }
        Assertion::Names(one) => {
            let one = inner(one);
            quote!(#name::Names(#one))
        }
        Assertion::Items(one) => {
            let one = inner(one);
            quote!(#name::Items(#one))
        }
        Assertion::If(parts) => {
            let parts = parts.iter().map(inner);
            quote!(#name::If(#(#parts),*))
        }
        Assertion::Types(types) => {
            let ty = scope.runtime("rules::Type");
            let types = types.iter().map(|one| ident(&format!("{one:?}")));
            quote!(#name::Types(&[#(#ty::#types),*]))
        }
        Assertion::Listed(values) => {
            let values: Vec<String> = values.iter().map(ToString::to_string).collect();
            let values = texts(&values);
            quote!(#name::Listed(#values))
        }
        Assertion::Rules(rules) => {
            let rules = expression(scope, rules);
            quote!(#name::Rules(&#rules))
        }
        Assertion::Required(names) => {
            let names = texts(names);
            quote!(#name::Required(#names))
        }
        Assertion::Property(property, one) => {
            let (property, one) = (text(property), inner(one));
            quote!(#name::Property(#property, #one))
        }
        Assertion::Depends(property, one) => {
            let (property, one) = (text(property), inner(one));
            quote!(#name::Depends(#property, #one))
        }
        Assertion::ItemsAfter(count, one) => {
            let (count, one) = (integer(*count), inner(one));
            quote!(#name::ItemsAfter(#count, #one))
        }
        Assertion::Patterns(all) => {
            let all = all.iter().map(|(source, one)| {
                let (source, one) = (pattern(scope, source), inner(one));
                quote!((#source, #one))
            });
            quote!(#name::Patterns(&[#(#all),*]))
        }
        Assertion::Others(names, patterns, one) => {
            let (names, one) = (texts(names), inner(one));
            let patterns = patterns.iter().map(|source| pattern(scope, source));
            quote!(#name::Others(#names, &[#(#patterns),*], #one))
        }
        Assertion::UnevaluatedProperties(all, one) => {
            let (all, one) = (assertions(scope, all), inner(one));
            quote!(#name::UnevaluatedProperties(#all, #one))
        }
        Assertion::UnevaluatedItems(all, one) => {
            let (all, one) = (assertions(scope, all), inner(one));
            quote!(#name::UnevaluatedItems(#all, #one))
        }
        Assertion::Contains(one, least, most) => {
            let (one, least) = (inner(one), integer(*least));
            let most = most.map(integer);
            let most = if let Some(most) = most { quote!(Some(#most)) } else { quote!(None) };
            quote!(#name::Contains(#one, #least, #most))
        }
    }
}

fn bound_expression(scope: &Scope<'_>, number: &Number) -> Option<TokenStream> {
    let whole = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
    if let Some(value) = whole {
        let (name, value) = (scope.runtime("rules::Bound"), integer(value));
        return Some(quote!(#name::integer(#value)));
    }
    let value = float(number.as_f64().filter(|value| value.is_finite())?);
    let name = scope.runtime("rules::Bound");
    Some(quote!(#name::decimal(#value)))
}

/// `const NAME: &Rules`; among the items of a type the reference needs its lifetime.
fn item(scope: &Scope<'_>, name: &str, reference: &TokenStream, rules: &Rules) -> TokenStream {
    let (name, ty, value) = (ident(name), scope.runtime("rules::Rules"), expression(scope, rules));
    quote!(const #name: #reference #ty = &#value;)
}

/// What rules are called that are no more than one limit: documents say the same few of them everywhere.
fn limit(rules: &Rules) -> Option<String> {
    let none = Rules::default;
    if let Some(format) = rules.format {
        let name = format.name().replace('-', "_").to_uppercase();
        return (*rules == Rules { format: rules.format, ..none() }).then(|| format!("FORMAT_{name}"));
    }
    let whole = |bound: &Option<Number>| bound.as_ref().and_then(Number::as_u64);
    let (name, limit, alone) = if let Some(limit) = rules.min_length {
        ("MIN_LENGTH", limit, Rules { min_length: rules.min_length, ..none() })
    } else if let Some(limit) = rules.max_length {
        ("MAX_LENGTH", limit, Rules { max_length: rules.max_length, ..none() })
    } else if let Some(limit) = rules.min_items {
        ("MIN_ITEMS", limit, Rules { min_items: rules.min_items, ..none() })
    } else if let Some(limit) = rules.max_items {
        ("MAX_ITEMS", limit, Rules { max_items: rules.max_items, ..none() })
    } else if let Some(limit) = whole(&rules.minimum) {
        ("MINIMUM", limit, Rules { minimum: rules.minimum.clone(), ..none() })
    } else {
        ("MAXIMUM", whole(&rules.maximum)?, Rules { maximum: rules.maximum.clone(), ..none() })
    };
    (*rules == alone).then(|| format!("{name}_{limit}"))
}

/// Private constants of a type: a name for each set of rules.
#[derive(Default)]
pub(super) struct Constants {
    names: Vec<String>,
    items: Vec<TokenStream>,
}

impl Constants {
    /// None yet; those of an enum have other names than its variants.
    pub(super) fn beside<'a>(variants: impl Iterator<Item = &'a str>) -> Self {
        Self { names: variants.map(str::to_owned).collect(), items: Vec::new() }
    }

    /// Adds a constant and gives its path, `Self::EMAIL`; none if nothing is asked for.
    pub(super) fn add(&mut self, scope: &Scope<'_>, wanted: &str, rules: Option<&Rules>) -> Option<TokenStream> {
        let rules = rules.filter(|rules| rules.is_some())?;
        if let Some(name) = limit(rules) {
            return Some(scope.constant(&name, || item(scope, &name, &quote!(&), rules)));
        }
        let mut name = constant(wanted).to_string();
        while self.names.contains(&name) {
            name.push('_');
        }
        self.items.push(item(scope, &name, &quote!(&'static), rules));
        let constant = ident(&name);
        self.names.push(name);
        Some(quote!(Self::#constant))
    }

    /// The `impl` block that holds them.
    pub(super) fn block(&self, ty: &TokenStream) -> TokenStream {
        let items = &self.items;
        if items.is_empty() { TokenStream::new() } else { quote!(impl #ty { #(#items)* }) }
    }
}
