//! A small API for the tests of the printers: every form of request and response once.

use std::time::Duration;

use serde_json::json;

use crate::ir::name::Name;
use crate::ir::operation::*;
use crate::ir::security::{Expires, OperationRef, Renew, Scheme, SchemeKind, TokenFlow};
use crate::ir::types::*;
use crate::ir::{Api, Server, ServerChoice, ServerVariable};
use crate::spec::operation::RateScope;

pub(crate) const STRING: TypeId = TypeId(0);
pub(crate) const I32: TypeId = TypeId(1);
pub(crate) const BOOL: TypeId = TypeId(2);
pub(crate) const USER: TypeId = TypeId(3);
pub(crate) const USERS: TypeId = TypeId(4);
pub(crate) const PAGE: TypeId = TypeId(5);
pub(crate) const STRINGS: TypeId = TypeId(6);

pub(crate) fn name(wire: &str, rust: &str) -> Name {
    Name { wire: wire.to_owned(), rust: rust.to_owned() }
}

pub(crate) fn slot(ty: TypeId) -> Slot {
    Slot { ty, nullable: false, rules: None }
}

pub(crate) fn docs(text: &str) -> Docs {
    Docs { text: Some(text.to_owned()), ..Docs::default() }
}

fn ty(named: Option<(&str, &str)>, shape: Shape) -> Type {
    Type { name: named.map(|(wire, rust)| name(wire, rust)), docs: Docs::default(), shape }
}

fn field(wire: &str, rust: &str, ty: TypeId, required: bool) -> Field {
    Field {
        name: name(wire, rust),
        slot: slot(ty),
        required,
        default: None,
        docs: Docs::default(),
        access: Access::Both,
    }
}

fn record(fields: Vec<Field>) -> Shape {
    Shape::Record(Record { constants: Vec::new(), fields, rest: Rest::Ignored, rules: None, part: None, places: None })
}

fn types() -> Types {
    let all = vec![
        ty(None, Shape::Scalar(Scalar::String)),
        ty(None, Shape::Scalar(Scalar::I32)),
        ty(None, Shape::Scalar(Scalar::Bool)),
        ty(Some(("User", "User")), record(vec![field("name", "name", STRING, true), field("age", "age", I32, false)])),
        ty(None, Shape::List(slot(USER))),
        ty(
            Some(("UserPage", "UserPage")),
            record(vec![field("items", "items", USERS, true), field("hasNext", "has_next", BOOL, false)]),
        ),
        ty(None, Shape::List(slot(STRING))),
    ];
    let module = |name: &str, ty| Module { name: name.to_owned(), types: vec![ty] };
    Types { all, modules: vec![module("user", USER), module("user_page", PAGE)], ..Types::default() }
}

pub(crate) fn parameter(wire: &str, rust: &str, location: Location, ty: TypeId, required: bool) -> Parameter {
    let style = if matches!(location, Location::Query | Location::Cookie) { Style::Form } else { Style::Simple };
    let kind = if ty == STRINGS { ParameterKind::Array } else { ParameterKind::Scalar };
    Parameter {
        name: name(wire, rust),
        constant: rust.to_uppercase(),
        location,
        slot: slot(ty),
        required,
        encoding: ParameterEncoding {
            style,
            explode: style == Style::Form,
            allow_reserved: false,
            allow_empty: false,
            kind,
            members: Members::Inside,
        },
        default: None,
        docs: Docs::default(),
    }
}

pub(crate) fn content(media_type: &str, variant: &str, codec: Codec) -> Content {
    Content {
        media_type: media_type.to_owned(),
        also: Vec::new(),
        xml: None,
        variant: variant.to_owned(),
        codec,
        encoding: Vec::new(),
    }
}

