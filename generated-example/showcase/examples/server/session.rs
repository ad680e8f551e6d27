//! Who calls.

use showcase::operations::{CreateSession, CreateSessionResponse};
use showcase::runtime::server::{Basic, same_secret};
use showcase::runtime::{Problem, Uuid};
use showcase::server::{AuthError, Authenticate, Context, Presented, Session};
use showcase::types::Token;

use super::library::Library;

/// Who may log in, by the form or by Basic authentication.
pub(super) const USER: &str = "ada";
/// The password of the user.
pub(super) const PASSWORD: &str = "correct-horse-battery";
/// The key of another program.
pub(super) const API_KEY: &str = "k3y-of-the-branch";

/// How long a token is good, in seconds, by its word: a process does not live long.
const LIFETIME: u64 = 3600;

impl Session<String> for Library {
    async fn create_session(&self, request: CreateSession, _: Context<String>) -> CreateSessionResponse {
        let body = request.body;
        if body.user != USER || !same_secret(body.password.expose(), PASSWORD) {
            return Err(Problem::unauthorized().detail("The user or the password is wrong.").into());
        }
        let token = Uuid::new_v4().simple().to_string();
        self.store().tokens.insert(token.clone(), body.user);
        Ok(Token { token, expires_in: LIFETIME })
    }
}

/// Tokens that were given out, the key and the password.
pub(super) struct Credentials(pub(super) Library);

impl Authenticate for Credentials {
    type Principal = String;

    async fn authenticate(&self, presented: Presented<'_>) -> Result<String, AuthError> {
        let is_user = |basic: &Basic| basic.user() == USER && same_secret(basic.password(), PASSWORD);
        let store = self.0.store();
        let callers = [
            presented.bearer().map(|token| store.tokens.get(token).cloned()),
            presented.api_key("apiKey").map(|key| same_secret(key, API_KEY).then(|| "the branch".to_owned())),
            presented.basic().map(|basic| is_user(basic).then(|| basic.user().to_owned())),
        ];
        // All that are shown must be good.
        let callers: Option<Vec<String>> = callers.into_iter().flatten().collect();
        Ok(callers.ok_or(AuthError::Unauthorized)?.join(" and "))
    }
}
