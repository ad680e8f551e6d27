//! Paths and queries in each style.

use std::collections::BTreeMap;

use routes::client::{Client, Server};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.routes();
    let list = || vec!["a".to_owned(), "b".to_owned()];
    let record = || BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);

    suite.done("Routes_InInterface", api.fixed().send());
    suite.done("Routes_fixed", api.in_interface_fixed().send());
    suite.done("Routes_PathParameters_annotationOnly", api.path_parameters_annotation_only("a").send());
    suite.done("Routes_PathParameters_explicit", api.path_parameters_explicit("a").send());
    suite.done("Routes_PathParameters_templateOnly", api.path_parameters_template_only("a").send());
    suite.done("Routes_QueryParameters_annotationOnly", api.query_parameters_annotation_only("a").send());
    suite.done("Routes_QueryParameters_explicit", api.query_parameters_explicit("a").send());
    suite.done("Routes_QueryParameters_templateOnly", api.query_parameters_template_only("a").send());

    let group = "Routes_PathParameters_SimpleExpansion";
    suite.done(&format!("{group}_Standard_primitive"), api.standard_primitive("a").send());
    suite.done(&format!("{group}_Standard_array"), api.standard_array(list()).send());
    suite.done(&format!("{group}_Standard_record"), api.standard_record(record()).send());
    suite.done(&format!("{group}_Explode_primitive"), api.explode_primitive("a").send());
    suite.done(&format!("{group}_Explode_array"), api.explode_array(list()).send());
    suite.done(&format!("{group}_Explode_record"), api.explode_record(record()).send());

    let group = "Routes_PathParameters_LabelExpansion";
    suite.done(&format!("{group}_Standard_primitive"), api.standard_primitive_3("a").send());
    suite.done(&format!("{group}_Standard_array"), api.standard_array_3(list()).send());
    suite.done(&format!("{group}_Standard_record"), api.standard_record_3(record()).send());
    suite.done(&format!("{group}_Explode_primitive"), api.explode_primitive_3("a").send());
    suite.done(&format!("{group}_Explode_array"), api.explode_array_3(list()).send());
    suite.done(&format!("{group}_Explode_record"), api.explode_record_3(record()).send());

    let group = "Routes_PathParameters_MatrixExpansion";
    suite.done(&format!("{group}_Standard_primitive"), api.standard_primitive_4("a").send());
    suite.done(&format!("{group}_Standard_array"), api.standard_array_4(list()).send());
    suite.done(&format!("{group}_Standard_record"), api.standard_record_4(record()).send());
    suite.done(&format!("{group}_Explode_primitive"), api.explode_primitive_4("a").send());
    suite.done(&format!("{group}_Explode_array"), api.explode_array_4(list()).send());
    suite.done(&format!("{group}_Explode_record"), api.explode_record_4(record()).send());

    let group = "Routes_QueryParameters_QueryExpansion";
    suite.done(&format!("{group}_Standard_primitive"), api.standard_primitive_5("a").send());
    suite.done(&format!("{group}_Standard_array"), api.standard_array_5(list()).send());
    suite.done(&format!("{group}_Standard_record"), api.standard_record_5(record()).send());
    suite.done(&format!("{group}_Explode_primitive"), api.explode_primitive_5("a").send());
    suite.done(&format!("{group}_Explode_array"), api.explode_array_5(list()).send());
    suite.done(&format!("{group}_Explode_record"), api.explode_record_5(record()).send());
}
