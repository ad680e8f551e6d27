//! `src/lib.rs`: what is where, and the modules with their features.

use crate::config::Config;
use crate::ir::Api;
use crate::output::FileSet;

/// Writes `src/lib.rs`.
pub(crate) fn render(_api: &Api, _config: &Config, _files: &mut FileSet) {}
