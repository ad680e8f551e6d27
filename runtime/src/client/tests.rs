//! What the client promises, told against a server that is a function, and one that is a socket.

mod credentials;
mod limits;
mod loopback;
mod pages;
mod retries;
mod server;
mod spans;
mod tokens;
