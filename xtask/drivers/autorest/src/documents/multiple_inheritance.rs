//! Records with what they inherit.

use multiple_inheritance::client::{Client, Server};
use multiple_inheritance::types::{Cat, Feline, Horse, Kitten, Pet};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let animals = client.multiple_inheritance();
    suite.returns("MultipleInheritancePetGet", animals.get_pet().send(), Pet { name: "Peanut".to_owned() });
    let right = Horse { is_a_show_horse: Some(true), name: "Fred".to_owned() };
    suite.returns("MultipleInheritanceHorseGet", animals.get_horse().send(), right);
    suite.returns(
        "MultipleInheritanceFelineGet",
        animals.get_feline().send(),
        Feline { meows: Some(true), hisses: Some(true) },
    );
    let right = Cat { likes_milk: Some(true), name: "Whiskers".to_owned(), meows: Some(true), hisses: Some(true) };
    suite.returns("MultipleInheritanceCatGet", animals.get_cat().send(), right);
    let right = Kitten {
        eats_mice_yet: Some(false),
        likes_milk: Some(true),
        name: "Gatito".to_owned(),
        meows: Some(true),
        hisses: Some(true),
    };
    suite.returns("MultipleInheritanceKittenGet", animals.get_kitten().send(), right);
}
