//! `WWW-Authenticate`: which credentials would do (RFC 9110, 11.6.1; RFC 6750, 3; RFC 7617, 2).

use http::HeaderValue;

use super::{AuthError, Refused};
use crate::operation::{OperationSpec, SchemeKind};

/// One value for each scheme that the operation accepts.
pub(in crate::server) fn challenges(operation: &OperationSpec, realm: &str, refused: &Refused) -> Vec<HeaderValue> {
    let mut texts: Vec<String> = Vec::new();
    for security in operation.security.iter().copied().flatten() {
        let text = match security.scheme.kind {
            SchemeKind::Bearer => format!("Bearer realm={}{}", quoted(realm), bearer_error(refused)),
            SchemeKind::Basic => format!("Basic realm={}, charset=\"UTF-8\"", quoted(realm)),
            SchemeKind::Http(scheme) => format!("{scheme} realm={}", quoted(realm)),
            SchemeKind::HeaderKey(name) => api_key(realm, "header", name),
            SchemeKind::QueryKey(name) => api_key(realm, "query", name),
            SchemeKind::CookieKey(name) => api_key(realm, "cookie", name),
            // The connection asks for a certificate, not the response.
            SchemeKind::MutualTls => continue,
        };
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts.iter().filter_map(|text| HeaderValue::from_str(text).ok()).collect()
}

/// There is no registered scheme for keys, but a 401 must carry a challenge.
fn api_key(realm: &str, location: &str, name: &str) -> String {
    format!("ApiKey realm={}, in=\"{location}\", name={}", quoted(realm), quoted(name))
}

/// A request without a token gets no error code (RFC 6750, 3.1).
fn bearer_error(refused: &Refused) -> String {
    match refused {
        Refused::Failed(AuthError::InvalidToken(description)) => {
            format!(", error=\"invalid_token\", error_description={}", quoted(description))
        }
        Refused::Failed(AuthError::Unauthorized) => ", error=\"invalid_token\"".to_owned(),
        Refused::Failed(AuthError::Forbidden { missing }) if missing.is_empty() => {
            ", error=\"insufficient_scope\"".to_owned()
        }
        Refused::Failed(AuthError::Forbidden { missing }) => {
            format!(", error=\"insufficient_scope\", scope={}", quoted(&missing.join(" ")))
        }
        _ => String::new(),
    }
}

/// A quoted string of the characters that RFC 6750 allows in it; quotes become apostrophes.
fn quoted(text: &str) -> String {
    let inner: String = text
        .chars()
        .map(|character| match character {
            '"' | '\\' => '\'',
            ' '..='~' => character,
            _ => '?',
        })
        .collect();
    format!("\"{inner}\"")
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;
    use crate::operation::{Security, SecurityScheme};

    static BEARER: SecurityScheme = SecurityScheme { name: "token", kind: SchemeKind::Bearer };
    static BASIC: SecurityScheme = SecurityScheme { name: "password", kind: SchemeKind::Basic };
    static KEY: SecurityScheme = SecurityScheme { name: "key", kind: SchemeKind::HeaderKey("X-Key") };
    static OPERATION: OperationSpec = OperationSpec::new("x", Method::GET, "/x").security(&[
        &[Security::new(&BEARER, &["a"]), Security::new(&KEY, &[])],
        &[Security::new(&BASIC, &[])],
        &[Security::new(&BEARER, &[])],
        &[],
    ]);

    fn texts(refused: &Refused) -> Vec<String> {
        challenges(&OPERATION, "api", refused).iter().map(|value| value.to_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn each_scheme_is_named_once() {
        assert_eq!(
            texts(&Refused::Missing),
            [
                "Bearer realm=\"api\"",
                "ApiKey realm=\"api\", in=\"header\", name=\"X-Key\"",
                "Basic realm=\"api\", charset=\"UTF-8\""
            ]
        );
    }

    #[test]
    fn a_description_cannot_break_out_of_its_quotes() {
        let refused = Refused::Failed(AuthError::invalid_token("expired\", x=\"\r\nSet-Cookie: a\\\u{e9}"));
        assert_eq!(
            texts(&refused)[0],
            "Bearer realm=\"api\", error=\"invalid_token\", error_description=\"expired', x='??Set-Cookie: a'?\""
        );
    }

    #[test]
    fn missing_scopes_are_named() {
        let refused = Refused::Failed(AuthError::forbidden(["read", "write"]));
        assert_eq!(texts(&refused)[0], "Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"read write\"");
    }
}
