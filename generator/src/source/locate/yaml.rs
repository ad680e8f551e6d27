//! Scans a YAML text; a place that the scanner can't read ends the scan, and what was found before it stands.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{Event, Parser, Span};

use super::Walker;

pub(super) fn scan(text: &str, walker: &mut Walker) {
    let mut options = granit_parser::options! { simple_key_max_lookahead: 65_536 };
    options.set_emit_comments(false);
    for event in Parser::new_from_str_with_options(text, options) {
        let Ok((event, span)) = event else { return };
        let range = range(text, span);
        match event {
            Event::Scalar(value, ..) => walker.scalar(range, || value),
            Event::Alias(_) => walker.scalar(range, || Cow::Borrowed("")),
            Event::MappingStart(..) => walker.open_object(range),
            Event::SequenceStart(..) => walker.open_array(range),
            Event::MappingEnd | Event::SequenceEnd => walker.close(),
            // The reader took the first document only.
            Event::DocumentEnd => return,
            _ => {}
        }
    }
}

/// The bytes of a node; for the beginning of a block, which has no token of its own, the rest of its first line.
fn range(text: &str, span: Span) -> Range<usize> {
    let range = span.byte_range().unwrap_or(0..0);
    let trimmed = text.get(range.clone()).map_or(0, |covered| covered.trim_end().len());
    range.start..range.start + trimmed
}
