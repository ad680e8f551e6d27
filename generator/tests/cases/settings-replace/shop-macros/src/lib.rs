//! A macro of a user.

use proc_macro::TokenStream;

/// Writes nothing.
#[proc_macro_derive(Ordinal)]
pub fn ordinal(_: TokenStream) -> TokenStream {
    TokenStream::new()
}
