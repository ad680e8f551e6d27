//! What is kept: clients with their passwords and sessions.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;

use platform::operations::{DeleteClientError, EndClientSessionError, ListClientSessionsError, UpdateClientError};
use platform::runtime::server::fingerprint;
use platform::runtime::{Date, DateTime, Secret};
use platform::types::{ClientModel, ClientModelStatus, CustomData, CustomDataItem, Errors, Name, NewClient, Session};
use uuid::Uuid;

use super::errors::{client_not_found, taken, wrong_client_token};

/// The most sessions that a client has at a time; the oldest ends when there would be more.
const MOST_SESSIONS: usize = 20;

/// How long a session lasts.
const SESSION_LIFETIME: Duration = Duration::from_hours(12);

/// All clients.
#[derive(Default)]
pub(super) struct Store {
    accounts: HashMap<Uuid, Account>,
    /// What is kept of clients who were deleted.
    deleted: HashSet<Uuid>,
}

/// A client. The password is kept as it is, which is good enough for a memory that ends with the process; anything that
/// lasts keeps a hash.
pub(super) struct Account {
    pub(super) user_id: Uuid,
    pub(super) email: String,
    pub(super) name: Name,
    pub(super) password: Secret,
    pub(super) phone_number: Option<String>,
    pub(super) date_of_birth: Option<Date>,
    pub(super) custom_data: BTreeMap<String, CustomDataItem>,
    pub(super) created_at: DateTime,
    pub(super) last_login_at: Option<DateTime>,
    /// From the oldest to the newest, each with the fingerprint of its client token.
    sessions: Vec<(String, Session)>,
}

impl Store {
    /// Adds a client.
    pub(super) fn add(&mut self, client: NewClient, now: DateTime) -> Result<&mut Account, Errors> {
        let user_id = client.user_id;
        if self.accounts.contains_key(&user_id) || self.deleted.contains(&user_id) {
            return Err(taken("errors.conflict.user_id", "The user ID is already in use"));
        }
        self.free(&client.email, user_id)?;
        Ok(self.accounts.entry(user_id).or_insert(Account {
            user_id,
            email: client.email,
            name: client.name,
            password: client.password,
            phone_number: client.phone_number.value(),
            date_of_birth: client.date_of_birth.value(),
            custom_data: client.custom_data.map(|data| data.0).unwrap_or_default(),
            created_at: now,
            last_login_at: None,
            sessions: Vec::new(),
        }))
    }

    /// Whether the email address is free for this client.
    pub(super) fn free(&self, email: &str, user_id: Uuid) -> Result<(), Errors> {
        let by_other = |account: &Account| account.user_id != user_id && account.email.eq_ignore_ascii_case(email);
        if self.accounts.values().any(by_other) {
            return Err(taken("errors.conflict.email", "The email address is already in use"));
        }
        Ok(())
    }

    /// The client with this email address and password.
    pub(super) fn with_password(&mut self, email: &str, password: &Secret) -> Option<&mut Account> {
        let mut accounts = self.accounts.values_mut();
        accounts
            .find(|account| account.email.eq_ignore_ascii_case(email))
            .filter(|account| account.password == *password)
    }

    /// A client.
    pub(super) fn get(&self, user_id: Uuid) -> Result<&Account, Errors> {
        self.accounts.get(&user_id).ok_or_else(client_not_found)
    }

    /// A client who proves by a client token that it is the one.
    pub(super) fn opened(&mut self, user_id: Uuid, client_token: &str, now: DateTime) -> Result<&mut Account, Opening> {
        let account = self.accounts.get_mut(&user_id).ok_or(Opening::NotFound)?;
        let token = fingerprint(client_token);
        if account.sessions(now).any(|(known, _)| *known == token) { Ok(account) } else { Err(Opening::Forbidden) }
    }

    /// Deletes a client, all but the user ID.
    pub(super) fn delete(&mut self, user_id: Uuid) {
        self.accounts.remove(&user_id);
        self.deleted.insert(user_id);
    }
}

/// Why an account is not opened by a client token.
pub(super) enum Opening {
    /// There is no such client.
    NotFound,
    /// The token is not one of the client's.
    Forbidden,
}

/// Each operation has an error type of its own; this is how all of them say it.
macro_rules! errors_of_opening {
    ($($error:ident),*) => {$(
        impl From<Opening> for $error {
            fn from(opening: Opening) -> Self {
                match opening {
                    Opening::NotFound => Self::NotFound(client_not_found()),
                    Opening::Forbidden => Self::Forbidden(wrong_client_token()),
                }
            }
        }
    )*};
}

errors_of_opening!(DeleteClientError, EndClientSessionError, ListClientSessionsError, UpdateClientError);

impl Account {
    /// Starts a session, and gives its client token with it.
    pub(super) fn start(&mut self, now: DateTime, device: Option<String>) -> (String, Session) {
        let client_token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        let mut session = Session::new(Uuid::new_v4(), now, now + SESSION_LIFETIME);
        session.device = device.into();
        self.sessions.retain(|(_, session)| session.expires_at > now);
        if self.sessions.len() == MOST_SESSIONS {
            self.sessions.remove(0);
        }
        self.sessions.push((fingerprint(&client_token), session.clone()));
        (client_token, session)
    }

    /// The sessions that have not ended.
    pub(super) fn sessions(&self, now: DateTime) -> impl DoubleEndedIterator<Item = &(String, Session)> {
        self.sessions.iter().filter(move |(_, session)| session.expires_at > now)
    }

    /// Ends a session, if there is such a one.
    pub(super) fn end(&mut self, session_id: Uuid) -> bool {
        let before = self.sessions.len();
        self.sessions.retain(|(_, session)| session.session_id != session_id);
        self.sessions.len() < before
    }

    /// The account as the API shows it.
    pub(super) fn shown(&self) -> ClientModel {
        let (email, name) = (self.email.clone(), self.name.clone());
        let mut client = ClientModel::new(self.user_id, email, name, ClientModelStatus::Active, self.created_at);
        client.phone_number = self.phone_number.clone().into();
        client.date_of_birth = self.date_of_birth.into();
        client.last_login_at = self.last_login_at.into();
        client.custom_data = Some(CustomData(self.custom_data.clone()));
        client
    }
}
