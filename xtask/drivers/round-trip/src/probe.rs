//! What is the same for every operation, behind functions that know its type.

use std::any::Any;
use std::sync::{Arc, Mutex};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use specwright_runtime::client::{CallOptions, Client, Error};
use specwright_runtime::request::{EncodedRequest, RequestEncoder};
use specwright_runtime::response::{EncodedResponse, ResponseDecoder, ResponseEncoder};
use specwright_runtime::server::Routes;
use specwright_runtime::{Body, Bytes, HeaderMap, Operation, OperationSpec, StatusCode};

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
    /// The request value.
    pub(crate) asked: Mutex<Option<Box<dyn Any + Send>>>,
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
    pub(crate) call: for<'a> fn(&'a Client, Box<dyn Any + Send>) -> Calling<'a>,
    /// Writes a request value.
    pub(crate) write: fn(Box<dyn Any + Send>) -> Result<EncodedRequest, String>,
}

/// The functions of an operation.
pub(crate) fn probe<O: Operation>() -> Probe {
    Probe { spec: O::SPEC, add: add::<O>, readable: readable::<O>, call: call::<O>, write: write::<O> }
}

fn add<O: Operation>(routes: &mut Routes<Stage, ()>) {
    routes.add::<O, _>(|stage: Arc<Stage>, request, _| {
        *stage.asked.lock().expect("not poisoned") = Some(Box::new(request));
        let staged = stage.answer.lock().expect("not poisoned").clone().expect("an answer is staged");
        let answer = O::decode_response(&mut staged.decoder()).expect("it was read before");
        std::future::ready(answer).boxed()
    });
}

fn readable<O: Operation>(staged: &Staged) -> Result<(), String> {
    O::decode_response(&mut staged.decoder()).map(drop).map_err(|error| error.to_string())
}

fn write<O: Operation>(value: Box<dyn Any + Send>) -> Result<EncodedRequest, String> {
    let value = value.downcast::<O>().map_err(|_| "it is a value of another operation".to_owned())?;
    let mut encoder = RequestEncoder::new(O::SPEC);
    value.encode(&mut encoder);
    encoder.finish().map_err(|error| error.to_string())
}

fn call<O: Operation>(client: &Client, value: Box<dyn Any + Send>) -> Calling<'_> {
    async move {
        let value = value.downcast::<O>().map_err(|_| "it is a value of another operation".to_owned())?;
        let answer = match client.call(*value, &CallOptions::new()).await {
            Ok(reply) => Ok(reply.body),
            Err(Error::Api(reply)) => Err(reply.body),
            Err(error) => return Err(format!("{error:?}")),
        };
        Ok(O::encode_response(answer, ResponseEncoder::new()))
    }
    .boxed()
}
