//! Operations, by tag.

mod pages;

use std::time::Duration;

pub use pages::{FieldPath, FieldStep, PageStyle, Pagination, StepPresence};

use super::name::Name;
use super::types::{Docs, Rules, Slot, TypeId};
use crate::config::Sides;
use serde_json::Value;

/// The operations of one tag; or all those of webhooks, or all those of callbacks.
#[derive(Debug, Clone)]
pub struct Group {
    /// Who calls its operations.
    pub role: Role,
    /// The tag; `rust` in snake case, for modules and the client's accessor. Of webhooks and callbacks, `wire` is that word, which is
    /// also the name of their modules in both directions; `rust` is that of their module among the operations.
    pub name: Name,
    /// The tag in upper camel case, for the client's group and the server's trait.
    pub type_name: String,
    /// The feature of the crate that it needs, where tags are features: in kebab case, unique. All groups have one or none has.
    pub feature: Option<String>,
    /// The features of which one must be on for it to be compiled: that of its tag; of webhooks and callbacks, those of who sends
    /// and of who receives. Empty if it always is.
    pub gate: Vec<String>,
    /// What the document says of it.
    pub docs: Option<String>,
    /// In the order of the document.
    pub operations: Vec<Operation>,
}

impl Group {
    /// Whether the API is the one who calls.
    pub fn is_reverse(&self) -> bool {
        self.role != Role::Call
    }

    /// The group with these operations in place of its own.
    pub(crate) fn with(&self, operations: Vec<Operation>) -> Self {
        Self {
            role: self.role,
            name: self.name.clone(),
            type_name: self.type_name.clone(),
            feature: self.feature.clone(),
            gate: self.gate.clone(),
            docs: self.docs.clone(),
            operations,
        }
    }
}

/// An operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `operationId`, or one made from method and path; `rust` in snake case: the server's method.
    pub name: Name,
    /// In upper camel case: the request value. Unique among all types and operations of the crate, as are the other
    /// names of an operation's items below; they are not to be made from this one.
    pub type_name: String,
    /// Name of the alias for its result (`ListUsersResponse`).
    pub response_name: String,
    /// The client's method, unique in the group (`list` in `users`).
    pub method_name: String,
    /// GET and so on.
    pub method: String,
    /// The path template, as the document writes it. Of a webhook or callback: where it is received unless the user says otherwise.
    pub path: String,
    /// What it is in the document, where that gives it no path.
    pub reverse: Option<Reverse>,
    /// `summary` and `description`.
    pub docs: Docs,
    /// In the order of the document.
    pub parameters: Vec<Parameter>,
    /// The request's body.
    pub body: Option<Body>,
    /// Success responses, by status; at least one. 2xx, or else 3xx, or else `default`.
    pub successes: Vec<Response>,
    /// Name of the enum of the successes, where there are several.
    pub success_name: String,
    /// Other responses, by status, then ranges, then default. May be empty.
    pub errors: Vec<Response>,
    /// Name of the error enum.
    pub error_name: String,
    /// The enum that it shares with others of its group, where it does: the error's own name is then another name for that one.
    pub shared_error: Option<String>,
    /// Alternatives of scheme names that hold together, with scopes; empty for none.
    pub security: Vec<Vec<(String, Vec<String>)>>,
    /// URLs of servers of its own, their variables at their defaults; empty where those of the API hold.
    pub servers: Vec<String>,
    /// How often it may be called.
    pub rate_limit: Option<RateLimit>,
    /// How the next page is asked for.
    pub pagination: Option<Pagination>,
    /// Where its callbacks go, as far as its request and its response say it.
    pub callback_urls: Vec<CallbackUrl>,
    /// Requests that its response leads to.
    pub links: Vec<Link>,
    /// The sides on which it is written.
    pub sides: Sides,
}

impl Operation {
    /// Every declared response: successes, then errors.
    pub fn responses(&self) -> impl Iterator<Item = &Response> {
        self.successes.iter().chain(&self.errors)
    }

