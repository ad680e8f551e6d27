//! Sessions: tokens issued and checked, and who calls.
//!
//! A session lives on by its refresh token, which is good for one use. Whoever shows an old one ends the session: the
//! refresh token may have been stolen.

use std::sync::Arc;
use std::time::Duration;

use ecoach::runtime::clock::Clock;
use ecoach::runtime::server::{JwtAuthenticator, JwtIssuer, JwtKeyError, JwtVerifier, fingerprint};
use ecoach::runtime::{Base64, DateTime, Problem, Uuid};
use ecoach::server::{AuthError, Authenticate, Presented};
use ecoach::types::{TokenResponse, UserRole, UserStatus};
use serde::{Deserialize, Serialize};

use super::store::Tenant;
use super::{Coach, Event};

/// How long an access token is good.
pub const TOKEN_LIFETIME: Duration = Duration::from_hours(1);
/// How long a refresh token is good.
pub const REFRESH_LIFETIME: Duration = Duration::from_hours(7 * 24);

/// Who calls, as the handlers get to know it.
#[derive(Debug, Clone)]
pub struct Session {
    /// The tenant of the user.
    pub tenant: String,
    /// The user.
    pub user: Uuid,
    /// The role of the user.
    pub role: UserRole,
}

impl Session {
    /// Lets only these roles on.
    pub(super) fn requires(&self, roles: &[UserRole]) -> Result<(), Problem> {
        if roles.contains(&self.role) {
            return Ok(());
        }
        let names: Vec<_> = roles.iter().map(UserRole::as_str).collect();
        Err(Problem::forbidden().detail(format!("This takes the role {}.", names.join(" or "))))
    }
}

/// What a token says beside who it is for and until when.
#[derive(Serialize, Deserialize)]
struct Claims {
    tenant: String,
    sid: String,
}

/// What the server keeps of a session.
#[derive(Clone)]
pub(super) struct Kept {
    user: Uuid,
    /// The refresh token stands here by its fingerprint, so that the store gives none away.
    refresh: String,
    refresh_expires: DateTime,
}

/// What signs and checks tokens.
pub(super) struct Keys {
    issuer: JwtIssuer,
    verifier: JwtVerifier,
    /// Takes expired tokens too, as long as their refresh token may be good.
    lenient: JwtVerifier,
}

impl Keys {
    /// A key that nobody knows; tokens don't outlive the process.
    pub(super) fn new(clock: &Arc<dyn Clock>) -> Result<Self, JwtKeyError> {
        let secret = random();
        let verifier = JwtVerifier::hs256(secret)?.issuer("ecoach").clock(clock.clone());
        Ok(Self {
            issuer: JwtIssuer::hs256(secret)?.issuer("ecoach").lifetime(TOKEN_LIFETIME).clock(clock.clone()),
            lenient: verifier.clone().leeway(REFRESH_LIFETIME),
            verifier,
        })
    }
}

/// Says whose token it is, and whether its session is still on.
pub(super) struct Gate {
    tokens: JwtAuthenticator<Claims>,
    coach: Coach,
}

impl Gate {
    pub(super) fn new(coach: Coach) -> Self {
        Self { tokens: JwtAuthenticator::new(coach.shared.keys.verifier.clone()), coach }
    }
}

impl Authenticate for Gate {
    type Principal = Session;

    async fn authenticate(&self, presented: Presented<'_>) -> Result<Session, AuthError> {
        let claims = self.tokens.authenticate(presented).await?;
        let ended = || AuthError::invalid_token("the session has ended");
        let tenant = self.coach.tenant(&claims.tenant).ok_or_else(ended)?;
        let user = tenant.session(&claims).and_then(|kept| tenant.users.get(&kept.user)).ok_or_else(ended)?;
        Ok(Session { tenant: claims.tenant, user: user.id, role: user.role.clone() })
    }

    fn identity(&self, session: &Session) -> Option<String> {
        Some(format!("{} {}", session.tenant, session.user))
    }
}

impl Coach {
    /// Begins a session.
    pub(super) fn begin(&self, name: &str, tenant: &mut Tenant, user: Uuid) -> Result<TokenResponse, Problem> {
        self.issue(name, tenant, user, Uuid::new_v4())
    }

    /// Renews the tokens of a session. The access token says which; the refresh token says that it may be.
    pub(super) fn renew(
        &self,
        name: &str,
        tenant: &mut Tenant,
        token: &str,
        refresh: &str,
    ) -> Result<TokenResponse, Problem> {
        let refused = || Problem::unauthorized().detail("The refresh token is not good.");
        let claims: Claims = self.shared.keys.lenient.verify(token).map_err(|_| refused())?;
        let id: Uuid = claims.sid.parse().map_err(|_| refused())?;
        let kept = tenant.session(&claims).filter(|_| claims.tenant == name).cloned().ok_or_else(refused)?;
        let email = tenant.email(kept.user);
        if kept.refresh != fingerprint(refresh) {
            tenant.sessions.remove(&id);
            self.tell(Event::Ended { email, reason: "a refresh token was used twice" });
            return Err(refused());
        }
        if kept.refresh_expires <= self.now() {
            tenant.sessions.remove(&id);
            return Err(refused());
        }
        let tokens = self.issue(name, tenant, kept.user, id)?;
        self.tell(Event::Renewed { email });
        Ok(tokens)
    }

    /// Ends the session of a user that has this refresh token, if there is one.
    pub(super) fn revoke(&self, tenant: &mut Tenant, user: Uuid, refresh: &str) {
        let refresh = fingerprint(refresh);
        self.end(tenant, user, "the token was revoked", |kept| kept.refresh == refresh);
    }

    /// Ends all sessions of a user.
    pub(super) fn end_all(&self, tenant: &mut Tenant, user: Uuid, reason: &'static str) {
        self.end(tenant, user, reason, |_| true);
    }

    fn end(&self, tenant: &mut Tenant, user: Uuid, reason: &'static str, which: impl Fn(&Kept) -> bool) {
        let before = tenant.sessions.len();
        tenant.sessions.retain(|_, kept| kept.user != user || !which(kept));
        if tenant.sessions.len() < before {
            self.tell(Event::Ended { email: tenant.email(user), reason });
        }
    }

    fn issue(&self, name: &str, tenant: &mut Tenant, user: Uuid, id: Uuid) -> Result<TokenResponse, Problem> {
        let claims = Claims { tenant: name.to_owned(), sid: id.to_string() };
        let issued = self.shared.keys.issuer.issue(&user.to_string(), &claims).map_err(|_| Problem::internal())?;
        let refresh_token = Base64::from(random().to_vec()).to_text();
        let refresh_expires = self.now() + REFRESH_LIFETIME;
        tenant.sessions.insert(id, Kept { user, refresh: fingerprint(&refresh_token), refresh_expires });
        Ok(TokenResponse {
            token: issued.token.into(),
            refresh_token: refresh_token.into(),
            refresh_token_expiry_time: refresh_expires,
        })
    }
}

impl Tenant {
    /// The session that a token speaks of, if it is on and its user may log in.
    fn session(&self, claims: &Claims) -> Option<&Kept> {
        let kept = self.sessions.get(&claims.sid.parse().ok()?)?;
        self.users.get(&kept.user).filter(|user| user.status == UserStatus::Active).map(|_| kept)
    }
}

/// 32 random bytes, from the system's source.
fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    for half in bytes.chunks_exact_mut(16) {
        half.copy_from_slice(Uuid::new_v4().as_bytes());
    }
    bytes
}
