//! Specwright reads an OpenAPI document and writes a Rust crate: a typed client and axum server stubs.

pub mod analyse;
pub mod census;
pub mod check;
pub mod config;
pub mod diag;
pub mod document;
pub mod input;
pub mod ir;
pub mod lower;
pub mod output;
mod parallel;
pub mod project;
pub mod render;
pub mod resolve;
pub mod source;
pub mod spec;

use census::{Census, census};
use config::{Config, UnusedTypes};
use diag::{Diagnostic, Sink};
use document::typed::Listed;
use input::Input;
use ir::Api;
use output::FileSet;

/// What came of a generation.
#[derive(Debug)]
pub struct Generation {
    /// The files; none if the documents have errors.
    pub files: Option<FileSet>,
    /// Everything that is to be said of the documents, in the order of files and lines.
    pub diagnostics: Vec<Diagnostic>,
    /// What of the documents is in the files; none where there are none.
    pub census: Option<Census>,
}

/// Generates a crate. Pure: no disk, no clock, no network; the same input gives the same bytes on any machine.
///
/// # Examples
///
/// ```
/// use specwright::{config::Config, generate, input::Input};
///
/// let text = r#"{ "openapi": "3.1.0", "info": { "title": "Pets", "version": "1" }, "paths": {} }"#;
/// let generation = generate(&Input::of("pets.json", text), &Config::default());
/// assert!(generation.files.is_some_and(|files| files.files.contains_key("src/lib.rs")));
/// ```
pub fn generate(input: &Input, config: &Config) -> Generation {
    let mut sink = Sink::default();
    let (files, census) = run(input, config, &mut sink).unzip();
    // Where nothing can come of a document, whatever is allowed, its errors stay what they are.
    let hopeless = files.is_none() && !sink.has_errors(&config.allow);
    let diagnostics = sink.finish(if hopeless { &[] } else { &config.allow });
    let census = census.map(|mut census: Census| {
        census.count_warnings(&diagnostics);
        census
    });
    Generation { files, diagnostics, census }
}

/// The API of documents as it is going to be written; none where they have errors that are not allowed, which are in the sink.
pub fn lowered(input: &Input, config: &Config, sink: &mut Sink) -> Option<Api> {
    read(input, config, sink).map(|(_, api)| api)
}

/// From texts to an API, each stage handing on as much as it can, so that everything that is wrong is said at once.
fn read(input: &Input, config: &Config, sink: &mut Sink) -> Option<(Listed, Api)> {
    let bundle = document::load(input, sink)?;
    let document = document::typed::typed(bundle, config, sink)?;
    let spec = resolve::resolve(&document, sink)?;
    // What was read is much, and what follows takes its place in memory.
    let listed = document.into_listed();
    let api = lower::lower(&spec, config, sink);
    if sink.has_errors(&config.allow) { None } else { Some((listed, api)) }
}

fn run(input: &Input, config: &Config, sink: &mut Sink) -> Option<(FileSet, Census)> {
    let (listed, mut api) = read(input, config, sink)?;
    let unused = match config.unused_types {
        UnusedTypes::Keep => 0,
        UnusedTypes::LeaveOut => lower::unused::leave_out(&mut api),
    };
    lower::alike::merge(&mut api);
    let analysis = analyse::analyse(&api);
    let census = census(&listed, &api, unused);
    Some((render::render(&api, &analysis, config), census))
}
