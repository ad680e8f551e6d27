//! Documents in, outlines of the API out.

mod composition;
mod outline;

use crate::analyse::analyse;
use crate::config::Config;
use crate::diag::{Code, Sink};
use crate::input::Input;
use crate::ir::Api;
use crate::{document, resolve};

/// Lowers a document; what was said of it on the way, by code.
fn lower(text: &str) -> (Api, Vec<(Code, String)>) {
    let input = Input::of("api.yaml", text);
    let mut sink = Sink::default();
    let bundle = document::load(&input, &mut sink).expect("the document is read");
    let document =
        document::typed::typed(bundle, &crate::config::Config::default(), &mut sink).expect("the document is typed");
    let spec = resolve::resolve(&document, &mut sink).expect("the document is resolved");
    let api = super::lower(&spec, &Config::default(), &mut sink);
    let said = sink.finish(&[]).into_iter().map(|diagnostic| (diagnostic.code, diagnostic.message)).collect();
    (api, said)
}

/// The types of a document with these component schemas (OpenAPI 3.1, as flow or block mappings).
fn schemas(components: &str) -> (Api, Vec<(Code, String)>) {
    let indented = indented(components, "    ");
    lower(&format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n{indented}"
    ))
}

/// A document with these paths, and schemas `Item` and `Problem`.
fn paths(paths: &str) -> (Api, Vec<(Code, String)>) {
    let indented = indented(paths, "  ");
    lower(&format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths:\n{indented}components:\n  schemas:\n    Item: {{ type: object, \
         properties: {{ id: {{ type: integer }} }} }}\n"
    ))
}

fn indented(text: &str, by: &str) -> String {
    text.lines().flat_map(|line| [by, line, "\n"]).collect()
}

fn check(components: &str, expected: &str) {
    let (api, said) = schemas(components);
    assert_eq!(outline::types(&api).trim(), expected.trim(), "\n{said:?}");
    assert_eq!(said, [], "nothing is to be said of it");
}

fn codes(said: &[(Code, String)]) -> Vec<Code> {
    said.iter().map(|(code, _)| *code).collect()
}

#[test]
fn scalars_lists_and_maps() {
    check(
        "User:
  type: object
  required: [id, tags, when]
  properties:
    id: { type: string, format: uuid }
    email: { type: string, maxLength: 9, pattern: '@' }
    nick: { type: [string, 'null'] }
    when: { type: string, format: date-time }
    tags: { type: array, maxItems: 3, items: { type: string, minLength: 1 } }
    scores: { type: object, additionalProperties: { type: number } }
    free: {}
    page: { type: integer, format: int32, minimum: 1, default: 1 }
    parent: { $ref: '#/components/schemas/User' }
Email: { type: string, maxLength: 80 }
Mail: { $ref: '#/components/schemas/Email' }
Free: { type: object }
Point: { type: array, prefixItems: [{ type: number }, { type: number }], minItems: 2, maxItems: 2 }",
        "User = { id: Uuid, email?: String<length<= 9, ~ @>, nick?: String|null, when: DateTime, tags: [String<length>= 1>]<items<= 3, each <length>= 1>>, scores?: map of F64, free?: Any, page?: I32<>= 1> = 1, parent?: User }
Email = new String<length<= 80>
Mail = alias Email
Free = new map of Any
Point = new (F64, F64)",
    );
}

#[test]
fn nullable_is_a_fact_of_the_place() {
    check(
        "A: { type: [object, 'null'], properties: { x: { type: string } } }
B:
  type: object
  required: [a, b]
  properties:
    a: { $ref: '#/components/schemas/A' }
    b: { oneOf: [{ $ref: '#/components/schemas/C' }, { type: 'null' }] }
    c: { anyOf: [{ type: string }, { type: 'null' }] }
    d: { enum: [x, null] }
    e: { type: 'null' }
C: { type: object, properties: { y: { type: boolean } } }",
        "A = { x?: String }
B = { a: A|null, b: C|null, c?: String|null, d?: BD|null, e?: Null|null }
BD = enum X=\"x\" | Unknown
C = { y?: Bool }",
    );
}

