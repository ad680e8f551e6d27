//! What may be left out.

use required_optional::client::{Client, Server};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let optional = client.reqopt();
    suite.done("OptionalImplicitQuery", optional.implicit_put_optional_query().send());
    suite.done("OptionalImplicitHeader", optional.implicit_put_optional_header().send());
    suite.done("OptionalImplicitBody", optional.implicit_put_optional_body().send());
    suite.done("ImplicitOptionalBinaryBody", optional.implicit_put_optional_binary_body().send());
    suite.done("ExplicitOptionalBinaryBody", optional.explicit_put_optional_binary_body().send());
    suite.done("GeneralOptional", optional.explicit_post_optional_integer_parameter().send());
    suite.done("OptionalGlobalQuery", optional.implicit_get_optional_global_query().send());
}
