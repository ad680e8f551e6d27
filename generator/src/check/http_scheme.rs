//! The scheme of an `http` security scheme is registered (OAS 3.0.4, 4.8.27.1; the IANA registry of HTTP authentication schemes).

use crate::diag::{Code, Sink};
use crate::spec::Spec;
use crate::spec::security::SchemeKind;

const REGISTERED: [&str; 14] = [
    "basic",
    "bearer",
    "concealed",
    "digest",
    "dpop",
    "gnap",
    "hoba",
    "mutual",
    "negotiate",
    "oauth",
    "privatetoken",
    "scram-sha-1",
    "scram-sha-256",
    "vapid",
];

/// Says which schemes are not.
pub(super) fn is_registered(spec: &Spec, sink: &mut Sink) {
    for scheme in spec.security_schemes.values() {
        let SchemeKind::Http(name) = &scheme.kind else { continue };
        if !REGISTERED.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            let message = format!("`{name}` is no registered HTTP scheme; its credentials are sent as they are given");
            sink.push(Code::Degraded, scheme.place.clone(), message);
        }
    }
}
