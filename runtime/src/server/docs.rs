//! The docs page: Swagger UI with the document of the API, all served from memory.
//!
//! The page loads nothing from elsewhere and runs no script but its own files.

use axum::Router;
use axum::body::Body;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header};
use tower::ServiceExt as _;

/// Where the assets stand within the router that holds them.
const ASSETS: &str = "/assets";

/// What the page itself may do: load its own files, talk to its own server. Swagger UI sets styles from its script.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The docs page of an API.
#[derive(Debug, Clone)]
pub struct Docs {
    document: &'static str,
    path: String,
    title: String,
    try_it_out: TryItOut,
}

/// Whether calls can be tried out from the docs page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TryItOut {
    /// They can. This server is offered first, before those that the document names; the page may only talk to this
    /// one.
    Allowed,
    /// They can't; there is no button for it.
    Forbidden,
}

impl Docs {
    /// A page at `/swagger` for a document in JSON, which is served at `/openapi.json`.
    pub fn new(document: &'static str, try_it_out: TryItOut) -> Self {
        Self { document, path: "/swagger".to_owned(), title: "API documentation".to_owned(), try_it_out }
    }

    /// Where the page stands, below the base path: `/swagger` by default.
    pub fn path(mut self, path: &str) -> Self {
        let path = path.trim_matches('/');
        if !path.is_empty() {
            self.path = format!("/{path}");
        }
        self
    }

    /// The title of the page.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }
}

/// The page, ready to be served.
pub(super) struct Page {
    docs: Docs,
    html: String,
    script: String,
    assets: Router,
}

impl Page {
    pub(super) fn new(docs: Docs) -> Self {
        let up = "../".repeat(docs.path.matches('/').count());
        let html = include_str!("docs/index.html").replace("{title}", &escape(&docs.title));
        let script = include_str!("docs/initializer.js")
            .replace("{{root}}", &up)
            .replace("{{try-it-out}}", if docs.try_it_out == TryItOut::Allowed { "true" } else { "false" });
        let assets = swagger_ui_dist::generate_routes(swagger_ui_dist::ApiDefinition {
            uri_prefix: ASSETS,
            api_definition: swagger_ui_dist::OpenApiSource::Uri("/"),
            title: None,
        });
        Self { docs, html, script, assets }
    }

    /// Answers a request for the page or one of its parts; the path is the one below the base path.
    pub(super) async fn serve(&self, method: &Method, path: &str) -> Option<Response<Body>> {
        if method != Method::GET && method != Method::HEAD {
            return None;
        }
        if path == "/openapi.json" {
            return Some(answer("application/json", Body::from(self.docs.document)));
        }
        let file = path.strip_prefix(self.docs.path.as_str())?;
        match file {
            "" => Some(self.redirect()),
            "/" | "/index.html" => {
                let mut page = answer("text/html; charset=utf-8", Body::from(self.html.clone()));
                let headers = page.headers_mut();
                headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
                headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
                Some(page)
            }
            "/initializer.js" => Some(answer("text/javascript; charset=utf-8", Body::from(self.script.clone()))),
            "/swagger-ui.css" => Some(self.asset(file, "text/css; charset=utf-8").await),
            "/swagger-ui-bundle.js" => Some(self.asset(file, "text/javascript; charset=utf-8").await),
            _ => None,
        }
    }

    /// To the same path with a slash, below which the parts of the page stand. It is relative, because what stands
    /// before it may only be known to a proxy.
    fn redirect(&self) -> Response<Body> {
        let last = self.docs.path.rsplit('/').next().unwrap_or_default();
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
        if let Ok(location) = HeaderValue::from_str(&format!("{last}/")) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response
    }

    async fn asset(&self, file: &str, content_type: &'static str) -> Response<Body> {
        let request = Request::get(format!("{ASSETS}{file}")).body(Body::empty()).unwrap_or_default();
        let found = match self.assets.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let mut response = answer(content_type, found.into_body());
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
        response
    }
}

fn answer(content_type: &'static str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    let headers: &mut HeaderMap = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn get(page: &Page, path: &str) -> Option<(StatusCode, HeaderMap, String)> {
        let (parts, body) = page.serve(&Method::GET, path).await?.into_parts();
        let bytes = axum::body::to_bytes(body, 8 * 1024 * 1024).await.unwrap();
        Some((parts.status, parts.headers, String::from_utf8_lossy(&bytes).into_owned()))
    }

    #[tokio::test]
    async fn the_page_and_all_it_loads_are_served_from_memory() {
        let page = Page::new(Docs::new("{\"openapi\": \"3.0.4\"}", TryItOut::Forbidden).title("A <b> & \"c\""));
        let (status, headers, html) = get(&page, "/swagger/").await.unwrap();
        assert_eq!(status, StatusCode::OK);
        assert!(headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("script-src 'self';"));
        assert!(html.contains("<title>A &lt;b&gt; &amp; &quot;c&quot;</title>"));
        for (attribute, end) in [("src=\"", '"'), ("href=\"", '"')] {
            for reference in html.split(attribute).skip(1) {
                let reference = reference.split(end).next().unwrap();
                if reference.starts_with("data:") {
                    continue;
                }
                let (status, _, text) = get(&page, &format!("/swagger/{reference}")).await.unwrap();
                assert_eq!(status, StatusCode::OK, "{reference}");
                assert!(text.len() > 100, "{reference}");
            }
        }
        assert_eq!(get(&page, "/openapi.json").await.unwrap().2, "{\"openapi\": \"3.0.4\"}");
        assert!(get(&page, "/swagger/other").await.is_none());
        assert!(get(&page, "/swaggers").await.is_none());
    }

    #[tokio::test]
    async fn without_a_slash_the_page_says_where_it_is() {
        let page = Page::new(Docs::new("{}", TryItOut::Forbidden).path("docs/ui"));
        let (status, headers, _) = get(&page, "/docs/ui").await.unwrap();
        assert_eq!(
            (status, &headers[header::LOCATION]),
            (StatusCode::TEMPORARY_REDIRECT, &HeaderValue::from_static("ui/"))
        );
        let (_, _, script) = get(&page, "/docs/ui/initializer.js").await.unwrap();
        assert!(script.contains("\"../../\""));
    }

    #[tokio::test]
    async fn trying_out_is_allowed_or_not() {
        for (try_it_out, expected) in
            [(TryItOut::Allowed, "const tryItOut = true;"), (TryItOut::Forbidden, "const tryItOut = false;")]
        {
            let page = Page::new(Docs::new("{}", try_it_out));
            assert!(get(&page, "/swagger/initializer.js").await.unwrap().2.contains(expected));
        }
    }
}
