//! Lints about names, in a crate whose names are the document's: allowed where they would speak.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Api;
use crate::ir::types::Shape;

/// What Clippy takes for placeholders.
const PLACEHOLDERS: [&str; 3] = ["foo", "baz", "quux"];

/// Methods of the traits of operators and conversions.
const OF_TRAITS: [&str; 29] = [
    "add",
    "as_mut",
    "as_ref",
    "bitand",
    "bitor",
    "bitxor",
    "borrow",
    "borrow_mut",
    "clone",
    "cmp",
    "default",
    "deref",
    "deref_mut",
    "div",
    "drop",
    "eq",
    "from_iter",
    "from_str",
    "hash",
    "index",
    "into_iter",
    "mul",
    "neg",
    "next",
    "not",
    "rem",
    "shl",
    "shr",
    "sub",
];

/// The attributes of the crate for names that it can't choose.
pub(crate) fn allowed(api: &Api) -> TokenStream {
    let operations = || api.groups.iter().flat_map(|group| &group.operations);
    let methods = || operations().flat_map(|it| [it.method_name.as_str(), it.name.rust.as_str()]);
    let parameters = || operations().flat_map(|it| &it.parameters).map(|it| it.name.rust.as_str());
    let fields = api.types.all.iter().flat_map(|ty| match &ty.shape {
        Shape::Record(record) => record.fields.as_slice(),
        _ => &[],
    });
    let fields = fields.map(|field| field.name.rust.as_str());
    let placeholders = parameters()
        .chain(fields)
        .any(|name| PLACEHOLDERS.contains(&name))
        .then(|| quote!(#![allow(clippy::disallowed_names, reason = "the document has them")]));
    let of_traits = methods()
        .chain(parameters())
        .any(|name| OF_TRAITS.contains(&name))
        .then(|| quote!(#![allow(clippy::should_implement_trait, reason = "the document calls them so")]));
    let constructors = methods().any(|name| name == "new").then(|| {
        quote!(#![allow(clippy::new_ret_no_self, clippy::wrong_self_convention, reason = "the document calls it so")])
    });
    quote!(#placeholders #of_traits #constructors)
}
