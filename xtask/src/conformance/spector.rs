//! Spector: the scenarios of a mock service, called by generated clients and answered by generated servers.

mod apis;
mod knock;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::drivers::Drivers;
use super::service::{Service, Stop, free_port};
use super::{Options, Outcome, Place, Score, gist, suite};
use crate::process;

/// The versions in which each document is there.
const VERSIONS: [&str; 2] = ["3.0", "3.1"];

/// Where the documents of both versions are.
const DOCUMENTS: &str = "spector-openapi";

/// The scenarios through generated clients.
pub(super) fn clients(options: &Options, place: &Place) -> Result<Outcome, String> {
    let (Some(folder), Some(documents)) = (suite::installed("spector", place)?, place.given(DOCUMENTS)) else {
        return Ok(Outcome::Absent);
    };
    let list = List::read(&folder)?;
    let mut table = Table::default();
    for version in versions(options) {
        let drivers = workspace(version, &documents.join(version), place)?;
        let port = free_port()?;
        let log = place.work().join(format!("spector-{version}.log"));
        let mut command = Command::new("sh");
        command.args(["serve.sh", &port.to_string()]).arg(place.work().join(format!("spector-{version}.json")));
        let service = Service::start(command.current_dir(&folder), port, Stop::Asked, &log)?;
        let scenarios = folder.join("scenarios.json");
        let out = run(&drivers, "client", &[&service.url(), &scenarios.to_string_lossy()])?;
        table.add(version, &list, &verdicts(&out), options);
    }
    Ok(Outcome::Ran(table.print()))
}

/// The scenarios to generated servers: the requests of the suite, and those that are wrong by the documents.
pub(super) fn servers(options: &Options, place: &Place) -> Result<Outcome, String> {
    let (Some(folder), Some(documents)) = (suite::installed("spector", place)?, place.given(DOCUMENTS)) else {
        return Ok(Outcome::Absent);
    };
    let list = List::read(&folder)?;
    let scenarios = folder.join("scenarios.json");
    let scenarios = scenarios.to_string_lossy();
    let mut table = Table::default();
    for version in versions(options) {
        let documents = documents.join(version);
        let drivers = workspace(version, &documents, place)?;
        apis::write(&drivers, &documents)?;
        build(&drivers, "server")?;
        let port = free_port()?;
        let log = place.work().join(format!("spector-server-{version}.log"));
        let mut command = Command::new(drivers.target().join("debug/server"));
        command.args([&port.to_string(), &*scenarios]);
        let server = Service::start(&mut command, port, Stop::Killed, &log)?;
        let documents = documents.to_string_lossy();
        let out = run(&drivers, "requests", &[&server.url(), &scenarios, &documents])?;
        let mut verdicts = verdicts(&out);
        let failures = knock::failures(&folder, &server.url())?;
        for (scenario, verdict) in &mut verdicts {
            if verdict.is_empty() && failures.contains(*scenario) && !list.byte_for_byte.contains(*scenario) {
                *verdict = "knock says that it fails";
            }
        }
        table.add(version, &list, &verdicts, options);
    }
    Ok(Outcome::Ran(table.print()))
}

/// A slice has the newer version only.
fn versions(options: &Options) -> &'static [&'static str] {
    if options.slice { &VERSIONS[1..] } else { &VERSIONS }
}

/// Builds a program of the driver.
fn build(drivers: &Drivers<'_>, program: &str) -> Result<(), String> {
    let built = drivers.cargo(&["build", "--quiet", "--package", "driver", "--bin", program], &[])?;
    if built.code == Some(0) { Ok(()) } else { Err(format!("{program} does not build:\n{}", built.err)) }
}

/// Builds and runs a program of the driver; gives what it says.
fn run(drivers: &Drivers<'_>, program: &str, arguments: &[&str]) -> Result<String, String> {
    build(drivers, program)?;
    let mut command = Command::new(drivers.target().join("debug").join(program));
    let ended = process::run(command.args(arguments)).map_err(|error| error.to_string())?;
    if ended.code == Some(0) {
        Ok(ended.out)
    } else {
        Err(format!("{program} ended with {:?}: {}", ended.code, gist(&ended.err)))
    }
}

/// A workspace of what is generated from every document of a version, with the drivers.
fn workspace<'a>(version: &str, documents: &Path, place: &'a Place) -> Result<Drivers<'a>, String> {
    let mut drivers = Drivers::new(&format!("spector-{version}"), place)?;
    for (name, path) in crates(documents)? {
        let generated = drivers.generate(&name, &path, documents);
        if let Some(failure) = &generated.failure {
            return Err(format!("{}: {failure}", path.display()));
        }
    }
    drivers.driver("spector")?;
    Ok(drivers)
}

