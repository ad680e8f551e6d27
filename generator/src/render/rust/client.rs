//! `src/client.rs` and below: the client, its builder, and a thin method per operation.
//!
//! No async code per operation: everything that waits is in the runtime.

mod builder;
mod call;
mod group;
mod servers;
mod token_flow;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::markdown::code;
use super::scope::Scope;
use super::tokens::{ident, own_docs};
use super::{features, file};
use crate::analyse::Analysis;
use crate::config::Config;
use crate::ir::Api;
use crate::ir::operation::{Group, Operation};
use crate::output::FileSet;
use crate::parallel;

pub(crate) use builder::example as example_credential;
pub(crate) use servers::example as example_server;

/// Writes `src/client.rs` and what stands below it.
pub(crate) fn render(api: &Api, analysis: &Analysis, config: &Config, files: &mut FileSet) {
    if !config.sides.client() {
        return;
    }
    files.generated("src/client.rs", root(api, analysis));
    files.generated("src/client/builder.rs", builder::file(api, analysis));
    files.generated("src/client/call.rs", call::file(api, analysis));
    files.generated("src/client/servers.rs", servers::file(api));
    let groups = parallel::largest_first(&api.groups, |group| group.operations.len());
    let texts = parallel::each(&groups, |group| group::file(api, analysis, group));
    for (group, text) in groups.into_iter().zip(texts) {
        files.generated(format!("src/client/{}.rs", file::stem(&group.name.rust)), text);
    }
}

/// The method of the client that leads to a group, called like its module; both are free by construction of the IR.
pub(crate) fn accessor(group: &Group) -> Ident {
    ident(&group.name.rust)
}

fn root(api: &Api, analysis: &Analysis) -> String {
    let scope = Scope::new(api, analysis, ["Client", "ClientBuilder", "Server", "Call"].map(str::to_owned));
    let modules = api.groups.iter().map(|group| {
        let (gate, name) = (features::of(group), accessor(group));
        quote!(#gate pub mod #name;)
    });
    let accessors = api.groups.iter().map(|group| {
        let (method, module, name) = (accessor(group), accessor(group), super::group_type(analysis, group));
        let (docs, gate) = (group_docs(group, "Calls of"), features::of(group));
        quote! {
            #docs
            #gate
            pub fn #method(&self) -> #module::#name<'_> {
                #module::#name { client: &self.inner }
            }
        }
    });
    let choices = servers::choices(api);
    let runtime = scope.path("specwright_runtime::client::Client");
    let operation = scope.runtime("operation::Operation");
    let docs = own_docs("A client of the API. Clones are cheap and share connections, credentials and limits.");
    let builder_docs = own_docs("Sets up a client of a server.");
    let call_docs = own_docs("Any operation, as a call that is ready to be sent.");
    let items = quote! {
        mod builder;
        mod call;
        mod servers;
        #(#modules)*

        pub use builder::ClientBuilder;
        pub use call::Call;
        pub use servers::{Server #(, #choices)*};
        pub use specwright_runtime::client::{BuildError, Error, LimitMode, Reply, RetryPolicy};

        #docs
        #[derive(Debug, Clone)]
        pub struct Client {
            inner: #runtime,
        }

        impl Client {
            #builder_docs
            pub fn builder(server: Server) -> ClientBuilder {
                ClientBuilder::new(&server)
            }

            #call_docs
            pub fn call<O: #operation>(&self, request: O) -> Call<'_, O> {
                Call::new(&self.inner, request)
            }

            #(#accessors)*
        }
    };
    file::scoped(&root_docs(api), &scope, items)
}

/// Docs of the module, with a short example made of this API's own names.
fn root_docs(api: &Api) -> String {
    let (server, credential) = (example_server(api), example_credential(api));
    let mut lines = vec![
        "The client: a builder, a group of methods per tag, and calls that are sent when they are complete.".to_owned(),
        String::new(),
        "```text".to_owned(),
        format!("let client = Client::builder({server}){credential}.build()?;"),
    ];
    let simple = |operation: &&Operation| {
        operation.parameters.iter().all(|parameter| !parameter.required)
            && operation.body.as_ref().is_none_or(|body| !body.required)
    };
    let example =
        api.groups.iter().find_map(|group| group.operations.iter().find(simple).map(|operation| (group, operation)));
    if let Some((group, operation)) = example {
        lines.push(format!("let answer = client.{}().{}().send().await?;", accessor(group), operation.method_name));
    }
    lines.push("```".to_owned());
    lines.join("\n")
}

/// Docs of a group: its description, or `words` and its tag.
fn group_docs(group: &Group, words: &str) -> TokenStream {
    match &group.docs {
        Some(docs) => super::tokens::doc_lines(docs),
        None => own_docs(&format!("{words} {}.", code(&group.name.wire))),
    }
}
