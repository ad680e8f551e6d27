//! `allOf`, and `$ref` with siblings, merged into one schema: a value must satisfy every part.
//!
//! ```yaml
//! allOf: [{ required: [a], properties: { a: { minimum: 1 } } }, { properties: { a: { maximum: 9 }, b: {} } }]
//! # becomes
//! required: [a], properties: { a: { minimum: 1, maximum: 9 }, b: {} }
//! ```
//! A property that several parts name becomes an `allOf` of what they say of it, merged when its turn comes. Where parts
//! contradict each other, the document is told so and the first one holds.

use std::rc::Rc;

use serde_json::{Number, Value};

use super::arena::{Lowering, Node};
use super::mixtures;
use crate::diag::{Code, Place};
use crate::spec::schema::{Access, Additional, Check, Schema, SchemaId, SchemaType};

/// How deep parts of parts are followed.
const DEEPEST_PARTS: usize = 200;

impl<'a> Lowering<'a> {
    /// A schema with its parts merged: it has neither `reference` nor `all_of`, and no `anyOf` that is one record.
    pub(super) fn effective(&mut self, id: SchemaId) -> Node<'a> {
        let schema = self.schema(id);
        if schema.reference.is_none() && schema.all_of.is_empty() && !mixtures::is_candidate(&schema) {
            return schema;
        }
        if let Some(merged) = self.effective.get(&id) {
            return merged.clone();
        }
        let mut merged = Schema { reference: None, all_of: Vec::new(), ..Schema::clone(&schema) };
        if self.merging.len() >= DEEPEST_PARTS {
            let message = format!("`allOf` is nested more than {DEEPEST_PARTS} times; what stands deeper is left out");
            self.say(Code::Degraded, schema.place.as_ref(), message);
            return Node::Made(Rc::new(merged));
        }
        if !self.merging.insert(id) {
            self.say(Code::CyclicRef, schema.place.as_ref(), "the parts of `allOf` lead back to the whole");
            return Node::Made(Rc::new(merged));
        }
        let place = schema.place.clone().map(|place| {
            let pointer = if schema.all_of.is_empty() { place.pointer } else { format!("{}/allOf", place.pointer) };
            Place { pointer, ..place }
        });
        let parts: Vec<SchemaId> = schema.reference.iter().chain(&schema.all_of).copied().collect();
        for part in parts {
            let inherited = self.inherited(part);
            let outer = std::mem::replace(&mut self.optional, self.optionals.contains(&id));
            self.merge(&mut merged, &inherited, place.as_ref());
            self.optional = outer;
        }
        let narrow = matches!(merged.object.additional, Additional::Forbidden | Additional::Schema(_));
        merged.lossy |= narrow && merged.exact && merged.types.is_empty();
        self.close_evaluated(&mut merged, &schema);
        if let Some(mixed) = self.mixed(&merged) {
            merged = mixed;
        }
        merged.origin = Some(id);
        self.merging.remove(&id);
        let merged = Node::Made(Rc::new(merged));
        self.effective.insert(id, merged.clone());
        merged
    }

    /// Where everything that evaluates properties has been merged, those that are left are the additional ones.
    fn close_evaluated(&mut self, merged: &mut Schema, schema: &Schema) {
        let Some(unevaluated) = schema.object.unevaluated else { return };
        let depends = !merged.one_of.is_empty() || !merged.any_of.is_empty() || !merged.checks.is_empty();
        if !merged.lossy && !depends && merged.object.additional == Additional::Unsaid {
            let never = self.schema(unevaluated).never;
            merged.object.additional = if never { Additional::Forbidden } else { Additional::Schema(unevaluated) };
            merged.object.unevaluated = None;
        }
    }

    /// A part as it is merged. A base that lists those who extend it, or tells them apart, passes on its properties alone.
    fn inherited(&mut self, part: SchemaId) -> Schema {
        let mut schema = Schema::clone(&self.effective(part));
        let is_component = self.components.contains_key(&part);
        let chosen = schema.one_of.iter().chain(&schema.any_of).copied().collect::<Vec<_>>();
        let is_base = if chosen.is_empty() {
            schema.discriminator.is_some()
        } else {
            chosen.iter().any(|&member| self.extends(member, part))
        };
        if is_base {
            schema.one_of.clear();
            schema.any_of.clear();
            schema.discriminator = None;
        }
        if is_component {
            // What the base is called and what is said of it is not said of the whole.
            schema.title = None;
            schema.description = None;
            schema.examples.clear();
            schema.deprecated = false;
        }
        schema
    }

    /// Whether a schema has another among its parts, at any depth.
    pub(super) fn extends(&self, id: SchemaId, base: SchemaId) -> bool {
        let mut open = vec![id];
        let mut steps = 0;
        while let Some(id) = open.pop() {
            steps += 1;
            let schema = self.schema(id);
            for &part in schema.all_of.iter().chain(&schema.reference) {
                if part == base {
                    return true;
                }
                open.push(part);
            }
            if steps > 256 {
                break;
            }
        }
        false
    }

    /// The schema of the values that satisfy all of these.
    pub(super) fn compose(&mut self, ids: &[SchemaId]) -> SchemaId {
        let mut parts: Vec<SchemaId> = Vec::new();
        for &id in ids {
            let schema = self.schema(id);
            let composed = id.0 as usize >= self.spec.schemas.len() && !schema.all_of.is_empty();
            let inner = if composed { schema.all_of.clone() } else { vec![id] };
            for id in inner {
                if !parts.contains(&id) {
                    parts.push(id);
                }
            }
        }
        // A part that another extends adds nothing to it.
        let all = parts.clone();
        parts.retain(|&part| {
            !all.iter().any(|&other| other != part && self.extends(other, part) && !self.extends(part, other))
        });
        if let [one] = parts[..] {
            return one;
        }
        if let Some(&id) = self.compositions.get(&parts) {
            return id;
        }
        let place = parts.first().and_then(|&part| self.schema(part).place.clone());
        let access = parts.iter().map(|&part| self.schema(part).access).find(|&access| access != Access::ReadWrite);
        let id = self.make_apart(Schema {
            place,
            access: access.unwrap_or_default(),
            all_of: parts.clone(),
            ..Schema::default()
        });
        self.compositions.insert(parts, id);
        id
    }

    /// Whether values of one schema may be values of another, as far as their types tell.
    pub(super) fn is_satisfiable(&mut self, one: SchemaId, other: SchemaId) -> bool {
        let one = self.effective(one);
        let other = self.effective(other);
        common_types(&one.types, &other.types).is_some()
    }

    fn merge(&mut self, whole: &mut Schema, part: &Schema, place: Option<&Place>) {
        let conflict = |lowering: &mut Self, what: &str| lowering.contradiction(place, what);
        if let Some(types) = common_types(&whole.types, &part.types) {
            whole.types = types;
        } else {
            let (left, right) = (words(&whole.types), words(&part.types));
            conflict(self, &format!("one asks for {left}, another for {right}"));
            return;
        }
        whole.values = match (whole.values.take(), &part.values) {
            (Some(left), Some(right)) => {
                let both: Vec<Value> = left.iter().filter(|value| right.contains(value)).cloned().collect();
                if both.is_empty() && !(left.is_empty() || right.is_empty()) {
                    conflict(self, "no value is in the `enum` of both");
                    Some(left)
                } else {
                    Some(both)
                }
            }
            (left, right) => left.or_else(|| right.clone()),
        };
        whole.is_const |= part.is_const;
        whole.nullable |= part.nullable && whole.types.is_empty();
        if whole.format.is_some() && part.format.is_some() && whole.format != part.format {
            let message = format!(
                "`format` differs between the parts; `{}` is taken",
                whole.format.as_deref().unwrap_or_default()
            );
            self.say(Code::Degraded, place, message);
        }
        keep(&mut whole.format, part.format.as_ref());
        keep(&mut whole.title, part.title.as_ref());
        keep(&mut whole.description, part.description.as_ref());
        keep(&mut whole.default, part.default.as_ref());
        match (whole.not, part.not) {
            (None, not) => whole.not = not,
            (Some(one), Some(other)) if one != other => whole.checks.push(Check::Not(other)),
            _ => {}
        }
        for check in &part.checks {
            if !whole.checks.contains(check) {
                whole.checks.push(check.clone());
            }
        }
        keep(&mut whole.xml, part.xml.as_ref());
        whole.deprecated |= part.deprecated;
        whole.never |= part.never;
        whole.exact |= part.exact && part.types.is_empty();
        whole.lossy |= part.lossy || part.object.unevaluated.is_some() || part.array.unevaluated.is_some();
        if whole.access == Access::ReadWrite {
            whole.access = part.access;
        }
        if whole.examples.is_empty() {
            whole.examples.clone_from(&part.examples);
        }
        for (name, value) in &part.extensions {
            whole.extensions.entry(name.clone()).or_insert_with(|| value.clone());
        }
        self.merge_strings(whole, part, place);
        self.merge_numbers(whole, part, place);
        self.merge_arrays(whole, part);
        self.merge_objects(whole, part, place);
        self.merge_choices(whole, part);
    }

    /// Says that no value satisfies all parts. Where none has to stand, that is no fault of the whole.
    fn contradiction(&mut self, place: Option<&Place>, what: &str) {
        if self.optional {
            let message = format!("no value fits all parts here, so none should be sent: {what}; the first is taken");
            self.say(Code::Degraded, place, message);
        } else {
            self.say(Code::ConflictingAllOf, place, format!("the parts of `allOf` contradict each other: {what}"));
        }
    }

    /// The schema of values that satisfy all of these, where no value has to stand.
    fn compose_optional(&mut self, ids: &[SchemaId]) -> SchemaId {
        let known = self.made_count();
        let id = self.compose(ids);
        if id.0 as usize >= known {
            self.optionals.insert(id);
        }
        id
    }

    fn merge_strings(&mut self, whole: &mut Schema, part: &Schema, place: Option<&Place>) {
        let (left, right) = (&mut whole.string, &part.string);
        left.min_length = left.min_length.max(right.min_length);
        left.max_length = least(left.max_length, right.max_length);
        if left.pattern.is_some() && left.pattern != right.pattern {
            whole.checks.extend(right.pattern.clone().map(Check::Pattern));
        }
        keep(&mut left.pattern, right.pattern.as_ref());
        keep(&mut left.content_encoding, right.content_encoding.as_ref());
        keep(&mut left.content_media_type, right.content_media_type.as_ref());
        let contents = (left.content_schema, right.content_schema);
        let empty = matches!((left.min_length, left.max_length), (Some(low), Some(high)) if low > high);
        whole.string.content_schema = match contents {
            (Some(one), Some(other)) if one != other => Some(self.compose(&[one, other])),
            (one, other) => one.or(other),
        };
        if empty {
            self.contradiction(place, "no length fits the bounds of all");
        }
    }

    fn merge_numbers(&mut self, whole: &mut Schema, part: &Schema, place: Option<&Place>) {
        let (left, right) = (&mut whole.number, &part.number);
        tighten(&mut left.minimum, right.minimum.as_ref(), |new, old| new > old);
        tighten(&mut left.exclusive_minimum, right.exclusive_minimum.as_ref(), |new, old| new > old);
        tighten(&mut left.maximum, right.maximum.as_ref(), |new, old| new < old);
        tighten(&mut left.exclusive_maximum, right.exclusive_maximum.as_ref(), |new, old| new < old);
        let bound = |number: &Option<Number>| number.as_ref().and_then(Number::as_f64);
        let empty = matches!((bound(&left.minimum), bound(&left.maximum)), (Some(low), Some(high)) if low > high);
        left.multiple_of = match (left.multiple_of.take(), &right.multiple_of) {
            (Some(one), Some(other)) => {
                if let (Some(a), Some(b)) = (one.as_u64(), other.as_u64()) {
                    Some(common_multiple(a, b).map_or(one, Number::from))
                } else {
                    if one != *other {
                        whole.checks.push(Check::MultipleOf(other.clone()));
                    }
                    Some(one)
                }
            }
            (one, other) => one.or_else(|| other.clone()),
        };
        if empty {
            self.contradiction(place, "no number fits the bounds of all");
        }
    }

    fn merge_arrays(&mut self, whole: &mut Schema, part: &Schema) {
        let (left, right) = (&mut whole.array, &part.array);
        left.min_items = left.min_items.max(right.min_items);
        left.max_items = least(left.max_items, right.max_items);
        left.unique_items |= right.unique_items;
        // Items after places are counted from the places beside them.
        whole.lossy |= left.prefix != right.prefix
            && !(left.prefix.is_empty() && left.items.is_none() || right.prefix.is_empty() && right.items.is_none());
        if left.prefix.is_empty() {
            left.prefix.clone_from(&right.prefix);
        }
        whole.array.items = match (whole.array.items, right.items) {
            (Some(one), Some(other)) if one != other => Some(self.compose_optional(&[one, other])),
            (one, other) => one.or(other),
        };
    }

    fn merge_objects(&mut self, whole: &mut Schema, part: &Schema, _place: Option<&Place>) {
        for (name, &property) in &part.object.properties {
            let merged = match whole.object.properties.get(name) {
                Some(&own) if own != property => {
                    let required = whole.object.required.contains(name) || part.object.required.contains(name);
                    let both = [own, property];
                    if required { self.compose(&both) } else { self.compose_optional(&both) }
                }
                _ => property,
            };
            whole.object.properties.insert(name.clone(), merged);
        }
        for (pattern, &values) in &part.object.patterns {
            let merged = match whole.object.patterns.get(pattern) {
                Some(&own) if own != values => self.compose_optional(&[own, values]),
                _ => values,
            };
            whole.object.patterns.insert(pattern.clone(), merged);
        }
        for name in &part.object.required {
            if !whole.object.required.contains(name) {
                whole.object.required.push(name.clone());
            }
        }
        let (left, right) = (&mut whole.object, &part.object);
        left.min_properties = left.min_properties.max(right.min_properties);
        left.max_properties = least(left.max_properties, right.max_properties);
        // By the letter, a part that forbids others forbids what its neighbours name; nobody who says `object` means that.
        whole.object.additional = match (whole.object.additional, part.object.additional) {
            (Additional::Forbidden, _) | (_, Additional::Forbidden) => Additional::Forbidden,
            (Additional::Schema(one), Additional::Schema(other)) => {
                Additional::Schema(self.compose_optional(&[one, other]))
            }
            (Additional::Schema(one), _) | (_, Additional::Schema(one)) => Additional::Schema(one),
            (Additional::Any, _) | (_, Additional::Any) => Additional::Any,
            _ => Additional::Unsaid,
        };
    }

    fn merge_choices(&mut self, whole: &mut Schema, part: &Schema) {
        if part.one_of.is_empty() && part.any_of.is_empty() {
            keep(&mut whole.discriminator, part.discriminator.as_ref());
            return;
        }
        if whole.one_of.is_empty() && whole.any_of.is_empty() {
            whole.one_of.clone_from(&part.one_of);
            whole.any_of.clone_from(&part.any_of);
            whole.discriminator = part.discriminator.clone().or(whole.discriminator.take());
            return;
        }
        // Every combination of the alternatives of both.
        let members =
            |schema: &Schema| if schema.one_of.is_empty() { schema.any_of.clone() } else { schema.one_of.clone() };
        let (left, right) = (members(whole), members(part));
        if left == right {
            return;
        }
        if left.len() * right.len() > 64 || !whole.one_of.is_empty() && !whole.any_of.is_empty() {
            whole.lossy = true;
            return;
        }
        let mut all = Vec::new();
        for &one in &left {
            for &other in &right {
                if !self.is_satisfiable(one, other) {
                    continue;
                }
                all.push(self.compose(&[one, other]));
            }
        }
        whole.one_of.clear();
        whole.any_of = all;
        whole.discriminator = None;
    }
}

