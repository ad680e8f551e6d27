//! Secrets compared and told apart without giving them away.

use std::fmt::Write as _;

use constant_time_eq::constant_time_eq_32;
use sha2::{Digest, Sha256};

/// Whether two secrets, such as API keys, are the same. How long it takes tells nothing of where they differ, nor how
/// long the expected one is.
pub fn same_secret(presented: &str, expected: &str) -> bool {
    constant_time_eq_32(&Sha256::digest(presented).into(), &Sha256::digest(expected).into())
}

/// A text that stands for a secret where the secret itself must not: as a key to look it up or to count by. It is the
/// SHA-256 in hexadecimal digits; a secret that can be guessed can be guessed from it.
pub fn fingerprint(secret: &str) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(secret) {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_equal_secrets_are_the_same() {
        assert!(same_secret("key-1", "key-1"));
        assert!(!same_secret("key-1", "key-2"));
        assert!(!same_secret("key-1", "key-11"));
        assert!(!same_secret("", "key-1"));
    }

    #[test]
    fn a_fingerprint_is_a_sha_256() {
        assert_eq!(fingerprint("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
