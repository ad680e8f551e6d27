//! Rules that a resolved document must keep: one small function each.
//!
//! A rule reports what is wrong, and leaves behind what can be used all the same.

mod alike;
mod http_scheme;
mod operation_id;
mod path;
mod path_query;
pub(crate) mod pointer;
mod style;

use crate::diag::Sink;
use crate::spec::Spec;

/// Applies every rule.
pub fn check(spec: &mut Spec, sink: &mut Sink) {
    operation_id::unique(spec, sink);
    path_query::once(spec, sink);
    path::same_parameters(spec, sink);
    alike::paths_differ(spec, sink);
    style::fits(spec, sink);
    http_scheme::is_registered(spec, sink);
}
