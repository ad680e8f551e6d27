//! Holds values against the types that were generated for their schemas.
//!
//! The argument is a file with a case per line. Of each case a line is printed: keyword, `valid` or `invalid`, and what is wrong with what
//! came of it, if anything.

mod schemas;

use std::process::ExitCode;

use specwright_runtime::json::{Decode, Encode, Value, from_slice_strict, to_vec};
use specwright_runtime::operation::Operation;
use specwright_runtime::validate::Validator;

/// What came of a value: the value that is sent after it was read, or why it was refused.
type Answer = Result<Value, String>;

/// A schema: document, name, and how a value of it is answered.
type Schema = (&'static str, &'static str, fn(&[u8]) -> Answer);

/// Reads the body of an operation as a server does, checks the operation as a client does, and writes the body again.
fn answer<O>(json: &[u8], operation: fn(O::Success) -> O, body: fn(&O) -> &O::Success) -> Answer
where
    O: Operation,
    O::Success: Decode + Encode,
{
    let value: O::Success = from_slice_strict(json).map_err(|found| found.to_string())?;
    let operation = operation(value);
    let mut check = Validator::new();
    operation.validate(&mut check);
    check.finish().map_err(|found| found.to_string())?;
    let text = to_vec(body(&operation));
    String::from_utf8_lossy(&text).parse().map_err(|found| format!("does not come back as JSON: {found}"))
}

/// What a body of bytes answers: it is sent as it came.
#[allow(dead_code, reason = "most documents have no such body")]
fn bytes(json: &[u8]) -> Answer {
    String::from_utf8_lossy(json).parse().map_err(|found| format!("does not come back as JSON: {found}"))
}

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else { return ExitCode::from(2) };
    let Ok(text) = std::fs::read_to_string(file) else { return ExitCode::from(2) };
    for line in text.lines() {
        let Ok(case) = line.parse::<Value>() else { return ExitCode::from(2) };
        let text = |key: &str| case.get(key).and_then(Value::as_str).unwrap_or_default();
        let valid = case.get("valid").and_then(Value::as_bool) == Some(true);
        let null = Value::Null;
        let data = case.get("data").unwrap_or(&null);
        let schema = schemas::SCHEMAS.iter().find(|(document, name, _)| *document == text("doc") && *name == text("schema"));
        let wrong = match schema.map(|(_, _, answer)| answer(data.to_string().as_bytes())) {
            None => Some("there is no such type".to_owned()),
            Some(Ok(back)) if valid => (back != *data).then(|| format!("comes back as {back}")),
            Some(Ok(_)) => Some("is not refused".to_owned()),
            Some(Err(why)) => valid.then(|| format!("is refused: {why}")),
        };
        let expected = if valid { "valid" } else { "invalid" };
        let wrong = wrong.map_or_else(String::new, |wrong| {
            format!("{}, {}: {}: {data} {wrong}", text("schema"), text("group"), text("test")).replace(['\n', '\t'], " ")
        });
        println!("{}\t{expected}\t{wrong}", text("keyword"));
    }
    ExitCode::SUCCESS
}
