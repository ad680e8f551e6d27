//! Required properties of each type.

use std::collections::BTreeMap;

use type_property_value_types::client::{Client, Server};
use type_property_value_types::types::{
    BooleanLiteralProperty, BooleanProperty, BytesProperty, CollectionsIntProperty, CollectionsModelProperty,
    CollectionsStringProperty, DatetimeProperty, Decimal128Property, DecimalProperty, DictionaryStringProperty,
    DurationProperty, EnumProperty, ExtensibleEnumProperty, FixedInnerEnum, FloatLiteralProperty, FloatProperty,
    InnerEnum, InnerModel, IntLiteralProperty, IntProperty, ModelProperty, NeverProperty, StringLiteralProperty,
    StringProperty, UnionEnumValueProperty, UnionFloatLiteralProperty, UnionIntLiteralProperty,
    UnionIntLiteralPropertyProperty, UnionStringLiteralProperty, UnionStringLiteralPropertyProperty,
    UnknownArrayProperty, UnknownDictProperty, UnknownIntProperty, UnknownStringProperty,
};

use crate::suite::Suite;
use crate::values::{bytes, date_time, json, number};

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.type_api();
    suite.returns(
        "Type_Property_ValueTypes_BooleanLiteral_get",
        api.boolean_literal_get().send(),
        BooleanLiteralProperty {},
    );
    suite
        .done("Type_Property_ValueTypes_BooleanLiteral_put", api.boolean_literal_put(BooleanLiteralProperty {}).send());
    suite.returns("Type_Property_ValueTypes_Boolean_get", api.boolean_get().send(), BooleanProperty { property: true });
    suite.done("Type_Property_ValueTypes_Boolean_put", api.boolean_put(BooleanProperty { property: true }).send());
    let value = BytesProperty { property: bytes("hello, world!") };
    suite.returns("Type_Property_ValueTypes_Bytes_get", api.bytes_get().send(), value.clone());
    suite.done("Type_Property_ValueTypes_Bytes_put", api.bytes_put(value).send());
    let value = CollectionsIntProperty { property: vec![1, 2] };
    suite.returns("Type_Property_ValueTypes_CollectionsInt_get", api.collections_int_get().send(), value.clone());
    suite.done("Type_Property_ValueTypes_CollectionsInt_put", api.collections_int_put(value).send());
    let value = CollectionsModelProperty {
        property: vec![InnerModel { property: "hello".into() }, InnerModel { property: "world".into() }],
    };
    suite.returns("Type_Property_ValueTypes_CollectionsModel_get", api.collections_model_get().send(), value.clone());
    suite.done("Type_Property_ValueTypes_CollectionsModel_put", api.collections_model_put(value).send());
    let value = CollectionsStringProperty { property: vec!["hello".into(), "world".into()] };
    suite.returns("Type_Property_ValueTypes_CollectionsString_get", api.collections_string_get().send(), value.clone());
    suite.done("Type_Property_ValueTypes_CollectionsString_put", api.collections_string_put(value).send());
    let value = DatetimeProperty { property: date_time("2022-08-26T18:38:00Z") };
    suite.returns("Type_Property_ValueTypes_Datetime_get", api.datetime_get().send(), value.clone());
    suite.done("Type_Property_ValueTypes_Datetime_put", api.datetime_put(value).send());
    suite.returns(
        "Type_Property_ValueTypes_Decimal128_get",
        api.decimal128_get().send(),
        Decimal128Property { property: number("0.33333") },
    );
    suite.done(
        "Type_Property_ValueTypes_Decimal128_put",
        api.decimal128_put(Decimal128Property { property: number("0.33333") }).send(),
    );
    let value = DecimalProperty { property: number("0.33333") };
    suite.returns("Type_Property_ValueTypes_Decimal_get", api.decimal_get().send(), value.clone());
    suite.done("Type_Property_ValueTypes_Decimal_put", api.decimal_put(value).send());
    let value = DictionaryStringProperty {
        property: BTreeMap::from([("k1".into(), "hello".into()), ("k2".into(), "world".into())]),
    };
    suite.returns("Type_Property_ValueTypes_DictionaryString_get", api.dictionary_string_get().send(), value.clone());
    suite.done("Type_Property_ValueTypes_DictionaryString_put", api.dictionary_string_put(value).send());
    let value = DurationProperty { property: "P123DT22H14M12.011S".into() };
    suite.returns("Type_Property_ValueTypes_Duration_get", api.duration_get().send(), value.clone());
    suite.done("Type_Property_ValueTypes_Duration_put", api.duration_put(value).send());
    let value = EnumProperty { property: FixedInnerEnum::ValueOne };
    suite.returns("Type_Property_ValueTypes_Enum_get", api.enum_get().send(), value.clone());
    suite.done("Type_Property_ValueTypes_Enum_put", api.enum_put(value).send());
    let value = ExtensibleEnumProperty { property: InnerEnum::Unknown("UnknownValue".into()) };
    suite.returns("Type_Property_ValueTypes_ExtensibleEnum_get", api.extensible_enum_get().send(), value.clone());
    suite.done("Type_Property_ValueTypes_ExtensibleEnum_put", api.extensible_enum_put(value).send());
    suite.returns(
        "Type_Property_ValueTypes_FloatLiteral_get",
        api.float_literal_get().send(),
        FloatLiteralProperty { property: 43.125 },
    );
    suite.done(
        "Type_Property_ValueTypes_FloatLiteral_put",
        api.float_literal_put(FloatLiteralProperty { property: 43.125 }).send(),
    );
    suite.returns("Type_Property_ValueTypes_Float_get", api.float_get().send(), FloatProperty { property: 43.125 });
    suite.done("Type_Property_ValueTypes_Float_put", api.float_put(FloatProperty { property: 43.125 }).send());
    suite.returns("Type_Property_ValueTypes_IntLiteral_get", api.int_literal_get().send(), IntLiteralProperty {});
    suite.done("Type_Property_ValueTypes_IntLiteral_put", api.int_literal_put(IntLiteralProperty {}).send());
    suite.returns("Type_Property_ValueTypes_Int_get", api.int_get().send(), IntProperty { property: 42 });
    suite.done("Type_Property_ValueTypes_Int_put", api.int_put(IntProperty { property: 42 }).send());
    let value = ModelProperty { property: InnerModel { property: "hello".into() } };
    suite.returns("Type_Property_ValueTypes_Model_get", api.model_get().send(), value.clone());
    suite.done("Type_Property_ValueTypes_Model_put", api.model_put(value).send());
    suite.returns("Type_Property_ValueTypes_Never_get", api.never_get().send(), NeverProperty(BTreeMap::from([])));
    suite.done("Type_Property_ValueTypes_Never_put", api.never_put(NeverProperty(BTreeMap::from([]))).send());
    suite.returns(
        "Type_Property_ValueTypes_StringLiteral_get",
        api.string_literal_get().send(),
        StringLiteralProperty {},
    );
    suite.done("Type_Property_ValueTypes_StringLiteral_put", api.string_literal_put(StringLiteralProperty {}).send());
    suite.returns(
        "Type_Property_ValueTypes_String_get",
        api.string_get().send(),
        StringProperty { property: "hello".into() },
    );
    suite.done(
        "Type_Property_ValueTypes_String_put",
        api.string_put(StringProperty { property: "hello".into() }).send(),
    );
    suite.returns(
        "Type_Property_ValueTypes_UnionEnumValue_get",
        api.union_enum_value_get().send(),
        UnionEnumValueProperty {},
    );
    suite.done(
        "Type_Property_ValueTypes_UnionEnumValue_put",
        api.union_enum_value_put(UnionEnumValueProperty {}).send(),
    );
    let value = UnionFloatLiteralProperty { property: 46.875 };
    suite.returns(
        "Type_Property_ValueTypes_UnionFloatLiteral_get",
        api.union_float_literal_get().send(),
        value.clone(),
    );
    suite.done("Type_Property_ValueTypes_UnionFloatLiteral_put", api.union_float_literal_put(value).send());
    let value = UnionIntLiteralProperty { property: UnionIntLiteralPropertyProperty::N42 };
    suite.returns("Type_Property_ValueTypes_UnionIntLiteral_get", api.union_int_literal_get().send(), value.clone());
    suite.done("Type_Property_ValueTypes_UnionIntLiteral_put", api.union_int_literal_put(value).send());
    let value = UnionStringLiteralProperty { property: UnionStringLiteralPropertyProperty::World };
    suite.returns(
        "Type_Property_ValueTypes_UnionStringLiteral_get",
        api.union_string_literal_get().send(),
        value.clone(),
    );
    suite.done("Type_Property_ValueTypes_UnionStringLiteral_put", api.union_string_literal_put(value).send());
    let value = UnknownArrayProperty { property: json(r#"["hello", "world"]"#) };
    suite.returns("Type_Property_ValueTypes_UnknownArray_get", api.unknown_array_get().send(), value.clone());
    suite.done("Type_Property_ValueTypes_UnknownArray_put", api.unknown_array_put(value).send());
    let value = UnknownDictProperty { property: json(r#"{"k1": "hello", "k2": 42}"#) };
    suite.returns("Type_Property_ValueTypes_UnknownDict_get", api.unknown_dict_get().send(), value.clone());
    suite.done("Type_Property_ValueTypes_UnknownDict_put", api.unknown_dict_put(value).send());
    suite.returns(
        "Type_Property_ValueTypes_UnknownInt_get",
        api.unknown_int_get().send(),
        UnknownIntProperty { property: json("42") },
    );
    suite.done(
        "Type_Property_ValueTypes_UnknownInt_put",
        api.unknown_int_put(UnknownIntProperty { property: json("42") }).send(),
    );
    let value = UnknownStringProperty { property: json(r#""hello""#) };
    suite.returns("Type_Property_ValueTypes_UnknownString_get", api.unknown_string_get().send(), value.clone());
    suite.done("Type_Property_ValueTypes_UnknownString_put", api.unknown_string_put(value).send());
}
