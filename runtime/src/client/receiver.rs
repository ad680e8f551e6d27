//! Which receivers of webhooks and callbacks may be called: their URLs come from others, who may name hosts that only the sender
//! can reach (server-side request forgery).

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use http::Uri;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Which receivers may be called.
///
/// Of every URL only `http` and `https` get here, without a user, and redirects are never followed.
pub trait ReceiverPolicy: Send + Sync + 'static {
    /// Whether this URL may be called, as far as can be said before its host is looked up. All may, unless told.
    fn allows(&self, url: &Uri) -> bool {
        let _ = url;
        true
    }

    /// Whether this address may be connected to: that in the URL, or each that the host's name leads to. It is asked at every
    /// connection, so that a name can't lead elsewhere after it was looked at.
    ///
    /// A transport of your own looks names up by itself; then this is asked only where the URL has an address in place of a name.
    fn allows_address(&self, address: IpAddr) -> bool;
}

/// Receivers on the public internet: no address that is private, local, shared, reserved or a group's. The default.
#[derive(Debug, Clone, Copy, Default)]
pub struct PublicReceivers;

impl ReceiverPolicy for PublicReceivers {
    fn allows_address(&self, address: IpAddr) -> bool {
        match address {
            IpAddr::V4(address) => is_public_v4(address),
            IpAddr::V6(address) => is_public_v6(address),
        }
    }
}

/// Any receiver: for those within one network, and for tests.
#[derive(Debug, Clone, Copy, Default)]
pub struct AnyReceiver;

impl ReceiverPolicy for AnyReceiver {
    fn allows_address(&self, _address: IpAddr) -> bool {
        true
    }
}

/// Whether an address is of none of the special blocks (RFC 6890 and the registry that it founds).
fn is_public_v4(address: Ipv4Addr) -> bool {
    // This network, private, loopback, groups and what is reserved; shared (RFC 6598), link-local, private; protocol assignments,
    // documentation, relays to IPv6, benchmarks.
    let special = matches!(
        address.octets(),
        [0 | 10 | 127 | 224.., ..]
            | [100, 64..=127, ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [192, 168, ..]
            | [192, 0, 0 | 2, _]
            | [192, 88, 99, _]
            | [198, 18 | 19, ..]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
    );
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        // An IPv4 address, mapped or translated (RFC 6052).
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => {
            let [.., a, b, c, d] = address.octets();
            is_public_v4(Ipv4Addr::new(a, b, c, d))
        }
        // The same, by a relay (RFC 3056).
        [0x2002, high, low, ..] => {
            let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
            is_public_v4(Ipv4Addr::new(a, b, c, d))
        }
        // Protocol assignments, Teredo and documentation.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        // Nothing else is given out beyond the block of global addresses: neither private nor local ones, nor groups.
        [first, ..] => (0x2000..=0x3fff).contains(&first),
    }
}

/// Looks names up, and keeps the addresses that a policy allows.
pub(super) struct Guarded(pub(super) Arc<dyn ReceiverPolicy>);

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let policy = self.0.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|address| policy.allows_address(address.ip())).collect();
            if allowed.is_empty() {
                return Err(NotAllowed.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// None of the addresses of a name is allowed.
#[derive(Debug, Clone, Copy)]
pub(super) struct NotAllowed;

impl fmt::Display for NotAllowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no address of the host is allowed")
    }
}

impl std::error::Error for NotAllowed {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_public_internet_are_public() {
        let public = ["8.8.8.8", "100.63.0.1", "172.32.0.1", "192.0.1.1", "2606:4700::1111", "::ffff:8.8.8.8"];
        let special = [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.31.255.255",
            "192.168.0.1",
            "192.0.2.1",
            "198.19.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "64:ff9b::10.0.0.1",
            "2002:7f00:1::",
            "2001:db8::1",
            "fc00::1",
            "fe80::1",
            "ff02::1",
        ];
        for text in public {
            assert!(PublicReceivers.allows_address(text.parse().expect("an address")), "{text}");
        }
        for text in special {
            assert!(!PublicReceivers.allows_address(text.parse().expect("an address")), "{text}");
        }
    }
}
