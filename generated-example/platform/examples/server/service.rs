//! The Authentication API: service users log in and get a token.

use platform::operations::{LoginPassword, LoginPasswordError, LoginPasswordResponse};
use platform::runtime::server::{Context, JwtVerifier};
use platform::runtime::{Problem, Secret, StatusCode};
use platform::server::{AuthError, Authenticate, Authentication, Presented};
use platform::types::ApiToken;
use serde::{Deserialize, Serialize};

use super::Platform;
use super::errors::{error, login_failed};

/// The role that a service user has.
const SERVICE: &str = "service";

/// Who can log in.
pub(super) struct User {
    id: &'static str,
    name: &'static str,
    password: Secret,
    claims: Claims,
}

/// The claims of a token beside those of its issuer (`sub`, `iat`, `exp`).
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    /// The roles of the user.
    #[serde(rename = "r")]
    roles: Vec<String>,
    /// The region that the platform instance is in.
    #[serde(rename = "reg")]
    region: String,
}

/// A user whose token was accepted.
#[derive(Debug, Deserialize)]
pub(super) struct Caller {
    sub: String,
    #[serde(flatten)]
    claims: Claims,
}

/// The service user, and one who is none.
pub(super) fn users() -> Vec<User> {
    let user = |id, name, password: &str, role: &str| User {
        id,
        name,
        password: password.into(),
        claims: Claims { roles: vec![role.to_owned()], region: "za".to_owned() },
    };
    vec![
        user("f76ec415-1811-4935-a659-63dc2483c852", "service_user", "xxxyyy", SERVICE),
        user("2b1f2c5e-52a0-4f0e-9f0c-8a6f0d5a7c11", "back_office", "zzzyyy", "operator"),
    ]
}

impl Authentication<Caller> for Platform {
    async fn login_password(&self, request: LoginPassword, _: Context<Caller>) -> LoginPasswordResponse {
        let known = self.users.iter().find(|user| user.name == request.body.username);
        let user = known
            .filter(|user| user.password == request.body.password)
            .ok_or_else(|| LoginPasswordError::Unauthorized(login_failed()))?;
        if !user.claims.roles.iter().any(|role| role == SERVICE) {
            let detail = Some("The user is not a service user");
            let denied = error(StatusCode::FORBIDDEN, "errors.forbidden.role", "Permission denied", detail);
            return Err(LoginPasswordError::Forbidden(denied));
        }
        let issued = self.issuer.issue(user.id, &user.claims).map_err(|_| Problem::internal())?;
        Ok(ApiToken { api_token: issued.token })
    }
}

/// Accepts the tokens of service users.
pub(super) struct ServiceTokens {
    verifier: JwtVerifier,
}

impl ServiceTokens {
    pub(super) fn new(verifier: JwtVerifier) -> Self {
        Self { verifier }
    }
}

impl Authenticate for ServiceTokens {
    type Principal = Caller;

    async fn authenticate(&self, presented: Presented<'_>) -> Result<Caller, AuthError> {
        let token = presented.bearer().ok_or(AuthError::Unauthorized)?;
        let caller: Caller = self.verifier.verify(token).map_err(|error| AuthError::invalid_token(error.as_str()))?;
        if caller.claims.roles.iter().any(|role| role == SERVICE) {
            Ok(caller)
        } else {
            Err(AuthError::forbidden([SERVICE]))
        }
    }

    /// Calls are counted by user, whatever token is sent.
    fn identity(&self, caller: &Caller) -> Option<String> {
        Some(caller.sub.clone())
    }
}
