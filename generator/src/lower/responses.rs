//! Responses: which of them are successes, what their variants are called, what they carry.

use super::arena::Lowering;
use super::bodies::MediaPlan;
use super::docs;
use super::hint::Hint;
use super::names::{self, Case};
use super::parameters::component_of;
use crate::diag::{Code, Place};
use crate::ir::operation::{
    Header, Members, Operation, ParameterEncoding, ParameterKind, Response, ResponseOwner, StatusPattern,
};
use crate::ir::types::{Docs, Slot};
use crate::spec::operation as spec;

/// The names of a response.
#[derive(Debug, Clone)]
pub(super) struct ResponsePlan {
    /// Number among the responses of the operation.
    pub index: usize,
    variant: String,
    struct_name: String,
    choice_name: String,
    owner: ResponseOwner,
    media: Vec<MediaPlan>,
    head_type: Option<String>,
}

/// The names of a response under `components`.
#[derive(Debug, Clone)]
pub(super) struct SharedNames {
    struct_name: String,
    choice_name: String,
}

/// A response with its number among those of its operation.
pub(super) type Numbered<'s> = (usize, &'s spec::Response);

/// Successes and errors, by status. Successes are 2xx; or else 3xx; or else `default`.
pub(super) fn sorted(operation: &spec::Operation) -> (Vec<Numbered<'_>>, Vec<Numbered<'_>>) {
    let mut all: Vec<Numbered<'_>> = operation.responses.iter().enumerate().collect();
    all.sort_by_key(|(_, response)| response.status);
    let class = |response: &spec::Response| match response.status {
        StatusPattern::Code(code) => u8::try_from(code / 100).unwrap_or_default(),
        StatusPattern::Range(digit) => digit,
        StatusPattern::Default => 0,
    };
    let wanted = [2, 3, 0].into_iter().find(|&wanted| all.iter().any(|(_, response)| class(response) == wanted));
    all.into_iter().partition(|(_, response)| Some(class(response)) == wanted)
}

impl Lowering<'_> {
    pub(super) fn plan_responses(
        &mut self,
        responses: Vec<Numbered<'_>>,
        base: &str,
        method: &str,
    ) -> Vec<ResponsePlan> {
        let mut plans = Vec::with_capacity(responses.len());
        let labels: Vec<String> = responses.iter().map(|(_, response)| label(response.status)).collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let variants = names::scope(&labels, Case::Camel, &["Undeclared"]);
        for ((index, response), variant) in responses.into_iter().zip(variants) {
            if matches!(response.status, StatusPattern::Code(100..=199) | StatusPattern::Range(1)) {
                self.say(
                    Code::Degraded,
                    Some(&response.place),
                    "an interim response is not handed on, so it is left out",
                );
                continue;
            }
            let is_head = method == "HEAD";
            let bodiless = matches!(response.status, StatusPattern::Code(204 | 205 | 304)) || is_head;
            if bodiless && !is_head && !response.content.is_empty() {
                self.say(
                    Code::Degraded,
                    Some(&response.place),
                    "a response of this kind has no body (RFC 9110, 6.4.1), so its content is left out",
                );
            }
            let media = if bodiless { Vec::new() } else { self.plan_media(&response.content, &response.place) };
            let needs_struct = !response.headers.is_empty() || !matches!(response.status, StatusPattern::Code(_));
            let shared = shared_name(&response.place).filter(|_| !bodiless);
            let (owner, names) = match shared {
                Some(component) => (ResponseOwner::Component, self.shared_names(response, &component, media.len())),
                None => {
                    (ResponseOwner::Operation, self.own_names(&format!("{base}{variant}"), needs_struct, media.len()))
                }
            };
            let SharedNames { struct_name, choice_name } = names;
            // What `GET` would answer with (RFC 9110, 9.3.2).
            let head_type = response.content.first().filter(|media| is_head && !media.name.contains('*'));
            let head_type = head_type.map(|media| format!("{}{}", media.name, media.parameters));
            plans.push(ResponsePlan { index, variant, struct_name, choice_name, owner, media, head_type });
        }
        plans
    }

    fn own_names(&mut self, plain: &str, needs_struct: bool, media: usize) -> SharedNames {
        let struct_name = self.claim_if(needs_struct, &[plain, &format!("{plain}Reply")]);
        let choice_name = if needs_struct {
            self.claim_if(media > 1, &[&format!("{plain}Body"), &format!("{plain}Content")])
        } else {
            self.claim_if(media > 1, &[plain, &format!("{plain}Body")])
        };
        SharedNames { struct_name, choice_name }
    }

    /// The names of a response under `components`: claimed by the first operation that refers to it.
    fn shared_names(&mut self, response: &spec::Response, component: &str, media: usize) -> SharedNames {
        if let Some(names) = self.shared_responses.get(&response.place) {
            return names.clone();
        }
        let names = self.own_names(component, !response.headers.is_empty(), media);
        self.shared_responses.insert(response.place.clone(), names.clone());
        names
    }

    pub(super) fn lower_responses(
        &mut self,
        operation: &spec::Operation,
        plans: &[ResponsePlan],
        hint: &Hint,
    ) -> Vec<Response> {
        let mut responses = Vec::with_capacity(plans.len());
        for plan in plans {
            let Some(response) = operation.responses.get(plan.index) else { continue };
            let shared = shared_name(&response.place);
            let module = self.home(&response.place, hint.module);
            let hints: Vec<Hint> = plan
                .media
                .iter()
                .map(|media| {
                    let media = if plan.media.len() > 1 { super::bodies::variant(&media.name) } else { String::new() };
                    let name = match &shared {
                        Some(name) => names::join(&[name, &media]),
                        None if media.is_empty() && plan.struct_name != format!("{}{}", hint.name(), plan.variant) => {
                            names::join(&[hint.name(), &plan.variant])
                        }
                        None => names::join(&[hint.name(), &plan.variant, &media, "body"]),
                    };
                    Hint::new(name, module)
                })
                .collect();
            let header_hint = match &shared {
                Some(name) => Hint::new(name.clone(), module),
                None => hint.part(&plan.variant),
            };
            let headers = self.lower_headers(&response.headers, &header_hint);
            let contents = self.contents(&plan.media, &hints, &response.place);
            responses.push(Response {
                status: response.status,
                variant: plan.variant.clone(),
                docs: docs::only(Some(&response.description)),
                headers,
                struct_name: plan.struct_name.clone(),
                contents,
                head_type: plan.head_type.clone(),
                choice_name: plan.choice_name.clone(),
                owner: plan.owner,
                module: None,
            });
        }
        responses
    }

    pub(super) fn lower_headers(&mut self, headers: &[spec::Header], hint: &Hint) -> Vec<Header> {
        let wires: Vec<&str> = headers.iter().map(|header| header.name.as_str()).collect();
        let names = names::scope_names(&wires, Case::Snake, &["body", "status"]);
        let mut lowered = Vec::with_capacity(headers.len());
        for (header, name) in headers.iter().zip(names) {
            let hint = match component_of(&header.place.pointer, "headers") {
                Some(name) => Hint::new(names::camel(&name), self.home(&header.place, hint.module)),
                None => hint.part(&header.name),
            };
            let slot = self.slot(header.schema, &hint);
            let kind = self.encoded_kind(header.media_type.as_deref(), &slot, &header.place);
            let schema = self.schema(header.schema);
            lowered.push(Header {
                name,
                slot: Slot { nullable: slot.nullable && kind == ParameterKind::Json, ..slot },
                required: header.required,
                encoding: ParameterEncoding {
                    style: header.style,
                    explode: header.explode,
                    allow_reserved: false,
                    allow_empty: false,
                    kind,
                    members: Members::Inside,
                },
                docs: Docs {
                    text: docs::text(None, header.description.as_deref().or(schema.description.as_deref())),
                    examples: Vec::new(),
                    deprecated: schema.deprecated,
                },
            });
        }
        lowered
    }
}

