//! What the generator has to say about a document: diagnostics with a code, a place and a help text.
//!
//! Nothing here prints; the renderers in [`human`] and [`json`] do, and only they look at the source text again.

use std::fmt;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule speaks.
    pub code: Code,
    /// Whether it stops the generation.
    pub severity: Severity,
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// Where.
    pub place: Place,
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
            related: Vec::new(),
            help: None,
        });
        let last = self.diagnostics.len() - 1;
        &mut self.diagnostics[last]
    }

    /// Whether an error was pushed whose code is not in `allowed`.
    pub fn has_errors(&self, allowed: &[Code]) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error && !allowed.contains(&d.code))
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
    /// A security requirement names a scheme that is not declared.
    UnknownSecurityScheme = "unknown-security-scheme", Error;
    /// Two documents of one API say different things under the same name.
    ConflictingDocuments = "conflicting-documents", Error;
    /// An overlay can't be applied.
    InvalidOverlay = "invalid-overlay", Error;
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
