//! `src/client/servers.rs`: the servers that the document names, with their variables.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::file;
use super::super::markdown::code;
use super::super::tokens::{self, ident, own_docs};
use crate::ir::types::Docs;
use crate::ir::{Api, Server, ServerChoice};

/// Field of a server whose URL is only a path.
const ORIGIN: &str = "origin";

/// The file.
pub(super) fn file(api: &Api) -> String {
    let servers = || api.servers.iter();
    let variants = servers().map(variant);
    let constructors = servers().map(constructor);
    let arms = servers().map(arm);
    let choices = servers().flat_map(|server| &server.variables).filter_map(|variable| {
        let choice = variable.choice.as_ref()?;
        Some(choice_enum(choice, &variable.name.wire, &variable.default))
    });
    let escaped = servers().any(has_escapes).then(escaped);
    let docs = own_docs("Where the API is served.");
    let custom = own_docs("Anywhere else, by its URL: `https://localhost:8080/api`.");
    let custom_constructor = own_docs("A server by its URL.");
    let url = own_docs("The URL that paths are joined to.");
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

        #(#choices)*
        #escaped
    };
    file::plain(api, "Where the API is served.", items)
}

/// The enums of the values of variables, to be re-exported beside `Server`.
pub(super) fn choices(api: &Api) -> impl Iterator<Item = Ident> {
    let variables = api.servers.iter().flat_map(|server| &server.variables);
    variables.filter_map(|variable| variable.choice.as_ref()).map(|choice| ident(&choice.type_name))
}

/// A field of a variant.
struct Field {
    name: Ident,
    docs: TokenStream,
    choice: Option<Ident>,
}

