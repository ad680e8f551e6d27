use serde_json::{Value, json};

use super::document;
use crate::diag::{Place, Sink};
use crate::document::Origins;

struct Lowered {
    value: Value,
    origins: Origins,
    said: Vec<String>,
}

fn lower(rest: &Value) -> Lowered {
    let mut root = json!({ "swagger": "2.0", "info": { "title": "T", "version": "1" }, "paths": {} });
    root.as_object_mut().expect("an object").extend(rest.as_object().expect("an object").clone());
    let mut origins = Origins::default();
    origins.insert("", Place { file: "api.json".to_owned(), pointer: String::new() });
    let mut sink = Sink::default();
    let (value, origins) = document(&root, &origins, &mut sink);
    let said = sink.finish(&[]).iter().map(|d| format!("{} {}: {}", d.code, d.place.pointer, d.message)).collect();
    Lowered { value, origins, said }
}

/// What an operation `GET /a` becomes, beside other fields of the root.
fn operation(operation: &Value, rest: &Value) -> Lowered {
    let mut rest = rest.clone();
    rest["paths"] = json!({ "/a": { "get": operation } });
    let mut lowered = lower(&rest);
    lowered.value = lowered.value["paths"]["/a"]["get"].take();
    lowered
}

#[test]
fn parameters_have_a_schema() {
    let cases = [
        (
            json!({"name": "a", "in": "query", "type": "integer", "format": "int32", "multipleOf": 2, "x-example": 3}),
            json!({"name": "a", "in": "query", "example": 3, "schema": {"type": "integer", "format": "int32", "multipleOf": 2}}),
        ),
        (
            json!({"name": "a", "in": "query", "type": "array", "items": {"type": "string"}}),
            json!({"name": "a", "in": "query", "explode": false, "schema": {"type": "array", "items": {"type": "string"}}}),
        ),
        (
            json!({"name": "a", "in": "query", "type": "array", "collectionFormat": "multi"}),
            json!({"name": "a", "in": "query", "explode": true, "schema": {"type": "array"}}),
        ),
        (
            json!({"name": "a", "in": "query", "type": "array", "collectionFormat": "ssv"}),
            json!({"name": "a", "in": "query", "style": "spaceDelimited", "explode": false, "schema": {"type": "array"}}),
        ),
        (
            json!({"name": "a", "in": "query", "type": "array", "collectionFormat": "pipes"}),
            json!({"name": "a", "in": "query", "style": "pipeDelimited", "explode": false, "schema": {"type": "array"}}),
        ),
        (
            json!({"name": "a", "in": "query", "type": "array", "collectionFormat": "tsv"}),
            json!({"name": "a", "in": "query", "style": "tabDelimited", "explode": false, "schema": {"type": "array"}}),
        ),
        (
            json!({"name": "a", "in": "path", "required": true, "type": "string", "x-nullable": true, "x-go-name": "A"}),
            json!({"name": "a", "in": "path", "required": true, "x-nullable": true, "x-go-name": "A", "schema": {"type": "string", "x-nullable": true}}),
        ),
    ];
    for (input, expected) in cases {
        let found = operation(&json!({ "parameters": [input] }), &json!({}));
        assert_eq!(found.value["parameters"][0], expected, "{input}");
    }
}

#[test]
fn bodies_leave_the_parameters() {
    let body = json!({"name": "b", "in": "body", "required": true, "schema": {"type": "object"}});
    let found = operation(
        &json!({"consumes": ["application/json", "application/xml"], "parameters": [body, {"name": "q", "in": "query", "type": "string"}]}),
        &json!({}),
    );
    assert_eq!(
        found.value["requestBody"],
        json!({"required": true, "content": {
            "application/json": {"schema": {"type": "object"}},
            "application/xml": {"schema": {"$ref": "#/paths/~1a/get/requestBody/content/application~1json/schema"}},
        }})
    );
    assert_eq!(found.value["parameters"].as_array().map(Vec::len), Some(1));
    let cases = [
        ("/paths/~1a/get/requestBody/content/application~1json/schema/type", "/paths/~1a/get/parameters/0/schema/type"),
        ("/paths/~1a/get/requestBody/required", "/paths/~1a/get/parameters/0/required"),
        ("/paths/~1a/get/parameters/0/schema/type", "/paths/~1a/get/parameters/1/type"),
        ("/paths/~1a/get/parameters/0/name", "/paths/~1a/get/parameters/1/name"),
    ];
    for (pointer, expected) in cases {
        assert_eq!(found.origins.place(pointer).pointer, expected);
    }
}

