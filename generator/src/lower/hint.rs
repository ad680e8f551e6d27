//! What an inline type is called, and where it is put.

use std::cell::OnceCell;

use super::names;

/// What an inline type is called, and where it is put.
///
/// Most places need no name, because their types have one or need none; so it is made where it is asked for.
#[derive(Debug, Clone)]
pub(super) struct Hint {
    /// Number of the module.
    pub module: usize,
    name: OnceCell<String>,
    /// The name of what it is a part of, and what the part is called.
    part: Option<(String, String)>,
}

impl Hint {
    /// For what has a name, in upper camel case.
    pub(super) fn new(name: String, module: usize) -> Self {
        Self { module, name: OnceCell::from(name), part: None }
    }

    /// For a part of what this is for.
    pub(super) fn part(&self, part: &str) -> Self {
        let part = Some((self.name().to_owned(), part.to_owned()));
        Self { module: self.module, name: OnceCell::new(), part }
    }

    /// For each of the items of what this is for.
    pub(super) fn item(&self) -> Self {
        let one = names::singular_camel(self.name());
        let name = if one == self.name() { format!("{one}Item") } else { one };
        Self::new(name, self.module)
    }

    /// The same in another module.
    pub(super) fn in_module(&self, module: usize) -> Self {
        Self { module, ..self.clone() }
    }

    /// The name, in upper camel case.
    pub(super) fn name(&self) -> &str {
        self.name.get_or_init(|| match &self.part {
            Some((whole, part)) => names::join(&[whole, part]),
            None => String::new(),
        })
    }
}
