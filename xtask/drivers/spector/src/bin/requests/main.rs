//! Sends the requests of Spector to a server, right ones and wrong ones.
//!
//! Arguments: the server's URL, `scenarios.json`, and the folder of the documents. Says what came of each scenario: a line with its name, a tab,
//! and what is wrong, if anything is.

mod document;
mod reply;

use std::fs;
use std::path::PathBuf;

use document::{Body, Wrong};
use driver::scenario::{self, Expected};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().expect("the server's URL");
    let scenarios = arguments.next().expect("the path of scenarios.json");
    let documents = PathBuf::from(arguments.next().expect("the folder of the documents"));
    let text = fs::read_to_string(scenarios).expect("scenarios.json can be read");
    // Nothing here is encrypted, but reqwest asks for it.
    rustls::crypto::ring::default_provider().install_default().expect("the only one");
    let client = Client::builder().no_proxy().build().expect("a client");
    let requests = Requests { client, url };
    let list: Value = serde_json::from_str(&text).expect("JSON");
    for (name, scenario) in scenario::read(&text) {
        let apis = list.as_array().and_then(|all| all.iter().find(|it| it["name"] == name.as_str()));
        let mut verdict = None;
        for (at, right) in scenario.exchanges.iter().enumerate() {
            let api = apis.map(|it| &it["apis"][at]["ops"][0]);
            let operation = api.and_then(|api| document::operation(&documents, api, &right.method));
            verdict = verdict.or(requests.right(right).await.err());
            if let Some(operation) = operation.filter(|_| right.status < 400) {
                verdict = verdict.or(requests.wrong(right, &operation).await.err());
            }
        }
        println!("{name}\t{}", verdict.unwrap_or_default().replace(['\n', '\t'], " "));
    }
}

/// Where requests go.
struct Requests {
    client: Client,
    url: String,
}

impl Requests {
    /// Sends the right request, and holds the reply against the right one.
    async fn right(&self, right: &Expected) -> Result<(), String> {
        let request = self.request(right, &Wrong::Nothing).build().map_err(|error| error.to_string())?;
        let response = self.client.execute(request).await.map_err(|error| error.to_string())?;
        reply::compare(response, right, &self.url).await
    }

    /// Sends what is wrong by the document, and asks for a 4xx.
    async fn wrong(&self, right: &Expected, operation: &Value) -> Result<(), String> {
        for wrong in document::wrongs(right, operation) {
            let response = self.request(right, &wrong).send().await.map_err(|error| error.to_string())?;
            if !response.status().is_client_error() {
                return Err(format!("{wrong:?} is answered with {}", response.status()));
            }
        }
        Ok(())
    }

    fn request(&self, right: &Expected, wrong: &Wrong) -> RequestBuilder {
        let method = Method::from_bytes(right.method.as_bytes()).expect("a method");
        let mut url = format!("{}{}", self.url, right.path);
        let mut separator = '?';
        for (name, values) in &right.query {
            let values = match wrong {
                Wrong::WithoutQuery(left_out) if left_out == name => &[][..],
                Wrong::Query(changed) if changed == name => &["zz".to_owned()][..],
                _ => values,
            };
            for value in values {
                let escaped = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
                url.push_str(&format!("{separator}{}={}", escaped(name), escaped(value)));
                separator = '&';
            }
        }
        let mut request = self.client.request(method, url);
        for (name, value) in &right.headers {
            match wrong {
                Wrong::WithoutHeader(left_out) if left_out == name => {}
                Wrong::Header(changed) if changed == name => request = request.header(name, "zz"),
                _ if name == "content-type" => {}
                _ => request = request.header(name, value),
            }
        }
        match (wrong, Body::of(right)) {
            (Wrong::WithoutBody, _) | (_, None) => request,
            (Wrong::Body(value), Some(_)) => request.header("content-type", "application/json").body(value.to_string()),
            (_, Some(body)) => request.header("content-type", body.media_type).body(body.bytes),
        }
    }
}
