//! JSON-Schema-Test-Suite, wrapped as OpenAPI 3.1: what is valid is read and comes back equal, what is not is refused.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use super::drivers::Drivers;
use super::{Options, Outcome, Place, Score, gist};

/// The keywords that a slice is made of: one of each kind.
const SLICE: [&str; 6] = ["allOf", "const", "oneOf", "properties", "type", "unevaluatedProperties"];

pub(super) fn run(options: &Options, place: &Place) -> Result<Outcome, String> {
    let Some(folder) = place.given("jsonschema").map(|folder| folder.join("openapi31")) else {
        return Ok(Outcome::Absent);
    };
    let mut documents: Vec<PathBuf> = fs::read_dir(&folder)
        .map_err(|error| error.to_string())?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json") && takes(options, &stem(path)))
        .collect();
    documents.sort();
    let mut drivers = Drivers::new("jsonschema", place)?;
    drivers.driver("jsonschema")?;
    let mut schemas = Schemas::default();
    for document in &documents {
        let name = format!("suite{}", stem(document).to_lowercase().replace(['-', '_'], ""));
        let generated = drivers.generate(&name, document, &folder);
        if let Some(failure) = &generated.failure {
            return Err(format!("{}: {failure}", document.display()));
        }
        schemas.add(document, &name, &drivers.folder().join("crates").join(&name))?;
    }
    schemas.write(&drivers.folder().join("driver"))?;
    let built = drivers.cargo(&["build", "--package", "driver"], &[("RUSTFLAGS", "")])?;
    if built.code != Some(0) {
        return Err(format!("what was generated does not compile: {}", gist(&built.err)));
    }
    let cases = fs::read_to_string(folder.join("cases.jsonl")).map_err(|error| error.to_string())?;
    let of =
        |line: &&str| documents.iter().any(|path| line.starts_with(&format!("{{\"doc\": \"{}.json\"", stem(path))));
    let cases: Vec<&str> = cases.lines().filter(of).collect();
    let file = drivers.folder().join("cases.jsonl");
    fs::write(&file, cases.join("\n")).map_err(|error| error.to_string())?;
    let ended = drivers
        .cargo(&["run", "--quiet", "--package", "driver", "--", &file.to_string_lossy()], &[("RUSTFLAGS", "")])?;
    if ended.code != Some(0) {
        return Err(format!("the driver ended with {:?}: {}", ended.code, gist(&ended.err)));
    }
    Ok(Outcome::Ran(report(&ended.out)))
}

fn takes(options: &Options, keyword: &str) -> bool {
    options.takes(keyword) && (!options.slice || SLICE.contains(&keyword))
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Prints what came of each keyword and each miss, and counts. What is a body of bytes says nothing of a type, and has a row of its own.
fn report(lines: &str) -> Score {
    let mut keywords: BTreeMap<&str, [Score; 2]> = BTreeMap::new();
    let mut bytes = Score::default();
    for line in lines.lines() {
        let mut columns = line.split('\t');
        let (Some(keyword), Some(expected), Some(wrong)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        let score = match expected {
            "bytes" => &mut bytes,
            "valid" => &mut keywords.entry(keyword).or_default()[0],
            _ => &mut keywords.entry(keyword).or_default()[1],
        };
        score.of += 1;
        if wrong.is_empty() {
            score.passed += 1;
        } else {
            println!("  {expected}: {wrong}");
        }
    }
    let mut all = [Score::default(); 2];
    println!("{:<24} {:>9} {:>9}", "keyword", "valid", "invalid");
    for (keyword, scores) in keywords {
        println!("{keyword:<24} {:>9} {:>9}", words(scores[0]), words(scores[1]));
        for (sum, score) in all.iter_mut().zip(scores) {
            *sum = *sum + score;
        }
    }
    println!("{:<24} {:>9} {:>9}", "all", words(all[0]), words(all[1]));
    if bytes.of > 0 {
        println!("{:<24} {:>9}", "as bytes, beside these", words(bytes));
    }
    all[0] + all[1] + bytes
}

fn words(score: Score) -> String {
    format!("{}/{}", score.passed, score.of)
}

/// The list of schemas that the driver is given, as Rust.
#[derive(Default)]
struct Schemas {
    dependencies: String,
    entries: String,
}

impl Schemas {
    /// Adds the schemas of a generated crate. Each has an operation that takes it and answers with it.
    fn add(&mut self, document: &Path, name: &str, folder: &Path) -> Result<(), String> {
        let document = document.file_name().unwrap_or_default().to_string_lossy();
        let _ = writeln!(self.dependencies, "{name} = {{ path = \"../crates/{name}\", default-features = false }}");
        let operations = folder.join("src/operations");
        for entry in fs::read_dir(&operations).map_err(|error| format!("{}: {error}", operations.display()))?.flatten()
        {
            let text = fs::read_to_string(entry.path()).map_err(|error| error.to_string())?;
            for part in text.split("impl Operation for ").skip(1) {
                let operation = part.split_whitespace().next().unwrap_or_default();
                let Some(schema) = part.split("\"echo_").nth(1).and_then(|rest| rest.split('"').next()) else {
                    continue;
                };
                let path = format!("{name}::operations::{operation}");
                // A schema that only names the media type of its body says that it is a file.
                let body =
                    text.split(&format!("pub struct {operation} {{")).nth(1).and_then(|rest| rest.split('}').next());
                if body.is_some_and(|body| body.contains("ByteStream")) {
                    let _ = writeln!(
                        self.entries,
                        "    ({document:?}, {schema:?}, Kind::Bytes, |json| bytes::<{path}>(json, |body| {path} {{ body }})),",
                    );
                    continue;
                }
                let _ = writeln!(
                    self.entries,
                    "    ({document:?}, {schema:?}, Kind::Typed, |json| answer::<{path}>(json, |body| {path} {{ body }}, |it| &it.body)),",
                );
            }
        }
        Ok(())
    }

    fn write(&self, driver: &Path) -> Result<(), String> {
        let manifest = driver.join("Cargo.toml");
        let text = fs::read_to_string(&manifest).map_err(|error| error.to_string())?;
        fs::write(&manifest, text + &self.dependencies).map_err(|error| error.to_string())?;
        let list = format!(
            "#[allow(unused_imports)]\nuse crate::{{Kind, Schema, answer, bytes}};\n\npub(crate) const SCHEMAS: &[Schema] = &[\n{}];\n",
            self.entries
        );
        fs::write(driver.join("src/schemas.rs"), list).map_err(|error| error.to_string())
    }
}
