//! The features that something needs, as `#[cfg(..)]`.

use proc_macro2::TokenStream;
use quote::quote;

use super::markdown::code;
use crate::ir::operation::Group;

/// `#[cfg(feature = "..")]` for what one of these features needs; nothing for what is always compiled.
pub(crate) fn any<'a>(features: impl IntoIterator<Item = &'a String>) -> TokenStream {
    let features: Vec<&String> = features.into_iter().collect();
    match features.as_slice() {
        [] => TokenStream::new(),
        [one] => quote!(#[cfg(feature = #one)]),
        several => quote!(#[cfg(any(#(feature = #several),*))]),
    }
}

/// The attribute of what belongs to a group.
pub(crate) fn of(group: &Group) -> TokenStream {
    any(&group.gate)
}

/// The attribute of what stands in for a group whose feature is off.
pub(crate) fn without(feature: &str) -> TokenStream {
    quote!(#[cfg(not(feature = #feature))])
}

/// The docs of a group's file, with the feature that it needs.
pub(crate) fn docs(group: &Group, words: &str) -> String {
    let docs = format!("{words} {}.", code(&group.name.wire));
    match &group.feature {
        Some(feature) => format!("{docs}\n\nNeeds the feature {}.", code(feature)),
        None => docs,
    }
}
