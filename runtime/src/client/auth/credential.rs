//! What a client proves itself with, one credential per security scheme, and how it stands in a request.
//!
//! How tokens are got and renewed stands elsewhere.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::token::TokenSource;
use super::token_flow::TokenFlow;
use crate::operation::{SchemeKind, SecurityScheme};
use crate::request::EncodedRequest;
use crate::secret::Secret;

/// What a client proves itself with.
pub enum Credential {
    /// A token that is used as it is, in the `Authorization` header.
    Token(Secret),
    /// A user and a password (RFC 7617).
    Basic {
        /// The user. It can't hold a colon.
        user: String,
        /// The password.
        password: Secret,
    },
    /// An API key.
    Key(Secret),
    /// A token that is got by logging in with this request, and renewed. The request is kept, in case that the token can't be
    /// renewed otherwise; its body must be in memory.
    Flow(&'static TokenFlow, EncodedRequest),
    /// A token that comes from somewhere else.
    Source(Arc<dyn TokenSource>),
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Token(_) => "Token(..)",
            Self::Basic { .. } => "Basic(..)",
            Self::Key(_) => "Key(..)",
            Self::Flow(..) => "Flow(..)",
            Self::Source(_) => "Source(..)",
        })
    }
}

/// The parts of a request that prove who sends it.
#[derive(Default)]
pub(crate) struct Proof {
    pub(crate) headers: HeaderMap,
    /// Percent-encoded pairs for the query.
    pub(crate) query: Vec<String>,
}

impl Proof {
    /// Adds a token or key where its scheme says.
    ///
    /// # Errors
    ///
    /// Says why it can't stand there.
    pub(super) fn add(&mut self, scheme: &SecurityScheme, secret: &str) -> Result<(), &'static str> {
        match scheme.kind {
            SchemeKind::Bearer => self.header(AUTHORIZATION, &format!("Bearer {secret}")),
            SchemeKind::Basic => self.header(AUTHORIZATION, &format!("Basic {secret}")),
            SchemeKind::Http(name) => self.header(AUTHORIZATION, &format!("{name} {secret}")),
            SchemeKind::HeaderKey(name) => {
                let name =
                    HeaderName::from_bytes(name.as_bytes()).map_err(|_| "its scheme names a header that can't be")?;
                self.header(name, secret)
            }
            SchemeKind::QueryKey(name) => {
                let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
                self.query.push(format!("{}={}", encode(name), encode(secret)));
                Ok(())
            }
            SchemeKind::CookieKey(name) => self.cookie(name, secret),
            SchemeKind::MutualTls => Ok(()),
        }
    }

    fn header(&mut self, name: HeaderName, text: &str) -> Result<(), &'static str> {
        self.headers.insert(name, sensitive(text).ok_or("it has characters that a header can't hold")?);
        Ok(())
    }

    /// All cookies stand in one header (RFC 6265, 5.4).
    fn cookie(&mut self, name: &str, secret: &str) -> Result<(), &'static str> {
        if secret.bytes().any(|byte| !byte.is_ascii_graphic() || matches!(byte, b'"' | b',' | b';' | b'\\')) {
            return Err("it has characters that a cookie can't hold (RFC 6265, 4.1.1)");
        }
        let earlier = self.headers.get(COOKIE).and_then(|value| value.to_str().ok());
        let cookies =
            earlier.map_or_else(|| format!("{name}={secret}"), |earlier| format!("{earlier}; {name}={secret}"));
        self.header(COOKIE, &cookies)
    }

    /// Puts the headers into a request. Cookies join those that stand there; any other header takes the place of one with
    /// the same name.
    pub(crate) fn apply(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.headers {
            let value = match headers.get(name).filter(|_| *name == COOKIE) {
                Some(earlier) => joined(earlier, value).unwrap_or_else(|| value.clone()),
                None => value.clone(),
            };
            headers.insert(name, value);
        }
    }
}

fn joined(earlier: &HeaderValue, value: &HeaderValue) -> Option<HeaderValue> {
    sensitive(&format!("{}; {}", earlier.to_str().ok()?, value.to_str().ok()?))
}

/// A header value that does not show in `Debug` and is not kept in HTTP/2's compression table.
fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// The text of a basic credential (RFC 7617, 2).
///
/// # Errors
///
/// When the user holds a colon, or either holds a control character.
pub(super) fn basic(user: &str, password: &Secret) -> Result<Secret, &'static str> {
    if user.contains(':') {
        return Err("the user can't hold a colon (RFC 7617, 2)");
    }
    if user.chars().chain(password.expose().chars()).any(char::is_control) {
        return Err("user and password can't hold control characters (RFC 7617, 2)");
    }
    Ok(Secret::new(STANDARD.encode(format!("{user}:{}", password.expose()))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof(kind: SchemeKind, secret: &str) -> Result<Proof, &'static str> {
        let mut proof = Proof::default();
        proof.add(&SecurityScheme { name: "x", kind }, secret)?;
        Ok(proof)
    }

    #[test]
    fn each_kind_has_its_place() {
        let header = |kind| proof(kind, "s3").unwrap().headers;
        assert_eq!(header(SchemeKind::Bearer)["authorization"], "Bearer s3");
        assert_eq!(header(SchemeKind::Http("DPoP"))["authorization"], "DPoP s3");
        assert_eq!(header(SchemeKind::HeaderKey("X-Api-Key"))["x-api-key"], "s3");
        assert_eq!(header(SchemeKind::CookieKey("sid"))["cookie"], "sid=s3");
        assert_eq!(proof(SchemeKind::QueryKey("key"), "a&b=c d").unwrap().query, ["key=a%26b%3Dc%20d"]);
        assert!(proof(SchemeKind::MutualTls, "").unwrap().headers.is_empty());
    }

    #[test]
    fn the_vector_of_rfc_7617() {
        assert_eq!(basic("Aladdin", &Secret::new("open sesame")).unwrap().expose(), "QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert_eq!(basic("test", &Secret::new("123\u{a3}")).unwrap().expose(), "dGVzdDoxMjPCow==");
        assert!(basic("a:b", &Secret::new("c")).is_err());
        assert!(basic("a", &Secret::new("c\nd")).is_err());
    }

    #[test]
    fn nothing_breaks_out_of_its_place() {
        for kind in [SchemeKind::Bearer, SchemeKind::HeaderKey("X-Key"), SchemeKind::CookieKey("sid")] {
            assert!(proof(kind, "a\r\nHost: evil").is_err(), "{kind:?}");
        }
        assert!(proof(SchemeKind::CookieKey("sid"), "a; admin=1").is_err());
    }

    #[test]
    fn headers_do_not_show() {
        let proof = proof(SchemeKind::Bearer, "s3cret").unwrap();
        assert!(!format!("{:?}", proof.headers).contains("s3cret"));
    }

    #[test]
    fn a_cookie_joins_the_ones_of_the_request() {
        let mut headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_static("lang=de"))]);
        headers.insert(AUTHORIZATION, HeaderValue::from_static("of the request"));
        proof(SchemeKind::CookieKey("sid"), "1").unwrap().apply(&mut headers);
        proof(SchemeKind::Bearer, "t").unwrap().apply(&mut headers);
        assert_eq!(headers["cookie"], "lang=de; sid=1");
        assert_eq!(headers["authorization"], "Bearer t");
    }
}
