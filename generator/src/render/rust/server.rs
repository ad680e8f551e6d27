//! `src/server.rs` and below: a trait per tag, and the router that calls them.
//!
//! What is the same for every operation is in the runtime; here are only names and types.

mod interface;
mod router;

use super::{file, parallel};
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
    let groups = parallel::largest_first(&api.groups, |group| group.operations.len());
    let texts = parallel::each(&groups, |group| interface::file(api, analysis, group));
    for (group, text) in groups.into_iter().zip(texts) {
        files.generated(format!("src/server/{}.rs", file::stem(&group.name.rust)), text);
    }
}
