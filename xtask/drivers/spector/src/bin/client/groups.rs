//! The scenarios, a file per group or a few small ones.

use crate::suite::Suite;

mod additional_properties;
mod array;
mod authentication;
mod conditions;
mod content_negotiation;
mod datetime;
mod documentation;
mod encode;
mod enums;
mod files;
mod inheritance;
mod jsonl;
mod merge_patch;
mod models;
mod multipart;
mod optionality;
mod pageable;
mod parameters;
mod routes;
mod special_words;
mod status;
mod union;
mod value_types;
mod versions;

/// Drives every scenario that a document can say.
pub fn run(suite: &Suite) {
    additional_properties::run(suite);
    array::run(suite);
    authentication::run(suite);
    conditions::run(suite);
    content_negotiation::run(suite);
    datetime::run(suite);
    documentation::run(suite);
    encode::run(suite);
    enums::run(suite);
    files::run(suite);
    inheritance::run(suite);
    jsonl::run(suite);
    merge_patch::run(suite);
    models::run(suite);
    multipart::run(suite);
    optionality::run(suite);
    pageable::run(suite);
    parameters::run(suite);
    routes::run(suite);
    special_words::run(suite);
    status::run(suite);
    union::run(suite);
    value_types::run(suite);
    versions::run(suite);
}
