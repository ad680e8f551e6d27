//! Finds the text behind every diagnostic, each file scanned once, and brings them into the order of the text.

use std::collections::HashMap;
use std::ops::Range;

use super::{Diagnostic, Place};
use crate::input::Input;
use crate::source::locate::locate;
use crate::source::position::{Lines, Position};
use crate::source::without_bom;

/// Where a place is in its text.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// The name of the file as it is shown.
    pub(super) file: String,
    /// `None` where the file is not in the input.
    pub(super) found: Option<Found>,
}

#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) position: Position,
    pub(super) span: Range<usize>,
}

/// A diagnostic and where its places are.
pub(super) struct Located<'a> {
    pub(super) diagnostic: &'a Diagnostic,
    pub(super) spot: Spot,
    pub(super) related: Vec<(Spot, &'a Place, &'a str)>,
}

/// The texts that diagnostics point to, with their lines.
pub(super) struct Texts<'a> {
    lines: HashMap<&'a str, Lines<'a>>,
}

impl<'a> Texts<'a> {
    /// The lines of a file.
    pub(super) fn lines(&self, file: &str) -> Option<&Lines<'a>> {
        self.lines.get(file)
    }
}

/// Finds every place, and sorts by file, line, column and code.
pub(super) fn locate_all<'a>(diagnostics: &'a [Diagnostic], input: &'a Input) -> (Texts<'a>, Vec<Located<'a>>) {
    let mut wanted: HashMap<&str, Vec<&str>> = HashMap::new();
    let places =
        diagnostics.iter().flat_map(|d| std::iter::once(&d.place).chain(d.related.iter().map(|(place, _)| place)));
    for place in places {
        wanted.entry(&place.file).or_default().push(&place.pointer);
    }
    let mut lines = HashMap::new();
    let mut spans: HashMap<(&str, &str), Range<usize>> = HashMap::new();
    for (file, mut pointers) in wanted {
        if let Some(text) = input.files.get(file) {
            pointers.sort_unstable();
            pointers.dedup();
            let found = locate(file, text, &pointers);
            spans.extend(pointers.into_iter().zip(found).map(|(pointer, span)| ((file, pointer), span)));
            lines.insert(file, Lines::new(without_bom(text)));
        }
    }
    let texts = Texts { lines };
    let spot = |place: &Place, span: Option<&Range<usize>>| Spot {
        file: format!("{}{}", input.prefix, place.file),
        found: texts.lines(&place.file).map(|lines| {
            let known = spans.get(&(place.file.as_str(), place.pointer.as_str()));
            let span = span.or(known).cloned().unwrap_or_default();
            Found { position: lines.position(span.start), span }
        }),
    };
    let mut located: Vec<Located<'a>> = diagnostics
        .iter()
        .map(|diagnostic| Located {
            diagnostic,
            spot: spot(&diagnostic.place, diagnostic.span.as_ref()),
            related: diagnostic
                .related
                .iter()
                .map(|(place, words)| (spot(place, None), place, words.as_str()))
                .collect(),
        })
        .collect();
    located.sort_by(|a, b| {
        let key = |l: &Located<'a>| (l.spot.found.as_ref().map(|found| found.position), l.diagnostic.code);
        let file = a.spot.file.cmp(&b.spot.file);
        file.then_with(|| key(a).cmp(&key(b))).then_with(|| a.diagnostic.message.cmp(&b.diagnostic.message))
    });
    (texts, located)
}
