//! Bytes and numbers as text.

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    bytes_as_text(suite);
    numbers(suite);
}

fn bytes_as_text(suite: &Suite) {
    use encode_bytes::client::{Client, Server};
    use encode_bytes::types::{
        Base64BytesProperty, Base64urlArrayBytesProperty, Base64urlBytes, Base64urlBytesProperty, DefaultBytesProperty,
    };

    use crate::values::bytes;

    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.encode();
    let test = || bytes("test");
    let twice = || vec![Base64urlBytes(test()), Base64urlBytes(test())];

    suite.done("Encode_Bytes_Header_default", api.header_default(test()).send());
    suite.done("Encode_Bytes_Header_base64", api.header_base64(test()).send());
    suite.done("Encode_Bytes_Header_base64url", api.header_base64url(test()).send());
    suite.done("Encode_Bytes_Header_base64urlArray", api.header_base64url_array(twice()).send());

    suite.done("Encode_Bytes_Query_default", api.query_default(test()).send());
    suite.done("Encode_Bytes_Query_base64", api.query_base64(test()).send());
    suite.done("Encode_Bytes_Query_base64url", api.query_base64url(test()).send());
    suite.done("Encode_Bytes_Query_base64urlArray", api.query_base64url_array(twice()).send());

    let value = DefaultBytesProperty { value: test() };
    suite.returns("Encode_Bytes_Property_default", api.property_default(value.clone()).send(), value);
    let value = Base64BytesProperty { value: test() };
    suite.returns("Encode_Bytes_Property_base64", api.property_base64(value.clone()).send(), value);
    let value = Base64urlBytesProperty { value: test() };
    suite.returns("Encode_Bytes_Property_base64url", api.property_base64url(value.clone()).send(), value);
    let value = Base64urlArrayBytesProperty { value: twice() };
    suite.returns("Encode_Bytes_Property_base64urlArray", api.property_base64url_array(value.clone()).send(), value);

    suite.done("Encode_Bytes_RequestBody_default", api.request_body_default(suite.png()).send());
    suite.done("Encode_Bytes_RequestBody_octetStream", api.request_body_octet_stream(suite.png()).send());
    suite.done("Encode_Bytes_RequestBody_customContentType", api.request_body_custom_content_type(suite.png()).send());
    suite.done("Encode_Bytes_RequestBody_base64", api.request_body_base64(test()).send());
    // The document says base64 here, word for word as of the scenario before.
    suite.done("Encode_Bytes_RequestBody_base64url", api.request_body_base64url(test().url_safe()).send());

    suite.downloads("Encode_Bytes_ResponseBody_default", api.response_body_default().send());
    suite.downloads("Encode_Bytes_ResponseBody_octetStream", api.response_body_octet_stream().send());
    suite.downloads("Encode_Bytes_ResponseBody_customContentType", api.response_body_custom_content_type().send());
    suite.returns("Encode_Bytes_ResponseBody_base64", api.response_body_base64().send(), test());
    let right = Base64urlBytes(test());
    suite.returns("Encode_Bytes_ResponseBody_base64url", api.response_body_base64url().send(), right);
}

fn numbers(suite: &Suite) {
    use encode_numeric::client::{Client, Server};
    use encode_numeric::types::{
        PropertySafeintAsStringProperty, PropertyUint8AsStringProperty, PropertyUint32AsStringProperty,
    };

    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.encode();
    let value = PropertySafeintAsStringProperty { value: 10_000_000_000 };
    suite.returns(
        "Encode_Numeric_Property_safeintAsString",
        api.property_safeint_as_string(value.clone()).send(),
        value,
    );
    let value = PropertyUint32AsStringProperty { value: Some(1) };
    suite.returns(
        "Encode_Numeric_Property_uint32AsStringOptional",
        api.property_uint32_as_string_optional(value.clone()).send(),
        value,
    );
    let value = PropertyUint8AsStringProperty { value: 255 };
    suite.returns("Encode_Numeric_Property_uint8AsString", api.property_uint8_as_string(value.clone()).send(), value);
}
