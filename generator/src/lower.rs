//! From the resolved document to the API as it is going to be written: Rust names, types, operations.
//!
//! Decides what everything becomes and what it is called. It writes no code, follows no `$ref` text and knows no dialect.

mod access;
pub mod alike;
mod all_of;
mod arena;
mod assertions;
mod bodies;
mod choices;
mod defaults;
mod derives;
mod directions;
mod docs;
mod encodings;
mod expressions;
mod externals;
mod failures;
mod features;
mod hint;
mod homes;
mod links;
mod lists;
mod merge_patch;
mod methods;
mod mixtures;
mod names;
mod operations;
mod pages;
mod parameters;
mod parts;
mod places;
mod ranks;
mod records;
mod renames;
mod reserved;
mod responses;
mod reverse;
mod rules;
mod scalars;
mod schemas;
mod security;
mod servers;
mod shapes;
mod spelling;
mod tagged;
mod tags;
mod twins;
mod unions;
pub mod unused;
mod xml;

use std::sync::Arc;

use crate::config::Config;
use crate::diag::Sink;
use crate::ir::Api;
use crate::ir::types::Types;
use crate::parallel;
use crate::spec::Spec;
use arena::Lowering;

/// Lowers a document. What can't be said in Rust as the document says it is told to the sink, and left out or widened.
pub fn lower(spec: &Spec, config: &Config, sink: &mut Sink) -> Api {
    // A large document takes a while to write out, for which nothing else has to wait.
    let written = || serde_json::to_string_pretty(&*spec.document).unwrap_or_default();
    let (api, document) = parallel::both(|| without_document(spec, config, sink), written);
    Api { document: document.into(), ..api }
}

fn without_document(spec: &Spec, config: &Config, sink: &mut Sink) -> Api {
    let spec = &*merge_patch::expand(spec);
    let mut lowering = Lowering::new(spec, config, sink);
    let plans = lowering.plan_operations();
    lowering.report_text_as_json();
    lowering.lower_components();
    let mut groups = lowering.lower_operations(plans);
    lowering.break_alias_cycles();
    lowering.rename_values();
    lowering.report_unused_renames();
    lowering.report_unused_replacements();
    let copies = directions::split(&mut lowering, &mut groups);
    access::apply(&mut lowering.types, &groups);
    access::forget_null_in(&mut groups, &lowering.types);
    groups.iter_mut().flat_map(|group| &mut group.operations).for_each(responses::assume_success);
    lowering.lower_pages(&mut groups);
    let servers = lowering.lower_servers();
    let schemes = lowering.lower_schemes(&groups);
    let components = spec.components.values().filter_map(|id| lowering.lowered.get(&lowering.canonical(*id)).copied());
    let components: Vec<_> = components.chain(copies).collect();
    let modules = std::mem::take(&mut lowering.modules);
    let derives = lowering.derives(&modules);
    let Lowering { types, externals, xml, .. } = lowering;
    let mut types = Types { all: types, modules, externals: externals.into_iter().collect(), derives };
    twins::merge(&mut types, &mut groups, &components);
    types.modules.retain(|module| !module.types.is_empty());
    let mut api = Api {
        crate_name: names::crate_name(config.crate_name.as_deref().unwrap_or(&spec.title)),
        title: spec.title.clone(),
        version: spec.version.clone(),
        description: spec.description.clone(),
        servers,
        types: Arc::new(types),
        groups,
        xml: xml.tables,
        schemes,
        document: Arc::default(),
    };
    features::assign(&mut api, config);
    links::lower(spec, &mut api);
    api
}

#[cfg(test)]
mod tests;
