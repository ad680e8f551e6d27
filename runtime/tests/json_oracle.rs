//! The JSON codec against another one: what is accepted, what it means, and what is written.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value as Oracle;
use specwright_runtime::json::{Mode, Number, Reader, Value, from_slice, from_slice_strict, to_vec};

fn same(ours: &Value, oracle: &Oracle) -> bool {
    match (ours, oracle) {
        (Value::Null, Oracle::Null) => true,
        (Value::Bool(ours), Oracle::Bool(oracle)) => ours == oracle,
        (Value::String(ours), Oracle::String(oracle)) => ours == oracle,
        (Value::Number(ours), Oracle::Number(oracle)) => ours.as_f64() == oracle.as_f64(),
        (Value::Array(ours), Oracle::Array(oracle)) => {
            ours.len() == oracle.len() && ours.iter().zip(oracle).all(|(ours, oracle)| same(ours, oracle))
        }
        (Value::Object(ours), Oracle::Object(oracle)) => {
            ours.len() == oracle.len()
                && ours.iter().zip(oracle).all(|(ours, oracle)| ours.0 == oracle.0 && same(ours.1, oracle.1))
        }
        _ => false,
    }
}

fn compare(bytes: &[u8]) -> Result<(), TestCaseError> {
    match (from_slice::<Value>(bytes), serde_json::from_slice::<Oracle>(bytes)) {
        (Ok(ours), Ok(oracle)) => prop_assert!(same(&ours, &oracle), "{ours} is not {oracle}"),
        (Err(_), Err(_)) => {}
        // It keeps no number that does not fit; we do.
        (Ok(_), Err(error)) => prop_assert!(error.to_string().contains("out of range"), "we accept: {error}"),
        (Err(error), Ok(_)) => prop_assert!(false, "we refuse: {error}"),
    }
    Ok(())
}

fn json() -> impl Strategy<Value = Oracle> {
    let leaf = prop_oneof![
        Just(Oracle::Null),
        any::<bool>().prop_map(Oracle::from),
        any::<i64>().prop_map(Oracle::from),
        any::<u64>().prop_map(Oracle::from),
        any::<f64>().prop_map(Oracle::from),
        any::<String>().prop_map(Oracle::from),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..8).prop_map(Oracle::from),
            vec((any::<String>(), inner), 0..8).prop_map(|members| Oracle::Object(members.into_iter().collect())),
        ]
    })
}

/// Pieces of which texts are made that are nearly JSON.
fn soup() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just(","),
        Just(":"),
        Just("\""),
        Just("\\"),
        Just("true"),
        Just("null"),
        Just("false"),
        Just("-"),
        Just("0"),
        Just("1"),
        Just("9.5"),
        Just("e"),
        Just("E+"),
        Just("."),
        Just(" "),
        Just("\n"),
        Just("\"a\""),
        Just("\"a\":"),
        Just("\\u00e4"),
        Just("\\ud83d"),
        Just("\\ude00"),
        Just("\u{1}"),
        Just("é"),
        Just("\u{7f}"),
        Just("\"\\n\""),
        Just("\u{feff}"),
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat().into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_the_other_writes_is_read_as_the_same(value in json()) {
        compare(&serde_json::to_vec(&value).unwrap())?;
        compare(&serde_json::to_vec_pretty(&value).unwrap())?;
    }

    #[test]
    fn what_is_written_is_read_by_the_other_as_the_same(value in json()) {
        let ours: Value = from_slice(&serde_json::to_vec(&value).unwrap()).unwrap();
        let written = to_vec(&ours);
        prop_assert_eq!(&serde_json::from_slice::<Oracle>(&written).unwrap(), &value);
        prop_assert_eq!(from_slice::<Value>(&written).unwrap(), ours);
    }

    #[test]
    fn the_same_texts_are_accepted(bytes in soup()) {
        compare(&bytes)?;
    }

    #[test]
    fn a_byte_changed_makes_no_difference_between_them(value in json(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = serde_json::to_vec(&value).unwrap();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        compare(&bytes)?;
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in vec(any::<u8>(), 0..200)) {
        let _ = from_slice_strict::<Value>(&bytes);
        let _ = Reader::new(&bytes, Mode::Strict).lexical().read::<Vec<Option<i64>>>();
        let _ = Reader::new(&bytes, Mode::Lenient).read::<(String, f64, Option<bool>)>();
    }

    #[test]
    fn numbers_are_not_changed(int in any::<i64>(), uint in any::<u64>(), double in any::<f64>(), single in any::<f32>()) {
        prop_assert_eq!(from_slice::<i64>(&to_vec(&int)).unwrap(), int);
        prop_assert_eq!(from_slice::<u64>(&to_vec(&uint)).unwrap(), uint);
        if double.is_finite() {
            prop_assert_eq!(from_slice::<f64>(&to_vec(&double)).unwrap().to_bits(), double.to_bits());
        }
        if single.is_finite() {
            prop_assert_eq!(from_slice::<f32>(&to_vec(&single)).unwrap().to_bits(), single.to_bits());
        }
    }

    #[test]
    fn strings_are_not_changed(text in any::<String>()) {
        prop_assert_eq!(from_slice::<String>(&to_vec(&text)).unwrap(), text);
    }
}

#[test]
fn numbers_keep_their_text() {
    for text in ["1.10", "123456789012345678901234567890", "1E400", "-0.0", "0.1000"] {
        let number: Number = from_slice(text.as_bytes()).unwrap();
        assert_eq!(to_vec(&number), text.as_bytes());
    }
}

#[test]
fn nesting_has_a_limit() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(from_slice::<Value>(nested(128).as_bytes()).is_ok());
    let error = from_slice::<Value>(nested(129).as_bytes()).unwrap_err();
    assert!(error.to_string().ends_with("is nested deeper than 128 levels"), "{error}");
    let text = nested(100_000);
    let mut json = Reader::new(text.as_bytes(), Mode::Strict);
    json.skip_value();
    assert!(json.finish(Some(())).is_err());
}

#[test]
fn numbers_that_are_not_finite_become_null() {
    assert_eq!(to_vec(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY].as_slice()), b"[null,null,null]");
    assert_eq!(to_vec(&f32::INFINITY), b"null");
}

#[test]
fn whole_numbers_may_be_written_as_decimals() {
    assert_eq!(from_slice::<i32>(b"1.0"), Ok(1));
    assert_eq!(from_slice::<i64>(b"1e3"), Ok(1000));
    assert_eq!(from_slice::<u32>(b"-0"), Ok(0));
    assert_eq!(from_slice::<i32>(b"1.5").unwrap_err().to_string(), "the body must be a whole number");
    assert_eq!(
        from_slice::<i32>(b"2147483648").unwrap_err().to_string(),
        "the body must be between -2147483648 and 2147483647"
    );
    assert!(from_slice::<f64>(b"1e400").is_err());
    assert!(from_slice::<f32>(b"1e40").is_err());
}

#[test]
fn the_place_of_a_break_is_told() {
    let error = from_slice::<Value>(b"{\n  \"a\": tru\n}").unwrap_err();
    assert_eq!(error.to_string(), "the body is not JSON: must have a value here (line 2, column 8)");
    let error = from_slice::<Value>(b"\xff").unwrap_err();
    assert_eq!(error.to_string(), "the body is not UTF-8 after byte 0");
}
