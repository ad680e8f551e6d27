//! A hand-made API, as generated code would write it, and how the tests call it.

use std::sync::Arc;

use axum::body::Body;
use http::{HeaderMap, Method, Request, StatusCode};
use specwright_runtime::body::ByteStream;
use specwright_runtime::json::{Decode, Encode, Reader, Value, Writer};
use specwright_runtime::operation::{
    BodyKind, Operation, OperationSpec, RateLimit, SchemeKind, Security, SecurityScheme,
};
use specwright_runtime::parameter::Parameter;
use specwright_runtime::request::{RequestDecoder, RequestEncoder};
use specwright_runtime::response::{EncodedResponse, ResponseDecoder, ResponseEncoder};
use specwright_runtime::rules::{Bound, Rules};
use specwright_runtime::server::{AuthError, Authenticate, Context, Presented, Router, Routes, ServerOptions};
use specwright_runtime::{DecodeError, Problem, Undeclared};
use tower::ServiceExt as _;

pub(crate) const BEARER: SecurityScheme = SecurityScheme { name: "bearer", kind: SchemeKind::Bearer };
pub(crate) const BASIC: SecurityScheme = SecurityScheme { name: "basic", kind: SchemeKind::Basic };
pub(crate) const HEADER_KEY: SecurityScheme = SecurityScheme { name: "key", kind: SchemeKind::HeaderKey("X-Key") };
pub(crate) const QUERY_KEY: SecurityScheme = SecurityScheme { name: "query", kind: SchemeKind::QueryKey("key") };

/// Operations that answer with their id, what stands in their path parameters, and who calls.
macro_rules! echo {
    ($($name:ident $method:ident $path:literal [$($parameter:literal),*] $(.$part:ident($value:expr))*;)*) => {$(
        pub(crate) struct $name(pub(crate) String);

        impl Operation for $name {
            const SPEC: &'static OperationSpec =
                &OperationSpec::new(stringify!($name), Method::$method, $path)$(.$part($value))*;
            type Success = String;
            type Error = Undeclared;

            fn encode(self, _: &mut RequestEncoder) {}

            fn decode(request: &mut RequestDecoder) -> Option<Self> {
                #[allow(unused_mut)]
                let mut text = stringify!($name).to_owned();
                $({
                    const PARAMETER: &Parameter = &Parameter::path($parameter);
                    let value: String = request.required(PARAMETER)?;
                    text.push_str(&format!(" {}={value}", $parameter));
                })*
                let _ = request;
                Some(Self(text))
            }

            fn encode_response(response: Result<String, Undeclared>, reply: ResponseEncoder) -> EncodedResponse {
                match response {
                    Ok(text) => reply.status(200).text(text),
                    Err(other) => reply.undeclared(other),
                }
            }

            fn decode_response(reply: &mut ResponseDecoder) -> Result<Result<String, Undeclared>, DecodeError> {
                Ok(Ok(reply.text()?))
            }
        }
    )*};
}

const READ: &[&[Security]] = &[&[Security::new(&BEARER, &["read"])]];

echo! {
    GetThing GET "/things/{id}" ["id"] .security(READ);
    GetMine GET "/things/mine" [];
    DeleteThing DELETE "/things/{thing}" ["thing"];
    CancelThing POST "/things/{id}:cancel" ["id"];
    GetFile GET "/files/{name}.{format}" ["name", "format"];
    GetPoint GET "/points/{x},{y}" ["x", "y"];
    ListThings GET "/things/" [];
    PdfReport GET "/report?kind=pdf" [];
    AnyReport GET "/report#top" [];
    Odd GET "/{}/*odd/:odd/{" [];
    Root GET "/" [];
    Both GET "/both" [] .security(&[&[Security::new(&BEARER, &[]), Security::new(&HEADER_KEY, &[])]]);
    Either GET "/either" [] .security(&[&[Security::new(&BASIC, &[])], &[Security::new(&QUERY_KEY, &[])]]);
    Optional GET "/optional" [] .security(&[&[], &[Security::new(&BEARER, &[])]]);
    Limited GET "/limited" [] .security(&[&[Security::new(&BEARER, &[])]]) .rate_limit(RateLimit::per_minute(300));
    LogIn GET "/log-in" [] .rate_limit(RateLimit::per_minute(2));
    Panics GET "/panics" [];
    Todo GET "/todo" [];
}

/// A body with constraints.
#[derive(Debug)]
pub(crate) struct Thing {
    name: String,
    size: i32,
}

static NAME: Rules = Rules { max_length: Some(5), ..Rules::NONE };
static SIZE: Rules = Rules { minimum: Some(Bound::integer(1)), ..Rules::NONE };

impl Encode for Thing {
    fn encode(&self, json: &mut Writer) {
        json.begin_object();
        json.field("name", &self.name);
        json.field("size", &self.size);
        json.end_object();
    }
}

impl Decode for Thing {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let mut name = None;
        let mut size = None;
        json.begin_record();
        while json.next_property() {
            json.required_checked("name", &mut name, &NAME);
            json.required_checked("size", &mut size, &SIZE);
        }
        let whole = json.end_record();
        match (name, size) {
            (Some(name), Some(size)) if whole => Some(Self { name, size }),
            _ => None,
        }
    }
}

/// `POST /things`
pub(crate) struct CreateThing {
    dry_run: Option<bool>,
    body: Thing,
}

