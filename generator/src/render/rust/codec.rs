//! `src/codec.rs`.
use crate::{analyse::Analysis, ir::Api, output::FileSet};
pub(crate) fn render(_api: &Api, _analysis: &Analysis, _files: &mut FileSet) {}