/// The types that two sets have in common, empty for all; none if there are none.
fn common_types(left: &[SchemaType], right: &[SchemaType]) -> Option<Vec<SchemaType>> {
    if left.is_empty() || right.is_empty() {
        return Some(if left.is_empty() { right } else { left }.to_vec());
    }
    let mut both = Vec::new();
    for &ty in left {
        if right.contains(&ty) {
            both.push(ty);
        } else if ty == SchemaType::Integer && right.contains(&SchemaType::Number)
            || ty == SchemaType::Number && right.contains(&SchemaType::Integer)
        {
            both.push(SchemaType::Integer);
        }
    }
    (!both.is_empty()).then_some(both)
}

fn words(types: &[SchemaType]) -> String {
    let word = |ty: &SchemaType| match ty {
        SchemaType::String => "`string`",
        SchemaType::Integer => "`integer`",
        SchemaType::Number => "`number`",
        SchemaType::Boolean => "`boolean`",
        SchemaType::Array => "`array`",
        SchemaType::Object => "`object`",
    };
    types.iter().map(word).collect::<Vec<_>>().join(" or ")
}

fn keep<T: Clone>(whole: &mut Option<T>, part: Option<&T>) {
    if whole.is_none() {
        *whole = part.cloned();
    }
}

fn least(left: Option<u64>, right: Option<u64>) -> Option<u64> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.min(right)),
        (left, right) => left.or(right),
    }
}

fn tighten(whole: &mut Option<Number>, part: Option<&Number>, tighter: fn(f64, f64) -> bool) {
    let Some(new) = part else { return };
    let is_tighter = match whole {
        None => true,
        Some(old) => matches!((new.as_f64(), old.as_f64()), (Some(new), Some(old)) if tighter(new, old)),
    };
    if is_tighter {
        *whole = Some(new.clone());
    }
}

fn common_multiple(a: u64, b: u64) -> Option<u64> {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    a.checked_div(x)?.checked_mul(b)
}
