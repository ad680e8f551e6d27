//! Markdown of a document as Markdown that rustdoc takes without running, linking or warning about any of it.
//!
//! The text is parsed and written anew, so nothing reaches a comment that was not understood; nothing else here.

mod elements;
mod html;

use std::borrow::Cow;

use elements::Elements;
use html::Element;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream};

/// Columns after which a line of prose is broken.
const WIDTH: usize = 96;

/// Languages that a code block may keep; every other one becomes `text`, which no doctest runs.
const LANGUAGES: &[&str] =
    &["bash", "css", "curl", "html", "http", "javascript", "json", "sh", "sql", "text", "xml", "yaml"];

/// Stands for a space at which no line may be broken; the sanitiser drops it from the text itself.
const FIXED_SPACE: char = '\0';

/// The lines of a doc comment, without slashes.
pub(crate) fn lines(markdown: &str) -> Vec<String> {
    let text = sanitise(markdown);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut writer = Writer::default();
    for event in TextMergeStream::new(Parser::new_ext(&text, options)) {
        writer.event(event);
    }
    writer.close_elements();
    writer.flush();
    let mut lines = writer.lines;
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// A code span that holds `text`, whatever is in it.
pub(crate) fn code(text: &str) -> String {
    let text = sanitise(text).replace('\n', " ");
    let fence = "`".repeat(longest_run(&text) + 1);
    let fence = if longest_run(&text) == 0 { "`" } else { &fence };
    if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

/// Plain text as Markdown that shows it.
pub(crate) fn escape(text: &str) -> String {
    let mut writer = Writer::default();
    writer.text(text);
    writer.inline
}

/// One line of plain text: no control characters, nothing that turns the direction of reading.
pub(crate) fn one_line(text: &str) -> String {
    let text = sanitise(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Splits lines where Unicode does, and drops what is invisible or turns the direction of reading.
fn sanitise(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c == '\n' || (!c.is_control() && !is_format(c) && !is_separator(c));
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    clean.push('\n');
                }
            }
            '\n' => clean.push('\n'),
            c if is_separator(c) => clean.push('\n'),
            '\t' => clean.push_str("    "),
            c if c.is_control() || is_format(c) => {}
            c => clean.push(c),
        }
    }
    Cow::Owned(clean)
}

