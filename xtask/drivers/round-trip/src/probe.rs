//! What is the same for every operation, behind functions that know its type.

use std::any::Any;
use std::sync::Mutex;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use specwright_runtime::client::{CallOptions, Client, Error};
use specwright_runtime::operation::BodyKind;
use specwright_runtime::request::{EncodedRequest, RequestEncoder};
use specwright_runtime::response::{EncodedResponse, ResponseDecoder, ResponseEncoder};
use specwright_runtime::server::{Context, Routes};
use specwright_runtime::{Body, Bytes, HeaderMap, HeaderValue, Operation, OperationSpec, StatusCode};

use crate::exchange::{Kept, copies};
use crate::media::Chosen;

/// A response in bytes, as often as it is needed.
#[derive(Debug, Clone)]
pub(crate) struct Staged {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
}

impl Staged {
    fn decoder(&self) -> ResponseDecoder {
        let body = self.body.clone().map_or(Body::Empty, Body::Bytes);
        ResponseDecoder::new(self.status, self.headers.clone(), body)
    }
}

/// What the server side is to answer, and what it was asked.
#[derive(Default)]
pub(crate) struct Stage {
    pub(crate) answer: Mutex<Option<Staged>>,
    pub(crate) chosen: Mutex<Chosen>,
    pub(crate) asked: Mutex<Option<Asked>>,
}

/// What the server has read.
pub(crate) enum Asked {
    /// The request value.
    Value(Box<dyn Any + Send>),
    /// The request value, written again: one with a stream can't be kept, as the connection ends with the answer.
    Written(Result<(Kept, EncodedRequest), String>),
}

type Calling<'a> = BoxFuture<'a, Result<EncodedResponse, String>>;

/// An operation.
pub(crate) struct Probe {
    pub(crate) spec: &'static OperationSpec,
    /// Adds it to a server.
    pub(crate) add: fn(&mut Routes<Stage, ()>),
    /// Whether a response can be read.
    pub(crate) readable: fn(&Staged) -> Result<(), String>,
    /// Calls it with a request value, and writes again what was read of the answer.
    pub(crate) call: for<'a> fn(&'a Client, Box<dyn Any + Send>, Chosen) -> Calling<'a>,
    /// Calls it with a request as it is, and writes again what was read of the answer.
    pub(crate) send: for<'a> fn(&'a Client, EncodedRequest, Chosen) -> Calling<'a>,
    /// Writes a request value.
    pub(crate) write: fn(Box<dyn Any + Send>, Chosen) -> Result<EncodedRequest, String>,
}

/// The functions of an operation.
pub(crate) fn probe<O: Operation>() -> Probe {
    Probe { spec: O::SPEC, add: add::<O>, readable: readable::<O>, call: call::<O>, send: send::<O>, write: write::<O> }
}

fn add<O: Operation>(routes: &mut Routes<Stage, ()>) {
    routes.add(answer::<O>);
}

/// Keeps what was asked, and answers with what is staged.
async fn answer<O: Operation>(stage: &Stage, request: O, _: Context<()>) -> Result<O::Success, O::Error> {
    let asked = if matches!(O::SPEC.body, BodyKind::Streamed | BodyKind::Mixed(_)) {
        let chosen = *stage.chosen.lock().expect("not poisoned");
        Asked::Written(match encoded::<O>(request, chosen) {
            Ok(written) => copies(written).await.map_err(|(_, error)| error),
            Err(reason) => Err(reason),
        })
    } else {
        Asked::Value(Box::new(request))
    };
    *stage.asked.lock().expect("not poisoned") = Some(asked);
    let staged = stage.answer.lock().expect("not poisoned").clone().expect("an answer is staged");
    O::decode_response(&mut staged.decoder()).expect("it was read before")
}

fn readable<O: Operation>(staged: &Staged) -> Result<(), String> {
    O::decode_response(&mut staged.decoder()).map(drop).map_err(|error| error.to_string())
}

fn write<O: Operation>(value: Box<dyn Any + Send>, chosen: Chosen) -> Result<EncodedRequest, String> {
    let value = value.downcast::<O>().map_err(|_| "it is a value of another operation".to_owned())?;
    encoded(*value, chosen)
}

fn encoded<O: Operation>(value: O, chosen: Chosen) -> Result<EncodedRequest, String> {
    let mut encoder = RequestEncoder::new(O::SPEC);
    chosen.accept.into_iter().for_each(|media| encoder.accept(media));
    chosen.content_type.into_iter().for_each(|media| encoder.content_type(media));
    value.encode(&mut encoder);
    encoder.finish().map_err(|error| error.to_string())
}

fn options(chosen: Chosen) -> CallOptions {
    let options = CallOptions::new();
    let options = chosen.accept.map_or(options, |media| options.accept(media));
    chosen.content_type.map_or(options, |media| options.content_type(media))
}

fn call<O: Operation>(client: &Client, value: Box<dyn Any + Send>, chosen: Chosen) -> Calling<'_> {
    async move {
        let value = value.downcast::<O>().map_err(|_| "it is a value of another operation".to_owned())?;
        let answer = match client.call(*value, &options(chosen)).await {
            Ok(reply) => Ok(reply.body),
            Err(Error::Api(reply)) => Err(reply.body),
            Err(error) => return Err(format!("{error:?}")),
        };
        Ok(O::encode_response(answer, answering(chosen)))
    }
    .boxed()
}

fn send<O: Operation>(client: &Client, request: EncodedRequest, chosen: Chosen) -> Calling<'_> {
    async move {
        let answer = client.send(O::SPEC, request, &CallOptions::new()).await;
        let (status, headers, body) = answer.map_err(|error| format!("{error:?}"))?;
        let answer = O::decode_response(&mut ResponseDecoder::new(status, headers, body));
        Ok(O::encode_response(answer.map_err(|error| error.to_string())?, answering(chosen)))
    }
    .boxed()
}

/// A response as the request wants it.
fn answering(chosen: Chosen) -> ResponseEncoder {
    let mut headers = HeaderMap::new();
    if let Some(media) = chosen.accept {
        headers.insert("accept", HeaderValue::from_static(media));
    }
    ResponseEncoder::new().answering(&headers)
}