#[test]
fn choices() {
    check(
        "Sort: { type: string, enum: ['+1', '-1', '', unknown, a, A] }
Level: { type: integer, enum: [1, 2, -3], x-enum-varnames: [Low, High, Below] }
Plain: { type: integer, enum: [1, 20] }
Flag: { type: boolean, enum: [true, false] }
Kind: { oneOf: [{ const: x, title: The X }, { const: y }] }
Open: { anyOf: [{ type: string, enum: [a] }, { type: string }] }
Mixed: { enum: [a, 1] }",
        "Sort = enum Plus1=\"+1\" Minus1=\"-1\" Empty=\"\" Unknown=\"unknown\" A2=\"a\" A=\"A\" | Other
Level = enum Low=1 High=2 Below=-3 | Unknown
Plain = enum N1=1 N20=20 | Unknown
Flag = new Bool
Kind = enum TheX=\"x\" Y=\"y\" | Unknown
Open = enum A=\"a\" | Unknown open
Mixed = union Listed(MixedListed) | Listed2(MixedListed2) | Unknown
MixedListed = enum A=\"a\" | Unknown
MixedListed2 = enum N1=1 | Unknown",
    );
}

#[test]
fn a_contradiction_where_no_value_has_to_stand_is_a_warning() {
    let (api, said) = schemas(
        "A: { type: object, properties: { x: { type: string }, y: { type: array, items: { type: string } } } }
B: { allOf: [{ $ref: '#/components/schemas/A' }, { properties: { x: { type: integer }, y: { items: { type: boolean } } } }] }
C: { allOf: [{ $ref: '#/components/schemas/A' }, { required: [x], properties: { x: { type: integer } } }] }",
    );
    assert_eq!(codes(&said), [Code::Degraded, Code::Degraded, Code::ConflictingAllOf], "{said:?}");
    assert!(outline::types(&api).contains("B = { x?: String, y?: [String] }"), "{}", outline::types(&api));
}

#[test]
fn a_property_with_one_value_is_no_field() {
    check(
        "A:
  type: object
  required: [s, b, n, open, none, in]
  properties:
    s: { const: x }
    b: { type: boolean, enum: [true] }
    n: { type: integer, enum: [7] }
    maybe: { const: x }
    open: { type: string, x-extensible-enum: [x] }
    none: { enum: [x, null] }
    in: { const: x, readOnly: true }",
        "A = { s == \"x\", b == true, n == 7, maybe?: AMaybe, open: AOpen, none: ANone|null, r#in: AIn }
AMaybe = enum X=\"x\" | Unknown
AOpen = enum X=\"x\" | Unknown open
ANone = enum X=\"x\" | Unknown
AIn = enum X=\"x\" | Unknown",
    );
}

