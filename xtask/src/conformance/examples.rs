//! The generated APIs of this repository, served by their examples: every operation filled in, over data in memory.

use std::path::PathBuf;
use std::process::Command;

use super::Place;
use super::service::{Service, Stop, free_port};
use crate::generation;
use crate::process;

/// An API with a server among its examples.
#[derive(Debug, Clone, Copy)]
pub(super) struct Example {
    /// The package.
    pub(super) api: &'static str,
    /// Its server.
    server: &'static str,
    /// What the server is told beside its port. A limit would let few of the calls of a suite in.
    arguments: &'static [&'static str],
}

/// All of them.
pub(super) const EXAMPLES: [Example; 3] = [
    Example { api: "ecoach", server: "ecoach-server", arguments: &[] },
    Example { api: "platform", server: "platform-server", arguments: &["--rate-limits", "off"] },
    Example { api: "showcase", server: "showcase-server", arguments: &["--rate-limits", "off"] },
];

impl Example {
    /// The document that the API is generated from, as the crate has it.
    pub(super) fn document(&self, place: &Place) -> PathBuf {
        place.repository.join("generated-example").join(self.api).join("openapi.json")
    }

    /// Builds the server and starts it on a free port.
    ///
    /// # Errors
    ///
    /// When it does not build or does not listen.
    pub(super) fn start(&self, place: &Place) -> Result<Service, String> {
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--package", self.api, "--example", self.server]);
        let built = process::run(build.current_dir(&place.repository)).map_err(|error| error.to_string())?;
        if built.code != Some(0) {
            return Err(format!("{} does not build:\n{}", self.server, built.err));
        }
        let port = free_port()?;
        let mut command = Command::new(generation::target(&place.repository).join("debug/examples").join(self.server));
        command.args(["--port", &port.to_string()]).args(self.arguments);
        Service::start(&mut command, port, Stop::Killed, &place.work().join(format!("{}.log", self.server)))
    }
}
