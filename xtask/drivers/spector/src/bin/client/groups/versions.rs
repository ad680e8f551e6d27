//! Servers with variables, and versions of one API.

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    not_versioned(suite);
    versioned(suite);
    removed(suite);
    renamed(suite);
    changed(suite);
}

fn not_versioned(suite: &Suite) {
    use server_versions_not_versioned::client::{Client, Server};

    let server = Server::testserver_endpoint(suite.url());
    let client = Client::builder(server).transport(suite.transport()).build().expect("a client");
    let api = client.server_api();
    suite.done("Server_Versions_NotVersioned_withPathApiVersion", api.with_path_api_version("v1.0").send());
    suite.done("Server_Versions_NotVersioned_withQueryApiVersion", api.with_query_api_version("v1.0").send());
    suite.done("Server_Versions_NotVersioned_withoutApiVersion", api.without_api_version().send());
}

fn versioned(suite: &Suite) {
    use server_versions_versioned_2021_01_01_preview::client as old;
    use server_versions_versioned_2022_12_01_preview::client as new;

    let server = new::Server::testserver_endpoint(suite.url());
    let client = new::Client::builder(server).transport(suite.transport()).build().expect("a client");
    let api = client.server_api();
    let version = "2022-12-01-preview";
    suite.done("Server_Versions_Versioned_withPathApiVersion", api.with_path_api_version(version).send());
    suite.done("Server_Versions_Versioned_withQueryApiVersion", api.with_query_api_version(version).send());
    suite.done("Server_Versions_Versioned_withoutApiVersion", api.without_api_version().send());

    let server = old::Server::testserver_endpoint(suite.url());
    let client = old::Client::builder(server).transport(suite.transport()).build().expect("a client");
    let call = client.server_api().with_query_old_api_version("2021-01-01-preview");
    suite.done("Server_Versions_Versioned_withQueryOldApiVersion", call.send());
}

fn removed(suite: &Suite) {
    v1(suite);
    v2(suite);
    v2_preview(suite);

    fn v1(suite: &Suite) {
        use versioning_removed_v1::client::{Client, Server, TestserverEndpointVersion};
        use versioning_removed_v1::types::{EnumV3, ModelV3};

        let server = Server::testserver_endpoint(suite.url(), TestserverEndpointVersion::V1);
        let client = Client::builder(server).transport(suite.transport()).build().expect("a client");
        let model = ModelV3 { id: "123".into(), enum_prop: EnumV3::EnumMemberV1 };
        suite.returns("Versioning_Removed_modelV3", client.default().model_v3(model.clone()).send(), model);
    }

    fn v2(suite: &Suite) {
        use versioning_removed_v2::client::{Client, Server, TestserverEndpointVersion};
        use versioning_removed_v2::types::{EnumV3, ModelV2, ModelV3, UnionV2};

        let server = Server::testserver_endpoint(suite.url(), TestserverEndpointVersion::V2);
        let client = Client::builder(server).transport(suite.transport()).build().expect("a client");
        let api = client.default();
        let model = ModelV3 { id: "123".into(), enum_prop: EnumV3::EnumMemberV1 };
        suite.returns("Versioning_Removed_modelV3_V2", api.model_v3(model.clone()).send(), model);
        let model = ModelV2 { prop: "foo".into(), union_prop: UnionV2::String("bar".into()) };
        suite.returns("Versioning_Removed_v2", api.v2(model.clone()).send(), model);
    }

    fn v2_preview(suite: &Suite) {
        use versioning_removed_v2preview::client::{Client, Server, TestserverEndpointVersion};
        use versioning_removed_v2preview::types::ModelV3;

        let server = Server::testserver_endpoint(suite.url(), TestserverEndpointVersion::V2preview);
        let client = Client::builder(server).transport(suite.transport()).build().expect("a client");
        let model = ModelV3 { id: "123".into() };
        suite.returns("Versioning_Removed_modelV3_V2preview", client.default().model_v3(model.clone()).send(), model);
    }
}

fn renamed(suite: &Suite) {
    use versioning_renamedfrom_v2::client::{Client, Server, TestserverEndpointVersion};
    use versioning_renamedfrom_v2::types::{NewModel, NewScalar, NewUnion};

    let server = Server::testserver_endpoint(suite.url(), TestserverEndpointVersion::V2);
    let client = Client::builder(server).transport(suite.transport()).build().expect("a client");
    let model = NewModel { new_prop: "foo".into(), union_prop: NewUnion::NewScalar(NewScalar(10)) };
    suite.returns("Versioning_RenamedFrom_newOp", client.test_api().new_op("bar", model.clone()).send(), model.clone());
    let call = client.interface().new_new_op_in_new_interface(model.clone());
    suite.returns("Versioning_RenamedFrom_NewInterface", call.send(), model);
}

fn changed(suite: &Suite) {
    made_optional(suite);
    parameter(suite);
    reply(suite);

    fn made_optional(suite: &Suite) {
        use versioning_madeoptional_v2::client::{Client, Server, TestserverEndpointVersion};
        use versioning_madeoptional_v2::types::TestModel;

        let server = Server::testserver_endpoint(suite.url(), TestserverEndpointVersion::V2);
        let client = Client::builder(server).transport(suite.transport()).build().expect("a client");
        let model = TestModel::new("foo");
        suite.returns("Versioning_MadeOptional_test", client.test_api().test(model.clone()).send(), model);
    }

    fn parameter(suite: &Suite) {
        use versioning_typechangedfrom_v2::client::{Client, Server, TestserverEndpointVersion};
        use versioning_typechangedfrom_v2::types::TestModel;

        let server = Server::testserver_endpoint(suite.url(), TestserverEndpointVersion::V2);
        let client = Client::builder(server).transport(suite.transport()).build().expect("a client");
        let model = TestModel { prop: "foo".into(), changed_prop: "bar".into() };
        suite.returns("Versioning_TypeChangedFrom_test", client.test_api().test("baz", model.clone()).send(), model);
    }

    fn reply(suite: &Suite) {
        use versioning_returntypechangedfrom_v2::client::{Client, Server, TestserverEndpointVersion};

        let server = Server::testserver_endpoint(suite.url(), TestserverEndpointVersion::V2);
        let client = Client::builder(server).transport(suite.transport()).build().expect("a client");
        let call = client.test_api().test("test");
        suite.returns("Versioning_ReturnTypeChangedFrom_test", call.send(), "test".to_owned());
    }
}
