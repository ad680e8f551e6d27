//! Properties beside the named ones.

use std::collections::BTreeMap;

use type_property_additional_properties::client::{Client, Server};
use type_property_additional_properties::types::{
    DifferentSpreadFloatDerived, DifferentSpreadFloatRecord, DifferentSpreadModelArrayDerived,
    DifferentSpreadModelArrayRecord, DifferentSpreadModelDerived, DifferentSpreadModelRecord,
    DifferentSpreadStringDerived, DifferentSpreadStringRecord, ExtendsFloatAdditionalProperties,
    ExtendsModelAdditionalProperties, ExtendsModelArrayAdditionalProperties, ExtendsStringAdditionalProperties,
    ExtendsUnknownAdditionalProperties, ExtendsUnknownAdditionalPropertiesDerived,
    ExtendsUnknownAdditionalPropertiesDiscriminated, ExtendsUnknownAdditionalPropertiesDiscriminatedDerived,
    IsFloatAdditionalProperties, IsModelAdditionalProperties, IsModelArrayAdditionalProperties,
    IsStringAdditionalProperties, IsUnknownAdditionalProperties, IsUnknownAdditionalPropertiesDerived,
    IsUnknownAdditionalPropertiesDiscriminated, IsUnknownAdditionalPropertiesDiscriminatedDerived, ModelForRecord,
    MultipleSpreadRecord, MultipleSpreadRecordAdditional, SpreadFloatRecord, SpreadModelArrayRecord, SpreadModelRecord,
    SpreadRecordForNonDiscriminatedUnion, SpreadRecordForNonDiscriminatedUnion2,
    SpreadRecordForNonDiscriminatedUnion2Additional, SpreadRecordForNonDiscriminatedUnion3,
    SpreadRecordForNonDiscriminatedUnion3Additional, SpreadRecordForNonDiscriminatedUnionAdditional,
    SpreadRecordForUnion, SpreadRecordForUnionAdditional, SpreadStringRecord, WidgetData0, WidgetData1, WidgetData2,
};

