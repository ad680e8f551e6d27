//! Headers and query parameters, some of them left out.

use azure_parameter_grouping::client::{Client, Server};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let grouping = client.parameter_grouping();
    let all = grouping.post_multi_param_groups().header_one("header").query_one(42).header_two("header2").query_two(42);
    suite.done("postParameterGroupingMultipleParameterGroups", all.send());
    let some = grouping.post_multi_param_groups().header_one("header").query_two(42);
    suite.done("postParameterGroupingMultipleParameterGroups", some.send());
    let shared = grouping.post_shared_parameter_group_object().header_one("header").query_one(42);
    suite.done("postParameterGroupingSharedParameterGroupObject", shared.send());
}
