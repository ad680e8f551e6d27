//! What the generator has to say about a document: diagnostics with a code, a place and a help text.
//!
//! Nothing here prints; the renderers in [`human`] and [`json`] do, and only they look at the source text again.

pub mod human;
pub mod json;
mod located;

use std::collections::HashSet;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// Where in the input something stands: a file, as it was named in the input, and a JSON Pointer (RFC 6901) into it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Name of the file in the input, with `/` between folders.
    pub file: String,
    /// JSON Pointer into the file; empty for the whole file.
    pub pointer: String,
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The output is written, but something in the document was lost or guessed.
    Warning,
}

/// One thing that is to be said about the input.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Which rule speaks.
    pub code: Code,
    /// Whether it stops the generation.
    pub severity: Severity,
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// Where.
    pub place: Place,
    /// The bytes of the file's text (after a byte order mark) that it is about, where a pointer can't say it: a syntax error, a
    /// key that stands there twice.
    pub span: Option<Range<usize>>,
    /// Other places that belong to it, each with a few words ("first used here").
    pub related: Vec<(Place, String)>,
    /// What to do about it.
    pub help: Option<String>,
}

/// Collects diagnostics while a stage goes on.
#[derive(Debug, Default)]
pub struct Sink {
    diagnostics: Vec<Diagnostic>,
}

impl Sink {
    /// Adds one; its severity is the code's own until [`Sink::finish`] applies what the user allowed.
    pub fn push(&mut self, code: Code, place: Place, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics.push(Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            place,
            span: None,
            related: Vec::new(),
            help: None,
        });
        let last = self.diagnostics.len() - 1;
        &mut self.diagnostics[last]
    }

    /// Takes over what another one collected.
    pub fn append(&mut self, mut other: Self) {
        self.diagnostics.append(&mut other.diagnostics);
    }

    /// Whether an error was pushed whose code is not in `allowed`.
    pub fn has_errors(&self, allowed: &[Code]) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error && !allowed.contains(&d.code))
    }

    /// Everything that was said, each thing once, in the order it was said. Errors whose code is in `allowed` are
    /// warnings now.
    pub fn finish(self, allowed: &[Code]) -> Vec<Diagnostic> {
        let mut seen = HashSet::new();
        self.diagnostics
            .into_iter()
            .map(|mut diagnostic| {
                if allowed.contains(&diagnostic.code) {
                    diagnostic.severity = Severity::Warning;
                }
                diagnostic
            })
            .filter(|diagnostic| seen.insert(diagnostic.clone()))
            .collect()
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $text:literal, $severity:ident;)+) => {
        /// The rules that can speak. Their texts are stable: users allow codes by them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($(#[doc = $doc])+ $variant,)+ }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)+];

            /// The code as users write it.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $text,)+ }
            }

            /// The severity before the user allows it.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)+ }
            }

            /// What `specwright explain CODE` prints.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc, "\n",)+),)+ }
            }
        }
    };
}

codes! {
    /// The text is not JSON or YAML.
    Syntax = "syntax", Error;
    /// An object holds the same key twice. Where it is allowed, the last one counts.
    DuplicateKey = "duplicate-key", Error;
    /// The input is larger or nested deeper than the limits, counted after YAML aliases and references are followed.
    TooLarge = "too-large", Error;
    /// The document is not an OpenAPI document of a version that is read.
    UnsupportedVersion = "unsupported-version", Error;
    /// A part of the document does not have the shape that OpenAPI asks for.
    InvalidDocument = "invalid-document", Error;
    /// A `$ref` points to nothing.
    UnresolvedRef = "unresolved-ref", Error;
    /// A `$ref` leaves the folder of the document, or points to another host.
    ForbiddenRef = "forbidden-ref", Error;
    /// A chain of references never ends.
    CyclicRef = "cyclic-ref", Error;
    /// Two operations have the same `operationId`.
    DuplicateOperationId = "duplicate-operation-id", Error;
    /// A parameter is declared twice in the same place; the first counts.
    DuplicateParameter = "duplicate-parameter", Warning;
    /// The path parameters that an operation declares are not those of its path template.
    PathParameter = "path-parameter", Warning;
    /// A security requirement names a scheme that is not declared.
    UnknownSecurityScheme = "unknown-security-scheme", Error;
    /// Two documents of one API say different things under the same name.
    ConflictingDocuments = "conflicting-documents", Error;
    /// An overlay can't be applied.
    InvalidOverlay = "invalid-overlay", Error;
    /// The target of an overlay's action is in none of the documents.
    OverlayNoMatch = "overlay-no-match", Warning;
    /// An `x-` extension of Specwright does not have the form that it asks for.
    InvalidExtension = "invalid-extension", Error;
    /// Something that the document asks for is not supported.
    Unsupported = "unsupported", Error;
    /// The parts of an `allOf` contradict each other.
    ConflictingAllOf = "conflicting-all-of", Error;
    /// Two members of a union fit the same values; the first of them is taken.
    AmbiguousUnion = "ambiguous-union", Warning;
    /// A default is not a value of its schema; it is left out.
    InvalidDefault = "invalid-default", Warning;
    /// Something was left out or guessed; the output may hold less than the document says.
    Degraded = "degraded", Warning;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|code| code.as_str() == text).ok_or_else(|| UnknownCode(text.to_owned()))
    }
}

/// A text that is no [`Code`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode(pub String);

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        write!(f, "there is no code `{}`; the codes are {}", self.0, codes.join(", "))
    }
}

impl std::error::Error for UnknownCode {}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(pointer: &str) -> Place {
        Place { file: "api.yaml".to_owned(), pointer: pointer.to_owned() }
    }

    #[test]
    fn every_code_is_read_back_from_its_text() {
        for code in Code::ALL {
            assert_eq!(code.as_str().parse(), Ok(*code));
        }
        assert!("no-such-code".parse::<Code>().unwrap_err().to_string().contains("unresolved-ref"));
    }

    #[test]
    fn an_allowed_error_becomes_a_warning_and_nothing_is_said_twice() {
        let mut sink = Sink::default();
        sink.push(Code::UnresolvedRef, place("/a"), "x");
        sink.push(Code::UnresolvedRef, place("/a"), "x");
        sink.push(Code::Syntax, place("/b"), "y");
        assert!(sink.has_errors(&[Code::UnresolvedRef]));
        let severities: Vec<_> = sink.finish(&[Code::UnresolvedRef]).iter().map(|d| d.severity).collect();
        assert_eq!(severities, [Severity::Warning, Severity::Error]);
    }
}
