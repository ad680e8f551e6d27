//! Whole documents through the whole generator: what is said of them, what is written, and that it compiles.

mod cargo;
mod case;
mod cases;
mod hostile;
mod inject;
mod mutants;
mod mutate;
#[path = "../../src/lower/tests/outline.rs"]
mod outline;
mod shape;

// The outline is shared with tests inside the crate, and calls it `crate`.
use specwright::ir;
