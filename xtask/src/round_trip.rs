//! `cargo xtask round-trip`: sampled values of every operation go from a generated client through a generated server and back.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use specwright::config::Config;
use specwright::diag::Code;
use specwright::project::{ApiProject, FILE_NAME, Project};

use crate::conformance::{Drivers, Place, Speed};

/// Documents of others, where they stand beside the repository: small ones and large ones, of every version.
const FOLDER: &str = "../shared/corpus";

/// Where the project's own cases are, a folder for each construct.
const CASES: &str = "generator/tests/cases";

/// Those of them that are about what is sent.
const SENT: [&str; 45] = [
    "all-of",
    "bodies",
    "callbacks",
    "collection-formats",
    "const",
    "constraints",
    "content-encoding",
    "defaults",
    "enums",
    "exclusive-bounds",
    "form-encoding",
    "formats",
    "huge-numbers",
    "if-then-else",
    "links",
    "maps",
    "media-types",
    "merge-patch",
    "multipart",
    "multipart-headers",
    "multipart-positions",
    "multipart-series",
    "multipart-styles",
    "nullable-beside-ref",
    "one-of-discriminator",
    "openapi-3.0",
    "openapi-3.2",
    "parameter-content",
    "parameter-names",
    "parameter-styles",
    "parameters",
    "presence",
    "query-paths",
    "read-and-write-only",
    "recursion",
    "responses",
    "sequences",
    "server-sent-events",
    "swagger-2",
    "type-arrays",
    "webhooks",
    "wire-formats",
    "xml",
    "xml-nodes",
    "xml-text",
];

/// From so many values of each operation on, a driver that is built with optimization is done sooner.
const MANY: u64 = 1000;

/// Those of them that are run.
const DOCUMENTS: [&str; 20] = [
    "2ch-3.0.yaml",
    "airflow-ui-3.1.yaml",
    "clean-architecture-3.0.json",
    "docusign-maestro-3.1.json",
    "ent-pets-3.0.json",
    "figma-3.1.yaml",
    "iceberg-3.1/open-api/rest-catalog-open-api.yaml",
    "jupyter-server-2.0.yaml",
    "museum-3.1.yaml",
    "ory-hydra-2.0.json",
    "ory-keto-3.0.json",
    "oxide-gateway-3.0.json",
    "paypal-payments-payment-v2-3.0.json",
    "petstore-3.0.yaml",
    "qdrant-3.0.json",
    "scalar-galaxy-3.1.yaml",
    "supabase-auth-3.0.yaml",
    "telegram-bot-3.0.json",
    "train-travel-3.1.yaml",
    "twilio-studio-v2-3.0.json",
];

/// Which values of which documents.
#[derive(Args)]
pub(crate) struct Options {
    /// How many values of each operation
    #[arg(long, default_value_t = 10_000)]
    values: u64,
    /// What the values are made from; another at every run unless told, and always printed
    #[arg(long)]
    seed: Option<u64>,
    /// Only documents whose name contains this; can be repeated
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Only the operation with this `operationId`
    #[arg(long, value_name = "ID")]
    operation: Option<String>,
    /// Only the APIs and cases of this repository
    #[arg(long)]
    own: bool,
}

