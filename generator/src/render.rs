//! From the API to a set of files: the list of what is written, and who writes it.
//!
//! Decides no name and no type; what it prints stands in the IR and the analyses.

pub(crate) mod rust;
pub(crate) mod side;
pub(crate) mod text;

use crate::analyse::Analysis;
use crate::config::Config;
use crate::ir::Api;
use crate::output::FileSet;
use crate::parallel;
use side::{Side, of_side, reverse_of};

/// Every file of the generated crate.
pub fn render(api: &Api, analysis: &Analysis, config: &Config) -> FileSet {
    // The longest first, and each beside the others: its own work on several processors ends with one of them waiting.
    let parts: [&(dyn Fn(&mut FileSet) + Sync); 10] = [
        &|files| rust::operations::render(api, analysis, config, files),
        &|files| rust::codec::render(api, analysis, files),
        &|files| rust::types::render(api, analysis, files),
        &|files| rust::client::render(&of_side(api, Side::Client), analysis, config, files),
        &|files| rust::server::render(&of_side(api, Side::Server), analysis, config, files),
        &|files| rust::receive::render(&reverse_of(api, Side::Client), analysis, config, files),
        &|files| rust::send::render(&reverse_of(api, Side::Server), analysis, config, files),
        &|files| rust::xml::render(api, analysis, files),
        &|files| rust::security::render(api, analysis, config, files),
        &|files| text::render(api, analysis, config, files),
    ];
    let rendered = parallel::each(&parts, |part| {
        let mut files = FileSet::default();
        part(&mut files);
        files.files
    });
    let mut files = FileSet { files: rendered.into_iter().flatten().collect() };
    rust::crate_root::render(api, &mut files);
    files
}

#[cfg(test)]
mod tests;
