//! `include` and `exclude`, for both sides and for each.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

use crate::config::filter::{Filter, Selector};

/// The keys of a filter: of the API's own table, and of `[api.client]` and `[api.server]`.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FilterSettings {
    #[serde(default)]
    pub(super) include: OneOrMany<SelectorSettings>,
    #[serde(default)]
    pub(super) exclude: OneOrMany<SelectorSettings>,
}

/// A table that says which operations are meant.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SelectorSettings {
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    paths: Vec<String>,
    #[serde(default)]
    methods: Vec<String>,
    #[serde(default)]
    operations: Vec<String>,
}

impl FilterSettings {
    /// The filter; the message says what is wrong with `key` (`client.`).
    pub(super) fn lift(self, key: &str) -> Result<Filter, String> {
        let selectors = |name: &str, settings: OneOrMany<SelectorSettings>| -> Result<Vec<Selector>, String> {
            let selectors = settings.0.into_iter().map(|settings| Selector {
                tags: settings.tags,
                paths: settings.paths,
                methods: settings.methods,
                operations: settings.operations,
            });
            let selectors: Vec<Selector> = selectors.collect();
            if selectors.contains(&Selector::default()) {
                return Err(format!("`{key}{name}` has none of `tags`, `paths`, `methods` and `operations`"));
            }
            Ok(selectors)
        };
        Ok(Filter { include: selectors("include", self.include)?, exclude: selectors("exclude", self.exclude)? })
    }
}

/// A table, or a list of tables.
pub(super) struct OneOrMany<T>(pub(super) Vec<T>);

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// By hand, because the errors of an untagged enum name no key.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = OneOrMany<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table or a list of tables")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                Ok(OneOrMany(vec![T::deserialize(MapAccessDeserializer::new(map))?]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                Ok(OneOrMany(Vec::deserialize(SeqAccessDeserializer::new(seq))?))
            }
        }

        deserializer.deserialize_any(Either(PhantomData))
    }
}
