//! JSON Pointers as text.

/// RFC 6901, section 3: nothing, or tokens that each begin with `/`, in which `~` stands before `0` or `1` only.
pub(super) fn is_pointer(text: &str) -> bool {
    let escapes = || text.split('~').skip(1).all(|after| after.starts_with(['0', '1']));
    (text.is_empty() || text.starts_with('/')) && escapes()
}

/// A number of steps, `+` or `-` and a number for an index beside, and then `#` or a pointer.
pub(super) fn is_relative(text: &str) -> bool {
    let Some(mut rest) = number(text) else { return false };
    if let Some(shift) = rest.strip_prefix(['+', '-']) {
        match number(shift) {
            Some(after) if !shift.starts_with('0') => rest = after,
            _ => return false,
        }
    }
    rest == "#" || is_pointer(rest)
}

/// What follows a number without needless zeros.
fn number(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    (digits == 1 || digits > 1 && !text.starts_with('0')).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers() {
        for text in ["", "/", "/a~1b/~0", "/a b", "/\u{e4}"] {
            assert!(is_pointer(text), "{text:?}");
        }
        for text in ["a", "#", "#/a", "/~", "/~2", "/a~"] {
            assert!(!is_pointer(text), "{text:?}");
        }
    }

    #[test]
    fn relative_pointers() {
        for text in ["0", "1/a", "120#", "0+1/a", "2-1"] {
            assert!(is_relative(text), "{text:?}");
        }
        for text in ["", "/a", "-1/a", "01/a", "0a", "0##", "0+0", "1+/a", "\u{967}/a"] {
            assert!(!is_relative(text), "{text:?}");
        }
    }
}
