//! The operations of an API with what answers them.

use std::marker::PhantomData;
use std::sync::Arc;

use axum::Router;

use super::context::{Context, Parts};
use super::dispatch::{Answer, Dispatcher};
use super::options::ServerOptions;
use super::path::{Template, Tree};
use super::receive::ReceiverOptions;
use super::security::{Authenticate, Gatekeeper, Principal};
use crate::operation::{Operation, OperationSpec};
use crate::request::{Rejection, RequestDecoder};
use crate::response::ResponseEncoder;

/// An operation with what answers it.
pub(super) struct Route {
    pub(super) spec: &'static OperationSpec,
    pub(super) call: Call,
}

/// Decodes a request and begins to answer it.
type Call = Box<dyn Fn(RequestDecoder, Option<Principal>, Parts) -> Result<Answer, Rejection> + Send + Sync>;

/// The operations of an API `A`, called by principals of type `P`.
///
/// Generated code adds them; what is added first wins where two operations have the same method and path.
pub struct Routes<A, P> {
    api: Arc<A>,
    gatekeeper: Arc<dyn Gatekeeper>,
    options: ServerOptions,
    /// Where these are webhooks or callbacks.
    receiver: Option<ReceiverOptions>,
    tree: Tree<Route>,
    principal: PhantomData<fn() -> P>,
}

impl<A: Send + Sync + 'static, P: Send + 'static> Routes<A, P> {
    /// No operations yet.
    pub fn new<S: Authenticate<Principal = P>>(api: Arc<A>, security: S, options: ServerOptions) -> Self {
        let (gatekeeper, tree) = (Arc::new(security), Tree::default());
        Self { api, gatekeeper, options, receiver: None, tree, principal: PhantomData }
    }

    /// No webhooks or callbacks yet.
    pub fn receiver<S: Authenticate<Principal = P>>(api: Arc<A>, security: S, options: ReceiverOptions) -> Self {
        Self { receiver: Some(options.clone()), ..Self::new(api, security, options.server) }
    }

    /// Adds an operation with the method that answers it.
    pub fn add<O, F>(&mut self, handler: F)
    where
        O: Operation,
        F: for<'a> Handler<'a, A, O, P>,
    {
        let api = self.api.clone();
        let call: Call = Box::new(move |mut decoder, principal, parts| {
            let request = O::decode(&mut decoder);
            let request = decoder.finish(request)?;
            let reply = ResponseEncoder::new().answering(&parts.headers);
            let (api, context) = (api.clone(), context(principal, parts));
            Ok(Box::pin(async move { O::encode_response(handler.answer(&api, request, context).await, reply) }))
        });
        // Where all come to one path, they are told apart by their names.
        let own = self.receiver.as_ref().filter(|receiver| receiver.one.is_none());
        let template = match own.and_then(|receiver| receiver.paths.get(O::SPEC.id)) {
            Some(path) => Template::literal(path),
            None => Template::parse(O::SPEC.path),
        };
        self.tree.insert(template, Route { spec: O::SPEC, call });
    }

    /// A router that serves them, under the base path of the options.
    ///
    /// It serves by its fallback: so it can be merged with a router of routes of your own, which then come first, or
    /// nested in another one. Two of them can't be merged, but both can be nested.
    pub fn into_router(self) -> Router {
        Dispatcher::new(self.tree, self.gatekeeper, self.options, self.receiver).into_router()
    }
}

/// A method of an API that answers an operation, like `A::get_film`.
///
/// It is implemented for every function of its form; what it returns may borrow the API.
pub trait Handler<'a, A, O: Operation, P>: Copy + Send + Sync + 'static {
    /// The answer under way.
    type Answer: Future<Output = Result<O::Success, O::Error>> + Send + 'a;

    /// Begins to answer a request.
    fn answer(self, api: &'a A, request: O, context: Context<P>) -> Self::Answer;
}

impl<'a, A, O, P, F, R> Handler<'a, A, O, P> for F
where
    A: 'a,
    O: Operation,
    F: Fn(&'a A, O, Context<P>) -> R + Copy + Send + Sync + 'static,
    R: Future<Output = Result<O::Success, O::Error>> + Send + 'a,
{
    type Answer = R;

    fn answer(self, api: &'a A, request: O, context: Context<P>) -> R {
        self(api, request, context)
    }
}

/// What stands in generated code in place of the trait of a tag whose feature is off: it asks for nothing, and every type has it.
pub trait Absent<P>: Send + Sync + 'static {}

impl<A: Send + Sync + 'static, P> Absent<P> for A {}

fn context<P: 'static>(principal: Option<Principal>, parts: Parts) -> Context<P> {
    // The principal is of type `P`: the constructor has put it and the authenticator together.
    Context::new(principal.and_then(|principal| principal.downcast().ok()).map(|principal| *principal), parts)
}
