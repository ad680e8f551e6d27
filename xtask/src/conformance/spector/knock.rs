//! The suite's own requests to a server.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::process;

/// The scenarios of which a call fails. The suite's list has more than those that are counted here.
pub(super) fn failures(folder: &Path, url: &str) -> Result<BTreeSet<String>, String> {
    let mut command = Command::new("sh");
    process::run(command.arg("knock.sh").arg(url).current_dir(folder)).map_err(|error| error.to_string())?;
    let log = fs::read_to_string(folder.join("knock.log")).map_err(|error| error.to_string())?;
    if !log.contains("✓ Scenario: ") {
        return Err("knock.sh tells of no scenario".to_owned());
    }
    let failed = log.lines().filter_map(|line| line.split("✘ Scenario: ").nth(1));
    Ok(failed.map(|name| name.trim().to_owned()).collect())
}
