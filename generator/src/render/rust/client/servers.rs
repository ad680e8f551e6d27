//! `src/client/servers.rs`: the servers that the document names, with their variables.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::file;
use super::super::markdown::code;
use super::super::tokens::{self, ident, own_docs};
use crate::ir::{Api, Server};

/// Field of a server whose URL is only a path.
const ORIGIN: &str = "origin";

/// The file.
pub(super) fn file(api: &Api) -> String {
    let servers: Vec<_> = api
        .servers
        .iter()
        .filter(|server| server.name.rust != "Custom")
        .collect();
    let variants = servers.iter().map(|server| variant(server));
    let constructors = servers.iter().map(|server| constructor(server));
    let arms: Vec<_> = servers.iter().map(|server| arm(server)).collect();
    let escapes = arms.iter().any(|arm| arm.escapes);
    let arms = arms.iter().map(|arm| &arm.tokens);
    let escaped = escapes.then(escaped);
    let docs = own_docs("Where the API is served.");
    let custom = own_docs("Anywhere else, by its URL: `https://localhost:8080/api`.");
    let url = own_docs("The URL that paths are joined to.");
    let custom_constructor = own_docs("A server by its URL.");
    let items = quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Server {
            #(#variants)*
            #custom
            Custom(String),
        }

        impl Server {
            #(#constructors)*

            #custom_constructor
            pub fn custom(url: impl Into<String>) -> Self {
                Self::Custom(url.into())
            }

            #url
            pub fn url(&self) -> String {
                match self {
                    #(#arms)*
                    Self::Custom(url) => url.clone(),
                }
            }
        }

        #escaped
    };
    file::plain(api, "Where the API is served.", &items)
}

