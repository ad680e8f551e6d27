//! A file in a form: bytes with a name and a type.

use std::fmt;

use bytes::Bytes;

use crate::base64::Base64;
use crate::json::{Decode, Encode, Reader, Writer};

/// A file in a form (RFC 7578): bytes with a name and a type.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct File {
    /// Its name, as the sender gave it: never a path to be trusted.
    pub name: Option<String>,
    /// Its media type; `application/octet-stream` if there is none.
    pub content_type: Option<String>,
    /// What is in it.
    pub bytes: Bytes,
}

impl File {
    /// A file without name and type.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self { name: None, content_type: None, bytes: bytes.into() }
    }

    /// Gives it a name.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Gives it a media type.
    pub fn typed(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("content_type", &self.content_type)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

/// In JSON, where no bytes can stand, a file is its bytes as base64 (RFC 4648).
impl Encode for File {
    fn encode(&self, json: &mut Writer) {
        json.string(&Base64(self.bytes.to_vec()).to_text());
    }
}

impl Decode for File {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        Base64::decode(json).map(|bytes| Self::new(bytes.0))
    }
}

impl<T: Into<Bytes>> From<T> for File {
    fn from(bytes: T) -> Self {
        Self::new(bytes)
    }
}
