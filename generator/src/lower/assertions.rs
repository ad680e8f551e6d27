//! What no type says, as assertions that generated code checks: `not`, conditions, dependencies, names of properties, values
//! that no enum can list, alternatives that only ask for properties.

mod logic;

use std::rc::Rc;

use serde_json::Value;

pub(super) use self::logic::names;
use self::logic::{implies, is_nothing, is_typed, never, simplified};
use super::arena::{Lowering, Node};
use super::rules::bounds;
use super::shapes::constrains;
use super::unions::UnionPlan;
use crate::diag::Code;
use crate::ir::types::{Assertion, JsonType, Rules, Scalar, Shape};
use crate::spec::schema::{Additional, Check, Schema, SchemaId, SchemaType};

/// How deep schemas are followed, and how much is made of one; what is more is not checked.
const DEEPEST: usize = 12;
const MOST: usize = 300;

/// What is made of a `oneOf` at most, only to see that no second alternative holds.
const MOST_ALTERNATIVES: usize = 120;

/// What a schema became, as far as it matters to what is left to be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Typed {
    Any,
    Boolean,
    Map,
    Tuple,
    Other,
}

impl Typed {
    pub(super) fn of(shape: &Shape) -> Self {
        match shape {
            Shape::Scalar(Scalar::Bool) => Self::Boolean,
            Shape::Map(_) => Self::Map,
            Shape::Tuple(_) => Self::Tuple,
            _ => Self::Other,
        }
    }
}

/// What is known while a schema is made an assertion of.
struct Scope<'a> {
    /// What is typed where the assertion holds; a property that its type does not know can't be asked for.
    typed: Option<Node<'a>>,
    /// Whether the type there keeps every property.
    keeps: bool,
    depth: usize,
}

impl<'a> Scope<'a> {
    fn top(schema: &Schema) -> Self {
        Self { typed: Some(Node::Made(Rc::new(schema.clone()))), keeps: true, depth: 0 }
    }

    /// The same place, in a part of the schema.
    fn part(&self) -> Self {
        Self { typed: self.typed.clone(), keeps: self.keeps, depth: self.depth + 1 }
    }

    /// A place that is typed as this.
    fn inside(&self, typed: Option<Node<'a>>) -> Self {
        Self { typed, keeps: false, depth: self.depth + 1 }
    }
}

impl<'a> Lowering<'a> {
    /// What must hold for values of a schema as a whole, beside its bounds.
    pub(super) fn assertions(&mut self, schema: &Schema, typed: Typed) -> Vec<Assertion> {
        if typed == Typed::Any || is_whole(schema) {
            return self.whole(schema);
        }
        let mut also = Vec::new();
        if let Some(values) = &schema.values {
            let all: Vec<Value> = values.iter().map(|value| self.coerced(schema, value)).collect();
            if typed != Typed::Boolean || all.len() == 1 {
                also.push(Assertion::Listed(all));
            }
        }
        let mut missed = false;
        let mut left = MOST;
        let scope = Scope::top(schema);
        for check in not_and_checks(schema) {
            match self.check(&check, &scope, &mut left) {
                Some(assertion) => also.push(assertion),
                None => missed = true,
            }
        }
        let alternatives = self.alternatives(schema, &scope, &mut left);
        missed |= alternatives.is_none();
        also.extend(alternatives.into_iter().flatten());
        if typed != Typed::Tuple {
            missed |= self.places(schema, &scope, &mut left, &mut also).is_none();
        }
        if typed == Typed::Map && !schema.object.required.is_empty() {
            also.push(Assertion::Required(schema.object.required.clone()));
        }
        if !schema.object.patterns.is_empty() {
            missed |= self.others_and_patterns(schema, &scope, &mut left, &mut also).is_none();
        }
        self.finish(schema, also, missed)
    }

    /// What must hold for a union as a whole.
    pub(super) fn union_rules(&mut self, schema: &Schema, plan: &UnionPlan) -> Option<Rules> {
        let checked = schema.not.is_some() || !schema.checks.is_empty() || speaks_of_several(schema);
        let also = if is_whole(schema) || plan.loose || checked {
            self.whole(schema)
        } else if schema.exact && !schema.one_of.is_empty() && plan.tag.is_none() {
            self.exclusive(schema)
        } else {
            Vec::new()
        };
        (!also.is_empty()).then(|| Rules { also, ..Rules::default() })
    }

