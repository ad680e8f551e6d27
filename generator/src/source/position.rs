//! Lines and columns of a text.

/// A place in a text as people count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// A text that is looked at line by line.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of a text.
    pub fn new(text: &'a str) -> Self {
        let starts =
            std::iter::once(0).chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1));
        Self { text, starts: starts.collect() }
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
        let rest = &self.text[self.start(line)..];
        let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
        line.strip_suffix('\r').unwrap_or(line)
    }

    /// The position of a byte; bytes behind the text are taken as its end.
    pub fn position(&self, offset: usize) -> Position {
        let line = self.line_of(offset.min(self.text.len()));
        let before = offset.saturating_sub(self.start(line));
        let column = self.line(line).char_indices().take_while(|(i, _)| *i < before).count() + 1;
        Position { line, column }
    }

    /// The byte at a line and a column, both from 1 and in characters.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let text = self.line(line);
        self.start(line) + text.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(i, _)| i)
    }
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
}
