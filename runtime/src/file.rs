//! A file in a form: bytes or a stream of them, with a name and a type.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use crate::base64::Base64;
use crate::body::{ByteStream, StreamError};
use crate::json::{Decode, Encode, Reader, Writer};

/// A file in a form (RFC 7578): bytes with a name and a type.
///
/// What is sent is in memory ([`File::new`]) or comes from a stream ([`File::stream`]), which is then not held in memory. What is
/// received is in memory as far as it fits there; one that is larger is a stream of what is still to come, so that a form may be as large as a
/// server lets it be. [`File::into_stream`] and [`File::collect`] serve for both.
///
/// A stream is read once: clones of a file share it, and a request with one in it can't be repeated, neither after a failure
/// nor with a new token.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct File {
    /// Its name, as the sender gave it: never a path to be trusted.
    pub name: Option<String>,
    /// Its media type; `application/octet-stream` if there is none.
    pub content_type: Option<String>,
    content: Content,
}

/// What is in a file.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Content {
    Bytes(Bytes),
    Stream(Once),
}

/// A stream that is read once, whoever of its owners does.
#[derive(Clone)]
struct Once {
    stream: Arc<Mutex<Option<ByteStream>>>,
    length: Option<u64>,
}

impl File {
    /// A file without name and type.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self { content: Content::Bytes(bytes.into()), ..Self::default() }
    }

    /// A file that is sent as it comes, behind all other parts of its form. Its content type is that of the stream.
    ///
    /// ```
    /// use specwright_runtime::{ByteStream, File};
    ///
    /// # fn file(film: impl tokio::io::AsyncRead + Send + 'static, length: u64) -> File {
    /// File::stream(ByteStream::reader(film).sized(length)).named("film.mp4").typed("video/mp4")
    /// # }
    /// ```
    pub fn stream(stream: impl Into<ByteStream>) -> Self {
        let stream: ByteStream = stream.into();
        let content_type = stream.content_type().map(str::to_owned);
        let content = match stream.into_bytes() {
            Ok(bytes) => Content::Bytes(bytes),
            Err(stream) => {
                let length = stream.length();
                Content::Stream(Once { stream: Arc::new(Mutex::new(Some(stream))), length })
            }
        };
        Self { name: None, content_type, content }
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

    /// What is in it, if that is in memory.
    pub fn bytes(&self) -> Option<&Bytes> {
        if let Content::Bytes(bytes) = &self.content { Some(bytes) } else { None }
    }

    /// How many bytes are in it, if that is known.
    pub fn length(&self) -> Option<u64> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes.len() as u64),
            Content::Stream(once) => once.length,
        }
    }

    /// What is in it, as it comes. Of a stream that was read already, an error comes.
    pub fn into_stream(self) -> ByteStream {
        let stream = match self.content {
            Content::Bytes(bytes) => ByteStream::from(bytes),
            Content::Stream(once) => once.take(),
        };
        match self.content_type {
            Some(content_type) => stream.typed(content_type),
            None => stream,
        }
    }

    /// What is in it, but no more than `limit` bytes.
    ///
    /// # Errors
    ///
    /// When it breaks off, is longer, or was read already.
    pub async fn collect(self, limit: usize) -> Result<Bytes, StreamError> {
        match self.content {
            Content::Bytes(bytes) if bytes.len() <= limit => Ok(bytes),
            content => Self { content, ..Self::default() }.into_stream().collect(limit).await,
        }
    }

    /// What is in it, to be sent: the bytes, or the stream, which is then gone.
    pub(crate) fn content(&self) -> Result<&Bytes, ByteStream> {
        match &self.content {
            Content::Bytes(bytes) => Ok(bytes),
            Content::Stream(once) => Err(once.clone().take()),
        }
    }

    /// The same, but it breaks off where it has fewer or more bytes than this.
    pub(crate) fn bounded(mut self, least: u64, most: u64) -> Self {
        if let Content::Stream(once) = self.content {
            let stream = once.take().bounded(least, most);
            self.content = Content::Stream(Once { stream: Arc::new(Mutex::new(Some(stream))), length: once.length });
        }
        self
    }
}

impl Once {
    fn take(&self) -> ByteStream {
        let taken = self.stream.lock().unwrap_or_else(PoisonError::into_inner).take();
        taken.unwrap_or_else(|| ByteStream::new(Gone(false)))
    }
}

/// The same stream, not an equal one.
impl PartialEq for Once {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.stream, &other.stream)
    }
}

impl Eq for Once {}

impl Hash for Once {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.stream).hash(state);
    }
}

impl Default for Content {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

/// In place of a stream that was read; whether that was said.
struct Gone(bool);

impl futures_core::Stream for Gone {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let said = std::mem::replace(&mut self.0, true);
        std::task::Poll::Ready((!said).then(|| Err("the file was read already".into())))
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("content_type", &self.content_type)
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}

/// In JSON, where no bytes can stand, a file is its bytes as base64 (RFC 4648). A stream can't be written there.
impl Encode for File {
    fn encode(&self, json: &mut Writer) {
        match self.bytes() {
            Some(bytes) => json.string(&Base64::from(bytes.to_vec()).to_text()),
            None => json.unwritable("holds a file that is a stream, which only a form can hold"),
        }
    }
}

impl Decode for File {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        Base64::decode(json).map(|bytes| Self::new(bytes.into_bytes()))
    }
}

impl<T: Into<Bytes>> From<T> for File {
    fn from(bytes: T) -> Self {
        Self::new(bytes)
    }
}
