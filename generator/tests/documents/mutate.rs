//! Documents that no one would write: parts of a document dropped, swapped, renamed, nested, pointed at each other.
//!
//! The same seed makes the same mutant, on any machine.

use serde_json::{Map, Value, json};
use specwright::config::Config;
use specwright::diag::{Code, Severity, human};
use specwright::generate;
use specwright::input::Input;

/// Numbers that look random (`SplitMix64`).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`, or 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or_default()
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Keys that mean something nearly everywhere.
const KEYS: &[&str] = &[
    "$ref",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "items",
    "properties",
    "additionalProperties",
    "required",
    "type",
    "enum",
    "const",
    "default",
    "format",
    "nullable",
    "discriminator",
    "mapping",
    "propertyName",
    "pattern",
    "minimum",
    "maxLength",
    "content",
    "schema",
    "parameters",
    "responses",
    "requestBody",
    "headers",
    "security",
    "servers",
    "tags",
    "in",
    "name",
    "style",
    "get",
    "post",
    "components",
    "schemas",
    "paths",
    "$defs",
    "$id",
    "$anchor",
    "$dynamicRef",
    "prefixItems",
    "patternProperties",
    "example",
    "examples",
    "x-pagination",
    "x-rate-limit",
    "x-rust-name",
    "",
    "/",
    "~1",
    "\0",
    "{id}",
];

/// Texts that mean something somewhere, or nothing anywhere.
const TEXTS: &[&str] = &[
    "",
    " ",
    "string",
    "integer",
    "number",
    "object",
    "array",
    "boolean",
    "null",
    "date-time",
    "int64",
    "binary",
    "uuid",
    "query",
    "path",
    "header",
    "cookie",
    "deepObject",
    "matrix",
    "#",
    "#/",
    "#/components/schemas",
    "#/paths",
    "#a",
    "/",
    "{",
    "}",
    "{{}}",
    "/{a}{a}/{",
    "(",
    "[",
    "^(a+)+$",
    "\\",
    "😀",
    "self",
    "Self",
    "_",
    "-",
    "+1",
    "1e999",
    "99999999999999999999",
    "application/json",
    "*/*",
    "multipart/form-data",
    "text/plain; charset=\"",
    "4XX",
    "default",
    "../../x.yaml",
    "http://",
];

/// The text of a mutant of a document, as JSON.
pub(crate) fn mutant(document: &Value, random: &mut Random) -> String {
    let mut mutant = document.clone();
    for _ in 0..=random.below(4) {
        change(&mut mutant, random);
    }
    let mut text = mutant.to_string();
    if random.below(8) == 0 {
        let braces: Vec<usize> = text.match_indices("{\"").map(|(at, _)| at).collect();
        if !braces.is_empty() {
            text.insert_str(random.of(&braces) + 1, "\"type\":1,\"type\":\"string\",");
        }
    }
    text
}

