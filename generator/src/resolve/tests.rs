//! From a text to a resolved document.

mod dialects;

use std::fmt::Write;

use crate::diag::Sink;
use crate::document::load;
use crate::document::typed::typed;
use crate::input::Input;
use crate::spec::Spec;
use crate::spec::operation::Style;
use crate::spec::schema::{Additional, Schema, SchemaType};

/// The resolved document of one file and what was said, one line each: `code pointer: message (help)`.
fn resolve(text: &str) -> (Spec, String) {
    let mut input = Input::default();
    input.files.insert("api.yaml".to_owned(), text.to_owned());
    input.documents.push("api.yaml".to_owned());
    resolve_input(&input)
}

fn resolve_input(input: &Input) -> (Spec, String) {
    let mut sink = Sink::default();
    let bundle = load(input, &mut sink).expect("it can be read");
    let document = typed(bundle, &crate::config::Config::default(), &mut sink).expect("it is an object");
    let spec = super::resolve(&document, &mut sink).expect("something is left");
    let mut said = String::new();
    for found in sink.finish(crate::diag::Code::ALL) {
        let help = found.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        writeln!(said, "{} {}: {}{help}", found.code, found.place.pointer, found.message).expect("a string");
    }
    (spec, said)
}

/// A document around a few lines, which begin in the first column.
fn document(version: &str, rest: &str) -> String {
    format!("openapi: {version}\ninfo: {{ title: T, version: '1' }}\n{rest}")
}

fn component<'s>(spec: &'s Spec, name: &str) -> &'s Schema {
    spec.schema(spec.components[name])
}

#[test]
fn references_lead_anywhere_in_the_document() {
    let (spec, said) = resolve(&document(
        "3.1.0",
        r"
paths:
  /a/{b}:
    get:
      parameters: [{ name: b, in: path, required: true, schema: { type: integer } }]
      responses: { '200': { description: '', content: { application/json: { schema: { type: object, properties: { 'x/y': { type: boolean } } } } } } }
components:
  schemas:
    A:
      type: object
      properties:
        deep: { $ref: '#/paths/~1a~1%7Bb%7D/get/responses/200/content/application~1json/schema/properties/x~1y' }
        def: { $ref: '#/components/schemas/A/$defs/Inner' }
        alias: { $ref: '#/components/schemas/Alias' }
        self: { $ref: '#/components/schemas/A' }
        through: { $ref: '#/components/schemas/Alias/properties/inner' }
      $defs:
        Inner: { type: string, minLength: 2 }
    Alias: { $ref: '#/components/schemas/B' }
    B: { type: object, properties: { inner: { type: number } } }
",
    ));
    assert_eq!(said, "");
    let a = component(&spec, "A");
    let property = |name: &str| spec.schema(a.object.properties[name]);
    assert_eq!(property("deep").types, [SchemaType::Boolean]);
    assert_eq!(property("def").string.min_length, Some(2));
    assert_eq!(property("through").types, [SchemaType::Number]);
    assert_eq!(a.object.properties["self"], spec.components["A"]);
    assert_eq!(spec.components["Alias"], spec.components["B"]);
    // A schema that stands in an operation and is referred to from elsewhere is one.
    let reply = spec.operations[0].responses[0].content[0].schema.expect("a schema");
    assert_eq!(spec.schema(reply).object.properties["x/y"], a.object.properties["deep"]);
}

#[test]
fn unresolved_references_are_all_reported_with_the_nearest_name() {
    let (spec, said) = resolve(&document(
        "3.0.3",
        r"
paths:
  /a:
    get:
      parameters: [{ $ref: '#/components/parameters/Pge' }]
      responses: { '200': { $ref: '#/components/responses/Nothing' } }
  /b:
    get: { responses: { '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Users' } } } } } }
components:
  parameters: { Page: { name: page, in: query, schema: { type: integer } } }
  schemas:
    User: { type: object, properties: { a: { $ref: '#/components/schemas/Gone' }, b: { $ref: 'gone.yaml' } } }
    Loop: { $ref: '#/components/schemas/Loop2' }
    Loop2: { $ref: '#/components/schemas/Loop' }
