//! Maps of each type, right and wrong.

use std::collections::BTreeMap;

use body_dictionary::client::{Client, Server};
use body_dictionary::types::{DictionaryGetBase64UrlOkBody, DictionaryGetDateTimeRfc1123ValidOkBody, Widget};

use crate::suite::Suite;
use crate::values::{bytes, date, date_time, map, numbered, texts};

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let dictionary = client.dictionary();
    let dictionaries = client.dictionary_operations();
    suite.refused("getDictionaryNullValue", dictionary.get_null_value().send(), 200);
    suite.refused("getDictionaryNullkey", dictionary.get_null_key().send(), 200);
    suite.returns("getDictionaryKeyEmptyString", dictionary.get_empty_string_key().send(), map(&[("", "val1")]));
    suite.refused("getDictionaryInvalid", dictionary.get_invalid().send(), 200);
    suite.refused("getDictionaryNull", dictionaries.dictionary_get_null().send(), 200);
    suite.returns("getDictionaryEmpty", dictionaries.dictionary_get_empty().send(), BTreeMap::new());
    suite.returns(
        "getDictionaryBooleanValid",
        dictionaries.dictionary_get_boolean_tfft().send(),
        numbered([true, false, false, true]),
    );
    suite.refused("getDictionaryBooleanWithNull", dictionaries.dictionary_get_boolean_invalid_null().send(), 200);
    suite.refused("getDictionaryBooleanWithString", dictionaries.dictionary_get_boolean_invalid_string().send(), 200);
    suite.returns(
        "getDictionaryIntegerValid",
        dictionaries.dictionary_get_integer_valid().send(),
        numbered([1, -1, 3, 300]),
    );
    suite.refused("getDictionaryIntegerWithNull", dictionaries.dictionary_get_int_invalid_null().send(), 200);
    suite.refused("getDictionaryIntegerWithString", dictionaries.dictionary_get_int_invalid_string().send(), 200);
    suite.returns("getDictionaryLongValid", dictionaries.dictionary_get_long_valid().send(), numbered([1, -1, 3, 300]));
    suite.refused("getDictionaryLongWithNull", dictionaries.dictionary_get_long_invalid_null().send(), 200);
    suite.refused("getDictionaryLongWithString", dictionaries.dictionary_get_long_invalid_string().send(), 200);
    suite.returns(
        "getDictionaryFloatValid",
        dictionaries.dictionary_get_float_valid().send(),
        numbered([0.0, -0.01, -1.2e20]),
    );
    suite.refused("getDictionaryFloatWithNull", dictionaries.dictionary_get_float_invalid_null().send(), 200);
    suite.refused("getDictionaryFloatWithString", dictionaries.dictionary_get_float_invalid_string().send(), 200);
    suite.returns(
        "getDictionaryDoubleValid",
        dictionaries.dictionary_get_double_valid().send(),
        numbered([0.0, -0.01, -1.2e20]),
    );
    suite.refused("getDictionaryDoubleWithNull", dictionaries.dictionary_get_double_invalid_null().send(), 200);
    suite.refused("getDictionaryDoubleWithString", dictionaries.dictionary_get_double_invalid_string().send(), 200);
    suite.returns(
        "getDictionaryStringValid",
        dictionaries.dictionary_get_string_valid().send(),
        map(&[("0", "foo1"), ("1", "foo2"), ("2", "foo3")]),
    );
    suite.refused("getDictionaryStringWithNull", dictionaries.dictionary_get_string_with_null().send(), 200);
    suite.refused("getDictionaryStringWithNumber", dictionaries.dictionary_get_string_with_invalid().send(), 200);
    suite.returns(
        "getDictionaryDateValid",
        dictionaries.dictionary_get_date_valid().send(),
        numbered([date("2000-12-01"), date("1980-01-02"), date("1492-10-12")]),
    );
    suite.refused("getDictionaryDateWithNull", dictionaries.dictionary_get_date_invalid_null().send(), 200);
    suite.refused("getDictionaryDateWithInvalidChars", dictionaries.dictionary_get_date_invalid_chars().send(), 200);
    suite.returns(
        "getDictionaryDateTimeValid",
        dictionaries.dictionary_get_date_time_valid().send(),
        numbered([
            date_time("2000-12-01t00:00:01z"),
            date_time("1980-01-02T00:11:35+01:00"),
            date_time("1492-10-12T10:15:01-08:00"),
        ]),
    );
    suite.refused("getDictionaryDateTimeWithNull", dictionaries.dictionary_get_date_time_invalid_null().send(), 200);
    suite.refused(
        "getDictionaryDateTimeWithInvalidChars",
        dictionaries.dictionary_get_date_time_invalid_chars().send(),
        200,
    );
    suite.returns(
        "getDictionaryDateTimeRfc1123Valid",
        dictionaries.dictionary_get_date_time_rfc1123_valid().send(),
        DictionaryGetDateTimeRfc1123ValidOkBody(numbered([
            date_time("2000-12-01T00:00:01Z"),
            date_time("1980-01-02T00:11:35Z"),
            date_time("1492-10-12T10:15:01Z"),
        ])),
    );
    suite.returns(
        "getDictionaryDurationValid",
        dictionaries.dictionary_get_duration_valid().send(),
        numbered(["P123DT22H14M12.011S".into(), "P5DT1H".into()]),
    );
    suite.returns(
        "getDictionaryByteValid",
        dictionaries.dictionary_get_byte_valid().send(),
        numbered([bytes([0xff, 0xff, 0xff, 0xfa]), bytes([0x01, 0x02, 0x03]), bytes("%)C")]),
    );
    suite.refused("getDictionaryByteWithNull", dictionaries.dictionary_get_byte_invalid_null().send(), 200);
    suite.returns(
        "getDictionaryBase64Url",
        dictionaries.dictionary_get_base64_url().send(),
        DictionaryGetBase64UrlOkBody(numbered([
            bytes("a string that gets encoded with base64url"),
            bytes("test string"),
            bytes("Lorem ipsum"),
        ])),
    );
    suite.refused("getDictionaryComplexNull", dictionaries.dictionary_get_complex_null().send(), 200);
    suite.returns("getDictionaryComplexEmpty", dictionaries.dictionary_get_complex_empty().send(), BTreeMap::new());
    suite.returns(
        "getDictionaryComplexItemNull",
        dictionaries.dictionary_get_complex_item_null().send(),
        numbered([
            Some(Widget { integer: Some(1), string: Some("2".to_owned()) }),
            None,
            Some(Widget { integer: Some(5), string: Some("6".to_owned()) }),
        ]),
    );
    suite.returns(
        "getDictionaryComplexItemEmpty",
        dictionaries.dictionary_get_complex_item_empty().send(),
        numbered([
            Widget { integer: Some(1), string: Some("2".to_owned()) },
            Widget::default(),
            Widget { integer: Some(5), string: Some("6".to_owned()) },
        ]),
    );
    suite.returns(
        "getDictionaryComplexValid",
        dictionaries.dictionary_get_complex_valid().send(),
        numbered([
            Widget { integer: Some(1), string: Some("2".to_owned()) },
            Widget { integer: Some(3), string: Some("4".to_owned()) },
            Widget { integer: Some(5), string: Some("6".to_owned()) },
        ]),
    );
    suite.refused("getDictionaryArrayNull", dictionaries.dictionary_get_array_null().send(), 200);
    suite.returns("getDictionaryArrayEmpty", dictionaries.dictionary_get_array_empty().send(), BTreeMap::new());
    suite.returns(
        "getDictionaryArrayItemNull",
        dictionaries.dictionary_get_array_item_null().send(),
        numbered([Some(texts(&["1", "2", "3"])), None, Some(texts(&["7", "8", "9"]))]),
    );
    suite.returns(
        "getDictionaryArrayItemEmpty",
        dictionaries.dictionary_get_array_item_empty().send(),
        numbered([texts(&["1", "2", "3"]), texts(&[]), texts(&["7", "8", "9"])]),
    );
    suite.returns(
        "getDictionaryArrayValid",
        dictionaries.dictionary_get_array_valid().send(),
        numbered([texts(&["1", "2", "3"]), texts(&["4", "5", "6"]), texts(&["7", "8", "9"])]),
    );
    suite.refused("getDictionaryDictionaryNull", dictionaries.dictionary_get_dictionary_null().send(), 200);
    suite.returns(
        "getDictionaryDictionaryEmpty",
        dictionaries.dictionary_get_dictionary_empty().send(),
        BTreeMap::new(),
    );
    suite.returns(
        "getDictionaryDictionaryItemNull",
        dictionaries.dictionary_get_dictionary_item_null().send(),
        numbered([
            Some(map(&[("1", "one"), ("2", "two"), ("3", "three")])),
            None,
            Some(map(&[("7", "seven"), ("8", "eight"), ("9", "nine")])),
        ]),
    );
    suite.returns(
        "getDictionaryDictionaryItemEmpty",
        dictionaries.dictionary_get_dictionary_item_empty().send(),
        numbered([
            map(&[("1", "one"), ("2", "two"), ("3", "three")]),
            map(&[]),
            map(&[("7", "seven"), ("8", "eight"), ("9", "nine")]),
        ]),
    );
    suite.returns(
        "getDictionaryDictionaryValid",
        dictionaries.dictionary_get_dictionary_valid().send(),
        numbered([
            map(&[("1", "one"), ("2", "two"), ("3", "three")]),
            map(&[("4", "four"), ("5", "five"), ("6", "six")]),
            map(&[("7", "seven"), ("8", "eight"), ("9", "nine")]),
        ]),
    );
}
