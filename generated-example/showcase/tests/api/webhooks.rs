//! What the API calls: sent by the generated sender, received by the generated router.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use showcase::operations::{
    GetTool, LoanOverdue, LoanOverdueError, LoanOverdueResponse, StockTaken, StockTakenResponse, StopWatch, WatchTool,
    WatchToolToolAvailable, WatchToolToolAvailableError, WatchToolToolAvailableResponse,
};
use showcase::receive::{
    self, AuthError, Authenticate, Callbacks, Context, Delivered, HmacSha256, Open, Presented, ReceiverOptions,
    Webhooks, serve,
};
use showcase::runtime::client::{Credential, ReceiverError, TransportErrorKind};
use showcase::runtime::server::Router;
use showcase::runtime::{DateTime, Problem, StatusCode};
use showcase::security;
use showcase::send::{AnyReceiver, Error, RetryPolicy, Sender};
use showcase::types::{Notice, StockTakenBody, Watch, WatchToolBody};
use tokio::net::TcpListener;

use crate::loopback::{AWKWARD, TOOL};

const SECRET: &str = "what both sides know";

/// Keeps what it was told.
#[derive(Clone, Default)]
struct Inbox(Arc<Mutex<Vec<String>>>);

impl Inbox {
    fn put(&self, text: impl Into<String>) {
        self.0.lock().unwrap().push(text.into());
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl<P: Send + 'static> Webhooks<P> for Inbox {
    async fn loan_overdue(&self, request: LoanOverdue, context: Context<P>) -> LoanOverdueResponse {
        assert_eq!(context.operation().id, "loanOverdue");
        if request.body.tool_id != TOOL {
            return Err(Problem::new(StatusCode::BAD_REQUEST).into());
        }
        self.put(format!("{} {}", request.x_delivery_id, request.body.text.unwrap_or_default()));
        Ok(())
    }

    async fn stock_taken(&self, request: StockTaken, _context: Context<P>) -> StockTakenResponse {
        Ok(request.body.counted.into_iter().map(|(shelf, tools)| format!("{shelf}: {tools}")).collect())
    }
}

impl<P: Send + 'static> Callbacks<P> for Inbox {
    async fn watch_tool_tool_available(
        &self,
        request: WatchToolToolAvailable,
        _context: Context<P>,
    ) -> WatchToolToolAvailableResponse {
        self.put(request.body.text.unwrap_or_default());
        Err(WatchToolToolAvailableError::Gone)
    }
}

/// What the receiver asks for where the document gives a webhook a scheme of its own.
struct Basic;

impl Authenticate for Basic {
    type Principal = ();

    async fn authenticate(&self, presented: Presented<'_>) -> Result<(), AuthError> {
        let basic = presented.basic().ok_or(AuthError::Unauthorized)?;
        if basic.user() == "library" && basic.password() == "pass" { Ok(()) } else { Err(AuthError::Unauthorized) }
    }
}

async fn served(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(listener, router, std::future::pending()));
    address
}

/// A sender that reaches this machine, and tries once.
fn sender() -> Sender {
    Sender::new(Sender::builder().policy(AnyReceiver).retry(RetryPolicy::none()).build().unwrap())
}

fn notice(text: &str) -> Notice {
    let at = DateTime::parse_from_rfc3339("2024-05-01T12:00:00Z").unwrap();
    Notice { text: Some(text.to_owned()), ..Notice::new(TOOL, at) }
}

fn overdue(text: &str) -> LoanOverdue {
    LoanOverdue::new(TOOL, notice(text))
}

#[tokio::test]
async fn a_webhook_arrives_as_it_was_sent() {
    let inbox = Inbox::default();
    let options = ReceiverOptions::new().verify(HmacSha256::new(SECRET));
    let address = served(receive::webhooks(inbox.clone(), Open, options)).await;
    let url = format!("http://{address}/loanOverdue");
    for text in AWKWARD {
        sender().webhooks().loan_overdue(&url, overdue(text)).sign(HmacSha256::new(SECRET)).send().await.unwrap();
        assert_eq!(inbox.take(), [format!("{TOOL} {text}")]);
    }
}

#[tokio::test]
async fn what_is_not_signed_by_the_secret_is_not_read() {
    let inbox = Inbox::default();
    let options = ReceiverOptions::new().verify(HmacSha256::new(SECRET));
    let address = served(receive::webhooks(inbox.clone(), Open, options)).await;
    let url = format!("http://{address}/loanOverdue");
    let (sender, other) = (sender(), HmacSha256::new("something else"));
    let unsigned = sender.webhooks().loan_overdue(&url, overdue("unsigned")).send().await.unwrap_err();
    let wrong = sender.webhooks().loan_overdue(&url, overdue("wrong")).sign(other).send().await.unwrap_err();
    for error in [unsigned, wrong] {
        assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    }
    assert!(inbox.take().is_empty());
}

