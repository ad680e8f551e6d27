//! `schemes`, `host` and `basePath` (Swagger 2.0, Swagger Object) as servers.

use serde_json::{Map, Value, json};

/// The servers, and which field says so; none if nothing is said.
pub(super) fn servers(root: &Map<String, Value>) -> Option<(Value, &'static str)> {
    let text = |key: &str| root.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let base = match text("basePath") {
        Some(path) if path.starts_with('/') => path.to_owned(),
        Some(path) => format!("/{path}"),
        None => String::new(),
    };
    let base = base.trim_end_matches('/');
    let Some(host) = text("host") else {
        return (!base.is_empty()).then(|| (json!([{ "url": base }]), "/basePath"));
    };
    let host = host.trim_end_matches('/');
    // The host alone is asked for, but a whole URL is met.
    if host.contains("://") {
        return Some((json!([{ "url": format!("{host}{base}") }]), "/host"));
    }
    let said = match root.get("schemes") {
        Some(Value::Array(schemes)) => schemes.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(scheme)) => vec![scheme.as_str()],
        _ => Vec::new(),
    };
    let mut schemes: Vec<String> = Vec::new();
    for scheme in said.iter().map(|scheme| scheme.trim().to_ascii_lowercase()) {
        // WebSockets are no requests and responses.
        if matches!(scheme.as_str(), "http" | "https") && !schemes.contains(&scheme) {
            schemes.push(scheme);
        }
    }
    // The protected one is offered first.
    schemes.sort_by_key(|scheme| scheme != "https");
    if schemes.is_empty() {
        schemes.push("https".to_owned());
    }
    let urls = schemes.iter().map(|scheme| json!({ "url": format!("{scheme}://{host}{base}") })).collect();
    Some((Value::Array(urls), "/host"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_put_together() {
        let cases = [
            (json!({}), json!(null)),
            (json!({"basePath": "/"}), json!(null)),
            (json!({"basePath": "v1/"}), json!(["/v1"])),
            (json!({"host": "a.example"}), json!(["https://a.example"])),
            (
                json!({"host": "a.example", "basePath": "/v1", "schemes": ["http", "https", "ws"]}),
                json!(["https://a.example/v1", "http://a.example/v1"]),
            ),
            (json!({"host": "http://a.example/", "schemes": ["https"]}), json!(["http://a.example"])),
            (json!({"host": "a.example:8080", "schemes": "http"}), json!(["http://a.example:8080"])),
        ];
        for (input, expected) in cases {
            let found = servers(input.as_object().expect("an object"));
            let urls = found.map(|(servers, _)| {
                servers.as_array().into_iter().flatten().map(|server| server["url"].clone()).collect::<Vec<_>>()
            });
            assert_eq!(json!(urls), expected, "{input}");
        }
    }
}
