//! What no type says, as assertions that generated code checks: `not`, conditions, dependencies, names of properties, values
//! that no enum can list, alternatives that only ask for properties.

use serde_json::Value;

use super::arena::{Lowering, Node};
use super::rules::bounds;
use crate::diag::Code;
use crate::ir::types::{Assertion, JsonType, Rules, Shape, TypeId};
use crate::spec::schema::{Additional, Check, Schema, SchemaId, SchemaType};

/// How deep schemas are followed, and how much is made of one; what is more is not checked.
const DEEPEST: usize = 12;
const MOST: usize = 300;

/// What is known while a schema is made an assertion of.
struct Scope<'a> {
    /// What is typed where the assertion holds; a property that its type does not know can't be asked for.
    typed: Option<Node<'a>>,
    depth: usize,
}

impl<'a> Lowering<'a> {
    /// What must hold for values of a schema as a whole, beside its bounds. `ty` is what it became.
    pub(super) fn assertions(&mut self, schema: &Schema, ty: TypeId) -> Vec<Assertion> {
        let is_union = matches!(self.ty(ty).shape, Shape::Union(_) | Shape::Choice(_));
        let flag = matches!(self.ty(ty).shape, Shape::Scalar(crate::ir::types::Scalar::Bool));
        let mut also = Vec::new();
        if !is_union && let Some(values) = &schema.values {
            let all: Vec<Value> = values.iter().map(|value| self.coerced(schema, value)).collect();
            if !(flag && all.len() > 1) {
                also.push(Assertion::Listed(all));
            }
        }
        let mut missed = false;
        let typed = Node::Made(std::rc::Rc::new(Schema::clone(schema)));
        let mut left = MOST;
        let scope = Scope { typed: Some(typed), depth: 0 };
        for check in not_and_checks(schema) {
            match self.check(&check, &scope, &mut left) {
                Some(assertion) if !is_union => also.push(assertion),
                _ => missed = true,
            }
        }
        if !is_union {
            let alternatives = self.alternatives(schema, &scope, &mut left);
            missed |= alternatives.is_none();
            also.extend(alternatives.into_iter().flatten());
        }
        if missed {
            let message = "what `not`, `if`, dependencies or alternatives ask for here is not checked as a whole";
            self.say(Code::Degraded, schema.place.as_ref(), message);
        }
        also.retain(|assertion| !is_nothing(assertion));
        also
    }

    fn alternatives(&mut self, schema: &Schema, scope: &Scope<'a>, left: &mut usize) -> Option<Vec<Assertion>> {
        let mut all = Vec::new();
        for (members, make) in [
            (&schema.any_of, Assertion::Any as fn(Vec<Assertion>) -> Assertion),
            (&schema.one_of, Assertion::One as fn(Vec<Assertion>) -> Assertion),
        ] {
            let mut each = Vec::new();
            for &member in members {
                each.push(self.assertion(member, scope, left)?);
            }
            if !each.is_empty() && !each.iter().any(is_nothing) {
                all.push(make(each));
            }
        }
        Some(all)
    }

    fn check(&mut self, check: &Check, scope: &Scope<'a>, left: &mut usize) -> Option<Assertion> {
        Some(match check {
            Check::Not(id) => Assertion::Not(Box::new(self.assertion(*id, scope, left)?)),
            Check::If(condition, yes, no) => {
                let mut part = |id: &Option<SchemaId>| match id {
                    Some(id) => self.assertion(*id, scope, left),
                    None => Some(Assertion::All(Vec::new())),
                };
                let all = [part(&Some(*condition))?, part(yes)?, part(no)?];
                if is_nothing(&all[1]) && is_nothing(&all[2]) {
                    return Some(Assertion::All(Vec::new()));
                }
                Assertion::If(Box::new(all))
            }
            Check::AnyRequired(sets) => Assertion::Any(sets.iter().cloned().map(Assertion::Required).collect()),
            Check::Names(id) => {
                let names = self.assertion(*id, &Scope { typed: None, depth: scope.depth + 1 }, left)?;
                if is_nothing(&names) { names } else { Assertion::Names(Box::new(names)) }
            }
            Check::Contains(id, least, most) => {
                let inside = self.inside_items(scope);
                let item = self.assertion(*id, &inside, left)?;
                Assertion::Contains(Box::new(item), *least, *most)
            }
            Check::DependentRequired(name, needed) => {
                if !needed.iter().chain([name]).all(|name| knows(scope, name)) {
                    return None;
                }
                Assertion::Depends(name.clone(), Box::new(Assertion::Required(needed.clone())))
            }
            Check::DependentSchema(name, id) => {
                if !knows(scope, name) {
                    return None;
                }
                let whole = self.assertion(*id, scope, left)?;
                if is_nothing(&whole) { whole } else { Assertion::Depends(name.clone(), Box::new(whole)) }
            }
            Check::Pattern(pattern) => {
                Assertion::Rules(Box::new(Rules { pattern: Some(pattern.clone()), ..Rules::default() }))
            }
            Check::MultipleOf(step) => {
                Assertion::Rules(Box::new(Rules { multiple_of: Some(step.clone()), ..Rules::default() }))
            }
        })
    }

