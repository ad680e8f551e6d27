//! What a generated file may call by its short name.
//!
//! Names are noted while code is emitted, so that a file imports what it uses and nothing else. A name that the API
//! itself uses for a type is never imported from elsewhere; it is written with its path.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::{TokenStreamExt, quote};

use super::tokens::ident;
use crate::analyse::Analysis;
use crate::ir::Api;

/// Names that Rust brings into every module, with their paths.
const PRELUDE: &[(&str, &str)] = &[
    ("AsRef", "std::convert::AsRef"),
    ("Box", "std::boxed::Box"),
    ("Clone", "std::clone::Clone"),
    ("Copy", "std::marker::Copy"),
    ("Default", "std::default::Default"),
    ("From", "std::convert::From"),
    ("Into", "std::convert::Into"),
    ("Option", "std::option::Option"),
    ("Result", "std::result::Result"),
    ("Send", "std::marker::Send"),
    ("Sized", "std::marker::Sized"),
    ("String", "std::string::String"),
    ("Sync", "std::marker::Sync"),
    ("ToString", "std::string::ToString"),
    ("Vec", "std::vec::Vec"),
];

/// The names of a generated file.
pub(crate) struct Scope<'a> {
    /// The API.
    pub(crate) api: &'a Api,
    /// What is known of its types.
    pub(crate) analysis: &'a Analysis,
    /// Where the API's types are, seen from this file.
    types: &'static str,
    /// Names that the file itself defines.
    local: HashSet<String>,
    imports: RefCell<Imports>,
    /// Constants that items of the file share, by name.
    constants: RefCell<BTreeMap<String, TokenStream>>,
}

/// What a file imports.
#[derive(Default)]
struct Imports {
    /// Names by the path before them.
    uses: BTreeMap<String, BTreeSet<String>>,
    /// Full paths by short name.
    paths: BTreeMap<String, String>,
}

impl<'a> Scope<'a> {
    /// A file outside `types`, which itself defines the names `local`.
    pub(crate) fn new(api: &'a Api, analysis: &'a Analysis, local: impl IntoIterator<Item = String>) -> Self {
        Self::with(api, analysis, "crate::types", local)
    }

    /// A file that finds the API's types at `types` (`super`, `crate::types`).
    pub(crate) fn with(
        api: &'a Api,
        analysis: &'a Analysis,
        types: &'static str,
        local: impl IntoIterator<Item = String>,
    ) -> Self {
        Self {
            api,
            analysis,
            types,
            local: local.into_iter().collect(),
            imports: RefCell::default(),
            constants: RefCell::default(),
        }
    }

    /// Whether a name means a type of the API, or something that the file defines.
    fn is_taken(&self, name: &str) -> bool {
        self.analysis.is_type_name(name) || self.local.contains(name)
    }

    /// An item by its full path (`specwright_runtime::json::Field`, `std::fmt`), imported if its name is free.
    pub(crate) fn path(&self, full: &str) -> TokenStream {
        let Some((parent, name)) = full.rsplit_once("::") else {
            return path_tokens(full);
        };
        let elsewhere = self.imports.borrow().paths.get(name).is_some_and(|at| at != full);
        if elsewhere || self.is_taken(name) {
            return path_tokens(full);
        }
        self.import(parent, name, full);
        path_tokens(name)
    }

    /// An item of the runtime (`json::Field`).
    pub(crate) fn runtime(&self, path: &str) -> TokenStream {
        self.path(&format!("specwright_runtime::{path}"))
    }

    /// An item of the standard library (`time::Duration`, `fmt`).
    pub(crate) fn std(&self, path: &str) -> TokenStream {
        self.path(&format!("std::{path}"))
    }

    /// A module at the root of the generated crate.
    pub(crate) fn module(&self, name: &str) -> TokenStream {
        self.path(&format!("crate::{name}"))
    }

