//! The base URL of a client, and the URL of a request below it; and that of a receiver, which is the request's own.
//!
//! A request can't leave the origin of the base URL: credentials go nowhere else.

use std::fmt;

use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};

/// Why a base URL can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BaseUrlError {
    /// It is not a URL.
    Syntax(String),
    /// Its scheme is not `http` or `https`.
    Scheme(String),
    /// It names a user or a password. Those belong into a credential.
    UserInfo,
    /// It has a query or a fragment, which a base has no use for.
    QueryOrFragment,
}

impl fmt::Display for BaseUrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(why) => {
                write!(f, "the base URL is not a URL ({why}); write it like `https://api.example.com`")
            }
            Self::Scheme(scheme) => {
                write!(f, "the base URL has the scheme `{scheme}`; only `https` and `http` are spoken")
            }
            Self::UserInfo => {
                f.write_str("the base URL names a user or a password; give them to the builder as a credential")
            }
            Self::QueryOrFragment => {
                f.write_str("the base URL has a query or a fragment; leave off what follows the path")
            }
        }
    }
}

impl std::error::Error for BaseUrlError {}

/// The scheme, host, port and path prefix that all requests of a client share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BaseUrl {
    scheme: Scheme,
    authority: Authority,
    /// Empty, or begins with `/` and does not end with one.
    prefix: String,
    /// The query of a receiver, whose path stands for that of every request.
    receiver: Option<String>,
}

impl BaseUrl {
    /// Reads and checks a base URL.
    pub(super) fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let (url, scheme, authority) = parts(text)?;
        if url.query().is_some() || url.fragment().is_some() {
            return Err(BaseUrlError::QueryOrFragment);
        }
        Ok(Self { scheme, authority, prefix: url.path().trim_end_matches('/').to_owned(), receiver: None })
    }

    /// Reads and checks the URL of a receiver, which may have a query. A fragment is never sent.
    pub(super) fn receiver(text: &str) -> Result<Self, BaseUrlError> {
        let (url, scheme, authority) = parts(text)?;
        let query = url.query().unwrap_or_default().to_owned();
        Ok(Self { scheme, authority, prefix: url.path().to_owned(), receiver: Some(query) })
    }

    /// Whether connections to it are encrypted.
    pub(super) fn is_encrypted(&self) -> bool {
        self.scheme == Scheme::HTTPS
    }

    /// The base of an operation with servers of its own: this one, if it is one of them, or else the first.
    pub(super) fn of_operation(&self, servers: &[&str]) -> Result<Self, BaseUrlError> {
        let mut first = None;
        for server in servers {
            let base = self.resolved(server)?;
            if base == *self {
                return Ok(base);
            }
            first.get_or_insert(base);
        }
        Ok(first.unwrap_or_else(|| self.clone()))
    }

    /// A server's URL; one without an origin is on this one.
    fn resolved(&self, server: &str) -> Result<Self, BaseUrlError> {
        if server.contains("://") {
            return Self::parse(server);
        }
        Self::parse(&format!("{}://{}/{}", self.scheme, self.authority, server.trim_start_matches('/')))
    }

    /// The URL that a reference means on the page at `target`, without its fragment. None if it is on another origin.
    pub(super) fn follow(&self, target: &str, reference: &str) -> Option<String> {
        let page = reqwest::Url::parse(&self.join(target, &[])?.to_string()).ok()?;
        let mut url = page.join(reference.trim()).ok()?;
        url.set_fragment(None);
        let (url, scheme, authority) = parts(url.as_str()).ok()?;
        (scheme == self.scheme && authority == self.authority).then(|| url.into())
    }

    /// The URL of `target`, a path with query that begins with `/`, or a whole URL on this origin; `query` is added to it.
    pub(super) fn join(&self, target: &str, query: &[String]) -> Option<Uri> {
        let whole = target.strip_prefix(&format!("{}://{}", self.scheme, self.authority));
        let (prefix, target) = whole.map_or((&*self.prefix, target), |path| ("", path));
        if !target.starts_with('/') || target.contains('#') {
            return None;
        }
        let mut path = match &self.receiver {
            None => format!("{prefix}{target}"),
            Some(own) => {
                let queries = [own.as_str(), target.split_once('?').map_or("", |(_, query)| query)];
                let query: Vec<&str> = queries.into_iter().filter(|query| !query.is_empty()).collect();
                let mark = if query.is_empty() { "" } else { "?" };
                format!("{}{mark}{}", self.prefix, query.join("&"))
            }
        };
        for pair in query {
            path.push(if path.contains('?') { '&' } else { '?' });
            path.push_str(pair);
        }
        let path = PathAndQuery::try_from(path).ok()?;
        Uri::builder().scheme(self.scheme.clone()).authority(self.authority.clone()).path_and_query(path).build().ok()
    }
}

