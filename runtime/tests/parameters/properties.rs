//! What is encoded decodes to the same value, or is refused: every style with every kind of value.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use super::*;

fn round_trip<T: Encode + Decode + Check + PartialEq + std::fmt::Debug>(
    parameter: &'static Parameter,
    value: &T,
) -> Result<(), TestCaseError> {
    match sent(parameter, value) {
        Ok(request) => {
            let found = request.read::<T>(parameter);
            prop_assert_eq!(found.as_ref(), Ok(value), "{:?} as {:?}", parameter, request);
        }
        // What can't arrive unchanged is refused, not sent; a query string can hold everything.
        Err(error) => prop_assert!(
            parameter.location != Location::Query
                || (parameter.style != Style::Form && parameter.style != Style::DeepObject)
                || error.contains("can't be"),
            "{error}"
        ),
    }
    Ok(())
}

const SCALARS: [&Parameter; 10] = [
    parameter!(cookie Cookie true Scalar),
    parameter!(path Simple false Scalar),
    parameter!(path Label false Scalar),
    parameter!(path Label true Scalar),
    parameter!(path Matrix false Scalar),
    parameter!(path Matrix true Scalar),
    parameter!(query Form true Scalar),
    parameter!(query Form false Scalar),
    parameter!(header Simple false Scalar),
    parameter!(cookie Form true Scalar),
];

const ARRAYS: [&Parameter; 22] = [
    parameter!(path SpaceDelimited false Array),
    parameter!(path TabDelimited false Array),
    parameter!(path PipeDelimited false Array),
    parameter!(query TabDelimited false Array),
    parameter!(query PipeDelimited true Array),
    parameter!(header SpaceDelimited false Array),
    parameter!(header PipeDelimited false Array),
    parameter!(cookie Cookie false Array),
    parameter!(cookie Cookie true Array),
    parameter!(path Simple false Array),
    parameter!(path Simple true Array),
    parameter!(path Label false Array),
    parameter!(path Label true Array),
    parameter!(path Matrix false Array),
    parameter!(path Matrix true Array),
    parameter!(query Form false Array),
    parameter!(query Form true Array),
    parameter!(query SpaceDelimited false Array),
    parameter!(query PipeDelimited false Array),
    parameter!(header Simple false Array),
    parameter!(cookie Form false Array),
    parameter!(cookie Form true Array),
];

pub(super) const OBJECTS: [&Parameter; 12] = [
    parameter!(path Simple false Object),
    parameter!(path Simple true Object),
    parameter!(path Label false Object),
    parameter!(path Label true Object),
    parameter!(path Matrix false Object),
    parameter!(path Matrix true Object),
    parameter!(query Form false Object),
    parameter!(query Form true Object),
    parameter!(query PipeDelimited false Object),
    parameter!(query DeepObject true Object),
    parameter!(header Simple false Object),
    parameter!(header Simple true Object),
];

pub(super) const MAPS: [&Parameter; 2] = [
    &Parameter { kind: ParameterKind::Object, style: Style::DeepObject, explode: true, ..Parameter::query("x") },
    &Parameter { kind: ParameterKind::Object, style: Style::Form, explode: true, ..Parameter::query("x") },
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn texts_arrive_as_they_were(text in any::<String>(), ascii in "[ -~]{0,12}", number in any::<f64>(), flag in any::<bool>()) {
        for parameter in SCALARS {
            round_trip(parameter, &text)?;
            round_trip(parameter, &ascii)?;
            round_trip(parameter, &flag)?;
            if number.is_finite() {
                round_trip(parameter, &number)?;
            }
        }
    }

    #[test]
    fn lists_arrive_as_they_were(texts in vec("\\PC{0,6}|[ -~]{0,6}", 0..5), numbers in vec(any::<i64>(), 0..5)) {
        for parameter in ARRAYS {
            round_trip(parameter, &texts)?;
            round_trip(parameter, &numbers)?;
        }
    }

    #[test]
    fn objects_arrive_as_they_were(r in any::<i32>(), g in "\\PC{0,6}|[ -~]{0,6}") {
        let rgb = Rgb { r, g };
        for parameter in OBJECTS {
            round_trip(parameter, &rgb)?;
        }
    }

    #[test]
    fn maps_arrive_as_they_were(map in btree_map("[a-zA-Z0-9 &=+%/?#.é-]{1,6}", any::<String>(), 1..5)) {
        for parameter in MAPS {
            round_trip(parameter, &map)?;
        }
    }

    #[test]
    fn no_text_makes_it_panic(query in "[x\\[\\]a-c0-9=&%,|.+;]{0,40}", header in "[ -~]{0,20}") {
        let mut headers = HeaderMap::new();
        headers.insert("x", HeaderValue::from_str(&header).unwrap());
        headers.insert("cookie", HeaderValue::from_str(&header).unwrap());
        let request = Sent { segment: query.clone(), query, headers };
        for parameter in SCALARS.into_iter().chain(ARRAYS).chain(OBJECTS).chain(MAPS) {
            let _ = request.read::<Value>(parameter);
            let _ = request.read::<Vec<i32>>(parameter);
            let _ = request.read::<Rgb>(parameter);
        }
    }
}