pub(crate) fn response(status: StatusPattern, variant: &str, owner: &str, contents: Vec<Content>) -> Response {
    Response {
        status,
        variant: variant.to_owned(),
        docs: Docs::default(),
        headers: Vec::new(),
        struct_name: format!("{owner}{variant}"),
        contents,
        head_type: None,
        choice_name: format!("{owner}{variant}Body"),
        owner: ResponseOwner::Operation,
        module: None,
    }
}

fn operation(id: &str, snake: &str, camel: &str, method: &str, path: &str) -> Operation {
    Operation {
        name: name(id, snake),
        type_name: camel.to_owned(),
        response_name: format!("{camel}Response"),
        method_name: snake.trim_end_matches("_users").trim_end_matches("_user").to_owned(),
        method: method.to_owned(),
        path: path.to_owned(),
        reverse: None,
        docs: Docs::default(),
        parameters: Vec::new(),
        body: None,
        successes: Vec::new(),
        success_name: format!("{camel}Success"),
        errors: Vec::new(),
        error_name: format!("{camel}Error"),
        shared_error: None,
        security: Vec::new(),
        servers: Vec::new(),
        rate_limit: None,
        pagination: None,
        callback_urls: Vec::new(),
        links: Vec::new(),
        sides: crate::config::Sides::Both,
    }
}

fn step(field: &str, presence: StepPresence) -> FieldPath {
    FieldPath(vec![FieldStep { field: field.to_owned(), presence }])
}

fn list_users() -> Operation {
    let rules = Rules { minimum: Some(1.into()), ..Rules::default() };
    let mut page = parameter("page", "page", Location::Query, I32, false);
    page.slot.rules = Some(rules);
    page.default = Some(json!(1));
    page.docs = docs("Page, starting at 1.");
    let mut filter = parameter("role", "role", Location::Query, STRINGS, false);
    filter.docs.deprecated = true;
    let mut ok = response(
        StatusPattern::Code(200),
        "Ok",
        "ListUsers",
        vec![content("application/json", "Json", Codec::Json(slot(PAGE)))],
    );
    ok.headers.push(Header {
        name: name("X-Total", "x_total"),
        slot: slot(I32),
        required: false,
        encoding: parameter("X-Total", "x_total", Location::Header, I32, false).encoding,
        docs: Docs::default(),
    });
    let problem = || vec![content("application/problem+json", "Problem", Codec::Json(slot(USER)))];
    Operation {
        docs: docs("Lists users.\n\nPage by page."),
        parameters: vec![parameter("Tenant", "tenant", Location::Header, STRING, true), page, filter],
        successes: vec![ok],
        errors: vec![
            response(StatusPattern::Code(401), "Unauthorized", "ListUsers", problem()),
            response(StatusPattern::Range(4), "ClientError", "ListUsers", problem()),
        ],
        security: vec![vec![("Bearer".to_owned(), vec!["read".to_owned()])], vec![]],
        servers: Vec::new(),
        rate_limit: Some(RateLimit { requests: 300, per: Duration::from_mins(1), scope: RateScope::Operation }),
        pagination: Some(Pagination {
            item: slot(USER),
            items: step("items", StepPresence::Always),
            style: PageStyle::Page {
                parameter: "page".to_owned(),
                required: false,
                first: 1,
                has_next: Some(step("has_next", StepPresence::Optional)),
                total_pages: None,
            },
        }),
        ..operation("listUsers", "list_users", "ListUsers", "GET", "/users")
    }
}

fn create_user() -> Operation {
    let body = Body {
        field: "body".to_owned(),
        required: false,
        contents: vec![
            content("application/json", "Json", Codec::Json(slot(USER))),
            content("text/csv", "Csv", Codec::Bytes),
        ],
        choice_name: "CreateUserBody".to_owned(),
        docs: Docs::default(),
    };
    Operation {
        docs: Docs { deprecated: true, ..docs("Creates a user.") },
        body: Some(body),
        successes: vec![
            response(
                StatusPattern::Code(201),
                "Created",
                "CreateUser",
                vec![content("application/json", "Json", Codec::Json(slot(USER)))],
            ),
            response(StatusPattern::Code(204), "NoContent", "CreateUser", vec![]),
        ],
        errors: vec![response(
            StatusPattern::Default,
            "Default",
            "CreateUser",
            vec![content("text/plain", "Text", Codec::Text(None))],
        )],
        ..operation("createUser", "create_user", "CreateUser", "POST", "/users")
    }
}

