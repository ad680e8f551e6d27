//! Durations as bodies.

use body_duration::client::{Client, Server};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let duration = client.duration();
    suite.refused("getDurationNull", duration.get_null().send(), 200);
    suite.returns("getDurationPositive", duration.get_positive_duration().send(), "P3Y6M4DT12H30M5S".into());
    // A client takes any text for a duration, and keeps it.
    suite.returns("getDurationInvalid", duration.get_invalid().send(), "123ABC".into());
}
