use serde_json::json;

use crate::diag::Code;
use crate::document::UNRESOLVED;
use crate::document::tests::{bundle, document, loaded, said};

fn codes(files: &[(&str, &str)]) -> Vec<Code> {
    loaded(files).1.into_iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn external_content_is_brought_to_a_name_by_the_kind_of_its_place() {
    let files = [
        (
            "openapi.yaml",
            &*document(
                "paths:
  /pets:
    $ref: 'paths/pets.yaml'
    x-beside: kept
components:
  schemas:
    Pet: { $ref: schemas/pet.yaml }
",
            ),
        ),
        (
            "paths/pets.yaml",
            "get:
  parameters: [{ $ref: '../parameters.yaml#/page' }]
  responses:
    '200':
      description: ok
      content:
        application/json:
          schema: { $ref: ../schemas/pet.yaml }
          examples: { one: { $ref: ../one%20pet.yaml } }
    '404': { $ref: ../responses/missing.yaml }
",
        ),
        ("parameters.yaml", "page: { name: page, in: query, schema: { $ref: '#/number' } }\nnumber: { type: integer }"),
        (
            "schemas/pet.yaml",
            "type: object\nproperties: { friend: { $ref: '#', description: a friend }, owner: { $ref: owner.yaml } }",
        ),
        (
            "schemas/owner.yaml",
            "properties: { pets: { type: array, items: { $ref: pet.yaml } }, page: { $ref: ../openapi.yaml#/components/schemas/Pet } }",
        ),
        ("one pet.yaml", "value: { $ref: is data }"),
        ("responses/missing.yaml", "description: none"),
    ];
    let bundle = bundle(&files);
    let get = &bundle.value["paths"]["/pets"]["get"];
    assert_eq!(get["parameters"], json!([{ "$ref": "#/components/parameters/page" }]));
    assert_eq!(bundle.value["paths"]["/pets"]["x-beside"], "kept");
    let media = &get["responses"]["200"]["content"]["application/json"];
    assert_eq!(media["schema"], json!({ "$ref": "#/components/schemas/Pet" }));
    assert_eq!(media["examples"]["one"], json!({ "$ref": "#/components/examples/one_pet" }));
    let expected = json!({
        "schemas": {
            "Pet": {
                "type": "object",
                "properties": {
                    "friend": { "$ref": "#/components/schemas/Pet", "description": "a friend" },
                    "owner": { "$ref": "#/components/schemas/owner" },
                },
            },
            "number": { "type": "integer" },
            "owner": { "properties": {
                "pets": { "type": "array", "items": { "$ref": "#/components/schemas/Pet" } },
                "page": { "$ref": "#/components/schemas/Pet" },
            } },
        },
        "parameters": { "page": { "name": "page", "in": "query", "schema": { "$ref": "#/components/schemas/number" } } },
        "examples": { "one_pet": { "value": { "$ref": "is data" } } },
        "responses": { "missing": { "description": "none" } },
    });
    assert_eq!(bundle.value["components"], expected);
    let places = [
        ("/paths/~1pets/get/responses/200", "paths/pets.yaml", "/get/responses/200"),
        ("/paths/~1pets/x-beside", "openapi.yaml", "/paths/~1pets/x-beside"),
        ("/components/schemas/Pet/properties/owner", "schemas/pet.yaml", "/properties/owner"),
        ("/components/schemas/number/type", "parameters.yaml", "/number/type"),
        ("/info/title", "openapi.yaml", "/info/title"),
    ];
    for (pointer, file, below) in places {
        let place = bundle.origins.place(pointer);
        assert_eq!((place.file.as_str(), place.pointer.as_str()), (file, below), "{pointer}");
    }
}

#[test]
fn names_that_clash_get_the_folder_as_a_suffix_and_equal_content_shares_a_name() {
    let files = [
        (
            "openapi.yaml",
            &*document(
                "components:
  schemas:
    Root: { allOf: [{ $ref: a/item.yaml }, { $ref: b/item.yaml }, { $ref: c/item.yaml }, { $ref: 'all.yaml#/x%7By%7D' }] }
",
            ),
        ),
        ("a/item.yaml", "type: string"),
        ("b/item.yaml", "type: integer"),
        ("c/item.yaml", "type: string"),
        ("all.yaml", "'x{y}': { type: number }"),
    ];
    let references: Vec<_> = bundle(&files).value["components"]["schemas"]["Root"]["allOf"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|item| item["$ref"].as_str().unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(references, ["item", "item_b", "item", "x_y_"]);
}

#[test]
fn what_has_no_home_is_written_in_its_place() {
    let files = [
        (
            "openapi.yaml",
            &*document(
                "x-samples: [{ $ref: sample.yaml }, { $ref: '#/data' }, { $ref: not there }]
tags: { $ref: tags.yaml }
paths: { $ref: paths.yaml }
components:
  schemas: { $ref: schemas.yaml }
",
            ),
        ),
        ("sample.yaml", "lang: curl"),
        ("tags.yaml", "[{ name: a, description: { $ref: a.md } }]"),
        ("a.md", "# No: YAML: here\n"),
        ("paths.yaml", "/a: { get: { responses: { '200': { $ref: 'schemas.yaml#/none/../x' } } } }"),
        ("schemas.yaml", "A: { type: string }\nB: { $ref: '#/A' }\nnone: { ..: { x: { description: odd } } }"),
    ];
    let bundle = bundle(&files);
    assert_eq!(bundle.value["x-samples"], json!([{ "lang": "curl" }, { "$ref": "#/data" }, { "$ref": "not there" }]));
    assert_eq!(bundle.value["tags"], json!([{ "name": "a", "description": "# No: YAML: here\n" }]));
    assert_eq!(bundle.value["components"]["schemas"]["A"], json!({ "type": "string" }));
    assert_eq!(bundle.value["components"]["responses"]["x"], json!({ "description": "odd" }));
}

#[test]
fn references_through_references_and_to_anchors_are_followed() {
    let files = [
        (
            "openapi.yaml",
            &*document(
                "components: { schemas: { A: { items: { $ref: 'index.yaml#/Pet/properties/id' } }, B: { items: { $ref: 'pet.yaml#tagged' } } } }",
            ),
        ),
        ("index.yaml", "Pet: { $ref: pet.yaml }"),
        ("pet.yaml", "properties: { id: { type: integer }, tag: { $anchor: tagged, type: string } }"),
    ];
    let schemas = &bundle(&files).value["components"]["schemas"];
    assert_eq!(schemas["id"], json!({ "type": "integer" }));
    assert_eq!(schemas["B"]["items"], json!({ "$ref": "#/components/schemas/tag" }));
}

#[test]
fn a_mapping_to_files_is_brought_inside() {
    let files = [
        (
            "openapi.yaml",
            &*document(
                "components: { schemas: { A: { discriminator: { propertyName: kind, mapping: { dog: pets/dog.yaml, cat: Cat, own: '#/components/schemas/A' } } } } }",
            ),
        ),
        ("pets/dog.yaml", "type: object"),
    ];
    let schemas = &bundle(&files).value["components"]["schemas"];
    let expected = json!({ "dog": "#/components/schemas/dog", "cat": "Cat", "own": "#/components/schemas/A" });
    assert_eq!(schemas["A"]["discriminator"]["mapping"], expected);
    assert_eq!(schemas["dog"], json!({ "type": "object" }));
}

#[test]
fn circles_end() {
    let files = [
        (
            "openapi.yaml",
            &*document("paths: { /a: { $ref: a.yaml } }\ncomponents: { schemas: { S: { items: { $ref: s1.yaml } } } }"),
        ),
        ("a.yaml", "get: { callbacks: { c: { $url: { $ref: a.yaml } } } }"),
        ("s1.yaml", "$ref: s2.yaml"),
        ("s2.yaml", "$ref: s1.yaml"),
    ];
    assert_eq!(codes(&files), [Code::CyclicRef, Code::CyclicRef]);
}

#[test]
fn every_broken_reference_is_said_at_its_place() {
    let files = [
        (
            "v1/openapi.yaml",
            &*document(
                "paths:
  /a:
    get:
      parameters:
        - $ref: missing.yaml
        - $ref: there.yaml#/nothing
        - $ref: ../outside.yaml
        - $ref: https://example.com/p.yaml
        - $ref: broken.yaml
  /b: { $ref: b.yaml }
",
            ),
        ),
        ("v1/there.yaml", "a: 1"),
        ("v1/broken.yaml", "a: ["),
        ("v1/b.yaml", "get:\n  requestBody:\n    $ref: deep/missing.yaml#/x\n"),
        ("outside.yaml", "name: x"),
    ];
    let (bundle, diagnostics) = loaded(&files);
    assert_eq!(diagnostics.len(), 7);
    let value = bundle.map(|bundle| bundle.value).unwrap_or_default();
    let parameters = value["paths"]["/a"]["get"]["parameters"].as_array().cloned().unwrap_or_default();
    assert_eq!(parameters.len(), 5);
    assert!(parameters.iter().all(|parameter| parameter["$ref"].as_str().is_some_and(|r| r.starts_with(UNRESOLVED))));
    insta::assert_snapshot!(said(&files), @r#"
error[unresolved-ref]: `v1/deep/missing.yaml` is not there
 --> v1/b.yaml:3:11
  |
3 |     $ref: deep/missing.yaml#/x
  |           ^^^^^^^^^^^^^^^^^^^^
  |
  = help: paths are relative to the file that the `$ref` stands in

error[syntax]: this is not YAML: did not find expected node content
 --> v1/broken.yaml:1:5
  |
1 | a: [
  |     ^

error[unresolved-ref]: `v1/missing.yaml` is not there
 --> v1/openapi.yaml:7:17
  |
7 |         - $ref: missing.yaml
  |                 ^^^^^^^^^^^^
  |
  = help: paths are relative to the file that the `$ref` stands in

error[unresolved-ref]: `v1/there.yaml` has no `/nothing`
 --> v1/openapi.yaml:8:17
  |
8 |         - $ref: there.yaml#/nothing
  |                 ^^^^^^^^^^^^^^^^^^^

error[forbidden-ref]: this `$ref` leaves `v1/`, the folder that references may point below
 --> v1/openapi.yaml:9:17
  |
9 |         - $ref: ../outside.yaml
  |                 ^^^^^^^^^^^^^^^
  |
  = help: move the file below that folder, or allow references a folder further up

error[forbidden-ref]: this `$ref` points to another host
  --> v1/openapi.yaml:10:17
   |
10 |         - $ref: https://example.com/p.yaml
   |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: list a copy for its URL with `remote-refs`; nothing is fetched

error[unresolved-ref]: `v1/broken.yaml` can't be read
  --> v1/openapi.yaml:11:17
   |
11 |         - $ref: broken.yaml
   |                 ^^^^^^^^^^^

7 errors
"#);
}