/// The crates, each with its document.
fn crates(documents: &Path) -> Result<BTreeMap<String, PathBuf>, String> {
    let paths = suite::documents(documents, &["json"]).map_err(|error| error.to_string())?;
    let name = |path: &Path| crate_name(path.strip_prefix(documents).unwrap_or(path));
    Ok(paths.into_iter().map(|path| (name(&path), path)).collect())
}

/// `versioning/removed/v1.openapi.json` as `versioning-removed-v1`.
fn crate_name(path: &Path) -> String {
    let path = path.to_string_lossy().to_lowercase();
    let path = path.trim_end_matches(".json").trim_end_matches("openapi").trim_end_matches(['.', '/']);
    path.replace(|character: char| !character.is_ascii_alphanumeric(), "-")
}

/// What a driver said of each scenario: nothing, or what is wrong.
fn verdicts(out: &str) -> BTreeMap<&str, &str> {
    out.lines().filter_map(|line| line.split_once('\t')).collect()
}

/// The scenarios of the suite, each with its group.
struct List {
    groups: BTreeMap<String, String>,
    /// Those that a document does not say, or not all of, with their class: `lost` or `extra`.
    gaps: BTreeMap<String, String>,
    /// Those whose reply is compared byte for byte by the suite, which is more than what it says: XML, and dates in headers.
    byte_for_byte: BTreeSet<String>,
}

impl List {
    fn read(folder: &Path) -> Result<Self, String> {
        let column = |file: &str, at: usize| -> Result<BTreeMap<String, String>, String> {
            let path = folder.join(file);
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let rows = text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
            Ok(rows.filter_map(|row| Some((row.first()?.clone(), row.get(at)?.clone()))).collect())
        };
        let reply = column("scenarios.tsv", 8)?.into_iter();
        let xml = reply.filter(|(_, media_type)| media_type.contains("xml")).map(|(scenario, _)| scenario);
        let groups = column("scenarios.tsv", 4)?;
        let headers = groups.keys().filter(|scenario| scenario.contains("_ResponseHeader_")).cloned();
        let byte_for_byte = xml.chain(headers).collect();
        Ok(Self { groups, gaps: column("gaps.tsv", 1)?, byte_for_byte })
    }
}

/// How many scenarios of a group pass in each version.
#[derive(Default)]
struct Table {
    versions: Vec<&'static str>,
    groups: BTreeMap<String, BTreeMap<&'static str, Score>>,
    /// The same of those that ask for more than the documents say.
    extra: Score,
}

impl Table {
    fn add(&mut self, version: &'static str, list: &List, verdicts: &BTreeMap<&str, &str>, options: &Options) {
        self.versions.push(version);
        for (scenario, group) in list.groups.iter().filter(|(scenario, _)| options.takes(scenario)) {
            let verdict = verdicts.get(scenario.as_str()).copied();
            let passed = verdict == Some("");
            match list.gaps.get(scenario).map(String::as_str) {
                Some("lost") => continue,
                Some(_) => {
                    self.extra.of += 1;
                    self.extra.passed += usize::from(passed);
                }
                None => {
                    let score = self.groups.entry(group.clone()).or_default().entry(version).or_default();
                    score.of += 1;
                    score.passed += usize::from(passed);
                }
            }
            if !passed {
                let class = list.gaps.get(scenario).map(|class| format!(" ({class})")).unwrap_or_default();
                println!("  {version} {scenario}{class}: {}", verdict.unwrap_or("not driven"));
            }
        }
    }

    /// Prints a row per group, and counts.
    fn print(&self) -> Score {
        let mut all: BTreeMap<&str, Score> = BTreeMap::new();
        println!("{:<44}{:>10}", "group", self.versions.join("       "));
        for (group, scores) in &self.groups {
            println!("{group:<44}{}", self.row(scores));
            for (version, score) in scores {
                let sum = all.entry(version).or_default();
                *sum = *sum + *score;
            }
        }
        println!("{:<44}{}", "all", self.row(&all));
        println!("beyond what the documents say: {}/{}", self.extra.passed, self.extra.of);
        all.into_values().fold(Score::default(), |sum, score| sum + score)
    }

    fn row(&self, scores: &BTreeMap<&str, Score>) -> String {
        let cell = |version: &&str| {
            let Score { passed, of } = scores.get(*version).copied().unwrap_or_default();
            format!("{:>10}", format!("{passed}/{of}"))
        };
        self.versions.iter().map(cell).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_named_after_its_document() {
        for (path, name) in [
            ("type/array/openapi.json", "type-array"),
            ("versioning/madeOptional/v1.openapi.json", "versioning-madeoptional-v1"),
            (
                "server/versions/versioned/2021-01-01-preview.openapi.json",
                "server-versions-versioned-2021-01-01-preview",
            ),
        ] {
            assert_eq!(crate_name(Path::new(path)), name);
        }
    }
}