",
    ));
    assert_eq!(
        said,
        "\
unresolved-ref /components/schemas/User/properties/b/$ref: `gone.yaml` is not there (paths are relative to the file that the `$ref` stands in)
cyclic-ref /components/schemas/Loop/$ref: this reference leads back to itself (let one of the references in the circle point to an object of its own)
unresolved-ref /paths/~1a/get/parameters/0/$ref: `#/components/parameters/Pge` points to nothing (did you mean `#/components/parameters/Page`?)
unresolved-ref /paths/~1a/get/responses/200/$ref: `#/components/responses/Nothing` points to nothing
degraded /paths/~1a/get/responses/200: the response `200` is left out, because it is broken
degraded /paths/~1a/get: `GET /a` is left out: its parameters are broken
unresolved-ref /paths/~1b/get/responses/200/content/application~1json/schema/$ref: `#/components/schemas/Users` points to nothing (did you mean `#/components/schemas/User`?)
degraded /paths/~1b/get/responses/200/content/application~1json/schema: any value is taken here, because the schema is broken
unresolved-ref /components/schemas/User/properties/a/$ref: `#/components/schemas/Gone` points to nothing
degraded /components/schemas/User/properties/a: any value is taken here, because the schema is broken
degraded /components/schemas/User/properties/b: any value is taken here, because the schema is broken
"
    );
    assert_eq!(spec.operations.len(), 1);
    assert_eq!(component(&spec, "User").object.properties.len(), 2);
    assert!(!spec.components.contains_key("Loop"));
}

#[test]
fn shape_errors_are_all_pinned_and_leave_the_rest() {
    let (spec, said) = resolve(&document(
        "3.0.3",
        r"
paths:
  /a:
    get: { parameters: [{ name: q, in: body, schema: {} }], responses: { '200': { description: [] } } }
    put: { responses: { oops: {}, 2xx: { description: x } } }
    post: { security: bearer, responses: {} }
components:
  schemas:
    A: { type: object, properties: [1], minProperties: many, required: [ok, { no: 1 }] }
    B: 7
    C: { type: set, nullable: maybe }
  securitySchemes: { s: { type: apiKey, name: n } }
",
    ));
    assert_eq!(
        said,
        "\
invalid-document /paths/~1a/get/parameters/0/in: a parameter stands in query, header, path or cookie, not in `body`
invalid-document /paths/~1a/get/responses/200/description: expected a string, found a list
degraded /paths/~1a/get: `GET /a` is left out: a part of it is not valid
degraded /paths/~1a/put/responses/oops: `oops` is no status; this response is left out (responses are named by a status like 404, a range like 4XX, or `default`)
invalid-document /paths/~1a/post/security: expected a list, found the string \"bearer\"
degraded /paths/~1a/post: `POST /a` is left out: a part of it is not valid
invalid-document /components/schemas/A/properties: expected an object, found a list
invalid-document /components/schemas/A/required/1: expected a string, found an object
invalid-document /components/schemas/B: expected a schema, found the number 7
degraded /components/schemas/C/type: `set` is no type; any value is taken (the types are string, integer, number, boolean, array and object)
degraded /components/schemas/C/nullable: expected true or false, found the string \"maybe\"; it is left out
invalid-document /components/securitySchemes/s: an `apiKey` security scheme needs `in`: query, header or cookie
"
    );
    assert_eq!(spec.operations.len(), 1);
    assert_eq!(component(&spec, "A").object.required, ["ok"]);
}

