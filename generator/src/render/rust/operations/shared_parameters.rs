//! Parameters that several operations of a file have alike: their constants stand there once.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::super::scope::Scope;
use super::super::tokens::ident;
use super::parameter;
use crate::ir::format::format;
use crate::ir::operation::{Operation, Parameter};

/// By the name of their constants, the parameters that operations share.
#[derive(Default)]
pub(crate) struct Shared<'a>(HashMap<&'a str, &'a Parameter>);

impl<'a> Shared<'a> {
    /// Those of the operations of a file. Of parameters that differ under one name, the one that comes most often is shared.
    pub(super) fn of(scope: &Scope<'_>, operations: &[&'a Operation]) -> Self {
        let mut alike: HashMap<&str, Vec<(&Parameter, usize)>> = HashMap::new();
        for parameter in operations.iter().flat_map(|operation| &operation.parameters) {
            let found = alike.entry(&parameter.constant).or_default();
            match found.iter_mut().find(|(first, _)| is_alike(scope, first, parameter)) {
                Some((_, times)) => *times += 1,
                None => found.push((parameter, 1)),
            }
        }
        let most = |found: Vec<(&'a Parameter, usize)>| found.into_iter().rev().max_by_key(|(_, times)| *times);
        let shared = alike.into_iter().filter(|(name, _)| can_stand_in_a_file(name));
        let shared = shared.filter_map(|(name, found)| {
            let (parameter, times) = most(found)?;
            (times > 1).then_some((name, parameter))
        });
        Self(shared.collect())
    }

    /// Whether the constant of a parameter is shared.
    pub(super) fn has(&self, scope: &Scope<'_>, parameter: &Parameter) -> bool {
        self.0.get(parameter.constant.as_str()).is_some_and(|shared| is_alike(scope, shared, parameter))
    }

    /// The constant of a parameter, as code of its operation names it.
    pub(super) fn path(&self, scope: &Scope<'_>, parameter: &Parameter) -> TokenStream {
        let constant = parameter::constant(&parameter.constant);
        if !self.has(scope, parameter) {
            return quote!(Self::#constant);
        }
        scope.constant(&constant.to_string(), || {
            let (parameter_type, value) =
                (scope.runtime("parameter::Parameter"), parameter::definition(scope, parameter));
            let name = ident(&constant.to_string());
            quote!(const #name: &#parameter_type = &#value;)
        })
    }
}

/// Whether no type of the file can have this name: types have lowercase letters beside the first.
fn can_stand_in_a_file(constant: &str) -> bool {
    constant.chars().filter(char::is_ascii_uppercase).count() > 1
}

/// Whether the constants of two parameters of one name have the same value.
fn is_alike(scope: &Scope<'_>, one: &Parameter, other: &Parameter) -> bool {
    let types = &scope.api.types.all;
    one.location == other.location
        && one.name.wire == other.name.wire
        && one.encoding == other.encoding
        && one.slot.rules == other.slot.rules
        && format(types, one.slot.ty) == format(types, other.slot.ty)
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::input::Input;

    /// The file of operations that each have one query parameter, by name and schema.
    fn file(parameters: &[(&str, &str)]) -> String {
        let operation = |(number, (name, schema)): (usize, &(&str, &str))| {
            format!(
                "  /{number}:\n    get:\n      operationId: get{number}\n      tags: [things]\n      parameters: \
                 [{{ in: query, name: {name}, schema: {schema} }}]\n      responses: {{ '204': {{ description: none }} }}\n"
            )
        };
        let paths: String = parameters.iter().enumerate().map(operation).collect();
        let text = format!("openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths:\n{paths}");
        let input = Input::of("a.yaml", text);
        let files = crate::generate(&input, &Config::default()).files.expect("it is generated").files;
        files.get("src/operations/things.rs").expect("the tag has a file").text.clone()
    }

    #[test]
    fn what_operations_have_alike_stands_there_once() {
        let (few, many) = ("{ type: integer, maximum: 10 }", "{ type: integer, maximum: 99 }");
        let file = file(&[("limit", few), ("limit", many), ("limit", many), ("other", few)]);
        assert_eq!(file.matches("const LIMIT: &Parameter = ").count(), 1, "{file}");
        assert_eq!(file.matches("request.parameter(LIMIT, &self.limit)").count(), 2, "{file}");
        assert!(file.contains("request.parameter(Self::LIMIT, &self.limit)"), "{file}");
        assert!(file.contains("request.parameter(Self::OTHER, &self.other)"), "{file}");
    }

    #[test]
    fn what_is_written_differently_is_not_alike() {
        let file =
            file(&[("at", "{ type: string, format: http-date }"), ("at", "{ type: string, format: date-time }")]);
        assert_eq!(file.matches("request.parameter(Self::AT, &self.at)").count(), 2, "{file}");
    }

    #[test]
    fn a_name_that_a_type_can_have_is_left_to_it() {
        let file = file(&[("q", "{ type: string }"), ("q", "{ type: string }")]);
        assert_eq!(file.matches("request.parameter(Self::Q, &self.q)").count(), 2, "{file}");
    }
}