use crate::suite::Suite;
use crate::values::{date_time, json};

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.type_api();
    let value = DifferentSpreadFloatDerived {
        derived_prop: 43.125,
        name: "abc".into(),
        additional: BTreeMap::from([("prop".into(), 43.125)]),
    };
    suite.returns(
        "Type_Property_AdditionalProperties_ExtendsDifferentSpreadFloat_get",
        api.extends_different_spread_float_get().send(),
        value.clone(),
    );
    suite.done(
        "Type_Property_AdditionalProperties_ExtendsDifferentSpreadFloat_put",
        api.extends_different_spread_float_put(value).send(),
    );
    let value = DifferentSpreadModelArrayDerived {
        derived_prop: vec![ModelForRecord { state: "ok".into() }, ModelForRecord { state: "ok".into() }],
        known_prop: "abc".into(),
        additional: BTreeMap::from([(
            "prop".into(),
            vec![ModelForRecord { state: "ok".into() }, ModelForRecord { state: "ok".into() }],
        )]),
    };
    suite.returns(
        "Type_Property_AdditionalProperties_ExtendsDifferentSpreadModelArray_get",
        api.extends_different_spread_model_array_get().send(),
        value.clone(),
    );
    suite.done(
        "Type_Property_AdditionalProperties_ExtendsDifferentSpreadModelArray_put",
        api.extends_different_spread_model_array_put(value).send(),
    );
    let value = DifferentSpreadModelDerived {
        derived_prop: ModelForRecord { state: "ok".into() },
        known_prop: "abc".into(),
        additional: BTreeMap::from([("prop".into(), ModelForRecord { state: "ok".into() })]),
    };
    suite.returns(
        "Type_Property_AdditionalProperties_ExtendsDifferentSpreadModel_get",
        api.extends_different_spread_model_get().send(),
        value.clone(),
    );
    suite.done(
        "Type_Property_AdditionalProperties_ExtendsDifferentSpreadModel_put",
        api.extends_different_spread_model_put(value).send(),
    );
    let value = DifferentSpreadStringDerived {
        derived_prop: "abc".into(),
        id: 43.125,
        additional: BTreeMap::from([("prop".into(), "abc".into())]),
    };
    suite.returns(
        "Type_Property_AdditionalProperties_ExtendsDifferentSpreadString_get",
        api.extends_different_spread_string_get().send(),
        value.clone(),
    );
    suite.done(
        "Type_Property_AdditionalProperties_ExtendsDifferentSpreadString_put",
        api.extends_different_spread_string_put(value).send(),
    );
    let value = ExtendsFloatAdditionalProperties { id: 43.125, additional: BTreeMap::from([("prop".into(), 43.125)]) };
    suite.returns("Type_Property_AdditionalProperties_ExtendsFloat_get", api.extends_float_get().send(), value.clone());
    suite.done("Type_Property_AdditionalProperties_ExtendsFloat_put", api.extends_float_put(value).send());
    let value = ExtendsModelArrayAdditionalProperties {
        known_prop: vec![ModelForRecord { state: "ok".into() }, ModelForRecord { state: "ok".into() }],
        additional: BTreeMap::from([(
            "prop".into(),
            vec![ModelForRecord { state: "ok".into() }, ModelForRecord { state: "ok".into() }],
        )]),
    };
    suite.returns(
        "Type_Property_AdditionalProperties_ExtendsModelArray_get",
        api.extends_model_array_get().send(),
        value.clone(),
    );
    suite.done("Type_Property_AdditionalProperties_ExtendsModelArray_put", api.extends_model_array_put(value).send());
    let value = ExtendsModelAdditionalProperties {
        known_prop: ModelForRecord { state: "ok".into() },
        additional: BTreeMap::from([("prop".into(), ModelForRecord { state: "ok".into() })]),
    };
    suite.returns("Type_Property_AdditionalProperties_ExtendsModel_get", api.extends_model_get().send(), value.clone());
    suite.done("Type_Property_AdditionalProperties_ExtendsModel_put", api.extends_model_put(value).send());
    let value = ExtendsStringAdditionalProperties {
        name: "ExtendsStringAdditionalProperties".into(),
        additional: BTreeMap::from([("prop".into(), "abc".into())]),
    };
    suite.returns(
        "Type_Property_AdditionalProperties_ExtendsString_get",
        api.extends_string_get().send(),
        value.clone(),
    );
    suite.done("Type_Property_AdditionalProperties_ExtendsString_put", api.extends_string_put(value).send());
    let value = ExtendsUnknownAdditionalPropertiesDerived {
        index: 314,
        age: Some(2.71875),
        name: "ExtendsUnknownAdditionalProperties".into(),
        additional: BTreeMap::from([
            ("prop1".into(), json("32")),
            ("prop2".into(), json("true")),
            ("prop3".into(), json(r#""abc""#)),
        ]),
    };
    suite.returns(
        "Type_Property_AdditionalProperties_ExtendsUnknownDerived_get",
        api.extends_unknown_derived_get().send(),
        value.clone(),
    );
    suite.done(
        "Type_Property_AdditionalProperties_ExtendsUnknownDerived_put",
        api.extends_unknown_derived_put(value).send(),
    );
    let value = ExtendsUnknownAdditionalPropertiesDiscriminated::ExtendsUnknownAdditionalPropertiesDiscriminatedDerived(
        ExtendsUnknownAdditionalPropertiesDiscriminatedDerived {
            index: 314,
            age: Some(2.71875),
            name: "Derived".into(),
            additional: BTreeMap::from([
                ("prop1".into(), json("32")),
                ("prop2".into(), json("true")),
                ("prop3".into(), json(r#""abc""#)),
            ]),
        },
    );
    suite.returns(
        "Type_Property_AdditionalProperties_ExtendsUnknownDiscriminated_get",
        api.extends_unknown_discriminated_get().send(),
        value.clone(),
    );
    suite.done(
        "Type_Property_AdditionalProperties_ExtendsUnknownDiscriminated_put",
        api.extends_unknown_discriminated_put(value).send(),
    );
    let value = ExtendsUnknownAdditionalProperties {
        name: "ExtendsUnknownAdditionalProperties".into(),
        additional: BTreeMap::from([
            ("prop1".into(), json("32")),
            ("prop2".into(), json("true")),
            ("prop3".into(), json(r#""abc""#)),
        ]),
    };
    suite.returns(
        "Type_Property_AdditionalProperties_ExtendsUnknown_get",
        api.extends_unknown_get().send(),
        value.clone(),
    );
    suite.done("Type_Property_AdditionalProperties_ExtendsUnknown_put", api.extends_unknown_put(value).send());
    let value = IsFloatAdditionalProperties { id: 43.125, additional: BTreeMap::from([("prop".into(), 43.125)]) };
    suite.returns("Type_Property_AdditionalProperties_IsFloat_get", api.is_float_get().send(), value.clone());
    suite.done("Type_Property_AdditionalProperties_IsFloat_put", api.is_float_put(value).send());
    let value = IsModelArrayAdditionalProperties {
        known_prop: vec![ModelForRecord { state: "ok".into() }, ModelForRecord { state: "ok".into() }],
        additional: BTreeMap::from([(
            "prop".into(),
            vec![ModelForRecord { state: "ok".into() }, ModelForRecord { state: "ok".into() }],
        )]),
    };
    suite.returns(
        "Type_Property_AdditionalProperties_IsModelArray_get",
        api.is_model_array_get().send(),
        value.clone(),
    );
    suite.done("Type_Property_AdditionalProperties_IsModelArray_put", api.is_model_array_put(value).send());
    let value = IsModelAdditionalProperties {
        known_prop: ModelForRecord { state: "ok".into() },
        additional: BTreeMap::from([("prop".into(), ModelForRecord { state: "ok".into() })]),
    };
    suite.returns("Type_Property_AdditionalProperties_IsModel_get", api.is_model_get().send(), value.clone());
    suite.done("Type_Property_AdditionalProperties_IsModel_put", api.is_model_put(value).send());
    let value = IsStringAdditionalProperties {
        name: "IsStringAdditionalProperties".into(),
        additional: BTreeMap::from([("prop".into(), "abc".into())]),
    };
    suite.returns("Type_Property_AdditionalProperties_IsString_get", api.is_string_get().send(), value.clone());
    suite.done("Type_Property_AdditionalProperties_IsString_put", api.is_string_put(value).send());
    let value = IsUnknownAdditionalPropertiesDerived {
        index: 314,
        age: Some(2.71875),
        name: "IsUnknownAdditionalProperties".into(),
        additional: BTreeMap::from([
            ("prop1".into(), json("32")),
            ("prop2".into(), json("true")),
            ("prop3".into(), json(r#""abc""#)),
        ]),
    };
    suite.returns(
        "Type_Property_AdditionalProperties_IsUnknownDerived_get",
        api.is_unknown_derived_get().send(),
        value.clone(),
    );
    suite.done("Type_Property_AdditionalProperties_IsUnknownDerived_put", api.is_unknown_derived_put(value).send());
    let value = IsUnknownAdditionalPropertiesDiscriminated::IsUnknownAdditionalPropertiesDiscriminatedDerived(
        IsUnknownAdditionalPropertiesDiscriminatedDerived {
            index: 314,
            age: Some(2.71875),
            name: "Derived".into(),
            additional: BTreeMap::from([
                ("prop1".into(), json("32")),
                ("prop2".into(), json("true")),
                ("prop3".into(), json(r#""abc""#)),
            ]),
        },
    );
    suite.returns(
        "Type_Property_AdditionalProperties_IsUnknownDiscriminated_get",
        api.is_unknown_discriminated_get().send(),
        value.clone(),
    );
    suite.done(
        "Type_Property_AdditionalProperties_IsUnknownDiscriminated_put",
        api.is_unknown_discriminated_put(value).send(),
    );
    let value = IsUnknownAdditionalProperties {
        name: "IsUnknownAdditionalProperties".into(),
        additional: BTreeMap::from([
            ("prop1".into(), json("32")),
            ("prop2".into(), json("true")),
            ("prop3".into(), json(r#""abc""#)),
        ]),
    };
    suite.returns("Type_Property_AdditionalProperties_IsUnknown_get", api.is_unknown_get().send(), value.clone());
    suite.done("Type_Property_AdditionalProperties_IsUnknown_put", api.is_unknown_put(value).send());
    let value = MultipleSpreadRecord {
        flag: true,
        additional: BTreeMap::from([
            ("prop1".into(), MultipleSpreadRecordAdditional::String("abc".into())),
            ("prop2".into(), MultipleSpreadRecordAdditional::Number(43.125)),
        ]),
    };
    suite.returns(
        "Type_Property_AdditionalProperties_MultipleSpread_get",
        api.multiple_spread_get().send(),
        value.clone(),
    );
    suite.done("Type_Property_AdditionalProperties_MultipleSpread_put", api.multiple_spread_put(value).send());
    let value =
        DifferentSpreadFloatRecord { name: "abc".into(), additional: BTreeMap::from([("prop".into(), 43.125)]) };
    suite.returns(
        "Type_Property_AdditionalProperties_SpreadDifferentFloat_get",
        api.spread_different_float_get().send(),
        value.clone(),
    );
    suite.done(
        "Type_Property_AdditionalProperties_SpreadDifferentFloat_put",
        api.spread_different_float_put(value).send(),
    );
    let value = DifferentSpreadModelArrayRecord {
        known_prop: "abc".into(),
        additional: BTreeMap::from([(
            "prop".into(),
            vec![ModelForRecord { state: "ok".into() }, ModelForRecord { state: "ok".into() }],
        )]),
    };
    suite.returns(
        "Type_Property_AdditionalProperties_SpreadDifferentModelArray_get",
        api.spread_different_model_array_get().send(),
        value.clone(),
    );
    suite.done(
        "Type_Property_AdditionalProperties_SpreadDifferentModelArray_put",
        api.spread_different_model_array_put(value).send(),
    );
    let value = DifferentSpreadModelRecord {
        known_prop: "abc".into(),
        additional: BTreeMap::from([("prop".into(), ModelForRecord { state: "ok".into() })]),
    };
    suite.returns(
        "Type_Property_AdditionalProperties_SpreadDifferentModel_get",
        api.spread_different_model_get().send(),
        value.clone(),
    );
    suite.done(
        "Type_Property_AdditionalProperties_SpreadDifferentModel_put",
        api.spread_different_model_put(value).send(),
    );
    let value = DifferentSpreadStringRecord { id: 43.125, additional: BTreeMap::from([("prop".into(), "abc".into())]) };
    suite.returns(
        "Type_Property_AdditionalProperties_SpreadDifferentString_get",
        api.spread_different_string_get().send(),
        value.clone(),
    );
    suite.done(
        "Type_Property_AdditionalProperties_SpreadDifferentString_put",
        api.spread_different_string_put(value).send(),
    );
    let value = SpreadFloatRecord { id: 43.125, additional: BTreeMap::from([("prop".into(), 43.125)]) };
    suite.returns("Type_Property_AdditionalProperties_SpreadFloat_get", api.spread_float_get().send(), value.clone());
    suite.done("Type_Property_AdditionalProperties_SpreadFloat_put", api.spread_float_put(value).send());
    let value = SpreadModelArrayRecord {
        known_prop: vec![ModelForRecord { state: "ok".into() }, ModelForRecord { state: "ok".into() }],
        additional: BTreeMap::from([(
            "prop".into(),
            vec![ModelForRecord { state: "ok".into() }, ModelForRecord { state: "ok".into() }],
        )]),
    };
    suite.returns(
        "Type_Property_AdditionalProperties_SpreadModelArray_get",
        api.spread_model_array_get().send(),
        value.clone(),
    );
    suite.done("Type_Property_AdditionalProperties_SpreadModelArray_put", api.spread_model_array_put(value).send());
    let value = SpreadModelRecord {
        known_prop: ModelForRecord { state: "ok".into() },
        additional: BTreeMap::from([("prop".into(), ModelForRecord { state: "ok".into() })]),
    };
    suite.returns("Type_Property_AdditionalProperties_SpreadModel_get", api.spread_model_get().send(), value.clone());
    suite.done("Type_Property_AdditionalProperties_SpreadModel_put", api.spread_model_put(value).send());
    let value = SpreadRecordForNonDiscriminatedUnion2 {
        name: "abc".into(),
        additional: BTreeMap::from([
            (
                "prop1".into(),
                SpreadRecordForNonDiscriminatedUnion2Additional::WidgetData1(WidgetData1 {
                    start: date_time("2021-01-01T00:00:00Z"),
                    end: None,
                }),
            ),
            (
                "prop2".into(),
                SpreadRecordForNonDiscriminatedUnion2Additional::WidgetData1(WidgetData1 {
                    start: date_time("2021-01-01T00:00:00Z"),
                    end: Some(date_time("2021-01-02T00:00:00Z")),
                }),
            ),
        ]),
    };
    suite.returns(
        "Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion2_get",
        api.spread_record_non_discriminated_union2_get().send(),
        value.clone(),
    );
    suite.done(
        "Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion2_put",
        api.spread_record_non_discriminated_union2_put(value).send(),
    );
    let value = SpreadRecordForNonDiscriminatedUnion3 {
        name: "abc".into(),
        additional: BTreeMap::from([
            (
                "prop1".into(),
                SpreadRecordForNonDiscriminatedUnion3Additional::List(vec![
                    WidgetData2 { start: "2021-01-01T00:00:00Z".into() },
                    WidgetData2 { start: "2021-01-01T00:00:00Z".into() },
                ]),
            ),
            (
                "prop2".into(),
                SpreadRecordForNonDiscriminatedUnion3Additional::WidgetData1(WidgetData1 {
                    start: date_time("2021-01-01T00:00:00Z"),
                    end: Some(date_time("2021-01-02T00:00:00Z")),
                }),
            ),
        ]),
    };
    suite.returns(
        "Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion3_get",
        api.spread_record_non_discriminated_union3_get().send(),
        value.clone(),
    );
    suite.done(
        "Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion3_put",
        api.spread_record_non_discriminated_union3_put(value).send(),
    );
    let value = SpreadRecordForNonDiscriminatedUnion {
        name: "abc".into(),
        additional: BTreeMap::from([
            (
                "prop1".into(),
                SpreadRecordForNonDiscriminatedUnionAdditional::WidgetData0(WidgetData0 { foo_prop: "abc".into() }),
            ),
            (
                "prop2".into(),
                SpreadRecordForNonDiscriminatedUnionAdditional::WidgetData1(WidgetData1 {
                    start: date_time("2021-01-01T00:00:00Z"),
                    end: Some(date_time("2021-01-02T00:00:00Z")),
                }),
            ),
        ]),
    };
    suite.returns(
        "Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion_get",
        api.spread_record_non_discriminated_union_get().send(),
        value.clone(),
    );
    suite.done(
        "Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion_put",
        api.spread_record_non_discriminated_union_put(value).send(),
    );
    let value = SpreadRecordForUnion {
        flag: true,
        additional: BTreeMap::from([
            ("prop1".into(), SpreadRecordForUnionAdditional::String("abc".into())),
            ("prop2".into(), SpreadRecordForUnionAdditional::Number(43.125)),
        ]),
    };
    suite.returns(
        "Type_Property_AdditionalProperties_SpreadRecordUnion_get",
        api.spread_record_union_get().send(),
        value.clone(),
    );
    suite.done("Type_Property_AdditionalProperties_SpreadRecordUnion_put", api.spread_record_union_put(value).send());
    let value = SpreadStringRecord {
        name: "SpreadSpringRecord".into(),
        additional: BTreeMap::from([("prop".into(), "abc".into())]),
    };
    suite.returns("Type_Property_AdditionalProperties_SpreadString_get", api.spread_string_get().send(), value.clone());
    suite.done("Type_Property_AdditionalProperties_SpreadString_put", api.spread_string_put(value).send());
}
