//! Operations: their names first, so that no inline type takes them, then their parts.

use std::collections::{HashMap, HashSet};

use super::arena::Lowering;
use super::bodies::{self, MediaPlan};
use super::hint::Hint;
use super::names::{self, CrateNames, ModuleNames};
use super::renames::Named;
use super::responses::{self, ResponsePlan};
use super::{docs, methods, reverse};
use crate::diag::Code;
use crate::document::media;
use crate::ir::name::Name;
use crate::ir::operation::{Group, Operation, RateLimit, Role, StatusPattern};
use crate::ir::types::Docs;
use crate::spec;

/// The operations of one tag, before they are lowered.
pub(super) struct GroupPlan {
    group: Group,
    /// What it is named by: the tag, or the user's name for it.
    text: String,
    module: usize,
    operations: Vec<OperationPlan>,
}

impl GroupPlan {
    fn new(role: Role, name: Name, text: String, docs: Option<String>) -> Self {
        let (type_name, feature, gate, operations) = (String::new(), None, Vec::new(), Vec::new());
        let group = Group { role, name, type_name, feature, gate, docs, operations };
        Self { group, text, module: 0, operations: Vec::new() }
    }
}

/// The names of an operation.
pub(super) struct OperationPlan {
    index: usize,
    name: Name,
    /// The name that the user or the operation itself gives it.
    wish: Option<String>,
    pub type_name: String,
    response_name: String,
    error_name: String,
    success_name: String,
    pub choice_name: String,
    pub media: Vec<MediaPlan>,
    pub successes: Vec<ResponsePlan>,
    pub errors: Vec<ResponsePlan>,
}