    /// Everything that a schema says, nothing of it left to its type.
    fn whole(&mut self, schema: &Schema) -> Vec<Assertion> {
        let Some(origin) = schema.origin else { return Vec::new() };
        let mut left = MOST;
        match self.assertion(origin, &Scope::top(schema), &mut left) {
            Some(Assertion::All(all)) if !all.is_empty() => self.finish(schema, all, false),
            Some(one) => self.finish(schema, vec![one], false),
            None => self.finish(schema, Vec::new(), true),
        }
    }

    /// That not more than one alternative holds. Where the alternatives are large, or one holds whenever another does, they are
    /// not meant so.
    fn exclusive(&mut self, schema: &Schema) -> Vec<Assertion> {
        let (scope, mut left) = (Scope::top(schema), MOST_ALTERNATIVES);
        let mut each: Vec<Assertion> = Vec::new();
        for &member in &schema.one_of {
            match self.assertion(member, &scope, &mut left) {
                Some(one) if !each.iter().any(|other| implies(&one, other) || implies(other, &one)) => each.push(one),
                _ => return Vec::new(),
            }
        }
        // Types that no value shares need no check.
        let mut kinds: Vec<JsonType> = Vec::new();
        for one in &each {
            match one {
                Assertion::Types(types) if !overlap(types, &kinds) => kinds.extend(types),
                Assertion::All(all) => match all.first() {
                    Some(Assertion::Types(types)) if !overlap(types, &kinds) => kinds.extend(types),
                    _ => return vec![Assertion::One(each)],
                },
                _ => return vec![Assertion::One(each)],
            }
        }
        Vec::new()
    }

    fn finish(&mut self, schema: &Schema, also: Vec<Assertion>, missed: bool) -> Vec<Assertion> {
        if missed {
            let message = "what `not`, `if`, dependencies or alternatives ask for here is not checked as a whole";
            self.say(Code::Degraded, schema.place.as_ref(), message);
        }
        also.into_iter().map(simplified).filter(|assertion| !is_nothing(assertion)).collect()
    }

    fn alternatives(&mut self, schema: &Schema, scope: &Scope<'a>, left: &mut usize) -> Option<Vec<Assertion>> {
        let mut all = Vec::new();
        for (members, is_one) in [(&schema.any_of, false), (&schema.one_of, true)] {
            let mut each = Vec::new();
            for &member in members {
                each.push(self.assertion(member, &scope.part(), left)?);
            }
            if each.is_empty() {
                continue;
            }
            // By the letter, `oneOf` with an alternative that always holds forbids the others, and one with a string and a date
            // forbids dates. In older documents, few mean that.
            let meant = schema.exact || !each.iter().any(|one| is_typed(one) || is_nothing(one));
            all.push(if is_one && meant { Assertion::One(each) } else { Assertion::Any(each) });
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
                Assertion::If(Box::new([part(&Some(*condition))?, part(yes)?, part(no)?]))
            }
            Check::AnyRequired(sets) => Assertion::Any(sets.iter().cloned().map(Assertion::Required).collect()),
            Check::Names(id) => {
                let names = self.assertion(*id, &scope.inside(None), left)?;
                Assertion::Names(Box::new(names))
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
                Assertion::Depends(name.clone(), Box::new(whole))
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
            return Some(never());
        }
        let types = types(&schema);
        if !types.is_empty() && !is_every(&types) {
            all.push(Assertion::Types(types));
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
            all.push(self.assertion(part, &scope.part(), left)?);
        }
        self.object(&schema, scope, left, &mut all)?;
        if schema.array.prefix.is_empty()
            && let Some(items) = schema.array.items
        {
            let inside = self.inside_items(scope);
            all.push(Assertion::Items(Box::new(self.assertion(items, &inside, left)?)));
        }
        self.places(&schema, scope, left, &mut all)?;
        all.extend(self.alternatives(&schema, &scope.part(), left)?);
        for check in not_and_checks(&schema) {
            all.push(self.check(&check, &scope.part(), left)?);
        }
        let (properties, items) = (schema.object.unevaluated, schema.array.unevaluated);
        if properties.is_none() && items.is_none() {
            all.retain(|assertion| !is_nothing(assertion));
            return Some(if all.len() == 1 { all.remove(0) } else { Assertion::All(all) });
        }
        let mut one = Assertion::All(all);
        for (unevaluated, make) in [
            (properties, Assertion::UnevaluatedProperties as fn(Vec<Assertion>, Box<Assertion>) -> Assertion),
            (items, Assertion::UnevaluatedItems as fn(Vec<Assertion>, Box<Assertion>) -> Assertion),
        ] {
            if let Some(unevaluated) = unevaluated {
                let rest = self.assertion(unevaluated, &scope.inside(None), left)?;
                let all = if let Assertion::All(all) = one { all } else { vec![one] };
                one = make(all, Box::new(rest));
            }
        }
        Some(one)
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
            let one = self.assertion(property, &scope.inside(typed), left)?;
            all.push(Assertion::Property(name.clone(), Box::new(one)));
        }
        self.others_and_patterns(schema, scope, left, all)
    }

    /// `patternProperties` and `additionalProperties`.
    fn others_and_patterns(
        &mut self,
        schema: &Schema,
        scope: &Scope<'a>,
        left: &mut usize,
        all: &mut Vec<Assertion>,
    ) -> Option<()> {
        let object = &schema.object;
        let mut patterns = Vec::new();
        for (pattern, &values) in &object.patterns {
            patterns.push((pattern.clone(), self.assertion(values, &scope.inside(None), left)?));
        }
        if !patterns.is_empty() {
            all.push(Assertion::Patterns(patterns));
        }
        let others = match object.additional {
            Additional::Unsaid => return Some(()),
            Additional::Any => Assertion::All(Vec::new()),
            Additional::Forbidden => never(),
            Additional::Schema(id) => self.assertion(id, &scope.inside(None), left)?,
        };
        let names = object.properties.keys().cloned().collect();
        all.push(Assertion::Others(names, object.patterns.keys().cloned().collect(), Box::new(others)));
        Some(())
    }

    /// `prefixItems`, and the items that follow.
    fn places(&mut self, schema: &Schema, scope: &Scope<'a>, left: &mut usize, all: &mut Vec<Assertion>) -> Option<()> {
        let array = &schema.array;
        if array.prefix.is_empty() {
            return Some(());
        }
        let mut places = Vec::new();
        for &place in &array.prefix {
            places.push(self.assertion(place, &scope.inside(None), left)?);
        }
        all.push(Assertion::Places(places));
        if let Some(items) = array.items {
            let rest = self.assertion(items, &scope.inside(None), left)?;
            all.push(Assertion::ItemsAfter(array.prefix.len() as u64, Box::new(rest)));
        }
        Some(())
    }

    fn inside_items(&mut self, scope: &Scope<'a>) -> Scope<'a> {
        let typed = scope.typed.as_ref().and_then(|typed| typed.array.items);
        let typed = typed.map(|id| self.effective(id));
        scope.inside(typed)
    }
}

