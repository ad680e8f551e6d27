//! Values that may be one of several types: trying one after the other.

use super::{Decode, Mode, Reader, Value};

/// A place in the text to which a reader can go back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Checkpoint {
    at: usize,
    frames: usize,
    keys: usize,
    /// How many values were read over, of those that [`Reader::skipped`] holds.
    pub(super) skipped: usize,
    lexical: bool,
}

impl Reader<'_> {
    /// Where the reader stands.
    pub(super) fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            at: self.at,
            frames: self.frames.len(),
            keys: self.keys.len(),
            skipped: self.skipped.len(),
            lexical: self.lexical,
        }
    }

    /// Goes to where the reader stood after it had read the value that comes next.
    pub(super) fn forward(&mut self, checkpoint: Checkpoint) {
        self.at = checkpoint.at;
        self.lexical = checkpoint.lexical;
    }

    /// Whether so much was read again that only what must be is tried.
    pub(super) fn is_tired(&self) -> bool {
        self.fuel < self.text.len().saturating_mul(50)
    }

    /// Goes back to where the reader was not halted.
    pub(super) fn rewind(&mut self, checkpoint: Checkpoint) {
        // Beginning again costs something, too.
        let again = self.at.saturating_sub(checkpoint.at) + 16;
        self.at = checkpoint.at;
        self.frames.truncate(checkpoint.frames);
        self.keys.truncate(checkpoint.keys);
        self.skipped.truncate(checkpoint.skipped);
        self.lexical = checkpoint.lexical;
        self.halted = false;
        // Unions within unions could be read again and again without end.
        if let Some(left) = self.fuel.checked_sub(again) {
            self.fuel = left;
        } else {
            self.violation::<()>("has too many values that could be one of several types");
            self.halted = true;
        }
    }

    /// Whether the value is read to find out of which type it is.
    pub(super) const fn is_choosing(&self) -> bool {
        self.attempts > 0
    }

    /// Reads a value if it is of this type; if not, goes back and forgets what was wrong.
    pub fn attempt<T: Decode>(&mut self) -> Option<T> {
        self.attempt_with(T::decode)
    }

    /// Reads a value if `read` can; if not, goes back and forgets what was wrong.
    pub fn attempt_with<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.halted {
            return None;
        }
        let checkpoint = self.checkpoint();
        self.attempts += 1;
        let value = read(self);
        self.attempts -= 1;
        if value.is_some() && !self.halted {
            return value;
        }
        self.rewind(checkpoint);
        None
    }

    /// Reads a variant of a union, if the value is one.
    pub fn try_variant<T: Decode, U>(&mut self, wrap: impl FnOnce(T) -> U) -> Option<U> {
        self.attempt().map(wrap)
    }

    /// Reads a union that is an alternative of itself, by way of others: as such, no value is one.
    pub fn once<T>(&mut self, name: &'static str, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let here = (self.at, name);
        if self.once.contains(&here) {
            self.pass_value();
            return self.violation(format!("is {name} only because it is {name}"));
        }
        self.once.push(here);
        let value = read(self);
        self.once.pop();
        value
    }

    /// What is none of the variants: kept as it is in lenient mode, refused in strict mode.
    pub fn no_variant<U>(&mut self, name: &str, keep: impl FnOnce(Value) -> U) -> Option<U> {
        match self.mode {
            Mode::Lenient => Value::decode(self).map(keep),
            Mode::Strict => {
                self.pass_value();
                self.violation(format!("is none of the variants of {name}"))
            }
        }
    }

    /// A value of a closed list: one that is not in it is refused in strict mode.
    pub fn choice(&mut self, text: &str, values: &[&str]) -> Option<()> {
        if self.mode == Mode::Lenient || values.contains(&text) {
            return Some(());
        }
        self.not_listed(values.iter())
    }

    /// The same, for whole numbers.
    pub fn integer_choice(&mut self, number: i64, values: &[i64]) -> Option<()> {
        if self.mode == Mode::Lenient || values.contains(&number) {
            return Some(());
        }
        self.not_listed(values.iter())
    }

    fn not_listed<T: std::fmt::Display>(&mut self, values: impl ExactSizeIterator<Item = T>) -> Option<()> {
        const NAMED: usize = 20;
        let more = values.len().saturating_sub(NAMED);
        let mut list: Vec<String> = values.take(NAMED).map(|value| format!("`{value}`")).collect();
        if more > 0 {
            list.push(format!("{more} more"));
        }
        self.violation(format!("must be one of {}", list.join(", ")))
    }
}
