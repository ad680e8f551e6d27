//! A manifest of Cargo that a person owns, kept in step with the features and dependencies that generated code needs.
//!
//! Only what is missing is added, and only features of tags that are gone are removed; every other line stays as it was written.

use std::collections::BTreeSet;

use toml_edit::{Array, DocumentMut, Item, TableLike, Value};

use crate::ir::features::ALL_TAGS;

/// `present` with what `wanted`, a manifest as it is first written, has in `[features]` and `[dependencies]`.
///
/// # Errors
///
/// When `present` is no TOML, or has something else where these tables stand; the message says so.
pub(super) fn in_step(present: &str, wanted: &str) -> Result<String, String> {
    let mut manifest: DocumentMut = present.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
    let wanted: DocumentMut = wanted.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
    for (name, keep) in
        [("features", keep_features as fn(&mut dyn TableLike, &dyn TableLike)), ("dependencies", keep_dependencies)]
    {
        let Some(table) = wanted.get(name).and_then(Item::as_table_like) else { continue };
        match manifest.get_mut(name) {
            None => {
                manifest.insert(name, wanted[name].clone());
            }
            Some(item) => keep(item.as_table_like_mut().ok_or_else(|| format!("`{name}` is no table"))?, table),
        }
    }
    Ok(manifest.to_string())
}

fn keep_features(present: &mut dyn TableLike, wanted: &dyn TableLike) {
    remove_tags(present, &strings(wanted.get(ALL_TAGS)));
    let is_new = wanted.contains_key(ALL_TAGS) && !present.contains_key(ALL_TAGS);
    for (name, item) in wanted.iter().filter(|(name, _)| *name != "default") {
        if name == ALL_TAGS && strings(present.get(name)) != strings(Some(item)) {
            present.remove(name);
        }
        add(present, wanted, name);
        extend(present.get_mut(name), item);
    }
    // Whoever had no tags to choose from had all of them.
    if is_new {
        extend(present.get_mut("default"), &Item::Value(Value::Array(Array::from_iter([ALL_TAGS]))));
    }
}

/// Removes the features of tags that are gone, and their mentions. One that somebody has added to stays.
fn remove_tags(present: &mut dyn TableLike, wanted: &BTreeSet<String>) {
    let mut gone: BTreeSet<String> = strings(present.get(ALL_TAGS));
    gone.retain(|tag| !wanted.contains(tag) && strings(present.get(tag)).is_empty());
    if wanted.is_empty() && present.contains_key(ALL_TAGS) {
        gone.insert(ALL_TAGS.to_owned());
    }
    for tag in &gone {
        present.remove(tag);
    }
    for array in present.iter_mut().filter_map(|(_, item)| item.as_array_mut()) {
        array.retain(|value| value.as_str().is_none_or(|name| !gone.contains(name)));
    }
}

fn keep_dependencies(present: &mut dyn TableLike, wanted: &dyn TableLike) {
    for (name, item) in wanted.iter() {
        // Cargo takes `-` and `_` for the same.
        let same = |other: &str| other.replace('-', "_") == name.replace('-', "_");
        let known = present.iter().map(|(other, _)| other.to_owned()).find(|other| same(other));
        if known.is_none() {
            add(present, wanted, name);
        }
        let name = known.as_deref().unwrap_or(name);
        let Some(features) = item.get("features") else { continue };
        let Some(dependency) = present.get_mut(name) else { continue };
        if let Some(version) = dependency.as_str().map(str::to_owned) {
            let table = [("version", Value::from(version)), ("features", Value::Array(Array::new()))];
            *dependency = Item::Value(Value::InlineTable(table.into_iter().collect()));
        }
        if let Some(table) = dependency.as_table_like_mut() {
            if !table.contains_key("features") {
                table.insert("features", Item::Value(Value::Array(Array::new())));
            }
            extend(table.get_mut("features"), features);
        }
    }
}

/// Adds an entry that is missing, with the comment above it.
fn add(present: &mut dyn TableLike, wanted: &dyn TableLike, name: &str) {
    if let (false, Some((key, item))) = (present.contains_key(name), wanted.get_key_value(name)) {
        present.entry_format(key).or_insert(item.clone());
    }
}

/// Adds the strings that an array lacks.
fn extend(present: Option<&mut Item>, wanted: &Item) {
    let Some(array) = present.and_then(Item::as_array_mut) else { return };
    for value in wanted.as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !array.iter().any(|known| known.as_str() == Some(value)) {
            array.push(value);
        }
    }
}

fn strings(item: Option<&Item>) -> BTreeSet<String> {
    let values = item.and_then(Item::as_array).into_iter().flatten();
    values.filter_map(Value::as_str).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::in_step;

    const WANTED: &str = r#"
[package]
name = "a"

[features]
default = ["client", "all-tags"]
client = ["specwright-runtime/client"]

# The tags.
all-tags = [
    "pets",
    "users",
]
pets = []
users = []

[dependencies]
specwright-runtime = { version = "1", default-features = false, features = ["extra"] }
"#;

    #[test]
    fn a_manifest_as_it_was_written_is_in_step() {
        assert_eq!(in_step(WANTED, WANTED).unwrap(), WANTED);
    }

    #[test]
    fn what_a_person_wrote_stays() {
        let mine = WANTED
            .replace("default = [\"client\", \"all-tags\"]", "default = [\"pets\"] # mine")
            .replace("pets = []", "pets = [\"dep:serde\"]\nmine = [\"users\"]")
            .replace("version = \"1\"", "path = \"..\"")
            .replace("name = \"a\"", "name = 'b'");
        assert_eq!(in_step(&mine, WANTED).unwrap(), mine);
    }

    #[test]
    fn tags_come_and_go_with_the_document() {
        let now = WANTED.replace("    \"users\",", "    \"orders\",").replace("users = []", "orders = []");
        let mine = WANTED.replace("[\"client\", \"all-tags\"]", "[\"client\", \"users\"]");
        let text = in_step(&mine, &now).unwrap();
        assert!(text.contains("default = [\"client\"]\n"), "{text}");
        assert!(text.contains("\n# The tags.\nall-tags = [\n    \"pets\",\n    \"orders\",\n]\n"), "{text}");
        assert!(text.contains("\norders = []\n") && !text.contains("users"), "{text}");
    }

    #[test]
    fn an_older_manifest_gets_what_it_lacks() {
        let old = "[package]\nname = \"a\"\n\n[features]\ndefault = [\"client\"]\nclient = []\n\n[dependencies]\nspecwright-runtime = \"1\"\n";
        let text = in_step(old, WANTED).unwrap();
        assert!(text.contains("default = [\"client\", \"all-tags\"]\n"), "{text}");
        assert!(text.contains("client = [\"specwright-runtime/client\"]\n"), "{text}");
        assert!(text.contains("\npets = []\n"), "{text}");
        assert!(text.contains("specwright-runtime = { version = \"1\", features = [\"extra\"] }"), "{text}");
        assert_eq!(in_step(&text, WANTED).unwrap(), text);
    }

    #[test]
    fn tags_that_are_no_features_any_more_leave_no_trace() {
        let plain = "[features]\ndefault = [\"client\"]\nclient = [\"specwright-runtime/client\"]\n";
        let text = in_step(WANTED, plain).unwrap();
        assert!(
            text.contains("default = [\"client\"]\n") && !text.contains("tags") && !text.contains("pets"),
            "{text}"
        );
    }

    #[test]
    fn what_is_no_manifest_is_not_touched() {
        assert!(in_step("[features", WANTED).is_err());
        assert!(in_step("features = 1\n", WANTED).unwrap_err().contains("features"));
    }
}
