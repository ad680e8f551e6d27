//! Which credentials go with a request, and the tokens among them.
//!
//! Where requests go is not decided here; credentials are only ever added to those of the client that holds them.

mod credential;
mod error;
mod jwt;
mod pointer;
mod token;
mod token_flow;

use std::sync::Arc;

pub use self::credential::Credential;
pub(super) use self::credential::Proof;
pub use self::error::AuthError;
pub use self::token::{Obtaining, Token, TokenSource};
use self::token_flow::Login;
pub use self::token_flow::{Expires, Renew, TokenFlow};
use super::Client;
use super::error::BuildError;
use crate::clock::Clock;
use crate::fresh::Fresh;
use crate::operation::{OperationSpec, SchemeKind, Security, SecurityScheme};
use crate::secret::Secret;

/// The credentials of a client.
#[derive(Default)]
pub(super) struct Credentials {
    held: Vec<Held>,
}

/// The credential for a security scheme.
pub(super) struct Held {
    scheme: &'static SecurityScheme,
    secret: HeldSecret,
}

enum HeldSecret {
    Fixed(Secret),
    Renewed(Fresh<Token, AuthError>, Arc<Origin>),
}

/// Where tokens come from.
enum Origin {
    Login(Login),
    Source(Arc<dyn TokenSource>),
}

/// Which credentials a request may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// All.
    Everything,
    /// All but tokens that have to be got first: it is the request that gets them.
    WithoutTokens,
}

impl Credentials {
    /// Adds the credential for a scheme, in place of an earlier one.
    ///
    /// # Errors
    ///
    /// When it does not fit the scheme, or can't stand in a request.
    pub(super) fn add(
        &mut self,
        scheme: &'static SecurityScheme,
        credential: Credential,
        clock: &Arc<dyn Clock>,
    ) -> Result<(), BuildError> {
        let wrong = |problem| BuildError::Credential { scheme: scheme.name, problem };
        let secret = HeldSecret::new(scheme.kind, credential, clock).map_err(wrong)?;
        if let HeldSecret::Fixed(secret) = &secret {
            Proof::default().add(scheme, secret.expose()).map_err(wrong)?;
        }
        self.held.retain(|held| held.scheme != scheme);
        self.held.push(Held { scheme, secret });
        Ok(())
    }

    /// The credentials that go with an operation: those of the first alternative that can be met. That it may be called
    /// without any only counts if no other alternative can be met.
    ///
    /// # Errors
    ///
    /// When no alternative can be met.
    pub(super) fn choose(&self, spec: &OperationSpec, reach: Reach) -> Result<Vec<&Held>, AuthError> {
        let alternatives = || spec.security.iter().filter(|schemes| !schemes.is_empty());
        if let Some(held) = alternatives().find_map(|schemes| self.meet(schemes, reach)) {
            return Ok(held);
        }
        let optional = spec.security.is_empty() || alternatives().count() < spec.security.len();
        if optional || reach == Reach::WithoutTokens {
            return Ok(Vec::new());
        }
        let names = |schemes: &&[Security]| schemes.iter().map(|security| security.scheme.name).collect();
        Err(AuthError::Missing { operation: spec.id, alternatives: alternatives().map(names).collect() })
    }

    fn meet(&self, schemes: &[Security], reach: Reach) -> Option<Vec<&Held>> {
        let proven = |security: &&Security| security.scheme.kind != SchemeKind::MutualTls;
        schemes
            .iter()
            .filter(proven)
            .map(|security| {
                let held = self.held.iter().find(|held| held.scheme == security.scheme)?;
                let reachable = reach == Reach::Everything || matches!(held.secret, HeldSecret::Fixed(_));
                reachable.then_some(held)
            })
            .collect()
    }
}

impl HeldSecret {
    fn new(kind: SchemeKind, credential: Credential, clock: &Arc<dyn Clock>) -> Result<Self, &'static str> {
        let in_authorization = matches!(kind, SchemeKind::Bearer | SchemeKind::Http(_));
        let is_key = matches!(kind, SchemeKind::HeaderKey(_) | SchemeKind::QueryKey(_) | SchemeKind::CookieKey(_));
        let renewed = |origin| Self::Renewed(Fresh::new(clock.clone()), Arc::new(origin));
        match credential {
            Credential::Token(secret) if in_authorization => Ok(Self::Fixed(secret)),
            Credential::Key(secret) if is_key => Ok(Self::Fixed(secret)),
            Credential::Basic { user, password } if kind == SchemeKind::Basic => {
                credential::basic(&user, &password).map(Self::Fixed)
            }
            Credential::Flow(flow, request) if in_authorization || is_key => {
                Ok(renewed(Origin::Login(Login::new(flow, request)?)))
            }
            Credential::Source(source) if in_authorization || is_key => Ok(renewed(Origin::Source(source))),
            _ => Err(match kind {
                SchemeKind::Basic => "the scheme asks for a user and a password",
                SchemeKind::Bearer | SchemeKind::Http(_) => "the scheme asks for a token",
                SchemeKind::HeaderKey(_) | SchemeKind::QueryKey(_) | SchemeKind::CookieKey(_) => {
                    "the scheme asks for a key"
                }
                SchemeKind::MutualTls => "a client certificate is given to the transport",
            }),
        }
    }
}

/// What authorises one attempt.
#[derive(Default)]
pub(super) struct Authorised<'a> {
    /// What is added to the request.
    pub(super) proof: Proof,
    tokens: Vec<(&'a Fresh<Token, AuthError>, Arc<Token>)>,
}

impl Authorised<'_> {
    /// Whether it rests on a token that can be renewed.
    pub(super) fn is_renewable(&self) -> bool {
        !self.tokens.is_empty()
    }

    /// Gives the tokens up that were used, unless they have been renewed already.
    pub(super) fn reject(&self) {
        for (fresh, used) in &self.tokens {
            fresh.reject(used);
        }
    }
}

/// Gets all that the credentials need, tokens included.
///
/// # Errors
///
/// When a token can't be got.
pub(super) async fn authorise<'a>(client: &Client, chosen: &[&'a Held]) -> Result<Authorised<'a>, AuthError> {
    let mut authorised = Authorised::default();
    for held in chosen {
        let added = match &held.secret {
            HeldSecret::Fixed(secret) => authorised.proof.add(held.scheme, secret.expose()),
            HeldSecret::Renewed(fresh, origin) => {
                let token = fresh.get(|previous| origin.clone().token(client.clone(), previous)).await?;
                let added = authorised.proof.add(held.scheme, token.access.expose());
                authorised.tokens.push((fresh, token));
                added
            }
        };
        added.map_err(|problem| AuthError::Unusable { scheme: held.scheme.name, problem })?;
    }
    Ok(authorised)
}

impl Origin {
    async fn token(self: Arc<Self>, client: Client, previous: Option<Arc<Token>>) -> Result<Token, AuthError> {
        match &*self {
            Self::Login(login) => login.token(&client, previous).await,
            Self::Source(source) => source.token().await,
        }
    }
}