/// Changes one place.
fn change(document: &mut Value, random: &mut Random) {
    let mut places = Vec::new();
    collect(document, &mut String::new(), &mut places);
    let place = random.of(&places).clone();
    let other = random.of(&places).clone();
    let spliced = document.pointer(&other).cloned().unwrap_or_default();
    let small = places.len() < 4_000;
    let reference = |random: &mut Random| {
        let target = match random.below(4) {
            0 => place.clone(),
            1 => place.rsplit_once('/').map_or(String::new(), |(parent, _)| parent.to_owned()),
            2 => format!("{other}/{}", random.of(KEYS)),
            _ => other.clone(),
        };
        json!({ "$ref": format!("#{target}") })
    };
    let choice = random.below(12);
    let new_key = (*random.of(KEYS)).to_owned();
    let scalar = scalar(random);
    let reference = reference(random);
    let Some(value) = document.pointer_mut(&place) else { return };
    match (choice, &mut *value) {
        (0 | 1, Value::Object(map)) if !map.is_empty() => {
            let key = map.keys().nth(random.below(map.len())).cloned().unwrap_or_default();
            map.shift_remove(&key);
        }
        (0 | 1, Value::Array(items)) if !items.is_empty() => {
            items.remove(random.below(items.len()));
        }
        (2, Value::Object(map)) if !map.is_empty() => {
            let at = random.below(map.len());
            let entries = std::mem::take(map).into_iter().enumerate();
            *map =
                entries.map(|(index, (key, value))| (if index == at { new_key.clone() } else { key }, value)).collect();
        }
        (3, Value::Object(map)) => {
            map.insert(new_key, if small { spliced } else { scalar });
        }
        (3, Value::Array(items)) => items.push(if small { spliced } else { scalar }),
        (4, _) => *value = reference,
        (5, Value::Object(map)) => {
            map.extend(reference.as_object().cloned().unwrap_or_default());
        }
        (6 | 7, _) if small => *value = spliced,
        (8, _) if small => {
            let inner = value.take();
            *value = match random.below(5) {
                0 => json!({ "allOf": [inner, reference] }),
                1 => json!({ "oneOf": [inner.clone(), inner, { "type": "null" }] }),
                2 => json!({ "type": "array", "items": inner }),
                3 => json!({ "properties": { "a": inner }, "required": ["a"] }),
                _ => json!([inner]),
            };
        }
        (9, _) => {
            let key = *random.of(&["items", "allOf", "additionalProperties", "not", "properties", "x"]);
            let depth = [10, 70, 120][random.below(3)];
            *value = (0..depth).fold(value.take(), |inner, _| match key {
                "allOf" => json!({ "allOf": [inner] }),
                "properties" => json!({ "properties": { "p": inner } }),
                key => Value::Object(Map::from_iter([(key.to_owned(), inner)])),
            });
        }
        _ => *value = scalar,
    }
}

/// A value without parts, or nearly.
fn scalar(random: &mut Random) -> Value {
    match random.below(12) {
        0 => Value::Null,
        1 => true.into(),
        2 => json!({}),
        3 => json!([]),
        4 => json!(-1),
        5 => json!(u64::MAX),
        6 => json!(1e308),
        7 => json!(i64::MIN),
        8 => json!([null, 1, "a", {}]),
        9 => json!("long ".repeat(2_000)),
        _ => json!(random.of(TEXTS)),
    }
}

/// Pointers to everything that a value holds.
fn collect(value: &Value, at: &mut String, found: &mut Vec<String>) {
    found.push(at.clone());
    let len = at.len();
    match value {
        Value::Object(map) => {
            for (key, child) in map {
                at.push('/');
                at.push_str(&key.replace('~', "~0").replace('/', "~1"));
                collect(child, at, found);
                at.truncate(len);
            }
        }
        Value::Array(items) => {
            for (index, child) in items.iter().enumerate() {
                at.push('/');
                at.push_str(&index.to_string());
                collect(child, at, found);
                at.truncate(len);
            }
        }
        _ => {}
    }
}

/// Generates from a mutant, and says what no document may lead to. Panics are the caller's.
pub(crate) fn run(text: &str, allow: &[Code]) -> Result<(), String> {
    let input = Input {
        files: [("openapi.json".to_owned(), text.to_owned())].into(),
        documents: vec!["openapi.json".to_owned()],
        ..Input::default()
    };
    let config = Config { allow: allow.to_vec(), ..Config::default() };
    let generation = generate(&input, &config);
    let mut errors = generation.diagnostics.iter().filter(|it| it.severity == Severity::Error).peekable();
    if errors.peek().is_some() == generation.files.is_some() {
        return Err("files come out exactly where there are no errors".to_owned());
    }
    if let Some(lost) = errors.find(|it| it.place.file != "openapi.json") {
        return Err(format!("`{}` has no place", lost.message));
    }
    // What is said is printed too: that looks for each place in the text.
    human::render(&generation.diagnostics, &input);
    let written: usize =
        generation.files.iter().flat_map(|files| files.files.values()).map(|file| file.text.len()).sum();
    if written > text.len() * 100 + 1_000_000 {
        return Err(format!("{written} bytes come of {}", text.len()));
    }
    Ok(())
}
