//! Merge patches (RFC 7396): null removes.

use std::collections::BTreeMap;

use payload_json_merge_patch::client::{Client, Server};
use payload_json_merge_patch::types::{InnerModel, InnerModelPatch, Resource, ResourcePatch};
use specwright_runtime::Presence;

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.json_merge_patch();
    let inner = || InnerModel { name: Some("InnerMadge".into()), description: Some("innerDesc".into()) };
    let resource = Resource {
        name: "Madge".into(),
        description: Some("desc".into()),
        map: Some(BTreeMap::from([("key".into(), inner())])),
        array: Some(vec![inner()]),
        int_value: Some(1),
        float_value: Some(1.25),
        inner_model: Some(inner()),
        int_array: Some(vec![1, 2, 3]),
    };
    suite.returns("Payload_JsonMergePatch_createResource", api.create_resource(resource.clone()).send(), resource);

    let without_description = InnerModelPatch { description: Presence::Null, ..InnerModelPatch::default() };
    let patch = ResourcePatch {
        description: Presence::Null,
        map: Presence::Value(BTreeMap::from([("key".into(), Some(without_description)), ("key2".into(), None)])),
        array: Presence::Null,
        int_value: Presence::Null,
        float_value: Presence::Null,
        inner_model: Presence::Null,
        int_array: Presence::Null,
    };
    let left = InnerModel { name: Some("InnerMadge".into()), description: None };
    let patched = Resource { map: Some(BTreeMap::from([("key".into(), left)])), ..Resource::new("Madge") };
    let call = api.update_resource(patch.clone());
    suite.returns("Payload_JsonMergePatch_updateResource", call.send(), patched.clone());
    let call = api.update_optional_resource().body(patch);
    suite.returns("Payload_JsonMergePatch_updateOptionalResource", call.send(), patched);
}
