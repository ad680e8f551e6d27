//! `src/lib.rs`: what is where, and the modules with their features.

use proc_macro2::TokenStream;
use quote::quote;

use super::file;
use super::lints;
use super::markdown;
use super::tokens::ident;
use crate::ir::Api;
use crate::output::FileSet;

/// The modules of the crate: name, feature, what is in it.
const MODULES: &[(&str, Option<&str>, &str)] = &[
    ("client", Some("client"), "calls the API: `Client`, and a group of methods per tag"),
    ("operations", None, "each operation as a value: its request, what it answers, how both stand on the wire"),
    (
        "receive",
        Some("receive"),
        "receives what the API calls: a trait to implement, and a router, for webhooks and for callbacks",
    ),
    ("security", None, "the security schemes that operations ask for"),
    ("send", Some("send"), "calls those who listen to the API: `Sender`, with a method per webhook and callback"),
    ("server", Some("server"), "serves the API: a trait per tag, and the router"),
    ("types", None, "the types of the API, by the names of its document"),
    ("xml", None, "what these types are called in XML"),
];

/// Writes `src/lib.rs`, for the modules that `files` holds already.
pub(crate) fn render(api: &Api, files: &mut FileSet) {
    let title = markdown::escape(&markdown::one_line(&api.title));
    let version = markdown::escape(&markdown::one_line(&api.version));
    let mut docs = vec![format!("{title}, version {version}.")];
    if let Some(description) = &api.description {
        docs.push(String::new());
        docs.extend(markdown::lines(description));
    }
    docs.extend(["", "# What is where", ""].map(str::to_owned));
    let has = |name: &str| files.files.contains_key(&format!("src/{name}.rs"));
    let present = || MODULES.iter().filter(|(name, ..)| has(name));
    let entry = |name: &str, what: &str| format!("- [`{name}`]: {what}");
    docs.extend(present().filter(|(_, feature, _)| feature.is_none()).map(|(name, _, what)| entry(name, what)));
    docs.push("- [`runtime`]: what all generated crates share".to_owned());
    let featured = present().filter_map(|(name, feature, what)| {
        let (feature, entry) = ((*feature)?, entry(name, what));
        Some(quote!(#![cfg_attr(feature = #feature, doc = #entry)]))
    });
    let featured: TokenStream = featured.collect();
    let modules = present().map(|(name, feature, _)| {
        let name = ident(name);
        let condition = feature.map(|feature| quote!(#[cfg(feature = #feature)]));
        quote!(#condition pub mod #name;)
    });
    let codec = has("codec").then(|| {
        quote!(
            mod codec;
        )
    });
    let items = quote!(#codec #(#modules)* pub use specwright_runtime as runtime;);
    let allowed = lints::allowed(api);
    let text = file::root(api, &docs, featured, quote!(#![forbid(unsafe_code)] #allowed), items);
    files.generated("src/lib.rs", text);
}
