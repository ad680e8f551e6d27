//! Regular expressions, as far as their syntax can be wrong.

/// Whether all that is opened is closed, and every quantifier has something to repeat.
///
/// A pattern need not be one that this runtime can match: look-around and back-references are syntax too.
pub(super) fn is_regex(text: &str) -> bool {
    let mut rest = text;
    let mut depth = 0_usize;
    let mut before = Before::Nothing;
    while let Some(character) = rest.chars().next() {
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
        before = match character {
            '\\' => {
                let Some(escaped) = rest.chars().next() else { return false };
                rest = rest.get(escaped.len_utf8()..).unwrap_or_default();
                Before::Atom
            }
            '[' => match after_class(rest) {
                Some(after) => {
                    rest = after;
                    Before::Atom
                }
                None => return false,
            },
            '(' => {
                if let Some(after) = rest.strip_prefix('?') {
                    let Some(after) = after_kind(after) else { return false };
                    rest = after;
                }
                depth += 1;
                Before::Nothing
            }
            ')' => match depth.checked_sub(1) {
                Some(outer) => {
                    depth = outer;
                    Before::Atom
                }
                None => return false,
            },
            '|' | '^' => Before::Nothing,
            '*' | '+' | '?' => match before {
                Before::Atom => Before::Quantifier,
                Before::Quantifier if character == '?' => Before::Nothing,
                Before::Nothing | Before::Quantifier => return false,
            },
            _ => Before::Atom,
        };
    }
    depth == 0
}

/// What a quantifier would repeat.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Atom,
    /// A quantifier, which may only be made lazy.
    Quantifier,
}

/// What follows the class that begins here: `]` and `\` don't stand for themselves in it.
fn after_class(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let character = rest.chars().next()?;
        rest = rest.get(character.len_utf8()..)?;
        match character {
            ']' => return Some(rest),
            '\\' => rest = rest.get(rest.chars().next()?.len_utf8()..)?,
            _ => {}
        }
    }
}

/// What follows the mark of a group that is no plain one: its kind or its name, after `(?`.
fn after_kind(text: &str) -> Option<&str> {
    // Flags may stand before the colon.
    let kind = text.trim_start_matches(['i', 'm', 's', '-']);
    if let Some(rest) =
        kind.strip_prefix(':').or_else(|| ["<=", "<!", "=", "!"].iter().find_map(|it| text.strip_prefix(it)))
    {
        return Some(rest);
    }
    let (name, rest) = text.strip_prefix('<')?.split_once('>')?;
    (!name.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_expressions() {
        for text in [
            "",
            "^a+?b*$",
            "[]a]",
            "[^]",
            r"\(",
            "(?<year>[0-9]{4})-(?:x|y)",
            "(?=a)(?<!b)(?i-s:c)",
            r"[\]]",
            "a{2,}?",
            "]",
        ] {
            assert!(is_regex(text), "{text:?}");
        }
        for text in ["(", ")", "a)", "[a", r"[a\]", "*a", "a|*", "(+)", "a**", "(?", "(?P<a>b)", "(?<>a)", "\\"] {
            assert!(!is_regex(text), "{text:?}");
        }
    }
}