    /// Every body that is declared: the request's, then those of the responses.
    pub fn contents(&self) -> impl Iterator<Item = &Content> {
        let answers = self.responses().flat_map(|response| &response.contents);
        self.body.iter().flat_map(|body| &body.contents).chain(answers)
    }

    /// The type of each parameter and of each body of the request.
    pub fn request_types_mut(&mut self) -> impl Iterator<Item = &mut TypeId> {
        let Self { parameters, body, .. } = self;
        let contents = body.iter_mut().flat_map(|body| &mut body.contents);
        let bodies = contents.filter_map(|content| content.codec.ty_mut());
        parameters.iter_mut().map(|parameter| &mut parameter.slot.ty).chain(bodies)
    }

    /// Every place where a type stands: parameters, bodies, headers, items of a page.
    pub fn slots_mut(&mut self) -> impl Iterator<Item = &mut Slot> {
        let Self { parameters, body, successes, errors, pagination, .. } = self;
        let (mut headers, mut contents) = (Vec::new(), Vec::new());
        for response in successes.iter_mut().chain(errors) {
            headers.extend(response.headers.iter_mut().map(|header| &mut header.slot));
            contents.extend(&mut response.contents);
        }
        let requested = body.iter_mut().flat_map(|body| &mut body.contents);
        let parameters = parameters.iter_mut().map(|parameter| &mut parameter.slot);
        let bodies = requested.chain(contents).filter_map(|content| content.codec.slot_mut());
        parameters.chain(bodies).chain(headers).chain(pagination.iter_mut().map(|pages| &mut pages.item))
    }
}

/// A webhook or callback in the document.
#[derive(Debug, Clone)]
pub struct Reverse {
    /// Its name.
    pub name: String,
    /// The operations for which a callback is sent.
    pub of: Vec<CallbackOf>,
}

/// An operation for which a callback is sent.
#[derive(Debug, Clone)]
pub struct CallbackOf {
    /// The operation, by its name in the document.
    pub operation: String,
    /// The runtime expression for the URL (OAS 3.0.4, 4.8.18.2).
    pub expression: String,
}

/// Where a callback goes.
#[derive(Debug, Clone)]
pub struct CallbackUrl {
    /// Name of the function, free among those of the request value.
    pub function: String,
    /// The callback.
    pub name: String,
    /// The expression, as the document writes it.
    pub expression: String,
    /// The same in parts, from left to right.
    pub parts: Vec<UrlPart>,
}

/// A part of a URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlPart {
    /// As it stands.
    Text(String),
    /// A value.
    Value(Source),
}

/// Where a value of an exchange stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// In the request value.
    Request {
        /// The field.
        field: String,
        /// A JSON Pointer into it.
        pointer: String,
    },
    /// In the one success of the operation.
    Response {
        /// The field, where the response is a struct of its header fields.
        field: Option<String>,
        /// A JSON Pointer into it.
        pointer: String,
    },
    /// In the document: a JSON text.
    Constant(String),
}

/// A link to another operation.
#[derive(Debug, Clone)]
pub struct Link {
    /// Name of the function, free among those of the request value.
    pub function: String,
    /// Its name.
    pub name: String,
    /// What the document says of it.
    pub docs: Option<String>,
    /// The request value of the other operation.
    pub target: String,
    /// The features of which one must be on for that to be there, beyond those of this operation.
    pub gate: Vec<String>,
    /// Every field of it.
    pub fields: Vec<LinkField>,
}

/// A field of the request that a link leads to.
#[derive(Debug, Clone)]
pub struct LinkField {
    /// Its name.
    pub field: String,
    /// Whether it must be there.
    pub required: bool,
    /// Where its value stands, if the link gives one.
    pub source: Option<Source>,
}

