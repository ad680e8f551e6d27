//! Request bodies and media types.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde_json::Value;

use super::parameter::{explode, query_style, style_beyond};
use super::{Broken, Resolver, child, sibling_ref};
use crate::diag::Code;
use crate::document::lowering::keyword;
use crate::document::media;
use crate::document::pointer;
use crate::document::typed::{Document, Kind};
use crate::spec::operation::{Encoding, MediaType, RequestBody};

impl<'d> Resolver<'d, '_> {
    /// The body of a request.
    ///
    /// # Errors
    /// When it is a reference that leads to nothing.
    pub(super) fn request_body(
        &mut self,
        node: &'d ReferenceOr<openapiv3::RequestBody>,
        pointer: &str,
    ) -> Result<RequestBody, Broken> {
        match node {
            ReferenceOr::Reference { reference } => self.request_body_ref(reference, pointer),
            ReferenceOr::Item(item) => match sibling_ref(&item.extensions) {
                Some(reference) => {
                    let target = self.request_body_ref(reference, pointer)?;
                    Ok(RequestBody { description: item.description.clone().or(target.description), ..target })
                }
                None => Ok(self.request_body_item(item, pointer)),
            },
        }
    }

    fn request_body_ref(&mut self, reference: &str, holder: &str) -> Result<RequestBody, Broken> {
        let (pointer, item) = self.follow(Kind::RequestBody, reference, holder, Document::request_body)?;
        if let Some(known) = self.bodies.get(&pointer) {
            return known.clone();
        }
        self.bodies.insert(pointer.clone(), Err(Broken));
        let resolved = match sibling_ref(&item.extensions) {
            Some(next) => self.request_body_ref(next, &pointer),
            None => Ok(self.request_body_item(item, &pointer)),
        };
        self.bodies.insert(pointer, resolved.clone());
        resolved
    }

    fn request_body_item(&mut self, item: &'d openapiv3::RequestBody, pointer: &str) -> RequestBody {
        RequestBody {
            description: item.description.clone(),
            required: item.required,
            content: self.content(&item.content, &format!("{pointer}/content")),
            place: self.place(pointer),
        }
    }

    /// The entries of `content`, one for each media type; parameters of a media type don't tell them apart. Of several, the first that has
    /// a schema is kept.
    pub(super) fn content(&mut self, content: &'d openapiv3::Content, pointer: &str) -> Vec<MediaType> {
        let mut entries: Vec<MediaType> = Vec::with_capacity(content.len());
        for (key, media) in content {
            let at = written_at(media).unwrap_or_else(|| child(pointer, key));
            let name = media::essence(key);
            let same = || content.iter().filter(|(other, _)| media::essence(other) == name);
            let kept = same().find(|(_, media)| says_what(media)).or_else(|| same().next());
            if let Some((kept, of_kept)) = kept.filter(|(kept, _)| *kept != key) {
                let says_more = says_what(media) && media.schema != of_kept.schema;
                if says_more && self.reported.insert(at.clone()) {
                    self.push(Code::Degraded, &at, format!("`{key}` is left out: `{kept}` is there already"));
                }
                continue;
            }
            let schema = media.schema.as_ref().map(|node| self.schema_or_any(node, &format!("{at}/schema")));
            let item_schema = media.extensions.get(keyword::ITEM_SCHEMA).and_then(|value| self.stand_in(value));
            let (mut encoding, mut prefix_encoding, mut item_encoding) = (IndexMap::new(), Vec::new(), None);
            for (property, entry) in &media.encoding {
                if let Some(index) = property.strip_prefix(keyword::PREFIX_ENCODING) {
                    prefix_encoding.push(self.encoding(entry, &format!("{at}/prefixEncoding/{index}")));
                } else if property == keyword::ITEM_ENCODING {
                    item_encoding = Some(self.encoding(entry, &format!("{at}/itemEncoding")));
                } else {
                    let at = child(&format!("{at}/encoding"), property);
                    encoding.insert(property.clone(), self.encoding(entry, &at));
                }
            }
            let examples = self.examples(media.example.as_ref(), &media.examples, &at);
            let parameters = parameters(key).unwrap_or_else(|kept| {
                let message = format!("`{key}` has parameters that can't be sent in a header; they are left out");
                if self.reported.insert(format!("{at} parameters")) {
                    self.push(Code::Degraded, &at, message);
                }
                kept
            });
            entries.push(MediaType {
                name,
                parameters,
                schema,
                item_schema,
                encoding,
                prefix_encoding,
                item_encoding,
                examples,
            });
        }
        entries
    }

    fn encoding(&mut self, encoding: &'d openapiv3::Encoding, pointer: &str) -> Encoding {
        Encoding {
            content_type: encoding.content_type.clone(),
            style: style_beyond(&encoding.extensions).or_else(|| encoding.style.as_ref().map(query_style)),
            allow_reserved: encoding.allow_reserved,
            explode: explode(&encoding.extensions),
            headers: self.headers(&encoding.headers, &format!("{pointer}/headers")),
        }
    }

    fn examples(
        &mut self,
        example: Option<&Value>,
        examples: &IndexMap<String, ReferenceOr<openapiv3::Example>>,
        pointer: &str,
    ) -> Vec<Value> {
        let mut values: Vec<Value> = example.cloned().into_iter().collect();
        for (name, node) in examples {
            match node {
                ReferenceOr::Item(example) => values.extend(example.value.clone()),
                ReferenceOr::Reference { reference } => {
                    let document = self.document;
                    let target = pointer::from_reference(reference)
                        .and_then(|pointer| pointer::locate(&document.tree, &format!("{pointer}/value")));
                    match target {
                        Some((_, value)) => values.push(value.clone()),
                        None => self.missing_example(reference, &child(&format!("{pointer}/examples"), name)),
                    }
                }
            }
        }
        values
    }

    /// A component without a `value` (it has an `externalValue`) is no example that could be shown.
    fn missing_example(&mut self, reference: &str, holder: &str) {
        let there = pointer::from_reference(reference)
            .is_some_and(|pointer| pointer::locate(&self.document.tree, &pointer).is_some());
        if !there {
            self.unresolved(Kind::Example, reference, &format!("{holder}/$ref"));
        }
    }
}

