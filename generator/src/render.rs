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
use side::{Side, of_side, reverse_of};

/// Every file of the generated crate.
pub fn render(api: &Api, analysis: &Analysis, config: &Config) -> FileSet {
    let mut files = FileSet::default();
    text::render(api, analysis, config, &mut files);
    rust::types::render(api, analysis, &mut files);
    rust::codec::render(api, analysis, &mut files);
    rust::security::render(api, analysis, config, &mut files);
    rust::operations::render(api, analysis, config, &mut files);
    rust::client::render(&of_side(api, Side::Client), analysis, config, &mut files);
    rust::server::render(&of_side(api, Side::Server), analysis, config, &mut files);
    rust::xml::render(api, analysis, &mut files);
    rust::receive::render(&reverse_of(api, Side::Client), analysis, config, &mut files);
    rust::send::render(&reverse_of(api, Side::Server), analysis, config, &mut files);
    rust::crate_root::render(api, &mut files);
    files
}

#[cfg(test)]
mod tests;
