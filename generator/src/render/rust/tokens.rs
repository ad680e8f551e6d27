//! Tokens made of the document's words: identifiers, literals, doc comments.
//!
//! Every string of a document reaches Rust through this room, so that it can only ever be data.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use serde_json::Value;

use super::format::LINE_BREAK;
use super::markdown;
use crate::ir::types::Docs;

/// Characters up to which an example is shown in a doc comment.
const SHORT_EXAMPLE: usize = 80;

/// An identifier; raw, if `name` begins with `r#`. What is no identifier after all is made one.
pub(crate) fn ident(name: &str) -> Ident {
    // A parser is far slower, and this is asked for each word of the output.
    if is_plain_word(name) {
        return Ident::new(name, Span::call_site());
    }
    if let Ok(ident) = syn::parse_str::<Ident>(name) {
        return ident;
    }
    let plain = name.strip_prefix("r#").unwrap_or(name);
    let mut clean = String::from("_");
    clean.extend(plain.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }));
    if clean == "_" {
        clean.push('0');
    }
    Ident::new(&clean, Span::call_site())
}

/// Words that can be no name, sorted.
const WORDS: [&str; 52] = [
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whether a name is an identifier beyond doubt. Others are left to the parser.
fn is_plain_word(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && WORDS.binary_search(&name).is_err()
}

/// The name without the mark of a raw identifier, for making other names of it.
pub(crate) fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// The name of a constant that belongs to the field `name`.
pub(crate) fn constant(name: &str) -> Ident {
    ident(&plain(name).to_uppercase())
}

/// A string literal.
pub(crate) fn text(value: &str) -> Literal {
    Literal::string(value)
}

/// An integer literal without suffix, with separators from five digits on.
pub(crate) fn integer(value: impl Into<i128>) -> TokenStream {
    let value: i128 = value.into();
    let digits = value.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if digits.len() > 4 && index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    let literal: TokenStream = grouped.parse().unwrap_or_default();
    if value < 0 { quote!(-#literal) } else { literal }
}

/// A finite floating-point literal.
pub(crate) fn float(value: f64) -> TokenStream {
    use std::f64::consts::{E, LN_2, LN_10, LOG2_10, LOG2_E, LOG10_2, LOG10_E, PI, SQRT_2, TAU};
    let fractions =
        [PI / 2.0, PI / 3.0, PI / 4.0, PI / 6.0, PI / 8.0, 1.0 / PI, 2.0 / PI, 2.0 / PI.sqrt(), 0.5_f64.sqrt()];
    let known = [E, LN_2, LN_10, LOG2_10, LOG2_E, LOG10_2, LOG10_E, PI, SQRT_2, TAU];
    let mut digits = format!("{:?}", value.abs());
    // A price of 3.14 is not meant to be pi; with an exponent, clippy does not take it for that.
    if known.iter().chain(&fractions).any(|known| (value.abs() - known).abs() < 0.01) && !digits.contains('e') {
        digits.push_str("e0");
    }
    let literal: TokenStream = digits.parse().unwrap_or_default();
    if value < 0.0 { quote!(-#literal) } else { literal }
}

/// A doc comment of our own words, which may hold Markdown and links to items.
pub(crate) fn own_docs(text: &str) -> TokenStream {
    attributes(text.lines())
}

/// A doc comment of Markdown from the document, or made of words from it.
pub(crate) fn doc_lines(markdown: &str) -> TokenStream {
    let lines = markdown::lines(markdown);
    attributes(lines.iter().map(String::as_str))
}

/// The doc comment of something in the document; `otherwise` (our own words, or nothing) where it says nothing.
pub(crate) fn docs(docs: &Docs, otherwise: &str) -> TokenStream {
    docs_with(docs, otherwise, &[])
}

/// As [`docs`], with paragraphs of our own words after it.
pub(crate) fn docs_with(docs: &Docs, otherwise: &str, more: &[String]) -> TokenStream {
    let mut lines = docs.text.as_deref().map(markdown::lines).unwrap_or_default();
    if lines.is_empty() {
        lines.extend(otherwise.lines().map(str::to_owned));
    }
    let mut paragraphs: Vec<String> = more.to_vec();
    paragraphs.extend(example(&docs.examples));
    for paragraph in paragraphs {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(paragraph.lines().map(str::to_owned));
    }
    attributes(lines.iter().map(String::as_str))
}

/// `#[deprecated]`, if it is.
pub(crate) fn deprecated(docs: &Docs) -> TokenStream {
    if docs.deprecated { quote!(#[deprecated]) } else { TokenStream::new() }
}

/// Lets an item use what the document deprecates, if it does.
pub(crate) fn expect_deprecated(uses: bool) -> TokenStream {
    if uses {
        quote!(#[expect(deprecated, reason = "what the document deprecates is still on the wire")])
    } else {
        TokenStream::new()
    }
}

fn example(examples: &[Value]) -> Option<String> {
    let shown: Vec<String> = examples
        .iter()
        .filter(|value| tells_something(value))
        .map(|value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })
        .filter(|text| !text.trim().is_empty() && text.chars().count() <= SHORT_EXAMPLE)
        .take(3)
        .map(|text| markdown::code(&text))
        .collect();
    match shown.as_slice() {
        [] => None,
        [one] => Some(format!("Example: {one}")),
        several => Some(format!("Examples: {}", several.join(", "))),
    }
}

/// Whether an example shows more than the type does.
fn tells_something(example: &Value) -> bool {
    match example {
        Value::Null | Value::Bool(_) => false,
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Number(_) | Value::String(_) => true,
    }
}

/// Lines of documentation as one attribute, which [`super::format`] prints as that many: a fifth of what is printed are such lines.
fn attributes<'a>(lines: impl IntoIterator<Item = &'a str>) -> TokenStream {
    let lines = lines.into_iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return TokenStream::new();
    }
    let lines = lines.join(LINE_BREAK);
    quote!(#[doc = #lines])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_the_parser_takes() {
        assert!(WORDS.is_sorted());
        for name in ["name", "Name2", "a_b", "union", "auto", "macro_rules", "r#type"] {
            assert_eq!(ident(name), name);
        }
        for (name, expected) in [("type", "_type"), ("Self", "_Self"), ("while", "_while"), ("a-b", "_a_b"), ("", "_0")]
        {
            assert_eq!(ident(name), expected);
        }
        let refused = WORDS.iter().filter(|word| syn::parse_str::<Ident>(word).is_err()).count();
        assert_eq!(refused, WORDS.len() - 1, "all but `gen`, which is a word since the edition of 2024");
    }
}
