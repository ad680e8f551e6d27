//! The command line of Specwright.

fn main() {}
