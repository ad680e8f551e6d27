//! Security: the schemes that operations use, and how their tokens are got.

use std::collections::HashSet;

use super::arena::Lowering;
use super::names::{self, Case};
use crate::diag::Code;
use crate::ir::operation::{Group, Location, Operation};
use crate::ir::security::{OperationRef, Renew, Scheme, TokenFlow};
use crate::spec::operation as spec;

impl Lowering<'_> {
    /// The alternatives of an operation. One that names a scheme that is not declared is left out; `resolve` said so.
    pub(super) fn lower_security(&mut self, operation: &spec::Operation) -> Vec<Vec<(String, Vec<String>)>> {
        let mut alternatives: Vec<Vec<(String, Vec<String>)>> = Vec::new();
        for requirement in &operation.security {
            if requirement.schemes.iter().all(|(name, _)| self.spec.security_schemes.contains_key(name)) {
                alternatives.push(requirement.schemes.clone());
            } else {
                let message = "a security requirement names a scheme that is not declared";
                self.say(Code::UnknownSecurityScheme, Some(&operation.place), message);
            }
        }
        alternatives
    }

    pub(super) fn lower_schemes(&mut self, groups: &[Group]) -> Vec<Scheme> {
        let spec = self.spec;
        let operations =
            || groups.iter().flat_map(|group| group.operations.iter().map(move |operation| (group, operation)));
        let used: HashSet<&str> = operations()
            .flat_map(|(_, operation)| operation.security.iter().flatten())
            .map(|(name, _)| name.as_str())
            .collect();
        let wires: Vec<&str> =
            spec.security_schemes.keys().map(String::as_str).filter(|name| used.contains(name)).collect();
        let names = names::scope_names(&wires, Case::Snake, &[]);
        let find = |id: &str| operations().find(|(_, operation)| operation.name.wire == id);
        let mut schemes = Vec::new();
        for name in names {
            let Some(scheme) = spec.security_schemes.get(&name.wire) else { continue };
            let mut token_flow = None;
            if let Some(flow) = &scheme.token_flow {
                if let Some((group, obtain)) = find(&flow.obtain) {
                    let renew = flow.renew.as_ref().and_then(|renew| {
                        let (renew_group, operation) = find(&renew.operation)?;
                        Some(Renew {
                            operation: reference(renew_group, operation),
                            access: renew.send_access.clone(),
                            refresh: renew.send_refresh.clone(),
                            headers: shared_headers(obtain, operation),
                        })
                    });
                    if flow.renew.is_some() && renew.is_none() {
                        let message = "the operation that renews the token is not in the document; the token is obtained again instead";
                        self.say(Code::InvalidExtension, Some(&scheme.place), message);
                    }
                    token_flow = Some(TokenFlow {
                        obtain: reference(group, obtain),
                        access: flow.access.clone(),
                        refresh: flow.refresh.clone(),
                        refresh_expires: flow.refresh_expires.clone(),
                        renew,
                        expires: flow.expires.clone(),
                    });
                } else {
                    let message =
                        format!("`x-token-flow` names the operation `{}`, which is not in the document", flow.obtain);
                    self.say(Code::InvalidExtension, Some(&scheme.place), message);
                }
            }
            schemes.push(Scheme { name, docs: scheme.description.clone(), kind: scheme.kind.clone(), token_flow });
        }
        schemes
    }
}

fn reference(group: &Group, operation: &Operation) -> OperationRef {
    OperationRef { group: group.name.rust.clone(), type_name: operation.type_name.clone() }
}

/// Header parameters that both calls have.
fn shared_headers(obtain: &Operation, renew: &Operation) -> Vec<String> {
    let headers = |operation: &Operation| {
        let headers = operation.parameters.iter().filter(|parameter| parameter.location == Location::Header);
        headers.map(|parameter| parameter.name.wire.clone()).collect::<Vec<_>>()
    };
    let of_obtain = headers(obtain);
    headers(renew).into_iter().filter(|name| of_obtain.iter().any(|other| other.eq_ignore_ascii_case(name))).collect()
}
