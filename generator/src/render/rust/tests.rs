//! What the files of operations, client and server promise, on a small API.

use std::collections::BTreeMap;

use super::fixture::{self, STRING};
use crate::analyse::analyse;
use crate::config::{Config, Sides};
use crate::ir::Api;
use crate::ir::operation::{FieldPath, FieldStep, Location, PageStyle, ResponseOwner, StepPresence};
use crate::render::render;

/// Files of the crate, white space reduced to single spaces.
fn files(api: &Api, sides: Sides) -> BTreeMap<String, String> {
    let files = render(api, &analyse(api), &Config { sides, ..Config::default() }).files;
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    files.into_iter().map(|(path, file)| (path, squeezed(&file.text))).collect()
}

fn file(api: &Api, path: &str) -> String {
    files(api, Sides::Both).remove(path).unwrap_or_default()
}

fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is missing in:\n{text}");
    }
}

#[test]
fn every_rust_file_parses() {
    let api = fixture::api();
    let files = render(&api, &analyse(&api), &Config::default()).files;
    for (path, file) in files.iter().filter(|(path, _)| path.starts_with("src/") && *path != "src/rustfmt.toml") {
        assert!(syn::parse_file(&file.text).is_ok(), "{path}:\n{}", file.text);
    }
}

#[test]
fn an_operation_is_a_value_with_both_directions() {
    let text = file(&fixture::api(), "src/operations/users.rs");
    holds(
        &text,
        &[
            "/// Lists users. /// /// Page by page. /// /// `GET /users` #[derive(Debug, Clone, PartialEq)] pub struct ListUsers {",
            "pub fn new(tenant: impl Into<String>) -> Self",
            "pub fn page_or_default(&self) -> i32 { self.page.unwrap_or(1) }",
            ".rules(&Rules::new().minimum(Bound::integer(1)))",
            ".security(&[&[Security::new(&security::BEARER, &[\"read\"])], &[]])",
            "pub type ListUsersResponse = Result<ListUsersOk, ListUsersError>;",
            "ClientError { /// Its status. status: StatusCode,",
            "impl From<Problem> for ListUsersError",
            "status if status / 100 == 4 => { Err(ListUsersError::ClientError {",
            "reply.header(Self::X_TOTAL, &self.x_total).json(&self.body)",
            "200 => Ok(ListUsersOk::decode(reply)?),",
            "check.parameter(Self::PAGE, &self.page);",
        ],
    );
}

#[test]
fn media_types_are_chosen_by_content_type() {
    let text = file(&fixture::api(), "src/operations/users.rs");
    holds(
        &text,
        &[
            "#[derive(Debug, Default)] pub struct CreateUser {",
            "CreateUserBody::Csv(body) => request.bytes(\"text/csv\", body),",
            "match request.choose_optional(&[\"application/json\", \"text/csv\"]) {",
            "Some(Some(0)) if !request.is_empty() => { request.json().map(CreateUserBody::Json).map(Some) }",
            "Some(1) => Ok(Self::Pdf(reply.stream_as(\"application/pdf\")?)),",
            "_ => Err(reply.media_error(\"text/csv, application/pdf\")),",
            ".body(BodyKind::Mixed(&[\"text/csv\"]))",
            ".streams(&[(200, \"text/csv\"), (200, \"application/pdf\")])",
        ],
    );
}

#[test]
fn a_response_of_the_components_has_one_type_for_all_operations() {
    let mut api = fixture::api();
    for operation in &mut api.groups[0].operations[..2] {
        for response in operation.successes.iter_mut().filter(|response| !response.headers.is_empty()) {
            response.owner = ResponseOwner::Component;
            response.struct_name = "Counted".to_owned();
        }
    }
    holds(&file(&api, "src/operations/responses.rs"), &["pub struct Counted {", "const X_TOTAL:"]);
    holds(&file(&api, "src/operations.rs"), &["pub mod responses;", "pub use responses::*;"]);
    let text = file(&api, "src/operations/users.rs");
    holds(&text, &["use crate::operations::Counted;", "200 => Ok(Counted::decode(reply)?),"]);
    assert!(!text.contains("struct Counted"));
}

#[test]
fn an_operation_without_errors_has_no_enum_for_them() {
    let text = file(&fixture::api(), "src/operations/users.rs");
    holds(
        &text,
        &["pub type ImportUsersResponse = Result<(), Undeclared>;", "204 => Ok(()), _ => Err(reply.undeclared()),"],
    );
    assert!(!text.contains("enum ImportUsersError"));
}

#[test]
fn rules_of_a_whole_body_hold_on_both_sides() {
    let text = file(&fixture::api(), "src/operations/users.rs");
    holds(&text, &["request.check_body(body, Self::BODY_RULES);", "check.body_rules(&self.body, Self::BODY_RULES);"]);
}

