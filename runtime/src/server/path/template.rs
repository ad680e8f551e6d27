//! One template: its segments, the query that some documents write into it, the names of its parameters.
//!
//! Nothing that a document can write here is refused: a brace without its partner is an ordinary character.

use super::{canonical, segments};

/// A path template.
#[derive(Debug)]
pub(in crate::server) struct Template {
    pub(super) segments: Vec<Segment>,
    /// Names of the parameters, from left to right.
    pub(super) names: Vec<&'static str>,
    /// What the query must hold: `/report?kind=pdf`. OpenAPI has no such thing, documents do.
    pub(super) query: Vec<Condition>,
}

/// A segment without the names of its parameters, so that templates which differ only in them are one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Segment {
    /// What stands before the first parameter.
    prefix: String,
    /// For each parameter what follows it.
    after: Vec<String>,
    /// Whether a parameter is marked by `+`: it takes slashes too (RFC 6570, 3.2.3), so that the segment may be several.
    pub(super) reserved: bool,
}

/// `key=value`, or `key` with whatever value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Condition {
    key: String,
    value: Option<String>,
}

impl Template {
    pub(in crate::server) fn parse(text: &'static str) -> Self {
        let text = text.split_once('#').map_or(text, |(path, _)| path);
        let (path, query) = text.split_once('?').map_or((text, ""), |(path, query)| (path, query));
        let mut names = Vec::new();
        let path = path.strip_prefix('/').unwrap_or(path);
        let segments = path.split('/').map(|segment| Segment::parse(segment, &mut names)).collect();
        let query = query.split('&').filter(|pair| !pair.is_empty()).map(Condition::parse).collect();
        Self { segments, names, query }
    }

    /// A path without parameters, whatever characters are in it.
    pub(in crate::server) fn literal(path: &str) -> Self {
        let path = path.strip_prefix('/').unwrap_or(path);
        let segments = path
            .split('/')
            .map(|text| Segment { prefix: canonical(text), after: Vec::new(), reserved: false })
            .collect();
        Self { segments, names: Vec::new(), query: Vec::new() }
    }

    /// Whether the query of a request holds what the template asks for.
    pub(super) fn accepts(&self, query: &str) -> bool {
        self.query.iter().all(|condition| {
            query.split('&').any(|pair| {
                let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
                canonical(key) == condition.key
                    && condition.value.as_ref().is_none_or(|wanted| canonical(value) == *wanted)
            })
        })
    }

    /// Segments of a request's path.
    pub(super) fn split(path: &str) -> Vec<String> {
        segments(path)
    }
}

impl Condition {
    fn parse(pair: &str) -> Self {
        let (key, value) = pair.split_once('=').map_or((pair, None), |(key, value)| (key, Some(value)));
        Self { key: canonical(key), value: value.filter(|value| !value.contains('{')).map(canonical) }
    }
}

impl Segment {
    fn parse(text: &'static str, names: &mut Vec<&'static str>) -> Self {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        let mut reserved = false;
        while let Some((before, name, behind)) = parameter(rest) {
            literal.push_str(before);
            pieces.push(canonical(&literal));
            literal.clear();
            reserved |= name.starts_with('+');
            // Some documents mark names as templates of RFC 6570 do: `{+path}`, `{path*}`.
            names.push(name.trim_start_matches('+').trim_end_matches('*'));
            rest = behind;
        }
        pieces.push(canonical(rest));
        let prefix = pieces.remove(0);
        Self { prefix, after: pieces, reserved }
    }

    /// The text, if there is no parameter in it.
    pub(super) fn literal(&self) -> Option<&str> {
        self.after.is_empty().then_some(self.prefix.as_str())
    }

    /// The more of a segment is fixed, the sooner it is tried.
    pub(super) fn fixed(&self) -> usize {
        self.prefix.len() + self.after.iter().map(String::len).sum::<usize>()
    }

