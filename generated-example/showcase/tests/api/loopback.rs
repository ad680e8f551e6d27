//! An echo on a free port of this machine, and clients of it.

use std::net::SocketAddr;

use showcase::client::{Client, ClientBuilder, LimitMode, RetryPolicy, Server};
use showcase::runtime::Uuid;
use showcase::runtime::server::RateLimits;
use showcase::server::{ServerOptions, router, serve};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::echo::{Credentials, Echo};

/// A server that runs as long as its test.
pub(crate) struct Loopback {
    pub(crate) echo: Echo,
    pub(crate) address: SocketAddr,
}

/// The ID of some tool.
pub(crate) const TOOL: Uuid = Uuid::from_u128(0x8049_1f93_1eb1_42c2_b5e1_d2e9_4dac_5ab9);

impl Loopback {
    /// A server that does not count calls.
    pub(crate) async fn start() -> Self {
        Self::with(ServerOptions::new().rate_limits(RateLimits::Off)).await
    }

    pub(crate) async fn with(options: ServerOptions) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (echo, address) = (Echo::default(), listener.local_addr().unwrap());
        tokio::spawn(serve(listener, router(echo.clone(), Credentials, options), std::future::pending()));
        Self { echo, address }
    }

    /// A client without credentials, which sends all that it is told to, once.
    pub(crate) fn anonymous(&self) -> ClientBuilder {
        Client::builder(Server::custom(format!("http://{}", self.address)))
            .rate_limits(LimitMode::Off)
            .retry(RetryPolicy::none())
    }

    /// A client with a token.
    pub(crate) fn client(&self) -> Client {
        self.anonymous().bearer_token("t0ken").build().unwrap()
    }

    /// Sends a request as it is, with the token, and gives the whole response.
    pub(crate) async fn raw(&self, head: &str, body: &str) -> String {
        let request = format!(
            "{head}\r\nHost: api\r\nConnection: close\r\nAuthorization: Bearer t0ken\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut connection = TcpStream::connect(self.address).await.unwrap();
        connection.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).await.unwrap();
        answer
    }
}

/// Texts that get broken where a place in a message is not written as its rules say.
pub(crate) const AWKWARD: [&str; 12] = [
    "plain",
    " leading and trailing ",
    "a&b=c;d+e%20f",
    "quote \" back \\ slash / and 'apostrophe'",
    "line\nbreak\r\nand\ttab",
    "Grüße, 世界 🛠",
    "null",
    "true",
    "1e400",
    "{\"a\": [1]}",
    "[x],y,z",
    "\u{0}\u{1f}\u{7f}\u{2028}\u{feff}",
];
