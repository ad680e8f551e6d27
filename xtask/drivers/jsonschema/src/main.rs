//! Holds values against the types that were generated for their schemas.
//!
//! The argument is a file with a case per line. Of each case a line is printed: keyword, `valid` or `invalid` (or `bytes`, where the body is no
//! value of a type), and what is wrong with what came of it, if anything.

mod schemas;

use std::process::ExitCode;

use specwright_runtime::json::{Decode, Encode, Mode, Value, from_slice_strict, to_vec};
use specwright_runtime::operation::Operation;
use specwright_runtime::request::{EncodedRequest, RequestDecoder, RequestEncoder};
use specwright_runtime::validate::Validator;
use specwright_runtime::{Body, ByteStream};

/// What came of a value: the value that is sent after it was read, or why it was refused.
type Answer = Result<Value, String>;

/// A schema: document, name, what its body is, and how a value of it is answered.
type Schema = (&'static str, &'static str, Kind, fn(&[u8]) -> Answer);

/// What a body is.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "most documents have no body of bytes")]
enum Kind {
    /// A value of a type.
    Typed,
    /// Bytes, of which nothing but the media type is said: a file that happens to be JSON.
    Bytes,
}

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

/// Sends a body of bytes as a client does, reads it as a server does, and sends it again.
#[allow(dead_code, reason = "most documents have no such body")]
fn bytes<O: Operation>(json: &[u8], operation: fn(ByteStream) -> O) -> Answer {
    let first = written(operation(ByteStream::from(json.to_vec())))?;
    if first.headers.get("content-type").is_none_or(|media| media != "application/json") {
        return Err(format!("is sent as {:?}", first.headers.get("content-type")));
    }
    let mut request = RequestDecoder::new(O::SPEC, Vec::new(), "", &first.headers, first.body, Mode::Strict);
    let read = O::decode(&mut request);
    let read = request.finish(read).map_err(|found| format!("{found:?}"))?;
    let Body::Bytes(bytes) = written(read)?.body else { return Err("is no longer there".to_owned()) };
    if *bytes != *json {
        return Err(format!("comes back as {}", bytes.escape_ascii()));
    }
    String::from_utf8_lossy(&bytes).parse().map_err(|found| format!("does not come back as JSON: {found}"))
}

fn written<O: Operation>(operation: O) -> Result<EncodedRequest, String> {
    let mut encoder = RequestEncoder::new(O::SPEC);
    operation.encode(&mut encoder);
    encoder.finish().map_err(|found| found.to_string())
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
        let schema = schemas::SCHEMAS.iter().find(|(document, name, ..)| *document == text("doc") && *name == text("schema"));
        let wrong = match schema.map(|(.., answer)| answer(data.to_string().as_bytes())) {
            None => Some("there is no such type".to_owned()),
            Some(Ok(back)) if valid => (back != *data).then(|| format!("comes back as {back}")),
            Some(Ok(_)) => Some("is not refused".to_owned()),
            Some(Err(why)) => valid.then(|| format!("is refused: {why}")),
        };
        let expected = match schema {
            Some((_, _, Kind::Bytes, _)) => "bytes",
            _ if valid => "valid",
            _ => "invalid",
        };
        let wrong = wrong.map_or_else(String::new, |wrong| {
            format!("{}, {}: {}: {data} {wrong}", text("schema"), text("group"), text("test")).replace(['\n', '\t'], " ")
        });
        println!("{}\t{expected}\t{wrong}", text("keyword"));
    }
    ExitCode::SUCCESS
}
