//! Numbers of JSON beyond what floating point holds: the reader would give up the whole text for one of them.

use std::ops::Range;

/// The greatest number that the reader takes.
const GREATEST: &str = "1.7976931348623157e308";

/// The text with the greatest number, of the same sign, in place of each that is greater; and where the first of them was. None
/// if there is none.
pub(super) fn bounded(text: &str) -> Option<(String, Range<usize>)> {
    let mut out = String::new();
    let mut first = None;
    let (mut copied, mut at) = (0, 0);
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => at = end_of_string(bytes, at),
            b'-' | b'0'..=b'9' => {
                let is_part = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
                let len = bytes[at..].iter().take_while(|byte| is_part(byte)).count();
                let number = &text[at..at + len];
                if number.parse().is_ok_and(f64::is_infinite) {
                    first.get_or_insert(at..at + len);
                    out.push_str(&text[copied..at]);
                    out.push_str(if byte == b'-' { "-" } else { "" });
                    out.push_str(GREATEST);
                    copied = at + len;
                }
                at += len;
            }
            _ => at += 1,
        }
    }
    let first = first?;
    out.push_str(&text[copied..]);
    Some((out, first))
}

/// Where the string ends that begins here.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_too_great_is_replaced() {
        let (text, first) = bounded(r#"{"a":1e999,"b\"1e999":"1e999","c":[-1E+400,1e308,-5]}"#).unwrap();
        assert_eq!(text, r#"{"a":1.7976931348623157e308,"b\"1e999":"1e999","c":[-1.7976931348623157e308,1e308,-5]}"#);
        assert_eq!(first, 5..10);
        for text in ["", "1e308", r#""1e999"#, r#"{"a\":1e999"}"#, "1e99x"] {
            assert_eq!(bounded(text), None, "{text}");
        }
    }
}
