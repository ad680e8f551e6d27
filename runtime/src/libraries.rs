//! Types of libraries that a user may choose for dates, times and decimals, each with a feature of its name.
//!
//! They are read and written as the types of this crate are, and then turned into those of the library.

#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(feature = "time")]
mod time;
