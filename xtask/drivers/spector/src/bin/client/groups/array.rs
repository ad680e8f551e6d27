//! Arrays of each type as bodies.

use type_array::client::{Client, Server};
use type_array::types::InnerModel;

use crate::suite::Suite;
use crate::values::{date_time, json};

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.type_api();
    suite.returns("Type_Array_BooleanValue_get", api.boolean_value_get().send(), vec![true, false]);
    suite.done("Type_Array_BooleanValue_put", api.boolean_value_put(vec![true, false]).send());
    suite.returns(
        "Type_Array_DatetimeValue_get",
        api.datetime_value_get().send(),
        vec![date_time("2022-08-26T18:38:00Z")],
    );
    suite.done("Type_Array_DatetimeValue_put", api.datetime_value_put(vec![date_time("2022-08-26T18:38:00Z")]).send());
    suite.returns("Type_Array_DurationValue_get", api.duration_value_get().send(), vec!["P123DT22H14M12.011S".into()]);
    suite.done("Type_Array_DurationValue_put", api.duration_value_put(vec!["P123DT22H14M12.011S".into()]).send());
    suite.returns("Type_Array_Float32Value_get", api.float32_value_get().send(), vec![43.125]);
    suite.done("Type_Array_Float32Value_put", api.float32_value_put(vec![43.125]).send());
    suite.returns("Type_Array_Int32Value_get", api.int32_value_get().send(), vec![1, 2]);
    suite.done("Type_Array_Int32Value_put", api.int32_value_put(vec![1, 2]).send());
    let value = vec![9_007_199_254_740_991, -9_007_199_254_740_991];
    suite.returns("Type_Array_Int64Value_get", api.int64_value_get().send(), value.clone());
    suite.done("Type_Array_Int64Value_put", api.int64_value_put(value).send());
    let value = vec![
        InnerModel { property: "hello".into(), children: None },
        InnerModel { property: "world".into(), children: None },
    ];
    suite.returns("Type_Array_ModelValue_get", api.model_value_get().send(), value.clone());
    suite.done("Type_Array_ModelValue_put", api.model_value_put(value).send());
    suite.returns(
        "Type_Array_NullableBooleanValue_get",
        api.nullable_boolean_value_get().send(),
        vec![Some(true), None, Some(false)],
    );
    suite.done(
        "Type_Array_NullableBooleanValue_put",
        api.nullable_boolean_value_put(vec![Some(true), None, Some(false)]).send(),
    );
    suite.returns(
        "Type_Array_NullableFloatValue_get",
        api.nullable_float_value_get().send(),
        vec![Some(1.25), None, Some(3.0)],
    );
    suite.done(
        "Type_Array_NullableFloatValue_put",
        api.nullable_float_value_put(vec![Some(1.25), None, Some(3.0)]).send(),
    );
    suite.returns(
        "Type_Array_NullableInt32Value_get",
        api.nullable_int32_value_get().send(),
        vec![Some(1), None, Some(3)],
    );
    suite.done("Type_Array_NullableInt32Value_put", api.nullable_int32_value_put(vec![Some(1), None, Some(3)]).send());
    let value = vec![
        Some(InnerModel { property: "hello".into(), children: None }),
        None,
        Some(InnerModel { property: "world".into(), children: None }),
    ];
    suite.returns("Type_Array_NullableModelValue_get", api.nullable_model_value_get().send(), value.clone());
    suite.done("Type_Array_NullableModelValue_put", api.nullable_model_value_put(value).send());
    let value = vec![Some("hello".into()), None, Some("world".into())];
    suite.returns("Type_Array_NullableStringValue_get", api.nullable_string_value_get().send(), value.clone());
    suite.done("Type_Array_NullableStringValue_put", api.nullable_string_value_put(value).send());
    suite.returns("Type_Array_StringValue_get", api.string_value_get().send(), vec!["hello".into(), "".into()]);
    suite.done("Type_Array_StringValue_put", api.string_value_put(vec!["hello".into(), "".into()]).send());
    let value = vec![json("1"), json(r#""hello""#), json("null")];
    suite.returns("Type_Array_UnknownValue_get", api.unknown_value_get().send(), value.clone());
    suite.done("Type_Array_UnknownValue_put", api.unknown_value_put(value).send());
}
