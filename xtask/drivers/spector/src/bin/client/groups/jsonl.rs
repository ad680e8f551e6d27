//! Lines of JSON.

use streaming_jsonl::client::{Client, Server};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.streaming();
    let lines = suite.reply("Streaming_Jsonl_Basic_receive", 0);
    suite.done("Streaming_Jsonl_Basic_send", api.basic_send(lines).send());
    suite.downloads("Streaming_Jsonl_Basic_receive", api.basic_receive().send());
}
