//! Lists of each type, right and wrong.

use body_array::client::{Client, Server};
use body_array::types::{
    ArrayGetBase64UrlOkBody, ArrayGetDateTimeRfc1123ValidOkBody, ArrayPutEnumValidBodyItem, Product,
};

use crate::suite::Suite;
use crate::values::{bytes, date, date_time, map, texts, uuid};

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let array = client.array_operations();
    suite.refused("getArrayNull", array.array_get_null().send(), 200);
    suite.refused("getArrayInvalid", array.array_get_invalid().send(), 200);
    suite.returns("getArrayEmpty", array.array_get_empty().send(), Vec::new());
    suite.returns("getArrayBooleanValid", array.array_get_boolean_tfft().send(), vec![true, false, false, true]);
    suite.refused("getArrayBooleanWithNull", array.array_get_boolean_invalid_null().send(), 200);
    suite.refused("getArrayBooleanWithString", array.array_get_boolean_invalid_string().send(), 200);
    suite.returns("getArrayIntegerValid", array.array_get_integer_valid().send(), vec![1, -1, 3, 300]);
    suite.refused("getArrayIntegerWithNull", array.array_get_int_invalid_null().send(), 200);
    suite.refused("getArrayIntegerWithString", array.array_get_int_invalid_string().send(), 200);
    suite.returns("getArrayLongValid", array.array_get_long_valid().send(), vec![1, -1, 3, 300]);
    suite.refused("getArrayLongWithNull", array.array_get_long_invalid_null().send(), 200);
    suite.refused("getArrayLongWithString", array.array_get_long_invalid_string().send(), 200);
    suite.returns("getArrayFloatValid", array.array_get_float_valid().send(), vec![0.0, -0.01, -1.2e20]);
    suite.refused("getArrayFloatWithNull", array.array_get_float_invalid_null().send(), 200);
    suite.refused("getArrayFloatWithString", array.array_get_float_invalid_string().send(), 200);
    suite.returns("getArrayDoubleValid", array.array_get_double_valid().send(), vec![0.0, -0.01, -1.2e20]);
    suite.refused("getArrayDoubleWithNull", array.array_get_double_invalid_null().send(), 200);
    suite.refused("getArrayDoubleWithString", array.array_get_double_invalid_string().send(), 200);
    suite.returns("getArrayStringValid", array.array_get_string_valid().send(), texts(&["foo1", "foo2", "foo3"]));
    suite.returns(
        "getArrayEnumValid",
        array.array_get_enum_valid().send(),
        vec![ArrayPutEnumValidBodyItem::Foo1, ArrayPutEnumValidBodyItem::Foo2, ArrayPutEnumValidBodyItem::Foo3],
    );
    suite.returns(
        "getArrayStringEnumValid",
        array.array_get_string_enum_valid().send(),
        vec![ArrayPutEnumValidBodyItem::Foo1, ArrayPutEnumValidBodyItem::Foo2, ArrayPutEnumValidBodyItem::Foo3],
    );
    suite.returns(
        "getArrayStringWithNull",
        array.array_get_string_with_null().send(),
        vec![Some("foo".to_owned()), None, Some("foo2".to_owned())],
    );
    suite.refused("getArrayStringWithNumber", array.array_get_string_with_invalid().send(), 200);
    suite.returns(
        "getArrayUuidValid",
        array.array_get_uuid_valid().send(),
        vec![
            uuid("6dcc7237-45fe-45c4-8a6b-3a8a3f625652"),
            uuid("d1399005-30f7-40d6-8da6-dd7c89ad34db"),
            uuid("f42f6aa1-a5bc-4ddf-907e-5f915de43205"),
        ],
    );
    suite.refused("getArrayUuidWithInvalidChars", array.array_get_uuid_invalid_chars().send(), 200);
    suite.returns(
        "getArrayDateValid",
        array.array_get_date_valid().send(),
        vec![date("2000-12-01"), date("1980-01-02"), date("1492-10-12")],
    );
    suite.refused("getArrayDateWithNull", array.array_get_date_invalid_null().send(), 200);
    suite.refused("getArrayDateWithInvalidChars", array.array_get_date_invalid_chars().send(), 200);
    suite.returns(
        "getArrayDateTimeValid",
        array.array_get_date_time_valid().send(),
        vec![
            date_time("2000-12-01t00:00:01z"),
            date_time("1980-01-02T00:11:35+01:00"),
            date_time("1492-10-12T10:15:01-08:00"),
        ],
    );
    suite.refused("getArrayDateTimeWithNull", array.array_get_date_time_invalid_null().send(), 200);
    suite.refused("getArrayDateTimeWithInvalidChars", array.array_get_date_time_invalid_chars().send(), 200);
    suite.returns(
        "getArrayDateTimeRfc1123Valid",
        array.array_get_date_time_rfc1123_valid().send(),
        ArrayGetDateTimeRfc1123ValidOkBody(vec![
            date_time("2000-12-01T00:00:01Z"),
            date_time("1980-01-02T00:11:35Z"),
            date_time("1492-10-12T10:15:01Z"),
        ]),
    );
    suite.returns(
        "getArrayDurationValid",
        array.array_get_duration_valid().send(),
        vec!["P123DT22H14M12.011S".into(), "P5DT1H0M0S".into()],
    );
    suite.returns(
        "getArrayByteValid",
        array.array_get_byte_valid().send(),
        vec![bytes([0xff, 0xff, 0xff, 0xfa]), bytes([0x01, 0x02, 0x03]), bytes("%)C")],
    );
    suite.refused("getArrayByteWithNull", array.array_get_byte_invalid_null().send(), 200);
    suite.returns(
        "getArrayBase64Url",
        array.array_get_base64_url().send(),
        ArrayGetBase64UrlOkBody(vec![
            bytes("a string that gets encoded with base64url"),
            bytes("test string"),
            bytes("Lorem ipsum"),
        ]),
    );
    suite.refused("getArrayComplexNull", array.array_get_complex_null().send(), 200);
    suite.returns("getArrayComplexEmpty", array.array_get_complex_empty().send(), Vec::new());
    suite.returns(
        "getArrayComplexItemNull",
        array.array_get_complex_item_null().send(),
        vec![
            Some(Product { integer: Some(1), string: Some("2".to_owned()) }),
            None,
            Some(Product { integer: Some(5), string: Some("6".to_owned()) }),
        ],
    );
    suite.returns(
        "getArrayComplexItemEmpty",
        array.array_get_complex_item_empty().send(),
        vec![
            Product { integer: Some(1), string: Some("2".to_owned()) },
            Product::default(),
            Product { integer: Some(5), string: Some("6".to_owned()) },
        ],
    );
    suite.returns(
        "getArrayComplexValid",
        array.array_get_complex_valid().send(),
        vec![
            Product { integer: Some(1), string: Some("2".to_owned()) },
            Product { integer: Some(3), string: Some("4".to_owned()) },
            Product { integer: Some(5), string: Some("6".to_owned()) },
        ],
    );
    suite.refused("getArrayArrayNull", array.array_get_array_null().send(), 200);
    suite.returns("getArrayArrayEmpty", array.array_get_array_empty().send(), Vec::new());
    suite.returns(
        "getArrayArrayItemNull",
        array.array_get_array_item_null().send(),
        vec![Some(texts(&["1", "2", "3"])), None, Some(texts(&["7", "8", "9"]))],
    );
    suite.returns(
        "getArrayArrayItemEmpty",
        array.array_get_array_item_empty().send(),
        vec![texts(&["1", "2", "3"]), texts(&[]), texts(&["7", "8", "9"])],
    );
    suite.returns(
        "getArrayArrayValid",
        array.array_get_array_valid().send(),
        vec![texts(&["1", "2", "3"]), texts(&["4", "5", "6"]), texts(&["7", "8", "9"])],
    );
    suite.refused("getArrayDictionaryNull", array.array_get_dictionary_null().send(), 200);
    suite.returns("getArrayDictionaryEmpty", array.array_get_dictionary_empty().send(), Vec::new());
    suite.returns(
        "getArrayDictionaryItemNull",
        array.array_get_dictionary_item_null().send(),
        vec![
            Some(map(&[("1", "one"), ("2", "two"), ("3", "three")])),
            None,
            Some(map(&[("7", "seven"), ("8", "eight"), ("9", "nine")])),
        ],
    );
    suite.returns(
        "getArrayDictionaryItemEmpty",
        array.array_get_dictionary_item_empty().send(),
        vec![
            map(&[("1", "one"), ("2", "two"), ("3", "three")]),
            map(&[]),
            map(&[("7", "seven"), ("8", "eight"), ("9", "nine")]),
        ],
    );
    suite.returns(
        "getArrayDictionaryValid",
        array.array_get_dictionary_valid().send(),
        vec![
            map(&[("1", "one"), ("2", "two"), ("3", "three")]),
            map(&[("4", "four"), ("5", "five"), ("6", "six")]),
            map(&[("7", "seven"), ("8", "eight"), ("9", "nine")]),
        ],
    );
}
