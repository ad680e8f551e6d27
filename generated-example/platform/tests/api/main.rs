//! The generated client against an implementation of the generated server, over a connection.
//!
//! The implementation is that of `examples/server`; one program holds all tests, so that it is compiled once.

#[path = "../../examples/server/api.rs"]
mod api;

mod accounts;
mod curl;
mod docs;
mod errors;
mod limits;
mod loopback;
mod servers;
mod sessions;
mod token;
