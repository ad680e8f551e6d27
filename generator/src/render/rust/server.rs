//! `src/server.rs` and below: a trait per tag, and the router that calls them.
//!
//! What is the same for every operation is in the runtime; here are only names and types.

mod interface;
mod router;

use super::file;
use crate::analyse::Analysis;
use crate::config::Config;
use crate::ir::Api;
use crate::output::FileSet;

/// Writes `src/server.rs` and a file per tag.
pub(crate) fn render(api: &Api, analysis: &Analysis, config: &Config, files: &mut FileSet) {
    if !config.sides.server() {
        return;
    }
    files.generated("src/server.rs", router::file(api, analysis));
    for group in &api.groups {
        let path = format!("src/server/{}.rs", file::stem(&group.name.rust));
        files.generated(path, interface::file(api, analysis, group));
    }
}