impl Lowering<'_> {
    /// Names every operation and what belongs to it, and finds the files in multipart bodies.
    pub(super) fn plan_operations(&mut self) -> Vec<GroupPlan> {
        let spec = self.spec;
        let ids = reverse::ids(spec);
        let wishes: Vec<Option<String>> =
            ids.iter().zip(&spec.operations).map(|(id, operation)| self.operation_wish(id, operation)).collect();
        let texts: Vec<&str> = wishes.iter().zip(&ids).map(|(wish, id)| wish.as_ref().unwrap_or(id).as_str()).collect();
        let methods = reverse::methods(spec, &texts);
        for (index, wish) in wishes.iter().enumerate() {
            if let Some(wish) = wish {
                self.check_wish(Named::Operations, wish, &methods[index], Some(&spec.operations[index].place));
            }
        }
        let type_names: Vec<String> = texts
            .iter()
            .zip(&spec.operations)
            .map(|(id, operation)| {
                let plain = names::camel(id);
                let what = match operation.role {
                    Role::Call => "Operation",
                    Role::Webhook => "Webhook",
                    Role::Callback => "Callback",
                };
                self.names.claim(&[&plain, &format!("{plain}{what}")])
            })
            .collect();
        let mut groups: Vec<GroupPlan> = Vec::new();
        let mut by_key: HashMap<String, usize> = HashMap::new();
        let calls = spec.operations.iter().filter(|operation| operation.role == Role::Call);
        let tags: Vec<String> = calls.map(group_of).collect();
        let mut snakes: HashMap<&str, String> = HashMap::new();
        for tag in &tags {
            if !snakes.contains_key(tag.as_str()) {
                snakes.insert(tag, names::snake(&self.tag_text(tag)));
            }
        }
        let used: HashSet<&str> = snakes.values().map(String::as_str).collect();
        let mut keys: Vec<String> = spec.tags.iter().map(|tag| tag.name.clone()).collect();
        keys.extend(tags.iter().cloned());
        // Beside what stands in the modules: their own names, which clippy does not take twice.
        let mut modules = ModuleNames::with(&[
            "call",
            "servers",
            "new",
            "builder",
            "clone",
            "fmt",
            "client",
            "operations",
            "responses",
            "server",
        ]);
        for key in keys {
            let text = self.tag_text(&key);
            let snake = snakes.get(key.as_str()).cloned().unwrap_or_else(|| names::snake(&text));
            if by_key.contains_key(&snake) || !used.contains(snake.as_str()) {
                continue;
            }
            by_key.insert(snake, groups.len());
            let docs = spec.tags.iter().find(|tag| tag.name == key).and_then(|tag| tag.description.clone());
            let rust = modules.claim(&text, "api");
            groups.push(GroupPlan::new(Role::Call, Name { wire: key, rust }, text, docs));
        }
        for (index, tag) in tags.iter().enumerate() {
            let Some(&group) = snakes.get(tag.as_str()).and_then(|snake| by_key.get(snake)) else { continue };
            let name = Name { wire: ids[index].clone(), rust: methods[index].clone() };
            let mut plan = self.plan_operation(index, name, type_names[index].clone());
            plan.wish.clone_from(&wishes[index]);
            groups[group].operations.push(plan);
        }
        for (role, text) in [(Role::Webhook, "webhooks"), (Role::Callback, "callbacks")] {
            let of_role = |(_, operation): &(usize, &spec::operation::Operation)| operation.role == role;
            let indices: Vec<usize> =
                spec.operations.iter().enumerate().filter(of_role).map(|(index, _)| index).collect();
            if indices.is_empty() {
                continue;
            }
            let rust = modules.claim(text, "operations");
            let mut group = GroupPlan::new(role, Name { wire: text.to_owned(), rust }, text.to_owned(), None);
            for index in indices {
                let name = Name { wire: ids[index].clone(), rust: methods[index].clone() };
                let mut plan = self.plan_operation(index, name, type_names[index].clone());
                plan.wish.clone_from(&wishes[index]);
                group.operations.push(plan);
            }
            groups.push(group);
        }
        let mut type_scope = CrateNames::default();
        for name in &type_names {
            type_scope.claim(&[name]);
        }
        // Those who are not called stand in modules of their own, where the names of tags are free.
        let mut reverse_scope = type_scope.clone();
        for group in &mut groups {
            let plain = names::camel(&group.text);
            let scope = if group.group.is_reverse() { &mut reverse_scope } else { &mut type_scope };
            group.group.type_name = scope.claim(&[&plain, &format!("{plain}Api")]);
            group.module = self.add_module(&format!("{}_operations", group.group.name.rust), "types");
        }
        for operation in &spec.operations {
            let responses = operation.responses.iter().flat_map(|response| &response.content);
            for media in operation.body.iter().flat_map(|body| &body.content).chain(responses) {
                if let Some(schema) = media.schema.filter(|_| media::is_multipart(&media.name)) {
                    self.mark_files(schema, &media.encoding);
                }
                self.mark_placed_files(media);
            }
        }
        groups
    }

    /// What a tag's module is named by.
    fn tag_text(&mut self, tag: &str) -> String {
        self.renamed(Named::Tags, tag).unwrap_or_else(|| tag.to_owned())
    }

    fn plan_operation(&mut self, index: usize, name: Name, base: String) -> OperationPlan {
        let spec = self.spec;
        let operation = &spec.operations[index];
        let response_name = self.names.claim(&[&format!("{base}Response"), &format!("{base}Result")]);
        let media = match &operation.body {
            Some(body) => self.plan_media(&body.content, &body.place),
            None => Vec::new(),
        };
        let choice_name = self.claim_if(media.len() > 1, &[&format!("{base}Body"), &format!("{base}Content")]);
        let (successes, errors) = responses::sorted(operation);
        if successes.is_empty() {
            self.say(
                Code::Degraded,
                Some(&operation.place),
                "no response says what success is; it is taken as 200 without a body",
            );
        }
        let successes = self.plan_responses(successes, &base, &operation.method);
        let errors = self.plan_responses(errors, &base, &operation.method);
        let one_status = match successes.as_slice() {
            [] => true,
            [plan] => matches!(operation.responses[plan.index].status, StatusPattern::Code(_)),
            _ => false,
        };
        let success_name = self.claim_if(!one_status, &[&format!("{base}Success"), &format!("{base}Outcome")]);
        let error_name = self.claim_if(!errors.is_empty(), &[&format!("{base}Error"), &format!("{base}Failure")]);
        OperationPlan {
            index,
            name,
            wish: None,
            type_name: base,
            response_name,
            error_name,
            success_name,
            choice_name,
            media,
            successes,
            errors,
        }
    }

    /// A name, taken only if it is needed.
    pub(super) fn claim_if(&mut self, needed: bool, candidates: &[&str]) -> String {
        if needed {
            self.names.claim(candidates)
        } else {
            candidates.first().map_or_else(String::new, |&name| name.to_owned())
        }
    }

    /// Lowers what was planned.
    pub(super) fn lower_operations(&mut self, plans: Vec<GroupPlan>) -> Vec<Group> {
        let mut groups = Vec::with_capacity(plans.len());
        for GroupPlan { mut group, text, module, operations } in plans {
            let ids: Vec<&str> = operations.iter().map(|plan| plan.name.wire.as_str()).collect();
            let full: Vec<&str> = operations.iter().map(|plan| plan.name.rust.as_str()).collect();
            let mut method_names = methods::names(&text, &ids, &full);
            // A name that was given is not made shorter.
            for (index, plan) in operations.iter().enumerate().filter(|(_, plan)| plan.wish.is_some()) {
                if plan.name.rust != "new" && !method_names.contains(&plan.name.rust) {
                    method_names[index].clone_from(&plan.name.rust);
                }
            }
            for (plan, method_name) in operations.into_iter().zip(method_names) {
                group.operations.push(self.lower_operation(plan, method_name, module));
            }
            groups.push(group);
        }
        groups
    }

    fn lower_operation(&mut self, plan: OperationPlan, method_name: String, module: usize) -> Operation {
        let spec = self.spec;
        let operation = &spec.operations[plan.index];
        let hint = Hint::new(plan.type_name.clone(), module);
        let parameters = self.lower_parameters(operation, &hint);
        let body = operation.body.as_ref().and_then(|body| {
            let fields: Vec<&str> = parameters.iter().map(|parameter| parameter.name.rust.as_str()).collect();
            self.lower_body(body, &operation.method, &plan, &fields, &hint)
        });
        let successes = self.lower_responses(operation, &plan.successes, &hint);
        let errors = self.lower_responses(operation, &plan.errors, &hint);
        let name = plan.name;
        Operation {
            type_name: plan.type_name,
            response_name: plan.response_name,
            method_name,
            method: operation.method.clone(),
            path: operation.reverse.as_ref().map_or_else(|| operation.path.clone(), |own| reverse::path(own, &name)),
            reverse: operation.reverse.as_ref().map(|own| reverse::of(spec, own)),
            docs: Docs {
                text: docs::text(operation.summary.as_deref(), operation.description.as_deref()),
                examples: Vec::new(),
                deprecated: operation.deprecated,
            },
            parameters,
            body,
            successes,
            success_name: plan.success_name,
            errors,
            error_name: plan.error_name,
            shared_error: None,
            security: self.lower_security(operation),
            servers: self.servers_of(operation),
            rate_limit: operation.rate_limit.map(|limit| RateLimit {
                requests: limit.requests,
                per: limit.per,
                scope: limit.scope,
            }),
            pagination: None,
            callback_urls: Vec::new(),
            links: Vec::new(),
            sides: operation.sides,
            name,
        }
    }
}

/// The tag that an operation is listed under; without one, the first word of its path.
fn group_of(operation: &spec::operation::Operation) -> String {
    if let Some(tag) = operation.tags.iter().find(|tag| !tag.trim().is_empty()) {
        return tag.clone();
    }
    let is_version =
        |part: &str| part.strip_prefix('v').is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.'));
    operation
        .path
        .split(['/', '?', '#'])
        .find(|part| !part.is_empty() && !part.contains('{') && *part != "api" && !is_version(part))
        .unwrap_or("default")
        .to_owned()
}

/// As the module says: used by [`bodies`] too, which names the enum of a body's alternatives.
pub(super) fn body_hint(plan: &OperationPlan, media: &MediaPlan, hint: &Hint) -> Hint {
    let name = if plan.media.len() > 1 {
        names::join(&[&plan.type_name, &bodies::variant(&media.name), "body"])
    } else {
        names::join(&[&plan.type_name, "body"])
    };
    Hint::new(name, hint.module)
}
