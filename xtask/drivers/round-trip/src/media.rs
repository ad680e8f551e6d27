//! Media types that live as long as the program, as the runtime wants them.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

static ALL: Mutex<BTreeMap<String, &'static [&'static str]>> = Mutex::new(BTreeMap::new());

/// A list of this one.
pub(crate) fn alone(media: &str) -> &'static [&'static str] {
    let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = all.get(media) {
        return known;
    }
    let kept: &'static str = media.to_owned().leak();
    let kept: &'static [&'static str] = vec![kept].leak();
    all.insert(media.to_owned(), kept);
    kept
}

/// Whether it is XML.
pub(crate) fn is_xml(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim();
    matches!(essence, "application/xml" | "text/xml") || essence.ends_with("+xml")
}

/// Which of its media types a call has, where it is not the first.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Chosen {
    /// That of the request.
    pub(crate) content_type: Option<&'static str>,
    /// That of the answer.
    pub(crate) accept: Option<&'static str>,
}
