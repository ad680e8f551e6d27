//! `cargo xtask fuzz`: mutants of documents through the generator, for as long as it is told to.
//!
//! The mutant that is being run stands in `target/fuzz/openapi.json`, so that one which ends the process is there to be looked at.

#[path = "../../generator/tests/documents/mutate.rs"]
mod mutate;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::Value;
use specwright::diag::{Code, Sink};

use mutate::{Random, mutant, run as generate};

/// No mutant may take longer.
const LONGEST: Duration = Duration::from_secs(10);

/// Documents that are larger have too few mutants in a minute.
const LARGEST: u64 = 1_000_000;

/// For how long, and of what.
#[derive(Args)]
pub(crate) struct Options {
    /// Folders with documents; those of this repository where none is named
    folders: Vec<PathBuf>,
    /// How long to go on
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Where the row of mutants begins; one that failed is made again by its own seed
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Runs mutants until the time is over.
pub(crate) fn run(options: &Options) -> ExitCode {
    let repository = crate::repository();
    let folders = if options.folders.is_empty() {
        ["specs", "generator/tests"].map(|folder| repository.join(folder)).to_vec()
    } else {
        options.folders.clone()
    };
    let mut documents = Vec::new();
    for folder in &folders {
        collect(folder, &mut documents);
    }
    let work = repository.join("target/fuzz");
    if documents.is_empty() || fs::create_dir_all(&work).is_err() {
        eprintln!("error: no document to mutate, or no folder to write to");
        return ExitCode::from(2);
    }
    let (start, mut failures, mut seed) = (Instant::now(), 0_usize, options.seed);
    while start.elapsed() < Duration::from_secs(options.seconds) {
        let mut random = Random(seed);
        let (path, document) = &documents[random.below(documents.len())];
        let text = mutant(document, &mut random);
        let _ = fs::write(work.join("openapi.json"), &text);
        let allow = if seed.is_multiple_of(2) { &[] } else { Code::ALL };
        let begun = Instant::now();
        let result = match catch_unwind(AssertUnwindSafe(|| generate(&text, allow))) {
            Ok(Ok(())) if begun.elapsed() > LONGEST => Err(format!("it takes {} s", begun.elapsed().as_secs())),
            Ok(result) => result,
            Err(_) => Err("it panics".to_owned()),
        };
        if let Err(message) = result {
            failures += 1;
            println!("seed {seed}, {}: {message}", path.display());
            let _ = fs::write(work.join(format!("{seed}.json")), &text);
        }
        seed += 1;
    }
    println!("{} mutants of {} documents, {failures} failed", seed - options.seed, documents.len());
    ExitCode::from(u8::from(failures > 0))
}

/// The documents of a folder and below.
fn collect(folder: &Path, found: &mut Vec<(PathBuf, Value)>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path()).collect();
    entries.sort();
    for path in entries {
        let is_document = path.extension().is_some_and(|ending| ["yaml", "yml", "json"].iter().any(|it| ending == *it));
        if path.is_dir() {
            collect(&path, found);
        } else if is_document
            && path.metadata().is_ok_and(|file| file.len() < LARGEST)
            && let Ok(text) = fs::read_to_string(&path)
            && let Some(value) = specwright::source::read(&path.to_string_lossy(), &text, &mut Sink::default())
            && ["openapi", "swagger"].iter().any(|key| value.get(key).is_some())
        {
            found.push((path, value));
        }
    }
}
