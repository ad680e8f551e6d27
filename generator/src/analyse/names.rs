//! Which names the types of the generated crate have: a name from elsewhere must not hide them.

use crate::ir::Api;

/// Every type name that the generated crate may define; some more than once.
pub fn of_types(api: &Api) -> impl Iterator<Item = &str> {
    let types = api.types.all.iter().filter_map(|ty| ty.name.as_ref()).map(|name| name.rust.as_str());
    let operations = api.groups.iter().flat_map(|group| &group.operations).flat_map(|operation| {
        let own =
            [operation.type_name.as_str(), &operation.response_name, &operation.success_name, &operation.error_name];
        let body = operation.body.as_ref().map(|body| body.choice_name.as_str());
        let responses =
            operation.responses().flat_map(|response| [response.struct_name.as_str(), &response.choice_name]);
        own.into_iter().chain(operation.shared_error.as_deref()).chain(body).chain(responses)
    });
    types.chain(operations)
}
