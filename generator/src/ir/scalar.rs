//! Values without parts.

/// A value without parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// `String`
    String,
    /// `bool`
    Bool,
    /// `i8`
    I8,
    /// `i16`
    I16,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u8`
    U8,
    /// `u16`
    U16,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// An integer or decimal of any size, its text kept.
    Number,
    /// A point in time.
    DateTime(TimeFormat),
    /// RFC 3339 full-date.
    Date,
    /// RFC 3339 partial-time or full-time.
    Time,
    /// A length of time as of ISO 8601, its text kept.
    Duration,
    /// UUID.
    Uuid,
    /// A reference to a resource, its text kept.
    Uri(UriKind),
    /// A single character.
    Char,
    /// A number that stands in a string.
    Quoted(Digits),
    /// Bytes as base64 text.
    Base64(Alphabet),
    /// A file: name, content type, bytes.
    File,
    /// A string that never shows in logs.
    Secret,
    /// IPv4 address.
    Ipv4,
    /// IPv6 address.
    Ipv6,
    /// Either.
    Ip,
    /// Only `null`.
    Null,
    /// A type of another crate.
    External(External),
}

/// How a point in time is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeFormat {
    /// As of RFC 3339, `date-time`.
    Rfc3339,
    /// As a date of HTTP (RFC 9110, 5.6.7).
    Http,
    /// As whole seconds since 1970.
    UnixSeconds,
    /// As seconds since 1970, with their parts.
    UnixTime,
    /// As whole milliseconds since 1970.
    UnixMilliseconds,
}

/// Which texts refer to a resource (RFC 3986, RFC 3987).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UriKind {
    /// `uri`
    Uri,
    /// `uri-reference`
    UriReference,
    /// `iri`
    Iri,
    /// `iri-reference`
    IriReference,
}

/// Which numbers a string may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Digits {
    /// `i8`
    I8,
    /// `i16`
    I16,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u8`
    U8,
    /// `u16`
    U16,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// Any.
    Number,
}

impl Digits {
    /// The number itself.
    pub const fn scalar(self) -> Scalar {
        match self {
            Self::I8 => Scalar::I8,
            Self::I16 => Scalar::I16,
            Self::I32 => Scalar::I32,
            Self::I64 => Scalar::I64,
            Self::U8 => Scalar::U8,
            Self::U16 => Scalar::U16,
            Self::U32 => Scalar::U32,
            Self::U64 => Scalar::U64,
            Self::Number => Scalar::Number,
        }
    }
}

/// The characters of base64 (RFC 4648).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Alphabet {
    /// Section 4, padded.
    Standard,
    /// Section 5, not padded.
    UrlSafe,
}

impl Scalar {
    /// Whether it is a whole number of at most 64 bits, and no more than that on the wire.
    pub const fn is_integer(self) -> bool {
        matches!(self, Self::I8 | Self::I16 | Self::I32 | Self::I64 | Self::U8 | Self::U16 | Self::U32 | Self::U64)
    }

    /// Whether its values are texts of any kind, kept as they are.
    pub const fn is_text(self) -> bool {
        matches!(self, Self::String | Self::Secret | Self::Duration | Self::Uri(_))
    }
}

/// A type of another crate, which reads and writes itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct External {
    /// Number of its path in [`Types::externals`](super::types::Types::externals).
    pub path: u32,
    /// What it is used for.
    pub stands_for: StandsFor,
}

/// What a type of another crate is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StandsFor {
    /// A point in time, in the library that was chosen; as the next three, it can be copied, compared and hashed.
    DateTime(TimeFormat),
    /// `date`
    Date,
    /// `time`
    Time,
    /// A length of time; as the next two, it can be copied, compared and hashed.
    Duration,
    /// A number of format `decimal`.
    Decimal,
    /// A string of format `decimal`.
    QuotedDecimal,
    /// Strings of a format; of the user's types nothing is known.
    FormatOfString,
    /// Numbers of a format.
    FormatOfNumber,
    /// A whole schema.
    Schema,
}