#[test]
fn forms_are_one_body() {
    let file = json!({"name": "f", "in": "formData", "type": "file", "required": true});
    let tags = json!({"name": "t", "in": "formData", "type": "array", "items": {"type": "string"}, "description": "d"});
    let multi = json!({"name": "m", "in": "formData", "type": "array", "collectionFormat": "multi"});
    let found = operation(&json!({"parameters": [file, tags]}), &json!({}));
    assert_eq!(
        found.value["requestBody"],
        json!({"required": true, "content": {"multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {
                    "f": {"type": "file"},
                    "t": {"type": "array", "items": {"type": "string"}, "description": "d"},
                },
                "required": ["f"],
            },
            "encoding": {"t": {"style": "form", "explode": false}},
        }}})
    );
    let at = "/paths/~1a/get/requestBody/content/multipart~1form-data/schema/properties/t/items/type";
    assert_eq!(found.origins.place(at).pointer, "/paths/~1a/get/parameters/1/items/type");
    let found = operation(&json!({"parameters": [multi]}), &json!({}));
    assert_eq!(
        found.value["requestBody"]["content"],
        json!({"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": {"m": {"type": "array"}}}}})
    );
}

#[test]
fn shared_bodies_are_referred_to_unless_the_media_type_differs() {
    let root = json!({
        "consumes": ["application/json"],
        "parameters": {
            "B": {"name": "b", "in": "body", "schema": {"type": "string"}},
            "Q": {"name": "q", "in": "query", "type": "string"},
            "F": {"name": "f", "in": "formData", "type": "string"},
        },
    });
    let parameters = json!([{"$ref": "#/parameters/B"}, {"$ref": "#/parameters/Q"}]);
    let found = operation(&json!({ "parameters": parameters }), &root);
    assert_eq!(found.value["requestBody"], json!({"$ref": "#/components/requestBodies/B"}));
    assert_eq!(found.value["parameters"], json!([{"$ref": "#/components/parameters/Q"}]));
    let found = operation(&json!({ "parameters": parameters, "consumes": ["text/plain"] }), &root);
    assert_eq!(
        found.value["requestBody"]["content"],
        json!({"text/plain": {"schema": {"$ref": "#/components/requestBodies/B/content/application~1json/schema"}}})
    );
    let found = operation(&json!({ "parameters": [{"$ref": "#/parameters/F"}] }), &root);
    assert_eq!(
        found.value["requestBody"]["content"],
        json!({"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": {"f": {"type": "string"}}}}})
    );
    let found = operation(&json!({ "parameters": [{"$ref": "#/parameters/B"}, {"$ref": "#/parameters/F"}] }), &root);
    assert_eq!(
        found.said,
        ["degraded /paths/~1a/get/parameters/1: the parameter `f` is left out: the request has another body"]
    );
}

#[test]
fn bodies_of_a_path_are_those_of_its_operations() {
    let found = lower(&json!({"paths": {"/a": {
        "parameters": [
            {"name": "b", "in": "body", "schema": {"$ref": "#/definitions/D"}},
            {"name": "q", "in": "query", "type": "string"},
        ],
        "post": {},
        "put": {"parameters": [{"name": "c", "in": "body", "schema": {"type": "string"}}]},
    }}, "definitions": {"D": {}}}));
    let item = &found.value["paths"]["/a"];
    assert_eq!(item["parameters"].as_array().map(Vec::len), Some(1));
    let schema = |method: &str| item[method]["requestBody"]["content"]["application/json"]["schema"].clone();
    assert_eq!(schema("post"), json!({"$ref": "#/components/schemas/D"}));
    assert_eq!(schema("put"), json!({"type": "string"}));
}

