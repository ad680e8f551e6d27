//! First pages: OpenAPI has no word for links to the next one.

use paging::client::{Client, Server};
use paging::types::{Product, ProductProperties, ProductResult, ProductResultValue};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let paging = client.paging();
    let page = |next: Option<&str>| ProductResult {
        values: products(),
        next_link: next.map(|path| format!("{}{path}", suite.url())),
    };
    suite.returns(
        "PagingNoItemName",
        paging.get_no_item_name_pages().send(),
        ProductResultValue { value: products(), next_link: None },
    );
    let right = ProductResultValue { value: products(), next_link: Some(String::new()) };
    suite.returns("PagingEmptyNextLink", paging.get_empty_next_link_name_pages().send(), right);
    suite.returns(
        "PagingNextLinkNameNull",
        paging.get_null_next_link_name_pages().send(),
        page(Some("/paging/idontexistraise404")),
    );
    suite.returns("PagingSingle", paging.get_single_pages().send(), page(None));
    suite.fails("PagingSingleFailure", paging.get_single_pages_failure().send(), 400, |_| true);
    suite.is(
        "PagingReturnModelWithXMSClientName",
        paging.get_paging_model_with_item_name_with_xms_client_name().send(),
        |page| page.values == products(),
    );
    suite.is("PagingMultiple", paging.get_multiple_pages().send(), |page| page.next_link.is_some());
    let right = page(Some("/paging/multiple/duplicateParams/2?%24filter=serviceReturned&%24skiptoken=bar"));
    suite.returns("PagingDuplicateParameters", paging.duplicate_params().filter("foo").send(), right);
    suite.is("PagingMultipleWithQueryParameters", paging.next_operation_with_query_params(true).send(), |page| {
        page.values.is_some()
    });
    suite.is("PagingOdataMultiple", paging.get_odata_multiple_pages().send(), |page| page.odata_next_link.is_some());
    suite.is("PagingMultipleFailure", paging.get_multiple_pages_failure().send(), |page| page.next_link.is_some());
    suite.is("PagingMultipleFailureUri", paging.get_multiple_pages_failure_uri().send(), |page| {
        page.next_link.as_deref() == Some("*&*#&$")
    });
}

fn products() -> Option<Vec<Product>> {
    let properties = ProductProperties { id: Some(1), name: Some("Product".to_owned()) };
    Some(vec![Product { properties: Some(properties) }])
}
