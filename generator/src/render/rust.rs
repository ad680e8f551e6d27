//! The Rust files of the generated crate.
//!
//! Only here are tokens made; no text of the document reaches them but through [`tokens`].

pub(crate) mod codec;
pub(crate) mod crate_root;
pub(crate) mod file;
pub(crate) mod format;
pub(crate) mod markdown;
pub(crate) mod scope;
pub(crate) mod tokens;
pub(crate) mod types;
