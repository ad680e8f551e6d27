//! Records as the parts of a multipart body.

use proc_macro2::TokenStream;

use super::super::scope::Scope;
use crate::ir::types::Record;

/// `impl Multipart`.
pub(super) fn implementation(_scope: &Scope<'_>, _ty: &TokenStream, _record: &Record, _attributes: &TokenStream) -> TokenStream {
    TokenStream::new()
}
