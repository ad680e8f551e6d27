//! Under which key a call is counted.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use http::{HeaderMap, HeaderName};

use crate::operation::{OperationSpec, Scope};
use crate::server::security::fingerprint;

/// What tells callers apart when their calls are counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum RateKey {
    /// Who they are: what [`Authenticate::identity`](crate::server::Authenticate::identity) says, else the credential
    /// that was accepted. Callers without one are told apart by their address.
    #[default]
    Caller,
    /// The address of the peer, an IPv6 one by its first 64 bits. Behind a proxy all have the proxy's.
    PeerAddress,
    /// A header that a proxy sets and callers can't: whoever can choose it can choose to be somebody else. Calls
    /// without it are told apart by their address.
    Header(HeaderName),
    /// Nothing: all count together.
    Everyone,
}

/// What is known of who calls.
#[derive(Debug, Clone, Copy)]
pub(in crate::server) struct Caller<'r> {
    pub(in crate::server) identity: Option<&'r str>,
    pub(in crate::server) peer: Option<SocketAddr>,
    pub(in crate::server) headers: &'r HeaderMap,
}

/// The key, which shows neither credentials nor what a header holds, and is never long.
pub(in crate::server) fn key(by: &RateKey, operation: &OperationSpec, scope: Scope, caller: Caller<'_>) -> String {
    let what = match scope {
        Scope::Operation => operation.id,
        Scope::Api => "*",
    };
    let address = || caller.peer.map(|peer| format!("address {}", network(peer.ip())));
    let who = match by {
        RateKey::Caller => caller.identity.map(str::to_owned).or_else(address),
        RateKey::PeerAddress => address(),
        RateKey::Header(name) => {
            let value =
                caller.headers.get(name).map(|value| format!("header {}", String::from_utf8_lossy(value.as_bytes())));
            value.or_else(address)
        }
        RateKey::Everyone => None,
    };
    format!("{what} {}", who.map_or_else(|| "everyone".to_owned(), |who| fingerprint(&who)))
}

/// One peer has at least 64 bits of an IPv6 address to itself.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;

    static OPERATION: OperationSpec = OperationSpec::new("list", Method::GET, "/list");

    fn key_of(by: &RateKey, identity: Option<&str>, peer: &str, header: Option<&'static str>) -> String {
        let mut headers = HeaderMap::new();
        headers
            .extend(header.map(|value| (HeaderName::from_static("x-client"), http::HeaderValue::from_static(value))));
        let peer = (!peer.is_empty()).then(|| SocketAddr::new(peer.parse().unwrap(), 1));
        key(by, &OPERATION, Scope::Operation, Caller { identity, peer, headers: &headers })
    }

    #[test]
    fn callers_are_told_apart_by_identity_then_address() {
        let by = RateKey::Caller;
        assert_eq!(key_of(&by, Some("a"), "10.0.0.1", None), key_of(&by, Some("a"), "10.0.0.2", None));
        assert_ne!(key_of(&by, Some("a"), "10.0.0.1", None), key_of(&by, Some("b"), "10.0.0.1", None));
        assert_ne!(key_of(&by, None, "10.0.0.1", None), key_of(&by, None, "10.0.0.2", None));
        assert_eq!(key_of(&by, None, "2001:db8::1", None), key_of(&by, None, "2001:db8::2", None));
        assert_eq!(key_of(&by, None, "::ffff:10.0.0.1", None), key_of(&by, None, "10.0.0.1", None));
        assert_eq!(key_of(&by, None, "", None), "list everyone");
    }

    #[test]
    fn a_header_counts_only_where_it_is_asked_for() {
        let by = RateKey::Header(HeaderName::from_static("x-client"));
        assert_ne!(key_of(&by, Some("a"), "10.0.0.1", Some("x")), key_of(&by, Some("a"), "10.0.0.1", Some("y")));
        let by = RateKey::Caller;
        assert_eq!(key_of(&by, None, "10.0.0.1", Some("x")), key_of(&by, None, "10.0.0.1", Some("y")));
    }
}
