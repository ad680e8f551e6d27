//! Parameters beside bodies, optional bodies, and lists in each format.

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    optional_bodies(suite);
    collection_formats(suite);
    path_and_query(suite);
    spread(suite);
}

fn optional_bodies(suite: &Suite) {
    use parameters_body_optionality::client::{Client, Server};
    use parameters_body_optionality::types::BodyModel;

    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.parameters();
    let model = || BodyModel { name: "foo".into() };
    suite.done("Parameters_BodyOptionality_requiredExplicit", api.required_explicit(model()).send());
    suite.done("Parameters_BodyOptionality_requiredImplicit", api.required_implicit(model()).send());
    suite.drive("Parameters_BodyOptionality_OptionalExplicit", async {
        api.optional_explicit_set().body(model()).send().await.map_err(|error| error.to_string())?;
        api.optional_explicit_omit().send().await.map_err(|error| error.to_string())
    });
}

fn collection_formats(suite: &Suite) {
    use parameters_collection_format::client::{Client, Server};

    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.parameters();
    let colors = || vec!["blue".to_owned(), "red".to_owned(), "green".to_owned()];
    suite.done("Parameters_CollectionFormat_Header_csv", api.header_csv(colors()).send());
    suite.done("Parameters_CollectionFormat_Query_csv", api.query_csv(colors()).send());
    suite.done("Parameters_CollectionFormat_Query_multi", api.query_multi(colors()).send());
    suite.done("Parameters_CollectionFormat_Query_pipes", api.query_pipes(colors()).send());
    suite.done("Parameters_CollectionFormat_Query_ssv", api.query_ssv(colors()).send());
}

fn path_and_query(suite: &Suite) {
    use parameters_path::client as path;
    use parameters_query::client as query;
    use parameters_query::types::ConstantPostQueryParam;

    let server = path::Server::custom(suite.url());
    let client = path::Client::builder(server).transport(suite.transport()).build().expect("a client");
    suite.done("Parameters_Path_normal", client.parameters().normal("foo").send());

    let server = query::Server::custom(suite.url());
    let client = query::Client::builder(server).transport(suite.transport()).build().expect("a client");
    let call = client.parameters().constant_post(ConstantPostQueryParam::ConstantValue);
    suite.done("Parameters_Query_Constant_post", call.send());
}

fn spread(suite: &Suite) {
    use parameters_spread::client::{Client, Server};
    use parameters_spread::types::{
        AliasInnerModel, AliasSpreadAsRequestBodyBody, AliasSpreadAsRequestParameterBody,
        AliasSpreadParameterWithInnerAliasBody, AliasSpreadWithMultipleParametersBody, ModelBodyParameter,
        ModelCompositeRequestMix,
    };

    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.parameters();

    let call = api.alias_spread_as_request_body(AliasSpreadAsRequestBodyBody { name: "foo".into() });
    suite.done("Parameters_Spread_Alias_spreadAsRequestBody", call.send());
    let body = AliasSpreadAsRequestParameterBody { name: "foo".into() };
    suite
        .done("Parameters_Spread_Alias_spreadAsRequestParameter", api.alias_spread_as_request("1", "bar", body).send());
    let body = AliasSpreadParameterWithInnerAliasBody { name: "foo".into(), age: 1 };
    let call = api.alias_spread_with_inner_alias("1", "bar", body);
    suite.done("Parameters_Spread_Alias_spreadParameterWithInnerAlias", call.send());
    let call = api.alias_spread_with_inner_model("1", "bar", AliasInnerModel { name: "foo".into() });
    suite.done("Parameters_Spread_Alias_spreadParameterWithInnerModel", call.send());
    let body = AliasSpreadWithMultipleParametersBody {
        required_string: "foo".into(),
        optional_int: Some(1),
        required_int_list: vec![1, 2],
        optional_string_list: Some(vec!["foo".into(), "bar".into()]),
    };
    let call = api.alias_spread_with_multiple("1", "bar", body);
    suite.done("Parameters_Spread_Alias_spreadWithMultipleParameters", call.send());

    let body = || ModelBodyParameter { name: "foo".into() };
    suite.done("Parameters_Spread_Model_spreadAsRequestBody", api.model_spread_as_request_body(body()).send());
    let call = api.model_spread_composite_request("foo", "bar", body());
    suite.done("Parameters_Spread_Model_spreadCompositeRequest", call.send());
    let call = api.model_spread_composite_request_mix("foo", "bar", ModelCompositeRequestMix { prop: "foo".into() });
    suite.done("Parameters_Spread_Model_spreadCompositeRequestMix", call.send());
    let call = api.model_spread_composite_request_only_with_body(body());
    suite.done("Parameters_Spread_Model_spreadCompositeRequestOnlyWithBody", call.send());
    let call = api.model_spread_composite_request_without_body("foo", "bar");
    suite.done("Parameters_Spread_Model_spreadCompositeRequestWithoutBody", call.send());
}
