//! What the server tells its journal.

use std::fmt;

/// What happened to a token. It names who, never the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Somebody logged in.
    LoggedIn {
        /// The email address.
        email: String,
    },
    /// A login was refused.
    Refused {
        /// The email address that was given.
        email: String,
    },
    /// A token was renewed by its refresh token.
    Renewed {
        /// The email address.
        email: String,
    },
    /// Sessions were ended before their time.
    Ended {
        /// The email address.
        email: String,
        /// Why.
        reason: &'static str,
    },
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LoggedIn { email } => write!(f, "{email} logged in"),
            Self::Refused { email } => write!(f, "{email} was refused"),
            Self::Renewed { email } => write!(f, "{email} got a new token"),
            Self::Ended { email, reason } => write!(f, "{email} was logged out: {reason}"),
        }
    }
}
