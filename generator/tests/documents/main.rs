//! Whole documents through the whole generator: what is said of them, what is written, and that it compiles.

mod cargo;
mod case;
mod cases;
#[path = "../../src/lower/tests/outline.rs"]
mod outline;

// The outline is shared with tests inside the crate, and calls it `crate`.
use specwright::ir;
