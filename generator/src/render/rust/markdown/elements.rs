//! Elements of HTML, written as the Markdown that says the same.
//!
//! They need not be balanced: whatever is open is closed where its block ends.

use super::html::{Element, Piece, pieces};
use super::{Block, Writer, code, link_target, longest_run, sanitise};

/// Elements that may be open at once, of each kind; what is deeper is left out.
const DEPTH: usize = 16;

/// The elements that are open.
#[derive(Default)]
pub(super) struct Elements {
    /// Those within a block, and what Markdown itself begins there: what was opened last is closed first, so that nothing changes before
    /// the place where one begins.
    inline: Vec<Open>,
    /// How many of Markdown are open that are too deep to be written.
    left_out: usize,
    /// Lists and items, which stand last among the blocks of the writer.
    blocks: usize,
    /// Whether a block has just ended: prose that follows is no part of it.
    ended: bool,
    /// Code as it comes, and whether it keeps its lines.
    code: Option<(Element, String)>,
}

/// What is open within a block.
struct Open {
    element: Element,
    origin: Origin,
    /// Where it begins in the prose.
    begin: usize,
}

/// Who opened something. No element of HTML ends what Markdown began, or what was open before that.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Html,
    Markdown,
}

impl Writer {
    /// Begins what Markdown begins within a block; a link without a target is only its text.
    pub(super) fn open_markdown(&mut self, element: Element, target: Option<String>) {
        if self.elements.inline.len() < DEPTH {
            self.open_inline(element, target, Origin::Markdown);
        } else {
            self.elements.left_out += 1;
        }
    }

    /// Ends what Markdown began last, and what was opened in it.
    pub(super) fn close_markdown(&mut self) {
        if self.elements.left_out > 0 {
            self.elements.left_out -= 1;
        } else if let Some(at) = self.elements.inline.iter().rposition(|open| open.origin == Origin::Markdown) {
            self.close_from(at);
        }
    }

    fn open_inline(&mut self, element: Element, target: Option<String>, origin: Origin) {
        if element == Element::Link {
            self.links.push((self.inline.len(), target));
        }
        self.elements.inline.push(Open { element, origin, begin: self.inline.len() });
    }

    /// Adds HTML.
    pub(super) fn html(&mut self, html: &str) {
        for piece in pieces(html) {
            match piece {
                Piece::Text(text) => self.html_text(&text),
                Piece::Open(element, address) => self.open_element(element, address.as_deref()),
                Piece::Close(element) => self.close_element(element),
            }
        }
    }

    /// Takes text as it is, if code is open.
    pub(super) fn takes_code(&mut self, text: &str) -> bool {
        let Some((_, code)) = &mut self.elements.code else { return false };
        code.push_str(&sanitise(text));
        true
    }

