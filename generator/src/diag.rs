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
    /// Numbers of those that only say what follows from an error.
    consequences: HashSet<usize>,
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

    /// Adds a warning of what is lost by an error that was said already. It is worth saying only to whoever allowed the error: while
    /// there are errors nothing is written, and so nothing is lost.
    pub fn consequence(&mut self, place: Place, message: impl Into<String>) {
        self.consequences.insert(self.diagnostics.len());
        self.push(Code::Degraded, place, message);
    }

    /// Takes back what was said of these places and of everything below.
    pub fn forget(&mut self, places: &HashSet<Place>) {
        if places.is_empty() {
            return;
        }
        let is_below = |place: &Place| {
            let mut outer = place.clone();
            loop {
                if places.contains(&outer) {
                    return true;
                }
                match outer.pointer.rfind('/') {
                    Some(end) => outer.pointer.truncate(end),
                    None => return false,
                }
            }
        };
        let consequences = std::mem::take(&mut self.consequences);
        for (index, diagnostic) in std::mem::take(&mut self.diagnostics).into_iter().enumerate() {
            if !is_below(&diagnostic.place) {
                if consequences.contains(&index) {
                    self.consequences.insert(self.diagnostics.len());
                }
                self.diagnostics.push(diagnostic);
            }
        }
    }

    /// Takes over what another one collected.
    pub fn append(&mut self, mut other: Self) {
        let before = self.diagnostics.len();
        self.consequences.extend(other.consequences.iter().map(|index| before + index));
        self.diagnostics.append(&mut other.diagnostics);
    }

    /// Whether an error was pushed whose code is not in `allowed`.
    pub fn has_errors(&self, allowed: &[Code]) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error && !allowed.contains(&d.code))
    }

    /// Everything that was said, each thing once, in the order it was said. Errors whose code is in `allowed` are
    /// warnings now; while others remain, what only follows from errors is not said.
    pub fn finish(self, allowed: &[Code]) -> Vec<Diagnostic> {
        let has_errors = self.has_errors(allowed);
        let mut seen = HashSet::new();
        self.diagnostics
            .into_iter()
            .enumerate()
            .filter(|(index, _)| !has_errors || !self.consequences.contains(index))
            .map(|(_, mut diagnostic)| {
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
    ///
    /// Nothing more can be said of a text that can't be read, so this comes first and alone. JSON is read by RFC 8259, YAML by
    /// 1.2 with merge keys; the place is where the reader gave up, and the mistake is there or just before.
    Syntax = "syntax", Error;
    /// An object holds the same key twice. Where it is allowed, the last one counts.
    ///
    /// Most often two edits of the same thing: keep one of them.
    DuplicateKey = "duplicate-key", Error;
    /// The input is larger or nested deeper than the limits, counted after YAML aliases and references are followed.
    ///
    /// The limits are far above any API document that people wrote. Look for YAML aliases that multiply, or references that
    /// contain each other over and over.
    TooLarge = "too-large", Error;
    /// The document is not an OpenAPI document of a version that is read.
    ///
    /// The root of the document must hold `openapi: 3.x.y` or `swagger: "2.0"`.
    UnsupportedVersion = "unsupported-version", Error;
    /// A part of the document does not have the shape that OpenAPI asks for.
    ///
    /// The message says what was expected at the place. Where it is allowed, the part is left out, and the operations that can't
    /// do without it.
    InvalidDocument = "invalid-document", Error;
    /// A `$ref` points to nothing.
    ///
    /// Check the spelling against the help, which names what comes nearest; a path in a `$ref` is relative to the file that it
    /// stands in. Where it is allowed, the operations that need the target are left out, or take any value in its place.
    UnresolvedRef = "unresolved-ref", Error;
    /// A `$ref` leaves the folder of the document, or points to another host.
    ///
    /// A document may only refer to files below its own folder, so that a document from somewhere can't read yours. Name a folder
    /// that it may read with `--ref-root`, or `ref-root` in `specwright.toml`. Nothing is fetched from other hosts: list a copy for
    /// its URL with `--remote-ref URL=PATH`, or `remote-refs` in `specwright.toml`.
    ForbiddenRef = "forbidden-ref", Error;
    /// A chain of references never ends.
    ///
    /// `a` refers to `b`, which refers to `a`, and nowhere is there anything else. Recursive schemas are no such chain: they go
    /// through a property or an item.
    CyclicRef = "cyclic-ref", Error;
    /// Two operations have the same `operationId`.
    ///
    /// An operation's id names its request value and its methods, so it must be unique (OAS 3.0.4, 4.8.10). Rename one, in an overlay
    /// if the document is not yours. Where it is allowed, the later one is named from its method and path.
    DuplicateOperationId = "duplicate-operation-id", Error;
    /// A parameter is declared twice in the same place; the first counts.
    ///
    /// A parameter is identified by its name and where it stands (OAS 3.0.4, 4.8.12).
    DuplicateParameter = "duplicate-parameter", Warning;
    /// The path parameters that an operation declares are not those of its path template.
    ///
    /// A placeholder that nothing declares is taken as a string; a declared parameter that has no placeholder is left out.
    PathParameter = "path-parameter", Warning;
    /// Two paths of the same method differ only in the names of their parameters, or in a fragment.
    ///
    /// They are the same path on the wire (OAS 3.0.4, 4.8.8). A client can call both; a server answers with the first of them.
    AmbiguousPath = "ambiguous-path", Warning;
    /// A security requirement names a scheme that is not declared.
    ///
    /// Declare it under `components.securitySchemes`, or correct the name. Where it is allowed, that alternative is left out; for an
    /// operation that has no other it is taken for a key in the header `Authorization`, so that nothing becomes unprotected.
    UnknownSecurityScheme = "unknown-security-scheme", Error;
    /// Two documents of one API say different things under the same name.
    ///
    /// Documents that become one crate share their components and paths; what is equal is taken once. Rename one of the two in an
    /// overlay. Where it is allowed, the first counts.
    ConflictingDocuments = "conflicting-documents", Error;
    /// An overlay can't be applied.
    ///
    /// Overlays follow the OpenAPI Overlay Specification 1.0 or 1.1, their targets RFC 9535.
    InvalidOverlay = "invalid-overlay", Error;
    /// The target of an overlay's action is in none of the documents.
    ///
    /// The document has changed since the overlay was written, or the target has a mistake.
    OverlayNoMatch = "overlay-no-match", Warning;
    /// A setting names something that the document does not have.
    ///
    /// Filters, new names, derives and replacements of `specwright.toml` say by name or pattern what they are for. The document has
    /// changed since they were written, or they have a mistake. Where it is allowed, the setting counts for what it does fit.
    SettingNoMatch = "setting-no-match", Error;
    /// A setting can't be followed.
    ///
    /// The message says why: a new name is taken already, or what is asked for does not fit what it is asked for. Where it is allowed,
    /// the setting is passed over.
    InvalidSetting = "invalid-setting", Error;
    /// An `x-` extension of Specwright does not have the form that it asks for.
    ///
    /// The README shows the form of `x-token-flow`, `x-rate-limit` and `x-pagination`. They name operations, parameters and places in
    /// replies, all of which must be there.
    InvalidExtension = "invalid-extension", Error;
    /// Something that the document asks for is not supported.
    ///
    /// The message names it. Where it is allowed, the operation is left out.
    Unsupported = "unsupported", Error;
    /// The parts of an `allOf` contradict each other.
    ///
    /// No value can satisfy all of the parts. Where it is allowed, the first part counts.
    ConflictingAllOf = "conflicting-all-of", Error;
    /// Two members of a union fit the same values; the first of them is taken.
    ///
    /// Give the members a `discriminator`, a `const` property, or different required properties.
    AmbiguousUnion = "ambiguous-union", Warning;
    /// A default is not a value of its schema; it is left out.
    ///
    /// Correct the default or the schema; nothing else is affected.
    InvalidDefault = "invalid-default", Warning;
    /// An object of the document has a field that no version of OpenAPI knows.
    ///
    /// Most often it is misspelt, or stands a level too high or too low; nothing is made of it. What is yours begins with `x-`.
    UnknownField = "unknown-field", Warning;
    /// Two fields that exclude each other stand in the same object.
    ///
    /// Both can't be meant. Which of them counts is not for the standard to say; take out one.
    ExclusiveFields = "exclusive-fields", Warning;
    /// A field stands where it has no meaning.
    ///
    /// The standard knows it for other places or kinds; here nothing is made of it.
    MisplacedField = "misplaced-field", Warning;
    /// A field that the standard asks for is missing or empty, without harm to what is generated.
    ///
    /// Other readers of the document may refuse it.
    MissingField = "missing-field", Warning;
    /// A name holds quotes, line breaks or other characters that mean something in source code, or that can't be seen.
    /// Like everything in a document it is only ever written as data; names in Rust are made of its letters and digits.
    UnusualText = "unusual-text", Warning;
    /// Something was left out or guessed; the output may hold less than the document says.
    ///
    /// The message says what, and what is done in its place. It is never silent.
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

    #[test]
    fn a_consequence_is_said_where_its_cause_is_allowed() {
        let said = |allowed: &[Code]| {
            let mut sink = Sink::default();
            sink.push(Code::UnresolvedRef, place("/a"), "cause");
            sink.consequence(place("/b"), "consequence");
            sink.finish(allowed).into_iter().map(|diagnostic| diagnostic.message).collect::<Vec<_>>()
        };
        assert_eq!(said(&[]), ["cause"]);
        assert_eq!(said(&[Code::UnresolvedRef]), ["cause", "consequence"]);
    }
}
