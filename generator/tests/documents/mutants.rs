//! Whatever a document holds: no panic, an end, a place for each error, and no more output than the document accounts for.
//!
//! `cargo xtask fuzz` does the same for as long as it is told to.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use specwright::diag::{Code, Sink};
use specwright::source;

use crate::case;
use crate::mutate::{Random, mutant, run};

/// Mutants of each document.
const MUTANTS: u64 = 12;

#[test]
fn no_mutant_of_a_document_does_harm() {
    let mut documents: Vec<_> = case::all().iter().flat_map(|case| case.project().specs).collect();
    documents.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/showcase.yaml"));
    for path in documents {
        let text = fs::read_to_string(&path).expect("a document");
        let document = source::read(&path.to_string_lossy(), &text, &mut Sink::default()).expect("a value");
        for seed in 0..MUTANTS {
            let text = mutant(&document, &mut Random(seed));
            let allow = if seed % 2 == 0 { &[] } else { Code::ALL };
            let result = catch_unwind(AssertUnwindSafe(|| run(&text, allow)));
            assert!(matches!(result, Ok(Ok(()))), "{} with seed {seed}: {result:?}\n{text}", path.display());
        }
    }
}
