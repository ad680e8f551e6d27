//! Diagnostics for people: code, `file:line:col`, an excerpt with a caret, related places and help.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::located::{Found, Located, Spot, Texts, locate_all};
use super::{Diagnostic, Severity};
use crate::input::Input;

/// How many characters of a line are shown on each side of a caret.
const AROUND: usize = 70;

/// Whether the text holds terminal escapes for colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    Never,
    /// ANSI escapes.
    Always,
}

/// All diagnostics in the order of the texts, and a line that counts them; empty where there are none.
pub fn render(diagnostics: &[Diagnostic], input: &Input) -> String {
    render_coloured(diagnostics, input, Colour::Never)
}

/// As [`render`], with a choice of colour.
pub fn render_coloured(diagnostics: &[Diagnostic], input: &Input, colour: Colour) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let renderer = match colour {
        Colour::Never => Renderer::plain(),
        Colour::Always => Renderer::styled(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let (texts, located) = locate_all(diagnostics, input);
    let mut out = String::new();
    for one in &located {
        out.push_str(&rendered(one, &texts, &renderer));
        out.push_str("\n\n");
    }
    out.push_str(&count(diagnostics));
    out.push('\n');
    out
}

fn rendered(located: &Located<'_>, texts: &Texts<'_>, renderer: &Renderer) -> String {
    let diagnostic = located.diagnostic;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(visible(&diagnostic.message)).id(diagnostic.code.as_str());
    let mut group = excerpt(Group::with_title(title), &located.spot, &diagnostic.place.file, texts);
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    let mut groups = vec![group];
    for (spot, place, words) in &located.related {
        let title = Group::with_title(Level::NOTE.secondary_title(visible(words)));
        groups.push(excerpt(title, spot, &place.file, texts));
    }
    // The library marks an excerpt whose head it did not write with a line of its own; ours says the column of the whole line,
    // also where only a part of it is shown.
    let text = renderer.render(&groups);
    let marks = |line: &&str| !line.contains('|') && line.trim_end_matches("\u{1b}[0m").trim_end().ends_with(":::");
    let lines: Vec<&str> =
        text.lines().enumerate().filter(|(i, line)| *i == 0 || !marks(line)).map(|(_, line)| line).collect();
    lines.join("\n")
}

fn excerpt<'a>(group: Group<'a>, spot: &Spot, file: &str, texts: &Texts<'_>) -> Group<'a> {
    let origin = Origin::path(visible(&spot.file));
    let (Some(Found { position, span }), Some(lines)) = (&spot.found, texts.lines(file)) else {
        return if spot.file.is_empty() { group } else { group.element(origin) };
    };
    let line = lines.line(position.line);
    let from = (span.start - lines.start(position.line)).min(line.len());
    let to = (span.end.saturating_sub(lines.start(position.line))).clamp(from, line.len());
    let start = line[..from].char_indices().rev().take(AROUND).last().map_or(from, |(i, _)| i);
    let start = if is_short(&line[..start]) { 0 } else { start };
    let shown_to = line[from..].char_indices().nth(AROUND).map_or(line.len(), |(i, _)| from + i);
    let shown_to = if is_short(&line[shown_to..]) { line.len() } else { shown_to };
    let (before, after) = (if start > 0 { "..." } else { "" }, if shown_to < line.len() { "..." } else { "" });
    let shown = format!("{before}{}{after}", visible_line(&line[start..shown_to]));
    // Characters stand for characters, so the caret is found by counting them.
    let at = |byte: usize| {
        let count = before.len() + line[start..byte.clamp(start, shown_to)].chars().count();
        shown.char_indices().nth(count).map_or(shown.len(), |(i, _)| i)
    };
    let (from, to) = (at(from), at(to));
    group.element(origin.line(position.line).char_column(position.column)).element(
        Snippet::source(shown).line_start(position.line).fold(false).annotation(AnnotationKind::Primary.span(from..to)),
    )
}

/// Whether a text is no longer than the dots that would stand for it.
fn is_short(text: &str) -> bool {
    text.chars().nth(3).is_none()
}

/// A text of the document on one line, without characters that steer a terminal or hide others.
fn visible(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            c if steers(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// The same for an excerpt, one character for each.
fn visible_line(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c == '\t' {
                ' '
            } else if steers(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

/// Control characters, and those of Unicode that turn the direction of the text or take no room.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn count(diagnostics: &[Diagnostic]) -> String {
    let of = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let words = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    match (of(Severity::Error), of(Severity::Warning)) {
        (errors, 0) => words(errors, "error"),
        (0, warnings) => words(warnings, "warning"),
        (errors, warnings) => format!("{}, {}", words(errors, "error"), words(warnings, "warning")),
    }
}

#[cfg(test)]
mod tests;
