//! Credentials as they stand in a request.
//!
//! A credential that stands there twice is refused: which one counts would be a matter of taste.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{Extensions, HeaderMap, header};
use percent_encoding::percent_decode_str;

use crate::operation::{OperationSpec, SchemeKind, Security};

/// The certificate with which the peer has proved who it is (DER), for mutual TLS. Who terminates TLS puts it into the
/// extensions of the request; the runtime does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientCertificate(pub Bytes);

/// What an alternative of the operation's `security` asks for, and the credentials that the request presents for it.
pub struct Presented<'r> {
    pub(super) operation: &'static OperationSpec,
    pub(super) alternative: &'static [Security],
    pub(super) credentials: Vec<(&'static Security, Credential<'r>)>,
    pub(super) headers: &'r HeaderMap,
}

/// One credential.
pub(super) enum Credential<'r> {
    Bearer(&'r str),
    Basic(Basic),
    Http(&'r str),
    Key(String),
    Certificate(&'r ClientCertificate),
}

/// Why credentials were not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// None are there.
    Absent,
    /// They are there, but are not what their scheme says: 401.
    Malformed,
    /// They are there more than once: 400.
    Repeated,
}

/// A user and a password (RFC 7617).
#[derive(Clone, PartialEq, Eq)]
pub struct Basic {
    user: String,
    password: String,
}

impl Basic {
    /// The user.
    pub fn user(&self) -> &str {
        &self.user
    }

    /// The password. Compare it by its hash, or by [`same_secret`](super::same_secret).
    pub fn password(&self) -> &str {
        &self.password
    }

    fn decode(text: &str) -> Option<Self> {
        let decoded = String::from_utf8(STANDARD.decode(text).ok()?).ok()?;
        let (user, password) = decoded.split_once(':')?;
        Some(Self { user: user.to_owned(), password: password.to_owned() })
    }
}

impl fmt::Debug for Basic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Basic").field("user", &self.user).finish_non_exhaustive()
    }
}

impl<'r> Presented<'r> {
    /// The bearer token, if one is asked for.
    pub fn bearer(&self) -> Option<&str> {
        self.find(|_, credential| if let Credential::Bearer(token) = credential { Some(*token) } else { None })
    }

    /// User and password, if they are asked for.
    pub fn basic(&self) -> Option<&Basic> {
        self.find(|_, credential| if let Credential::Basic(basic) = credential { Some(basic) } else { None })
    }

    /// The key of the scheme of this name in the document.
    pub fn api_key(&self, scheme: &str) -> Option<&str> {
        self.find(|name, credential| match credential {
            Credential::Key(key) if name == scheme => Some(key.as_str()),
            _ => None,
        })
    }

    /// What follows the scheme's name in `Authorization`, for a scheme of this name in the document that is neither
    /// bearer nor basic.
    pub fn http(&self, scheme: &str) -> Option<&str> {
        self.find(|name, credential| match credential {
            Credential::Http(text) if name == scheme => Some(*text),
            _ => None,
        })
    }

    /// The client's certificate, if one is asked for.
    pub fn certificate(&self) -> Option<&ClientCertificate> {
        self.find(
            |_, credential| {
                if let Credential::Certificate(certificate) = credential { Some(*certificate) } else { None }
            },
        )
    }