/// A URL of a scheme that is spoken, with a host and without a user.
fn parts(text: &str) -> Result<(reqwest::Url, Scheme, Authority), BaseUrlError> {
    let url = reqwest::Url::parse(text.trim()).map_err(|error| BaseUrlError::Syntax(error.to_string()))?;
    let scheme = match url.scheme() {
        "http" => Scheme::HTTP,
        "https" => Scheme::HTTPS,
        other => return Err(BaseUrlError::Scheme(other.to_owned())),
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(BaseUrlError::UserInfo);
    }
    let labels = url.host_str().unwrap_or_default();
    // The root of names may be named: `example.com.`
    if labels.strip_suffix('.').unwrap_or(labels).split('.').any(str::is_empty) {
        return Err(BaseUrlError::Syntax("the host has an empty part".to_owned()));
    }
    let authority = Authority::try_from(url.authority()).map_err(|error| BaseUrlError::Syntax(error.to_string()))?;
    Ok((url, scheme, authority))
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", self.scheme, self.authority, self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(base: &str, target: &str, query: &[&str]) -> Option<String> {
        let query: Vec<String> = query.iter().map(ToString::to_string).collect();
        BaseUrl::parse(base).unwrap().join(target, &query).map(|uri| uri.to_string())
    }

    #[test]
    fn a_path_prefix_is_kept() {
        for base in ["https://example.com/api/v1", "https://example.com/api/v1/"] {
            assert_eq!(join(base, "/users?page=2", &[]).unwrap(), "https://example.com/api/v1/users?page=2");
        }
        assert_eq!(join("http://localhost:8080", "/", &[]).unwrap(), "http://localhost:8080/");
        assert_eq!(join("https://example.com:443/", "/a", &[]).unwrap(), "https://example.com/a");
    }

    #[test]
    fn pairs_are_added_to_the_query() {
        assert_eq!(join("https://a.b", "/x", &["k=1", "l=2"]).unwrap(), "https://a.b/x?k=1&l=2");
        assert_eq!(join("https://a.b", "/x?y=0", &["k=1"]).unwrap(), "https://a.b/x?y=0&k=1");
    }

    #[test]
    fn a_reference_is_followed_on_the_same_origin_only() {
        let base = BaseUrl::parse("https://Example.com:443/api/v1").unwrap();
        for (reference, url) in [
            ("https://example.com/other?page=2#top", Some("https://example.com/other?page=2")),
            ("HTTPS://EXAMPLE.COM:443/x", Some("https://example.com/x")),
            ("/x", Some("https://example.com/x")),
            ("more?after=a%20b", Some("https://example.com/api/v1/more?after=a%20b")),
            ("?page=2", Some("https://example.com/api/v1/items?page=2")),
            ("../v2/items", Some("https://example.com/api/v2/items")),
            ("http://example.com/x", None),
            ("https://example.com:8443/x", None),
            ("https://evil.example/x", None),
            ("https://example.com@evil.example/x", None),
            ("https://user@example.com/x", None),
            ("//evil.example/x", None),
            ("\\\\evil.example/x", None),
            ("javascript:alert(1)", None),
            ("https://", None),
        ] {
            let found = base.follow("/items?page=1", reference);
            assert_eq!(found.as_deref(), url, "{reference}");
            if let Some(found) = found {
                assert_eq!(base.join(&found, &[]).unwrap().to_string(), found);
            }
        }
    }

    #[test]
    fn a_target_stays_on_the_host() {
        assert_eq!(join("https://a.b", "//evil.example/x", &[]).unwrap(), "https://a.b//evil.example/x");
        for target in ["@evil.example/", ".evil.example", "https://evil.example", "/x#y", "/a b", ""] {
            assert_eq!(join("https://a.b", target, &[]), None, "{target}");
        }
    }

    #[test]
    fn the_path_and_query_of_a_receiver_are_its_own() {
        let join = |receiver: &str, target: &str| {
            BaseUrl::receiver(receiver).unwrap().join(target, &[]).map(|uri| uri.to_string()).unwrap()
        };
        assert_eq!(join("https://a.b/hook/", "/newPet"), "https://a.b/hook/");
        assert_eq!(join("https://a.b", "/newPet?x=1"), "https://a.b/?x=1");
        assert_eq!(join("https://a.b/hook?token=t#part", "/newPet?x=1"), "https://a.b/hook?token=t&x=1");
        for text in ["ftp://a.b", "file:///etc/passwd", "https://user@a.b", "//a.b", "https://"] {
            assert!(BaseUrl::receiver(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_operation_may_have_servers_of_its_own() {
        let base = BaseUrl::parse("https://a.b/v1").unwrap();
        for (servers, expected) in [
            (&[][..], "https://a.b/v1"),
            (&["https://files.c/v2"], "https://files.c/v2"),
            (&["https://c.d", "https://a.b/v1/"], "https://a.b/v1"),
            (&["/v2"], "https://a.b/v2"),
            (&["v2"], "https://a.b/v2"),
            (&["//evil.example/"], "https://a.b/evil.example"),
        ] {
            assert_eq!(base.of_operation(servers).unwrap().to_string(), expected, "{servers:?}");
        }
        assert!(base.of_operation(&["ftp://a.b"]).is_err());
    }

    #[test]
    fn what_is_no_base_is_refused() {
        assert!(matches!(BaseUrl::parse("api.example.com"), Err(BaseUrlError::Syntax(_))));
        for text in ["https://", "https://a..b", "https://.b", "https://."] {
            assert!(matches!(BaseUrl::parse(text), Err(BaseUrlError::Syntax(_))), "{text}");
        }
        assert!(BaseUrl::parse("https://a.b.").is_ok());
        assert!(BaseUrl::parse("https://[::1]:8080").is_ok());
        assert_eq!(BaseUrl::parse("ftp://example.com"), Err(BaseUrlError::Scheme("ftp".to_owned())));
        assert_eq!(BaseUrl::parse("https://user@example.com"), Err(BaseUrlError::UserInfo));
        assert_eq!(BaseUrl::parse("https://:secret@example.com"), Err(BaseUrlError::UserInfo));
        assert_eq!(BaseUrl::parse("https://example.com?a=1"), Err(BaseUrlError::QueryOrFragment));
        assert_eq!(BaseUrl::parse("https://example.com#a"), Err(BaseUrlError::QueryOrFragment));
    }
}