#[tokio::test]
async fn what_the_document_does_not_allow_is_refused_by_the_receiver() {
    let inbox = Inbox::default();
    let address = served(receive::webhooks(inbox.clone(), Open, ReceiverOptions::new())).await;
    let url = format!("http://{address}/loanOverdue");
    let sender = sender();
    let delivery = sender.webhooks().loan_overdue(&url, overdue(&"x".repeat(201)));
    assert!(delivery.validate().is_err());
    match delivery.send().await.unwrap_err().into_api() {
        Ok(LoanOverdueError::BadRequest(problem)) => assert_eq!(problem.status, Some(400)),
        other => panic!("{other:?}"),
    }
    assert!(inbox.take().is_empty());
}

#[tokio::test]
async fn security_of_a_webhook_is_its_own() {
    let address = served(receive::webhooks(Inbox::default(), Basic, ReceiverOptions::new())).await;
    let url = format!("http://{address}/stockTaken");
    let request = || StockTaken::new(StockTakenBody { counted: [("left".to_owned(), 2)].into_iter().collect() });
    let sender = sender();
    let missing = sender.webhooks().stock_taken(&url, request()).send().await.unwrap_err();
    assert!(matches!(missing, Error::Auth(_)), "{missing:?}");
    let delivery = sender.webhooks().stock_taken(&url, request());
    let delivery = delivery
        .credential(&security::BASIC, Credential::Basic { user: "library".to_owned(), password: "pass".into() });
    assert_eq!(delivery.send().await.unwrap(), ["left: 2"]);
}

#[tokio::test]
async fn a_callback_says_that_nobody_listens_any_more() {
    let inbox = Inbox::default();
    let options = ReceiverOptions::new().path::<WatchToolToolAvailable>("/hooks/tools");
    let address = served(receive::callbacks(inbox.clone(), Open, options)).await;
    let url = format!("http://{address}/hooks/tools?watch=7");
    let request = WatchToolToolAvailable::new(notice("there again"));
    let error = sender().callbacks().watch_tool_tool_available(&url, request).send().await.unwrap_err();
    assert!(matches!(error.into_api(), Ok(WatchToolToolAvailableError::Gone)));
    assert_eq!(inbox.take(), ["there again"]);
}

#[tokio::test]
async fn at_one_path_they_are_told_apart_by_what_they_hold() {
    let inbox = Inbox::default();
    let choose = |delivered: Delivered<'_>| {
        let text = std::str::from_utf8(delivered.body()).ok()?;
        text.contains("toolId").then(|| "loanOverdue".to_owned())
    };
    let options = ReceiverOptions::new().verify(HmacSha256::new(SECRET)).one_path("/hooks", choose);
    let address = served(receive::webhooks(inbox.clone(), Open, options)).await;
    let sender = sender();
    let send = async |path: &str, text: &str| {
        let url = format!("http://{address}{path}");
        sender.webhooks().loan_overdue(&url, overdue(text)).sign(HmacSha256::new(SECRET)).send().await
    };
    send("/hooks", "late").await.unwrap();
    assert_eq!(inbox.take(), [format!("{TOOL} late")]);
    let elsewhere = send("/loanOverdue", "late").await.unwrap_err();
    assert_eq!(elsewhere.status(), Some(StatusCode::NOT_FOUND));
}

#[test]
fn an_exchange_says_where_its_callbacks_go_and_what_follows() {
    let body = WatchToolBody::new("https://example.com/hook");
    let (request, watch) = (WatchTool::new(TOOL, body), Watch { id: 7, until: None });
    assert_eq!(request.tool_available_url(&watch).as_deref(), Some("https://example.com/hook/7"));
    assert_eq!(WatchTool::stop_link(&watch), Some(StopWatch::new(7)));
    assert_eq!(request.tool_link(), Some(GetTool::new(TOOL)));
}

#[tokio::test]
async fn only_the_public_internet_is_called_unless_told() {
    let sender = Sender::new(Sender::builder().retry(RetryPolicy::none()).build().unwrap());
    for url in ["http://127.0.0.1:9/", "http://[::1]:9/", "http://169.254.169.254/latest", "http://0x7f.1/"] {
        let error = sender.webhooks().loan_overdue(url, overdue("")).send().await.unwrap_err();
        assert!(matches!(error, Error::Receiver(ReceiverError::NotAllowed)), "{url}: {error:?}");
    }
    let error = sender.webhooks().loan_overdue("http://localhost:9/", overdue("")).send().await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::NotAllowed), "{error:?}");
    for url in ["ftp://example.com/", "loanOverdue", "https://user@example.com/"] {
        let error = sender.webhooks().loan_overdue(url, overdue("")).send().await.unwrap_err();
        assert!(matches!(error, Error::Receiver(ReceiverError::Url(_))), "{url}: {error:?}");
    }
}