    /// The schemes that hold together, with their scopes.
    pub fn requirements(&self) -> &'static [Security] {
        self.alternative
    }

    /// Scopes or roles that are asked for, of all schemes.
    pub fn scopes(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.alternative.iter().flat_map(|security| security.scopes.iter().copied())
    }

    /// What is being called.
    pub fn operation(&self) -> &'static OperationSpec {
        self.operation
    }

    /// All headers of the request.
    pub fn headers(&self) -> &'r HeaderMap {
        self.headers
    }

    fn find<'s, T>(&'s self, take: impl Fn(&str, &'s Credential<'r>) -> Option<T>) -> Option<T> {
        self.credentials.iter().find_map(|(security, credential)| take(security.scheme.name, credential))
    }

    /// A text that stands for the credentials without giving them away.
    pub(super) fn fingerprint(&self) -> String {
        let mut text = String::new();
        for (security, credential) in &self.credentials {
            text.push_str(security.scheme.name);
            text.push('\n');
            match credential {
                Credential::Bearer(token) | Credential::Http(token) => text.push_str(token),
                // The user: a new password does not make another caller.
                Credential::Basic(basic) => text.push_str(&basic.user),
                Credential::Key(key) => text.push_str(key),
                Credential::Certificate(certificate) => text.extend(certificate.0.iter().copied().map(char::from)),
            }
            text.push('\n');
        }
        super::fingerprint(&text)
    }
}

impl fmt::Debug for Presented<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<_> = self.alternative.iter().map(|security| security.scheme.name).collect();
        f.debug_struct("Presented")
            .field("operation", &self.operation.id)
            .field("schemes", &schemes)
            .finish_non_exhaustive()
    }
}

/// Where credentials are looked for.
#[derive(Clone, Copy)]
pub(in crate::server) struct Sources<'r> {
    pub(in crate::server) headers: &'r HeaderMap,
    pub(in crate::server) query: &'r str,
    pub(in crate::server) extensions: &'r Extensions,
}

impl<'r> Sources<'r> {
    /// The credential of a scheme.
    pub(super) fn read(self, kind: SchemeKind) -> Result<Credential<'r>, Unreadable> {
        match kind {
            SchemeKind::Bearer => {
                let token = self.authorization("bearer")?;
                let well_formed = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
                if well_formed { Ok(Credential::Bearer(token)) } else { Err(Unreadable::Malformed) }
            }
            SchemeKind::Basic => {
                let text = self.authorization("basic")?;
                Basic::decode(text).map(Credential::Basic).ok_or(Unreadable::Malformed)
            }
            SchemeKind::Http(scheme) => self.authorization(scheme).map(Credential::Http),
            SchemeKind::HeaderKey(name) => {
                let key = only(self.headers.get_all(name).iter())?.to_str().map_err(|_| Unreadable::Malformed)?;
                Ok(Credential::Key(key.to_owned()))
            }
            SchemeKind::QueryKey(name) => {
                let pairs = self.query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
                let mut values =
                    pairs.filter(|(key, _)| percent_decode_str(key).eq(name.bytes())).map(|(_, value)| value);
                decoded(only(&mut values)?)
            }
            SchemeKind::CookieKey(name) => {
                let cookies = self.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
                let pairs =
                    cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
                decoded(only(pairs.filter(|(key, _)| *key == name).map(|(_, value)| value.trim_matches('"')))?)
            }
            SchemeKind::MutualTls => self.extensions.get().map(Credential::Certificate).ok_or(Unreadable::Absent),
        }
    }

    /// What follows the name of an authentication scheme (RFC 9110, 11.4).
    fn authorization(self, scheme: &str) -> Result<&'r str, Unreadable> {
        let value = only(self.headers.get_all(header::AUTHORIZATION).iter())?;
        let text = value.to_str().map_err(|_| Unreadable::Malformed)?;
        let (name, credentials) = text.split_once(' ').unwrap_or((text, ""));
        if name.eq_ignore_ascii_case(scheme) { Ok(credentials.trim()) } else { Err(Unreadable::Absent) }
    }
}

fn only<T>(mut found: impl Iterator<Item = T>) -> Result<T, Unreadable> {
    let first = found.next().ok_or(Unreadable::Absent)?;
    if found.next().is_some() { Err(Unreadable::Repeated) } else { Ok(first) }
}

fn decoded<'r>(text: &str) -> Result<Credential<'r>, Unreadable> {
    let key = percent_decode_str(text).decode_utf8().map_err(|_| Unreadable::Malformed)?;
    Ok(Credential::Key(key.into_owned()))
}