    /// What stands in the parameters; none is ever empty. Where a text between two parameters occurs more than once,
    /// the last one counts: `{name}.{format}` takes `a.b.csv` apart into `a.b` and `csv`.
    pub(super) fn values<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let mut rest = text.strip_prefix(self.prefix.as_str())?;
        let mut values = Vec::with_capacity(self.after.len());
        let mut literals = self.after.iter().rev();
        rest = rest.strip_suffix(literals.next()?.as_str())?;
        for literal in literals {
            // The value behind the literal is at least one character, an escaped one counts as one.
            let last = rest.len().checked_sub(if rest.get(rest.len().saturating_sub(3)..)?.starts_with('%') {
                3
            } else {
                1
            })?;
            let at = rest.get(..last)?.rfind(literal.as_str())?;
            values.push(&rest[at + literal.len()..]);
            rest = &rest[..at];
        }
        if rest.is_empty() {
            return None;
        }
        values.push(rest);
        values.reverse();
        Some(values)
    }
}

/// The first `{name}` of a text, with what stands before and behind it.
fn parameter(text: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let mut from = 0;
    loop {
        let close = from + text[from..].find('}')?;
        if let Some(open) = text[from..close].rfind('{').map(|open| from + open)
            && open + 1 < close
        {
            return Some((&text[..open], &text[open + 1..close], &text[close + 1..]));
        }
        from = close + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(template: &'static str, text: &str) -> Option<Vec<String>> {
        let template = Template::parse(template);
        let text = canonical(text);
        template.segments[0].values(&text).map(|values| values.into_iter().map(str::to_owned).collect())
    }

    #[test]
    fn parameters_share_a_segment_with_text_and_with_each_other() {
        for (template, text, expected) in [
            ("/{id}", "7", Some(vec!["7"])),
            ("/{id}", "", None),
            ("/{id}:cancel", "7:cancel", Some(vec!["7"])),
            ("/{id}:cancel", ":cancel", None),
            ("/{id}:cancel", "7:refund", None),
            ("/v{version}", "v2", Some(vec!["2"])),
            ("/{name}.{format}", "a.b.csv", Some(vec!["a.b", "csv"])),
            ("/{name}.{format}", "a.", None),
            ("/{name}.{format}", ".csv", None),
            ("/{a}-{b}-{c}", "1-2-3-4", Some(vec!["1-2", "3", "4"])),
            ("/{a}--{b}", "x---y", Some(vec!["x-", "y"])),
            ("/{a}--{b}", "x--", None),
            ("/{a}{b}", "xy", Some(vec!["x", "y"])),
            ("/{a}{b}", "x%20", Some(vec!["x", "%20"])),
            ("/{a}{b}", "x", None),
            ("/{id}/", "7", Some(vec!["7"])),
            ("/{id}", "a%2Fb", Some(vec!["a%2Fb"])),
        ] {
            let expected = expected.map(|values| values.into_iter().map(str::to_owned).collect());
            assert_eq!(values(template, text), expected, "{template} {text}");
        }
    }

    #[test]
    fn whatever_stands_in_a_template_is_read() {
        for (template, names) in [
            ("", vec![]),
            ("/", vec![]),
            ("no-slash/{a}", vec!["a"]),
            ("/{", vec![]),
            ("/}", vec![]),
            ("/{}", vec![]),
            ("/}{a}", vec!["a"]),
            ("/{}{a}", vec!["a"]),
            ("/{{a}}", vec!["a"]),
            ("/{a", vec![]),
            ("/*rest/:id/{*path}/{path*}", vec!["*path", "path"]),
            ("/x?y={z}#frag{q}", vec![]),
            ("/\u{e9}{\u{e9}}/%", vec!["\u{e9}"]),
        ] {
            assert_eq!(Template::parse(template).names, names, "{template}");
        }
    }

    #[test]
    fn a_query_in_a_template_is_a_condition() {
        let template = Template::parse("/report?kind=pdf&page={page}#top");
        assert!(template.accepts("page=2&kind=pdf"));
        assert!(template.accepts("kind=%70df&page"));
        assert!(!template.accepts("kind=pdf"));
        assert!(!template.accepts("kind=csv&page=2"));
        assert!(!template.accepts(""));
    }
}
