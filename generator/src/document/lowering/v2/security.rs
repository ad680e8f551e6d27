//! `securityDefinitions` (Swagger 2.0, Security Scheme Object).

use serde_json::{Map, Value, json};

/// Security schemes in the words of 3.0. One that can't be read stays as it is, and is refused where it is typed.
pub(super) fn schemes(value: &Value) -> Value {
    match value {
        Value::Object(schemes) => {
            Value::Object(schemes.iter().map(|(name, scheme)| (name.clone(), self::scheme(scheme))).collect())
        }
        other => other.clone(),
    }
}

fn scheme(value: &Value) -> Value {
    let Value::Object(map) = value else { return value.clone() };
    let mut map = map.clone();
    match map.get("type").and_then(Value::as_str) {
        Some("basic") => {
            map.insert("type".to_owned(), "http".into());
            map.insert("scheme".to_owned(), "basic".into());
        }
        Some("oauth2") if !map.contains_key("flows") => {
            let flow = match map.shift_remove("flow").as_ref().and_then(Value::as_str) {
                Some("implicit") => "implicit",
                Some("password") => "password",
                Some("application") => "clientCredentials",
                _ => "authorizationCode",
            };
            let mut told: Map<String, Value> = ["authorizationUrl", "tokenUrl", "scopes"]
                .iter()
                .filter_map(|key| Some(((*key).to_owned(), map.shift_remove(*key)?)))
                .collect();
            told.entry("scopes").or_insert_with(|| json!({}));
            map.insert("flows".to_owned(), json!({ flow: told }));
        }
        _ => {}
    }
    Value::Object(map)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_said_in_words_of_3_0() {
        let cases = [
            (json!({"type": "basic"}), json!({"type": "http", "scheme": "basic"})),
            (
                json!({"type": "apiKey", "in": "header", "name": "X"}),
                json!({"type": "apiKey", "in": "header", "name": "X"}),
            ),
            (
                json!({"type": "oauth2", "flow": "application", "tokenUrl": "https://a.example", "scopes": {"a": "b"}}),
                json!({"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://a.example", "scopes": {"a": "b"}}}}),
            ),
            (
                json!({"type": "oauth2", "flow": "accessCode"}),
                json!({"type": "oauth2", "flows": {"authorizationCode": {"scopes": {}}}}),
            ),
            (json!({"$ref": "#/securityDefinitions/a"}), json!({"$ref": "#/securityDefinitions/a"})),
        ];
        for (input, expected) in cases {
            assert_eq!(scheme(&input), expected, "{input}");
        }
    }
}
