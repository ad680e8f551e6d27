//! URI templates (RFC 6570, section 2).

/// Literals, and expressions between braces.
pub(super) fn is_template(text: &str) -> bool {
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let after = rest.get(character.len_utf8()..).unwrap_or_default();
        rest = match character {
            '{' => match after.split_once('}') {
                Some((expression, after)) if is_expression(expression) => after,
                _ => return false,
            },
            '%' if !is_escape(after) => return false,
            '"' | '\'' | '<' | '>' | '\\' | '^' | '`' | '|' | '}' | ' ' => return false,
            other if other.is_control() => return false,
            _ => after,
        };
    }
    true
}

/// `[operator] variable-list`, without its braces.
fn is_expression(text: &str) -> bool {
    text.strip_prefix(['+', '#', '.', '/', ';', '?', '&', '=', ',', '!', '@', '|'])
        .unwrap_or(text)
        .split(',')
        .all(is_variable)
}

/// A name, with a prefix length or `*` after it.
fn is_variable(text: &str) -> bool {
    let name = match text.split_once(':') {
        Some((name, length)) => {
            let is_length = (1..=4).contains(&length.len()) && length.bytes().all(|byte| byte.is_ascii_digit());
            if !is_length || length.starts_with('0') {
                return false;
            }
            name
        }
        None => text.strip_suffix('*').unwrap_or(text),
    };
    name.split('.').all(is_name)
}

fn is_name(text: &str) -> bool {
    let is_varchar = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '%';
    !text.is_empty() && text.chars().all(is_varchar) && text.split('%').skip(1).all(is_escape)
}

/// Whether two hexadecimal digits come first.
fn is_escape(text: &str) -> bool {
    text.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates() {
        for text in
            ["", "https://example.com/{id}", "/a{?q,page*}{&x:20}", "{+path}{#a.b}", "/%20{v%41}", "/\u{e4}", "/a[1]"]
        {
            assert!(is_template(text), "{text:?}");
        }
        for text in
            ["{", "}", "{}", "{a", "{a b}", "{a:0}", "{a:12345}", "{a:*}", "{a..b}", "a b", "%2", "<a>", "{{a}}"]
        {
            assert!(!is_template(text), "{text:?}");
        }
    }
}
