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
    /// Those within a block, and where in its prose they begin.
    inline: Vec<(Element, usize)>,
    /// Lists and items, which stand last among the blocks of the writer.
    blocks: usize,
    /// Code as it comes, and whether it keeps its lines.
    code: Option<(Element, String)>,
}

impl Writer {
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
            Element::Code | Element::Emphasis | Element::Strong | Element::Link | Element::Heading
                if self.elements.inline.len() >= DEPTH => {}
            Element::List | Element::NumberedList | Element::Item if self.elements.blocks >= DEPTH => self.flush(),
            Element::Code | Element::Emphasis | Element::Strong | Element::Link => {
                if element == Element::Link {
                    let target = address.and_then(link_target);
                    self.links.push((self.inline.len(), target));
                }
                if element == Element::Code {
                    self.elements.code = Some((element, String::new()));
                }
                self.elements.inline.push((element, self.inline.len()));
            }
            _ if !self.takes_blocks() => self.inline.push(' '),
            Element::Block => self.open(),
            Element::Heading => {
                self.open();
                self.elements.inline.push((Element::Strong, 0));
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
            (Element::Code | Element::Emphasis | Element::Strong | Element::Link, _) => self.close_inline(element),
            _ if !self.takes_blocks() => self.inline.push(' '),
            (Element::Block | Element::Heading | Element::Preformatted, _) => self.flush(),
            (Element::Item, _) => self.close_item(),
            (Element::List | Element::NumberedList, _) => {
                self.close_item();
                if self.elements.blocks > 0 {
                    self.blocks.pop();
                    self.elements.blocks -= 1;
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

    /// Ends the item that is open, if one is.
    fn close_item(&mut self) {
        self.flush();
        if self.elements.blocks > 0 && matches!(self.blocks.last(), Some(Block::Item { .. })) {
            self.blocks.pop();
            self.elements.blocks -= 1;
        }
    }

    /// Ends the last such element, and what was opened in it.
    fn close_inline(&mut self, element: Element) {
        if let Some(at) = self.elements.inline.iter().rposition(|(open, _)| *open == element) {
            self.close_from(at);
        }
    }

    fn close_from(&mut self, at: usize) {
        for (element, begin) in self.elements.inline.split_off(at).into_iter().rev() {
            match element {
                Element::Code => self.close_code(),
                Element::Link => self.end_link(),
                Element::Emphasis => self.surround(begin, "*"),
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

    /// Puts marks around what was written since, inside of the spaces around it.
    fn surround(&mut self, begin: usize, mark: &str) {
        let text = self.inline.split_off(begin.min(self.inline.len()));
        let inner = text.trim();
        if inner.is_empty() || inner.contains('\n') || inner.starts_with('*') || inner.ends_with('*') {
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
            self.blocks.pop();
            self.elements.blocks -= 1;
        }
    }
}
