//! The scenarios, a file per group or a few small ones.

use crate::suite::Suite;

mod additional_properties;
mod array;
mod optionality;
mod special_words;
mod union;
mod value_types;

/// Drives every scenario that a document can say.
pub fn run(suite: &Suite) {
    additional_properties::run(suite);
    array::run(suite);
    optionality::run(suite);
    special_words::run(suite);
    union::run(suite);
    value_types::run(suite);
}