/// Whether an entry of `content` says what is sent.
fn says_what(media: &openapiv3::MediaType) -> bool {
    media.schema.is_some() || media.extensions.contains_key(keyword::ITEM_SCHEMA)
}

/// Where a media type stands that a reference brought here.
pub(super) fn written_at(media: &openapiv3::MediaType) -> Option<String> {
    pointer::from_reference(sibling_ref(&media.extensions)?)
}

/// The parameters of a media type as they are sent: tokens and quoted strings (RFC 9110, 5.6.6).
///
/// # Errors
///
/// Those that can be, where one can't.
fn parameters(key: &str) -> Result<String, String> {
    let is_token = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
    };
    // What is within quotes holds a quote and a backslash behind a backslash only.
    let is_quotable = |text: &str| {
        let mut bytes = text.bytes();
        while let Some(byte) = bytes.next() {
            let byte = if byte == b'\\' { bytes.next() } else { Some(byte).filter(|byte| *byte != b'"') };
            if !byte.is_some_and(|byte| matches!(byte, b' '..=b'~')) {
                return false;
            }
        }
        true
    };
    let (mut kept, mut whole) = (String::new(), true);
    let mut rest = key.split_once(';').map(|(_, rest)| rest).unwrap_or_default();
    loop {
        rest = rest.trim_start_matches([';', ' ', '\t']);
        if rest.is_empty() {
            return if whole { Ok(kept) } else { Err(kept) };
        }
        let end = parameter_end(rest);
        let (parameter, after) = rest.split_at(end);
        rest = after;
        let (name, value) = parameter.split_once('=').unwrap_or_default();
        let (name, value) = (name.trim(), value.trim());
        let quoted = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
        if is_token(name) && quoted.map_or_else(|| is_token(value), is_quotable) {
            kept.extend(["; ", name, "=", value]);
        } else {
            whole = false;
        }
    }
}

/// Where the first of several parameters ends: at a semicolon that is in no quoted string.
fn parameter_end(text: &str) -> usize {
    let (mut quoted, mut escaped) = (false, false);
    for (at, character) in text.char_indices() {
        match character {
            ';' if !quoted => return at,
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = quoted && !escaped && character == '\\';
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::parameters;

    #[test]
    fn parameters_are_kept_as_they_are_written() {
        for (key, kept) in [
            ("a/b", ""),
            ("a/b;", ""),
            ("a/b;v=1 ;  w = x", "; v=1; w=x"),
            (
                r#"a/b; profile="http://example.com/a;b, c"; q="\"\\" ; v=2"#,
                r#"; profile="http://example.com/a;b, c"; q="\"\\"; v=2"#,
            ),
        ] {
            assert_eq!(parameters(key).as_deref(), Ok(kept), "{key}");
        }
        for (key, kept) in [
            ("a/b; v; w=1", "; w=1"),
            ("a/b; v=\"\u{e9}\"", ""),
            ("a/b; v=\"1", ""),
            ("a/b; v=1 2", ""),
            (r#"a/b; v="1"2""#, ""),
            (r#"a/b; v="1\""#, ""),
        ] {
            assert_eq!(parameters(key), Err(kept.to_owned()), "{key}");
        }
    }
}