/// What a response is called that stands by itself, for any operation to refer to: under `components`, or in a file of its own.
fn shared_name(place: &Place) -> Option<String> {
    let file = || {
        let name = place.file.rsplit('/').next().unwrap_or(&place.file);
        place.pointer.is_empty().then(|| name.split_once('.').map_or(name, |(stem, _)| stem).to_owned())
    };
    component_of(&place.pointer, "responses").or_else(file).map(|name| names::camel(&name))
}

/// A success that the document does not declare: 200 without a body.
pub(super) fn assume_success(operation: &mut Operation) {
    if operation.successes.is_empty() {
        operation.successes.push(Response {
            status: StatusPattern::Code(200),
            variant: "Ok".to_owned(),
            docs: Docs::default(),
            headers: Vec::new(),
            struct_name: String::new(),
            contents: Vec::new(),
            head_type: None,
            choice_name: String::new(),
            owner: ResponseOwner::Operation,
            module: None,
        });
    }
}

/// The reason phrase of a status (RFC 9110, 15), or what its class is called.
fn label(status: StatusPattern) -> String {
    let code = match status {
        StatusPattern::Code(code) => code,
        StatusPattern::Default => return "Default".to_owned(),
        StatusPattern::Range(digit) => {
            let name = ["Informational", "Success", "Redirection", "ClientError", "ServerError"]
                .get(usize::from(digit).wrapping_sub(1));
            return name.map_or_else(|| format!("Status {digit} xx"), |&name| name.to_owned());
        }
    };
    let phrase = match code {
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritativeInformation",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        208 => "AlreadyReported",
        226 => "ImUsed",
        300 => "MultipleChoices",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        305 => "UseProxy",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        407 => "ProxyAuthenticationRequired",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "ContentTooLarge",
        414 => "UriTooLong",
        415 => "UnsupportedMediaType",
        416 => "RangeNotSatisfiable",
        417 => "ExpectationFailed",
        418 => "ImATeapot",
        421 => "MisdirectedRequest",
        422 => "UnprocessableContent",
        423 => "Locked",
        424 => "FailedDependency",
        425 => "TooEarly",
        426 => "UpgradeRequired",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        431 => "RequestHeaderFieldsTooLarge",
        451 => "UnavailableForLegalReasons",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        505 => "HttpVersionNotSupported",
        507 => "InsufficientStorage",
        508 => "LoopDetected",
        511 => "NetworkAuthenticationRequired",
        _ => return format!("Status{code}"),
    };
    phrase.to_owned()
}
