//! Values as an answer holds them.

use super::{Encode, Writer};

/// A value without what only requests hold.
#[derive(Debug)]
pub(crate) struct Answer<T>(pub(crate) T);

impl<T: Encode> Encode for Answer<T> {
    fn encode(&self, json: &mut Writer) {
        json.answer();
        self.0.encode(json);
    }
}
