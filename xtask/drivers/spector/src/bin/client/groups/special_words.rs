//! Names that are keywords of some language.

use special_words::client::{Client, Server};
use special_words::types::{
    ExtensibleStringsExtensibleString, ModelPropertiesDictMethods, ModelPropertiesModelWithList,
    ModelPropertiesSameAsModel, ModelsAnd, ModelsAs, ModelsAssert, ModelsAsync, ModelsAwait, ModelsBreak, ModelsClass,
    ModelsConstructor, ModelsContinue, ModelsDef, ModelsDel, ModelsElif, ModelsElse, ModelsExcept, ModelsExec,
    ModelsFinally, ModelsFor, ModelsFrom, ModelsGlobal, ModelsIf, ModelsImport, ModelsIn, ModelsIs, ModelsLambda,
    ModelsNot, ModelsOr, ModelsPass, ModelsRaise, ModelsReturn, ModelsTry, ModelsWhile, ModelsWith, ModelsYield,
};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.special_words();
    suite.returns(
        "SpecialWords_ExtensibleStrings_putExtensibleStringValue",
        api.extensible_strings_put_extensible_string_value(ExtensibleStringsExtensibleString::Class).send(),
        ExtensibleStringsExtensibleString::Class,
    );
    suite.done(
        "SpecialWords_ModelProperties_dictMethods",
        api.model_properties_dict_methods(ModelPropertiesDictMethods {
            keys: "ok".into(),
            items: "ok".into(),
            values: "ok".into(),
            popitem: "ok".into(),
            clear: "ok".into(),
            update: "ok".into(),
            setdefault: "ok".into(),
            pop: "ok".into(),
            get: "ok".into(),
            copy: "ok".into(),
        })
        .send(),
    );
    suite.done(
        "SpecialWords_ModelProperties_sameAsModel",
        api.model_properties_same_as_model(ModelPropertiesSameAsModel { same_as_model: "ok".into() }).send(),
    );
    suite.done(
        "SpecialWords_ModelProperties_withList",
        api.model_properties_with_list(ModelPropertiesModelWithList { list: "ok".into() }).send(),
    );
    suite.done("SpecialWords_Models_and", api.models_with_and(ModelsAnd { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_as", api.models_with_as(ModelsAs { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_assert", api.models_with_assert(ModelsAssert { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_async", api.models_with_async(ModelsAsync { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_await", api.models_with_await(ModelsAwait { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_break", api.models_with_break(ModelsBreak { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_class", api.models_with_class(ModelsClass { name: "ok".into() }).send());
    suite.done(
        "SpecialWords_Models_constructor",
        api.models_with_constructor(ModelsConstructor { name: "ok".into() }).send(),
    );
    suite.done("SpecialWords_Models_continue", api.models_with_continue(ModelsContinue { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_def", api.models_with_def(ModelsDef { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_del", api.models_with_del(ModelsDel { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_elif", api.models_with_elif(ModelsElif { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_else", api.models_with_else(ModelsElse { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_except", api.models_with_except(ModelsExcept { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_exec", api.models_with_exec(ModelsExec { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_finally", api.models_with_finally(ModelsFinally { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_for", api.models_with_for(ModelsFor { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_from", api.models_with_from(ModelsFrom { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_global", api.models_with_global(ModelsGlobal { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_if", api.models_with_if(ModelsIf { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_import", api.models_with_import(ModelsImport { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_in", api.models_with_in(ModelsIn { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_is", api.models_with_is(ModelsIs { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_lambda", api.models_with_lambda(ModelsLambda { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_not", api.models_with_not(ModelsNot { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_or", api.models_with_or(ModelsOr { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_pass", api.models_with_pass(ModelsPass { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_raise", api.models_with_raise(ModelsRaise { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_return", api.models_with_return(ModelsReturn { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_try", api.models_with_try(ModelsTry { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_while", api.models_with_while(ModelsWhile { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_with", api.models_with_with(ModelsWith { name: "ok".into() }).send());
    suite.done("SpecialWords_Models_yield", api.models_with_yield(ModelsYield { name: "ok".into() }).send());
    suite.done("SpecialWords_Operations_and", api.operations_and().send());
    suite.done("SpecialWords_Operations_as", api.operations_as().send());
    suite.done("SpecialWords_Operations_assert", api.operations_assert().send());
    suite.done("SpecialWords_Operations_async", api.operations_async().send());
    suite.done("SpecialWords_Operations_await", api.operations_await().send());
    suite.done("SpecialWords_Operations_break", api.operations_break().send());
    suite.done("SpecialWords_Operations_class", api.operations_class().send());
    suite.done("SpecialWords_Operations_constructor", api.operations_constructor().send());
    suite.done("SpecialWords_Operations_continue", api.operations_continue().send());
    suite.done("SpecialWords_Operations_def", api.operations_def().send());
    suite.done("SpecialWords_Operations_del", api.operations_del().send());
    suite.done("SpecialWords_Operations_elif", api.operations_elif().send());
    suite.done("SpecialWords_Operations_else", api.operations_else().send());
    suite.done("SpecialWords_Operations_except", api.operations_except().send());
    suite.done("SpecialWords_Operations_exec", api.operations_exec().send());
    suite.done("SpecialWords_Operations_finally", api.operations_finally().send());
    suite.done("SpecialWords_Operations_for", api.operations_for().send());
    suite.done("SpecialWords_Operations_from", api.operations_from().send());
    suite.done("SpecialWords_Operations_global", api.operations_global().send());
    suite.done("SpecialWords_Operations_if", api.operations_if().send());
    suite.done("SpecialWords_Operations_import", api.operations_import().send());
    suite.done("SpecialWords_Operations_in", api.operations_in().send());
    suite.done("SpecialWords_Operations_is", api.operations_is().send());
    suite.done("SpecialWords_Operations_lambda", api.operations_lambda().send());
    suite.done("SpecialWords_Operations_not", api.operations_not().send());
    suite.done("SpecialWords_Operations_or", api.operations_or().send());
    suite.done("SpecialWords_Operations_pass", api.operations_pass().send());
    suite.done("SpecialWords_Operations_raise", api.operations_raise().send());
    suite.done("SpecialWords_Operations_return", api.operations_return().send());
    suite.done("SpecialWords_Operations_try", api.operations_try().send());
    suite.done("SpecialWords_Operations_while", api.operations_while().send());
    suite.done("SpecialWords_Operations_with", api.operations_with().send());
    suite.done("SpecialWords_Operations_yield", api.operations_yield().send());
    suite.done("SpecialWords_Parameters_and", api.parameters_with_and("ok").send());
    suite.done("SpecialWords_Parameters_as", api.parameters_with_as("ok").send());
    suite.done("SpecialWords_Parameters_assert", api.parameters_with_assert("ok").send());
    suite.done("SpecialWords_Parameters_async", api.parameters_with_async("ok").send());
    suite.done("SpecialWords_Parameters_await", api.parameters_with_await("ok").send());
    suite.done("SpecialWords_Parameters_break", api.parameters_with_break("ok").send());
    suite.done("SpecialWords_Parameters_cancellationToken", api.parameters_with_cancellation_token("ok").send());
    suite.done("SpecialWords_Parameters_class", api.parameters_with_class("ok").send());
    suite.done("SpecialWords_Parameters_constructor", api.parameters_with_constructor("ok").send());
    suite.done("SpecialWords_Parameters_continue", api.parameters_with_continue("ok").send());
    suite.done("SpecialWords_Parameters_def", api.parameters_with_def("ok").send());
    suite.done("SpecialWords_Parameters_del", api.parameters_with_del("ok").send());
    suite.done("SpecialWords_Parameters_elif", api.parameters_with_elif("ok").send());
    suite.done("SpecialWords_Parameters_else", api.parameters_with_else("ok").send());
    suite.done("SpecialWords_Parameters_except", api.parameters_with_except("ok").send());
    suite.done("SpecialWords_Parameters_exec", api.parameters_with_exec("ok").send());
    suite.done("SpecialWords_Parameters_finally", api.parameters_with_finally("ok").send());
    suite.done("SpecialWords_Parameters_for", api.parameters_with_for("ok").send());
    suite.done("SpecialWords_Parameters_from", api.parameters_with_from("ok").send());
    suite.done("SpecialWords_Parameters_global", api.parameters_with_global("ok").send());
    suite.done("SpecialWords_Parameters_if", api.parameters_with_if("ok").send());
    suite.done("SpecialWords_Parameters_import", api.parameters_with_import("ok").send());
    suite.done("SpecialWords_Parameters_in", api.parameters_with_in("ok").send());
    suite.done("SpecialWords_Parameters_is", api.parameters_with_is("ok").send());
    suite.done("SpecialWords_Parameters_lambda", api.parameters_with_lambda("ok").send());
    suite.done("SpecialWords_Parameters_not", api.parameters_with_not("ok").send());
    suite.done("SpecialWords_Parameters_or", api.parameters_with_or("ok").send());
    suite.done("SpecialWords_Parameters_pass", api.parameters_with_pass("ok").send());
    suite.done("SpecialWords_Parameters_raise", api.parameters_with_raise("ok").send());
    suite.done("SpecialWords_Parameters_return", api.parameters_with_return("ok").send());
    suite.done("SpecialWords_Parameters_try", api.parameters_with_try("ok").send());
    suite.done("SpecialWords_Parameters_while", api.parameters_with_while("ok").send());
    suite.done("SpecialWords_Parameters_with", api.parameters_with_with("ok").send());
    suite.done("SpecialWords_Parameters_yield", api.parameters_with_yield("ok").send());
}
