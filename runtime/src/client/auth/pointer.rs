//! Single values in a JSON document, by JSON Pointer (RFC 6901): read from a reply, written into a request.
//!
//! For the token flow only, which knows its messages by data and not by type.

use crate::json::{Encode, Mode, Reader, Writer};

/// The text of the string or number that `pointer` leads to. `None` if there is none, or the document is broken before it.
pub(super) fn read(document: &[u8], pointer: &str) -> Option<String> {
    let mut json = Reader::new(document, Mode::Lenient);
    for token in tokens(pointer)? {
        json.begin_object()?;
        loop {
            if json.next_key()? == token {
                break;
            }
            json.skip_value();
        }
    }
    let text = json.attempt_with(Reader::string).or_else(|| json.attempt_with(Reader::number))?;
    Some(text.into_owned())
}

/// A document with these strings where these pointers lead to.
pub(super) fn write(values: &[(&str, &str)]) -> Option<Vec<u8>> {
    let mut root = Node::Object(Vec::new());
    for (pointer, value) in values {
        let mut node = &mut root;
        for token in tokens(pointer)? {
            node = node.member(token)?;
        }
        *node = Node::Text((*value).to_owned());
    }
    let mut json = Writer::new();
    root.encode(&mut json);
    Some(json.into_bytes())
}

enum Node {
    Object(Vec<(String, Node)>),
    Text(String),
}

impl Node {
    fn member(&mut self, name: String) -> Option<&mut Node> {
        let Self::Object(members) = self else {
            return None;
        };
        let at = members.iter().position(|(member, _)| *member == name).unwrap_or_else(|| {
            members.push((name, Self::Object(Vec::new())));
            members.len() - 1
        });
        members.get_mut(at).map(|(_, node)| node)
    }
}

impl Encode for Node {
    fn encode(&self, json: &mut Writer) {
        match self {
            Self::Text(text) => json.string(text),
            Self::Object(members) => {
                json.begin_object();
                for (name, node) in members {
                    json.field(name, node);
                }
                json.end_object();
            }
        }
    }
}

/// The reference tokens of a pointer, unescaped.
fn tokens(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    let tokens = pointer.strip_prefix('/')?.split('/');
    Some(tokens.map(|token| token.replace("~1", "/").replace("~0", "~")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_numbers_are_read() {
        let document = br#"{"a": {"x": [1, {"b": 2}], "b/c": "d\n"}, "token": "t", "n": 12.5, "o": {}, "z": null}"#;
        assert_eq!(read(document, "/token").as_deref(), Some("t"));
        assert_eq!(read(document, "/n").as_deref(), Some("12.5"));
        assert_eq!(read(document, "/a/b~1c").as_deref(), Some("d\n"));
        for nothing in ["", "token", "/o", "/z", "/a", "/token/x", "/missing", "/a/x/0"] {
            assert_eq!(read(document, nothing), None, "{nothing}");
        }
        assert_eq!(read(br#""t""#, "").as_deref(), Some("t"));
        assert_eq!(read(b"{\"a\"", "/a"), None);
    }

    #[test]
    fn strings_are_written_where_they_belong() {
        let flat = write(&[("/token", "a\"b"), ("/refreshToken", "c")]).unwrap();
        assert_eq!(String::from_utf8(flat).unwrap(), r#"{"token":"a\"b","refreshToken":"c"}"#);
        let nested = write(&[("/a/b", "1"), ("/a/c", "2")]).unwrap();
        assert_eq!(String::from_utf8(nested).unwrap(), r#"{"a":{"b":"1","c":"2"}}"#);
        assert_eq!(write(&[("/a", "1"), ("/a/c", "2")]), None);
    }
}
