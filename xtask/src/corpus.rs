//! `cargo xtask corpus`: every document of a folder is generated and the output type-checked; a table says how it went.
//!
//! A document that fails never stops the run. The tools run as processes of their own, so that time and memory are theirs alone and
//! a crash is a row of the table.

mod check;
mod documents;
mod slice;
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Args;

use crate::generation::{self, Generated, Profile};
use documents::Document;

/// Where documents are looked for when no folder is named; each is left out where it does not exist.
const DEFAULT_FOLDERS: [&str; 2] = ["../shared/corpus", "../shared/corpus-suite"];

/// Which documents, and what is done with each.
#[derive(Args)]
pub(crate) struct Options {
    /// Folders with documents (and a `manifest.tsv` that lists them, if there is one)
    folders: Vec<PathBuf>,
    /// Only documents whose name contains this; can be repeated
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Only the documents of a fixed list, by a debug build of the generator
    #[arg(long, value_name = "NAME")]
    slice: Option<slice::Slice>,
    /// Generate only, don't type-check the output
    #[arg(long)]
    no_check: bool,
    /// Type-check the output (the default)
    #[arg(long, overrides_with = "no_check")]
    check: bool,
    /// Run clippy and rustdoc on the output too
    #[arg(long)]
    lint: bool,
    /// Check each side alone as well as both together
    #[arg(long)]
    sides: bool,
    /// How many documents at once; each job has a target folder of its own
    #[arg(long, default_value_t = 1)]
    jobs: usize,
    /// Write the table as tab-separated values
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// How it went with one document.
#[derive(Debug, Default)]
struct Row {
    name: String,
    generated: Generated,
    checks: Vec<check::Checked>,
}

impl Row {
    fn passes(&self) -> bool {
        self.generated.is_complete() && self.checks.iter().all(check::Checked::passes)
    }
}

/// Runs every document.
pub(crate) fn run(options: &Options) -> ExitCode {
    match run_all(options) {
        Ok(rows) if rows.is_empty() => {
            println!("skipped: there are no documents at {}", DEFAULT_FOLDERS.join(" and "));
            ExitCode::SUCCESS
        }
        Ok(rows) => {
            let failed = rows.iter().filter(|row| !row.passes()).count();
            print!("{}", table::summary(&rows));
            ExitCode::from(u8::from(failed > 0))
        }
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

fn run_all(options: &Options) -> Result<Vec<Row>, String> {
    let repository = crate::repository().canonicalize().map_err(|error| error.to_string())?;
    let documents = selected(options, &repository)?;
    if let Some(slice) = options.slice {
        let absent: Vec<_> = slice.names().iter().filter(|name| documents.iter().all(|it| it.name != **name)).collect();
        match (documents.is_empty(), absent.is_empty()) {
            // Whoever has only the repository can't run it.
            (true, _) => return Ok(Vec::new()),
            (false, false) => return Err(format!("the folders have no {absent:?}")),
            (false, true) => {}
        }
    }
    if documents.is_empty() {
        return Err("no document to run: the folders are absent, or `--only` fits none".to_owned());
    }
    let profile = if options.slice.is_some() { Profile::Dev } else { Profile::Release };
    let specwright = generation::build(&repository, profile)?;
    let work = repository.join("target/corpus");
    let next = AtomicUsize::new(0);
    let rows = Mutex::new(Vec::new());
    println!("{}", table::HEADER);
    std::thread::scope(|scope| {
        for job in 0..options.jobs.max(1) {
            let (documents, next, rows, repository, specwright, work) =
                (&documents, &next, &rows, &repository, &specwright, &work);
            scope.spawn(move || {
                // What the tests have built is not built again for a slice.
                let target = match options.slice {
                    Some(_) if options.jobs <= 1 => specwright.ancestors().nth(2).unwrap_or(work).to_owned(),
                    _ => work.join(format!("target-{job}")),
                };
                let place = Place { repository, specwright, work, target };
                while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let row = run_one(document, options, &place);
                    println!("{}", table::line(&row));
                    rows.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(row);
                }
            });
        }
    });
    let mut rows = rows.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    if let Some(file) = &options.report {
        std::fs::write(file, table::tsv(&rows)).map_err(|error| format!("can't write {}: {error}", file.display()))?;
    }
    Ok(rows)
}

/// Where a job works.
struct Place<'a> {
    repository: &'a Path,
    specwright: &'a Path,
    work: &'a Path,
    /// Where Cargo builds.
    target: PathBuf,
}

fn run_one(document: &Document, options: &Options, place: &Place) -> Row {
    let out = place.work.join("crates").join(document.slug());
    let generated = generate(document, &out, place);
    let mut checks = Vec::new();
    if generated.is_complete() && !options.no_check {
        checks = check::run(&out, options, place);
    }
    // What is left would fill the disk over a few hundred documents.
    if options.only.is_empty() {
        let _ = std::fs::remove_dir_all(&out);
    }
    Row { name: document.name.clone(), generated, checks }
}

fn generate(document: &Document, out: &Path, place: &Place) -> Generated {
    match document.unpacked(place.work) {
        Ok(spec) => {
            let unpacked = place.work.join("unpacked");
            let root = if spec == document.path { &document.root } else { &unpacked };
            let Place { specwright, repository, .. } = *place;
            generation::run(generation::Request { specwright, repository, spec: &spec, root, name: "generated", out })
        }
        Err(error) => Generated { failure: Some(error.to_string()), ..Generated::default() },
    }
}

fn selected(options: &Options, repository: &Path) -> Result<Vec<Document>, String> {
    let folders: Vec<PathBuf> = if options.folders.is_empty() {
        DEFAULT_FOLDERS.iter().map(|folder| repository.join(folder)).filter(|folder| folder.is_dir()).collect()
    } else {
        options.folders.clone()
    };
    let mut documents = Vec::new();
    for folder in &folders {
        documents.extend(documents::of(folder).map_err(|error| format!("can't read {}: {error}", folder.display()))?);
    }
    if let Some(slice) = options.slice {
        documents.retain(|document| slice.names().contains(&document.name.as_str()));
    }
    documents
        .retain(|document| options.only.is_empty() || options.only.iter().any(|part| document.name.contains(part)));
    Ok(documents)
}
