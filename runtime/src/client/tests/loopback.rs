//! The default transport against real sockets.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::server::{get, plain, post};
use crate::body::{Body, ByteStream};
use crate::client::{CallOptions, Client, ClientBuilder, Credential, RetryPolicy, SendError, TransportErrorKind};
use crate::operation::{OperationSpec, SchemeKind, Security, SecurityScheme};
use crate::request::EncodedRequest;

static BEARER: SecurityScheme = SecurityScheme { name: "Bearer", kind: SchemeKind::Bearer };
static KEY: SecurityScheme = SecurityScheme { name: "Key", kind: SchemeKind::QueryKey("key") };
const BOTH: &[&[Security]] = &[&[Security::new(&BEARER, &[]), Security::new(&KEY, &[])]];
static READ: OperationSpec = get("read", "/read").security(BOTH);
static UPLOAD: OperationSpec = post("upload", "/upload");

/// A server that answers every connection with the same text and keeps the requests.
async fn serve(answer: String) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let requests = Arc::new(Mutex::new(Vec::new()));
    tokio::spawn({
        let requests = requests.clone();
        async move {
            while let Ok((mut connection, _)) = listener.accept().await {
                let mut request = Vec::new();
                let mut buffer = [0; 4096];
                // A request without a body ends with an empty line, a chunked one with an empty chunk.
                while let Ok(read) = connection.read(&mut buffer).await {
                    request.extend_from_slice(&buffer[..read]);
                    let text = String::from_utf8_lossy(&request);
                    let chunked = text.contains("transfer-encoding: chunked");
                    if read == 0 || text.ends_with(if chunked { "0\r\n\r\n" } else { "\r\n\r\n" }) {
                        break;
                    }
                }
                requests.lock().unwrap().push(String::from_utf8_lossy(&request).into_owned());
                let _ = connection.write_all(answer.as_bytes()).await;
            }
        }
    });
    (url, requests)
}

fn client(url: &str) -> Client {
    ClientBuilder::new(url)
        .credential(&BEARER, Credential::Token("s3cret".into()))
        .credential(&KEY, Credential::Key("k3y".into()))
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_request_arrives_with_its_credentials() {
    let (url, requests) =
        serve("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nx-more: yes\r\nconnection: close\r\n\r\n{}".to_owned()).await;
    let (status, headers, body) = client(&url).send(&READ, plain(&READ), &CallOptions::new()).await.unwrap();
    assert_eq!(status, 200);
    assert_eq!(headers["x-more"], "yes");
    assert!(matches!(body, Body::Bytes(bytes) if bytes == "{}"));
    let requests = requests.lock().unwrap();
    assert!(requests[0].starts_with("GET /read?key=k3y HTTP/1.1\r\n"), "{}", requests[0]);
    assert!(requests[0].contains("authorization: Bearer s3cret\r\n"), "{}", requests[0]);
}

#[tokio::test]
async fn a_redirect_is_handed_back_and_takes_no_credentials_anywhere() {
    let (elsewhere, stolen) =
        serve("HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_owned()).await;
    for status in [301, 302, 303, 307, 308] {
        let answer = format!(
            "HTTP/1.1 {status} Moved\r\nlocation: {elsewhere}/read\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        );
        let (url, requests) = serve(answer).await;
        let (found, headers, _) = client(&url).send(&READ, plain(&READ), &CallOptions::new()).await.unwrap();
        assert_eq!(found, status);
        assert!(headers["location"].to_str().unwrap().starts_with(&elsewhere));
        assert_eq!(requests.lock().unwrap().len(), 1);
    }
    assert_eq!(*stolen.lock().unwrap(), [""; 0]);
}

#[tokio::test]
async fn an_upload_is_streamed() {
    let (url, requests) = serve("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n".to_owned()).await;
    let chunks = futures_util::stream::iter(["ab", "cde"].map(|chunk| Ok(Bytes::from(chunk))));
    let request = EncodedRequest { body: Body::Stream(ByteStream::new(chunks)), ..plain(&UPLOAD) };
    let (status, ..) = client(&url).send(&UPLOAD, request, &CallOptions::new()).await.unwrap();
    assert_eq!(status, 204);
    assert!(requests.lock().unwrap()[0].ends_with("\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n"));
}

#[tokio::test]
async fn what_goes_wrong_is_told_apart_and_holds_no_secret() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let closed = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let (broken, _) = serve("HTTP/1.1 200 OK\r\ncontent-length: 10\r\nconnection: close\r\n\r\n{}".to_owned()).await;
    for (url, kind) in [(closed, TransportErrorKind::NotSent), (broken, TransportErrorKind::Interrupted)] {
        match client(&url).send(&READ, plain(&READ), &CallOptions::new().timeout(Duration::from_secs(30))).await {
            Err(SendError::Transport(error)) => {
                assert_eq!(error.kind(), kind);
                let shown = format!("{error:?} {error}");
                assert!(!shown.contains("k3y") && !shown.contains("s3cret"), "{shown}");
            }
            other => panic!("{:?}", other.map(|(status, ..)| status)),
        }
    }
}

#[tokio::test]
async fn a_client_for_https_can_be_built() {
    // Machines without any trusted certificate exist; there the error says so.
    if let Err(error) = ClientBuilder::new("https://api.example.com").build() {
        assert_eq!(error.to_string(), "the transport can't be set up");
    }
}
