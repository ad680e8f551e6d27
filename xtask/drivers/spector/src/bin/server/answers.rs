//! What every operation does: it finds the scenario whose request it was sent, and answers as that scenario does, by values.

use std::collections::BTreeMap;
use std::sync::Arc;

use driver::compare::request_difference;
use driver::exchange::{Exchange, header_values};
use driver::scenario::{Body as Reply, Expected, Scenario};
use specwright_runtime::request::RequestEncoder;
use specwright_runtime::response::ResponseDecoder;
use specwright_runtime::server::Context;
use specwright_runtime::{Body, Bytes, HeaderMap, HeaderName, HeaderValue, Operation, Problem, StatusCode};

/// Headers that belong to the call and not to what the operation is asked.
const OF_THE_CALL: [&str; 3] = ["accept", "authorization", "x-ms-api-key"];

/// The scenarios, for an API that stands at a path.
#[derive(Clone)]
pub struct Answers {
    scenarios: Arc<BTreeMap<String, Scenario>>,
    base: &'static str,
}

impl Answers {
    pub fn new(scenarios: BTreeMap<String, Scenario>) -> Self {
        Self { scenarios: Arc::new(scenarios), base: "" }
    }

    pub fn at(&self, base: &'static str) -> Self {
        Self { base, ..self.clone() }
    }

    /// The request is written again, so that what was read of it is held against what was to be sent.
    pub async fn answer<O>(&self, request: O, context: Context<()>) -> Result<O::Success, O::Error>
    where
        O: Operation,
        O::Error: From<Problem>,
    {
        let exchange = match self.written_again(request, &context).await {
            Ok(exchange) => exchange,
            Err(message) => return Err(unexpected(message).into()),
        };
        let all = self.scenarios.values().flat_map(|scenario| &scenario.exchanges);
        let mut differences = all
            .filter(|right| right.method == exchange.method && right.path == exchange.path)
            .map(|right| (right, request_difference(&exchange, right)));
        let mut first = None;
        let found = differences.find_map(|(right, difference)| match difference {
            None => Some(right),
            Some(difference) => {
                first.get_or_insert(difference);
                None
            }
        });
        let Some(right) = found else {
            return Err(unexpected(first.unwrap_or_else(|| format!("no scenario has {exchange:?}"))).into());
        };
        match O::decode_response(&mut decoder(right, &exchange.body, context.headers())) {
            Ok(answer) => answer,
            Err(error) => Err(unexpected(error.to_string()).into()),
        }
    }

    async fn written_again<O: Operation>(&self, request: O, context: &Context<()>) -> Result<Exchange, String> {
        let mut encoder = RequestEncoder::new(O::SPEC);
        request.encode(&mut encoder);
        let mut encoded = encoder.finish().map_err(|error| error.to_string())?;
        for name in OF_THE_CALL {
            let name = HeaderName::from_static(name);
            if let Some(value) = context.headers().get(&name) {
                encoded.headers.insert(name, value.clone());
            }
        }
        let (path, query) = match encoded.target.split_once('?') {
            Some((path, query)) => (path, Some(query.to_owned())),
            None => (encoded.target.as_str(), None),
        };
        let body = match encoded.body {
            Body::Empty => Bytes::new(),
            Body::Bytes(bytes) => bytes,
            Body::Stream(stream) => stream.collect(crate::LIMIT).await.map_err(|error| error.to_string())?,
        };
        Ok(Exchange {
            method: encoded.method.to_string(),
            path: format!("{}{path}", self.base),
            query,
            headers: header_values(&encoded.headers),
            body,
            status: 0,
        })
    }
}

/// The handler was reached by what no scenario sends: 501, which no document here declares.
fn unexpected(message: String) -> Problem {
    Problem::new(StatusCode::NOT_IMPLEMENTED).detail(message)
}

/// A scenario's reply as it comes over the wire.
fn decoder(right: &Expected, asked: &Bytes, request: &HeaderMap) -> ResponseDecoder {
    let mut headers = HeaderMap::new();
    for (name, value) in &right.reply_headers {
        let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) else { continue };
        headers.insert(name, value);
    }
    let host = request.get("host").and_then(|host| host.to_str().ok()).unwrap_or_default();
    let with_links = |text: &str| Bytes::from(text.replace("{baseUrl}", &format!("http://{host}")));
    let (media_type, body) = match &right.reply {
        // Where the suite does not say with which body, it is that of the request.
        None if right.status == 200 && !asked.is_empty() => ("application/json", Body::Bytes(asked.clone())),
        None | Some(Reply::Multipart { .. }) => ("", Body::Empty),
        Some(Reply::Json(value)) => ("application/json", Body::Bytes(with_links(&value.to_string()))),
        Some(Reply::Bytes { media_type, bytes }) => match std::str::from_utf8(bytes) {
            Ok(text) => (media_type.as_str(), Body::Bytes(with_links(text))),
            Err(_) => (media_type.as_str(), Body::Bytes(bytes.clone().into())),
        },
    };
    if let Ok(value) = HeaderValue::try_from(media_type)
        && !media_type.is_empty()
    {
        headers.insert("content-type", value);
    }
    let status = u16::try_from(right.status).ok().and_then(|status| StatusCode::from_u16(status).ok());
    ResponseDecoder::new(status.unwrap_or(StatusCode::OK), headers, body)
}
