//! Strings that are awkward where they go.

use std::collections::HashMap;

use fastrand::Rng;
use proptest::strategy::{Strategy, ValueTree};
use proptest::string::string_regex;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use specwright::ir::types::Rules;

use crate::formats;

/// Where a string goes, which is what bounds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A JSON text, or anything that is percent-encoded: any string.
    Anywhere,
    /// A segment of a path: not empty, no `.` and `..`.
    Path,
    /// A header: visible, no space at its ends, and no comma, which parts a list.
    Header,
    /// Where escapes stay as they are (RFC 6570, 3.2.3): anything but what looks like one.
    Reserved,
    /// A member of a list with delimiters that can't be escaped.
    Delimited,
}

const AWKWARD: &[&str] = &[
    "",
    " ",
    "a b",
    "a+b",
    "100%",
    "%41",
    "a&b=c",
    "a=b",
    "a/b",
    "..",
    "?x#y",
    "\"q\"",
    "'",
    "\\",
    "a,b",
    "a;b",
    "a|b",
    "[x]",
    "{y}",
    "null",
    "true",
    "0",
    "1e5",
    "-",
    "~!@$^*()",
    "\u{e4}\u{f6}\u{fc}",
    "\u{4f60}\u{597d}",
    "\u{1f980}\u{200d}\u{2764}",
    "e\u{301}",
    "\u{5d0}\u{5d1}",
    "x\u{feff}y",
    // The signature of a text, which must stay a part of it.
    "\u{feff}z",
    "\u{2028}",
    "<a href='x'>",
    "]]>",
    "&amp;",
    "\t",
    "a\nb",
    "\r\n",
    "\u{0}",
    "\u{1f}",
    "\u{7f}",
    "\u{fffd}",
    "\u{10ffff}",
];

/// Makes strings.
#[derive(Default)]
pub(crate) struct Strings {
    patterns: HashMap<String, Option<proptest::string::RegexGeneratorStrategy<String>>>,
}

impl Strings {
    /// A string that the rules allow at a place; none if none was found.
    pub(crate) fn make(&mut self, rng: &mut Rng, rules: Option<&Rules>, place: Place) -> Option<String> {
        let (least, most) = rules.map_or((0, None), |rules| (rules.min_length.unwrap_or(0), rules.max_length));
        let format = rules.and_then(|rules| rules.format);
        let fits = |text: &str| {
            let length = text.chars().count() as u64;
            let is_right = format.is_none_or(|format| formats::holds(format, text));
            length >= least && most.is_none_or(|most| length <= most) && place.takes(text) && is_right
        };
        if let Some(pattern) = rules.and_then(|rules| rules.pattern.as_deref()) {
            let strategy = self
                .patterns
                .entry(pattern.to_owned())
                .or_insert_with(|| string_regex(&ascii_classes(unanchored(pattern)?)).ok());
            let strategy = strategy.as_ref()?;
            let mut runner = runner(rng);
            return (0..40)
                .filter_map(|_| strategy.new_tree(&mut runner).ok())
                .map(|tree| tree.current())
                .find(|text| fits(text));
        }
        if let Some(format) = format {
            return (0..40).map(|_| formats::make(format, rng)).find(|text| fits(text));
        }
        for _ in 0..8 {
            let text = rng.choice(AWKWARD).copied().unwrap_or_default();
            if fits(text) {
                return Some(text.to_owned());
            }
        }
        let length = least.max(1).min(most.unwrap_or(u64::MAX)).min(5000) + rng.u64(0..4);
        let length = most.map_or(length, |most| length.min(most)).max(least.min(5000));
        let letters: Vec<char> =
            "abcXYZ019_- %&+\u{e9}\u{1f600}".chars().filter(|c| place.takes(&c.to_string())).collect();
        let text: String = (0..length).filter_map(|_| rng.choice(&letters)).collect();
        let text = text.trim().to_owned();
        let text = if fits(&text) { text } else { "x".repeat(usize::try_from(length).unwrap_or(1)) };
        fits(&text).then_some(text)
    }
}

impl Place {
    /// Whether a string can stand there.
    pub(crate) fn takes(self, text: &str) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Reserved => !text.contains('%'),
            Self::Path => !matches!(text, "" | "." | ".."),
            Self::Header => {
                let visible = text.chars().all(|c| !c.is_control() && c != ',' && c != ';' && c != '=' && c != '"');
                visible && !text.is_empty() && text.trim() == text && text.is_ascii()
            }
            Self::Delimited => !text.is_empty() && text.chars().all(|c| c.is_alphanumeric()),
        }
    }
}

fn runner(rng: &mut Rng) -> TestRunner {
    let mut seed = [0; 32];
    rng.fill(&mut seed);
    TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
}

/// A pattern without the anchors at its ends; none if there are others inside.
fn unanchored(pattern: &str) -> Option<&str> {
    let body = pattern.strip_prefix('^').unwrap_or(pattern);
    let body = body.strip_suffix('$').filter(|body| !body.ends_with('\\')).unwrap_or(body);
    // `^a|b$` binds to the alternatives: taken apart, it would mean something else.
    (body.len() == pattern.len() || !body.contains('|') || body.starts_with('(') && body.ends_with(')')).then_some(body)
}

/// The classes of ECMA 262, which know ASCII only.
fn ascii_classes(pattern: &str) -> String {
    let (mut out, mut chars, mut inside) = (String::new(), pattern.chars(), false);
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('d') => out.push_str(if inside { "0-9" } else { "[0-9]" }),
                Some('w') => out.push_str(if inside { "A-Za-z0-9_" } else { "[A-Za-z0-9_]" }),
                Some('s') => out.push(' '),
                Some('/') => out.push('/'),
                Some(other) => out.extend(['\\', other]),
                None => out.push('\\'),
            },
            '.' if !inside => out.push_str("[ -~]"),
            '[' if !inside => {
                inside = true;
                out.push(c);
            }
            '[' => out.push_str("\\["),
            ']' => {
                inside = false;
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
