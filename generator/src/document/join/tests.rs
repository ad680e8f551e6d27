use serde_json::{Value, json};

use crate::diag::Code;
use crate::document::tests::{bundle, document, loaded, said};

const AUTH: &str = "
servers: [{ url: 'https://api.example.com' }]
tags: [{ name: auth, description: Log in }]
paths:
  /login: { post: { responses: {} } }
components:
  schemas: { Error: { type: object }, Only: { type: string } }
";
const CLIENT: &str = "
servers: [{ url: 'https://api.example.com', description: again }]
security: [{ Bearer: [] }]
x-rate-limit: { requests: 10 }
tags: [{ name: auth }, { name: client, description: Clients }]
paths:
  /login: { get: { responses: {}, security: [] } }
  /client: { get: { responses: {} } }
components:
  schemas: { Error: { type: object } }
  securitySchemes: { Bearer: { $ref: bearer.yaml } }
";

#[test]
fn several_documents_become_one() {
    let (auth, client) = (document(AUTH), document(CLIENT));
    let bundle = bundle(&[("openapi-a.yaml", &auth), ("openapi-b.yaml", &client), ("bearer.yaml", "type: http")]);
    let value = &bundle.value;
    assert_eq!(value["servers"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        value["tags"],
        json!([{ "name": "auth", "description": "Log in" }, { "name": "client", "description": "Clients" }])
    );
    assert_eq!(value["paths"]["/login"].as_object().map(serde_json::Map::len), Some(2));
    assert_eq!(value["components"]["securitySchemes"]["Bearer"], json!({ "type": "http" }));
    // What the second says for all of its operations is said at each, and not for those of the first.
    assert_eq!(value["security"], Value::Null);
    assert_eq!(value["paths"]["/login"]["post"]["security"], Value::Null);
    assert_eq!(value["paths"]["/login"]["get"]["security"], json!([]));
    assert_eq!(value["paths"]["/client"]["get"]["security"], json!([{ "Bearer": [] }]));
    assert_eq!(value["paths"]["/client"]["get"]["x-rate-limit"], json!({ "requests": 10 }));
    for (pointer, file, below) in [
        ("/tags/1/name", "openapi-b.yaml", "/tags/1/name"),
        ("/paths/~1login/get", "openapi-b.yaml", "/paths/~1login/get"),
        ("/paths/~1client/get/security/0", "openapi-b.yaml", "/security/0"),
        ("/components/securitySchemes/Bearer/type", "bearer.yaml", "/type"),
        ("/components/schemas/Only", "openapi-a.yaml", "/components/schemas/Only"),
    ] {
        let place = bundle.origins.place(pointer);
        assert_eq!((place.file.as_str(), place.pointer.as_str()), (file, below), "{pointer}");
    }
}

#[test]
fn documents_that_contradict_each_other_are_shown() {
    let a = document("paths:\n  /a:\n    get:\n      summary: one\ntags:\n  - name: t\n    description: one\n");
    let b = document("paths:\n  /a:\n    get:\n      summary: two\ntags:\n  - name: t\n    description: two\n");
    insta::assert_snapshot!(said(&[("openapi-a.yaml", &a), ("openapi-b.yaml", &b), ("openapi-c.yaml", "openapi: 3.0.0\n")]), @r#"
error[conflicting-documents]: two documents say different things about `get`
 --> openapi-b.yaml:5:5
  |
5 |     get:
  |     ^^^
  |
  = help: rename one of them, or make them equal, with an overlay; if this is allowed, the first counts
note: the other is here
 --> openapi-a.yaml:5:5
  |
5 |     get:
  |     ^^^

error[conflicting-documents]: two documents say different things about the tag `t`
 --> openapi-b.yaml:8:5
  |
8 |   - name: t
  |     ^
  |
  = help: make them equal with an overlay; if this is allowed, the first counts
note: the other is here
 --> openapi-a.yaml:8:5
  |
8 |   - name: t
  |     ^

error[conflicting-documents]: the documents of an API are all of one version of OpenAPI
 --> openapi-c.yaml:1:10
  |
1 | openapi: 3.0.0
  |          ^^^^^
  |
note: the first document has another
 --> openapi-a.yaml:1:10
  |
1 | openapi: 3.1.0
  |          ^^^^^

3 errors
"#);
}

#[test]
fn servers_that_only_one_document_has_are_offered_and_said() {
    let a = document("servers: [{ url: /a }]\n");
    let b = document("servers: [{ url: /a }, { url: /b }]\n");
    let (bundle, diagnostics) = loaded(&[("openapi-a.yaml", &a), ("openapi-b.yaml", &b)]);
    assert_eq!(bundle.map(|bundle| bundle.value["servers"].clone()), Some(json!([{ "url": "/a" }, { "url": "/b" }])));
    assert_eq!(diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::Degraded]);
}
