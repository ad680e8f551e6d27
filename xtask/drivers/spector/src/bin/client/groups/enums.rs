//! Enums: values that are listed, and those that are not.

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    extensible(suite);
    fixed(suite);
}

fn extensible(suite: &Suite) {
    use type_enum_extensible::client::{Client, Server};
    use type_enum_extensible::types::DaysOfWeekExtensibleEnum;

    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.type_api();
    let day = DaysOfWeekExtensibleEnum::Monday;
    suite.returns("Type_Enum_Extensible_String_getKnownValue", api.string_get_known_value().send(), day.clone());
    suite.done("Type_Enum_Extensible_String_putKnownValue", api.string_put_known_value(day).send());
    let day = DaysOfWeekExtensibleEnum::from("Weekend");
    suite.returns("Type_Enum_Extensible_String_getUnknownValue", api.string_get_unknown_value().send(), day.clone());
    suite.done("Type_Enum_Extensible_String_putUnknownValue", api.string_put_unknown_value(day).send());
}

fn fixed(suite: &Suite) {
    use type_enum_fixed::client::{Client, Server};
    use type_enum_fixed::types::DaysOfWeekEnum;

    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.type_api();
    let day = DaysOfWeekEnum::Monday;
    suite.returns("Type_Enum_Fixed_String_getKnownValue", api.string_get_known_value().send(), day.clone());
    suite.done("Type_Enum_Fixed_String_putKnownValue", api.string_put_known_value(day).send());
}
