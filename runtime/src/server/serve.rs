//! Serving a router on a socket.

use std::io;
use std::net::SocketAddr;

use axum::Router;
use tokio::net::TcpListener;

/// Serves until `shutdown` comes: then nothing new is accepted, and what has begun is finished. Handlers and rate
/// limits get to know the peer's address.
///
/// ```no_run
/// # async fn example(router: specwright_runtime::server::Router) -> std::io::Result<()> {
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
/// specwright_runtime::server::serve(listener, router, std::future::pending()).await
/// # }
/// ```
///
/// # Errors
///
/// When the socket breaks.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(shutdown).await
}
