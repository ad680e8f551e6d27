//! A process with what it cost.

use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// What came of a process and its children.
#[derive(Debug, Default, Clone)]
pub(crate) struct Ended {
    /// Exit code; none if a signal ended it.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
    /// User and system time.
    pub(crate) cpu: Duration,
    /// Wall time.
    pub(crate) wall: Duration,
    /// Peak memory of the largest of them, in bytes.
    pub(crate) memory: u64,
}

/// Runs a command to its end. What it prints is read, so it is asked for no colours, which many take a `CI` variable to want.
///
/// # Errors
///
/// When it can't be started.
pub(crate) fn run(command: &mut Command) -> std::io::Result<Ended> {
    let start = Instant::now();
    command.env("NO_COLOR", "1").env_remove("FORCE_COLOR").env_remove("CLICOLOR_FORCE");
    command.env("CARGO_TERM_COLOR", "never");
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let reader = child.stderr.take().map(|mut pipe| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = pipe.read_to_end(&mut bytes);
            bytes
        })
    });
    let mut out = Vec::new();
    if let Some(pipe) = &mut child.stdout {
        pipe.read_to_end(&mut out)?;
    }
    let err = reader.and_then(|thread| thread.join().ok()).unwrap_or_default();
    let used = child.wait4()?;
    Ok(Ended {
        code: used.status.code(),
        out: String::from_utf8_lossy(&out).into_owned(),
        err: String::from_utf8_lossy(&err).into_owned(),
        cpu: used.rusage.utime + used.rusage.stime,
        wall: start.elapsed(),
        memory: used.rusage.maxrss,
    })
}
