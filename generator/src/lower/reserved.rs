//! Names that generated code can't take: Rust's own, those it imports, and those a file system refuses.

/// Keywords of every edition, strict and reserved.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "Self", "static", "struct", "super", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that have no raw form.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// The prelude, and what generated files import or use by a bare name.
const TYPES: &[&str] = &[
    // The prelude and what derives name.
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Vec",
    "String",
    "Box",
    "ToString",
    "ToOwned",
    "Drop",
    "Fn",
    "FnMut",
    "FnOnce",
    "Clone",
    "Copy",
    "Send",
    "Sync",
    "Sized",
    "Unpin",
    "Iterator",
    "IntoIterator",
    "Extend",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "FromIterator",
    "Default",
    "Eq",
    "PartialEq",
    "Ord",
    "PartialOrd",
    "AsRef",
    "AsMut",
    "Into",
    "From",
    "TryFrom",
    "TryInto",
    "Debug",
    "Display",
    "Hash",
    "Self",
    "Deref",
    "Future",
    "IntoFuture",
    "FromStr",
    "Formatter",
    // The standard library and the runtime.
    "Arc",
    "BTreeMap",
    "Base64",
    "BodyKind",
    "Bound",
    "ByteStream",
    "Call",
    "CallOptions",
    "Check",
    "Client",
    "ClientBuilder",
    "Cow",
    "Date",
    "DateTime",
    "Decode",
    "DecodeError",
    "Duration",
    "Encode",
    "EncodeError",
    "EncodedResponse",
    "Entries",
    "Field",
    "File",
    "IpAddr",
    "Ipv4Addr",
    "Ipv6Addr",
    "Method",
    "Multipart",
    "Number",
    "Operation",
    "OperationSpec",
    "Paginated",
    "Parameter",
    "ParameterKind",
    "Pattern",
    "Presence",
    "Problem",
    "RateLimit",
    "Reader",
    "Reply",
    "RequestDecoder",
    "RequestEncoder",
    "ResponseDecoder",
    "ResponseEncoder",
    "Rules",
    "SchemeKind",
    "Scope",
    "Secret",
    "Security",
    "SecurityScheme",
    "Server",
    "StatusCode",
    "Style",
    "Time",
    "Undeclared",
    "Uuid",
    "Validate",
    "Validator",
    "Value",
    "Violation",
    "Violations",
    "Writer",
];

/// Names of files that Windows refuses, whatever their ending.
const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt0",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "conin", "conout", "clock",
];

/// Names of modules that stand for something else in Rust.
const MODULES: &[&str] = &["mod", "lib", "main", "test", "tests", "std", "core", "alloc"];

/// Crate names that would hide one of Rust's own, or that Cargo refuses.
const CRATES: &[&str] =
    &["std", "core", "alloc", "test", "proc-macro", "build", "deps", "examples", "specwright-runtime"];

/// Whether a name is a keyword.
pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// Whether `r#` makes an identifier of a keyword.
pub(super) fn has_raw_form(keyword: &str) -> bool {
    !NEVER_RAW.contains(&keyword)
}

/// Whether a type of this name would hide something that generated code uses.
pub(super) fn is_type(name: &str) -> bool {
    TYPES.contains(&name)
}

/// Whether a module file can't have this name, in lower case.
pub(super) fn is_module(name: &str) -> bool {
    is_keyword(name) || DEVICES.contains(&name) || MODULES.contains(&name)
}

/// Whether a crate can't have this name.
pub(super) fn is_crate(name: &str) -> bool {
    is_keyword(name) || DEVICES.contains(&name) || CRATES.contains(&name)
}
