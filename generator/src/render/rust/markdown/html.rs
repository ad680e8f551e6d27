//! HTML that descriptions hold, in pieces: the elements that Markdown has as well, and text.
//!
//! `CommonMark` lets HTML through to the page, where rustdoc warns of it and a browser runs it. So what Markdown can say is said in
//! Markdown, what only shapes a page is left out, and everything else is text.

use std::borrow::Cow;

/// Bytes within which a tag ends. What is longer is text.
const TAG: usize = 4096;

/// Bytes within which a reference to a character ends.
const REFERENCE: usize = 32;

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text, with its character references resolved.
    Text(Cow<'a, str>),
    /// The beginning of an element; of a link, with its address.
    Open(Element, Option<String>),
    /// The end of an element.
    Close(Element),
}

/// What an element is in Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    /// A block of its own: a paragraph, a division, a row.
    Block,
    /// A heading.
    Heading,
    /// A list without numbers.
    List,
    /// A list with numbers.
    NumberedList,
    /// An item of a list.
    Item,
    /// Text that keeps its lines.
    Preformatted,
    /// The end of a line.
    LineBreak,
    Code,
    Emphasis,
    Strong,
    Strikethrough,
    Link,
    /// What only shapes a page.
    Nothing,
}

impl Element {
    fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "p" | "div" | "note" | "important" | "section" | "center" | "hr" | "table" | "thead" | "tbody" | "tr"
            | "td" | "th" | "blockquote" | "dl" | "dd" => Self::Block,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" => Self::Heading,
            "ul" => Self::List,
            "ol" => Self::NumberedList,
            "li" => Self::Item,
            "pre" => Self::Preformatted,
            "br" => Self::LineBreak,
            "code" | "tt" | "kbd" | "samp" | "var" => Self::Code,
            "em" | "i" | "cite" | "dfn" => Self::Emphasis,
            "strong" | "b" => Self::Strong,
            "del" | "s" | "strike" => Self::Strikethrough,
            "a" => Self::Link,
            "span" | "u" | "small" | "big" | "font" | "sup" | "sub" | "abbr" | "mark" | "nobr" => Self::Nothing,
            _ => return None,
        })
    }
}

/// The pieces of some HTML. What is no element that is known, or no HTML at all, is text.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = html;
    // Where the text that is not handed on yet ends in `rest`.
    let mut text = 0;
    let mut has_comments = true;
    while let Some(at) = rest[text..].find('<') {
        let at = text + at;
        if rest[at..].starts_with("<!--") {
            has_comments = has_comments && rest[at..].contains("-->");
            if !has_comments {
                text = at + 1;
                continue;
            }
        }
        let Some((piece, length)) = tag(&rest[at..]) else {
            text = at + 1;
            continue;
        };
        if at > 0 {
            pieces.push(Piece::Text(resolved(&rest[..at])));
        }
        pieces.extend(piece);
        rest = &rest[at + length..];
        text = 0;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(resolved(rest)));
    }
    pieces
}

/// The tag or comment that `html` begins with, and its length in bytes; a comment says nothing.
fn tag(html: &str) -> Option<(Option<Piece<'_>>, usize)> {
    if html.starts_with("<!--") {
        return Some((None, html.find("-->")? + 3));
    }
    let closes = html.starts_with("</");
    let inside = &html[if closes { 2 } else { 1 }..];
    let name_end = inside.find(|c: char| !c.is_ascii_alphanumeric())?;
    let element = Element::named(&inside[..name_end])?;
    let end = name_end + end_of_tag(&inside[name_end..])?;
    let attributes = &inside[name_end..end];
    let length = html.len() - inside.len() + end + 1;
    let piece = if closes {
        Piece::Close(element)
    } else {
        let address = (element == Element::Link).then(|| attribute(attributes, "href")).flatten();
        Piece::Open(element, address.map(|address| resolved(address).into_owned()))
    };
    Some((Some(piece), length))
}

/// Where the `>` stands that ends a tag: none of those in quotes.
fn end_of_tag(attributes: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in attributes.char_indices().take_while(|(at, _)| *at < TAG) {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '<') => return None,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

/// The value of an attribute.
fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '/'))?;
        let found = rest[..end].eq_ignore_ascii_case(name);
        rest = rest[end..].trim_start();
        let Some(value) = rest.strip_prefix('=') else { continue };
        let value = value.trim_start();
        let (value, after) = match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split_once(quote)?,
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        if found {
            return Some(value);
        }
        rest = after;
    }
}

/// The text that character references stand for.
fn resolved(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut clear = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        clear.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(REFERENCE).position(|byte| byte == b';');
        let reference = end.map(|end| &rest[1..end]);
        if let Some((name, c)) = reference.and_then(|name| Some((name, character(name)?))) {
            clear.push(c);
            rest = &rest[name.len() + 2..];
        } else {
            clear.push('&');
            rest = &rest[1..];
        }
    }
    clear.push_str(rest);
    Cow::Owned(clear)
}

/// The character that a reference names.
fn character(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "bull" => '•',
        "times" => '×',
        "rarr" => '→',
        "le" => '≤',
        "ge" => '≥',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Element, Piece, attribute, pieces, resolved};

    #[test]
    fn elements_text_and_comments() {
        assert_eq!(
            pieces("a <b>b</B> <!-- no > --> <br/>"),
            [
                Piece::Text("a ".into()),
                Piece::Open(Element::Strong, None),
                Piece::Text("b".into()),
                Piece::Close(Element::Strong),
                Piece::Text(" ".into()),
                Piece::Text(" ".into()),
                Piece::Open(Element::LineBreak, None),
            ]
        );
    }

    #[test]
    fn what_is_no_known_element_is_text() {
        for text in ["<script>x</script>", "a < b > c", "<", "</", "<p", "<a href='>", "<!-- open", "<api_key>", "<p<b"]
        {
            assert_eq!(pieces(text), [Piece::Text(text.into())], "{text}");
        }
    }

    #[test]
    fn the_address_of_a_link() {
        let open = |address: &str| Piece::Open(Element::Link, Some(address.to_owned()));
        assert_eq!(pieces("<a class=\"x\" href=\"https://a/?b=1&amp;c=>\">"), [open("https://a/?b=1&c=>")]);
        assert_eq!(pieces("<A target=_blank HREF=https://a>"), [open("https://a")]);
        assert_eq!(attribute(" disabled href = 'x'", "href"), Some("x"));
        assert_eq!(attribute(" data-href='y'", "href"), None);
    }

    #[test]
    fn references() {
        assert_eq!(resolved("&lt;&#65;&#x42;&amp;&unknown;&#xD800;& &;"), "<AB&&unknown;&#xD800;& &;");
        assert_eq!(resolved("é&é;&"), "é&é;&");
    }

    /// Each of these is searched to its end for what never comes, at every step.
    #[test]
    fn a_long_text_takes_no_longer_than_its_length_asks_for() {
        for piece in ["<!--", "<a \"", "&", "<a href='", "<b "] {
            let text = piece.repeat(200_000);
            assert_eq!(pieces(&text), [Piece::Text(text.as_str().into())], "{piece}");
        }
    }
}
