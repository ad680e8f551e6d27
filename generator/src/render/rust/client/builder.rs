//! `src/client/builder.rs`: a method per security scheme, and the options of the transport.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::file;
use super::super::markdown::code;
use super::super::scope::Scope;
use super::super::security;
use super::super::tokens::{ident, own_docs, plain};
use super::token_flow;
use crate::analyse::Analysis;
use crate::ir::Api;
use crate::ir::security::{Scheme, SchemeKind};

/// Options of every client: name, arguments, and what is said of them. The runtime's builder has the same.
const OPTIONS: &[(&str, &str, &str)] = &[
    ("timeout", "Duration", "How long a call may take as a whole, with its waits and retries."),
    ("attempt_timeout", "Duration", "How long one attempt of a call may take."),
    ("connect_timeout", "Duration", "How long a connection may take to be made."),
    ("retry", "RetryPolicy", "How often and when a call is repeated that is known to do no harm when repeated."),
    (
        "rate_limits",
        "LimitMode",
        "What happens to calls beyond the limits of the document: they wait, fail, or are sent all the same.",
    ),
    ("max_body", "usize", "How many bytes of a response are read into memory at most."),
    ("token_skew", "Duration", "How long before its end a token is renewed."),
    ("user_agent", "&str", "What the client calls itself."),
    ("transport", "impl Transport", "What sends requests, in place of the client's own connections."),
    ("clock", "impl Clock", "Where the time comes from, in place of the machine's clock."),
];