/// A parameter; a field of the request value.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// `rust` is the field, free among all parts of the request value.
    pub name: Name,
    /// In `SCREAMING_SNAKE_CASE`: its constant.
    pub constant: String,
    /// Where it stands.
    pub location: Location,
    /// Type and rules.
    pub slot: Slot,
    /// Whether it must be there.
    pub required: bool,
    /// How it is written.
    pub encoding: ParameterEncoding,
    /// Its default, if it fits the type.
    pub default: Option<Value>,
    /// What the document says of it.
    pub docs: Docs,
}

pub use crate::spec::operation::{Location, Role, StatusPattern, Style};

/// How a parameter is written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ParameterEncoding {
    /// `style`
    pub style: Style,
    /// `explode`
    pub explode: bool,
    /// `allowReserved`
    pub allow_reserved: bool,
    /// `allowEmptyValue`
    pub allow_empty: bool,
    /// What the value is, as the style sees it.
    pub kind: ParameterKind,
    /// Where its members stand on their own, beside other parameters.
    pub members: Members,
}

/// The members of a value that stand on their own in a query string or among cookies.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Members {
    /// None do.
    Inside,
    /// Those of these names.
    Named(Vec<String>),
    /// Whatever no other parameter is called.
    Others,
}

/// What a parameter's value is, as its style sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParameterKind {
    /// One value.
    Scalar,
    /// An array.
    Array,
    /// An object.
    Object,
    /// Any, or a union of several.
    Any,
    /// A JSON text, whatever the style.
    Json,
    /// A form as a text, whatever the style.
    Form,
}

/// A request's body.
#[derive(Debug, Clone)]
pub struct Body {
    /// Its field in the request value, free among the parameters (`body`).
    pub field: String,
    /// Whether it must be there.
    pub required: bool,
    /// One entry, or one for each media type that can be chosen.
    pub contents: Vec<Content>,
    /// Name of the enum that chooses among several.
    pub choice_name: String,
    /// `description`.
    pub docs: Docs,
}

/// A body in one media type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// `application/json` and so on, with the parameters that the document gives it; a range only for bytes and text.
    pub media_type: String,
    /// Other media types that the same value is read from and written in, where that is asked for.
    pub also: Vec<String>,
    /// How a value of JSON stands in XML, where any of its media types is XML: a number in [`super::xml::Tables::elements`].
    pub xml: Option<usize>,
    /// Name of the variant where there are several.
    pub variant: String,
    /// How it is read and written.
    pub codec: Codec,
    /// How properties of a form or multipart body are written, where the document says (OAS 3.0.4, 4.8.15).
    pub encoding: Vec<PropertyEncoding>,
}

/// How a property of a form is written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PropertyEncoding {
    /// The property, as on the wire.
    pub property: String,
    /// `contentType`: a media type, a range, or a list of such.
    pub content_type: Option<String>,
    /// `style`
    pub style: Option<Style>,
    /// `explode`
    pub explode: Option<bool>,
    /// `allowReserved`
    pub allow_reserved: bool,
    /// How it is written, as a parameter of a query would be, where that is another way than that of a member of which nothing is said.
    pub written: Option<ParameterEncoding>,
}

/// How a body is read and written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Codec {
    /// JSON, and every `+json`.
    Json(Slot),
    /// `application/x-www-form-urlencoded`.
    Form(Slot),
    /// `multipart/form-data` or another kind of parts; the type is a record. The encodings of one with [`super::types::Record::places`] are
    /// those of its fields.
    Multipart(TypeId),
    /// Text, as a `String`, and what must hold for it.
    Text(Option<Rules>),
    /// Bytes, as a stream.
    Bytes,
    /// Values, as a stream; of each of them, what the slot says.
    Sequence(Slot, Framing),
}

