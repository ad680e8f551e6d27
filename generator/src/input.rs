//! What goes in: named texts. Reading them from disk is the rim's work.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diag::Sink;
use crate::source::copies::Copies;

/// The texts of one API.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Every text by name; a name is a relative path with `/` between folders, without `.` and `..` parts.
    pub files: BTreeMap<String, String>,
    /// Names of the documents, in order. Several become one API.
    pub documents: Vec<String>,
    /// Names of the overlays, applied in order to each document.
    pub overlays: Vec<String>,
    /// The folder below which `$ref`s may point to, as a name; the empty name is all. Without one: the folder common to all documents.
    pub ref_root: Option<String>,
    /// Local copies of what stands on other hosts, to which `$ref`s may point: by URL the name. A URL that ends with `/` stands for all
    /// below it, and its name is a folder. Other URLs are refused.
    pub copies: BTreeMap<String, String>,
    /// What stands before a name when it is shown to a person (`../api/`), so that an editor finds the file.
    pub prefix: String,
}

impl Input {
    /// One document, and nothing else.
    pub fn of(name: impl Into<String>, text: impl Into<String>) -> Self {
        let name = name.into();
        Self { files: [(name.clone(), text.into())].into(), documents: vec![name], ..Self::default() }
    }
}

/// The names of the files that the references of a text point to, for the rim to read: those of `$ref` and of a
/// discriminator's `mapping`, each once and sorted. What names no file of an input (another host without a copy, `..`
/// above all names) is left out, and a text that can't be read has none; [`crate::document::load`] says so.
pub fn references(name: &str, text: &str, copies: &BTreeMap<String, String>) -> Vec<String> {
    let mut copies = Copies::new(copies);
    let mut found = BTreeSet::new();
    if !is_prose(name)
        && may_point_out(text)
        && let Some(value) = crate::source::read(name, text, &mut Sink::default())
    {
        collect(&value, &mut |reference| {
            if let Ok(target) = copies.resolve(name, reference) {
                found.insert(target.file);
            }
        });
    }
    found.remove(name);
    found.into_iter().collect()
}

/// Whether a text may point to files at all; large documents mostly don't, and needn't be read twice.
fn may_point_out(text: &str) -> bool {
    let internal = |rest: &str| rest.trim_start_matches([' ', '\t', '\r', '\n', '"', '\'', ':']).starts_with('#');
    let after = |word: &'static str| text.match_indices(word).map(|(at, _)| &text[at + word.len()..]);
    after("$ref").any(|rest| !internal(rest)) || after("mapping").any(may_map_out)
}

/// Whether what follows the word `mapping` may name files. It is read where it is JSON: names of schemas are what most have.
fn may_map_out(rest: &str) -> bool {
    let Some(value) = rest.strip_prefix(['"', '\'']).unwrap_or(rest).trim_start().strip_prefix(':') else {
        return false;
    };
    let object = value.trim_start().split_inclusive('}').next().unwrap_or_default();
    serde_json::from_str::<BTreeMap<String, String>>(object)
        .map_or(true, |mapping| mapping.values().any(|value| is_file_mapping(value)))
}

/// Whether a file holds plain text, which a `$ref` in the place of a description may point to.
pub(crate) fn is_prose(name: &str) -> bool {
    let extension = std::path::Path::new(name).extension().unwrap_or_default();
    ["md", "markdown", "txt"].iter().any(|prose| extension.eq_ignore_ascii_case(prose))
}

/// Whether a value of a discriminator's `mapping` is a reference to a file, and not the name of a schema.
pub(crate) fn is_file_mapping(value: &str) -> bool {
    !value.starts_with('#')
        && (value.contains(['/', '#']) || [".yaml", ".yml", ".json"].iter().any(|end| value.ends_with(end)))
}

fn collect(value: &Value, found: &mut impl FnMut(&str)) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(reference) if key == "$ref" => found(reference),
                    Value::Object(mapping) if key == "mapping" => {
                        mapping
                            .values()
                            .filter_map(Value::as_str)
                            .filter(|value| is_file_mapping(value))
                            .for_each(&mut *found);
                        collect(value, found);
                    }
                    _ => collect(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_a_text_are_names_of_the_input() {
        let text = "
a: { $ref: 'schemas/pet.yaml#/Pet' }
b: [{ $ref: ../errors/e.yaml }, { $ref: '#/a' }, { $ref: 'https://example.com/x.yaml' }, { $ref: ../../../up.yaml }]
properties: { $ref: { type: string } }
discriminator: { mapping: { cat: cat.yaml, dog: Dog, bird: '#/Bird' } }
";
        let references = |name: &str, text: &str| references(name, text, &BTreeMap::new());
        assert_eq!(references("v1/api.yaml", text), ["errors/e.yaml", "v1/cat.yaml", "v1/schemas/pet.yaml"]);
        assert!(references("v1/notes.md", text).is_empty());
        assert!(references("broken.json", "{").is_empty());
    }

    #[test]
    fn a_mapping_of_a_discriminator_names_files_also_in_json() {
        let mapping = |value: &str| {
            references(
                "api.json",
                &format!(r#"{{ "discriminator": {{ "mapping": {{ "a": "Dog", "b": "{value}" }} }} }}"#),
                &BTreeMap::new(),
            )
        };
        assert_eq!(mapping("types/cat.json"), ["types/cat.json"]);
        assert!(mapping("#/components/schemas/Cat").is_empty());
        assert!(mapping("Cat").is_empty());
    }
}
