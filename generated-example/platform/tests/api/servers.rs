//! Where the API is served: the servers of the document, with the customer's platform ID.

use platform::client::{BuildError, Client, Server};

#[test]
fn each_environment_has_its_url() {
    let staging = Server::staging("my_company_platform_id");
    assert_eq!(staging.url(), "https://api.staging.my_company_platform_id.platform.io");
    let production = Server::production("my_company_platform_id");
    assert_eq!(production.url(), "https://api.my_company_platform_id.platform.io");
    for server in [staging, production] {
        let url = server.url();
        let client = Client::builder(server).build().unwrap();
        assert!(format!("{client:?}").contains(&url), "{client:?}");
    }
}

#[test]
fn a_platform_id_that_would_lead_elsewhere_is_refused() {
    for platform_id in [
        "evil.com/",
        "evil.com/x",
        "evil.com\\",
        "user@evil.com",
        "user:secret@evil",
        ".evil.com#",
        "evil.com?",
        "evil.com:443",
        "evil.com:443/",
        "%2f",
        "a b",
        "a\r\nHost: evil.com",
        "a\0",
        "\u{ff0f}evil.com",
        "",
        ".",
        "[::1]",
    ] {
        for server in [Server::staging(platform_id), Server::production(platform_id)] {
            let url = server.url();
            let built = Client::builder(server).build();
            assert!(matches!(built, Err(BuildError::BaseUrl(_))), "{platform_id:?}: {url} {built:?}");
        }
    }
}

#[test]
fn what_looks_like_a_delimiter_stays_below_the_vendors_domain() {
    for platform_id in ["a\u{2044}evil.com", "evil.com", "xn--a", "a.b.c", "ä"] {
        let url = Server::staging(platform_id).url();
        let client = Client::builder(Server::staging(platform_id)).build();
        let shown = format!("{client:?}");
        assert!(client.is_err() || shown.contains(".platform.io, "), "{platform_id:?}: {url} {shown}");
    }
}
