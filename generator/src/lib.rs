//! Specwright reads an OpenAPI document and writes a Rust crate: a typed client and axum server stubs.

pub mod analyse;
pub mod check;
pub mod config;
pub mod diag;
pub mod document;
pub mod input;
pub mod ir;
pub mod lower;
pub mod output;
pub mod render;
pub mod resolve;
pub mod source;
pub mod spec;
