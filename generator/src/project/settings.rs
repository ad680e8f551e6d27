//! `specwright.toml`: which specs, overlays, outputs and options.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{ApiProject, Project, relative};
use crate::config::{Config, ManifestStyle, RuntimeDependency, Sides, UnusedTypes};
use crate::diag::Code;

/// Name of the file.
pub const FILE_NAME: &str = "specwright.toml";

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Settings {
    api: Vec<ApiSettings>,
}

/// An `[[api]]` table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ApiSettings {
    /// What it is called in messages; the crate's name too, unless `crate-name` says otherwise.
    name: String,
    /// One document, or several that become one API.
    spec: OneOrMany,
    #[serde(default)]
    overlays: Vec<PathBuf>,
    /// The folder below which `$ref`s may point to.
    ref_root: Option<PathBuf>,
    out: PathBuf,
    crate_name: Option<String>,
    #[serde(default)]
    only: Option<Side>,
    /// A folder that holds the runtime crate; without it, the registry's is used.
    runtime_path: Option<PathBuf>,
    #[serde(default)]
    manifest: Manifest,
    /// What becomes of types that no operation uses.
    #[serde(default)]
    unused_types: Unused,
    /// Codes whose errors become warnings.
    #[serde(default)]
    allow: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(PathBuf),
    Many(Vec<PathBuf>),
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Side {
    Client,
    Server,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum Manifest {
    #[default]
    Standalone,
    Member,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum Unused {
    Keep,
    #[default]
    LeaveOut,
}

/// The APIs of a file that stands in `folder`; the message tells a person what is wrong and where.
pub(super) fn parse(text: &str, folder: &Path) -> Result<Project, String> {
    let settings: Settings = toml::from_str(text).map_err(|error| error.to_string())?;
    let apis = settings.api.into_iter().map(|api| lift(api, folder)).collect::<Result<_, _>>()?;
    Ok(Project { apis })
}

fn lift(api: ApiSettings, folder: &Path) -> Result<ApiProject, String> {
    let specs = match api.spec {
        OneOrMany::One(path) => vec![path],
        OneOrMany::Many(paths) if paths.is_empty() => {
            return Err(format!("the API `{}` has no `spec`", api.name));
        }
        OneOrMany::Many(paths) => paths,
    };
    let allow = api
        .allow
        .iter()
        .map(|code| code.parse::<Code>().map_err(|error| format!("`allow` of the API `{}`: {error}", api.name)))
        .collect::<Result<_, _>>()?;
    let below = |path: &PathBuf| folder.join(path);
    let out = below(&api.out);
    let runtime = match &api.runtime_path {
        Some(path) => RuntimeDependency::Path(relative(&below(path), &out)),
        None => Config::default().runtime,
    };
    Ok(ApiProject {
        specs: specs.iter().map(below).collect(),
        overlays: api.overlays.iter().map(below).collect(),
        ref_root: api.ref_root.as_ref().map(below),
        config: Config {
            crate_name: Some(api.crate_name.unwrap_or_else(|| api.name.clone())),
            sides: match api.only {
                None => Sides::Both,
                Some(Side::Client) => Sides::Client,
                Some(Side::Server) => Sides::Server,
            },
            allow,
            runtime,
            manifest: match api.manifest {
                Manifest::Standalone => ManifestStyle::Standalone,
                Manifest::Member => ManifestStyle::Member,
            },
            unused_types: match api.unused_types {
                Unused::Keep => UnusedTypes::Keep,
                Unused::LeaveOut => UnusedTypes::LeaveOut,
            },
        },
        name: api.name,
        out,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_file() {
        let text = "[[api]]\nname = \"a\"\nspec = \"specs/a.json\"\nout = \"out/a\"\nruntime-path = \"runtime\"\n";
        let project = parse(text, Path::new("/project")).unwrap();
        let api = &project.apis[0];
        assert_eq!(api.specs, [Path::new("/project/specs/a.json")]);
        assert_eq!(api.config.runtime, RuntimeDependency::Path("../../runtime".to_owned()));
        assert_eq!(api.config.crate_name.as_deref(), Some("a"));
    }

    #[test]
    fn a_misspelt_key_is_named_with_its_line() {
        let message = parse("[[api]]\nname = \"a\"\nspecs = \"x\"\nout = \"y\"\n", Path::new("")).err().unwrap();
        assert!(message.contains("line 3") && message.contains("specs"), "{message}");
    }

    #[test]
    fn an_unknown_code_is_refused() {
        let text = "[[api]]\nname = \"a\"\nspec = \"x\"\nout = \"y\"\nallow = [\"typo\"]\n";
        assert!(parse(text, Path::new("")).err().unwrap().contains("typo"));
    }
}