#[test]
fn keywords_of_a_schema_survive() {
    let (spec, said) = resolve(&document(
        "3.1.0",
        r"
components:
  schemas:
    Mixed: { type: [string, integer, 'null'], minLength: 1, maximum: 9, x-a: 1, x-specwright-const: true }
    Null: { type: 'null' }
    Enum: { type: [string, 'null'], enum: [a, b, null, a] }
    Const: { const: 7 }
    Tuple: { type: array, prefixItems: [{ type: string }, true], items: false }
    Big: { type: integer, minimum: -9223372036854775808, exclusiveMaximum: 18446744073709551615 }
    Map: { type: object, patternProperties: { '^x/': { type: integer } }, additionalProperties: false }
    Beside: { $ref: '#/components/schemas/Const', description: d, deprecated: true, minLength: 3 }
    Never: false
    Any: true
    Union: { oneOf: [{ $ref: '#/components/schemas/Map' }, { type: 'null' }], type: object, required: [k], discriminator: { propertyName: k, mapping: { m: Map, t: '#/components/schemas/Tuple', no: Nope } } }
    Bytes: { type: string, contentEncoding: base64, contentMediaType: image/png, examples: [a, b], xml: { name: n } }
    Free: { type: object, additionalProperties: {} }
",
    ));
    let expected = "unresolved-ref /components/schemas/Union/discriminator/mapping/no: `Nope` points to nothing";
    assert!(said.starts_with(expected) && said.lines().count() == 1, "{said}");
    let get = |name| component(&spec, name);
    let mixed = get("Mixed");
    assert_eq!(mixed.types, [SchemaType::String, SchemaType::Integer]);
    assert!(mixed.nullable && !mixed.is_const && mixed.extensions.len() == 1);
    assert_eq!((mixed.string.min_length, mixed.number.maximum.clone()), (Some(1), Some(9.into())));
    assert!(get("Null").never && get("Null").nullable);
    assert_eq!(get("Enum").values, Some(vec!["a".into(), "b".into()]));
    assert!(get("Enum").nullable && get("Const").is_const);
    let tuple = &get("Tuple").array;
    assert_eq!((tuple.prefix.len(), tuple.max_items, tuple.items), (2, Some(2), None));
    let big = &get("Big").number;
    assert_eq!(big.minimum.as_ref().and_then(serde_json::Number::as_i64), Some(i64::MIN));
    assert_eq!(big.exclusive_maximum.as_ref().and_then(serde_json::Number::as_u64), Some(u64::MAX));
    assert_eq!(get("Map").object.additional, Additional::Forbidden);
    assert_eq!(spec.schema(get("Map").object.patterns["^x/"]).types, [SchemaType::Integer]);
    assert_eq!(get("Beside").reference, Some(spec.components["Const"]));
    assert_eq!((get("Beside").description.as_deref(), get("Beside").string.min_length), (Some("d"), Some(3)));
    assert!(get("Never").never && !get("Never").nullable && get("Any").types.is_empty());
    let union = get("Union");
    assert_eq!((union.one_of.len(), union.object.required.len()), (2, 1));
    let mapping = &union.discriminator.as_ref().expect("a discriminator").mapping;
    assert_eq!((mapping["m"], mapping["t"]), (spec.components["Map"], spec.components["Tuple"]));
    let bytes = get("Bytes");
    assert_eq!(bytes.string.content_media_type.as_deref(), Some("image/png"));
    assert_eq!(bytes.examples.len(), 2);
    assert!(bytes.xml.is_some());
    assert_eq!(get("Free").object.additional, Additional::Any);
}

