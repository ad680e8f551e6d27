//! From texts to one typed document: external references, overlays, joining, lowering of dialects.

use serde_json::Value;

use crate::diag::Place;

/// All documents of an API as one value tree: overlays applied, external references brought inside (below
/// `components`), several documents joined. Still in the dialect it was written in.
#[derive(Debug, Clone)]
pub struct Bundle {
    /// The tree. Every `$ref` in it begins with `#/`.
    pub value: Value,
    /// Where its parts come from.
    pub origins: Origins,
    /// The dialect.
    pub version: Version,
}

/// The dialect of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// OpenAPI 3.0.x
    V3_0,
    /// OpenAPI 3.1.x
    V3_1,
}

/// Where the parts of a bundled tree come from.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    roots: std::collections::BTreeMap<String, Place>,
}

impl Origins {
    /// Records that what stands at `pointer` in the bundle, and below, comes from `place`.
    pub fn insert(&mut self, pointer: impl Into<String>, place: Place) {
        self.roots.insert(pointer.into(), place);
    }

    /// The place of a pointer into the bundle: that of the nearest recorded ancestor, extended by the rest.
    pub fn place(&self, pointer: &str) -> Place {
        let mut end = pointer.len();
        loop {
            if let Some(place) = self.roots.get(&pointer[..end]) {
                return Place {
                    file: place.file.clone(),
                    pointer: format!("{}{}", place.pointer, &pointer[end..]),
                };
            }
            match pointer[..end].rfind('/') {
                Some(slash) => end = slash,
                None => return Place { file: String::new(), pointer: pointer.to_owned() },
            }
        }
    }
}
