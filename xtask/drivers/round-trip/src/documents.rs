//! The documents: `cargo xtask round-trip` writes this file.

use crate::Document;

pub(crate) const DOCUMENTS: &[Document] = &[];
