//! ECMA 262 patterns in the words of the `regex` crate.

use std::fmt::Write;

/// Translates a pattern; `None` if it can't be matched in linear time (look-around, back-references) or is broken.
pub(super) fn translate(source: &str) -> Option<String> {
    let mut out = String::with_capacity(source.len() + 8);
    let mut rest = source;
    while let Some(character) = rest.chars().next() {
        let after = &rest[character.len_utf8()..];
        rest = match character {
            '\\' => escape(after, false, &mut out)?,
            '[' => class(after, &mut out)?,
            '(' => group(after, &mut out)?,
            '.' => {
                out.push_str(r"[^\n\r\x{2028}\x{2029}]");
                after
            }
            '{' => {
                // Anywhere but in a quantifier it stands for itself.
                out.push_str(if is_quantifier(after) { "{" } else { r"\{" });
                after
            }
            '}' if !out_has_open_quantifier(&out) => {
                out.push_str(r"\}");
                after
            }
            ']' => {
                out.push_str(r"\]");
                after
            }
            other => {
                out.push(other);
                after
            }
        };
    }
    Some(out)
}

/// What follows `(`.
fn group<'a>(after: &'a str, out: &mut String) -> Option<&'a str> {
    if ["?=", "?!", "?<=", "?<!"].iter().any(|look| after.starts_with(look)) {
        return None;
    }
    out.push('(');
    Some(after)
}

/// What follows `[`, up to and with its `]`.
fn class<'a>(after: &'a str, out: &mut String) -> Option<&'a str> {
    if let Some(rest) = after.strip_prefix("^]") {
        out.push_str(r"[\s\S]");
        return Some(rest);
    }
    if let Some(rest) = after.strip_prefix(']') {
        out.push_str(r"[^\s\S]");
        return Some(rest);
    }
    out.push('[');
    let mut rest = after;
    if let Some(negated) = rest.strip_prefix('^') {
        out.push('^');
        rest = negated;
    }
    loop {
        let character = rest.chars().next()?;
        let after = &rest[character.len_utf8()..];
        rest = match character {
            ']' => {
                out.push(']');
                return Some(after);
            }
            '\\' => escape(after, true, out)?,
            // These have a meaning of their own in a class of the crate.
            '[' | '&' | '~' => {
                out.push('\\');
                out.push(character);
                after
            }
            '-' if after.starts_with('-') => {
                out.push_str(r"\-");
                after
            }
            other => {
                out.push(other);
                after
            }
        };
    }
}

/// What follows a backslash.
fn escape<'a>(after: &'a str, in_class: bool, out: &mut String) -> Option<&'a str> {
    const SPACE: &str =
        r"\t\n\x0b\x0c\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}";
    let character = after.chars().next()?;
    let mut rest = &after[character.len_utf8()..];
    match character {
        'd' => out.push_str("[0-9]"),
        'D' => out.push_str("[^0-9]"),
        'w' => out.push_str("[A-Za-z0-9_]"),
        'W' => out.push_str("[^A-Za-z0-9_]"),
        's' | 'S' => {
            out.push_str(if character == 's' { "[" } else { "[^" });
            out.push_str(SPACE);
            out.push(']');
        }
        'b' if in_class => out.push_str(r"\x08"),
        'b' => out.push_str(r"(?-u:\b)"),
        'B' => out.push_str(r"\B"),
        'A' | 'z' if !in_class => {
            out.push('\\');
            out.push(character);
        }
        // Not of ECMA 262, but what other dialects mean by it.
        'Z' if !in_class => out.push_str(r"\z"),
        't' | 'n' | 'r' | 'f' | 'v' => {
            out.push('\\');
            out.push(character);
        }
        '0' if !rest.starts_with(|next: char| next.is_ascii_digit()) => out.push_str(r"\x00"),
        '1'..='9' if !in_class => return None,
        'k' if rest.starts_with('<') => return None,
        'c' => {
            let letter = rest.chars().next().filter(char::is_ascii_alphabetic)?;
            push_code(u32::from(letter) % 32, out);
            rest = &rest[1..];
        }
        'x' => {
            push_code(hex(rest, 2)?, out);
            rest = &rest[2..];
        }
        'u' => rest = unicode(rest, out)?,
        'p' | 'P' if rest.starts_with('{') => {
            let end = rest.find('}')?;
            out.push('\\');
            out.push(character);
            out.push_str(&rest[..=end].replace("General_Category=", "").replace("Script_Extensions=", "scx="));
            rest = &rest[end + 1..];
        }
        other => out.push_str(&regex::escape(other.encode_utf8(&mut [0; 4]))),
    }
    Some(rest)
}