#[test]
fn parameters_are_merged_and_their_defaults_filled_in() {
    let (spec, said) = resolve(&document(
        "3.0.3",
        r"
paths:
  /a/{id}/{other}:
    parameters:
      - { name: X-Id, in: header, schema: { type: string } }
      - { name: id, in: path, required: true, schema: { type: string } }
      - { $ref: '#/components/parameters/Filter' }
    get:
      parameters:
        - { name: x-id, in: header, schema: { type: integer } }
        - { name: Authorization, in: header, schema: { type: string } }
        - { name: gone, in: path, required: true, schema: { type: string } }
        - { name: ids, in: query, type: array, style: spaceDelimited, items: { type: string } }
        - { name: ids, in: query, schema: {} }
        - { name: json, in: query, style: simple, content: { application/json; charset=utf-8: { schema: { type: object } } } }
      responses: {}
components:
  parameters: { Filter: { name: filter, in: query, style: deepObject, explode: true, schema: { type: object } } }
",
    ));
    assert_eq!(
        said,
        "\
exclusive-fields /paths/~1a~1{id}~1{other}/get/parameters/5/style: in a parameter, `content` and `style` exclude each other
degraded /paths/~1a~1{id}~1{other}/get/parameters/5/style: the style `simple` does not exist here; the default style is taken
duplicate-parameter /paths/~1a~1{id}~1{other}/get/parameters/4: the parameter `ids` is declared twice
path-parameter /paths/~1a~1{id}~1{other}/get/parameters/2: the path parameter `gone` is left out: `/a/{id}/{other}` does not name it (write `{gone}` where it stands in the path)
path-parameter /paths/~1a~1{id}~1{other}/get: the path parameter `other` is not declared; it is taken for a string (declare it: `{ name: other, in: path, required: true, schema: { type: string } }`)
"
    );
    let found: Vec<_> = spec.operations[0]
        .parameters
        .iter()
        .map(|p| (p.name.as_str(), p.style, p.explode, p.required, spec.schema(p.schema).types.first().copied()))
        .collect();
    assert_eq!(
        found,
        [
            ("id", Style::Simple, false, true, Some(SchemaType::String)),
            ("filter", Style::DeepObject, true, false, Some(SchemaType::Object)),
            ("x-id", Style::Simple, false, false, Some(SchemaType::Integer)),
            ("ids", Style::SpaceDelimited, false, false, Some(SchemaType::Array)),
            ("json", Style::Form, true, false, Some(SchemaType::Object)),
            ("other", Style::Simple, false, true, Some(SchemaType::String)),
        ]
    );
    assert_eq!(spec.operations[0].parameters[4].media_type.as_deref(), Some("application/json"));
}

#[test]
fn operations_do_not_lose_their_protection() {
    let (spec, said) = resolve(&document(
        "3.1.0",
        r"
security: [{ bearer: [] }]
paths:
  /a:
    get: { operationId: a, responses: {} }
    put: { operationId: a, security: [], responses: {} }
    post: { security: [{ beer: [] }], responses: {} }
    patch: { security: [{ beer: [] }, { bearer: [], tls: [x] }, {}], responses: {} }
components:
  securitySchemes:
    bearer: { $ref: '#/components/x-schemes/b', description: d }
    tls: { type: mutualTLS }
  x-schemes: { b: { type: http, scheme: Bearer } }
",
    ));
    assert_eq!(
        said,
        "\
unknown-security-scheme /paths/~1a/post/security/0/beer: the security scheme `beer` is not declared (did you mean `bearer`? declared are `bearer`, `tls`)
degraded /paths/~1a/post/security/0/beer: how `beer` is presented is not known; it is taken for a key in the header `Authorization`
unknown-security-scheme /paths/~1a/patch/security/0/beer: the security scheme `beer` is not declared (did you mean `bearer`? declared are `bearer`, `tls`)
duplicate-operation-id /paths/~1a/put/operationId: `a` is the operationId of another operation too (give each operation an id of its own)
"
    );
    let security: Vec<_> = spec.operations.iter().map(|operation| operation.security.len()).collect();
    assert_eq!(security, [1, 0, 1, 2]);
    assert_eq!(spec.security_schemes["bearer"].description.as_deref(), Some("d"));
}

#[test]
fn extensions_are_read_and_checked() {
    let text = |flow: &str, limit: &str, pages: &str| {
        document(
            "3.0.3",
            &format!(
                r"
x-rate-limit: {{ requests: 300, per: PT1M }}
paths:
  /token:
    post:
      operationId: createToken
      requestBody: {{ content: {{ application/json: {{ schema: {{ type: object, properties: {{ old: {{ type: string }} }} }} }} }} }}
      responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Token' }} }} }} }} }}
  /users:
    get:
      x-rate-limit: {limit}
      x-pagination: {pages}
      parameters: [{{ name: page, in: query, schema: {{ type: integer }} }}]
      responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: {{ type: object, properties: {{ items: {{ type: array, items: {{}} }} }} }} }} }} }} }}
