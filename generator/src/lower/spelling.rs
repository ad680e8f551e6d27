//! Any text as ASCII words that an identifier can be made from.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with everything that no identifier can hold turned into a space. Symbols alone are spelled out (`+` is
/// `plus`), as is a sign before a number; the empty text is `empty`.
pub(super) fn plain(text: &str) -> String {
    if text.is_empty() {
        return "empty".to_owned();
    }
    let folded: String = text.chars().map(fold).collect();
    if let Some(word) = sign(text) {
        return format!("{word} {}", &folded[1..]);
    }
    if folded.chars().any(|c| c.is_ascii_alphanumeric()) { folded } else { spelled(text) }
}

/// The text with its symbols spelled out, but for the usual separators between words.
pub(super) fn spelled(text: &str) -> String {
    let only_symbols = !text.chars().any(|c| fold(c) != ' ' && fold(c) != '_');
    let mut out = String::new();
    for (index, c) in text.chars().take(40).enumerate() {
        let folded = fold(c);
        if folded != ' ' && folded != '_' {
            out.push(folded);
        } else if matches!(c, '_' | ' ' | '.' | '-') && index > 0 && !only_symbols {
            out.push(' ');
        } else {
            out.push(' ');
            match word(c) {
                Some(word) => out.push_str(word),
                None => {
                    let _ = write!(out, "u{:x}", u32::from(c));
                }
            }
            out.push(' ');
        }
    }
    out
}

/// Plurals of abbreviations.
pub(super) const PLURALS: &[(&str, &str)] =
    &[("URLs", "Urls"), ("URIs", "Uris"), ("APIs", "Apis"), ("UUIDs", "Uuids"), ("IDs", "Ids"), ("ETags", "Etags")];

/// Words whose capitals don't begin another word. Types keep them as they are: `ETag`, `OAuthToken`.
pub(super) const WORDS: &[(&str, &str)] = &[
    ("ETag", "Etag"),
    ("eTag", "Etag"),
    ("OAuth", "Oauth"),
    ("oAuth", "Oauth"),
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("iOS", "Ios"),
    ("macOS", "Macos"),
];

/// The text with words like `ETag` and `URLs` written so that they stay one word.
pub(super) fn one_word<'t>(text: &'t str, words: &[(&str, &str)]) -> Cow<'t, str> {
    if !words.iter().any(|(word, _)| text.contains(word)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    'next: while let Some(c) = rest.chars().next() {
        for (word, plain) in words {
            let Some(after) = rest.strip_prefix(*word) else { continue };
            // It begins and ends where a word can: `iOS` is not in `radiOS`, nor `IDs` in `IDsome`.
            let begins = match out.chars().next_back() {
                Some(before) if word.starts_with(|c: char| c.is_lowercase()) => !before.is_ascii_alphanumeric(),
                Some(before) => !before.is_ascii_uppercase(),
                None => true,
            };
            if begins && !after.starts_with(|c: char| c.is_ascii_lowercase()) {
                out.push_str(plain);
                rest = after;
                continue 'next;
            }
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    Cow::Owned(out)
}

/// `+1` and `-1`: the word for the sign.
fn sign(text: &str) -> Option<&'static str> {
    let rest = text.strip_prefix(['+', '-'])?;
    rest.starts_with(|c: char| c.is_ascii_digit()).then(|| if text.starts_with('+') { "plus" } else { "minus" })
}

/// ASCII letters and digits as they are, accented Latin letters without the accent, anything else a space.
fn fold(c: char) -> char {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => c,
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'æ' => 'a',
        'À'..='Å' | 'Ā' | 'Ă' | 'Ą' | 'Æ' => 'A',
        'ç' | 'ć' | 'č' => 'c',
        'Ç' | 'Ć' | 'Č' => 'C',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
        'È'..='Ë' | 'Ē' | 'Ę' | 'Ě' => 'E',
        'ì'..='ï' | 'ī' | 'ı' => 'i',
        'Ì'..='Ï' | 'İ' => 'I',
        'ł' => 'l',
        'Ł' => 'L',
        'ñ' | 'ń' | 'ň' => 'n',
        'Ñ' | 'Ń' => 'N',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'œ' => 'o',
        'Ò'..='Ö' | 'Ø' | 'Ő' => 'O',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ß' => 's',
        'Ś' | 'Š' | 'Ş' => 'S',
        'ť' | 'ţ' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'Ù'..='Ü' | 'Ů' | 'Ű' => 'U',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'Ź' | 'Ż' | 'Ž' => 'Z',
        _ => ' ',
    }
}

fn word(symbol: char) -> Option<&'static str> {
    Some(match symbol {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '?' => "question",
        '%' => "percent",
        '&' => "and",
        '|' => "pipe",
        '^' => "caret",
        '~' => "tilde",
        '@' => "at",
        '#' => "hash",
        '$' => "dollar",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '\'' => "quote",
        '"' => "double quote",
        '`' => "backtick",
        '(' | ')' => "parenthesis",
        '[' | ']' => "bracket",
        '{' | '}' => "brace",
        '_' => "underscore",
        ' ' => "space",
        _ => return None,
    })
}
