//! Servers of a path or an operation (OAS 3.0.4, 4.8.9 and 4.8.10): a client is built for one server of the whole API.

use crate::diag::{Code, Sink};
use crate::spec::Spec;

/// Says so where an operation has servers that the API does not have.
pub(super) fn of_operations(spec: &Spec, sink: &mut Sink) {
    for server in spec.operations.iter().flat_map(|operation| &operation.servers) {
        if spec.servers.iter().any(|known| known.url == server.url) {
            continue;
        }
        let message = format!("`{}` is left out: calls go to the server that the client is built for", server.url);
        sink.push(Code::Degraded, server.place.clone(), message).help =
            Some("build another client with `Server::Custom` for these operations".to_owned());
    }
}
