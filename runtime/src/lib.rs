//! What every crate written by Specwright shares.

pub mod body;
#[cfg(any(feature = "client", feature = "server"))]
pub mod clock;
