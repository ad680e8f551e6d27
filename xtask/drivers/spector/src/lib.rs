//! What the drivers of Spector share: its scenarios, and how a request is held against the one that is right.

pub mod compare;
pub mod exchange;
mod multipart;
pub mod scenario;
pub mod xml;
