//! A service of a suite or a server of ours, running as long as it is needed.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a service may take to listen.
const START: Duration = Duration::from_mins(1);

/// A port that nobody listens on.
pub(super) fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|error| error.to_string())?;
    listener.local_addr().map(|address| address.port()).map_err(|error| error.to_string())
}

/// A process that listens on a port.
pub(super) struct Service {
    child: Child,
    port: u16,
    /// Whether it ends on `POST /.admin/stop`.
    asked: Stop,
}

/// How a service is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// `POST /.admin/stop`, so that it can write its reports.
    Asked,
    /// By a signal.
    Killed,
}

impl Service {
    /// Starts it, its words going to `log`, and waits until it listens.
    ///
    /// # Errors
    ///
    /// When it can't be started, ends, or does not listen within a minute.
    pub(super) fn start(command: &mut Command, port: u16, stop: Stop, log: &Path) -> Result<Self, String> {
        let open =
            || std::fs::OpenOptions::new().create(true).append(true).open(log).map_err(|error| error.to_string());
        let child = command.stdin(Stdio::null()).stdout(open()?).stderr(open()?).spawn();
        let mut service = Self { child: child.map_err(|error| error.to_string())?, port, asked: stop };
        let start = Instant::now();
        while service.connect().is_none() {
            if let Ok(Some(status)) = service.child.try_wait() {
                return Err(format!("the service ended with {status}, see {}", log.display()));
            }
            if start.elapsed() > START {
                return Err(format!("the service does not listen on port {port}, see {}", log.display()));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(service)
    }

    /// `http://127.0.0.1:PORT`
    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn connect(&self) -> Option<TcpStream> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        TcpStream::connect_timeout(&address, Duration::from_secs(1)).ok()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        if self.asked == Stop::Asked
            && let Some(mut stream) = self.connect()
        {
            let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
            let head =
                "POST /.admin/stop HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.read(&mut [0; 1024]));
            let start = Instant::now();
            while start.elapsed() < Duration::from_secs(5) {
                if let Ok(Some(_)) = self.child.try_wait() {
                    return;
                }
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