components:
  schemas:
    Token: {{ allOf: [{{ type: object, properties: {{ token: {{ type: string }} }} }}] }}
  securitySchemes:
    b: {{ $ref: '#/components/x-b', x-token-flow: {flow} }}
  x-b: {{ type: http, scheme: bearer }}
"
            ),
        )
    };
    let (spec, said) = resolve(&text(
        "{ obtain: { operation: createToken, access: /token }, renew: { operation: createToken, send: { access: /old } }, expires: jwt }",
        "{ requests: 1, per: 500ms, scope: api }",
        "{ style: page, page: page, items: /items }",
    ));
    assert_eq!(said, "");
    let flow = spec.security_schemes["b"].token_flow.as_ref().expect("a flow");
    assert_eq!((flow.obtain.as_str(), flow.access.as_str()), ("createToken", "/token"));
    assert_eq!(spec.operations[1].rate_limit.map(|limit| limit.per.as_millis()), Some(500));
    assert_eq!(spec.operations[0].rate_limit, spec.rate_limit);
    assert!(spec.operations[1].pagination.is_some());

    let (spec, said) = resolve(&text(
        "{ obtain: { operation: createTokn, access: token }, expires: { at: /token, on: 1 } }",
        "{ requests: 0, per: soon, scope: all }",
        "{ style: page, page: pag, items: /item, colour: red }",
    ));
    assert_eq!(
        said,
        "\
invalid-extension /paths/~1users/get/x-rate-limit/requests: `requests` is 1 or more
invalid-extension /paths/~1users/get/x-rate-limit/per: `soon` is no duration (write `500ms`, `1s`, `1m`, `1h`, `1d` or an ISO 8601 duration like `PT1M`)
invalid-extension /paths/~1users/get/x-rate-limit/scope: `all` is no scope (the scopes are `operation` and `api`)
invalid-extension /paths/~1users/get/x-pagination/items: the reply of the operation has no `/item`
invalid-extension /paths/~1users/get/x-pagination/page: the operation has no query parameter `pag` (did you mean `page`?)
invalid-extension /paths/~1users/get/x-pagination/colour: `colour` is not known here (known are `style`, `items`, `page`, `size`)
invalid-extension /components/securitySchemes/b/x-token-flow/obtain/operation: there is no operation `createTokn` (did you mean `createToken`?)
invalid-extension /components/securitySchemes/b/x-token-flow/obtain/access: `access` is a JSON Pointer, which begins with `/` (write `/token`)
invalid-extension /components/securitySchemes/b/x-token-flow/expires/on: `on` is not known here (known are `in-seconds`, `at`)
"
    );
    assert!(spec.operations[1].pagination.is_none() && spec.security_schemes["b"].token_flow.is_none());
}

#[test]
fn path_items_are_referred_to_and_extended() {
    let (spec, said) = resolve(&document(
        "3.1.0",
        r"
paths:
  /a: { $ref: '#/components/pathItems/A' }
  /b: { $ref: '#/components/pathItems/A', get: { x-rate-limit: { requests: 5, per: 1s } } }
  c: { $ref: '#/components/pathItems/Aa' }
components:
  pathItems:
    A: { get: { responses: { '200': { $ref: '#/components/responses/Ok', description: other } } } }
  responses: { Ok: { description: ok } }
",
    ));
    assert_eq!(
        said,
        "\
degraded /paths/c: the path `c` is read as `/c` (a path begins with `/`)
unresolved-ref /paths/c/$ref: `#/components/pathItems/Aa` points to nothing (did you mean `#/components/pathItems/A`?)
degraded /paths/c: `/c` is left out, because it is broken
"
    );
    let [a, b] = spec.operations.as_slice() else { panic!("two operations") };
    assert_eq!((a.path.as_str(), a.rate_limit), ("/a", None));
    assert_eq!((b.path.as_str(), b.rate_limit.map(|limit| limit.requests)), ("/b", Some(5)));
    assert_eq!(a.responses[0].description, "other");
    assert_eq!(b.place.pointer, "/components/pathItems/A/get");
}

