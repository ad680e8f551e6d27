//! JSON (RFC 8259) read and written without an intermediate tree. It knows nothing of HTTP.

mod alternatives;
mod answer;
mod constant;
mod containers;
mod decode;
mod embedded;
mod encode;
mod format;
mod number;
mod reader;
mod record;
mod report;
mod scalars;
mod scan;
mod skip;
mod time;
mod union;
mod value;
mod writer;

pub use alternatives::Alternatives;
pub(crate) use answer::Answer;
pub use constant::Constant;
pub use decode::Decode;
pub use encode::Encode;
pub use format::Format;
pub use number::Number;
#[cfg(feature = "xml")]
pub(crate) use number::is_number;
pub use reader::{Mode, Reader};
pub(crate) use time::unix_seconds;
pub use value::{Object, Value};
pub use writer::Writer;

use crate::violation::Violations;

/// Writes a value.
pub fn to_vec<T: Encode + ?Sized>(value: &T) -> Vec<u8> {
    let mut json = Writer::new();
    value.encode(&mut json);
    json.into_bytes()
}

/// Writes a value for a peer.
///
/// # Errors
///
/// When JSON can't say the value.
pub(crate) fn to_body<T: Encode + ?Sized>(value: &T) -> Result<Vec<u8>, &'static str> {
    let mut json = Writer::new();
    value.encode(&mut json);
    json.whole()
}

/// Reads a value as a client does ([`Mode::Lenient`]).
///
/// # Errors
///
/// With everything that is wrong with the text, or with the value for its type.
pub fn from_slice<T: Decode>(bytes: &[u8]) -> Result<T, Violations> {
    Reader::new(bytes, Mode::Lenient).read()
}

/// Reads a value as a server does ([`Mode::Strict`]).
///
/// # Errors
///
/// With everything that is wrong with the text, or with the value for its type.
pub fn from_slice_strict<T: Decode>(bytes: &[u8]) -> Result<T, Violations> {
    Reader::new(bytes, Mode::Strict).read()
}

/// What is written of a text that was read as a `T`, both without quotes; none if it is no `T`.
#[cfg(test)]
pub(crate) fn again<T: Decode + Encode>(text: &str) -> Option<String> {
    let value: T = from_slice_strict(format!("\"{text}\"").as_bytes()).ok()?;
    Some(String::from_utf8_lossy(&to_vec(&value)).trim_matches('"').to_owned())
}
