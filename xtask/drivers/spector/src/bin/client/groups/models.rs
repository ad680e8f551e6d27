//! Objects: empty, sent and received, with properties of one direction.

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    empty(suite);
    usage(suite);
    visibility(suite);
}

fn empty(suite: &Suite) {
    use type_model_empty::client::{Client, Server};
    use type_model_empty::types::{EmptyInput, EmptyInputOutput, EmptyOutput};

    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.type_api();
    suite.returns("Type_Model_Empty_getEmpty", api.get_empty().send(), EmptyOutput::default());
    suite.done("Type_Model_Empty_putEmpty", api.put_empty(EmptyInput::default()).send());
    let call = api.post_round_trip_empty(EmptyInputOutput::default());
    suite.returns("Type_Model_Empty_postRoundTripEmpty", call.send(), EmptyInputOutput::default());
}

fn usage(suite: &Suite) {
    use type_model_usage::client::{Client, Server};
    use type_model_usage::types::{InputOutputRecord, InputRecord, OutputRecord};

    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.type_api();
    let text = || "example-value".to_owned();
    suite.done("Type_Model_Usage_input", api.input(InputRecord { required_prop: text() }).send());
    suite.returns("Type_Model_Usage_output", api.output().send(), OutputRecord { required_prop: text() });
    let record = InputOutputRecord { required_prop: text() };
    suite.returns("Type_Model_Usage_inputAndOutput", api.input_and_output(record.clone()).send(), record);
}

fn visibility(suite: &Suite) {
    use std::collections::BTreeMap;

    use specwright_runtime::Presence;
    use type_model_visibility::client::{Client, Server};
    use type_model_visibility::types::{
        ReadOnlyModel, VisibilityModel, VisibilityModelCreate, VisibilityModelCreateOrUpdate, VisibilityModelDelete,
        VisibilityModelUpdate,
    };

    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.type_api();
    let right = VisibilityModel { read_prop: "abc".into() };
    suite.is("Type_Model_Visibility_getModel", api.get_model(123).send(), |it| *it == right);
    suite.done("Type_Model_Visibility_headModel", api.head_model(123).send());
    let model = VisibilityModelCreate { create_prop: vec!["foo".into(), "bar".into()] };
    suite.done("Type_Model_Visibility_postModel", api.post_model(model).send());
    let model =
        VisibilityModelCreateOrUpdate { create_prop: vec!["foo".into(), "bar".into()], update_prop: vec![1, 2] };
    suite.done("Type_Model_Visibility_putModel", api.put_model(model).send());
    let model = VisibilityModelUpdate { update_prop: Some(vec![1, 2]) };
    suite.done("Type_Model_Visibility_patchModel", api.patch_model(model).send());
    let model = VisibilityModelDelete { delete_prop: true };
    suite.done("Type_Model_Visibility_deleteModel", api.delete_model(model).send());
    let right = ReadOnlyModel {
        optional_nullable_int_list: Presence::Value(vec![1, 2, 3]),
        optional_string_record: Some(BTreeMap::from([("k1".into(), "value1".into()), ("k2".into(), "value2".into())])),
    };
    let call = api.put_read_only_model();
    suite.is("Type_Model_Visibility_putReadOnlyModel", call.send(), |it| *it == right);
}
