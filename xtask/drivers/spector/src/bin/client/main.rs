//! Drives the scenarios of Spector through generated clients.
//!
//! Arguments: the service's URL, and `scenarios.json`. Says what came of each scenario that it drove: a line with its name, a tab, and what is
//! wrong, if anything is.

mod groups;
mod suite;
mod transport;
mod values;

use driver::scenario;
use serde_json::Value;

use crate::suite::Suite;
use crate::transport::Recorder;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().expect("the service's URL");
    let scenarios = arguments.next().expect("the path of scenarios.json");
    let scenarios = std::fs::read_to_string(scenarios).expect("scenarios.json can be read");
    // Nothing here is encrypted, but reqwest asks for it.
    rustls::crypto::ring::default_provider().install_default().expect("the only one");
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let suite = Suite::new(url.clone(), Recorder::new(client.clone()), scenario::read(&scenarios));
    groups::run(&suite);
    let coverage = suite.wait(async {
        let response = client.get(format!("{url}/.coverage")).send().await?;
        response.bytes().await
    });
    let coverage: Value = serde_json::from_slice(&coverage.expect("the service's report")).expect("JSON");
    let reports = coverage.as_array().expect("a list of reports");
    for (scenario, mut verdict) in suite.into_verdicts() {
        let said = reports.iter().find_map(|report| report["results"].get(&scenario)?.as_str());
        if verdict.is_empty() && said != Some("pass") {
            verdict = format!("the service says {}", said.unwrap_or("nothing"));
        }
        println!("{scenario}\t{}", verdict.replace(['\n', '\t'], " "));
    }
}