#[test]
fn responses_have_content() {
    let root = json!({
        "produces": ["application/json", "application/json; charset=utf-8"],
        "definitions": {"A": {}},
        "responses": {"R": {"description": "r", "schema": {"type": "string"}}},
    });
    let cases = [
        (json!({"description": "a"}), json!({"description": "a"})),
        (
            json!({"description": "a", "schema": {"$ref": "#/definitions/A"}, "examples": {"application/json": 1}}),
            json!({"description": "a", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}, "example": 1}}}),
        ),
        (
            json!({"description": "a", "schema": {"type": "file"}}),
            json!({"description": "a", "content": {"application/octet-stream": {"schema": {"type": "file"}}}}),
        ),
        (
            json!({"description": "a", "headers": {"X-A": {"type": "integer", "description": "h"}}}),
            json!({"description": "a", "headers": {"X-A": {"description": "h", "schema": {"type": "integer"}}}}),
        ),
        (json!({"$ref": "#/responses/R"}), json!({"$ref": "#/components/responses/R"})),
    ];
    for (input, expected) in cases {
        let found = operation(&json!({"responses": {"200": input}}), &root);
        assert_eq!(found.value["responses"]["200"], expected, "{input}");
    }
    let found = operation(&json!({"produces": ["text/csv"], "responses": {"200": {"$ref": "#/responses/R"}}}), &root);
    let schema = json!({"$ref": "#/components/responses/R/content/application~1json/schema"});
    assert_eq!(
        found.value["responses"]["200"],
        json!({"description": "r", "content": {"text/csv": {"schema": schema}}})
    );
}

#[test]
fn references_lead_to_where_things_went() {
    let found = lower(&json!({
        "produces": ["application/json"],
        "paths": {"/a": {"get": {
            "parameters": [{"name": "b", "in": "body", "schema": {"properties": {"x": {"type": "string"}}}}],
            "responses": {"200": {"description": "", "schema": {"properties": {"y": {"type": "string"}}}}},
        }}},
        "definitions": {
            "A": {
                "properties": {
                    "def": {"$ref": "#/definitions/B"},
                    "body": {"$ref": "#/paths/~1a/get/parameters/0/schema/properties/x"},
                    "response": {"$ref": "#/paths/~1a/get/responses/200/schema/properties/y"},
                    "$ref": {"$ref": "#/definitions/B"},
                    "broken": {"$ref": "#/definitions/C"},
                },
                "example": {"$ref": "#/definitions/B"},
            },
            "B": {"properties": {"none": {"$ref": "#/nowhere/B"}}},
        },
    }));
    let schemas = &found.value["components"]["schemas"];
    let expected = json!({
        "def": {"$ref": "#/components/schemas/B"},
        "body": {"$ref": "#/paths/~1a/get/requestBody/content/application~1json/schema/properties/x"},
        "response": {"$ref": "#/paths/~1a/get/responses/200/content/application~1json/schema/properties/y"},
        "$ref": {"$ref": "#/components/schemas/B"},
        "broken": {"$ref": "#/definitions/C"},
    });
    assert_eq!(schemas["A"]["properties"], expected);
    assert_eq!(schemas["A"]["example"], json!({"$ref": "#/definitions/B"}));
    assert_eq!(schemas["B"]["properties"]["none"], json!({"$ref": "#/nowhere/B"}));
    assert_eq!(found.origins.place("/components/schemas/A/properties").pointer, "/definitions/A/properties");
}

#[test]
fn nothing_of_a_wrong_shape_panics() {
    for wrong in [json!(null), json!(1), json!("a"), json!([]), json!([[]]), json!({"a": 1}), json!({"$ref": "#"})] {
        for key in
            ["definitions", "parameters", "responses", "securityDefinitions", "consumes", "schemes", "host", "paths"]
        {
            lower(&json!({ key: wrong }));
        }
        for key in ["parameters", "responses", "consumes", "produces"] {
            operation(&json!({ key: wrong }), &json!({}));
            lower(&json!({"paths": {"/a": {key: wrong}}}));
        }
        operation(
            &json!({ "parameters": [wrong, {"in": "formData", "name": wrong}, {"in": "body", "schema": wrong}] }),
            &json!({}),
        );
        operation(&json!({ "responses": {"200": {"schema": wrong, "headers": wrong, "examples": wrong}} }), &json!({}));
    }
}
