//! `specwright.toml`: which specs, overlays, outputs and options.

mod filters;
mod rename;
mod substitute;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{ApiProject, Project, relative};
use crate::config::filter::Filters;
use crate::config::{Config, ManifestStyle, RequestTypes, RuntimeDependency, Sides, TagFeatures, UnusedTypes};
use crate::diag::Code;
use crate::source::copies::Copies;
use filters::{FilterSettings, OneOrMany, SelectorSettings};
use rename::RenameSettings;
use substitute::{DeriveSettings, LibrarySettings, PackageName, ReplaceSettings};

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
    spec: Documents,
    #[serde(default)]
    overlays: Vec<PathBuf>,
    /// The folder below which `$ref`s may point to.
    ref_root: Option<PathBuf>,
    /// Local copies of what stands on other hosts, by URL.
    #[serde(default)]
    remote_refs: BTreeMap<String, PathBuf>,
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
    #[serde(default)]
    request_types: Requests,
    /// Which operations are written.
    #[serde(default)]
    include: OneOrMany<SelectorSettings>,
    #[serde(default)]
    exclude: OneOrMany<SelectorSettings>,
    #[serde(default)]
    client: FilterSettings,
    #[serde(default)]
    server: FilterSettings,
    /// New names.
    #[serde(default)]
    rename: RenameSettings,
    /// Whether each tag is a feature.
    #[serde(default)]
    tag_features: Tags,
    /// Types of the user's crates.
    #[serde(default)]
    replace: ReplaceSettings,
    /// Which libraries hold dates and the like.
    #[serde(default)]
    libraries: LibrarySettings,
    /// More derives.
    #[serde(default)]
    derives: DeriveSettings,
    /// Dependencies of the generated crate, as they stand in its `Cargo.toml`.
    #[serde(default)]
    dependencies: BTreeMap<PackageName, toml::Value>,
    /// Codes whose errors become warnings.
    #[serde(default)]
    allow: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Documents {
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
enum Requests {
    #[default]
    Apart,
    Shared,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum Unused {
    Keep,
    #[default]
    LeaveOut,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum Tags {
    #[default]
    Auto,
    Always,
    Never,
}

/// The APIs of a file that stands in `folder`; the message tells a person what is wrong and where.
pub(super) fn parse(text: &str, folder: &Path) -> Result<Project, String> {
    let settings: Settings = toml::from_str(text).map_err(|error| error.to_string())?;
    let apis = settings.api.into_iter().map(|api| lift(api, folder)).collect::<Result<_, _>>()?;
    Ok(Project { apis })
}

fn lift(mut api: ApiSettings, folder: &Path) -> Result<ApiProject, String> {
    let filters = filters(&mut api).map_err(|error| format!("the API `{}`: {error}", api.name))?;
    let specs = match api.spec {
        Documents::One(path) => vec![path],
        Documents::Many(paths) if paths.is_empty() => {
            return Err(format!("the API `{}` has no `spec`", api.name));
        }
        Documents::Many(paths) => paths,
    };
    let allow = api
        .allow
        .iter()
        .map(|code| code.parse::<Code>().map_err(|error| format!("`allow` of the API `{}`: {error}", api.name)))
        .collect::<Result<_, _>>()?;
    for url in api.remote_refs.keys() {
        Copies::check(url).map_err(|error| format!("`remote-refs` of the API `{}`: {error}", api.name))?;
    }
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
        remote_refs: api.remote_refs.iter().map(|(url, path)| (url.clone(), below(path))).collect(),
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
            filters,
            rename: api.rename.lift(),
            request_types: match api.request_types {
                Requests::Apart => RequestTypes::Apart,
                Requests::Shared => RequestTypes::Shared,
            },
            tag_features: match api.tag_features {
                Tags::Auto => TagFeatures::Auto,
                Tags::Always => TagFeatures::Always,
                Tags::Never => TagFeatures::Never,
            },
            replace: api.replace.lift(),
            libraries: api.libraries.lift(),
            derives: api.derives.lift(),
            dependencies: api.dependencies.into_iter().map(|(name, value)| (name.0, value.to_string())).collect(),
        },
        name: api.name,
        out,
    })
}

fn filters(api: &mut ApiSettings) -> Result<Filters, String> {
    let both = FilterSettings { include: std::mem::take(&mut api.include), exclude: std::mem::take(&mut api.exclude) };
    Ok(Filters {
        both: both.lift("")?,
        client: std::mem::take(&mut api.client).lift("client.")?,
        server: std::mem::take(&mut api.server).lift("server.")?,
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
    fn filters_are_for_both_sides_and_for_each() {
        let text = "[[api]]\nname = \"a\"\nspec = \"x\"\nout = \"y\"\nexclude = { tags = [\"Inner\"] }\n\
                    [api.client]\ninclude = [{ paths = [\"/a/**\"] }, { methods = [\"GET\"], operations = [\"list*\"] }]\n";
        let filters = parse(text, Path::new("")).unwrap().apis[0].config.filters.clone();
        assert_eq!(filters.both.exclude[0].tags, ["Inner"]);
        assert_eq!(filters.client.include.len(), 2);
        assert_eq!(filters.client.include[1].operations, ["list*"]);
    }

    #[test]
    fn a_filter_is_read_strictly() {
        let head = "[[api]]\nname = \"a\"\nspec = \"x\"\nout = \"y\"\n";
        for (line, said) in [
            ("include = { tag = [] }", "line 5"),
            ("exclude = [{}]", "`exclude` has none of"),
            ("[api.client]\nonly = 1", "line 6"),
            ("rename.schemas = { A = \"a-b\" }", "line 5"),
            ("replace.schemas = { A = \"crate::A\" }", "line 5"),
            ("derives = { \"*\" = [\"Clone\"] }", "derived wherever"),
            ("libraries = { uuid = \"guid\" }", "line 5"),
            ("rename.properties = { \"A.b\" = \"self\" }", "`self` is no name"),
        ] {
            let message = parse(&format!("{head}{line}\n"), Path::new("")).err().unwrap();
            assert!(message.contains(said), "{message}");
        }
    }

    #[test]
    fn an_unknown_code_is_refused() {
        let text = "[[api]]\nname = \"a\"\nspec = \"x\"\nout = \"y\"\nallow = [\"typo\"]\n";
        assert!(parse(text, Path::new("")).err().unwrap().contains("typo"));
    }
}