fn variant(server: &Server) -> TokenStream {
    let name = ident(&server.name.rust);
    let docs = server_docs(server);
    let fields: Vec<_> = fields(server)
        .into_iter()
        .map(|(field, docs)| quote!(#docs #field: String))
        .collect();
    if fields.is_empty() {
        quote!(#docs #name,)
    } else {
        quote!(#docs #name { #(#fields),* },)
    }
}

fn constructor(server: &Server) -> TokenStream {
    let (name, variant) = (constructor_name(server), ident(&server.name.rust));
    let docs = server_docs(server);
    let fields: Vec<_> = fields(server).into_iter().map(|(field, _)| field).collect();
    let value = if fields.is_empty() {
        quote!(Self::#variant)
    } else {
        quote!(Self::#variant { #(#fields: #fields.into()),* })
    };
    quote! {
        #docs
        pub fn #name(#(#fields: impl Into<String>),*) -> Self {
            #value
        }
    }
}

/// A branch of `url`.
struct Arm {
    tokens: TokenStream,
    escapes: bool,
}

fn arm(server: &Server) -> Arm {
    let variant = ident(&server.name.rust);
    let fields: Vec<_> = fields(server).into_iter().map(|(field, _)| field).collect();
    if fields.is_empty() {
        let url = &server.url;
        return Arm {
            tokens: quote!(Self::#variant => #url.to_owned(),),
            escapes: false,
        };
    }
    let mut format = String::new();
    let mut values = Vec::new();
    if is_relative(server) {
        let origin = ident(ORIGIN);
        format.push_str("{}");
        values.push(quote!(#origin.trim_end_matches('/')));
    }
    let mut used = 0;
    let mut escapes = false;
    for piece in pieces(server) {
        match piece {
            Piece::Text(text) => format.push_str(&text.replace('{', "{{").replace('}', "}}")),
            Piece::Variable(index) => {
                let field = ident(&server.variables[index].name.rust);
                // What stands first is the scheme, or all of the URL, and is taken as it is.
                let place = if format.is_empty() {
                    quote!(#field)
                } else {
                    escapes = true;
                    let also = if in_path(&format) { "/:" } else { ":[]" };
                    quote!(escaped(#field, #also))
                };
                format.push_str("{}");
                values.push(place);
                used += 1;
            }
        }
    }
    // A variable that the URL does not hold is a field all the same.
    let rest = (used < server.variables.len()).then(|| quote!(, ..));
    let named: Vec<_> = if used < server.variables.len() {
        let in_url: Vec<usize> = pieces(server)
            .into_iter()
            .filter_map(|piece| {
                if let Piece::Variable(index) = piece {
                    Some(index)
                } else {
                    None
                }
            })
            .collect();
        let relative = is_relative(server).then(|| ident(ORIGIN));
        relative
            .into_iter()
            .chain(
                in_url
                    .into_iter()
                    .map(|index| ident(&server.variables[index].name.rust)),
            )
            .collect()
    } else {
        fields
    };
    Arm {
        tokens: quote!(Self::#variant { #(#named),* #rest } => format!(#format, #(#values),*),),
        escapes,
    }
}

/// A function of the generated file that keeps a variable in its place in the URL.
fn escaped() -> TokenStream {
    let docs = own_docs(
        "The value of a variable, with everything percent-encoded that would end its place in the URL (RFC 3986, 2).",
    );
    quote! {
        #docs
        fn escaped(value: &str, also: &str) -> String {
            let mut text = String::with_capacity(value.len());
            for byte in value.bytes() {
                let c = char::from(byte);
                if c.is_ascii_alphanumeric() || "-._~".contains(c) || also.contains(c) {
                    text.push(c);
                } else {
                    text.push_str(&format!("%{byte:02X}"));
                }
            }
            text
        }
    }
}

/// Fields of a variant, with docs.
fn fields(server: &Server) -> Vec<(Ident, TokenStream)> {
    let origin = is_relative(server).then(|| {
        let docs = own_docs(
            "Scheme and host: `https://api.example.com`. The document gives only the path.",
        );
        (ident(ORIGIN), docs)
    });
    let variables = server.variables.iter().map(|variable| {
        let mut more = vec![format!("By default {}.", code(&variable.default))];
        if !variable.values.is_empty() {
            let values: Vec<_> = variable.values.iter().map(|value| code(value)).collect();
            more.push(format!("One of {}.", values.join(", ")));
        }
        let docs = crate::ir::types::Docs {
            text: variable.docs.clone(),
            ..Default::default()
        };
        let docs = tokens::docs_with(&docs, &format!("{}.", code(&variable.name.wire)), &more);
        (ident(&variable.name.rust), docs)
    });
    origin.into_iter().chain(variables).collect()
}

fn server_docs(server: &Server) -> TokenStream {
    let docs = crate::ir::types::Docs {
        text: server.docs.clone(),
        ..Default::default()
    };
    tokens::docs_with(&docs, "A server of the document.", &[code(&server.url)])
}

/// A piece of a URL template.
enum Piece {
    Text(String),
    /// The variable of this number.
    Variable(usize),
}

fn pieces(server: &Server) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = server.url.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let known = after.split_once('}').and_then(|(name, after)| {
            let index = server
                .variables
                .iter()
                .position(|variable| variable.name.wire == name)?;
            Some((index, after))
        });
        match known {
            Some((index, after)) => {
                pieces.push(Piece::Text(before.to_owned()));
                pieces.push(Piece::Variable(index));
                rest = after;
            }
            None => {
                pieces.push(Piece::Text(format!("{before}{{")));
                rest = after;
            }
        }
    }
    pieces.push(Piece::Text(rest.to_owned()));
    pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
    pieces
}

/// Whether what comes next in a URL is part of its path.
fn in_path(before: &str) -> bool {
    before
        .split_once("://")
        .is_none_or(|(_, rest)| rest.contains('/'))
}

/// Whether a URL is only a path; a variable at its beginning may hold a scheme.
fn is_relative(server: &Server) -> bool {
    !server.url.contains("://") && !server.url.starts_with('{')
}

fn constructor_name(server: &Server) -> Ident {
    let mut name = String::new();
    for (index, c) in tokens::plain(&server.name.rust).chars().enumerate() {
        if c.is_uppercase() && index > 0 {
            name.push('_');
        }
        name.extend(c.to_lowercase());
    }
    let taken = matches!(name.as_str(), "custom" | "url" | "default" | "clone" | "eq");
    if taken || syn::parse_str::<Ident>(&name).is_err() {
        format_ident!("{name}_server")
    } else {
        ident(&name)
    }
}

/// A server in the example of the docs.
pub(super) fn example(api: &Api) -> String {
    let Some(server) = api
        .servers
        .iter()
        .find(|server| server.name.rust != "Custom")
    else {
        return "Server::custom(\"https://api.example.com\")".to_owned();
    };
    let origin = is_relative(server).then(|| "\"https://api.example.com\"".to_owned());
    let variables = server
        .variables
        .iter()
        .map(|variable| format!("\"{}\"", variable.default.escape_default()));
    let arguments: Vec<_> = origin.into_iter().chain(variables).collect();
    format!(
        "Server::{}({})",
        constructor_name(server),
        arguments.join(", ")
    )
}
