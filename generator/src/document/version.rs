//! Which dialect a document is written in.

use serde_json::Value;

use super::Version;
use crate::diag::{Code, Place, Sink};

/// Reads `openapi` (OAS 3.0.4, 4.8.1) or `swagger`.
pub(super) fn detect(value: &Value, place: &Place, sink: &mut Sink) -> Option<Version> {
    let Some(map) = value.as_object() else {
        sink.push(Code::InvalidDocument, place.clone(), "an OpenAPI document is an object");
        return None;
    };
    let found = ["openapi", "swagger"].iter().find_map(|key| map.get(*key).map(|version| (*key, version)));
    let Some((key, version)) = found else {
        sink.push(
            Code::UnsupportedVersion,
            place.clone(),
            "this is not an OpenAPI document: it has no `openapi` field",
        )
        .help = Some("write the version at the top, as in `openapi: 3.1.0`".to_owned());
        return None;
    };
    // Numbers are met where a version is asked for.
    let text = super::lowering::leniency::text(version).unwrap_or_default();
    let mut numbers = text.trim().split('.');
    match (key, numbers.next(), numbers.next().map(digits)) {
        ("openapi", Some("3"), Some("0")) => Some(Version::V3_0),
        ("openapi", Some("3"), Some("1")) => Some(Version::V3_1),
        ("openapi", Some("3"), Some("2")) => Some(Version::V3_2),
        ("swagger", Some("2"), Some("0") | None) => Some(Version::V2_0),
        ("openapi", Some("3"), Some(minor)) if !minor.is_empty() => {
            let place = Place { file: place.file.clone(), pointer: format!("/{key}") };
            let message = format!("OpenAPI `{text}` is newer than what is known; it is read as 3.2");
            sink.push(Code::Degraded, place, message);
            Some(Version::V3_2)
        }
        _ => {
            let place = Place { file: place.file.clone(), pointer: format!("/{key}") };
            let name = if key == "swagger" { "Swagger" } else { "OpenAPI" };
            let said = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
            sink.push(Code::UnsupportedVersion, place, format!("{name} `{said}` is not read")).help =
                Some("the versions that are read are Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2".to_owned());
            None
        }
    }
}

/// The digits that a part of a version begins with (`1-rc0` is `1`).
fn digits(part: &str) -> &str {
    &part[..part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len())]
}