/// Runs it; exit code 1 where a value has changed.
pub(crate) fn run(options: &Options) -> ExitCode {
    match run_all(options) {
        Ok(code) => ExitCode::from(code),
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

fn run_all(options: &Options) -> Result<u8, String> {
    let place = Place::new()?;
    let mut drivers = Drivers::new(if options.own { "round-trip-own" } else { "round-trip" }, &place)?;
    drivers.driver("round-trip")?;
    let takes = |name: &str| options.only.is_empty() || options.only.iter().any(|part| name.contains(part));
    let mut table =
        String::from("use crate::{Document, Source, probe::probe};\n\npub(crate) const DOCUMENTS: &[Document] = &[\n");
    let file = place.repository.join(FILE_NAME);
    for api in Project::read(&file).map_err(|error| error.to_string())?.apis {
        if takes(&api.name) {
            let source = format!("Source::Project {{ file: {}, api: {:?} }}", literal(&file), api.name);
            table.push_str(&entry(&api.name, &source, &api)?);
            drivers.depend(&api.name, &api.out);
        }
    }
    let cases = place.repository.join(CASES);
    for case in SENT.into_iter().filter(|name| takes(name)) {
        let spec = ["openapi.yaml", "swagger.yaml"].map(|file| cases.join(case).join(file));
        let spec = spec.into_iter().find(|spec| spec.exists()).ok_or_else(|| format!("{CASES} has no {case}"))?;
        let spec = with_operations(&spec, &drivers.kept(&format!("{case}.yaml")))?;
        table.push_str(&generated(&mut drivers, &format!("case-{}", package(case)), &spec)?);
    }
    let folder = place.repository.join(FOLDER);
    for document in DOCUMENTS.into_iter().filter(|name| !options.own && takes(name)) {
        let spec = folder.join(document);
        if !spec.exists() {
            println!("skipped: there is no {document} at {FOLDER}");
            continue;
        }
        // Some begin with a digit, which no package may.
        table.push_str(&generated(&mut drivers, &format!("doc-{}", package(document)), &spec)?);
    }
    table.push_str("];\n");
    drivers.write("src/documents.rs", &table)?;
    let speed = if options.values < MANY { Speed::Built } else { Speed::Optimized };
    drivers.run_driver(
        "round-trip",
        speed,
        &[
            ("VALUES", options.values.to_string()),
            ("SEED", options.seed.map(|seed| seed.to_string()).unwrap_or_default()),
            ("OPERATION", options.operation.clone().unwrap_or_default()),
        ],
    )
}

/// Generates a crate from a document; gives it as the driver's table has it.
fn generated(drivers: &mut Drivers<'_>, name: &str, spec: &Path) -> Result<String, String> {
    let root = spec.parent().unwrap_or(spec).to_owned();
    let generated = drivers.generate(name, spec, &root);
    if !generated.is_complete() {
        return Err(format!("{}: {}", spec.display(), generated.failure.clone().unwrap_or_default()));
    }
    let allow = Code::ALL.iter().copied().filter(|code| generated.allowed.contains(code.as_str())).collect();
    let api = alone(name, spec, &root, allow);
    let allowed: Vec<&str> = api.config.allow.iter().map(|code| code.as_str()).collect();
    let source =
        format!("Source::Document {{ spec: {}, root: {}, allow: &{allowed:?} }}", literal(spec), literal(&root));
    entry(name, &source, &api)
}

/// Where a case has schemas only, a document in which each has an operation that answers with what it is sent.
fn with_operations(spec: &Path, kept: &Path) -> Result<PathBuf, String> {
    const NO_PATHS: &str = "\npaths: {}\n";
    let text = fs::read_to_string(spec).map_err(|error| format!("{}: {error}", spec.display()))?;
    if !text.contains(NO_PATHS) {
        return Ok(spec.to_owned());
    }
    let schemas = text.split_once("\n  schemas:\n").map(|(_, schemas)| schemas).unwrap_or_default();
    let names = schemas.lines().take_while(|line| line.is_empty() || line.starts_with("    "));
    let names = names
        .filter_map(|line| line.strip_prefix("    ").filter(|name| !name.starts_with([' ', '#']))?.split_once(':'));
    let mut paths = String::from("\npaths:\n");
    for (index, (name, _)) in names.enumerate() {
        let content =
            format!("content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{name}' }} }} }}");
        let _ = writeln!(
            paths,
            "  /echo{index}:\n    put: {{ operationId: echo{index}, requestBody: {{ required: true, {content} }}, responses: {{ '200': {{ description: The same., {content} }} }} }}"
        );
    }
    fs::write(kept, text.replacen(NO_PATHS, &paths, 1)).map_err(|error| format!("{}: {error}", kept.display()))?;
    Ok(kept.to_owned())
}

/// What can be part of the name of a package.
fn package(document: &str) -> String {
    let name: String = document.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    name.trim_matches('-').to_ascii_lowercase()
}

/// A path as a Rust string.
fn literal(path: &Path) -> String {
    format!("{:?}", path.to_string_lossy())
}

/// A document with no settings of its own.
fn alone(name: &str, spec: &Path, root: &Path, allow: Vec<Code>) -> ApiProject {
    ApiProject {
        name: name.to_owned(),
        specs: vec![spec.to_owned()],
        overlays: Vec::new(),
        ref_root: Some(root.to_owned()),
        remote_refs: [].into(),
        out: PathBuf::new(),
        config: Config { allow, ..Config::default() },
    }
}

/// A document in the driver's table.
fn entry(name: &str, source: &str, api: &ApiProject) -> Result<String, String> {
    let lowered = api.lowered().map_err(|error| error.to_string())?.ok_or_else(|| format!("{name} has errors"))?;
    let mut text =
        format!("    Document {{\n        name: {name:?},\n        source: {source},\n        operations: &[\n");
    let package = name.replace('-', "_");
    // Where tags are features, those of webhooks and callbacks are off unless they are asked for.
    let has_tags = lowered.groups.iter().any(|group| group.feature.is_some());
    let groups = lowered.groups.iter().filter(|group| !has_tags || !group.is_reverse());
    for operation in groups.flat_map(|group| &group.operations) {
        let _ = writeln!(text, "            probe::<{package}::operations::{}>,", operation.type_name);
    }
    text.push_str("        ],\n        elements: &[");
    for element in &lowered.xml.elements {
        let _ = write!(text, "&{package}::xml::{}, ", element.constant);
    }
    text.push_str("],\n    },\n");
    Ok(text)
}
