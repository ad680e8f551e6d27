//! Servers: a variant for each, named by what the document calls it.

use super::arena::Lowering;
use super::names::{self, Case, CrateNames};
use crate::diag::Code;
use crate::ir::types::{Docs, Member};
use crate::ir::{self, Server, ServerChoice};
use crate::spec;

impl Lowering<'_> {
    pub(super) fn lower_servers(&mut self) -> Vec<Server> {
        let spec = self.spec;
        let labels: Vec<String> = spec.servers.iter().map(label).collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let names = names::scope_names(&labels, Case::Camel, &["Custom", "Other", "Server"]);
        let mut choices = CrateNames::default();
        for own in ["Server", "Client", "ClientBuilder", "Call"] {
            choices.claim(&[own]);
        }
        let mut servers = Vec::with_capacity(names.len());
        for (server, name) in spec.servers.iter().zip(names) {
            let mut placed: Vec<&str> = Vec::new();
            let mut rest = server.url.as_str();
            while let Some((variable, after)) = rest.split_once('{').and_then(|(_, after)| after.split_once('}')) {
                if !placed.contains(&variable) {
                    placed.push(variable);
                }
                rest = after;
            }
            let fields = names::scope_names(&placed, Case::Snake, &[]);
            let mut variables = Vec::new();
            for field in fields {
                let Some(variable) = server.variables.get(&field.wire) else {
                    let message = format!("the server's URL has a variable `{}` that is not declared", field.wire);
                    self.say(Code::Degraded, Some(&server.place), message);
                    let default = String::new();
                    variables.push(ir::ServerVariable { name: field, default, choice: None, docs: None });
                    continue;
                };
                let choice = choice(&name.rust, &field.wire, &variable.values, &mut choices);
                variables.push(ir::ServerVariable {
                    name: field,
                    default: variable.default.clone(),
                    choice,
                    docs: variable.description.clone(),
                });
            }
            servers.push(Server { name, docs: server.description.clone(), url: server.url.clone(), variables });
        }
        servers
    }
}

impl Lowering<'_> {
    /// The URLs of the servers of an operation, if they are not those of the API.
    pub(super) fn servers_of(&mut self, operation: &spec::operation::Operation) -> Vec<String> {
        let all = &self.spec.servers;
        let is_known = |server: &spec::Server| all.iter().any(|known| known.url == server.url);
        if operation.servers.len() == all.len() && operation.servers.iter().all(is_known) {
            return Vec::new();
        }
        let mut urls = Vec::with_capacity(operation.servers.len());
        for server in &operation.servers {
            let variables = server.variables.iter();
            let url = variables.fold(server.url.clone(), |url, (name, variable)| {
                url.replace(&format!("{{{name}}}"), &variable.default)
            });
            let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
            if url.contains(['{', '}', '?', '#']) || scheme.is_some_and(|scheme| scheme != "http" && scheme != "https")
            {
                let message = format!("`{}` is left out: it is no URL that a path can be joined to", server.url);
                self.say(Code::Degraded, Some(&server.place), message);
            } else if !urls.contains(&url) {
                urls.push(url);
            }
        }
        urls
    }
}

/// The enum of the values of a variable.
fn choice(server: &str, variable: &str, values: &[String], names: &mut CrateNames) -> Option<ServerChoice> {
    let mut values: Vec<&str> = values.iter().map(String::as_str).collect();
    let mut seen = std::collections::HashSet::new();
    values.retain(|value| seen.insert(*value));
    if values.is_empty() {
        return None;
    }
    let type_name = names.claim(&[&names::join(&[server, variable])]);
    let members = values.iter().zip(names::scope(&values, Case::Camel, &[]));
    let members = members.map(|(value, rust)| Member { rust, value: (*value).to_owned(), docs: Docs::default() });
    Some(ServerChoice { type_name, members: members.collect() })
}

/// Its name; or the first word of its description, if that is what such servers are called; or the host's.
fn label(server: &spec::Server) -> String {
    if let Some(name) = server.name.as_ref().filter(|name| !name.trim().is_empty()) {
        return name.clone();
    }
    let known = [
        "production",
        "prod",
        "live",
        "staging",
        "stage",
        "sandbox",
        "test",
        "testing",
        "development",
        "dev",
        "local",
        "mock",
        "preview",
        "demo",
        "beta",
        "qa",
        "uat",
        "europe",
        "eu",
        "us",
        "public",
        "internal",
    ];
    let description = server.description.as_deref().unwrap_or_default();
    let words = names::words(description);
    if let Some(word) = words.iter().take(6).find(|word| known.contains(&word.as_str())) {
        return word.clone();
    }
    let says = words.iter().any(|word| !matches!(word.as_str(), "the" | "server"));
    if !description.is_empty() && says && (1..=3).contains(&words.len()) {
        return description.to_owned();
    }
    let host = server.url.split_once("://").map_or("", |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let parts: Vec<&str> = host.split('.').filter(|part| !part.is_empty() && !part.contains(['{', '}'])).collect();
    match parts.as_slice() {
        [] => "default".to_owned(),
        ["localhost" | "127", ..] => "local".to_owned(),
        [one] => (*one).to_owned(),
        [first, ..] if known.contains(first) => (*first).to_owned(),
        [.., name, _] => (*name).to_owned(),
    }
}