#[test]
fn dirt_is_healed_with_a_warning() {
    let (spec, said) = resolve(
        r"
openapi: 3.0.0
paths:
  /{UserId}/{rest*}:
    get:
      parameters:
        - { name: userid, in: path, required: false, schema: { type: string } }
        - { name: rest, in: path, required: true, schema: { type: string } }
        - { name: q, in: query }
        - { name: 'bad name', in: query, content: {} }
      responses:
        '200':
          description: ok
          headers: { X-A: { schema: {} }, x-a: { schema: {} }, Content-Type: { schema: {} } }
          content:
            application/json: { schema: { type: string } }
            application/json; v=1: { schema: { type: string } }
            application/json; v=2: { schema: { type: integer } }
        '404': { $ref: '#/components/responses/Gone' }
    put: { parameters: [{ name: 'a b', in: header, schema: {} }], responses: {} }
  /b:
    get: { responses: { default: { description: '', content: { $ref: '#/components/x-content/b' } } } }
  /c: null
components:
  schemas: { N: null }
  x-content: { b: { text/plain: { $ref: '#/components/x-media' } } }
  x-media: { schema: { type: string, minLength: 7 } }
",
    );
    assert_eq!(
        said,
        "\
path-parameter /paths/~1{UserId}~1{rest*}/get/parameters/0/required: a path parameter is always required
degraded /paths/~1{UserId}~1{rest*}/get/parameters/2: neither `schema` nor `content` says what stands here; a string is taken
invalid-document /paths/~1{UserId}~1{rest*}/put/parameters/0/name: the name of a header has only letters, digits and !#$%&'*+-.^_`|~
degraded /paths/~1{UserId}~1{rest*}/put: `PUT /{UserId}/{rest*}` is left out: a part of it is not valid
degraded /paths/~1c: null says nothing of this path; it is left out
degraded /components/schemas/N: `N` is null; it is left out
degraded : `info` has no `title`; `API` is taken
degraded : `info` has no `version`; `0.0.0` is taken
degraded /paths/~1{UserId}~1{rest*}/get/parameters/3: `content` names no media type; a string is taken
degraded /paths/~1{UserId}~1{rest*}/get/responses/200/headers/x-a: the header `x-a` is left out: it is the same as `X-A`
degraded /paths/~1{UserId}~1{rest*}/get/responses/200/content/application~1json; v=2: `application/json; v=2` is left out: `application/json` is there already
unresolved-ref /paths/~1{UserId}~1{rest*}/get/responses/404/$ref: `#/components/responses/Gone` points to nothing
degraded /paths/~1{UserId}~1{rest*}/get/responses/404: the response `404` is left out, because it is broken
"
    );
    let [a, b] = spec.operations.as_slice() else { panic!("two operations") };
    assert_eq!((a.path.as_str(), a.parameters.len()), ("/{userid}/{rest}", 4));
    let text = b.responses[0].content[0].schema.expect("a schema");
    assert_eq!((b.responses[0].content[0].name.as_str(), spec.schema(text).string.min_length), ("text/plain", Some(7)));
    assert_eq!(
        spec.schema(text).place.as_ref().map(|place| place.pointer.as_str()),
        Some("/components/x-media/schema")
    );
}

/// Documents of the world, where they are at hand.
#[test]
fn documents_of_the_world_resolve() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let names = [
        "petstore-3.0.yaml",
        "train-travel-3.1.yaml",
        "museum-3.1.yaml",
        "star-trek-3.0.json",
        "scalar-galaxy-3.1.yaml",
    ];
    for name in names {
        let Ok(text) = std::fs::read_to_string(folder.join(name)) else {
            eprintln!("{name} is not at hand; skipped");
            continue;
        };
        let (spec, said) = resolve(&text);
        assert!(!spec.operations.is_empty(), "{name}");
        assert!(!said.contains("invalid-document") && !said.contains("-ref "), "{name}: {said}");
    }
}