    /// A schema as an assertion; none if it is too large, or says what can't be checked.
    fn assertion(&mut self, id: SchemaId, scope: &Scope<'a>, left: &mut usize) -> Option<Assertion> {
        if scope.depth > DEEPEST || *left == 0 {
            return None;
        }
        *left -= 1;
        let schema = self.schema(id);
        let mut all = Vec::new();
        if schema.never && !schema.nullable {
            return Some(Assertion::Not(Box::new(Assertion::All(Vec::new()))));
        }
        if !schema.types.is_empty() || schema.never {
            all.push(Assertion::Types(types(&schema)));
        }
        if let Some(values) = &schema.values {
            let mut values = values.clone();
            if schema.nullable {
                values.push(Value::Null);
            }
            all.push(Assertion::Listed(values));
        }
        let bounds = bounds(&schema);
        if bounds.is_some() {
            all.push(Assertion::Rules(Box::new(bounds)));
        }
        for &part in schema.reference.iter().chain(&schema.all_of) {
            all.push(self.assertion(part, &Scope { typed: scope.typed.clone(), depth: scope.depth + 1 }, left)?);
        }
        self.object(&schema, scope, left, &mut all)?;
        if let Some(items) = schema.array.items.filter(|_| schema.array.prefix.is_empty()) {
            let inside = self.inside_items(scope);
            let items = self.assertion(items, &inside, left)?;
            if !is_nothing(&items) {
                all.push(Assertion::Items(Box::new(items)));
            }
        }
        if !schema.array.prefix.is_empty() {
            if schema.array.items.is_some() {
                return None;
            }
            let mut places = Vec::new();
            for &place in &schema.array.prefix {
                places.push(self.assertion(place, &Scope { typed: None, depth: scope.depth + 1 }, left)?);
            }
            all.push(Assertion::Places(places));
        }
        let inner = Scope { typed: scope.typed.clone(), depth: scope.depth + 1 };
        all.extend(self.alternatives(&schema, &inner, left)?);
        for check in not_and_checks(&schema) {
            all.push(self.check(&check, &inner, left)?);
        }
        all.retain(|assertion| !is_nothing(assertion));
        Some(if all.len() == 1 { all.remove(0) } else { Assertion::All(all) })
    }

    fn object(&mut self, schema: &Schema, scope: &Scope<'a>, left: &mut usize, all: &mut Vec<Assertion>) -> Option<()> {
        let object = &schema.object;
        if !object.required.iter().chain(object.properties.keys()).all(|name| knows(scope, name)) {
            return None;
        }
        if !object.required.is_empty() {
            all.push(Assertion::Required(object.required.clone()));
        }
        for (name, &property) in &object.properties {
            let typed = scope.typed.as_ref().and_then(|typed| typed.object.properties.get(name).copied());
            let typed = typed.map(|id| self.effective(id));
            let one = self.assertion(property, &Scope { typed, depth: scope.depth + 1 }, left)?;
            if !is_nothing(&one) {
                all.push(Assertion::Property(name.clone(), Box::new(one)));
            }
        }
        match object.additional {
            Additional::Unsaid | Additional::Any if object.patterns.is_empty() => {}
            Additional::Forbidden if object.patterns.is_empty() => {
                let names = object.properties.keys().map(|name| name.as_str().into()).collect();
                all.push(Assertion::Names(Box::new(Assertion::Listed(names))));
            }
            _ => return None,
        }
        Some(())
    }

    fn inside_items(&mut self, scope: &Scope<'a>) -> Scope<'a> {
        let typed = scope.typed.as_ref().and_then(|typed| typed.array.items);
        Scope { typed: typed.map(|id| self.effective(id)), depth: scope.depth + 1 }
    }
}

/// Whether the type at this place keeps a property, so that it can be seen whether it is there.
fn knows(scope: &Scope<'_>, name: &str) -> bool {
    let Some(typed) = &scope.typed else { return true };
    let object = &typed.object;
    object.properties.contains_key(name)
        || object.properties.is_empty()
        || object.additional != Additional::Unsaid
        || !object.patterns.is_empty()
        || !typed.one_of.is_empty()
}

fn not_and_checks(schema: &Schema) -> Vec<Check> {
    schema.not.map(Check::Not).into_iter().chain(schema.checks.iter().cloned()).collect()
}

/// Whether an assertion holds for everything.
fn is_nothing(assertion: &Assertion) -> bool {
    matches!(assertion, Assertion::All(all) if all.iter().all(is_nothing))
}

fn types(schema: &Schema) -> Vec<JsonType> {
    let one = |ty: &SchemaType| match ty {
        SchemaType::String => JsonType::String,
        SchemaType::Integer => JsonType::Integer,
        SchemaType::Number => JsonType::Number,
        SchemaType::Boolean => JsonType::Boolean,
        SchemaType::Array => JsonType::Array,
        SchemaType::Object => JsonType::Object,
    };
    schema.types.iter().map(one).chain(schema.nullable.then_some(JsonType::Null)).collect()
}
