//! What is not Rust: manifest, README, the document itself.
//!
//! Templates hold text and simple loops; what they show is decided here. No Rust code is written here.

mod features;
mod readme;

use std::collections::BTreeSet;

use askama::Template;

use features::Features;

use super::rust::file::banner;
use super::rust::markdown;
use crate::analyse::Analysis;
use crate::config::{Config, ManifestStyle, RuntimeDependency};
use crate::ir::Api;
use crate::output::FileSet;

/// The generated crate's `Cargo.toml`. Fields that stand in quotes are TOML already.
#[derive(Template)]
#[template(path = "Cargo.toml", escape = "none")]
struct Manifest<'a> {
    name: String,
    description: String,
    version: String,
    rust_version: String,
    default_features: String,
    sides: Vec<(&'static str, String)>,
    tags: Vec<&'a str>,
    runtime: String,
    dependencies: Vec<String>,
    standalone: bool,
}

/// Writes `Cargo.toml` (a person's after the first time, but for its features), `README.md`, `openapi.json` and `src/rustfmt.toml`.
pub(crate) fn render(api: &Api, analysis: &Analysis, config: &Config, files: &mut FileSet) {
    files.manifest("Cargo.toml", manifest(api, analysis, config));
    files.generated("README.md", readme::text(api, analysis, config));
    files.generated("openapi.json", format!("{}\n", api.document.trim_end()));
    let rustfmt = format!("# {}\n\ndisable_all_formatting = true\n", banner(api));
    files.generated("src/rustfmt.toml", rustfmt);
}

fn manifest(api: &Api, analysis: &Analysis, config: &Config) -> String {
    let runtime = match &config.runtime {
        RuntimeDependency::Version(version) => format!("version = {}", toml_string(version)),
        RuntimeDependency::Path(path) => format!("path = {}", toml_string(path)),
    };
    let features = Features::of(api, analysis, config);
    let libraries: Vec<String> = libraries(api).into_iter().map(toml_string).collect();
    let runtime = match libraries.as_slice() {
        [] => runtime,
        libraries => format!("{runtime}, features = [{}]", libraries.join(", ")),
    };
    let manifest = Manifest {
        name: toml_string(&api.crate_name),
        description: toml_string(&format!("{} of {}", subject(config), markdown::one_line(&api.title))),
        version: toml_string(&crate_version(&api.version)),
        rust_version: toml_string(env!("CARGO_PKG_RUST_VERSION")),
        default_features: toml_list(&features.default),
        sides: features.sides.iter().map(|(side, needs)| (*side, toml_list(needs))).collect(),
        tags: features.tags,
        runtime,
        dependencies: dependencies(api, config),
        standalone: config.manifest == ManifestStyle::Standalone,
    };
    written(&manifest)
}

/// The items of an array of TOML.
fn toml_list<T: AsRef<str>>(items: &[T]) -> String {
    items.iter().map(|item| toml_string(item.as_ref())).collect::<Vec<_>>().join(", ")
}

/// The libraries of the runtime that hold types of the API: features of it.
fn libraries(api: &Api) -> BTreeSet<&str> {
    let own = api.types.externals.iter().filter_map(|path| path.strip_prefix("specwright_runtime::"));
    let xml = (!api.xml.elements.is_empty()).then_some("xml");
    own.filter_map(|path| path.split("::").next()).chain(xml).collect()
}

/// The crates of the user's types and derives, as lines of `[dependencies]`.
fn dependencies(api: &Api, config: &Config) -> Vec<String> {
    let paths = api.types.externals.iter().chain(api.types.derives.values().flatten());
    let crates =
        paths.filter(|path| !path.starts_with("specwright_runtime::")).filter_map(|path| path.split_once("::"));
    let mut all = config.dependencies.clone();
    for (name, _) in crates.filter(|(name, _)| !["alloc", "core", "std"].contains(name)) {
        let same = |other: &String| other.replace('-', "_") == name;
        if !all.keys().any(same) {
            all.insert(name.to_owned(), toml_string("*"));
        }
    }
    all.into_iter().map(|(name, value)| format!("{name} = {value}")).collect()
}

/// What the crate is, as a sentence begins.
fn subject(config: &Config) -> &'static str {
    match (config.sides.client(), config.sides.server()) {
        (true, true) => "Client and server",
        (true, false) => "Client",
        (false, _) => "Server",
    }
}

/// The text of a template, with one newline at its end.
fn written(template: &impl Template) -> String {
    let text = template.render().unwrap_or_default();
    format!("{}\n", text.trim_end())
}

/// A basic string of TOML (TOML 1.0, String).
fn toml_string(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// The version of the API as a version that Cargo takes: `v2` is 2.0.0, a date or a word is 0.1.0.
fn crate_version(version: &str) -> String {
    let version = version.trim();
    let version = version.strip_prefix(['v', 'V']).unwrap_or(version);
    let parts: Vec<Option<u32>> = version.split('.').map(number).collect();
    match parts.as_slice() {
        [Some(major)] => format!("{major}.0.0"),
        [Some(major), Some(minor)] => format!("{major}.{minor}.0"),
        [Some(major), Some(minor), Some(patch)] => format!("{major}.{minor}.{patch}"),
        _ => "0.1.0".to_owned(),
    }
}

fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{crate_version, toml_string};

    #[test]
    fn versions_of_apis_become_versions_of_crates() {
        let cases = [
            ("1.2.3", "1.2.3"),
            ("v2", "2.0.0"),
            ("1.4", "1.4.0"),
            ("01.2", "1.2.0"),
            ("2024-05-01", "0.1.0"),
            ("1.2.3-beta", "0.1.0"),
            ("1.0\"\n[dependencies]", "0.1.0"),
            ("", "0.1.0"),
            ("99999999999.1.1", "0.1.0"),
        ];
        for (version, expected) in cases {
            assert_eq!(crate_version(version), expected, "{version}");
        }
    }

    #[test]
    fn nothing_leaves_a_toml_string() {
        assert_eq!(toml_string("a\"\n[x]\\\u{0}"), r#""a\"\u000A[x]\\\u0000""#);
    }
}
