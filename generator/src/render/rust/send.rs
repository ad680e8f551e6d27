//! `src/send.rs` and below: a method per webhook and callback, which takes the URL of the receiver.
//!
//! Everything that waits is in the runtime, and so is what may be called at all.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::tokens::{deprecated, ident, own_docs};
use super::{features, file, group_type, operations};
use crate::analyse::Analysis;
use crate::config::Config;
use crate::ir::Api;
use crate::ir::operation::{Group, Operation};
use crate::output::FileSet;

/// Items of the runtime that senders need, re-exported beside theirs.
const CONVENIENCES: &[&str] = &[
    "AnyReceiver",
    "Delivery",
    "Error",
    "HmacSha256",
    "PublicReceivers",
    "ReceiverPolicy",
    "Reply",
    "RetryPolicy",
    "SenderBuilder",
    "Sign",
];

/// Writes `src/send.rs` and a file per group, if there is one.
pub(crate) fn render(api: &Api, analysis: &Analysis, config: &Config, files: &mut FileSet) {
    if !config.sides.server() || api.groups.is_empty() {
        return;
    }
    files.generated("src/send.rs", root(api, analysis));
    for group in &api.groups {
        files.generated(format!("src/send/{}.rs", group.name.wire), group_file(api, analysis, group));
    }
}

fn root(api: &Api, analysis: &Analysis) -> String {
    let local = CONVENIENCES.iter().map(|name| (*name).to_owned()).chain(["Sender".to_owned()]);
    let scope = Scope::new(api, analysis, local);
    let conveniences = CONVENIENCES.iter().map(|name| ident(name));
    let modules = api.groups.iter().map(|group| ident(&group.name.wire));
    let accessors = api.groups.iter().map(|group| {
        let (module, name) = (ident(&group.name.wire), group_type(analysis, group));
        let docs = own_docs(&format!("Sends the {} of the API.", group.name.wire));
        quote! {
            #docs
            pub fn #module(&self) -> #module::#name<'_> {
                #module::#name { sender: &self.inner }
            }
        }
    });
    let runtime = scope.path("specwright_runtime::client::Sender");
    let docs = own_docs(
        "Calls those who listen to the API. Clones are cheap and share connections.\n\nIt knows none of the API's credentials, \
        and calls only receivers that its policy allows.",
    );
    let from = own_docs("What the runtime's builder has built, for this API.");
    let builder = own_docs("Sets up a sender; hand what it builds to [`Sender::new`].");
    let items = quote! {
        #(pub mod #modules;)*

        pub use specwright_runtime::client::{#(#conveniences),*};

        #docs
        #[derive(Debug, Clone)]
        pub struct Sender {
            inner: #runtime,
        }

        impl Sender {
            #builder
            pub fn builder() -> SenderBuilder {
                SenderBuilder::new()
            }

            #from
            pub fn new(sender: #runtime) -> Self {
                Self { inner: sender }
            }

            #(#accessors)*
        }
    };
    file::scoped("Calls those who listen to the API, at the URLs that they gave.", &scope, items)
}

fn group_file(api: &Api, analysis: &Analysis, group: &Group) -> String {
    let name = group_type(analysis, group);
    let scope = Scope::new(api, analysis, [name.to_string(), "Delivery".to_owned()]);
    let sender = scope.path("specwright_runtime::client::Sender");
    let docs = own_docs(&format!("Sends the {} of the API, each to the URL it is given.", group.name.wire));
    let methods = group.operations.iter().map(|operation| method(&scope, operation));
    let items = quote! {
        use super::Delivery;

        #docs
        #[derive(Debug, Clone, Copy)]
        pub struct #name<'s> {
            pub(super) sender: &'s #sender,
        }

        impl<'s> #name<'s> {
            #(#methods)*
        }
    };
    file::scoped(&features::docs(group, "Sends"), &scope, items)
}

fn method(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let docs = operations::docs(operation);
    let deprecated = deprecated(&operation.docs);
    let (method, ty) = (ident(&operation.method_name), scope.operation_named(&operation.type_name));
    quote! {
        #docs
        #deprecated
        pub fn #method(&self, url: &str, request: #ty) -> Delivery<'s, #ty> {
            self.sender.delivery(url, request)
        }
    }
}
