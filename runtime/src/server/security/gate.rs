//! `security` of an operation: one of its alternatives must hold, and all schemes of that one (OAS 3.0.4, 4.8.30).

use super::credentials::{Presented, Sources, Unreadable};
use super::{AuthError, Gatekeeper, Principal};
use crate::operation::{OperationSpec, Security};

/// A call that may go on.
#[derive(Default)]
pub(in crate::server) struct Admitted {
    /// Who calls; `None` if the operation may be called without credentials, and was.
    pub(in crate::server) principal: Option<Principal>,
    /// What tells the caller apart from others.
    pub(in crate::server) identity: Option<String>,
}

/// A call that may not.
#[derive(Debug)]
pub(in crate::server) enum Refused {
    /// The same credential stands in the request more than once.
    Repeated,
    /// No alternative has all its credentials.
    Missing,
    /// There are credentials, and they don't do.
    Failed(AuthError),
}

/// Tries the alternatives in their order. An empty one lets a call through only if there were no credentials for any
/// other: who presents an expired token is told so, instead of being served as a stranger.
pub(in crate::server) async fn admit(
    gatekeeper: &dyn Gatekeeper,
    operation: &'static OperationSpec,
    sources: Sources<'_>,
) -> Result<Admitted, Refused> {
    if operation.security.is_empty() {
        return Ok(Admitted::default());
    }
    let mut failed: Option<AuthError> = None;
    let mut optional = false;
    for alternative in operation.security {
        if alternative.is_empty() {
            optional = true;
            continue;
        }
        let error = match present(operation, alternative, sources) {
            Ok(presented) => {
                let fingerprint = presented.fingerprint();
                match gatekeeper.authenticate(presented).await {
                    Ok((principal, identity)) => {
                        let identity = identity
                            .map_or_else(|| format!("credential {fingerprint}"), |text| format!("identity {text}"));
                        return Ok(Admitted { principal: Some(principal), identity: Some(identity) });
                    }
                    Err(error) => error,
                }
            }
            Err(Unreadable::Absent) => continue,
            Err(Unreadable::Malformed) => AuthError::Unauthorized,
            Err(Unreadable::Repeated) => return Err(Refused::Repeated),
        };
        if failed.as_ref().is_none_or(|known| telling(&error) > telling(known)) {
            failed = Some(error);
        }
    }
    match failed {
        Some(error) => Err(Refused::Failed(error)),
        None if optional => Ok(Admitted::default()),
        None => Err(Refused::Missing),
    }
}

fn present<'r>(
    operation: &'static OperationSpec,
    alternative: &'static [Security],
    sources: Sources<'r>,
) -> Result<Presented<'r>, Unreadable> {
    let mut credentials = Vec::with_capacity(alternative.len());
    let mut unreadable = None;
    for security in alternative {
        match sources.read(security.scheme.kind) {
            Ok(credential) => credentials.push((security, credential)),
            // All of them are looked at: one that is absent counts more than one that is malformed.
            Err(Unreadable::Malformed) => unreadable = Some(Unreadable::Malformed),
            Err(other) => return Err(other),
        }
    }
    match unreadable {
        Some(unreadable) => Err(unreadable),
        None => Ok(Presented { operation, alternative, credentials, headers: sources.headers }),
    }
}

/// Of several failures the one that says most is answered.
fn telling(error: &AuthError) -> u8 {
    match error {
        AuthError::Unauthorized => 0,
        AuthError::InvalidToken(_) => 1,
        AuthError::Forbidden { .. } => 2,
        AuthError::Unavailable => 3,
    }
}
