//! Values whose type leaves a choice, in each format and at each place: what is sent is read again.

use std::collections::BTreeMap;

use http::Method;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use specwright_runtime::json::{Decode, Encode, Format, Mode, Reader, Writer};
use specwright_runtime::operation::OperationSpec;
use specwright_runtime::parameter::{Parameter, ParameterKind};
use specwright_runtime::request::{RequestDecoder, RequestEncoder};
use specwright_runtime::response::{ResponseDecoder, ResponseEncoder};
use specwright_runtime::rules::Check;
use specwright_runtime::{Base64, Body, DateTime};

const SPEC: &OperationSpec = &OperationSpec::new("it", Method::GET, "/p/{x}");

const PATH: &Parameter = &Parameter::path("x");

/// A parameter of a format at each place.
macro_rules! places {
    ($kind:ident $format:ident) => {
        [
            &Parameter { kind: ParameterKind::$kind, format: Format::$format, ..Parameter::path("x") },
            &Parameter { kind: ParameterKind::$kind, format: Format::$format, ..Parameter::query("x") },
            &Parameter { kind: ParameterKind::$kind, format: Format::$format, ..Parameter::header("x") },
            &Parameter { kind: ParameterKind::$kind, format: Format::$format, ..Parameter::cookie("x") },
        ]
    };
}

const TIMES: [(Format, [&Parameter; 4]); 5] = [
    (Format::Usual, places!(Scalar Usual)),
    (Format::HttpDate, places!(Scalar HttpDate)),
    (Format::UnixSeconds, places!(Scalar UnixSeconds)),
    (Format::UnixTime, places!(Scalar UnixTime)),
    (Format::UnixMilliseconds, places!(Scalar UnixMilliseconds)),
];

/// Dates of HTTP have commas, which separate the parts of a header.
const LISTS: [(Format, [&Parameter; 4]); 4] = [
    (Format::Usual, places!(Array Usual)),
    (Format::UnixSeconds, places!(Array UnixSeconds)),
    (Format::UnixTime, places!(Array UnixTime)),
    (Format::UnixMilliseconds, places!(Array UnixMilliseconds)),
];

const BYTES: [(Format, [&Parameter; 4]); 2] =
    [(Format::Usual, places!(Array Usual)), (Format::Base64Url, places!(Array Base64Url))];

fn as_parameter<T: Encode + Decode + Check>(parameter: &'static Parameter, value: &T) -> T {
    let mut request = RequestEncoder::new(SPEC);
    request.parameter(parameter, value);
    if parameter.location != specwright_runtime::parameter::Location::Path {
        request.parameter(PATH, "1");
    }
    let request = request.finish().unwrap();
    let target: http::Uri = request.target.parse().unwrap();
    let segment = target.path().strip_prefix("/p/").unwrap().to_owned();
    let query = target.query().unwrap_or_default();
    let mut decoder =
        RequestDecoder::new(SPEC, vec![("x", segment)], query, &request.headers, Body::Empty, Mode::Strict);
    let value = decoder.required(parameter);
    decoder.finish(value).unwrap()
}

fn as_header<T: Encode + Decode>(parameter: &'static Parameter, value: &T) -> T {
    let response = ResponseEncoder::new().status(200).header(parameter, value).empty();
    ResponseDecoder::new(response.status, response.headers, response.body).header(parameter).unwrap()
}

fn as_json<T: Encode + Decode>(format: Format, value: &T) -> T {
    let mut json = Writer::new();
    json.value_as(format, value);
    let bytes = json.into_bytes();
    let mut json = Reader::new(&bytes, Mode::Strict);
    let value = json.value_as(format);
    json.finish(value).unwrap()
}

/// What is left of a time that is written so.
fn cut(format: Format, time: DateTime) -> DateTime {
    let nanoseconds = match format {
        Format::HttpDate | Format::UnixSeconds => 0,
        Format::UnixMilliseconds => time.timestamp_subsec_millis() * 1_000_000,
        _ => time.timestamp_subsec_nanos(),
    };
    chrono::DateTime::from_timestamp(time.timestamp(), nanoseconds).unwrap().fixed_offset()
}

/// The years 1 to 9999.
fn times() -> impl Strategy<Value = DateTime> {
    let time = |(seconds, nanoseconds)| chrono::DateTime::from_timestamp(seconds, nanoseconds).unwrap().fixed_offset();
    (-62_135_596_800_i64..=253_402_300_799, 0..1_000_000_000_u32).prop_map(time)
}

proptest! {
    #[test]
    fn times_travel_everywhere(time in times(), more in vec(times(), 1..4), named in btree_map("[a-z]{1,3}", times(), 0..3)) {
        for (format, places) in TIMES {
            let expected = cut(format, time);
            prop_assert_eq!(as_json(format, &time), expected);
            let map: BTreeMap<String, Vec<Option<DateTime>>> =
                named.iter().map(|(key, time)| (key.clone(), vec![Some(*time), None])).collect();
            let cut_map: BTreeMap<_, _> =
                named.iter().map(|(key, time)| (key.clone(), vec![Some(cut(format, *time)), None])).collect();
            prop_assert_eq!(as_json(format, &map), cut_map);
            for place in places {
                prop_assert_eq!(as_parameter(place, &time), expected, "{:?}", place);
            }
            prop_assert_eq!(as_header(places[2], &time), expected);
        }
        for (format, places) in LISTS {
            let expected: Vec<DateTime> = more.iter().map(|time| cut(format, *time)).collect();
            for place in places {
                prop_assert_eq!(as_parameter(place, &more), expected.clone(), "{:?}", place);
            }
        }
    }

    #[test]
    fn bytes_travel_everywhere(bytes in vec(vec(any::<u8>(), 1..20).prop_map(Base64::from), 1..4)) {
        for (format, places) in BYTES {
            prop_assert_eq!(as_json(format, &bytes), bytes.clone());
            for place in places {
                prop_assert_eq!(as_parameter(place, &bytes), bytes.clone(), "{:?}", place);
            }
            prop_assert_eq!(as_header(places[2], &bytes), bytes.clone());
        }
    }
}

#[test]
fn a_number_that_is_not_finite_is_sent_nowhere() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for place in TIMES[0].1 {
            let mut request = RequestEncoder::new(SPEC);
            request.parameter(place, &number);
            assert!(request.finish().is_err(), "{place:?}");
        }
        let mut request = RequestEncoder::new(SPEC);
        request.form(&BTreeMap::from([("x".to_owned(), number)]));
        assert!(request.finish().is_err());
    }
}
