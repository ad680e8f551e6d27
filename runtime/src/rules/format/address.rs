//! Names of hosts and mailboxes.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Which characters may stand in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// ASCII only.
    Ascii,
    /// Those of any script beside it.
    Any,
}

impl Script {
    /// Whether a character beyond ASCII may stand in a name: no white space, nothing that controls.
    fn takes(self, character: char) -> bool {
        self == Self::Any && !character.is_ascii() && !character.is_control() && !character.is_whitespace()
    }
}

/// The longest name of a host, in octets (RFC 1035, 2.3.4, less what its form on the wire adds).
const LONGEST_NAME: usize = 253;
/// The longest part between dots.
const LONGEST_LABEL: usize = 63;
/// The longest part before `@`, in octets (RFC 5321, 4.5.3.1.1).
const LONGEST_LOCAL_PART: usize = 64;

/// Labels of letters, digits and hyphens, none of which begins or ends with a hyphen.
pub(super) fn is_hostname(text: &str, script: Script) -> bool {
    // Other scripts have other dots (RFC 3490, 3.1).
    let is_dot = |c: char| c == '.' || script == Script::Any && matches!(c, '\u{3002}' | '\u{ff0e}' | '\u{ff61}');
    let is_label = |label: &str| {
        !label.is_empty()
            && label.chars().count() <= LONGEST_LABEL
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || script.takes(c))
    };
    text.chars().count() <= LONGEST_NAME && text.split(is_dot).all(is_label)
}

/// `Local-part "@" ( Domain / address-literal )`
pub(super) fn is_mailbox(text: &str, script: Script) -> bool {
    // A quoted local part may hold an `@`, a domain none.
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let is_domain = match domain.strip_prefix('[').and_then(|domain| domain.strip_suffix(']')) {
        Some(literal) => is_address(literal),
        None => is_hostname(domain, script),
    };
    is_domain && local.len() <= LONGEST_LOCAL_PART && (is_dot_string(local, script) || is_quoted(local, script))
}

/// `Atom *("." Atom)`
fn is_dot_string(text: &str, script: Script) -> bool {
    let is_atext = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c) || script.takes(c);
    text.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atext))
}

/// `DQUOTE *QcontentSMTP DQUOTE`
fn is_quoted(text: &str, script: Script) -> bool {
    let Some(inner) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return false };
    let is_graphic = |c: char| matches!(c, ' '..='~') || script.takes(c);
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => return false,
            '\\' if !characters.next().is_some_and(|escaped| matches!(escaped, ' '..='~')) => return false,
            '\\' => {}
            other if !is_graphic(other) => return false,
            _ => {}
        }
    }
    true
}

/// What stands between the brackets of an address literal (RFC 5321, 4.1.3).
fn is_address(text: &str) -> bool {
    if let Some(address) = text.get(..5).filter(|tag| tag.eq_ignore_ascii_case("IPv6:")).and_then(|_| text.get(5..)) {
        return address.parse::<Ipv6Addr>().is_ok();
    }
    text.parse::<Ipv4Addr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_hosts() {
        let long = [&*"a".repeat(63), &"b".repeat(63), &"c".repeat(63), &"d".repeat(61)].join(".");
        for (text, ascii, any) in [
            ("example.com", true, true),
            ("localhost", true, true),
            ("xn--nxasmq6b", true, true),
            ("1.2.3", true, true),
            (&long, true, true),
            (&format!("{long}e"), false, false),
            (&"a".repeat(64), false, false),
            ("m\u{fc}nchen.de", false, true),
            ("\u{5b9f}\u{4f8b}\u{3002}com", false, true),
            ("", false, false),
            (".", false, false),
            ("a..b", false, false),
            ("a.", false, false),
            ("-a.com", false, false),
            ("a-.com", false, false),
            ("a_b.com", false, false),
            ("a b", false, false),
            ("a\u{a0}b", false, false),
            ("a:80", false, false),
        ] {
            assert_eq!((is_hostname(text, Script::Ascii), is_hostname(text, Script::Any)), (ascii, any), "{text:?}");
        }
    }

    #[test]
    fn mailboxes() {
        for (text, ascii, any) in [
            ("joe.bloggs@example.com", true, true),
            ("a+b/c=d~e@localhost", true, true),
            (r#""joe bloggs"@example.com"#, true, true),
            (r#""joe@\"bloggs"@example.com"#, true, true),
            (r#"""@example.com"#, true, true),
            ("joe@[127.0.0.1]", true, true),
            ("joe@[IPv6:::1]", true, true),
            ("j\u{f6}rg@m\u{fc}nchen.de", false, true),
            (&format!("{}@b.c", "a".repeat(64)), true, true),
            (&format!("{}@b.c", "a".repeat(65)), false, false),
            ("2962", false, false),
            ("@example.com", false, false),
            ("joe@", false, false),
            (".joe@example.com", false, false),
            ("joe.@example.com", false, false),
            ("joe..b@example.com", false, false),
            ("joe b@example.com", false, false),
            ("joe@a@example.com", false, false),
            (r#""joe"b"@example.com"#, false, false),
            (r#""joe\"@example.com"#, false, false),
            ("joe@[127.0.0.300]", false, false),
            ("joe@[]", false, false),
            ("joe@inv@lid", false, false),
            ("joe@a=b.com", false, false),
            ("joe@example.com\n", false, false),
        ] {
            assert_eq!((is_mailbox(text, Script::Ascii), is_mailbox(text, Script::Any)), (ascii, any), "{text:?}");
        }
    }
}
