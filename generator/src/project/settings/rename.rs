//! `[api.rename]`: new names, each checked to be one where it stands.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{Deserializer, Error};

use crate::config::rename::Renames;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RenameSettings {
    #[serde(default)]
    schemas: BTreeMap<String, Camel>,
    #[serde(default)]
    properties: BTreeMap<String, Snake>,
    #[serde(default)]
    values: BTreeMap<String, Camel>,
    #[serde(default)]
    operations: BTreeMap<String, Snake>,
    #[serde(default)]
    tags: BTreeMap<String, Snake>,
}

impl RenameSettings {
    pub(super) fn lift(self) -> Renames {
        fn camel(names: BTreeMap<String, Camel>) -> BTreeMap<String, String> {
            names.into_iter().map(|(from, Camel(to))| (from, to)).collect()
        }
        fn snake(names: BTreeMap<String, Snake>) -> BTreeMap<String, String> {
            names.into_iter().map(|(from, Snake(to))| (from, to)).collect()
        }
        Renames {
            schemas: camel(self.schemas),
            properties: snake(self.properties),
            values: camel(self.values),
            operations: snake(self.operations),
            tags: snake(self.tags),
        }
    }
}

/// `UpperCamelCase`.
struct Camel(String);

/// `snake_case`.
struct Snake(String);

impl<'de> Deserialize<'de> for Camel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let is_right = name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.chars().all(|c| c.is_ascii_alphanumeric())
            && name != "Self";
        if is_right { Ok(Self(name)) } else { Err(D::Error::custom(format!("`{name}` is no name in UpperCamelCase"))) }
    }
}

impl<'de> Deserialize<'de> for Snake {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let is_right = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            && !name.contains("__")
            && !name.ends_with('_')
            && !["self", "super", "crate"].contains(&name.as_str());
        if is_right { Ok(Self(name)) } else { Err(D::Error::custom(format!("`{name}` is no name in snake_case"))) }
    }
}
