//! Leaves out the types that nothing uses, unless the user wants them.

use std::sync::Arc;

use crate::analyse::usage::{Usage, usage};
use crate::ir::Api;

/// Takes the files of types that no operation uses, and those types out of the other files, away. Gives how many types. An API
/// without operations keeps all its types: they are all there is.
pub fn leave_out(api: &mut Api) -> usize {
    if api.groups.iter().all(|group| group.operations.is_empty()) {
        return 0;
    }
    let usage = usage(&api.types, &api.groups);
    let used: Vec<bool> = usage.iter().map(|usage| *usage != Usage::default()).collect();
    let mut gone = 0;
    let modules = &mut Arc::make_mut(&mut api.types).modules;
    for module in &mut *modules {
        let before = module.types.len();
        module.types.retain(|id| used.get(id.0 as usize).copied().unwrap_or(true));
        gone += before - module.types.len();
    }
    modules.retain(|module| !module.types.is_empty());
    gone
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, UnusedTypes};
    use crate::input::Input;

    /// `paths` may be followed by other members of the root.
    fn types(paths: &str, unused_types: UnusedTypes) -> String {
        let text = format!(
            r##"{{ "openapi": "3.1.0", "info": {{ "title": "T", "version": "1" }}, "paths": {paths}, "components": {{ "schemas": {{
                "Used": {{ "type": "object", "properties": {{ "part": {{ "$ref": "#/components/schemas/Part" }} }} }},
                "Part": {{ "type": "object", "properties": {{ "a": {{ "type": "string" }} }} }},
                "Unused": {{ "type": "object", "properties": {{ "part": {{ "$ref": "#/components/schemas/Part" }} }} }}
            }} }} }}"##
        );
        let input = Input::of("a.json", text);
        let generation = crate::generate(&input, &Config { unused_types, ..Config::default() });
        let files = generation.files.expect("it is generated").files;
        files.keys().filter_map(|path| path.strip_prefix("src/types/")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn types_that_no_operation_uses_are_left_out_where_that_is_wanted() {
        let call = r##"{ "/a": { "get": { "responses": { "200": { "description": "", "content": { "application/json": {
            "schema": { "$ref": "#/components/schemas/Used" } } } } } } } }"##;
        assert_eq!(types(call, UnusedTypes::Keep), "part.rs unused.rs used.rs");
        assert_eq!(types(call, UnusedTypes::LeaveOut), "part.rs used.rs");
        assert_eq!(types("{}", UnusedTypes::LeaveOut), "part.rs unused.rs used.rs");
        let hook = r##"{ "h": { "post": { "requestBody": { "content": { "application/json": {
            "schema": { "$ref": "#/components/schemas/Unused" } } } } } } }"##;
        let with_hook = format!("{call}, \"webhooks\": {hook}");
        assert_eq!(types(&with_hook, UnusedTypes::LeaveOut), "part.rs unused.rs used.rs", "a webhook's types are used");
    }
}
