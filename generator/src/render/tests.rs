//! The printed files of small APIs, made by hand.

use std::sync::Arc;

use serde_json::{Value, json};

use super::render;
use crate::analyse::analyse;
use crate::config::Config;
use crate::ir::Api;
use crate::ir::name::Name;
use crate::ir::types::{
    Access, Choice, ChoiceValues, Docs, Field, Member, Module, Newtype, Record, Rest, Rules, Scalar, Shape, Slot,
    TagWriter, Type, TypeId, Types, Union, UnionTag, Variant,
};

/// An API with nothing in it yet.
fn api() -> Api {
    Api {
        crate_name: "example".to_owned(),
        title: "Example".to_owned(),
        version: "1.2".to_owned(),
        description: None,
        servers: Vec::new(),
        types: Types::default().into(),
        groups: Vec::new(),
        xml: crate::ir::xml::Tables::default(),
        schemes: Vec::new(),
        document: "{}".into(),
    }
}

fn name(wire: &str, rust: &str) -> Name {
    Name { wire: wire.to_owned(), rust: rust.to_owned() }
}

fn says(text: &str) -> Docs {
    Docs { text: Some(text.to_owned()), ..Docs::default() }
}

fn slot(ty: TypeId) -> Slot {
    Slot { ty, nullable: false, rules: None }
}

fn field(wire: &str, rust: &str, slot: Slot, required: bool) -> Field {
    Field { name: name(wire, rust), slot, required, default: None, docs: Docs::default(), access: Access::Both }
}

fn add(api: &mut Api, named: Option<(&str, &str)>, docs: Docs, shape: Shape) -> TypeId {
    let types = Arc::make_mut(&mut api.types);
    let id = TypeId(u32::try_from(types.all.len()).unwrap());
    if let Some((_, rust)) = named {
        types.modules.push(Module { name: rust.to_lowercase(), types: vec![id] });
    }
    types.all.push(Type { name: named.map(|(wire, rust)| name(wire, rust)), docs, shape });
    id
}

fn scalar(api: &mut Api, scalar: Scalar) -> TypeId {
    add(api, None, Docs::default(), Shape::Scalar(scalar))
}

/// The file at `path`, without its banner.
fn file(api: &Api, path: &str) -> String {
    let files = render(api, &analyse(api), &Config::default());
    let text = &files.files.get(path).unwrap_or_else(|| panic!("no {path}")).text;
    text.split_once("\n\n").map_or("", |(_, text)| text).to_owned()
}

fn user(api: &mut Api) -> TypeId {
    let uuid = scalar(api, Scalar::Uuid);
    let string = scalar(api, Scalar::String);
    let size = scalar(api, Scalar::I32);
    let mut email = field("email", "email", slot(string), false);
    email.slot.rules =
        Some(Rules { max_length: Some(256), pattern: Some("^\\S+@\\S+$".to_owned()), ..Rules::default() });
    let mut manager = field("managerId", "manager_id", Slot { nullable: true, ..slot(uuid) }, false);
    manager.docs = says("Who leads <them>, see [Team].");
    let mut page_size = field("type", "r#type", slot(size), false);
    page_size.default = Some(json!(20_000));
    page_size.docs.deprecated = true;
    let mut nickname = field("nickname", "nickname", Slot { nullable: true, ..slot(string) }, true);
    nickname.docs.examples = vec![Value::from("al`ice")];
    let record = Record {
        constants: Vec::new(),
        fields: vec![
            field("id", "id", slot(uuid), true),
            field("name", "name", slot(string), true),
            email,
            nickname,
            manager,
            page_size,
        ],
        rest: Rest::Ignored,
        rules: None,
        part: None,
        places: None,
    };
    add(api, Some(("User", "User")), says("A person who learns."), Shape::Record(record))
}

