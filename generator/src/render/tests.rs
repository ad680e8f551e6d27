//! The printed files of small APIs, made by hand.

use serde_json::{Value, json};

use super::render;
use crate::analyse::analyse;
use crate::config::Config;
use crate::ir::Api;
use crate::ir::name::Name;
use crate::ir::types::{
    Access, Choice, ChoiceValues, Docs, Field, Member, Module, Newtype, Record, Rest, Rules, Scalar, Shape, Slot, Type, TypeId, Types,
    Union, UnionTag, Variant,
};

/// An API with nothing in it yet.
fn api() -> Api {
    Api {
        crate_name: "example".to_owned(),
        title: "Example".to_owned(),
        version: "1.2".to_owned(),
        description: None,
        servers: Vec::new(),
        types: Types::default(),
        groups: Vec::new(),
        schemes: Vec::new(),
        document: "{}".to_owned(),
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
    let id = TypeId(u32::try_from(api.types.all.len()).unwrap());
    if let Some((_, rust)) = named {
        api.types.modules.push(Module { name: rust.to_lowercase(), types: vec![id] });
    }
    api.types.all.push(Type { name: named.map(|(wire, rust)| name(wire, rust)), docs, shape });
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
    email.slot.rules = Some(Rules { max_length: Some(256), pattern: Some("^\\S+@\\S+$".to_owned()), ..Rules::default() });
    let mut manager = field("managerId", "manager_id", Slot { nullable: true, ..slot(uuid) }, false);
    manager.docs = says("Who leads <them>, see [Team].");
    let mut page_size = field("type", "r#type", slot(size), false);
    page_size.default = Some(json!(20_000));
    page_size.docs.deprecated = true;
    let mut nickname = field("nickname", "nickname", Slot { nullable: true, ..slot(string) }, true);
    nickname.docs.examples = vec![Value::from("al`ice")];
    let record = Record {
        fields: vec![field("id", "id", slot(uuid), true), field("name", "name", slot(string), true), email, nickname, manager, page_size],
        rest: Rest::Ignored,
        rules: None,
    };
    add(api, Some(("User", "User")), says("A person who learns."), Shape::Record(record))
}

#[test]
fn look() {
    let mut api = api();
    api.description = Some("# Hello\n\nWorld `x`.\n\n    let x = 1;\n".to_owned());
    let user = user(&mut api);
    let member = |rust: &str, value: &str, docs| Member { rust: rust.to_owned(), value: value.to_owned(), docs };
    let values = ChoiceValues::Strings(vec![member("Admin", "admin", says("May do all.")), member("Learner", "learner", Docs::default())]);
    let role = add(&mut api, Some(("Role", "Role")), Docs::default(), Shape::Choice(Choice { values, open: false, unknown: "Unknown".to_owned() }));
    let string = scalar(&mut api, Scalar::String);
    let rules = Some(Rules { min_length: Some(1), ..Rules::default() });
    let email = add(&mut api, Some(("E-Mail", "EMail")), Docs::default(), Shape::Newtype(Newtype { slot: Slot { rules, ..slot(string) } }));
    let variant = |rust: &str, ty, tag: &str| Variant { rust: rust.to_owned(), slot: slot(ty), tags: vec![tag.to_owned()], docs: Docs::default() };
    let union = Union { variants: vec![variant("User", user, "u"), variant("Role", role, "r"), variant("Mail", email, "e\"")], tag: UnionTag::Discriminator("kind".to_owned()), unknown: "Unknown".to_owned() };
    let mut untagged = union.clone();
    untagged.tag = UnionTag::Untagged;
    add(&mut api, Some(("Party", "Party")), Docs::default(), Shape::Union(union));
    add(&mut api, Some(("Party2", "Party2")), Docs::default(), Shape::Union(untagged));
    let files = render(&api, &analyse(&api), &Config::default());
    for (path, file) in &files.files {
        println!("=== {path}\n{}", file.text);
    }
}