/// What follows `\u`: four digits, a pair of surrogates, or any code in braces.
fn unicode<'a>(rest: &'a str, out: &mut String) -> Option<&'a str> {
    if let Some(braced) = rest.strip_prefix('{') {
        let (code, rest) = braced.split_once('}')?;
        push_code(u32::from_str_radix(code, 16).ok()?, out);
        return Some(rest);
    }
    let code = hex(rest, 4)?;
    let rest = &rest[4..];
    let low = rest.strip_prefix("\\u").and_then(|low| hex(low, 4));
    if let (0xD800..=0xDBFF, Some(low @ 0xDC00..=0xDFFF)) = (code, low) {
        push_code(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00), out);
        return Some(&rest[6..]);
    }
    push_code(code, out);
    Some(rest)
}

fn hex(text: &str, digits: usize) -> Option<u32> {
    let text = text.get(..digits)?;
    if text.bytes().all(|byte| byte.is_ascii_hexdigit()) { u32::from_str_radix(text, 16).ok() } else { None }
}

fn push_code(code: u32, out: &mut String) {
    // Writing to a string does not fail.
    let _ = write!(out, r"\x{{{code:x}}}");
}

/// Whether what follows `{` makes it a quantifier.
fn is_quantifier(after: &str) -> bool {
    let Some((bounds, _)) = after.split_once('}') else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match bounds.split_once(',') {
        None => digits(bounds),
        Some((low, high)) => digits(low) && (high.is_empty() || digits(high)),
    }
}

/// Whether what was written ends within a quantifier.
fn out_has_open_quantifier(out: &str) -> bool {
    let tail = out.trim_end_matches(|character: char| character.is_ascii_digit() || character == ',');
    tail.ends_with('{') && !tail.ends_with(r"\{") && tail.len() < out.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(pattern: &str, text: &str) -> bool {
        let translated = translate(pattern).unwrap();
        regex::Regex::new(&translated).unwrap_or_else(|error| panic!("{pattern}: {error}")).is_match(text)
    }

    #[test]
    fn patterns_mean_what_they_mean_in_ecma() {
        for (pattern, text, expected) in [
            (r"^\d+$", "123", true),
            (r"^\d+$", "١٢٣", false),
            (r"^\w$", "é", false),
            (r"^\s$", "\u{feff}", true),
            (r"a\/b", "xa/by", true),
            (r"^\cC$", "\u{3}", true),
            (r"^\u0041\x42$", "AB", true),
            (r"^\uD83D\uDE00$", "😀", true),
            (r"^\u{1F600}$", "😀", true),
            (r"^(?<year>[0-9]{4})-\d{2}$", "2025-07", true),
            (r"^{a}$", "{a}", true),
            (r"^a{2}b{1,}c{0,1}$", "aabbc", true),
            (r"^[\d\-_.]+$", "1-_.", true),
            (r"^[[a&&b]$", "&", true),
            (r"^[^]$", "\n", true),
            (r"^.$", "\u{2028}", false),
            (r"^[a-z\d]+$", "a1", true),
            (r"^[^\d]$", "1", false),
            (r"\bfoo\b", "a foo b", true),
            (r"^\p{Letter}+$", "é", true),
            (r"^[\]\\]+$", "]\\", true),
            (r"^\-\_\:\@$", "-_:@", true),
            (r"]}", "]}", true),
            (r"^[+--]$", "-", true),
            (r"^\$\{x\}$", "${x}", true),
        ] {
            assert_eq!(holds(pattern, text), expected, "{pattern} on {text:?}");
        }
    }

    #[test]
    fn what_needs_backtracking_is_not_matched() {
        for pattern in ["(?=a)b", "(?!a)b", "(?<=a)b", "(?<!a)b", r"(a)\1", r"(?<x>a)\k<x>", "[a", r"a\"] {
            assert_eq!(translate(pattern), None, "{pattern}");
        }
    }
}
