//! What is not Rust.
use crate::{config::Config, ir::Api, output::FileSet};
pub(crate) fn render(_api: &Api, _config: &Config, _files: &mut FileSet) {}