    /// A trait whose methods are called; it is imported even if nothing names it.
    pub(crate) fn runtime_trait(&self, path: &str) {
        let full = format!("specwright_runtime::{path}");
        let Some((parent, name)) = full.rsplit_once("::") else {
            return;
        };
        if self.is_taken(name) {
            self.imports.borrow_mut().uses.entry(parent.to_owned()).or_default().insert(format!("{name} as _"));
        } else {
            self.import(parent, name, &full);
        }
    }

    /// A name of Rust's prelude.
    pub(crate) fn prelude(&self, name: &str) -> TokenStream {
        if self.is_taken(name)
            && let Some((_, path)) = PRELUDE.iter().find(|(known, _)| *known == name)
        {
            return path_tokens(path);
        }
        path_tokens(name)
    }

    /// A type of the API by its name.
    pub(crate) fn type_named(&self, name: &str) -> TokenStream {
        if !self.local.contains(name) {
            let full = format!("{}::{name}", self.types);
            self.import(self.types, name, &full);
        }
        path_tokens(name)
    }

    /// A request value, or another item of an operation, by its name.
    pub(crate) fn operation_named(&self, name: &str) -> TokenStream {
        if !self.local.contains(name) {
            let full = format!("crate::operations::{name}");
            self.import("crate::operations", name, &full);
        }
        path_tokens(name)
    }

    /// A constant that items of the file share; the same name always has the same value.
    pub(crate) fn constant(&self, name: &str, item: impl FnOnce() -> TokenStream) -> TokenStream {
        if !self.constants.borrow().contains_key(name) {
            let item = item();
            self.constants.borrow_mut().insert(name.to_owned(), item);
        }
        path_tokens(name)
    }

    /// The constants that items of the file share.
    pub(crate) fn constants(&self) -> TokenStream {
        self.constants.borrow().values().cloned().collect()
    }

    /// The `use` lines of the file: of the standard library, of other crates, of this crate.
    pub(crate) fn use_groups(&self) -> Vec<TokenStream> {
        let mut groups = [TokenStream::new(), TokenStream::new(), TokenStream::new()];
        let imports = self.imports.borrow();
        let mut uses: Vec<_> = imports.uses.iter().collect();
        // What a module itself holds stands after what the modules in it hold, as rustfmt sorts it.
        uses.sort_by_key(|(parent, _)| format!("{parent}::~"));
        for (parent, names) in uses {
            let group = match parent.split("::").next() {
                Some("std") => 0,
                Some("crate" | "super" | "self") => 2,
                _ => 1,
            };
            let path = path_tokens(parent);
            let names: Vec<TokenStream> = names.iter().map(|name| use_name(name)).collect();
            groups[group].extend(match names.as_slice() {
                [one] => quote!(use #path::#one;),
                several => quote!(use #path::{#(#several),*};),
            });
        }
        groups.into_iter().filter(|group| !group.is_empty()).collect()
    }

    fn import(&self, parent: &str, name: &str, full: &str) {
        let mut imports = self.imports.borrow_mut();
        imports.uses.entry(parent.to_owned()).or_default().insert(name.to_owned());
        imports.paths.insert(name.to_owned(), full.to_owned());
    }
}

/// The path of an item of the user's crates, whatever the modules of this one are called; or a name of Rust's own.
pub(crate) fn foreign(path: &str) -> TokenStream {
    let tokens = path_tokens(path);
    if path.contains("::") { quote!(::#tokens) } else { tokens }
}

/// A path of plain names.
fn path_tokens(path: &str) -> TokenStream {
    let mut tokens = TokenStream::new();
    for (index, part) in path.split("::").enumerate() {
        if index > 0 {
            tokens.extend(quote!(::));
        }
        tokens.append(match part {
            "crate" | "super" | "self" => Ident::new(part, Span::call_site()),
            name => ident(name),
        });
    }
    tokens
}

fn use_name(name: &str) -> TokenStream {
    if let Some(name) = name.strip_suffix(" as _") {
        let name = ident(name);
        return quote!(#name as _);
    }
    let name = ident(name);
    quote!(#name)
}
