//! `specwright generate` and `specwright check`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use specwright::config::filter::{Filter, Filters, Selector};
use specwright::config::{Config, RuntimeDependency, Sides, TagFeatures, UnusedTypes};
use specwright::diag;
use specwright::output::Mode;
use specwright::project::{ApiProject, FILE_NAME, Project, Status, complain, relative, say};

use super::{Side, Source, Tags, Unused};

/// What the user wants to come of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Intent {
    Write,
    Check,
    DryRun,
}

/// Runs every API and ends with the worst of their statuses.
pub(super) fn run(source: &Source, intent: Intent) -> ExitCode {
    let apis = match apis(source) {
        Ok(apis) => apis,
        Err(message) => {
            eprintln!("error: {message}");
            return ExitCode::from(Status::Broken as u8);
        }
    };
    let mode = if intent == Intent::Write { Mode::Write } else { Mode::Check };
    let mut worst = Status::InStep;
    let mut reports = Vec::new();
    for api in &apis {
        let outcome = match api.run(mode) {
            Ok(outcome) => outcome,
            Err(error) => {
                eprintln!("error: {error}");
                worst = Status::Broken;
                continue;
            }
        };
        worst = worst.max(outcome.status(mode));
        if source.json {
            reports.push(outcome.json(api, mode));
        } else {
            complain(&diag::human::render(&outcome.diagnostics, &outcome.input));
            say(&outcome.summary(api, mode));
            say(&outcome.census_text());
        }
    }
    if source.json {
        say(&format!("{:#}\n", serde_json::Value::from(reports)));
    } else if worst == Status::OutOfStep && intent == Intent::Check {
        eprintln!("run `specwright generate` with the same arguments and commit what it writes");
    }
    match (intent, worst) {
        (Intent::DryRun, Status::OutOfStep) => ExitCode::SUCCESS,
        _ => ExitCode::from(worst as u8),
    }
}

fn apis(source: &Source) -> Result<Vec<ApiProject>, String> {
    let mut apis = if source.spec.is_empty() { from_settings(source)? } else { vec![from_arguments(source)?] };
    for api in &mut apis {
        api.config.allow.extend(&source.allow);
    }
    Ok(apis)
}

fn from_settings(source: &Source) -> Result<Vec<ApiProject>, String> {
    let file = match &source.config {
        Some(file) => file.clone(),
        None => find_settings().ok_or_else(|| {
            format!("there is no {FILE_NAME} here or above; name a document: specwright generate SPEC")
        })?,
    };
    let mut apis = Project::read(&file).map_err(|error| error.to_string())?.apis;
    if let Some(unknown) = source.api.iter().find(|name| apis.iter().all(|api| api.name != **name)) {
        let known: Vec<_> = apis.iter().map(|api| api.name.as_str()).collect();
        return Err(format!("{} names no API `{unknown}`; it has {}", file.display(), known.join(", ")));
    }
    apis.retain(|api| source.api.is_empty() || source.api.contains(&api.name));
    Ok(apis)
}

/// The nearest settings, as a path relative to the working folder.
fn find_settings() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let levels = here.ancestors().count();
    (0..levels).map(|up| Path::new("").join("../".repeat(up)).join(FILE_NAME)).find(|file| file.is_file())
}

fn from_arguments(source: &Source) -> Result<ApiProject, String> {
    let stem = source.spec[0].file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let folder_name =
        source.out.as_ref().and_then(|out| out.file_name()).map(|name| name.to_string_lossy().into_owned());
    let name = source.name.clone().or(folder_name).unwrap_or(stem);
    let out = source.out.clone().unwrap_or_else(|| PathBuf::from(&name));
    let runtime = match &source.runtime_path {
        Some(path) if !path.join("Cargo.toml").is_file() => {
            return Err(format!("--runtime-path {}: there is no Cargo.toml in it", path.display()));
        }
        Some(path) => RuntimeDependency::Path(relative(path, &out)),
        None => Config::default().runtime,
    };
    Ok(ApiProject {
        specs: source.spec.clone(),
        overlays: source.overlay.clone(),
        ref_root: source.ref_root.clone(),
        remote_refs: source.remote_ref.iter().cloned().collect(),
        config: Config {
            crate_name: Some(name.clone()),
            sides: match source.only {
                None => Sides::Both,
                Some(Side::Client) => Sides::Client,
                Some(Side::Server) => Sides::Server,
            },
            runtime,
            unused_types: match source.unused_types {
                Some(Unused::Keep) => UnusedTypes::Keep,
                None | Some(Unused::LeaveOut) => UnusedTypes::LeaveOut,
            },
            filters: filters(source),
            tag_features: match source.tag_features {
                None | Some(Tags::Auto) => TagFeatures::Auto,
                Some(Tags::Always) => TagFeatures::Always,
                Some(Tags::Never) => TagFeatures::Never,
            },
            ..Config::default()
        },
        name,
        out,
    })
}

/// What is asked for on the command line holds for both sides.
fn filters(source: &Source) -> Filters {
    let selector = Selector {
        tags: source.tag.clone(),
        paths: source.path.clone(),
        methods: source.method.clone(),
        operations: source.operation.clone(),
    };
    let include = if selector == Selector::default() { Vec::new() } else { vec![selector] };
    Filters { both: Filter { include, exclude: Vec::new() }, ..Filters::default() }
}
