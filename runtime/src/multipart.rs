//! Forms of parts (`multipart/form-data`, RFC 7578), in memory but for files that are streams. Which member becomes which kind of part is OAS 3.0.4,
//! 4.8.15.1.2: single values are text, objects JSON, arrays one part for each item.
//!
//! Parts of other bodies (`multipart/mixed`, RFC 2046, 5.1) may be told apart by their place (OAS 3.2.0, 4.15.1.2): then an array in
//! one of them is JSON, too, and each may be handed on as it comes.

mod chain;
mod decoder;
mod encoder;
mod head;
mod read;
mod series;
mod split;

pub use decoder::MultipartDecoder;
pub use encoder::{Files, MultipartEncoder};
pub(crate) use read::Parts;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use read::{Form, ReadError};
pub use series::{ReadPart, WritePart};
pub(crate) use series::{Reader, read, write};

/// A type that travels as a form of parts.
pub trait Multipart: Sized {
    /// How its parts are told apart.
    const LAYOUT: Layout = Layout::Names;

    /// Writes the parts.
    fn encode(&self, form: &mut MultipartEncoder);

    /// Reads the parts. `None`: a violation was taken down.
    fn decode(form: &mut MultipartDecoder) -> Option<Self>;
}

/// How parts are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// By the names that their `Content-Disposition` gives them (RFC 7578, 4.2).
    Names,
    /// By their place. The members of so many places are called `0`, `1` and so on, one part each; a member that is called by the
    /// number behind the last of these has all other parts.
    Places(usize, Others),
}

/// What becomes of parts behind the last place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// A member has them.
    Read,
    /// They are read over.
    Ignored,
    /// A strict reader refuses them.
    Refused,
}

/// What is said of a place: of the first, of those behind it, or of all that follow.
fn of_place<V: Copy>(place: usize, first: V, others: &[V]) -> V {
    match place.checked_sub(1) {
        None => first,
        Some(place) => others.get(place).or(others.last()).copied().unwrap_or(first),
    }
}
