//! Patterns with `*` and `**`.

/// A part of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// This character.
    Char(char),
    /// Any characters but the separator.
    Within,
    /// Any characters.
    Any,
}

/// Whether a pattern fits a name, in which nothing separates: `*` is any text.
pub fn fits_name(pattern: &str, name: &str) -> bool {
    let parts: Vec<Part> = pattern.chars().map(|c| if c == '*' { Part::Any } else { Part::Char(c) }).collect();
    fits(&parts, name)
}

/// Whether a pattern fits a path: `*` stays within a segment, `**` does not, and `/**` at the end may be nothing.
pub fn fits_path(pattern: &str, path: &str) -> bool {
    if pattern.strip_suffix("/**").is_some_and(|stem| fits_path(stem, path)) {
        return true;
    }
    let mut parts = Vec::new();
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        parts.push(match c {
            '*' if chars.next_if_eq(&'*').is_some() => Part::Any,
            '*' => Part::Within,
            c => Part::Char(c),
        });
    }
    fits(&parts, path)
}

/// By the set of places in the pattern that the text so far leads to: as many steps as the text and the pattern are long.
fn fits(parts: &[Part], text: &str) -> bool {
    let mut at = vec![false; parts.len() + 1];
    at[0] = true;
    skip(parts, &mut at);
    for c in text.chars() {
        let mut next = vec![false; parts.len() + 1];
        for (index, part) in parts.iter().enumerate().filter(|(index, _)| at[*index]) {
            match part {
                Part::Char(own) if *own == c => next[index + 1] = true,
                Part::Within if c != '/' => next[index] = true,
                Part::Any => next[index] = true,
                _ => {}
            }
        }
        at = next;
        skip(parts, &mut at);
    }
    at[parts.len()]
}

/// A star may stand for nothing.
fn skip(parts: &[Part], at: &mut [bool]) {
    for (index, part) in parts.iter().enumerate() {
        if at[index] && !matches!(part, Part::Char(_)) {
            at[index + 1] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stays_within_a_segment_of_a_path() {
        let cases = [
            ("/users", "/users", true),
            ("/users", "/users/{id}", false),
            ("/users/*", "/users/{id}", true),
            ("/users/*", "/users/{id}/roles", false),
            ("/users/**", "/users/{id}/roles", true),
            ("/users/**", "/users", true),
            ("/users/**", "/users2", false),
            ("/*/users", "/v1/users", true),
            ("/**/roles", "/users/{id}/roles", true),
            ("**", "/a/b", true),
            ("/u*s", "/users", true),
            ("", "/", false),
        ];
        for (pattern, path, expected) in cases {
            assert_eq!(fits_path(pattern, path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn a_star_in_a_name_is_any_text() {
        for (pattern, name, expected) in
            [("list*", "listUsers", true), ("*", "a/b", true), ("a*c", "ab", false), ("a**c", "abbc", true)]
        {
            assert_eq!(fits_name(pattern, name), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn many_stars_take_no_longer() {
        assert!(!fits_name(&"*a".repeat(500), &"a".repeat(499)));
    }
}
