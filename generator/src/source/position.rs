//! Lines and columns of a text.

use std::iter;

/// A place in a text as people count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// Bytes after which characters are counted anew: a document may stand on one line, and each of its diagnostics asks for a column.
const STEP: usize = 4096;

/// A text that is looked at line by line.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// How many characters begin before each multiple of [`STEP`].
    characters: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of a text.
    pub fn new(text: &'a str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let counts = text.as_bytes().chunks(STEP).scan(0, |count, chunk| {
            *count += characters(chunk);
            Some(*count)
        });
        Self {
            text,
            starts: iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect(),
            characters: iter::once(0).chain(counts).collect(),
        }
    }

    /// The line (from 1) that a byte stands in.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).max(1)
    }

    /// Where a line (from 1) begins, in bytes; the end of the text for lines behind it.
    pub fn start(&self, line: usize) -> usize {
        self.starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }

    /// A line (from 1) without its line break.
    pub fn line(&self, line: usize) -> &'a str {
        let line = &self.text[self.start(line)..self.start(line.saturating_add(1))];
        let line = line.strip_suffix('\n').unwrap_or(line);
        line.strip_suffix('\r').unwrap_or(line)
    }

    /// The position of a byte; bytes behind the text are taken as its end, those of a line break as the end of their line.
    pub fn position(&self, offset: usize) -> Position {
        let line = self.line_of(offset.min(self.text.len()));
        let start = self.start(line);
        let offset = offset.min(start + self.line(line).len());
        Position { line, column: self.characters_before(offset) - self.characters_before(start) + 1 }
    }

    /// How many characters begin before a byte of the text.
    fn characters_before(&self, offset: usize) -> usize {
        let step = offset / STEP;
        self.characters[step] + characters(&self.text.as_bytes()[step * STEP..offset])
    }

    /// The byte at a line and a column, both from 1 and in characters.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let text = self.line(line);
        self.start(line) + text.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(i, _)| i)
    }
}

/// How many characters begin in a piece of a text: all bytes but those that go on one.
fn characters(piece: &[u8]) -> usize {
    piece.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_line_breaks_belong_to_no_line() {
        let lines = Lines::new("a\r\néx\n");
        assert_eq!(lines.line(2), "éx");
        assert_eq!(lines.line(9), "");
        for (offset, line, column) in [(0, 1, 1), (3, 2, 1), (5, 2, 2), (7, 3, 1), (99, 3, 1)] {
            assert_eq!(lines.position(offset), Position { line, column }, "{offset}");
        }
        assert_eq!(lines.offset(2, 2), 5);
    }

    #[test]
    fn columns_of_long_lines_are_those_of_counting() {
        let line = "aé€😀\t".repeat(STEP / 5);
        let text = format!("{line}\n{line}");
        let lines = Lines::new(&text);
        for (count, (offset, _)) in line.char_indices().enumerate().step_by(7) {
            assert_eq!(lines.position(offset), Position { line: 1, column: count + 1 });
            assert_eq!(lines.position(line.len() + 1 + offset), Position { line: 2, column: count + 1 });
        }
        assert_eq!(lines.line(1), line);
        assert_eq!(lines.position(usize::MAX), Position { line: 2, column: line.chars().count() + 1 });
    }
}
