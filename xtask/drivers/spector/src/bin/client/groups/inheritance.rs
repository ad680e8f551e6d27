//! Objects that a discriminator tells apart, and what to do with those that it does not.

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    by_enum(suite);
    single(suite);
    nested(suite);
    recursive(suite);
}

fn by_enum(suite: &Suite) {
    use type_model_inheritance_enum_discriminator::client::{Client, Server};
    use type_model_inheritance_enum_discriminator::types::{Cobra, Dog, Golden, Snake};

    use crate::values::json;

    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.type_api();
    let dog = Dog::Golden(Golden { weight: 10 });
    let group = "Type_Model_Inheritance_EnumDiscriminator";
    suite.returns(&format!("{group}_getExtensibleModel"), api.get_extensible_model().send(), dog.clone());
    suite.done(&format!("{group}_putExtensibleModel"), api.put_extensible_model(dog).send());
    suite.returns(
        &format!("{group}_getExtensibleModelMissingDiscriminator"),
        api.get_extensible_model_missing_discriminator().send(),
        Dog::Unknown(json(r#"{"weight":10}"#)),
    );
    suite.returns(
        &format!("{group}_getExtensibleModelWrongDiscriminator"),
        api.get_extensible_model_wrong_discriminator().send(),
        Dog::Unknown(json(r#"{"weight":8,"kind":"wrongKind"}"#)),
    );

    let snake = Snake::Cobra(Cobra { length: 10 });
    suite.returns(&format!("{group}_getFixedModel"), api.get_fixed_model().send(), snake.clone());
    suite.done(&format!("{group}_putFixedModel"), api.put_fixed_model(snake).send());
    suite.returns(
        &format!("{group}_getFixedModelMissingDiscriminator"),
        api.get_fixed_model_missing_discriminator().send(),
        Snake::Unknown(json(r#"{"length":10}"#)),
    );
    suite.returns(
        &format!("{group}_getFixedModelWrongDiscriminator"),
        api.get_fixed_model_wrong_discriminator().send(),
        Snake::Unknown(json(r#"{"length":8,"kind":"wrongKind"}"#)),
    );
}

fn single(suite: &Suite) {
    use std::collections::BTreeMap;

    use type_model_inheritance_single_discriminator::client::{Client, Server};
    use type_model_inheritance_single_discriminator::types::{Bird, Dinosaur, Eagle, Goose, SeaGull, Sparrow, TRex};

    use crate::values::json;

    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.type_api();
    let group = "Type_Model_Inheritance_SingleDiscriminator";
    let sparrow = || Bird::Sparrow(Sparrow { wingspan: 1 });
    suite.returns(&format!("{group}_getModel"), api.get_model().send(), sparrow());
    suite.done(&format!("{group}_putModel"), api.put_model(sparrow()).send());
    let eagle = Bird::Eagle(Eagle {
        wingspan: 5,
        partner: Some(Box::new(Bird::Goose(Goose { wingspan: 2 }))),
        friends: Some(vec![Bird::SeaGull(SeaGull { wingspan: 2 })]),
        hate: Some(BTreeMap::from([("key3".into(), sparrow())])),
    });
    suite.returns(&format!("{group}_getRecursiveModel"), api.get_recursive_model().send(), eagle.clone());
    suite.done(&format!("{group}_putRecursiveModel"), api.put_recursive_model(eagle).send());
    let missing = Bird::Unknown(json(r#"{"wingspan":1}"#));
    suite.returns(&format!("{group}_getMissingDiscriminator"), api.get_missing_discriminator().send(), missing);
    let wrong = Bird::Unknown(json(r#"{"wingspan":1,"kind":"wrongKind"}"#));
    suite.returns(&format!("{group}_getWrongDiscriminator"), api.get_wrong_discriminator().send(), wrong);
    let legacy = Dinosaur::TRex(TRex { size: 20 });
    suite.returns(&format!("{group}_getLegacyModel"), api.get_legacy_model().send(), legacy);
}

fn nested(suite: &Suite) {
    use std::collections::BTreeMap;

    use type_model_inheritance_nested_discriminator::client::{Client, Server};
    use type_model_inheritance_nested_discriminator::types::{Fish, GoblinShark, Salmon, SawShark, Shark};

    use crate::values::json;

    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.type_api();
    let group = "Type_Model_Inheritance_NestedDiscriminator";
    let goblin = |age| Fish::Shark(Shark::GoblinShark(GoblinShark { age }));
    let saw = |age| Fish::Shark(Shark::SawShark(SawShark { age }));
    let salmon = |age| Fish::Salmon(Salmon::new(age));
    suite.returns(&format!("{group}_getModel"), api.get_model().send(), goblin(1));
    suite.done(&format!("{group}_putModel"), api.put_model(goblin(1)).send());
    let friend = Fish::Salmon(Salmon {
        partner: Some(Box::new(salmon(3))),
        hate: Some(BTreeMap::from([("key1".into(), salmon(4)), ("key2".into(), goblin(2))])),
        ..Salmon::new(2)
    });
    let enemy = Fish::Salmon(Salmon { friends: Some(vec![salmon(1), goblin(4)]), ..Salmon::new(2) });
    let value = Fish::Salmon(Salmon {
        age: 1,
        partner: Some(Box::new(saw(2))),
        friends: Some(vec![friend, goblin(3)]),
        hate: Some(BTreeMap::from([("key3".into(), saw(3)), ("key4".into(), enemy)])),
    });
    suite.returns(&format!("{group}_getRecursiveModel"), api.get_recursive_model().send(), value.clone());
    suite.done(&format!("{group}_putRecursiveModel"), api.put_recursive_model(value).send());
    let missing = Fish::Unknown(json(r#"{"age":1}"#));
    suite.returns(&format!("{group}_getMissingDiscriminator"), api.get_missing_discriminator().send(), missing);
    let wrong = Fish::Unknown(json(r#"{"age":1,"kind":"wrongKind"}"#));
    suite.returns(&format!("{group}_getWrongDiscriminator"), api.get_wrong_discriminator().send(), wrong);
}

fn recursive(suite: &Suite) {
    use type_model_inheritance_recursive::client::{Client, Server};
    use type_model_inheritance_recursive::types::Extension;

    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.type_api();
    let inner = Extension { extension: Some(vec![Extension::new(2)]), ..Extension::new(1) };
    let value = Extension { extension: Some(vec![inner, Extension::new(1)]), ..Extension::new(0) };
    suite.returns("Type_Model_Inheritance_Recursive_get", api.get().send(), value.clone());
    suite.done("Type_Model_Inheritance_Recursive_put", api.put(value).send());
}
