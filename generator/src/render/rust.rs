//! The Rust files of the generated crate.
//!
//! Only here are tokens made; no text of the document reaches them but through [`tokens`].

pub(crate) mod client;
pub(crate) mod codec;
pub(crate) mod crate_root;
pub(crate) mod features;
pub(crate) mod file;
#[cfg(test)]
mod fixture;
pub(crate) mod format;
pub(crate) mod lints;
pub(crate) mod markdown;
pub(crate) mod operations;
pub(crate) mod receive;
pub(crate) mod scope;
pub(crate) mod security;
pub(crate) mod send;
pub(crate) mod server;
pub(crate) mod tokens;
pub(crate) mod types;
pub(crate) mod xml;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use crate::analyse::Analysis;
use crate::analyse::sizes::LARGE;
use crate::ir::operation::Group;

/// Lets an enum have variants of very different sizes, if it has; `sizes` are those of its variants.
pub(crate) fn allow_large_variants(sizes: impl IntoIterator<Item = usize>) -> TokenStream {
    let mut sizes: Vec<usize> = sizes.into_iter().collect();
    sizes.sort_unstable();
    match sizes.as_slice() {
        // Sizes are estimates: the larger the values, the farther off they may be.
        [.., second, first] if first - second > LARGE || *first > 4 * LARGE => {
            quote!(#[allow(clippy::large_enum_variant, reason = "it is matched once and not kept in numbers")])
        }
        _ => TokenStream::new(),
    }
}

/// Lets a declaration have a type that nests as deep as the document's schema does. Clippy draws the line at 250 points: ten
/// times its depth for each name in the type.
pub(crate) fn allow_deep_type(ty: &TokenStream) -> TokenStream {
    let (mut depth, mut points, mut in_path) = (1, 0, false);
    for token in ty.clone() {
        match token {
            TokenTree::Ident(_) if !in_path => {
                points += 10 * depth;
                in_path = true;
            }
            TokenTree::Punct(punct) if punct.as_char() == '<' => (depth, in_path) = (depth + 1, false),
            TokenTree::Punct(punct) if punct.as_char() == '>' => depth -= 1,
            TokenTree::Punct(punct) if punct.as_char() == ',' => in_path = false,
            _ => {}
        }
    }
    if points > 250 {
        quote!(#[allow(clippy::type_complexity, reason = "the schema is as deep")])
    } else {
        TokenStream::new()
    }
}

/// What stands for a tag in the client and in the server.
pub(crate) fn group_type(analysis: &Analysis, group: &Group) -> Ident {
    tokens::ident(&analysis.group_type(group))
}

#[cfg(test)]
mod tests;
