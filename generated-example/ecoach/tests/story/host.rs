//! A server of its own for each test, on a clock that the test sets.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use ecoach::client::{Client, ClientBuilder, RetryPolicy, Server};
use ecoach::operations::CreateToken;
use ecoach::runtime::clock::{Clock, ManualClock};
use ecoach::runtime::json::Value;
use ecoach::runtime::{ByteStream, Date};
use ecoach::server::serve;
use ecoach::types::TokenRequest;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::coach::seed::{Account, TENANT};
use crate::coach::{Coach, Event};

/// A running server.
pub(crate) struct Host {
    pub(crate) address: SocketAddr,
    pub(crate) clock: ManualClock,
    events: Arc<Mutex<Vec<Event>>>,
}

impl Host {
    pub(crate) async fn start() -> Self {
        let clock = ManualClock::default();
        let events = Arc::new(Mutex::new(Vec::new()));
        let journal = events.clone();
        let coach = Coach::new(clock.clone(), move |event| journal.lock().unwrap().push(event)).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(serve(listener, coach.router(), std::future::pending()));
        Self { address, clock, events }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn today(&self) -> Date {
        self.clock.utc().date_naive()
    }

    /// A client without credentials. It repeats nothing, as the clock would not move in its waits.
    pub(crate) fn builder(&self) -> ClientBuilder {
        Client::builder(Server::custom(self.url())).clock(self.clock.clone()).retry(RetryPolicy::none())
    }

    /// A client that logs in when it first needs to.
    pub(crate) fn client(&self, account: Account) -> Client {
        self.builder().log_in(CreateToken::new(TENANT, credentials(account))).build().unwrap()
    }

    /// What has happened to tokens.
    pub(crate) fn events(&self) -> Vec<Event> {
        self.events.lock().unwrap().clone()
    }

    /// Sends a request as it stands, and closes the connection after the answer.
    pub(crate) async fn send(&self, request: &str) -> Answer {
        let mut connection = TcpStream::connect(self.address).await.unwrap();
        connection.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).await.unwrap();
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        Answer { status: head[9..12].parse().unwrap(), head: head.to_ascii_lowercase(), body: body.to_owned() }
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Status and header fields, in lower case.
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        self.body.parse().unwrap()
    }
}

pub(crate) fn credentials(account: Account) -> TokenRequest {
    TokenRequest { email: account.email.to_owned(), password: account.password.into() }
}

pub(crate) async fn read(stream: ByteStream) -> Vec<u8> {
    stream.collect(16 * 1024 * 1024).await.unwrap().to_vec()
}
