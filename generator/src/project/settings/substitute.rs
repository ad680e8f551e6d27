//! `[api.replace]`, `[api.libraries]` and `[api.derives]`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{Deserializer, Error};

use crate::config::substitute::{DateTimeLibrary, DecimalLibrary, Derives, Libraries, Replacements, UuidLibrary};

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ReplaceSettings {
    #[serde(default)]
    schemas: BTreeMap<String, RustPath>,
    #[serde(default)]
    formats: BTreeMap<String, RustPath>,
}

impl ReplaceSettings {
    pub(super) fn lift(self) -> Replacements {
        let paths =
            |paths: BTreeMap<String, RustPath>| paths.into_iter().map(|(name, RustPath(path))| (name, path)).collect();
        Replacements { schemas: paths(self.schemas), formats: paths(self.formats) }
    }
}

/// `pattern = ["Trait", "some_crate::Trait"]`.
#[derive(Deserialize, Default)]
pub(super) struct DeriveSettings(BTreeMap<String, Vec<Derive>>);

impl DeriveSettings {
    pub(super) fn lift(self) -> Derives {
        let paths = |paths: Vec<Derive>| paths.into_iter().map(|Derive(path)| path).collect();
        self.0.into_iter().map(|(pattern, list)| (pattern, paths(list))).collect()
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LibrarySettings {
    #[serde(default)]
    date_time: DateTimeName,
    #[serde(default)]
    uuid: UuidName,
    #[serde(default)]
    decimal: DecimalName,
}

impl LibrarySettings {
    pub(super) fn lift(self) -> Libraries {
        Libraries {
            date_time: match self.date_time {
                DateTimeName::Chrono => DateTimeLibrary::Chrono,
                DateTimeName::Jiff => DateTimeLibrary::Jiff,
                DateTimeName::Time => DateTimeLibrary::Time,
                DateTimeName::String => DateTimeLibrary::String,
            },
            uuid: match self.uuid {
                UuidName::Uuid => UuidLibrary::Uuid,
                UuidName::String => UuidLibrary::String,
            },
            decimal: match self.decimal {
                DecimalName::Number => DecimalLibrary::Number,
                DecimalName::RustDecimal => DecimalLibrary::RustDecimal,
            },
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "lowercase")]
enum DateTimeName {
    #[default]
    Chrono,
    Jiff,
    Time,
    String,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "lowercase")]
enum UuidName {
    #[default]
    Uuid,
    String,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
enum DecimalName {
    #[default]
    Number,
    RustDecimal,
}

/// A type of another crate: `some_crate::module::Type`.
struct RustPath(String);

impl<'de> Deserialize<'de> for RustPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let path = String::deserialize(deserializer)?;
        if is_path(&path) && path.contains("::") {
            Ok(Self(path))
        } else {
            Err(D::Error::custom(format!("`{path}` is no path of a type in another crate, as `some_crate::Type`")))
        }
    }
}

/// The name of a package.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PackageName(pub(super) String);

impl<'de> Deserialize<'de> for PackageName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let is_right = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        if is_right { Ok(Self(name)) } else { Err(D::Error::custom(format!("`{name}` is no name of a package"))) }
    }
}

/// A macro to derive: of another crate, or one of Rust's own that nothing proves by itself.
struct Derive(String);

impl<'de> Deserialize<'de> for Derive {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let path = String::deserialize(deserializer)?;
        let own = ["Clone", "Copy", "Debug", "Default", "PartialEq"];
        if own.contains(&path.as_str()) {
            return Err(D::Error::custom(format!("`{path}` is derived wherever it can be")));
        }
        let is_right =
            is_path(&path) && (path.contains("::") || ["Eq", "Hash", "Ord", "PartialOrd"].contains(&path.as_str()));
        if is_right {
            Ok(Self(path))
        } else {
            Err(D::Error::custom(format!("`{path}` is no path of a macro in another crate, as `some_crate::Trait`")))
        }
    }
}

/// Names of letters, digits and `_` between `::`, from a crate on.
fn is_path(path: &str) -> bool {
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !["_", "crate", "self", "super", "Self"].contains(&name)
    };
    path.split("::").all(is_name)
}
