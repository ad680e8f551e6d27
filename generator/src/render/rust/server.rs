//! `src/server.rs` and below: a trait per tag, and the router that calls them.
//!
//! What is the same for every operation is in the runtime; here are only names and types.

pub(crate) mod interface;
mod router;

use proc_macro2::Ident;

use super::tokens::ident;
use super::{features, file};
use crate::analyse::Analysis;
use crate::config::Config;
use crate::ir::Api;
use crate::output::FileSet;
use crate::parallel;

/// A type parameter whose name is no type's.
pub(crate) fn type_parameter(api: &Api, analysis: &Analysis, wish: &str) -> Ident {
    let mut name = wish.to_owned();
    while analysis.is_type_name(&name) || api.groups.iter().any(|group| group.type_name == name) {
        name.push_str("Type");
    }
    ident(&name)
}

/// Writes `src/server.rs` and a file per tag.
pub(crate) fn render(api: &Api, analysis: &Analysis, config: &Config, files: &mut FileSet) {
    if !config.sides.server() {
        return;
    }
    files.generated("src/server.rs", router::file(api, analysis));
    let groups = parallel::largest_first(&api.groups, |group| group.operations.len());
    let texts = parallel::each(&groups, |group| {
        interface::file(api, analysis, group, &features::docs(group, "Server side of"))
    });
    for (group, text) in groups.into_iter().zip(texts) {
        files.generated(format!("src/server/{}.rs", file::stem(&group.name.rust)), text);
    }
}