#[test]
fn too_many_required_values_are_not_arguments() {
    let mut api = fixture::api();
    let operation = &mut api.groups[0].operations[2];
    for index in 0..8 {
        let name = format!("part{index}");
        operation.parameters.push(fixture::parameter(&name, &name, Location::Query, STRING, true));
    }
    assert!(!file(&api, "src/operations/users.rs").contains("pub fn new(part0"));
    holds(&file(&api, "src/client/users.rs"), &["pub fn export(&self, request: ExportUsers) -> Call<'c, ExportUsers>"]);
}

#[test]
fn setters_leave_the_methods_of_a_call_alone() {
    let text = file(&fixture::api(), "src/client/users.rs");
    holds(&text, &["pub fn with_timeout(mut self, timeout: i32) -> Self", "#[deprecated] pub fn role(mut self,"]);
    holds(&text, &["use crate::operations::{CreateUser, CreateUserBody,"]);
}

#[test]
fn the_token_flow_is_data() {
    let text = file(&fixture::api(), "src/client/builder.rs");
    holds(
        &text,
        &[
            "pub fn log_in(mut self, request: ImportUsers) -> Self",
            "pub fn bearer_token(mut self, token: impl Into<Secret>) -> Self",
            "pub fn key(mut self, key: impl Into<Secret>) -> Self",
            "static BEARER_FLOW: TokenFlow = TokenFlow { obtain: <ImportUsers as Operation>::SPEC, access: \"/token\",",
            "headers: &[\"Tenant\"],",
        ],
    );
}

#[test]
fn a_variable_stays_in_its_place_in_the_url() {
    let text = file(&fixture::api(), "src/client/servers.rs");
    holds(
        &text,
        &[
            "format!( \"https://{}.example.com/{}\", escaped(region.as_str(), \":[]\"), escaped(version, \"/:\") )",
            "format!(\"{}/api\", origin.trim_end_matches('/'))",
        ],
    );
}

#[test]
fn each_tag_is_a_trait_that_answers_501() {
    let api = fixture::api();
    let text = file(&api, "src/server/users.rs");
    holds(
        &text,
        &[
            "pub trait Users<P: Send + 'static>: Send + Sync + 'static {",
            "async { Err(Problem::not_implemented().into()) }",
        ],
    );
    holds(&file(&api, "src/server.rs"), &["A: users::Users<S::Principal>,", "let routes = users::routes(routes);"]);
}

#[test]
fn a_side_is_written_only_where_it_is_wanted() {
    let api = fixture::api();
    let client = files(&api, Sides::Client);
    assert!(client.contains_key("src/client.rs") && !client.keys().any(|path| path.starts_with("src/server")));
    let server = files(&api, Sides::Server);
    assert!(server.contains_key("src/server.rs") && !server.keys().any(|path| path.starts_with("src/client")));
}

#[test]
fn tags_make_way_for_types() {
    let mut api = fixture::api();
    api.groups[0].type_name = "User".to_owned();
    holds(&file(&api, "src/client.rs"), &["pub fn users(&self) -> users::UserApi<'_>"]);
    holds(&file(&api, "src/server/users.rs"), &["pub trait UserApi<P"]);
}

#[test]
fn the_next_page_is_asked_for_in_every_style() {
    let path = |field: &str, presence| FieldPath(vec![FieldStep { field: field.to_owned(), presence }]);
    let with = |style| {
        let mut api = fixture::api();
        if let Some(pagination) = &mut api.groups[0].operations[0].pagination {
            pagination.style = style;
        }
        file(&api, "src/operations/users.rs")
    };
    let parameter = || "page".to_owned();
    holds(
        &with(PageStyle::Page { parameter: parameter(), required: false, first: 1, has_next: None, total_pages: None }),
        &[
            "if page.body.items.is_empty() { return None; } Some(Self { page: Some(number.checked_add(1)?), ..self.clone() })",
        ],
    );
    holds(
        &with(PageStyle::Page {
            parameter: parameter(),
            required: false,
            first: 0,
            has_next: Some(path("has_next", StepPresence::Optional)),
            total_pages: None,
        }),
        &["let number = self.page.unwrap_or(0); if !page.body.has_next? { return None; }"],
    );
    holds(
        &with(PageStyle::Offset { parameter: parameter(), required: false, total: None }),
        &["let count = i32::try_from(page.body.items.len()) .ok() .filter(|count| *count > 0)?;"],
    );
    holds(&with(PageStyle::Link), &["link::next(self, headers)"]);
    let url = with(PageStyle::Url { next: path("has_next", StepPresence::Optional) });
    assert!(!url.contains("impl Paginated"), "a URL that is no string is not followed");
    let cursor = with(PageStyle::Cursor {
        parameter: parameter(),
        required: false,
        next: path("has_next", StepPresence::Optional),
    });
    assert!(!cursor.contains("impl Paginated"), "a cursor that is no string is not followed");
}

#[test]
fn a_deep_type_is_allowed_to_be_one() {
    let deep = quote::quote!(Option<BTreeMap<String, BTreeMap<String, BTreeMap<String, Vec<String>>>>>);
    assert!(!super::allow_deep_type(&deep).is_empty());
    let flat = quote::quote!(Option<BTreeMap<String, Vec<std::string::String>>>);
    assert!(super::allow_deep_type(&flat).is_empty());
}