/// The file.
pub(super) fn file(api: &Api, analysis: &Analysis) -> String {
    let scope = Scope::new(api, analysis, ["ClientBuilder", "Client", "Server"].map(str::to_owned));
    let runtime = scope.path("specwright_runtime::client::ClientBuilder");
    let build_error = scope.runtime("client::BuildError");
    let flows: TokenStream = api.schemes.iter().map(|scheme| token_flow::constant(&scope, scheme)).collect();
    let schemes: TokenStream = api.schemes.iter().map(|scheme| scheme_methods(&scope, scheme)).collect();
    let options: TokenStream =
        OPTIONS.iter().map(|(name, argument, docs)| option(&scope, name, argument, docs)).collect();
    // Where a server is named by its URL alone, it stands for all of them.
    let inner = if api.groups.iter().flat_map(|group| &group.operations).any(|operation| !operation.servers.is_empty())
    {
        quote! {
            let inner = #runtime::new(server.url());
            let inner = if matches!(server, Server::Custom(_)) { inner } else { inner.operation_servers() };
            Self { inner }
        }
    } else {
        quote!(Self { inner: #runtime::new(server.url()) })
    };
    let docs = own_docs("Sets up a [`Client`].");
    let build_docs = own_docs("The client.\n\n# Errors\n\nWhen the server's URL or a credential can't be used.");
    let items = quote! {
        use super::{Client, Server};

        #docs
        #[derive(Debug)]
        #[must_use = "a builder does nothing until it builds"]
        pub struct ClientBuilder {
            inner: #runtime,
        }

        impl ClientBuilder {
            pub(super) fn new(server: &Server) -> Self {
                #inner
            }

            #schemes
            #options

            #build_docs
            pub fn build(self) -> Result<Client, #build_error> {
                Ok(Client { inner: self.inner.build()? })
            }
        }

        #flows
    };
    file::scoped("How a client is set up.", &scope, items)
}

fn option(scope: &Scope<'_>, name: &str, argument: &str, docs: &str) -> TokenStream {
    let method = ident(name);
    let (parameter, ty) = match argument {
        "Duration" => (ident(if name == "token_skew" { "skew" } else { "timeout" }), scope.std("time::Duration")),
        "RetryPolicy" => (ident("policy"), scope.runtime("client::RetryPolicy")),
        "LimitMode" => (ident("mode"), scope.runtime("client::LimitMode")),
        "usize" => (ident("bytes"), quote!(usize)),
        "&str" => (ident("name"), quote!(&str)),
        "impl Transport" => {
            let transport = scope.runtime("client::Transport");
            (method.clone(), quote!(impl #transport))
        }
        _ => {
            let clock = scope.runtime("clock::Clock");
            (method.clone(), quote!(impl #clock))
        }
    };
    let docs = own_docs(docs);
    quote! {
        #docs
        pub fn #method(mut self, #parameter: #ty) -> Self {
            self.inner = self.inner.#method(#parameter);
            self
        }
    }
}

/// What a scheme's credential is given by: a token or key, user and password, or the request that logs in.
fn scheme_methods(scope: &Scope<'_>, scheme: &Scheme) -> TokenStream {
    let constant = security::constant(scope.api, &scheme.name.wire);
    let wire = code(&scheme.name.wire);
    let security = scope.module("security");
    let scheme_path = quote!(&#security::#constant);
    let secret = || scope.runtime("Secret");
    let credential = || scope.runtime("client::Credential");
    let method = method_name(scheme);
    let given = match &scheme.kind {
        SchemeKind::MutualTls => TokenStream::new(),
        SchemeKind::Basic => {
            let (secret, credential) = (secret(), credential());
            let docs = own_docs(&format!("User and password for {wire} (RFC 7617)."));
            quote! {
                #docs
                pub fn #method(mut self, user: impl Into<String>, password: impl Into<#secret>) -> Self {
                    let credential = #credential::Basic { user: user.into(), password: password.into() };
                    self.inner = self.inner.credential(#scheme_path, credential);
                    self
                }
            }
        }
        SchemeKind::ApiKey { .. } => {
            let (secret, credential) = (secret(), credential());
            let docs = own_docs(&format!("The key for {wire}."));
            quote! {
                #docs
                pub fn #method(mut self, key: impl Into<#secret>) -> Self {
                    self.inner = self.inner.credential(#scheme_path, #credential::Key(key.into()));
                    self
                }
            }
        }
        SchemeKind::Bearer | SchemeKind::Http(_) => {
            let (secret, credential) = (secret(), credential());
            let docs = own_docs(&format!("A token for {wire}, used as it is until it ends."));
            quote! {
                #docs
                pub fn #method(mut self, token: impl Into<#secret>) -> Self {
                    self.inner = self.inner.credential(#scheme_path, #credential::Token(token.into()));
                    self
                }
            }
        }
    };
    let log_in = scheme.token_flow.as_ref().map(|flow| {
        let (name, constant) = (log_in_name(scope.api, scheme), token_flow::name(scheme));
        let request = scope.operation_named(&flow.obtain.type_name);
        let docs = own_docs(&format!(
            "Logs in with this request when a token for {wire} is first needed, and renews the token before it ends."
        ));
        quote! {
            #docs
            pub fn #name(mut self, request: #request) -> Self {
                self.inner = self.inner.log_in(#scheme_path, &#constant, request);
                self
            }
        }
    });
    quote!(#given #log_in)
}

fn method_name(scheme: &Scheme) -> Ident {
    let name = plain(&scheme.name.rust);
    let name = match &scheme.kind {
        SchemeKind::Bearer | SchemeKind::Http(_) if name == "token" || name.ends_with("_token") => name.to_owned(),
        SchemeKind::Bearer | SchemeKind::Http(_) => format!("{}_token", scheme.name.stem()),
        _ => name.to_owned(),
    };
    let taken =
        OPTIONS.iter().any(|(option, ..)| *option == name) || matches!(name.as_str(), "new" | "build" | "log_in");
    if taken { format_ident!("{name}_credential") } else { ident(&with_raw(&name, scheme)) }
}

/// Scheme names that are keywords stay raw.
fn with_raw(name: &str, scheme: &Scheme) -> String {
    if name == plain(&scheme.name.rust) { scheme.name.rust.clone() } else { name.to_owned() }
}

/// `log_in`, or with the scheme's name where several schemes have a token flow.
fn log_in_name(api: &Api, scheme: &Scheme) -> Ident {
    let flows = api.schemes.iter().filter(|scheme| scheme.token_flow.is_some()).count();
    if flows > 1 { format_ident!("log_in_{}", plain(&scheme.name.rust)) } else { format_ident!("log_in") }
}

/// A credential in the example of the docs.
pub(crate) fn example(api: &Api) -> String {
    let Some(scheme) = api.schemes.iter().find(|scheme| scheme.kind != SchemeKind::MutualTls) else {
        return String::new();
    };
    if let Some(flow) = &scheme.token_flow {
        return format!(".{}({} {{ .. }})", log_in_name(api, scheme), flow.obtain.type_name);
    }
    match &scheme.kind {
        SchemeKind::Basic => format!(".{}(user, password)", method_name(scheme)),
        SchemeKind::ApiKey { .. } => format!(".{}(key)", method_name(scheme)),
        _ => format!(".{}(token)", method_name(scheme)),
    }
}
