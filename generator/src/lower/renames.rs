//! The names that the user gives in place of the document's: who asks for one, and which were never asked for.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::arena::Lowering;
use super::names;
use crate::config::rename::Renames;
use crate::diag::{Code, Place};
use crate::ir::types::{ChoiceValues, Member, Shape};
use crate::spec::operation::Operation;

/// The keyword by which a schema, a property or an operation says its name itself.
const KEYWORD: &str = "x-rust-name";

/// What a new name is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Named {
    Schemas,
    Properties,
    Values,
    Operations,
    Tags,
}

impl Named {
    const ALL: [Self; 5] = [Self::Schemas, Self::Properties, Self::Values, Self::Operations, Self::Tags];

    fn key(self) -> &'static str {
        match self {
            Self::Schemas => "schemas",
            Self::Properties => "properties",
            Self::Values => "values",
            Self::Operations => "operations",
            Self::Tags => "tags",
        }
    }

    fn of(self, renames: &Renames) -> &BTreeMap<String, String> {
        match self {
            Self::Schemas => &renames.schemas,
            Self::Properties => &renames.properties,
            Self::Values => &renames.values,
            Self::Operations => &renames.operations,
            Self::Tags => &renames.tags,
        }
    }
}

impl Lowering<'_> {
    /// The new name of something, if the user gives it one.
    pub(super) fn renamed(&mut self, named: Named, from: &str) -> Option<String> {
        let to = named.of(&self.config.rename).get(from)?.clone();
        self.renames_used.insert((named, from.to_owned()));
        Some(to)
    }

    /// The name of a component: the user's, or its own [`KEYWORD`]'s.
    pub(super) fn schema_wish(&mut self, name: &str, keywords: &indexmap::IndexMap<String, Value>) -> Option<String> {
        self.renamed(Named::Schemas, name).or_else(|| Some(names::camel(&keyword(keywords)?)))
    }

    /// The name of a field of a record that the document or Rust calls one of `owners`.
    pub(super) fn property_wish(&mut self, owners: [Option<&str>; 2], property: &str) -> Option<String> {
        let mut owners = owners.into_iter().flatten();
        owners.find_map(|owner| self.renamed(Named::Properties, &format!("{owner}.{property}")))
    }

    /// The name of an operation: the user's, or its own [`KEYWORD`]'s.
    pub(super) fn operation_wish(&mut self, id: &str, operation: &Operation) -> Option<String> {
        let route = format!("{} {}", operation.method, operation.path);
        let wish = self.renamed(Named::Operations, id).or_else(|| self.renamed(Named::Operations, &route));
        wish.or_else(|| keyword(&operation.extensions))
    }

    /// Says that a new name could not be given, if it is the user's.
    pub(super) fn check_wish(&mut self, named: Named, wish: &str, given: &str, place: Option<&Place>) {
        if given.trim_start_matches("r#") != wish && named.of(&self.config.rename).values().any(|to| to == wish) {
            let message = format!("`rename.{}` can't call this `{wish}`: the name is taken or reserved", named.key());
            self.say(Code::InvalidSetting, place, message);
        }
    }

    /// Gives the variants of choices their new names.
    pub(super) fn rename_values(&mut self) {
        if self.config.rename.values.is_empty() {
            return;
        }
        for index in 0..self.types.len() {
            let Some(name) = self.types[index].name.clone() else { continue };
            let owners = [name.wire, name.rust];
            let Shape::Choice(choice) = &self.types[index].shape else { continue };
            let mut choice = choice.clone();
            let unknown = choice.unknown.clone();
            match &mut choice.values {
                ChoiceValues::Strings(members) => self.rename_members(&owners, members, &unknown),
                ChoiceValues::Integers(members) => self.rename_members(&owners, members, &unknown),
            }
            self.types[index].shape = Shape::Choice(choice);
        }
    }

    fn rename_members<T: ToString>(&mut self, owners: &[String; 2], members: &mut [Member<T>], unknown: &str) {
        for index in 0..members.len() {
            let value = members[index].value.to_string();
            let wish = owners.iter().find_map(|owner| self.renamed(Named::Values, &format!("{owner}.{value}")));
            let Some(wish) = wish else { continue };
            let is_taken =
                wish == unknown || members.iter().enumerate().any(|(other, own)| other != index && own.rust == wish);
            if is_taken {
                let place = self.spec.place.clone();
                self.check_wish(Named::Values, &wish, "", Some(&place));
            } else {
                members[index].rust = wish;
            }
        }
    }

    /// Says which of the user's names were for nothing.
    pub(super) fn report_unused_renames(&mut self) {
        let (config, spec) = (self.config, self.spec);
        for named in Named::ALL {
            for from in named.of(&config.rename).keys() {
                if !self.renames_used.contains(&(named, from.clone())) {
                    let message = format!("`rename.{}` names `{from}`, which is not in the document", named.key());
                    self.say(Code::SettingNoMatch, Some(&spec.place), message);
                }
            }
        }
    }
}

/// Which of the user's names were asked for.
pub(super) type Used = HashSet<(Named, String)>;

/// The name that something gives itself; like everything in a document it is only ever text to make a name of.
pub(super) fn keyword(keywords: &indexmap::IndexMap<String, Value>) -> Option<String> {
    keywords.get(KEYWORD)?.as_str().map(str::to_owned).filter(|name| !name.trim().is_empty())
}