fn string_choice(api: &mut Api) -> TypeId {
    let member = |rust: &str, value: &str, docs| Member { rust: rust.to_owned(), value: value.to_owned(), docs };
    let values = ChoiceValues::Strings(vec![
        member("Admin", "admin", says("May do all.")),
        member("Learner", "\"learner\n", Docs::default()),
    ]);
    let choice = Choice { values, open: false, unknown: "Unknown".to_owned() };
    add(api, Some(("Role", "Role")), Docs::default(), Shape::Choice(choice))
}

fn email(api: &mut Api) -> TypeId {
    let string = scalar(api, Scalar::String);
    let rules = Some(Rules { min_length: Some(1), ..Rules::default() });
    let newtype = Newtype { slot: Slot { rules, ..slot(string) } };
    add(api, Some(("E-Mail", "EMail")), Docs::default(), Shape::Newtype(newtype))
}

/// Holds `text` against `tests/{name}.txt`; with `UPDATE_SNAPSHOTS` set, writes it there.
fn snapshot(name: &str, text: &str) {
    let path = format!("{}/src/render/tests/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(text == expected, "{name} is now (UPDATE_SNAPSHOTS=1 keeps it):\n{text}");
}

#[test]
fn a_record_is_a_plain_struct() {
    let mut api = api();
    user(&mut api);
    snapshot("record_types", &file(&api, "src/types/user.rs"));
}

#[test]
fn a_record_is_read_and_written_in_straight_lines() {
    let mut api = api();
    user(&mut api);
    snapshot("record_codec", &file(&api, "src/codec/user.rs"));
}

#[test]
fn a_choice_keeps_unlisted_values() {
    let mut api = api();
    string_choice(&mut api);
    snapshot("choice_types", &file(&api, "src/types/role.rs"));
}

#[test]
fn a_union_is_read_by_its_tag_or_in_order() {
    let mut api = api();
    let (user, role, email) = (user(&mut api), string_choice(&mut api), email(&mut api));
    let variant = |rust: &str, ty, tag: &str| Variant {
        rust: rust.to_owned(),
        slot: slot(ty),
        tags: vec![tag.to_owned()],
        writer: TagWriter::Value,
        docs: Docs::default(),
    };
    let variants = vec![variant("User", user, "u"), variant("Role", role, "r\""), variant("Mail", email, "e")];
    let union =
        |tag| Shape::Union(Union { variants: variants.clone(), tag, unknown: "Unknown".to_owned(), rules: None });
    add(&mut api, Some(("Tagged", "Tagged")), Docs::default(), union(UnionTag::Discriminator("kind".to_owned())));
    add(&mut api, Some(("Untagged", "Untagged")), Docs::default(), union(UnionTag::Untagged));
    let text =
        [file(&api, "src/types/tagged.rs"), file(&api, "src/codec/tagged.rs"), file(&api, "src/codec/untagged.rs")]
            .join("\n");
    snapshot("union", &text);
}

#[test]
fn a_newtype_checks_its_own_rules() {
    let mut api = api();
    email(&mut api);
    let text = [file(&api, "src/types/email.rs"), file(&api, "src/codec/email.rs")].join("\n");
    snapshot("newtype", &text);
}

#[test]
fn a_type_of_the_document_hides_no_type_of_rust() {
    let mut api = api();
    let string = scalar(&mut api, Scalar::String);
    let option = Record {
        constants: Vec::new(),
        fields: vec![field("a", "a", slot(string), false)],
        rest: Rest::Forbidden,
        rules: None,
        part: None,
        places: None,
    };
    for name in ["Option", "String", "Field", "Reader", "Encode", "Uuid"] {
        add(&mut api, Some((name, name)), Docs::default(), Shape::Record(option.clone()));
    }
    assert!(file(&api, "src/types/option.rs").contains("pub a: std::option::Option<std::string::String>"));
    let codec = file(&api, "src/codec/reader.rs");
    assert!(codec.contains("json.optional(\"a\", &mut value.a)"), "{codec}");
    assert!(codec.contains("json: &mut specwright_runtime::json::Reader<'_>,"), "{codec}");
    assert!(codec.contains("-> std::option::Option<Self>"), "{codec}");
    assert!(codec.contains("json.no_other()"), "{codec}");
}
