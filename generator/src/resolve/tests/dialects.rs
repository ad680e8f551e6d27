//! Documents of the other dialects, from the text to the resolved form.

use super::{document, resolve};
use crate::spec::operation::{Location, Style};
use crate::spec::schema::SchemaType;

#[test]
fn swagger_2_0_is_resolved_like_the_rest() {
    let (spec, said) = resolve(
        r"
swagger: 2.0
info: { title: T, version: '1' }
host: a.example
basePath: /v1
schemes: [https]
consumes: [application/json]
produces: [application/json]
securityDefinitions:
  key: { type: apiKey, in: header, name: X-Key }
security: [{ key: [] }]
paths:
  /a/{id}:
    parameters:
      - { $ref: '#/parameters/id' }
    post:
      parameters:
        - { name: body, in: body, required: true, schema: { $ref: '#/definitions/A' } }
        - { name: list, in: query, type: array, items: { type: string }, collectionFormat: tsv }
      responses:
        '200': { description: ok, schema: { $ref: '#/definitions/A' }, headers: { X-B: { type: integer } } }
        '404': { $ref: '#/responses/Missing' }
        '410': { description: gone, schema: { $ref: '#/definitions/Nope' } }
parameters:
  id: { name: id, in: path, required: true, type: integer, format: int64 }
responses:
  Missing: { description: none, schema: { $ref: '#/definitions/A' } }
definitions:
  A: { type: object, discriminator: kind, required: [kind], properties: { kind: { type: string }, n: { type: string, x-nullable: true } } }
",
    );
    assert_eq!(
        said,
        "unresolved-ref /paths/~1a~1{id}/post/responses/410/schema/$ref: `#/definitions/Nope` points to nothing\n\
         degraded /paths/~1a~1{id}/post/responses/410/schema: any value is taken here, because the schema is broken\n"
    );
    assert_eq!(spec.servers[0].url, "https://a.example/v1");
    let operation = &spec.operations[0];
    let parameters: Vec<_> =
        operation.parameters.iter().map(|p| (p.name.as_str(), p.location, p.style, p.explode)).collect();
    assert_eq!(
        parameters,
        [("id", Location::Path, Style::Simple, false), ("list", Location::Query, Style::TabDelimited, false)]
    );
    let body = operation.body.as_ref().expect("a body");
    assert!(body.required);
    assert_eq!(body.place.pointer, "/paths/~1a~1{id}/post/parameters/0");
    assert_eq!(body.content[0].schema, Some(spec.components["A"]));
    assert_eq!(operation.responses.len(), 3);
    assert_eq!(operation.responses[0].headers[0].name, "X-B");
    assert_eq!(operation.security.len(), 1);
    let a = spec.schema(spec.components["A"]);
    assert_eq!(a.place.as_ref().map(|place| place.pointer.as_str()), Some("/definitions/A"));
    assert_eq!(a.discriminator.as_ref().map(|found| found.property.as_str()), Some("kind"));
    assert!(spec.schema(a.object.properties["n"]).nullable);
    assert_eq!(spec.document["swagger"], "2.0", "what is served stays as it was written");
}

#[test]
fn openapi_3_2_says_more() {
    let (spec, said) = resolve(&document(
        "3.2.0",
        r"
$self: https://a.example/api.yaml
servers: [{ url: https://a.example, name: production }]
tags: [{ name: a, summary: All of a, kind: nav, parent: b }]
paths:
  /a:
    query:
      operationId: search
      parameters:
        - { name: q, in: querystring, content: { application/x-www-form-urlencoded: { schema: { type: object } } } }
      responses:
        '200': { summary: lines, content: { application/jsonl: { itemSchema: { $ref: 'https://a.example/api.yaml#/components/schemas/A' } } } }
    additionalOperations:
      COPY: { operationId: copy, responses: { '200': { $ref: '#/components/responses/R' } } }
components:
  mediaTypes:
    M: { schema: { $ref: '#/components/schemas/A' } }
  responses:
    R: { description: r, content: { application/json: { $ref: '#/components/mediaTypes/M' } } }
  schemas:
    A: { oneOf: [{ $ref: '#/components/schemas/B' }], discriminator: { propertyName: kind, defaultMapping: B } }
    B: { type: object }
  securitySchemes:
    device: { type: oauth2, flows: { deviceAuthorization: { deviceAuthorizationUrl: https://a.example/d, tokenUrl: https://a.example/t, scopes: {} } } }
webhooks:
  w: { post: { responses: { '200': { description: '' } } } }
",
    ));
    assert_eq!(said, "");
    assert_eq!(spec.servers[0].name.as_deref(), Some("production"));
    assert_eq!(spec.tags[0].description.as_deref(), Some("All of a"));
    let methods: Vec<_> = spec.operations.iter().map(|operation| operation.method.as_str()).collect();
    assert_eq!(methods, ["QUERY", "COPY", "POST"]);
    let search = &spec.operations[0];
    assert_eq!(search.place.pointer, "/paths/~1a/query");
    assert_eq!((search.parameters[0].location, search.parameters[0].explode), (Location::Query, true));
    assert_eq!(spec.schema(search.parameters[0].schema).types, [SchemaType::Object]);
    assert_eq!(search.responses[0].description, "lines");
    let (a, b) = (spec.components["A"], spec.components["B"]);
    assert_eq!(search.responses[0].content[0].item_schema, Some(a));
    assert_eq!(spec.operations[1].place.pointer, "/paths/~1a/additionalOperations/COPY");
    assert_eq!(spec.operations[1].responses[0].content[0].schema, Some(a));
    assert_eq!(spec.schema(a).discriminator.as_ref().and_then(|found| found.default), Some(b));
}
