//! Lists in pages, whose next page is asked for with a token.

use payload_pageable::client::{Client, Server};
use payload_pageable::types::{Pet, XmlPet};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.payload();
    let pet = |id: &str, name: &str| Pet { id: id.into(), name: name.into() };
    let first = || vec![pet("1", "dog"), pet("2", "cat")];
    let second = || vec![pet("3", "bird"), pet("4", "fish")];
    let all = || [first(), second()].concat();
    let group = "Payload_Pageable_ServerDrivenPagination_ContinuationToken";

    suite.drive("Payload_Pageable_PageSize_listWithPageSize", async {
        for (size, right) in [(2, first()), (4, all())] {
            let page = api.page_size_list_with_page_size().page_size(size).send().await;
            suite.equal(&page.map_err(|error| error.to_string())?.pets, &right)?;
        }
        Ok(())
    });
    let call = api.page_size_list_without_continuation();
    suite.is("Payload_Pageable_PageSize_listWithoutContinuation", call.send(), |page| page.pets == all());

    suite.drive(&format!("{group}_requestQueryResponseBody"), async {
        let call = || api.continuation_token_request_query_response_body().foo("foo").bar("bar");
        let page = call().send().await.map_err(|error| error.to_string())?;
        suite.equal(&page.pets, &first())?;
        let next = page.next_token.ok_or("no token")?;
        let page = call().token(next).send().await.map_err(|error| error.to_string())?;
        suite.equal(&page.pets, &second())?;
        suite.equal(&page.next_token, &None)
    });
    suite.drive(&format!("{group}_requestHeaderResponseBody"), async {
        let call = || api.continuation_token_request_header_response_body().foo("foo").bar("bar");
        let page = call().send().await.map_err(|error| error.to_string())?;
        suite.equal(&page.pets, &first())?;
        let next = page.next_token.ok_or("no token")?;
        let page = call().token(next).send().await.map_err(|error| error.to_string())?;
        suite.equal(&page.pets, &second())?;
        suite.equal(&page.next_token, &None)
    });
    suite.drive(&format!("{group}_requestQueryResponseHeader"), async {
        let call = || api.continuation_token_request_query_response_header().foo("foo").bar("bar");
        let page = call().send().await.map_err(|error| error.to_string())?;
        suite.equal(&page.body.pets, &first())?;
        let next = page.next_token.ok_or("no token")?;
        let page = call().token(next).send().await.map_err(|error| error.to_string())?;
        suite.equal(&page.body.pets, &second())?;
        suite.equal(&page.next_token, &None)
    });
    suite.drive(&format!("{group}_requestHeaderResponseHeader"), async {
        let call = || api.continuation_token_request_header_response_header().foo("foo").bar("bar");
        let page = call().send().await.map_err(|error| error.to_string())?;
        suite.equal(&page.body.pets, &first())?;
        let next = page.next_token.ok_or("no token")?;
        let page = call().token(next).send().await.map_err(|error| error.to_string())?;
        suite.equal(&page.body.pets, &second())?;
        suite.equal(&page.next_token, &None)
    });
    suite.drive(&format!("{group}_requestQueryNestedResponseBody"), async {
        let call = || api.continuation_token_request_query_nested_response_body().foo("foo").bar("bar");
        let page = call().send().await.map_err(|error| error.to_string())?;
        suite.equal(&page.nested_items.pets, &first())?;
        let next = page.nested_next.and_then(|next| next.next_token).ok_or("no token")?;
        let page = call().token(next).send().await.map_err(|error| error.to_string())?;
        suite.equal(&page.nested_items.pets, &second())?;
        suite.equal(&page.nested_next, &None)
    });
    suite.drive(&format!("{group}_requestHeaderNestedResponseBody"), async {
        let call = || api.continuation_token_request_header_nested_response_body().foo("foo").bar("bar");
        let page = call().send().await.map_err(|error| error.to_string())?;
        suite.equal(&page.nested_items.pets, &first())?;
        let next = page.nested_next.and_then(|next| next.next_token).ok_or("no token")?;
        let page = call().token(next).send().await.map_err(|error| error.to_string())?;
        suite.equal(&page.nested_items.pets, &second())?;
        suite.equal(&page.nested_next, &None)
    });

    let xml = |id: &str, name: &str| XmlPet { id: id.into(), name: name.into() };
    suite.drive("Payload_Pageable_XmlPagination_listWithContinuation", async {
        let page = api.xml_pagination_list_with_continuation().send().await.map_err(|error| error.to_string())?;
        suite.equal(&page.pets, &vec![xml("1", "dog"), xml("2", "cat")])?;
        let call = api.xml_pagination_list_with_continuation().marker(page.next_marker.ok_or("no marker")?);
        let page = call.send().await.map_err(|error| error.to_string())?;
        suite.equal(&page.pets, &vec![xml("3", "bird"), xml("4", "fish")])?;
        suite.equal(&page.next_marker, &None)
    });
}
