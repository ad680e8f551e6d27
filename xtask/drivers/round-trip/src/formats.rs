//! Strings that keep to a format.

use fastrand::Rng;
use specwright::ir::types::TextFormat;
use specwright_runtime::rules;

/// Whether a text keeps to it, as servers look at it.
pub(crate) fn holds(format: TextFormat, text: &str) -> bool {
    let format = match format {
        TextFormat::Email => rules::TextFormat::Email,
        TextFormat::IdnEmail => rules::TextFormat::IdnEmail,
        TextFormat::Hostname => rules::TextFormat::Hostname,
        TextFormat::IdnHostname => rules::TextFormat::IdnHostname,
        TextFormat::UriTemplate => rules::TextFormat::UriTemplate,
        TextFormat::JsonPointer => rules::TextFormat::JsonPointer,
        TextFormat::RelativeJsonPointer => rules::TextFormat::RelativeJsonPointer,
        TextFormat::Regex => rules::TextFormat::Regex,
    };
    format.is_match(text)
}

/// A text in it: with what is odd in this format, or of letters only.
pub(crate) fn make(format: TextFormat, rng: &mut Rng) -> String {
    let word: String = (0..rng.usize(1..9)).map(|_| rng.lowercase()).collect();
    let odd = rng.bool();
    match format {
        TextFormat::Email if odd => format!("\"{word} @\\\"\"@[IPv6:::{}]", rng.u8(..)),
        TextFormat::IdnEmail if odd => format!("\u{f6}{word}@\u{5b9f}\u{4f8b}.{word}"),
        TextFormat::Email | TextFormat::IdnEmail => format!("{word}@{word}"),
        TextFormat::IdnHostname if odd => format!("m\u{fc}{word}.example"),
        TextFormat::Hostname | TextFormat::IdnHostname if odd => format!("{word}.{}-{word}", rng.u8(..)),
        TextFormat::Hostname | TextFormat::IdnHostname => word,
        TextFormat::UriTemplate if odd => format!("/%2F{{+{word}:3}}/{{?a,{word}*}}"),
        TextFormat::UriTemplate => word,
        TextFormat::JsonPointer if odd => format!("/{word}~0~1//\u{e4} \""),
        TextFormat::JsonPointer => format!("/{word}"),
        TextFormat::RelativeJsonPointer => format!("{}{}", rng.u8(..), if odd { "#" } else { "/~0" }),
        TextFormat::Regex if odd => format!("^(?<{word}>[^\\]/]+?)|\\\\$"),
        TextFormat::Regex => word,
    }
}
