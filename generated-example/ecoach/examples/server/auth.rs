//! Logging in, staying logged in, logging out.

use ecoach::operations::{
    CreateToken, CreateTokenError, CreateTokenResponse, RefreshToken, RefreshTokenResponse, RevokeToken,
    RevokeTokenResponse, Unauthorized,
};
use ecoach::runtime::{Presence, Problem};
use ecoach::server::{Auth, Context};
use ecoach::types::{TokenRequest, UserStatus};

use super::session::Session;
use super::{Coach, Event, problems};

impl Auth<Session> for Coach {
    async fn create_token(&self, request: CreateToken, _: Context<Session>) -> CreateTokenResponse {
        let CreateToken { tenant: name, body: TokenRequest { email, password } } = request;
        // One answer for a wrong tenant, user or password: it must not tell which of them exist.
        let refused = |email| {
            self.tell(Event::Refused { email });
            CreateTokenError::Unauthorized(Unauthorized {
                www_authenticate: Some("Bearer realm=\"ecoach\"".to_owned()),
                body: problems::details(Problem::unauthorized().detail("Tenant, email or password are wrong.")),
            })
        };
        let Some(mut tenant) = self.tenant(&name) else { return Err(refused(email)) };
        let Some(user) = tenant.users.values().find(|user| user.email == email).map(|user| user.id) else {
            return Err(refused(email));
        };
        let known = tenant.passwords.get(&user) == Some(&password);
        let now = self.now();
        match tenant.users.get_mut(&user) {
            Some(user) if known && user.status == UserStatus::Active => user.last_login_at = Presence::Value(now),
            _ => return Err(refused(email)),
        }
        let tokens = self.begin(&name, &mut tenant, user)?;
        self.tell(Event::LoggedIn { email });
        Ok(tokens)
    }

    async fn refresh_token(&self, request: RefreshToken, _: Context<Session>) -> RefreshTokenResponse {
        let RefreshToken { tenant: name, body } = request;
        let mut tenant = self.tenant(&name).ok_or_else(Problem::unauthorized)?;
        Ok(self.renew(&name, &mut tenant, body.token.expose(), body.refresh_token.expose())?)
    }

    async fn revoke_token(&self, request: RevokeToken, context: Context<Session>) -> RevokeTokenResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        self.revoke(&mut tenant, caller.user, request.body.refresh_token.expose());
        Ok(())
    }
}
