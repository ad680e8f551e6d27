//! Over a real connection, until it is told to stop.

use specwright_runtime::server::{ServerOptions, serve};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::api::router;

#[tokio::test]
async fn it_serves_and_stops() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = tokio::spawn(serve(listener, router(ServerOptions::new()), async {
        let _ = stopped.await;
    }));
    let mut codes = Vec::new();
    for _ in 0..3 {
        let mut connection = TcpStream::connect(address).await.unwrap();
        connection.write_all(b"GET /log-in HTTP/1.1\r\nHost: api\r\nConnection: close\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).await.unwrap();
        codes.push(answer[9..12].to_owned());
    }
    assert_eq!(codes, ["200", "200", "429"], "the peer's address is known");
    stop.send(()).unwrap();
    server.await.unwrap().unwrap();
}
