//! Documents whose words have lists and markup, and a property whose name on the wire is another than in code.

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    words(suite);
    names(suite);
}

fn words(suite: &Suite) {
    use documentation::client::{Client, Server};
    use documentation::types::{ListsBulletPointsEnum, ListsBulletPointsModel, ListsBulletPointsModelOperationBody};

    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.documentation();
    let input = ListsBulletPointsModel { prop: ListsBulletPointsEnum::Simple };
    let call = api.lists_bullet_points_model(ListsBulletPointsModelOperationBody { input });
    suite.done("Documentation_Lists_bulletPointsModel", call.send());
    suite.done("Documentation_Lists_bulletPointsOp", api.lists_bullet_points_op().send());
    suite.done("Documentation_Lists_numbered", api.lists_numbered().send());
    suite.done("Documentation_TextFormatting_boldText", api.text_formatting_bold_text().send());
    suite.done("Documentation_TextFormatting_combinedFormatting", api.text_formatting_combined_formatting().send());
    suite.done("Documentation_TextFormatting_italicText", api.text_formatting_italic_text().send());
}

fn names(suite: &Suite) {
    use serialization_encoded_name_json::client::{Client, Server};
    use serialization_encoded_name_json::types::PropertyJsonEncodedNameModel;

    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.serialization();
    let value = PropertyJsonEncodedNameModel { wire_name: true };
    suite.returns("Serialization_EncodedName_Json_Property_get", api.property_get().send(), value.clone());
    suite.done("Serialization_EncodedName_Json_Property_send", api.property_send(value).send());
}