    fn html_text(&mut self, text: &str) {
        if self.takes_code(text) {
            return;
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.inline.push('\n');
            }
            self.text(line);
        }
    }

    fn open_element(&mut self, element: Element, address: Option<&str>) {
        if self.elements.code.is_some() {
            return;
        }
        match element {
            Element::LineBreak => self.line_break(),
            Element::Nothing => {}
            Element::List | Element::NumberedList | Element::Item if self.elements.blocks >= DEPTH => self.flush(),
            Element::Code | Element::Emphasis | Element::Strong | Element::Strikethrough | Element::Link => {
                if self.elements.inline.len() < DEPTH {
                    if element == Element::Code {
                        self.elements.code = Some((element, String::new()));
                    }
                    self.open_inline(element, address.and_then(link_target), Origin::Html);
                }
            }
            _ if !self.takes_blocks() => self.inline.push(' '),
            Element::Block => self.open(),
            Element::Heading => {
                self.open();
                self.open_inline(Element::Strong, None, Origin::Html);
            }
            Element::Preformatted => {
                self.open();
                self.elements.code = Some((element, String::new()));
            }
            Element::List => self.open_list(None),
            Element::NumberedList => self.open_list(Some(1)),
            Element::Item => {
                self.close_item();
                if self.elements.blocks == 0 {
                    self.open_list(None);
                }
                let marker = self.marker();
                self.blocks.push(Block::Item { marker, started: false });
                self.elements.blocks += 1;
            }
        }
    }

    fn close_element(&mut self, element: Element) {
        match (element, self.elements.code.as_ref()) {
            (Element::LineBreak, None) => self.line_break(),
            (Element::Preformatted, Some((Element::Preformatted, _))) => self.close_code(),
            (Element::Code, Some((Element::Code, _))) => self.close_inline(Element::Code),
            (_, Some(_)) | (Element::Nothing, _) => {}
            (Element::Code | Element::Emphasis | Element::Strong | Element::Strikethrough | Element::Link, _) => {
                self.close_inline(element);
            }
            _ if !self.takes_blocks() => self.inline.push(' '),
            (Element::Block | Element::Heading | Element::Preformatted, _) => self.flush(),
            (Element::Item, _) => self.close_item(),
            (Element::List | Element::NumberedList, _) => {
                self.close_item();
                if self.elements.blocks > 0 {
                    self.close_block();
                    self.elements.ended = true;
                }
            }
        }
    }

    /// Whether blocks can begin here: not within a table, a heading or a link.
    fn takes_blocks(&self) -> bool {
        self.table.is_none() && !self.in_heading && self.links.is_empty()
    }

    fn open_list(&mut self, next: Option<u64>) {
        if self.elements.blocks > 0 {
            self.flush();
        } else {
            self.open();
        }
        self.blocks.push(Block::List { next, loose: false });
        self.elements.blocks += 1;
    }

    /// Sets prose apart from a block that has just ended.
    pub(super) fn leave_ended(&mut self) {
        let begins_item = matches!(self.blocks.last(), Some(Block::Item { started: false, .. }));
        if std::mem::take(&mut self.elements.ended) && !begins_item {
            self.blank();
        }
    }

    /// Ends the item that is open, if one is.
    fn close_item(&mut self) {
        self.flush();
        if self.elements.blocks > 0 && matches!(self.blocks.last(), Some(Block::Item { .. })) {
            self.close_block();
        }
    }

    /// Ends a list or an item. One that holds nothing gives its number back: a list that does not begin with 1 would be none after prose.
    fn close_block(&mut self) {
        self.elements.blocks -= 1;
        let closed = self.blocks.pop();
        if let (Some(Block::Item { started: false, .. }), Some(Block::List { next: Some(next), .. })) =
            (closed, self.blocks.last_mut())
        {
            *next = next.saturating_sub(1);
        }
    }

    /// Ends the last such element, and what was opened in it.
    fn close_inline(&mut self, element: Element) {
        let since =
            self.elements.inline.iter().rposition(|open| open.origin == Origin::Markdown).map_or(0, |at| at + 1);
        if let Some(at) = self.elements.inline[since..].iter().rposition(|open| open.element == element) {
            self.close_from(since + at);
        }
    }

    fn close_from(&mut self, at: usize) {
        for Open { element, begin, .. } in self.elements.inline.split_off(at).into_iter().rev() {
            match element {
                Element::Code => self.close_code(),
                Element::Link => self.end_link(),
                Element::Emphasis => self.surround(begin, "*"),
                Element::Strikethrough => self.surround(begin, "~~"),
                _ => self.surround(begin, "**"),
            }
        }
    }

    fn close_code(&mut self) {
        match self.elements.code.take() {
            Some((Element::Preformatted, text)) => {
                let fence = "`".repeat((longest_run(&text) + 1).max(3));
                self.line(&format!("{fence}text"));
                for line in text.trim_matches('\n').split('\n') {
                    self.line(line);
                }
                self.line(&fence);
            }
            Some((_, text)) if text.trim().is_empty() => {}
            Some((_, text)) => self.span(&code(text.trim())),
            None => {}
        }
    }

    /// Puts marks around what was written since, inside of the spaces around it: a mark before a space would begin a list, and marks
    /// around nothing a rule or a block of code.
    fn surround(&mut self, begin: usize, mark: &str) {
        let text = self.inline.split_off(begin.min(self.inline.len()));
        let inner = text.trim_end_matches("\\\n").trim();
        if inner.is_empty() || inner.starts_with('~') || inner.ends_with('~') {
            self.inline.push_str(&text);
            return;
        }
        let start = text.len() - text.trim_start().len();
        self.inline.extend([&text[..start], mark, inner, mark, &text[start + inner.len()..]]);
    }

    /// Closes what stands within a block.
    pub(super) fn close_inline_elements(&mut self) {
        self.close_from(0);
    }

    /// Closes lists and items, and code that keeps its lines.
    pub(super) fn close_elements(&mut self) {
        self.close_inline_elements();
        self.close_code();
        while self.elements.blocks > 0 {
            self.flush();
            self.close_block();
        }
    }
}
