//! Unions.

use type_union::client::{Client, Server};
use type_union::types::{
    Cat, EnumsOnlyCases, EnumsOnlyCasesLr, EnumsOnlyCasesUd, EnumsOnlyGetOkBody, EnumsOnlySendBody,
    FloatsOnlyGetOkBody, FloatsOnlySendBody, IntsOnlyGetOkBody, IntsOnlySendBody, IntsOnlySendBodyProp,
    MixedLiteralsCases, MixedLiteralsCasesBooleanLiteral, MixedLiteralsCasesFloatLiteral, MixedLiteralsCasesIntLiteral,
    MixedLiteralsCasesIntLiteralListed, MixedLiteralsCasesStringLiteral, MixedLiteralsGetOkBody, MixedLiteralsSendBody,
    MixedTypesCases, MixedTypesCasesArrayItem, MixedTypesCasesBoolean, MixedTypesCasesInt, MixedTypesCasesIntListed,
    MixedTypesCasesLiteral, MixedTypesCasesModel, MixedTypesGetOkBody, MixedTypesSendBody, ModelsOnlyGetOkBody,
    ModelsOnlySendBody, ModelsOnlySendBodyProp, StringAndArrayCases, StringAndArrayCasesArray,
    StringAndArrayCasesString, StringAndArrayGetOkBody, StringAndArraySendBody, StringExtensibleGetOkBody,
    StringExtensibleNamedGetOkBody, StringExtensibleNamedSendBody, StringExtensibleNamedUnion,
    StringExtensibleSendBody, StringExtensibleSendBodyProp, StringsOnlyGetOkBody, StringsOnlySendBody,
    StringsOnlySendBodyProp,
};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.type_api();
    suite.returns(
        "Type_Union_EnumsOnly_get",
        api.enums_only_get().send(),
        EnumsOnlyGetOkBody { prop: EnumsOnlyCases { lr: EnumsOnlyCasesLr::Right, ud: EnumsOnlyCasesUd::Up } },
    );
    suite.done(
        "Type_Union_EnumsOnly_send",
        api.enums_only_send(EnumsOnlySendBody {
            prop: EnumsOnlyCases { lr: EnumsOnlyCasesLr::Right, ud: EnumsOnlyCasesUd::Up },
        })
        .send(),
    );
    suite.returns("Type_Union_FloatsOnly_get", api.floats_only_get().send(), FloatsOnlyGetOkBody { prop: 2.2 });
    suite.done("Type_Union_FloatsOnly_send", api.floats_only_send(FloatsOnlySendBody { prop: 2.2 }).send());
    suite.returns(
        "Type_Union_IntsOnly_get",
        api.ints_only_get().send(),
        IntsOnlyGetOkBody { prop: IntsOnlySendBodyProp::N2 },
    );
    suite.done(
        "Type_Union_IntsOnly_send",
        api.ints_only_send(IntsOnlySendBody { prop: IntsOnlySendBodyProp::N2 }).send(),
    );
    suite.returns(
        "Type_Union_MixedLiterals_get",
        api.mixed_literals_get().send(),
        MixedLiteralsGetOkBody {
            prop: MixedLiteralsCases {
                string_literal: MixedLiteralsCasesStringLiteral::Listed(MixedLiteralsCasesIntLiteralListed::A),
                int_literal: MixedLiteralsCasesIntLiteral::Number(2.0),
                float_literal: MixedLiteralsCasesFloatLiteral::Number(3.3),
                boolean_literal: MixedLiteralsCasesBooleanLiteral::Boolean(true),
            },
        },
    );
    suite.done(
        "Type_Union_MixedLiterals_send",
        api.mixed_literals_send(MixedLiteralsSendBody {
            prop: MixedLiteralsCases {
                string_literal: MixedLiteralsCasesStringLiteral::Listed(MixedLiteralsCasesIntLiteralListed::A),
                int_literal: MixedLiteralsCasesIntLiteral::Number(2.0),
                float_literal: MixedLiteralsCasesFloatLiteral::Number(3.3),
                boolean_literal: MixedLiteralsCasesBooleanLiteral::Boolean(true),
            },
        })
        .send(),
    );
    suite.returns(
        "Type_Union_MixedTypes_get",
        api.mixed_get().send(),
        MixedTypesGetOkBody {
            prop: MixedTypesCases {
                model: MixedTypesCasesModel::Cat(Cat { name: "test".into() }),
                literal: MixedTypesCasesLiteral::Listed(MixedTypesCasesIntListed::A),
                int: MixedTypesCasesInt::Integer(2),
                boolean: MixedTypesCasesBoolean::Boolean(true),
                array: vec![
                    MixedTypesCasesArrayItem::Cat(Cat { name: "test".into() }),
                    MixedTypesCasesArrayItem::Listed(MixedTypesCasesIntListed::A),
                    MixedTypesCasesArrayItem::Integer(2),
                    MixedTypesCasesArrayItem::Boolean(true),
                ],
            },
        },
    );
    suite.done(
        "Type_Union_MixedTypes_send",
        api.mixed_send(MixedTypesSendBody {
            prop: MixedTypesCases {
                model: MixedTypesCasesModel::Cat(Cat { name: "test".into() }),
                literal: MixedTypesCasesLiteral::Listed(MixedTypesCasesIntListed::A),
                int: MixedTypesCasesInt::Integer(2),
                boolean: MixedTypesCasesBoolean::Boolean(true),
                array: vec![
                    MixedTypesCasesArrayItem::Cat(Cat { name: "test".into() }),
                    MixedTypesCasesArrayItem::Listed(MixedTypesCasesIntListed::A),
                    MixedTypesCasesArrayItem::Integer(2),
                    MixedTypesCasesArrayItem::Boolean(true),
                ],
            },
        })
        .send(),
    );
    suite.returns(
        "Type_Union_ModelsOnly_get",
        api.models_only_get().send(),
        ModelsOnlyGetOkBody { prop: ModelsOnlySendBodyProp::Cat(Cat { name: "test".into() }) },
    );
    suite.done(
        "Type_Union_ModelsOnly_send",
        api.models_only_send(ModelsOnlySendBody { prop: ModelsOnlySendBodyProp::Cat(Cat { name: "test".into() }) })
            .send(),
    );
    suite.returns(
        "Type_Union_StringAndArray_get",
        api.string_and_array_get().send(),
        StringAndArrayGetOkBody {
            prop: StringAndArrayCases {
                string: StringAndArrayCasesString::String("test".into()),
                array: StringAndArrayCasesArray::List(vec!["test1".into(), "test2".into()]),
            },
        },
    );
    suite.done(
        "Type_Union_StringAndArray_send",
        api.string_and_array_send(StringAndArraySendBody {
            prop: StringAndArrayCases {
                string: StringAndArrayCasesString::String("test".into()),
                array: StringAndArrayCasesArray::List(vec!["test1".into(), "test2".into()]),
            },
        })
        .send(),
    );
    suite.returns(
        "Type_Union_StringExtensibleNamed_get",
        api.string_extensible_named_get().send(),
        StringExtensibleNamedGetOkBody { prop: StringExtensibleNamedUnion::Unknown("custom".into()) },
    );
    suite.done(
        "Type_Union_StringExtensibleNamed_send",
        api.string_extensible_named_send(StringExtensibleNamedSendBody {
            prop: StringExtensibleNamedUnion::Unknown("custom".into()),
        })
        .send(),
    );
    suite.returns(
        "Type_Union_StringExtensible_get",
        api.string_extensible_get().send(),
        StringExtensibleGetOkBody { prop: StringExtensibleSendBodyProp::Unknown("custom".into()) },
    );
    suite.done(
        "Type_Union_StringExtensible_send",
        api.string_extensible_send(StringExtensibleSendBody {
            prop: StringExtensibleSendBodyProp::Unknown("custom".into()),
        })
        .send(),
    );
    suite.returns(
        "Type_Union_StringsOnly_get",
        api.strings_only_get().send(),
        StringsOnlyGetOkBody { prop: StringsOnlySendBodyProp::B },
    );
    suite.done(
        "Type_Union_StringsOnly_send",
        api.strings_only_send(StringsOnlySendBody { prop: StringsOnlySendBodyProp::B }).send(),
    );
}
