//! What every crate written by Specwright shares.

pub mod body;
