//! A server on a free port of this machine, what it has answered, and clients of it.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use platform::client::{Client, ClientBuilder, LimitMode, RetryPolicy, Server};
use platform::operations::LoginPassword;
use platform::runtime::clock::ManualClock;
use platform::runtime::operation::OperationSpec;
use platform::runtime::server::RateLimits;
use platform::runtime::{Secret, StatusCode, Uuid};
use platform::server::serve;
use platform::types::{Name, NewClient, ServiceUser};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::api::{self, Environment, Setup};

/// A server that runs as long as its test.
pub(crate) struct Loopback {
    /// The time of server and clients.
    pub(crate) clock: ManualClock,
    pub(crate) address: SocketAddr,
    answered: Answered,
}

/// The status of each answer, with the operation that was called.
type Answered = Arc<Mutex<Vec<(&'static str, StatusCode)>>>;

/// The user that the example of the documentation logs in with.
pub(crate) fn service_user() -> ServiceUser {
    ServiceUser { username: "service_user".to_owned(), password: Secret::new("xxxyyy") }
}

/// The client of the documentation.
pub(crate) fn new_client() -> NewClient {
    let user_id = Uuid::from_u128(0x8049_1f93_1eb1_42c2_b5e1_d2e9_4dac_5ab9);
    NewClient::new(user_id, "new_client@client.com", Name::new("new", "client"), "new_client")
}

impl Loopback {
    /// A staging server whose clock stands still.
    pub(crate) async fn start() -> Self {
        Self::with(Environment::Staging, ManualClock::default()).await
    }

    pub(crate) async fn with(environment: Environment, clock: ManualClock) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let answered = Answered::default();
        let router =
            api::router(Setup { environment, limits: RateLimits::default(), clock: Arc::new(clock.clone()) }).unwrap();
        let router = router.layer(middleware::from_fn_with_state(answered.clone(), note));
        tokio::spawn(serve(listener, router, std::future::pending()));
        Self { clock, address, answered }
    }

    /// A client in the time of the server, which sends all that it is told to, once, and has no credential.
    pub(crate) fn client(&self) -> ClientBuilder {
        Client::builder(Server::custom(format!("http://{}", self.address)))
            .clock(self.clock.clone())
            .rate_limits(LimitMode::Off)
            .retry(RetryPolicy::none())
    }

    /// The same, logging in as the service user.
    pub(crate) fn logged_in(&self) -> ClientBuilder {
        self.client().log_in(LoginPassword::new(service_user()))
    }

    /// How many calls of an operation were answered with this status.
    pub(crate) fn answered(&self, operation: &str, status: StatusCode) -> usize {
        self.answered.lock().unwrap().iter().filter(|answer| **answer == (operation, status)).count()
    }

    /// How many calls were answered with this status.
    pub(crate) fn answered_with(&self, status: StatusCode) -> usize {
        self.answered.lock().unwrap().iter().filter(|(_, answered)| *answered == status).count()
    }

    /// Sends a request as it is, and gives the head of the response and its body.
    pub(crate) async fn raw(&self, request: &str) -> (String, String) {
        let mut connection = TcpStream::connect(self.address).await.unwrap();
        connection.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).await.unwrap();
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    }

    /// What stands at a path.
    pub(crate) async fn get(&self, path: &str) -> (String, String) {
        self.raw(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address)).await
    }
}

/// Notes down what is answered. The runtime says in the response which operation was called.
async fn note(State(answered): State<Answered>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if let Some(operation) = response.extensions().get::<&'static OperationSpec>() {
        answered.lock().unwrap().push((operation.id, response.status()));
    }
    response
}
