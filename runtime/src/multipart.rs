//! Forms of parts (`multipart/form-data`, RFC 7578), in memory but for files that are streams. Which member becomes which kind of part is OAS 3.0.4,
//! 4.8.15.1.2: single values are text, objects JSON, arrays one part for each item.

mod chain;
mod decoder;
mod encoder;
mod head;
mod read;
mod split;

pub use decoder::MultipartDecoder;
pub use encoder::{Files, MultipartEncoder};
pub(crate) use read::Parts;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use read::{Form, ReadError};

/// A type that travels as a form of parts.
pub trait Multipart: Sized {
    /// Writes the parts.
    fn encode(&self, form: &mut MultipartEncoder);

    /// Reads the parts. `None`: a violation was taken down.
    fn decode(form: &mut MultipartDecoder) -> Option<Self>;
}