#[test]
fn what_no_type_says_is_checked() {
    check(
        "Asked: { type: object, properties: { a: { type: string }, b: { type: string } }, anyOf: [{ required: [a] }, { required: [b] }] }
Never: { type: object, properties: { a: { type: string }, b: { type: string } }, not: { required: [a, b] } }
When:
  type: object
  properties: { kind: { type: string }, size: { type: integer } }
  if: { properties: { kind: { const: big } }, required: [kind] }
  then: { required: [size], properties: { size: { minimum: 10 } } }
Needs: { type: object, properties: { card: { type: string }, zip: { type: string } }, dependentRequired: { card: [zip] } }
Names: { type: object, additionalProperties: { type: integer }, propertyNames: { pattern: '^[a-z]+$' } }
Holds: { type: array, items: { type: integer }, contains: { const: 1 }, maxContains: 2 }
True: { type: boolean, enum: [true] }
Ratio: { type: number, enum: [0.5, 1.5] }
Pair: { enum: [[1, 2], { a: 1 }] }
Place: { type: array, prefixItems: [{ type: string, maxLength: 2 }, { type: integer }], items: false, minItems: 2 }
Both: { allOf: [{ type: string, pattern: a }, { pattern: b }] }",
        "Asked = { a?: String, b?: String }<also any(has a, has b)>
Never = { a?: String, b?: String }<also not has a+b>
When = { kind?: String, size?: I64 }<also if all(has kind, kind: in [\"big\"]) then all(has size, size: <>= 10>) else all()>
Needs = { card?: String, zip?: String }<also card -> has zip>
Names = new map of I64<also names <~ ^[a-z]+$>>
Holds = new [I64]<also 1..Some(2) of in [1]>
True = new Bool<also in [true]>
Ratio = new F64<also in [0.5,1.5]>
Pair = new Any<also in [[1,2],{\"a\":1}]>
Place = new (String<length<= 2>, I64)<places <length<= 2><>>
Both = new String<~ a, also <~ b>>",
    );
}

#[test]
fn names_are_stable_and_components_keep_theirs() {
    check(
        "user-kind: { type: string, enum: [a] }
UserKind: { type: string, enum: [b] }
Option: { type: object, properties: { kind: { type: string, enum: [c] } } }
User: { type: object, properties: { kind: { type: string, enum: [d] }, '@type': { type: string }, type: { type: string }, $ref: { type: string } } }",
        "UserKindSchema = enum A=\"a\" | Unknown
UserKind = enum B=\"b\" | Unknown
OptionModel = { kind?: OptionModelKind }
OptionModelKind = enum C=\"c\" | Unknown
User = { kind?: UserKindValue, at_type?: String, r#type?: String, r#ref?: String }
UserKindValue = enum D=\"d\" | Unknown",
    );
}

#[test]
fn what_is_unrelated_changes_no_name() {
    let document = "user-kind: { type: string, enum: [a] }
User: { type: object, properties: { kind: { type: string, enum: [d] }, kinds: { type: array, items: { type: object, properties: { x: { type: string } } } } } }
Pet: { oneOf: [{ $ref: '#/components/schemas/User' }, { title: Dog, type: object, required: [dog], properties: { dog: { type: boolean } } }] }";
    let (before, _) = schemas(document);
    for other in ["AAA: { type: object, properties: { kind: { type: string, enum: [z] } } }", "zzz: { type: string }"] {
        for text in [format!("{other}\n{document}"), format!("{document}\n{other}")] {
            let after = outline::types(&schemas(&text).0);
            for line in outline::types(&before).lines() {
                assert!(after.contains(line), "{line}\n{after}");
            }
        }
    }
}

#[test]
fn an_inline_type_is_named_where_it_stands_whoever_meets_it_first() {
    check(
        "Above: { allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { x: { type: string } } }] }
Base: { type: object, properties: { state: { type: string, enum: [on] } } }",
        "Above = { state?: BaseState, x?: String }
Base = { state?: BaseState }
BaseState = enum On=\"on\" | Unknown",
    );
}

#[test]
fn maps_beside_properties_and_closed_objects() {
    check(
        "Kept: { type: object, properties: { additional: { type: string } }, additionalProperties: { type: integer } }
Closed: { type: object, properties: { a: { type: string } }, additionalProperties: false, minProperties: 1 }
Nothing: { type: object, additionalProperties: false }",
        "Kept = { additional?: String, ..additional_properties: I64 }
Closed = { a?: String, ! }<properties>= 1>
Nothing = { ! }",
    );
}

#[test]
fn defaults_that_do_not_fit_are_left_out_and_told() {
    let (api, said) = schemas(
        "A:
  type: object
  properties:
    a: { type: integer, format: int32, default: 3000000000 }
    b: { type: string, enum: [x], default: y }
    c: { type: array, items: { type: string }, default: [p, q] }
    d: { type: string, default: null }
    e: { type: string, default: 5 }",
    );
    assert_eq!(codes(&said), [Code::InvalidDefault; 2], "{said:?}");
    assert!(outline::types(&api).contains("c?: [String] = [\"p\",\"q\"], d?: String, e?: String = \"5\""));
}

#[test]
fn read_only_is_required_only_where_it_travels() {
    let (api, _) = lower(
        "openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /a:
    post:
      operationId: a
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Both' } } } }
      responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Both' } } } } }
    get:
      operationId: b
      responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Out' } } } } }
components:
  schemas:
    Both: { type: object, required: [id, pin], properties: { id: { type: string, readOnly: true }, pin: { type: string, writeOnly: true } } }
    Out: { type: object, required: [id, pin], properties: { id: { type: string, readOnly: true }, pin: { type: string, writeOnly: true } } }",
    );
    assert_eq!(
        outline::types(&api),
        "Both = { id: String, pin?: String }
BothRequest = { id?: String, pin: String }
Out = { id: String, pin?: String }
"
    );
}

#[test]
fn operations_with_everything() {
    let (api, said) = paths(
        "/items/{id}:
  get:
    tags: [Items]
    operationId: getItem
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
      - { name: id, in: query, schema: { type: integer } }
      - { name: tag, in: query, schema: { type: array, items: { type: string } } }
      - { name: type, in: header, required: true, schema: { type: string, enum: [a, b] } }
    responses:
      '200': { description: It., headers: { ETag: { schema: { type: string } } }, content: { application/json: { schema: { $ref: '#/components/schemas/Item' } } } }
      '404': { description: None. }
      4XX: { description: Other., content: { application/problem+json: { schema: { type: object, properties: { why: { type: string } } } } } }
      default: { description: Rest., content: { text/plain: { schema: { type: string } } } }
  put:
    tags: [Items]
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    requestBody:
      required: true
      content:
        application/json: { schema: { $ref: '#/components/schemas/Item' } }
        application/octet-stream: { schema: { type: string, format: binary } }
    responses: { '201': { description: New. }, '204': { description: Old. } }
/files:
  post:
    operationId: addFile
    requestBody:
      content:
        multipart/form-data:
          schema: { type: object, required: [file], properties: { file: { type: string, format: binary }, more: { type: array, items: { type: string, format: binary } }, note: { type: string } } }
    responses: { '302': { description: Elsewhere. }, default: { description: Bad. } }",
    );
    assert_eq!(said, []);
    insta::assert_snapshot!(format!("{}\n{}", outline::operations(&api), outline::types(&api)));
}

#[test]
fn pages_become_fields() {
    let (api, said) = paths(
        "/items:
  get:
    operationId: listItems
    x-pagination: { style: page, page: page, items: /data/items, has-next: /more }
    parameters: [{ name: page, in: query, schema: { type: integer } }]
    responses:
      '200':
        description: A page.
        content:
          application/json:
            schema:
              type: object
              required: [data]
              properties:
                data: { type: object, properties: { items: { type: array, items: { $ref: '#/components/schemas/Item' } } } }
                more: { type: boolean }",
    );
    assert_eq!(said, []);
    assert!(outline::operations(&api).contains("pages of Item at data:Always.items:Optional"));
}

#[test]
fn recursion_is_boxed_as_little_as_possible() {
    let (api, _) = schemas(
        "Tree: { type: object, properties: { parent: { $ref: '#/components/schemas/Tree' }, children: { type: array, items: { $ref: '#/components/schemas/Tree' } } } }
A: { type: object, properties: { b: { $ref: '#/components/schemas/B' } } }
B: { type: object, properties: { c: { $ref: '#/components/schemas/C' } } }
C: { type: object, properties: { a: { $ref: '#/components/schemas/A' } } }",
    );
    let analysis = analyse(&api);
    let places: Vec<(String, usize)> = analysis
        .boxed()
        .iter()
        .map(|place| {
            (api.types.get(place.ty).name.as_ref().map(|name| name.rust.clone()).unwrap_or_default(), place.index)
        })
        .collect();
    assert_eq!(places, [("Tree".to_owned(), 0), ("C".to_owned(), 0)]);
}

#[test]
fn constraints_and_traits_are_proved_through_what_types_hold() {
    let (api, _) = schemas(
        "Outer: { type: object, required: [inner], properties: { inner: { type: array, items: { $ref: '#/components/schemas/Inner' } } } }
Inner: { type: object, properties: { code: { type: string, maxLength: 3 }, ratio: { type: number } } }
Free: { type: object, properties: { code: { type: string } } }
Frees: { type: array, items: { $ref: '#/components/schemas/Free' } }
Codes: { type: array, items: { type: string } }",
    );
    let analysis = analyse(&api);
    let id = |name: &str| {
        api.types
            .modules
            .iter()
            .flat_map(|module| &module.types)
            .copied()
            .find(|&id| api.types.get(id).name.as_ref().is_some_and(|other| other.rust == name))
            .expect("the type is there")
    };
    assert!(
        analysis.is_constrained(id("Outer"))
            && analysis.is_constrained(id("Inner"))
            && !analysis.is_constrained(id("Free"))
    );
    assert!(!analysis.traits(id("Outer")).eq && analysis.traits(id("Free")).eq);
    // Whole objects key no map, and neither does a list of them.
    assert!(!analysis.traits(id("Free")).key && !analysis.traits(id("Frees")).key && analysis.traits(id("Codes")).key);
    assert!(!analysis.traits(id("Outer")).default && analysis.traits(id("Inner")).default);
}