impl Field {
    fn ty(&self) -> TokenStream {
        self.choice.as_ref().map_or_else(|| quote!(String), |choice| quote!(#choice))
    }

    fn argument(&self) -> TokenStream {
        let name = &self.name;
        self.choice.as_ref().map_or_else(|| quote!(#name: impl Into<String>), |choice| quote!(#name: #choice))
    }

    fn initialiser(&self) -> TokenStream {
        let name = &self.name;
        if self.choice.is_some() { quote!(#name) } else { quote!(#name: #name.into()) }
    }

    /// A borrowed field as text.
    fn text(&self) -> TokenStream {
        let name = &self.name;
        if self.choice.is_some() { quote!(#name.as_str()) } else { quote!(#name) }
    }
}

fn fields(server: &Server) -> Vec<Field> {
    let origin = is_relative(server).then(|| Field {
        name: ident(ORIGIN),
        docs: own_docs("Scheme and host: `https://api.example.com`. The document gives only the path."),
        choice: None,
    });
    let variables = server.variables.iter().map(|variable| Field {
        name: ident(&variable.name.rust),
        docs: said(
            variable.docs.as_ref(),
            &format!("{}.", code(&variable.name.wire)),
            &format!("By default {}.", code(&variable.default)),
        ),
        choice: variable.choice.as_ref().map(|choice| ident(&choice.type_name)),
    });
    origin.into_iter().chain(variables).collect()
}

fn said(docs: Option<&String>, otherwise: &str, more: &str) -> TokenStream {
    let docs = Docs { text: docs.cloned(), ..Docs::default() };
    tokens::docs_with(&docs, otherwise, &[more.to_owned()])
}

fn server_docs(server: &Server) -> TokenStream {
    said(server.docs.as_ref(), "A server of the document.", &code(&server.url))
}

fn variant(server: &Server) -> TokenStream {
    let (name, docs) = (ident(&server.name.rust), server_docs(server));
    let fields: Vec<_> = fields(server)
        .into_iter()
        .map(|field| {
            let (ty, docs, name) = (field.ty(), &field.docs, &field.name);
            quote!(#docs #name: #ty)
        })
        .collect();
    if fields.is_empty() { quote!(#docs #name,) } else { quote!(#docs #name { #(#fields),* },) }
}

fn constructor(server: &Server) -> TokenStream {
    let (name, variant, docs) = (constructor_name(server), ident(&server.name.rust), server_docs(server));
    let fields = fields(server);
    let arguments = fields.iter().map(Field::argument);
    let initialisers: Vec<_> = fields.iter().map(Field::initialiser).collect();
    let value =
        if initialisers.is_empty() { quote!(Self::#variant) } else { quote!(Self::#variant { #(#initialisers),* }) };
    quote! {
        #docs
        pub fn #name(#(#arguments),*) -> Self {
            #value
        }
    }
}

/// A branch of `url`.
fn arm(server: &Server) -> TokenStream {
    let variant = ident(&server.name.rust);
    let fields = fields(server);
    if fields.is_empty() {
        let url = &server.url;
        return quote!(Self::#variant => #url.to_owned(),);
    }
    let mut format = String::new();
    let mut values = Vec::new();
    if is_relative(server) {
        let origin = ident(ORIGIN);
        format.push_str("{}");
        values.push(quote!(#origin.trim_end_matches('/')));
    }
    let first = fields.len() - server.variables.len();
    for piece in pieces(server) {
        match piece {
            Piece::Text(text) => format.push_str(&text.replace('{', "{{").replace('}', "}}")),
            Piece::Variable(index) => {
                let text = fields[first + index].text();
                // What stands first is the scheme, or all of the URL, and is taken as it is.
                let also = if in_path(&format) { "/:" } else { ":[]" };
                values.push(if format.is_empty() { text } else { quote!(escaped(#text, #also)) });
                format.push_str("{}");
            }
        }
    }
    let names = fields.iter().map(|field| &field.name);
    let url = match values.as_slice() {
        [value] if format == "{}" => quote!(#value.to_owned()),
        _ => quote!(format!(#format, #(#values),*)),
    };
    quote!(Self::#variant { #(#names),* } => #url,)
}

/// Whether a variable of a server is escaped in its URL.
fn has_escapes(server: &Server) -> bool {
    pieces(server).iter().enumerate().any(|(index, piece)| index > 0 && matches!(piece, Piece::Variable(_)))
}

/// A function of the generated file that keeps a variable in its place in the URL.
fn escaped() -> TokenStream {
    let docs = own_docs(
        "The value of a variable, with all percent-encoded that would end its place in the URL (RFC 3986, 2).",
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

/// The enum of the values of a variable.
fn choice_enum(choice: &ServerChoice, variable: &str, default: &str) -> TokenStream {
    let name = ident(&choice.type_name);
    let docs = own_docs(&format!("The values of {}.", code(variable)));
    let as_str = own_docs("The value in the URL.");
    let mut variants = TokenStream::new();
    let mut arms = TokenStream::new();
    for member in &choice.members {
        let (variant, value) = (ident(&member.rust), &member.value);
        let docs = own_docs(&code(value));
        let default = (value == default).then(|| quote!(#[default]));
        variants.extend(quote!(#docs #default #variant,));
        arms.extend(quote!(Self::#variant => #value,));
    }
    let default = choice.members.iter().any(|member| member.value == default).then(|| quote!(, Default));
    quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq #default)]
        pub enum #name { #variants }

        impl #name {
            #as_str
            pub fn as_str(self) -> &'static str {
                match self { #arms }
            }
        }
    }
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
            let index = server.variables.iter().position(|variable| variable.name.wire == name)?;
            Some((index, after))
        });
        if let Some((index, after)) = known {
            pieces.extend([Piece::Text(before.to_owned()), Piece::Variable(index)]);
            rest = after;
        } else {
            pieces.push(Piece::Text(format!("{before}{{")));
            rest = after;
        }
    }
    pieces.push(Piece::Text(rest.to_owned()));
    pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
    pieces
}

/// Whether what comes next in a URL is part of its path.
fn in_path(before: &str) -> bool {
    before.split_once("://").is_none_or(|(_, rest)| rest.contains('/'))
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
    if taken || syn::parse_str::<Ident>(&name).is_err() { format_ident!("{name}_server") } else { ident(&name) }
}

/// A server in an example of the docs, made with its defaults.
pub(crate) fn example(api: &Api) -> String {
    let Some(server) = api.servers.first() else {
        return "Server::custom(\"https://api.example.com\")".to_owned();
    };
    let origin = is_relative(server).then(|| "\"https://api.example.com\"".to_owned());
    let variables = server.variables.iter().map(|variable| match &variable.choice {
        Some(choice) => {
            let chosen = choice.members.iter().find(|member| member.value == variable.default);
            let chosen = chosen.or(choice.members.first()).map_or("", |member| member.rust.as_str());
            format!("{}::{chosen}", choice.type_name)
        }
        None => format!("\"{}\"", variable.default.escape_default()),
    });
    let arguments: Vec<_> = origin.into_iter().chain(variables).collect();
    format!("Server::{}({})", constructor_name(server), arguments.join(", "))
}