/// Whether its type can't say what a schema says: what was evaluated depends on the value, or merging has lost something.
fn is_whole(schema: &Schema) -> bool {
    schema.lossy || schema.object.unevaluated.is_some() || schema.array.unevaluated.is_some()
}

/// Whether a schema without `type` constrains values of several kinds.
fn speaks_of_several(schema: &Schema) -> bool {
    let rest = Schema {
        values: schema.values.clone(),
        string: schema.string.clone(),
        number: schema.number.clone(),
        ..Schema::default()
    };
    let objects = Schema { object: schema.object.clone(), ..Schema::default() };
    let arrays = Schema { array: schema.array.clone(), ..Schema::default() };
    let kinds = [rest, objects, arrays].iter().filter(|part| constrains(part)).count();
    schema.exact && schema.types.is_empty() && (kinds > 1 || schema.array.unique_items && kinds > 0)
}

/// Whether the type at this place keeps a property, so that it can be seen whether it is there.
fn knows(scope: &Scope<'_>, name: &str) -> bool {
    let Some(typed) = scope.typed.as_ref().filter(|_| !scope.keeps) else { return true };
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

fn overlap(types: &[JsonType], others: &[JsonType]) -> bool {
    let number = |ty: &JsonType| matches!(ty, JsonType::Integer | JsonType::Number);
    types.iter().any(|one| others.iter().any(|other| one == other || number(one) && number(other)))
}

/// Whether every value is of one of these.
fn is_every(types: &[JsonType]) -> bool {
    const KINDS: [JsonType; 6] =
        [JsonType::Null, JsonType::Boolean, JsonType::String, JsonType::Number, JsonType::Array, JsonType::Object];
    KINDS.iter().all(|kind| types.contains(kind))
}

/// The types that a schema names; null alone says nothing of others, unless it is all that is left.
fn types(schema: &Schema) -> Vec<JsonType> {
    if schema.types.is_empty() && !schema.never {
        return Vec::new();
    }
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