fn export_users() -> Operation {
    let contents = vec![content("text/csv", "Csv", Codec::Bytes), content("application/pdf", "Pdf", Codec::Bytes)];
    Operation {
        parameters: vec![parameter("timeout", "timeout", Location::Query, I32, false)],
        successes: vec![response(StatusPattern::Code(200), "Ok", "ExportUsers", contents)],
        ..operation("exportUsers", "export_users", "ExportUsers", "GET", "/users/export")
    }
}

fn import_users() -> Operation {
    let rules = Rules { max_items: Some(5), ..Rules::default() };
    let codec = Codec::Json(Slot { rules: Some(rules), ..slot(USERS) });
    let body = Body {
        field: "body".to_owned(),
        required: true,
        contents: vec![content("application/json", "Json", codec)],
        choice_name: "ImportUsersBody".to_owned(),
        docs: Docs::default(),
    };
    Operation {
        body: Some(body),
        successes: vec![response(StatusPattern::Code(204), "NoContent", "ImportUsers", vec![])],
        ..operation("importUsers", "import_users", "ImportUsers", "PUT", "/users/{`id`}")
    }
}

fn region() -> ServerChoice {
    let member =
        |rust: &str, value: &str| Member { rust: rust.to_owned(), value: value.to_owned(), docs: Docs::default() };
    ServerChoice { type_name: "EuWestRegion".to_owned(), members: vec![member("Eu", "eu"), member("Us", "us")] }
}

/// The API.
pub(crate) fn api() -> Api {
    let token = || OperationRef { group: "users".to_owned(), type_name: "ImportUsers".to_owned() };
    Api {
        crate_name: "people".to_owned(),
        title: "People".to_owned(),
        version: "1.0.0".to_owned(),
        description: None,
        servers: vec![
            Server {
                name: name("", "EuWest"),
                docs: None,
                url: "https://{region}.example.com/{version}".to_owned(),
                variables: vec![
                    ServerVariable {
                        name: name("region", "region"),
                        default: "eu".to_owned(),
                        choice: Some(region()),
                        docs: None,
                    },
                    ServerVariable {
                        name: name("version", "version"),
                        default: "v1".to_owned(),
                        choice: None,
                        docs: None,
                    },
                ],
            },
            Server { name: name("", "Local"), docs: None, url: "/api".to_owned(), variables: Vec::new() },
        ],
        types: types().into(),
        groups: vec![Group {
            name: name("Users", "users"),
            type_name: "Users".to_owned(),
            feature: None,
            gate: Vec::new(),
            role: Role::Call,
            docs: None,
            operations: vec![list_users(), create_user(), export_users(), import_users()],
        }],
        xml: crate::ir::xml::Tables::default(),
        schemes: vec![
            Scheme {
                name: name("Bearer", "bearer"),
                docs: None,
                kind: SchemeKind::Bearer,
                token_flow: Some(TokenFlow {
                    obtain: token(),
                    access: "/token".to_owned(),
                    refresh: Some("/refresh".to_owned()),
                    refresh_expires: None,
                    renew: Some(Renew {
                        operation: token(),
                        access: None,
                        refresh: Some("/refresh".to_owned()),
                        headers: vec!["Tenant".to_owned()],
                    }),
                    expires: Expires::Jwt,
                }),
            },
            Scheme {
                name: name("key", "key"),
                docs: None,
                kind: SchemeKind::ApiKey { location: Location::Query, name: "k".to_owned() },
                token_flow: None,
            },
        ],
        document: "{}".into(),
    }
}
