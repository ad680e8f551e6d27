//! Optional properties of each type, there and left out.

use type_property_optionality::client::{Client, Server};
use type_property_optionality::types::{
    BooleanLiteralProperty, BytesProperty, CollectionsByteProperty, CollectionsModelProperty, DatetimeProperty,
    DurationProperty, FloatLiteralProperty, IntLiteralProperty, IntLiteralPropertyProperty, PlainDateProperty,
    PlainTimeProperty, RequiredAndOptionalProperty, StringLiteralProperty, StringLiteralPropertyProperty,
    StringProperty, UnionFloatLiteralProperty, UnionIntLiteralProperty, UnionIntLiteralPropertyProperty,
    UnionStringLiteralProperty, UnionStringLiteralPropertyProperty,
};

use crate::suite::Suite;
use crate::values::{bytes, date, date_time, time};

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.type_api();
    suite.returns(
        "Type_Property_Optional_BooleanLiteral_getAll",
        api.boolean_literal_get_all().send(),
        BooleanLiteralProperty { property: Some(true) },
    );
    suite.returns(
        "Type_Property_Optional_BooleanLiteral_getDefault",
        api.boolean_literal_get_default().send(),
        BooleanLiteralProperty { property: None },
    );
    suite.done(
        "Type_Property_Optional_BooleanLiteral_putAll",
        api.boolean_literal_put_all(BooleanLiteralProperty { property: Some(true) }).send(),
    );
    suite.done(
        "Type_Property_Optional_BooleanLiteral_putDefault",
        api.boolean_literal_put_default(BooleanLiteralProperty { property: None }).send(),
    );
    suite.returns(
        "Type_Property_Optional_Bytes_getAll",
        api.bytes_get_all().send(),
        BytesProperty { property: Some(bytes("hello, world!")) },
    );
    suite.returns(
        "Type_Property_Optional_Bytes_getDefault",
        api.bytes_get_default().send(),
        BytesProperty { property: None },
    );
    suite.done(
        "Type_Property_Optional_Bytes_putAll",
        api.bytes_put_all(BytesProperty { property: Some(bytes("hello, world!")) }).send(),
    );
    suite.done(
        "Type_Property_Optional_Bytes_putDefault",
        api.bytes_put_default(BytesProperty { property: None }).send(),
    );
    suite.returns(
        "Type_Property_Optional_CollectionsByte_getAll",
        api.collections_byte_get_all().send(),
        CollectionsByteProperty { property: Some(vec![bytes("hello, world!"), bytes("hello, world!")]) },
    );
    suite.returns(
        "Type_Property_Optional_CollectionsByte_getDefault",
        api.collections_byte_get_default().send(),
        CollectionsByteProperty { property: None },
    );
    suite.done(
        "Type_Property_Optional_CollectionsByte_putAll",
        api.collections_byte_put_all(CollectionsByteProperty {
            property: Some(vec![bytes("hello, world!"), bytes("hello, world!")]),
        })
        .send(),
    );
    suite.done(
        "Type_Property_Optional_CollectionsByte_putDefault",
        api.collections_byte_put_default(CollectionsByteProperty { property: None }).send(),
    );
    suite.returns(
        "Type_Property_Optional_CollectionsModel_getAll",
        api.collections_model_get_all().send(),
        CollectionsModelProperty {
            property: Some(vec![
                StringProperty { property: Some("hello".into()) },
                StringProperty { property: Some("world".into()) },
            ]),
        },
    );
    suite.returns(
        "Type_Property_Optional_CollectionsModel_getDefault",
        api.collections_model_get_default().send(),
        CollectionsModelProperty { property: None },
    );
    suite.done(
        "Type_Property_Optional_CollectionsModel_putAll",
        api.collections_model_put_all(CollectionsModelProperty {
            property: Some(vec![
                StringProperty { property: Some("hello".into()) },
                StringProperty { property: Some("world".into()) },
            ]),
        })
        .send(),
    );
    suite.done(
        "Type_Property_Optional_CollectionsModel_putDefault",
        api.collections_model_put_default(CollectionsModelProperty { property: None }).send(),
    );
    suite.returns(
        "Type_Property_Optional_Datetime_getAll",
        api.datetime_get_all().send(),
        DatetimeProperty { property: Some(date_time("2022-08-26T18:38:00Z")) },
    );
    suite.returns(
        "Type_Property_Optional_Datetime_getDefault",
        api.datetime_get_default().send(),
        DatetimeProperty { property: None },
    );
    suite.done(
        "Type_Property_Optional_Datetime_putAll",
        api.datetime_put_all(DatetimeProperty { property: Some(date_time("2022-08-26T18:38:00Z")) }).send(),
    );
    suite.done(
        "Type_Property_Optional_Datetime_putDefault",
        api.datetime_put_default(DatetimeProperty { property: None }).send(),
    );
    suite.returns(
        "Type_Property_Optional_Duration_getAll",
        api.duration_get_all().send(),
        DurationProperty { property: Some("P123DT22H14M12.011S".into()) },
    );
    suite.returns(
        "Type_Property_Optional_Duration_getDefault",
        api.duration_get_default().send(),
        DurationProperty { property: None },
    );
    suite.done(
        "Type_Property_Optional_Duration_putAll",
        api.duration_put_all(DurationProperty { property: Some("P123DT22H14M12.011S".into()) }).send(),
    );
    suite.done(
        "Type_Property_Optional_Duration_putDefault",
        api.duration_put_default(DurationProperty { property: None }).send(),
    );
    suite.returns(
        "Type_Property_Optional_FloatLiteral_getAll",
        api.float_literal_get_all().send(),
        FloatLiteralProperty { property: Some(1.25) },
    );
    suite.returns(
        "Type_Property_Optional_FloatLiteral_getDefault",
        api.float_literal_get_default().send(),
        FloatLiteralProperty { property: None },
    );
    suite.done(
        "Type_Property_Optional_FloatLiteral_putAll",
        api.float_literal_put_all(FloatLiteralProperty { property: Some(1.25) }).send(),
    );
    suite.done(
        "Type_Property_Optional_FloatLiteral_putDefault",
        api.float_literal_put_default(FloatLiteralProperty { property: None }).send(),
    );
    suite.returns(
        "Type_Property_Optional_IntLiteral_getAll",
        api.int_literal_get_all().send(),
        IntLiteralProperty { property: Some(IntLiteralPropertyProperty::N1) },
    );
    suite.returns(
        "Type_Property_Optional_IntLiteral_getDefault",
        api.int_literal_get_default().send(),
        IntLiteralProperty { property: None },
    );
    suite.done(
        "Type_Property_Optional_IntLiteral_putAll",
        api.int_literal_put_all(IntLiteralProperty { property: Some(IntLiteralPropertyProperty::N1) }).send(),
    );
    suite.done(
        "Type_Property_Optional_IntLiteral_putDefault",
        api.int_literal_put_default(IntLiteralProperty { property: None }).send(),
    );
    suite.returns(
        "Type_Property_Optional_PlainDate_getAll",
        api.plain_date_get_all().send(),
        PlainDateProperty { property: Some(date("2022-12-12")) },
    );
    suite.returns(
        "Type_Property_Optional_PlainDate_getDefault",
        api.plain_date_get_default().send(),
        PlainDateProperty { property: None },
    );
    suite.done(
        "Type_Property_Optional_PlainDate_putAll",
        api.plain_date_put_all(PlainDateProperty { property: Some(date("2022-12-12")) }).send(),
    );
    suite.done(
        "Type_Property_Optional_PlainDate_putDefault",
        api.plain_date_put_default(PlainDateProperty { property: None }).send(),
    );
    suite.returns(
        "Type_Property_Optional_PlainTime_getAll",
        api.plain_time_get_all().send(),
        PlainTimeProperty { property: Some(time("13:06:12")) },
    );
    suite.returns(
        "Type_Property_Optional_PlainTime_getDefault",
        api.plain_time_get_default().send(),
        PlainTimeProperty { property: None },
    );
    suite.done(
        "Type_Property_Optional_PlainTime_putAll",
        api.plain_time_put_all(PlainTimeProperty { property: Some(time("13:06:12")) }).send(),
    );
    suite.done(
        "Type_Property_Optional_PlainTime_putDefault",
        api.plain_time_put_default(PlainTimeProperty { property: None }).send(),
    );
    suite.returns(
        "Type_Property_Optional_RequiredAndOptional_getAll",
        api.required_and_optional_get_all().send(),
        RequiredAndOptionalProperty { optional_property: Some("hello".into()), required_property: 42 },
    );
    suite.returns(
        "Type_Property_Optional_RequiredAndOptional_getRequiredOnly",
        api.required_and_optional_get_required_only().send(),
        RequiredAndOptionalProperty { optional_property: None, required_property: 42 },
    );
    suite.done(
        "Type_Property_Optional_RequiredAndOptional_putAll",
        api.required_and_optional_put_all(RequiredAndOptionalProperty {
            optional_property: Some("hello".into()),
            required_property: 42,
        })
        .send(),
    );
    suite.done(
        "Type_Property_Optional_RequiredAndOptional_putRequiredOnly",
        api.required_and_optional_put_required_only(RequiredAndOptionalProperty {
            optional_property: None,
            required_property: 42,
        })
        .send(),
    );
    suite.returns(
        "Type_Property_Optional_StringLiteral_getAll",
        api.string_literal_get_all().send(),
        StringLiteralProperty { property: Some(StringLiteralPropertyProperty::Hello) },
    );
    suite.returns(
        "Type_Property_Optional_StringLiteral_getDefault",
        api.string_literal_get_default().send(),
        StringLiteralProperty { property: None },
    );
    suite.done(
        "Type_Property_Optional_StringLiteral_putAll",
        api.string_literal_put_all(StringLiteralProperty { property: Some(StringLiteralPropertyProperty::Hello) })
            .send(),
    );
    suite.done(
        "Type_Property_Optional_StringLiteral_putDefault",
        api.string_literal_put_default(StringLiteralProperty { property: None }).send(),
    );
    suite.returns(
        "Type_Property_Optional_String_getAll",
        api.string_get_all().send(),
        StringProperty { property: Some("hello".into()) },
    );
    suite.returns(
        "Type_Property_Optional_String_getDefault",
        api.string_get_default().send(),
        StringProperty { property: None },
    );
    suite.done(
        "Type_Property_Optional_String_putAll",
        api.string_put_all(StringProperty { property: Some("hello".into()) }).send(),
    );
    suite.done(
        "Type_Property_Optional_String_putDefault",
        api.string_put_default(StringProperty { property: None }).send(),
    );
    suite.returns(
        "Type_Property_Optional_UnionFloatLiteral_getAll",
        api.union_float_literal_get_all().send(),
        UnionFloatLiteralProperty { property: Some(2.375) },
    );
    suite.returns(
        "Type_Property_Optional_UnionFloatLiteral_getDefault",
        api.union_float_literal_get_default().send(),
        UnionFloatLiteralProperty { property: None },
    );
    suite.done(
        "Type_Property_Optional_UnionFloatLiteral_putAll",
        api.union_float_literal_put_all(UnionFloatLiteralProperty { property: Some(2.375) }).send(),
    );
    suite.done(
        "Type_Property_Optional_UnionFloatLiteral_putDefault",
        api.union_float_literal_put_default(UnionFloatLiteralProperty { property: None }).send(),
    );
    suite.returns(
        "Type_Property_Optional_UnionIntLiteral_getAll",
        api.union_int_literal_get_all().send(),
        UnionIntLiteralProperty { property: Some(UnionIntLiteralPropertyProperty::N2) },
    );
    suite.returns(
        "Type_Property_Optional_UnionIntLiteral_getDefault",
        api.union_int_literal_get_default().send(),
        UnionIntLiteralProperty { property: None },
    );
    suite.done(
        "Type_Property_Optional_UnionIntLiteral_putAll",
        api.union_int_literal_put_all(UnionIntLiteralProperty { property: Some(UnionIntLiteralPropertyProperty::N2) })
            .send(),
    );
    suite.done(
        "Type_Property_Optional_UnionIntLiteral_putDefault",
        api.union_int_literal_put_default(UnionIntLiteralProperty { property: None }).send(),
    );
    suite.returns(
        "Type_Property_Optional_UnionStringLiteral_getAll",
        api.union_string_literal_get_all().send(),
        UnionStringLiteralProperty { property: Some(UnionStringLiteralPropertyProperty::World) },
    );
    suite.returns(
        "Type_Property_Optional_UnionStringLiteral_getDefault",
        api.union_string_literal_get_default().send(),
        UnionStringLiteralProperty { property: None },
    );
    suite.done(
        "Type_Property_Optional_UnionStringLiteral_putAll",
        api.union_string_literal_put_all(UnionStringLiteralProperty {
            property: Some(UnionStringLiteralPropertyProperty::World),
        })
        .send(),
    );
    suite.done(
        "Type_Property_Optional_UnionStringLiteral_putDefault",
        api.union_string_literal_put_default(UnionStringLiteralProperty { property: None }).send(),
    );
}
