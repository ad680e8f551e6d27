//! `AutoRest`: the scenarios of its test server, called by clients generated from its Swagger 2.0 documents.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::drivers::Drivers;
use super::service::{Service, Stop, free_port};
use super::{Options, Outcome, Place, Score, gist, suite};

/// Where the documents are, from the suite.
const DOCUMENTS: &str = "node_modules/@microsoft.azure/autorest.testserver/swagger";

/// What is not passed, and why: beside the driver.
const MISSES: &str = "xtask/drivers/autorest/misses.tsv";

/// How much of what has a document must pass, in percent.
const BAR: usize = 95;

/// The scenarios through generated clients.
pub(super) fn clients(options: &Options, place: &Place) -> Result<Outcome, String> {
    let Some(folder) = suite::installed("autorest", place)? else {
        return Ok(Outcome::Absent);
    };
    let scenarios = scenarios(&folder.join("scenarios.tsv"))?;
    let documents = folder.join(DOCUMENTS);
    let mut drivers = Drivers::new("autorest", place)?;
    let names: BTreeMap<&str, String> = scenarios.values().map(|name| (name.as_str(), crate_name(name))).collect();
    for (document, name) in &names {
        let generated = drivers.generate(name, &documents.join(document), &documents);
        if let Some(failure) = &generated.failure {
            return Err(format!("{document}: {failure}"));
        }
    }
    drivers.driver("autorest")?;
    let port = free_port()?;
    let mut command = Command::new("sh");
    command.args(["serve.sh", &port.to_string()]).arg(place.work().join("autorest-coverage")).current_dir(&folder);
    let service = Service::start(&mut command, port, Stop::Asked, &place.work().join("autorest.log"))?;
    let ended = drivers.cargo(&["run", "--quiet", "--package", "driver", "--", &service.url()], &[])?;
    if ended.code != Some(0) {
        return Err(format!("the driver ended with {:?}: {}", ended.code, gist(&ended.err)));
    }
    let verdicts: BTreeMap<&str, &str> = ended.out.lines().filter_map(|line| line.split_once('\t')).collect();
    let misses = table(&place.repository.join(MISSES), 1)?;
    Ok(counted(options, &scenarios, &verdicts, &misses))
}

/// Prints a row per document, and what is missed.
fn counted(
    options: &Options,
    scenarios: &BTreeMap<String, String>,
    verdicts: &BTreeMap<&str, &str>,
    misses: &BTreeMap<String, String>,
) -> Outcome {
    let (mut groups, mut all, mut unexplained): (BTreeMap<&str, Score>, _, _) = (BTreeMap::new(), Score::default(), 0);
    for (scenario, document) in scenarios.iter().filter(|(scenario, _)| options.takes(scenario)) {
        let verdict = verdicts.get(scenario.as_str()).copied().unwrap_or("not driven");
        let passed = usize::from(verdict.is_empty());
        for score in [groups.entry(document).or_default(), &mut all] {
            *score = Score { passed: score.passed + passed, of: score.of + 1 };
        }
        match (passed, misses.get(scenario)) {
            (0, Some(why)) => println!("  {scenario}: {verdict} ({why})"),
            (0, None) => {
                unexplained += 1;
                println!("  {scenario}: {verdict}");
            }
            _ => {}
        }
    }
    for (document, Score { passed, of }) in groups {
        println!("{document:<44}{:>10}", format!("{passed}/{of}"));
    }
    if unexplained == 0 && all.passed * 100 >= all.of * BAR { Outcome::Enough(all) } else { Outcome::Ran(all) }
}

/// The scenarios whose document is listed, each with it.
fn scenarios(path: &Path) -> Result<BTreeMap<String, String>, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let rows = text.lines().skip(1).filter_map(|line| {
        let mut columns = line.split('\t').skip(1);
        Some((columns.next()?.to_owned(), columns.next()?.to_owned()))
    });
    Ok(rows.filter(|(_, document)| document != "-").collect())
}

/// The first column of a table with another one.
fn table(path: &Path, column: usize) -> Result<BTreeMap<String, String>, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let rows = text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    Ok(rows.filter_map(|row| Some((row.first()?.clone(), row.get(column)?.clone()))).collect())
}

/// `custom-baseUrl.json` as `custom-baseurl`.
fn crate_name(document: &str) -> String {
    let name = document.trim_end_matches(".json").to_lowercase();
    name.replace(|character: char| !character.is_ascii_alphanumeric(), "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_misses_that_are_explained_are_enough() {
        let options = Options { suites: Vec::new(), only: Vec::new(), slice: false };
        let scenarios: BTreeMap<_, _> = (0..20).map(|number| (format!("s{number}"), "a.json".to_owned())).collect();
        let verdicts: BTreeMap<&str, &str> = scenarios.keys().skip(1).map(|name| (name.as_str(), "")).collect();
        let score = Score { passed: 19, of: 20 };
        let misses = BTreeMap::from([("s0".to_owned(), "why".to_owned())]);
        assert_eq!(counted(&options, &scenarios, &verdicts, &misses), Outcome::Enough(score));
        assert_eq!(counted(&options, &scenarios, &verdicts, &BTreeMap::new()), Outcome::Ran(score));
        assert_eq!(crate_name("custom-baseUrl.json"), "custom-baseurl");
    }
}
