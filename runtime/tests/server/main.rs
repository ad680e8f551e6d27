//! The server side as callers of it see it: requests in, responses out.

#![cfg(all(feature = "docs", feature = "jwt", feature = "server"))]

mod api;
mod bodies;
mod limits;
mod loopback;
mod routing;
mod security;