/// Whether Unicode ends a line here, where Markdown may not.
fn is_separator(c: char) -> bool {
    matches!(c, '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a character is invisible or turns the direction of reading.
fn is_format(c: char) -> bool {
    matches!(
        c,
        '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    )
}

fn longest_run(text: &str) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// A block around what is being written.
enum Block {
    Quote,
    List { next: Option<u64>, loose: bool },
    Item { marker: String, started: bool },
}

/// A table as it comes.
#[derive(Default)]
struct Table {
    row: Vec<String>,
    columns: usize,
}

#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    /// Prose that is not written yet.
    inline: String,
    blocks: Vec<Block>,
    code: Option<(String, String)>,
    table: Option<Table>,
    /// Where each open link begins in `inline`, and where it goes to, if it may.
    links: Vec<(usize, Option<String>)>,
    in_heading: bool,
    /// A block of HTML that has not ended.
    html: Option<String>,
    elements: Elements,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => {
                if let Some((_, code)) = &mut self.code {
                    code.push_str(&text);
                } else if !self.takes_code(&text) {
                    self.text(&text);
                }
            }
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                if !self.takes_code(&text) {
                    self.span(&code(&text));
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => self.html(&html),
            },
            Event::SoftBreak if self.takes_code(" ") => {}
            Event::SoftBreak => self.inline.push('\n'),
            Event::HardBreak => self.line_break(),
            Event::Rule => {
                self.open();
                self.line("***");
            }
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        if !matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } | Tag::TableCell
        ) {
            self.close_elements();
        }
        match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::Heading { .. } => {
                self.in_heading = matches!(tag, Tag::Heading { .. });
                self.html = matches!(tag, Tag::HtmlBlock).then(String::new);
                if let [.., Block::List { loose, .. }, Block::Item { .. }] = self.blocks.as_mut_slice() {
                    *loose = true;
                }
                self.open();
            }
            Tag::BlockQuote(_) => {
                self.open();
                self.blocks.push(Block::Quote);
            }
            Tag::CodeBlock(kind) => {
                self.open();
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => LANGUAGES.iter().find(|known| info.eq_ignore_ascii_case(known)),
                    CodeBlockKind::Indented => None,
                };
                self.code = Some(((*language.unwrap_or(&"text")).to_owned(), String::new()));
            }
            Tag::List(first) => {
                let tight =
                    matches!(self.blocks.as_slice(), [.., Block::List { loose: false, .. }, Block::Item { .. }]);
                if tight && first.is_none_or(|first| first == 1) {
                    self.flush();
                } else {
                    self.open();
                }
                self.blocks.push(Block::List { next: first, loose: false });
            }
            Tag::Item => {
                let loose = matches!(self.blocks.last(), Some(Block::List { loose: true, .. }));
                if loose {
                    self.blank();
                }
                let marker = self.marker();
                self.blocks.push(Block::Item { marker, started: false });
            }
            Tag::Table(columns) => {
                self.open();
                self.table = Some(Table { row: Vec::new(), columns: columns.len() });
            }
            Tag::Emphasis => self.open_markdown(Element::Emphasis, None),
            Tag::Strong => self.open_markdown(Element::Strong, None),
            Tag::Strikethrough => self.open_markdown(Element::Strikethrough, None),
            Tag::Link { link_type, dest_url, .. } => {
                let target =
                    if link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.into_string() };
                self.open_markdown(Element::Link, link_target(&target));
            }
            Tag::Image { dest_url, .. } => self.open_markdown(Element::Link, link_target(&dest_url)),
            _ => {}
        }
    }

    /// What the next item of the innermost list begins with.
    fn marker(&mut self) -> String {
        match self.blocks.last_mut() {
            Some(Block::List { next: Some(next), .. }) => {
                let marker = format!("{next}. ");
                *next = next.saturating_add(1).min(999_999_999);
                marker
            }
            _ => "- ".to_owned(),
        }
    }

    /// Adds a code span, which no line break parts.
    fn span(&mut self, span: &str) {
        let span = if self.table.is_some() { span.replace('|', "\\|") } else { span.to_owned() };
        self.inline.push_str(&span.replace(' ', &FIXED_SPACE.to_string()));
    }

    fn end(&mut self, tag: TagEnd) {
        if let (TagEnd::HtmlBlock, Some(html)) = (tag, self.html.take()) {
            self.html(&html);
        }
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {}
            TagEnd::TableCell | TagEnd::Heading(_) => self.close_inline_elements(),
            _ => self.close_elements(),
        }
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.flush(),
            TagEnd::Heading(level) => {
                self.in_heading = false;
                let title = std::mem::take(&mut self.inline).replace("\\\n", " ").replace('\n', " ");
                self.line(&format!("{} {}", "#".repeat(depth(level)), title.replace(FIXED_SPACE, " ").trim()));
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.blocks.pop();
            }
            TagEnd::CodeBlock => {
                if let Some((language, code)) = self.code.take() {
                    let fence = "`".repeat((longest_run(&code) + 1).max(3));
                    self.line(&format!("{fence}{language}"));
                    for line in code.trim_end_matches('\n').split('\n') {
                        self.line(line);
                    }
                    self.line(&fence);
                }
            }
            TagEnd::List(_) => {
                self.blocks.pop();
            }
            TagEnd::Item => {
                self.flush();
                if matches!(self.blocks.last(), Some(Block::Item { started: false, .. })) {
                    self.line("");
                }
                self.blocks.pop();
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.inline).replace([FIXED_SPACE, '\n'], " ");
                if let Some(table) = &mut self.table {
                    table.row.push(cell.trim().to_owned());
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(table) = &mut self.table {
                    let row = format!("| {} |", std::mem::take(&mut table.row).join(" | "));
                    let rule = format!("|{}", " --- |".repeat(table.columns));
                    self.line(&row);
                    if tag == TagEnd::TableHead {
                        self.line(&rule);
                    }
                }
            }
            TagEnd::Table => self.table = None,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {
                self.close_markdown();
            }
            _ => {}
        }
    }

    fn end_link(&mut self) {
        let Some((begin, Some(target))) = self.links.pop() else {
            return;
        };
        // An outer link holds the inner one's text; a link within a link would not be one.
        if self.links.iter().any(|(_, outer)| outer.is_some()) {
            return;
        }
        let text = self.inline.split_off(begin.min(self.inline.len()));
        let bare = text.replace('\\', "");
        if bare.trim().is_empty() || bare == target || format!("mailto:{bare}") == target {
            self.inline.extend(["<", &target, ">"]);
        } else {
            self.inline.extend(["[", &text, "](<", &target, ">)"]);
        }
    }

    fn line_break(&mut self) {
        self.inline.push_str(if self.table.is_some() { " " } else { "\\\n" });
    }

    /// Adds text, each special character escaped and each bare address in angle brackets.
    fn text(&mut self, text: &str) {
        // References to characters are resolved by now.
        let text = &*sanitise(text);
        let in_link = self.links.iter().any(|(_, target)| target.is_some());
        let mut rest = text;
        let mut before = self.inline.chars().last();
        while let Some(c) = rest.chars().next() {
            if !in_link && let Some(address) = address(rest) {
                self.inline.extend(["<", address, ">"]);
                rest = &rest[address.len()..];
                before = Some('>');
                continue;
            }
            rest = &rest[c.len_utf8()..];
            let after = rest.chars().next();
            let special = match c {
                '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' => true,
                '|' => self.table.is_some(),
                '_' => !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)),
                '&' => after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
                _ => false,
            };
            if special {
                self.inline.push('\\');
            }
            self.inline.push(c);
            before = Some(c);
        }
    }

    /// Begins a block: writes what stands before it, and an empty line.
    fn open(&mut self) {
        self.flush();
        if !matches!(self.blocks.last(), Some(Block::Item { started: false, .. })) {
            self.blank();
        }
    }

    fn blank(&mut self) {
        let Some(last) = self.lines.last() else {
            return;
        };
        if last.trim_end_matches(['>', ' ']).is_empty() {
            return;
        }
        let mut line = String::new();
        for block in &self.blocks {
            match block {
                Block::Quote => line.push_str("> "),
                Block::Item { marker, started: true } => line.push_str(&" ".repeat(marker.len())),
                Block::Item { started: false, .. } | Block::List { .. } => {}
            }
        }
        self.lines.push(line.trim_end().to_owned());
    }

    /// Writes the prose that stands in line.
    fn flush(&mut self) {
        self.close_inline_elements();
        let prose = std::mem::take(&mut self.inline);
        let prose = prose.trim().trim_end_matches("\\\n");
        if prose.is_empty() {
            return;
        }
        self.leave_ended();
        for line in prose.split('\n') {
            let mut line = line.trim();
            if line.is_empty() || line == "\\" {
                continue;
            }
            while line.chars().nth(WIDTH).is_some() {
                let Some((break_at, _)) = line
                    .char_indices()
                    .filter(|(_, c)| *c == ' ')
                    .take_while(|(at, _)| line[..*at].chars().count() <= WIDTH)
                    .last()
                    .or_else(|| line.char_indices().find(|(_, c)| *c == ' '))
                else {
                    break;
                };
                self.prose_line(&line[..break_at]);
                line = line[break_at..].trim_start();
            }
            self.prose_line(line);
        }
    }

    fn prose_line(&mut self, line: &str) {
        let line = line.trim_end().replace(FIXED_SPACE, " ");
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        if line.starts_with(['#', '+', '-', '=', ':', '|']) {
            self.line(&format!("\\{line}"));
        } else if digits > 0 && line[digits..].starts_with(['.', ')']) {
            self.line(&format!("{}\\{}", &line[..digits], &line[digits..]));
        } else {
            self.line(&line);
        }
    }

    /// Writes one line with the markers of the blocks around it.
    fn line(&mut self, text: &str) {
        let mut line = String::new();
        for block in &mut self.blocks {
            match block {
                Block::Quote => line.push_str("> "),
                Block::List { .. } => {}
                Block::Item { marker, started } => {
                    if *started {
                        line.push_str(&" ".repeat(marker.len()));
                    } else {
                        line.push_str(marker);
                        *started = true;
                    }
                }
            }
        }
        line.push_str(text);
        self.lines.push(line.trim_end().to_owned());
    }
}

fn depth(level: HeadingLevel) -> usize {
    level as usize
}

/// The target of a link, if it is an address on its own; other targets would be taken for items of the crate.
fn link_target(target: &str) -> Option<String> {
    let known = ["https://", "http://", "mailto:"].iter().any(|scheme| target.starts_with(scheme));
    let odd =
        |c: char| c.is_whitespace() || c.is_control() || is_format(c) || matches!(c, '<' | '>' | '\\' | '`' | '|');
    let plain = !target.chars().any(odd);
    (known && plain).then(|| target.to_owned())
}

/// The address that `text` begins with.
fn address(text: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let end = text
        .find(|c: char| {
            c.is_whitespace()
                || c.is_control()
                || matches!(c, '<' | '>' | '"' | '\'' | '`' | '(' | ')' | '[' | ']' | '\\' | '|' | '*')
        })
        .unwrap_or(text.len());
    let address = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '_']);
    (address.len() > scheme.len()).then_some(address)
}

#[cfg(test)]
mod tests;
