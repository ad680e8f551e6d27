//! Texts as bodies.

use body_string::client::{Client, Server};
use body_string::types::{
    EnumGetNotExpandableOkBody, RefColors, StringGetBase64UrlEncodedOkBody, StringGetEmptyOkBody, StringGetMbcsOkBody,
    StringGetWhitespaceOkBody, StringPutEmptyBody, StringPutMbcsBody, StringPutWhitespaceBody,
};

use crate::suite::Suite;
use crate::values::bytes;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let string = client.string_operations();
    suite.refused("getStringNull", string.string_get_null().send(), 200);
    suite.done("putStringNull", string.string_put_null().send());
    suite.returns("getStringEmpty", string.string_get_empty().send(), StringGetEmptyOkBody::Empty);
    suite.done("putStringEmpty", string.string_put_empty(StringPutEmptyBody::Empty).send());
    suite.returns("getStringMultiByteCharacters", string.string_get_mbcs().send(), StringGetMbcsOkBody::A);
    suite.done("putStringMultiByteCharacters", string.string_put_mbcs(StringPutMbcsBody::A).send());
    let spaced = StringGetWhitespaceOkBody::NowIsTheTimeForAllGoodMenToComeToTheAidOfTheirCountry;
    suite.returns("getStringWithLeadingAndTrailingWhitespace", string.string_get_whitespace().send(), spaced);
    let spaced = StringPutWhitespaceBody::NowIsTheTimeForAllGoodMenToComeToTheAidOfTheirCountry;
    suite.done("putStringWithLeadingAndTrailingWhitespace", string.string_put_whitespace(spaced).send());
    suite.refused("getStringNotProvided", string.string_get_not_provided().send(), 200);
    suite.returns(
        "getStringBase64Encoded",
        string.string_get_base64_encoded().send(),
        bytes("a string that gets encoded with base64"),
    );
    let url = StringGetBase64UrlEncodedOkBody(bytes("a string that gets encoded with base64url"));
    suite.returns("getStringBase64UrlEncoded", string.string_get_base64_url_encoded().send(), url);
    suite.refused("getStringNullBase64UrlEncoding", string.string_get_null_base64_url_encoded().send(), 200);
    suite.returns(
        "getEnumNotExpandable",
        string.enum_get_not_expandable().send(),
        EnumGetNotExpandableOkBody::RedColor,
    );
    suite.returns("getEnumReferenced", string.enum_get_referenced().send(), RefColors::RedColor);
    // The document requires a constant that the server leaves out.
    suite.refused("getEnumReferencedConstant", string.enum_get_referenced_constant().send(), 200);
}
