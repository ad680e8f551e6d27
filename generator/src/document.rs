//! From texts to one typed document: external references, overlays, joining, lowering of dialects.

mod bundle;
pub mod calls;
mod cut;
mod ids;
mod join;
pub mod lowering;
pub mod media;
mod overlay;
pub mod pointer;
pub mod selection;
mod standard;
pub mod typed;
mod unusual;
mod version;

use serde_json::Value;

use crate::diag::{Code, Place, Sink};
use crate::input::Input;
use bundle::Bundler;

/// All documents of an API as one value tree: overlays applied, external references brought inside (below
/// `components`), several documents joined. Still in the dialect it was written in.
#[derive(Debug, Clone)]
pub struct Bundle {
    /// The tree. Every `$ref` in it that is no data of an example begins with `#/`; one that begins with
    /// [`UNRESOLVED`] has been reported already.
    pub value: Value,
    /// Where its parts come from.
    pub origins: Origins,
    /// The dialect.
    pub version: Version,
}

/// How the `$ref`s begin that point to nothing and are reported by [`load`], so that later stages leave out what needs them
/// without saying it again.
pub const UNRESOLVED: &str = "#/x-unresolved/";

/// The dialect of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Swagger 2.0
    V2_0,
    /// OpenAPI 3.0.x
    V3_0,
    /// OpenAPI 3.1.x
    V3_1,
    /// OpenAPI 3.2.x
    V3_2,
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

    /// Takes over what another tree records at `pointer` and below.
    fn adopt(&mut self, other: &Self, pointer: &str) {
        self.move_within(other, pointer, pointer);
    }

    /// Records at `to` what another tree has at `from`, with everything below.
    fn move_within(&mut self, other: &Self, from: &str, to: &str) {
        self.roots.insert(to.to_owned(), other.place(from));
        let below = format!("{from}/");
        for (pointer, place) in
            other.roots.range(below.clone()..).take_while(|(pointer, _)| pointer.starts_with(&below))
        {
            self.roots.insert(format!("{to}/{}", &pointer[below.len()..]), place.clone());
        }
    }

    /// Forgets what is recorded below `pointer`.
    fn forget_below(&mut self, pointer: &str) {
        let below = format!("{pointer}/");
        let gone: Vec<String> = self
            .roots
            .range(below.clone()..)
            .map(|(pointer, _)| pointer)
            .take_while(|p| p.starts_with(&below))
            .cloned()
            .collect();
        for pointer in gone {
            self.roots.remove(&pointer);
        }
    }

    /// The place of a pointer into the bundle: that of the nearest recorded ancestor, extended by the rest.
    pub fn place(&self, pointer: &str) -> Place {
        let mut end = pointer.len();
        loop {
            if let Some(place) = self.roots.get(&pointer[..end]) {
                return Place { file: place.file.clone(), pointer: format!("{}{}", place.pointer, &pointer[end..]) };
            }
            match pointer[..end].rfind('/') {
                Some(slash) => end = slash,
                None => return Place { file: String::new(), pointer: pointer.to_owned() },
            }
        }
    }
}

/// A document on its way into the bundle.
struct Loaded {
    /// Its name in the input.
    name: String,
    value: Value,
    origins: Origins,
    version: Version,
}

/// Reads all documents of the input and makes them one tree: external references brought inside, overlays applied,
/// documents joined. `None` where not one document can be read.
///
/// Everything that is wrong is said at its place; what points to nothing stays as a `$ref` below [`UNRESOLVED`].
pub fn load(input: &Input, sink: &mut Sink) -> Option<Bundle> {
    if input.documents.is_empty() {
        let nowhere = Place { file: String::new(), pointer: String::new() };
        sink.push(Code::InvalidDocument, nowhere, "no document was given");
    }
    let mut bundler = Bundler::new(input);
    let mut documents: Vec<Loaded> = Vec::new();
    for name in &input.documents {
        let place = Place { file: name.clone(), pointer: String::new() };
        let Some(text) = input.files.get(name) else {
            sink.push(Code::InvalidDocument, place, format!("the document `{}{name}` is not there", input.prefix));
            continue;
        };
        let Some(mut value) = crate::source::read(name, text, sink) else { continue };
        if ids::may_be_in(text) {
            ids::follow(&mut value);
        }
        let Some(version) = version::detect(&value, &place, sink) else { continue };
        let mut origins = Origins::default();
        origins.insert("", place);
        bundler.add_document(name);
        documents.push(Loaded { name: name.clone(), value, origins, version });
    }
    bundler.find_homes(&documents);
    for document in &mut documents {
        bundler.bundle(document, sink);
    }
    overlay::apply(input, &mut documents, sink);
    if !input.overlays.is_empty() {
        for document in &mut documents {
            bundler.bundle_again(document, sink);
        }
    }
    bundler.report(&documents, sink);
    join::join(documents, sink)
}

#[cfg(test)]
mod tests;
