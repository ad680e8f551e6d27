//! One way to build a value tree from either parser, within limits, with a note of every key that stands twice.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::{Format, pointer};

/// The message of an error that says so.
pub(super) const TOO_LARGE: &str = "the aliases of this YAML text make a tree that is far larger than the text";

/// What is kept while one text is read.
pub(super) struct Context {
    format: Format,
    nodes_left: Cell<usize>,
    bytes_left: Cell<usize>,
    duplicates: RefCell<Vec<String>>,
}

impl Context {
    /// Every node takes at least one byte of text, so without aliases neither limit is ever reached.
    pub(super) fn new(format: Format, len: usize) -> Self {
        Self {
            format,
            nodes_left: Cell::new(len.saturating_add(1_000_000)),
            bytes_left: Cell::new(len.saturating_mul(2).saturating_add(16_000_000)),
            duplicates: RefCell::new(Vec::new()),
        }
    }

    /// Pointers of the keys that stand twice.
    pub(super) fn into_duplicates(self) -> Vec<String> {
        self.duplicates.into_inner()
    }

    fn spend<E: Error>(&self, bytes: usize) -> Result<(), E> {
        match (self.nodes_left.get().checked_sub(1), self.bytes_left.get().checked_sub(bytes)) {
            (Some(nodes), Some(bytes)) => {
                self.nodes_left.set(nodes);
                self.bytes_left.set(bytes);
                Ok(())
            }
            _ => Err(E::custom(TOO_LARGE)),
        }
    }
}

/// One step down into the tree, on the stack of the reader.
struct Step<'a> {
    parent: Option<&'a Step<'a>>,
    key: Key<'a>,
}

#[derive(Clone, Copy)]
enum Key<'a> {
    Name(&'a str),
    Index(usize),
}

impl Step<'_> {
    fn pointer(&self) -> String {
        let mut pointer = self.parent.map_or_else(String::new, Step::pointer);
        match self.key {
            Key::Name(name) => pointer::push(&mut pointer, name),
            Key::Index(index) => pointer::push(&mut pointer, &index.to_string()),
        }
        pointer
    }

    /// Whether what stands here is a version, which is a string even where it looks like a number (`1.10`).
    fn is_version(&self) -> bool {
        match (self.parent, self.key) {
            (None, Key::Name(name)) => matches!(name, "openapi" | "swagger" | "overlay"),
            (Some(Step { parent: None, key: Key::Name("info") }), Key::Name(name)) => name == "version",
            _ => false,
        }
    }
}

/// Reads one node of the tree.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    context: &'a Context,
    step: Option<&'a Step<'a>>,
}

impl<'a> Node<'a> {
    pub(super) fn root(context: &'a Context) -> Self {
        Self { context, step: None }
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        // A YAML scalar that is asked for as a string is given as it was written.
        if self.context.format == Format::Yaml && self.step.is_some_and(Step::is_version) {
            deserializer.deserialize_str(self)
        } else {
            deserializer.deserialize_any(self)
        }
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.step.is_some_and(Step::is_version) { "a version" } else { "a value" })
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.context.spend(0).map(|()| Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.context.spend(0).map(|()| Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.number(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.number(value.into())
    }

    #[expect(clippy::cast_precision_loss, reason = "JSON numbers beyond 64 bits are read the same way")]
    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "JSON numbers beyond 64 bits are read the same way")]
    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        match Number::from_f64(value) {
            Some(number) => self.number(number),
            // JSON has no word for them; YAML writes `.inf` and `.nan`.
            None => self.visit_str(if value.is_nan() {
                ".nan"
            } else if value > 0.0 {
                ".inf"
            } else {
                "-.inf"
            }),
        }
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.context.spend(value.len()).map(|()| Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.context.spend(value.len()).map(|()| Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        self.context.spend(0)?;
        let mut items = Vec::new();
        loop {
            let step = Step { parent: self.step, key: Key::Index(items.len()) };
            match seq.next_element_seed(Node { context: self.context, step: Some(&step) })? {
                Some(item) => items.push(item),
                None => return Ok(Value::Array(items)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.context.spend(0)?;
        let mut map = Map::new();
        let mut merged = Vec::new();
        while let Some(key) = access.next_key::<String>()? {
            self.context.spend(key.len())?;
            let step = Step { parent: self.step, key: Key::Name(&key) };
            let value = access.next_value_seed(Node { context: self.context, step: Some(&step) })?;
            if self.context.format == Format::Yaml && key == "<<" {
                merged.push(value);
            } else {
                if map.contains_key(&key) {
                    self.context.duplicates.borrow_mut().push(step.pointer());
                }
                map.insert(key, value);
            }
        }
        for value in merged {
            merge(&mut map, value).map_err(A::Error::custom)?;
        }
        Ok(Value::Object(map))
    }

    /// A YAML node with a tag of an application (`!include`): the tag is dropped.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        let (_tag, variant): (String, _) = data.variant()?;
        variant.newtype_variant_seed(self)
    }
}

impl Node<'_> {
    fn number<E: Error>(self, number: Number) -> Result<Value, E> {
        self.context.spend(0)?;
        // JSON has no other way to be wrong about it.
        Ok(if self.step.is_some_and(Step::is_version) {
            Value::String(number.to_string())
        } else {
            Value::Number(number)
        })
    }
}

/// Merge keys (YAML 1.1, "Merge Key Language-Independent Type"): keys that stand in the mapping itself win, then earlier ones.
fn merge(map: &mut Map<String, Value>, value: Value) -> Result<(), &'static str> {
    match value {
        Value::Object(more) => {
            for (key, value) in more {
                map.entry(key).or_insert(value);
            }
            Ok(())
        }
        Value::Array(items) => items.into_iter().try_for_each(|item| match item {
            Value::Object(_) => merge(map, item),
            _ => Err("a merge key (`<<`) takes a mapping or a list of mappings"),
        }),
        _ => Err("a merge key (`<<`) takes a mapping or a list of mappings"),
    }
}
