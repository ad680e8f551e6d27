//! What of a generated file is not text of the document.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TextMergeStream};

/// The tokens of Rust but for literals and doc comments, the keys of TOML, the blocks of Markdown.
pub(crate) fn of(path: &str, text: &str) -> String {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("rs") => {
            let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
            let mut shape = String::new();
            flatten(tokens, path, &mut shape);
            shape
        }
        Some("toml") => {
            let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
            let mut shape = String::new();
            keys(&toml::Value::Table(table), &mut shape);
            shape
        }
        Some("md") => blocks(text),
        Some("json") => {
            serde_json::from_str::<serde_json::Value>(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            String::new()
        }
        _ => text.to_owned(),
    }
}

fn flatten(tokens: TokenStream, path: &str, shape: &mut String) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                if matches!(tokens.peek(), Some(TokenTree::Punct(mark)) if mark.as_char() == '!') {
                    tokens.next();
                }
                let Some(TokenTree::Group(group)) = tokens.next() else { panic!("{path}: `#` without brackets") };
                let mut inside = group.stream().into_iter();
                match inside.next() {
                    Some(TokenTree::Ident(ident)) if ident == "doc" => {}
                    _ => {
                        shape.push_str("# ");
                        flatten(group.stream(), path, shape);
                    }
                }
            }
            // Where a line gets too long, it is broken, with a comma at its end or in braces.
            TokenTree::Punct(punct) if punct.as_char() == ',' => {}
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => flatten(group.stream(), path, shape),
            TokenTree::Group(group) => {
                let _ = write!(shape, "{:?}( ", group.delimiter());
                flatten(group.stream(), path, shape);
                shape.push_str(") ");
            }
            TokenTree::Ident(ident) => {
                let _ = write!(shape, "{ident} ");
            }
            TokenTree::Punct(punct) => {
                let _ = write!(shape, "{} ", punct.as_char());
            }
            TokenTree::Literal(_) => shape.push_str("_ "),
        }
    }
}

fn keys(value: &toml::Value, shape: &mut String) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                let _ = writeln!(shape, "{key}");
                keys(value, shape);
            }
        }
        toml::Value::Array(items) => items.iter().for_each(|item| keys(item, shape)),
        _ => {}
    }
}

fn blocks(text: &str) -> String {
    let mut shape = String::new();
    for event in TextMergeStream::new(Parser::new_ext(text, Options::ENABLE_TABLES)) {
        let said = match event {
            // An address in a text may be clicked on: it says where it leads.
            Event::Start(Tag::Link { link_type: LinkType::Autolink, .. })
            | Event::Text(_)
            | Event::SoftBreak
            | Event::End(_) => continue,
            Event::Start(tag) => format!("{:?}", tag.to_end()),
            Event::Code(_) => "code".to_owned(),
            Event::Html(html) | Event::InlineHtml(html) if html.starts_with("<!-- ") => "comment".to_owned(),
            other => format!("{other:?}"),
        };
        let _ = writeln!(shape, "{said}");
    }
    shape
}