impl CreateThing {
    const DRY_RUN: &'static Parameter = &Parameter::query("dryRun");
}

impl Operation for CreateThing {
    const SPEC: &'static OperationSpec = &OperationSpec::new("createThing", Method::POST, "/things")
        .security(&[&[Security::new(&BEARER, &[])]])
        .body(BodyKind::Buffered);
    type Success = Thing;
    type Error = Undeclared;

    fn encode(self, request: &mut RequestEncoder) {
        request.parameter(Self::DRY_RUN, &self.dry_run);
        request.json(&self.body);
    }

    fn decode(request: &mut RequestDecoder) -> Option<Self> {
        let dry_run = request.optional(Self::DRY_RUN);
        let body = request.json();
        Some(Self { dry_run: dry_run?, body: body? })
    }

    fn encode_response(response: Result<Thing, Undeclared>, reply: ResponseEncoder) -> EncodedResponse {
        match response {
            Ok(body) => reply.status(201).json(&body),
            Err(other) => reply.undeclared(other),
        }
    }

    fn decode_response(reply: &mut ResponseDecoder) -> Result<Result<Thing, Undeclared>, DecodeError> {
        Ok(Ok(reply.json()?))
    }
}

/// `PUT /upload`
pub(crate) struct Upload {
    body: ByteStream,
}

impl Operation for Upload {
    const SPEC: &'static OperationSpec = &OperationSpec::new("upload", Method::PUT, "/upload").body(BodyKind::Streamed);
    type Success = String;
    type Error = Undeclared;

    fn encode(self, _: &mut RequestEncoder) {}

    fn decode(request: &mut RequestDecoder) -> Option<Self> {
        Some(Self { body: request.stream()? })
    }

    fn encode_response(response: Result<String, Undeclared>, reply: ResponseEncoder) -> EncodedResponse {
        match response {
            Ok(text) => reply.status(200).text(text),
            Err(other) => reply.undeclared(other),
        }
    }

    fn decode_response(reply: &mut ResponseDecoder) -> Result<Result<String, Undeclared>, DecodeError> {
        Ok(Ok(reply.text()?))
    }
}

/// Knows who is who by what the credentials say of themselves.
pub(crate) struct Doorman;

impl Authenticate for Doorman {
    type Principal = String;

    async fn authenticate(&self, presented: Presented<'_>) -> Result<String, AuthError> {
        let mut who = Vec::new();
        if let Some(token) = presented.bearer() {
            match token {
                "expired" => return Err(AuthError::invalid_token("the token is expired")),
                "weak" => return Err(AuthError::forbidden(presented.scopes())),
                token => who.push(format!("token {token}")),
            }
        }
        if let Some(basic) = presented.basic() {
            if basic.password() != "right" {
                return Err(AuthError::Unauthorized);
            }
            who.push(format!("user {}", basic.user()));
        }
        who.extend(presented.api_key("key").or(presented.api_key("query")).map(|key| format!("key {key}")));
        Ok(who.join(" and "))
    }
}

/// The API with these options.
pub(crate) fn router(options: ServerOptions) -> Router {
    let mut routes = Routes::new(Arc::new(()), Doorman, options);
    macro_rules! echoes {
        ($($name:ident)*) => {$(
            routes.add(|_: &(), request: $name, context: Context<String>| async move {
                let by = context.principal().map(|who| format!(" by {who}")).unwrap_or_default();
                Ok(request.0 + &by)
            });
        )*};
    }
    echoes!(GetThing GetMine DeleteThing CancelThing GetFile GetPoint ListThings PdfReport AnyReport Odd Root);
    echoes!(Both Either Optional Limited LogIn);
    routes.add(panics);
    routes.add(todo);
    routes.add(create_thing);
    routes.add(upload);
    routes.into_router()
}

async fn panics((): &(), request: Panics, _: Context<String>) -> Result<String, Undeclared> {
    panic!("the secret is 42, in {}", request.0)
}

async fn todo((): &(), request: Todo, _: Context<String>) -> Result<String, Undeclared> {
    drop(request.0);
    Err(Problem::not_implemented().into())
}

async fn create_thing((): &(), request: CreateThing, _: Context<String>) -> Result<Thing, Undeclared> {
    assert_ne!(request.dry_run, Some(true));
    Ok(request.body)
}

async fn upload((): &(), request: Upload, _: Context<String>) -> Result<String, Undeclared> {
    match request.body.collect(1 << 20).await {
        Ok(bytes) => Ok(format!("{} bytes", bytes.len())),
        Err(_) => Err(Problem::bad_request().into()),
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> Value {
        specwright_runtime::json::from_slice(self.text.as_bytes()).unwrap()
    }
}

pub(crate) async fn send(router: &Router, request: Request<Body>) -> Answer {
    let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    let bytes = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    Answer { status: parts.status, headers: parts.headers, text: String::from_utf8(bytes.to_vec()).unwrap() }
}

/// A request without a body.
pub(crate) async fn call(router: &Router, method: Method, target: &str, headers: &[(&str, &str)]) -> Answer {
    send_with(router, method, target, headers, Body::empty()).await
}

pub(crate) async fn send_with(
    router: &Router,
    method: Method,
    target: &str,
    headers: &[(&str, &str)],
    body: Body,
) -> Answer {
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(router, request.body(body).unwrap()).await
}