/// How the values of a sequence follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// One on each line.
    Lines,
    /// Each behind a record separator.
    Records,
    /// As the data of events, in JSON.
    EventData,
    /// As the data of events, which is text.
    EventText,
    /// Events as objects.
    Events,
    /// Each in a part of its own. Encodings of such a body are those of the first part, of the second, and so on; the last is for all that
    /// follow.
    Parts,
}

impl Framing {
    /// Whether a value is the data of an event, which has other fields too.
    pub fn is_event(self) -> bool {
        matches!(self, Self::EventData | Self::EventText)
    }
}

impl Codec {
    /// The type of the body, if it is a value.
    pub fn ty(&self) -> Option<TypeId> {
        match self {
            Self::Json(slot) | Self::Form(slot) | Self::Sequence(slot, _) => Some(slot.ty),
            Self::Multipart(ty) => Some(*ty),
            Self::Text(_) | Self::Bytes => None,
        }
    }

    fn ty_mut(&mut self) -> Option<&mut TypeId> {
        match self {
            Self::Json(slot) | Self::Form(slot) | Self::Sequence(slot, _) => Some(&mut slot.ty),
            Self::Multipart(ty) => Some(ty),
            Self::Text(_) | Self::Bytes => None,
        }
    }

    fn slot_mut(&mut self) -> Option<&mut Slot> {
        match self {
            Self::Json(slot) | Self::Form(slot) | Self::Sequence(slot, _) => Some(slot),
            Self::Multipart(_) | Self::Text(_) | Self::Bytes => None,
        }
    }
}

/// A response.
#[derive(Debug, Clone)]
pub struct Response {
    /// Which statuses it is for.
    pub status: StatusPattern,
    /// Name of the variant, unique among the operation's successes or errors (`NotFound`).
    pub variant: String,
    /// `description`.
    pub docs: Docs,
    /// Declared headers; where there are any, a struct of this response holds them beside `body`.
    pub headers: Vec<Header>,
    /// Name of that struct.
    pub struct_name: String,
    /// Empty for no body; several to choose from.
    pub contents: Vec<Content>,
    /// The content type of a response that has no body since it answers `HEAD`.
    pub head_type: Option<String>,
    /// Name of the enum that chooses among several.
    pub choice_name: String,
    /// Whose these names are.
    pub owner: ResponseOwner,
    /// A module of its own below `operations/responses`, which a feature can leave out; for types that are a component's, and
    /// only where tags are features or some operations are on one side only.
    pub module: Option<String>,
}

impl Response {
    /// Its own type, which then reads and writes itself: the struct of its header fields, or else the enum of its media types.
    pub fn own_type(&self) -> Option<&str> {
        if !self.headers.is_empty() {
            Some(&self.struct_name)
        } else if self.contents.len() > 1 {
            Some(&self.choice_name)
        } else {
            None
        }
    }

    /// The names of the types that it declares. Those that it has no use for may be another type's.
    pub fn declared(&self) -> impl Iterator<Item = &str> {
        let head = (!self.headers.is_empty()).then_some(self.struct_name.as_str());
        let choice = (self.contents.len() > 1).then_some(self.choice_name.as_str());
        head.into_iter().chain(choice)
    }

    /// Its own type, if several operations share it.
    pub fn shared_type(&self) -> Option<&str> {
        self.own_type().filter(|_| self.owner == ResponseOwner::Component)
    }
}

/// Whose the struct and the enum of a response are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseOwner {
    /// The operation's.
    Operation,
    /// Those of a response under `components`: defined once, for all operations that refer to it.
    Component,
}

/// A declared header of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// `rust` is the field.
    pub name: Name,
    /// Type and rules.
    pub slot: Slot,
    /// Whether it must be there.
    pub required: bool,
    /// How it is written.
    pub encoding: ParameterEncoding,
    /// What the document says of it.
    pub docs: Docs,
}

/// How often an operation may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// How many calls.
    pub requests: u32,
    /// In how long.
    pub per: Duration,
    /// Counted together with what.
    pub scope: crate::spec::operation::RateScope,
}
