//! Drives the scenarios of AutoRest's test server through clients that are generated from its Swagger 2.0 documents.
//!
//! Argument: the server's URL. Says what came of each scenario that it drove: a line with its name, a tab, and what is wrong, if anything is.

mod documents;
mod suite;
mod values;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::suite::Suite;

/// Where the server says how often the right request of a scenario has come.
const REPORTS: [&str; 4] = ["/report", "/report/azure", "/report/optional", "/report/dpg"];

fn main() {
    let url = std::env::args().nth(1).expect("the server's URL");
    // Nothing here is encrypted, but reqwest asks for it.
    rustls::crypto::ring::default_provider().install_default().expect("the only one");
    let client =
        reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let suite = Suite::new(url.clone(), client.clone());
    documents::run(&suite);
    let mut hits: BTreeMap<String, u64> = BTreeMap::new();
    for report in REPORTS {
        let reply = suite.wait(async { client.get(format!("{url}{report}")).send().await?.bytes().await });
        let counts: Value = serde_json::from_slice(&reply.expect("the server's report")).expect("JSON");
        for (scenario, count) in counts.as_object().expect("an object") {
            *hits.entry(scenario.clone()).or_default() += count.as_u64().unwrap_or_default();
        }
    }
    for (scenario, mut verdict) in suite.into_verdicts() {
        if verdict.is_empty() && hits.get(&scenario).copied().unwrap_or_default() == 0 {
            "the server has seen no right request".clone_into(&mut verdict);
        }
        println!("{scenario}\t{}", verdict.replace(['\n', '\t'], " "));
    }
}
