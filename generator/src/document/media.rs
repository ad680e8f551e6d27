//! Media types as a document writes them.

/// A media type in lower case and without parameters.
pub fn essence(media: &str) -> String {
    media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a body of a media type consists of parts (RFC 2046, 5.1).
pub fn is_multipart(media: &str) -> bool {
    essence(media).starts_with("multipart/")
}

/// Whether the parts of a body may be told apart by their place (OAS 3.2.0, 4.15.1.2). Those of a form have names.
pub fn has_places(media: &str) -> bool {
    is_multipart(media) && !matches!(essence(media).as_str(), "multipart/form-data" | "multipart/*")
}

#[cfg(test)]
mod tests {
    use super::has_places;

    #[test]
    fn only_the_parts_of_forms_have_names() {
        assert!(has_places("multipart/mixed") && has_places("Multipart/Related; boundary=a"));
        for other in ["multipart/form-data", "multipart/*", "application/json", "*/*", ""] {
            assert!(!has_places(other), "{other}");
        }
    }
}
