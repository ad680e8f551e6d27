//! `src/types.rs` and a file per component below it: plain structs and enums with docs.
//!
//! Nothing of the wire is here; reading, writing and checking are in [`super::codec`].

mod choice;
mod default;
mod expression;
mod newtype;
mod record;
pub(crate) mod union;

use proc_macro2::TokenStream;
use quote::quote;

use super::codec::multipart::files;
use super::features;
use super::file;
use super::scope::{Scope, foreign};
use super::tokens::{docs_with, ident, plain};
use crate::analyse::Analysis;
use crate::ir::Api;
use crate::ir::types::{Module, Shape, TypeId};
use crate::output::FileSet;
use crate::parallel;

/// Modules that Rust would take for a crate.
const CRATES: &[&str] = &["alloc", "core", "proc_macro", "specwright_runtime", "std", "test"];

/// Writes `src/types.rs` and the files below it.
pub(crate) fn render(api: &Api, analysis: &Analysis, files: &mut FileSet) {
    files.generated("src/types.rs", index(api, analysis));
    let texts = parallel::each(&api.types.modules, |module| {
        let scope = Scope::with(api, analysis, "super", names(api, module));
        let items = items(&scope, module);
        file::scoped("", &scope, items)
    });
    for (module, text) in api.types.modules.iter().zip(texts) {
        files.generated(format!("src/types/{}.rs", file::stem(&module.name)), text);
    }
}

/// The names that a file of types defines.
pub(crate) fn names<'a>(api: &'a Api, module: &'a Module) -> impl Iterator<Item = String> + 'a {
    module.types.iter().filter_map(|id| api.types.get(*id).name.as_ref()).map(|name| name.rust.clone())
}

fn index(api: &Api, analysis: &Analysis) -> String {
    let mut sorted: Vec<(usize, &Module)> = api.types.modules.iter().enumerate().collect();
    sorted.sort_by_key(|(_, module)| file::stem(&module.name));
    let modules = sorted.iter().map(|(number, module)| {
        let (gate, name) = (features::any(analysis.types_gate(*number)), ident(&module.name));
        quote!(#gate mod #name;)
    });
    let exports = sorted.iter().filter_map(|(number, module)| {
        let (gate, name) = (features::any(analysis.types_gate(*number)), ident(&module.name));
        let types: Vec<_> = names(api, module).map(|name| ident(&name)).collect();
        let start = CRATES.contains(&plain(&module.name)).then(|| quote!(self::));
        match types.as_slice() {
            [] => None,
            [one] => Some(quote!(#gate pub use #start #name::#one;)),
            several => Some(quote!(#gate pub use #start #name::{#(#several),*};)),
        }
    });
    let items = quote!(#(#modules)* #(#exports)*);
    file::plain(api, "The types of the API, by the names of its document.", items)
}

fn items(scope: &Scope<'_>, module: &Module) -> TokenStream {
    module.types.iter().map(|id| item(scope, *id)).collect()
}

/// The declaration of a named type with its own methods.
fn item(scope: &Scope<'_>, id: TypeId) -> TokenStream {
    let ty = scope.api.types.get(id);
    let Some(name) = &ty.name else {
        return TokenStream::new();
    };
    match &ty.shape {
        Shape::Record(record) => record::item(scope, id, name, &ty.docs, record),
        Shape::Choice(choice) => choice::item(scope, id, name, &ty.docs, choice),
        Shape::Union(union) => union::item(scope, id, name, &ty.docs, union),
        Shape::Newtype(newtype) if files(scope, id).is_some() => {
            let docs = type_docs(&ty.docs, &name.wire, "files of a form");
            let (name, target) = (ident(&name.rust), scope.ty(newtype.slot.ty));
            quote!(#docs pub type #name = #target;)
        }
        Shape::Newtype(newtype) => newtype::item(scope, id, name, &ty.docs, newtype),
        Shape::Alias(target) => {
            let docs = type_docs(&ty.docs, &name.wire, "another name for a type");
            let (name, target) = (ident(&name.rust), scope.ty(*target));
            quote!(#docs pub type #name = #target;)
        }
        Shape::Scalar(_) | Shape::List(_) | Shape::Tuple(_) | Shape::Map(_) | Shape::Embedded(_) | Shape::Any => {
            let docs = type_docs(&ty.docs, &name.wire, "another name for a type");
            let (name, target) = (ident(&name.rust), scope.shape(id));
            quote!(#docs pub type #name = #target;)
        }
    }
}

/// The docs of a type. A deprecated one says so in words: an attribute would warn wherever the crate itself needs it.
fn type_docs(docs: &crate::ir::types::Docs, wire: &str, what: &str) -> TokenStream {
    type_docs_with(docs, wire, what, &[])
}

/// The same, with paragraphs of our own words.
fn type_docs_with(docs: &crate::ir::types::Docs, wire: &str, what: &str, more: &[String]) -> TokenStream {
    let otherwise = format!("{}: {what}.", super::markdown::code(wire));
    let deprecated = docs.deprecated.then(|| "**Deprecated.**".to_owned());
    let more: Vec<String> = deprecated.into_iter().chain(more.iter().cloned()).collect();
    docs_with(docs, &otherwise, &more)
}

/// `#[derive(..)]` with what the analysis proved.
fn derives(scope: &Scope<'_>, id: TypeId, with_default: bool) -> TokenStream {
    let traits = scope.analysis.traits(id);
    let mut names = vec!["Debug"];
    let wanted = [
        ("Clone", traits.clone),
        ("Copy", traits.copy),
        ("PartialEq", traits.partial_eq),
        ("Eq", traits.eq && traits.key),
        ("Hash", traits.hash && traits.key),
        ("Default", with_default && traits.default),
    ];
    names.extend(wanted.into_iter().filter(|(_, has)| *has).map(|(name, _)| name));
    let more = scope.api.types.derives.get(&id).into_iter().flatten();
    // `Eq` and `Hash` asked for by a pattern are for the types that can have them.
    let wanted = |path: &str| match path {
        "Eq" => traits.eq && !traits.key,
        "Hash" => traits.hash && !traits.key,
        other => !names.contains(&other),
    };
    let more: Vec<_> = more.filter(|path| wanted(path)).map(|path| foreign(path)).collect();
    let names = names.into_iter().map(ident);
    quote!(#[derive(#(#names),* #(, #more)*)])
}
