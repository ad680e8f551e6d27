//! Client sessions: log in, list, log out.

use platform::operations::{
    EndClientSession, EndClientSessionError, EndClientSessionResponse, ListClientSessions, ListClientSessionsResponse,
    LogInClient, LogInClientError, LogInClientResponse,
};
use platform::runtime::StatusCode;
use platform::runtime::server::Context;
use platform::server::ClientSession;
use platform::types::LoggedInClient;

use super::Platform;
use super::errors::{error, login_failed};
use super::service::Caller;

impl ClientSession<Caller> for Platform {
    async fn log_in_client(&self, request: LogInClient, context: Context<Caller>) -> LogInClientResponse {
        let now = self.now();
        let agent = context.headers().get("user-agent").and_then(|agent| agent.to_str().ok());
        let mut store = self.store();
        let account = store
            .with_password(&request.body.email, &request.body.password)
            .ok_or_else(|| LogInClientError::Unauthorized(login_failed()))?;
        account.last_login_at = Some(now);
        let (client_token, session) = account.start(now, agent.map(str::to_owned));
        Ok(LoggedInClient {
            client_token,
            session_id: session.session_id,
            started_at: session.started_at,
            expires_at: session.expires_at,
            device: session.device,
            client: account.shown(),
        })
    }

    async fn list_client_sessions(
        &self,
        request: ListClientSessions,
        _: Context<Caller>,
    ) -> ListClientSessionsResponse {
        let now = self.now();
        let mut store = self.store();
        let account = store.opened(request.user_id, &request.client_token, now)?;
        Ok(account.sessions(now).rev().map(|(_, session)| session.clone()).collect())
    }

    async fn end_client_session(&self, request: EndClientSession, _: Context<Caller>) -> EndClientSessionResponse {
        let mut store = self.store();
        let account = store.opened(request.user_id, &request.client_token, self.now())?;
        if account.end(request.session_id) {
            Ok(())
        } else {
            let not_found = error(StatusCode::NOT_FOUND, "errors.session.not_found", "There is no such session", None);
            Err(EndClientSessionError::NotFound(not_found))
        }
    }
}
