//! What the parsers' errors become: one line of words and the bytes they are about.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::position::Lines;
use super::value::TOO_LARGE;
use crate::diag::Code;

const TOO_DEEP: &str = "the text is nested deeper than 128 levels";

/// Why a text can't be read.
pub(super) struct SyntaxError {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) span: Range<usize>,
    pub(super) help: Option<String>,
}

pub(super) fn json(text: &str, error: &serde_json::Error) -> SyntaxError {
    let lines = Lines::new(text);
    // The column counts bytes, and is 0 where the line break before is what was not expected.
    let at = if error.is_eof() {
        text.trim_end().len()
    } else if error.column() == 0 {
        lines.start(error.line()).saturating_sub(1)
    } else {
        (lines.start(error.line()) + error.column() - 1).min(text.len())
    };
    let at = (0..=at).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let words = error.to_string();
    let words = words.rsplit_once(" at line ").map_or(words.as_str(), |(words, _)| words);
    described(text, words, at, "JSON")
}

pub(super) fn yaml(text: &str, error: &serde_yaml::Error) -> SyntaxError {
    let lines = Lines::new(text);
    let words = error.to_string();
    let at = error.location().map_or_else(
        || if words.contains("more than one document") { text.find("\n---").map_or(0, |i| i + 1) } else { 0 },
        |location| lines.offset(location.line(), location.column()),
    );
    // The place is said once, by the diagnostic.
    let words = words.split(" at line ").next().unwrap_or_default();
    described(text, words, at, "YAML")
}

/// Whether brackets nest so deep that the YAML reader would take a time that grows with the square of the depth.
pub(super) fn too_deep(text: &str) -> Option<SyntaxError> {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    // Brackets in strings and comments count here; the other scanner knows.
    if deepest <= 512 {
        return None;
    }
    let error = granit_parser::Parser::new_from_str(text).find_map(Result::err)?;
    matches!(error.kind(), ErrorKind::RecursionLimitExceeded).then(|| {
        let at = error.marker().byte_offset().filter(|at| text.is_char_boundary(*at)).unwrap_or(0);
        SyntaxError { code: Code::TooLarge, message: TOO_DEEP.to_owned(), span: at..at, help: None }
    })
}

fn described(text: &str, words: &str, at: usize, format: &str) -> SyntaxError {
    let span = at..at + text[at..].chars().next().map_or(0, char::len_utf8);
    let too_large = [TOO_LARGE, "recursion limit", "repetition limit"].iter().any(|limit| words.contains(limit));
    if too_large {
        let message = if words.contains("recursion") { TOO_DEEP } else { TOO_LARGE };
        return SyntaxError { code: Code::TooLarge, message: message.to_owned(), span, help: None };
    }
    let help = if words.contains("control character") {
        Some("write it as an escape".to_owned())
    } else if words.contains("cannot start any token") && text[at..].starts_with('\t') {
        Some("YAML is indented with spaces, not with tabs".to_owned())
    } else if words.contains("more than one document") {
        Some("keep one document in a file".to_owned())
    } else {
        None
    };
    SyntaxError { code: Code::Syntax, message: format!("this is not {format}: {words}"), span, help }
}
