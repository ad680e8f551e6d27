//! What lowering knows while it goes on: the types so far, the names taken, the schema each type stems from.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Deref;
use std::rc::Rc;

use indexmap::IndexSet;

use super::names::{CrateNames, ModuleNames};
use super::renames;
use super::responses::SharedNames;
use super::tagged::Tags;
use super::xml::XmlTables;
use crate::config::Config;
use crate::diag::{Code, Place, Sink};
use crate::ir::format::{Format, format};
use crate::ir::name::Name;
use crate::ir::types::{Docs, Module, Scalar, Shape, Type, TypeId, unaliased};
use crate::spec::Spec;
use crate::spec::schema::{Schema, SchemaId};

/// How deep inline schemas are followed; deeper ones become any JSON.
pub(super) const DEEPEST: usize = 64;

/// A schema of the document, or one composed here.
#[derive(Clone)]
pub(super) enum Node<'a> {
    Spec(&'a Schema),
    Made(Rc<Schema>),
}

impl Deref for Node<'_> {
    type Target = Schema;

    fn deref(&self) -> &Schema {
        match self {
            Self::Spec(schema) => schema,
            Self::Made(schema) => schema,
        }
    }
}

pub(super) struct Lowering<'a> {
    pub spec: &'a Spec,
    pub config: &'a Config,
    pub renames_used: renames::Used,
    pub formats_used: HashSet<String>,
    pub externals: IndexSet<String>,
    sink: &'a mut Sink,
    said: HashSet<(Code, Place, String)>,
    /// Schemas composed here; their ids go on after those of the document.
    made: Vec<Rc<Schema>>,
    /// Those of them that are shared, by place.
    alike: HashMap<Option<Place>, Vec<SchemaId>>,
    /// Schemas of which it is being asked what they become.
    pub asked: HashSet<SchemaId>,
    pub compositions: HashMap<Vec<SchemaId>, SchemaId>,
    /// Schemas with their `allOf` merged.
    pub effective: HashMap<SchemaId, Node<'a>>,
    pub merging: HashSet<SchemaId>,
    pub types: Vec<Type>,
    pub modules: Vec<Module>,
    pub names: CrateNames,
    pub module_names: ModuleNames,
    /// The type of each schema that has one.
    pub lowered: HashMap<SchemaId, TypeId>,
    /// Schemas that are the same as another, found out on the way.
    pub same: HashMap<SchemaId, SchemaId>,
    scalars: HashMap<Scalar, TypeId>,
    pub any: Option<TypeId>,
    /// Components by schema: number of their module.
    pub components: HashMap<SchemaId, usize>,
    /// The component that an inline schema stands in.
    pub owners: HashMap<SchemaId, SchemaId>,
    /// Lists, tuples and maps without a name that are being lowered.
    pub open: Vec<TypeId>,
    /// Those of them that hold themselves.
    pub recursive: HashSet<TypeId>,
    /// Components whose lowering has begun.
    pub begun: HashSet<SchemaId>,
    /// Components that extend a component by `allOf`, by that component.
    pub children: HashMap<SchemaId, Vec<SchemaId>>,
    /// Values of discriminators, by component that they mean.
    pub tags: HashMap<SchemaId, Tags>,
    /// Properties that are written always, though they may be missing.
    pub always: HashSet<SchemaId>,
    /// Schemas composed for a place where no value has to stand.
    pub optionals: HashSet<SchemaId>,
    /// Whether one of them is being merged.
    pub optional: bool,
    /// Binary strings that are files of a multipart body.
    pub files: HashSet<SchemaId>,
    /// Parts of a multipart body without a type, whose keywords are of strings.
    pub texts: HashSet<SchemaId>,
    pub depth: usize,
    /// Schemas that stand at the same place as an earlier one: what a shared parameter is for each operation.
    repeated: HashMap<SchemaId, SchemaId>,
    /// Names of the responses under `components` that were used so far.
    pub shared_responses: HashMap<Place, SharedNames>,
    /// Numbers of the modules of components that are no schemas.
    pub homes: HashMap<Place, usize>,
    /// Types of text that stand for JSON, with it: the first place, and how many.
    pub text_as_json: BTreeMap<(String, String), (Place, usize)>,
    /// What schemas are called in XML.
    pub xml: XmlTables,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(spec: &'a Spec, config: &'a Config, sink: &'a mut Sink) -> Self {
        let mut lowering = Self {
            spec,
            config,
            renames_used: renames::Used::new(),
            formats_used: HashSet::new(),
            externals: IndexSet::new(),
            sink,
            said: HashSet::new(),
            made: Vec::new(),
            alike: HashMap::new(),
            asked: HashSet::new(),
            compositions: HashMap::new(),
            effective: HashMap::new(),
            merging: HashSet::new(),
            types: Vec::new(),
            modules: Vec::new(),
            names: CrateNames::default(),
            module_names: ModuleNames::with(&["types", "codec"]),
            lowered: HashMap::new(),
            same: HashMap::new(),
            scalars: HashMap::new(),
            any: None,
            components: HashMap::new(),
            owners: HashMap::new(),
            open: Vec::new(),
            recursive: HashSet::new(),
            begun: HashSet::new(),
            children: HashMap::new(),
            tags: HashMap::new(),
            always: HashSet::new(),
            optionals: HashSet::new(),
            optional: false,
            files: HashSet::new(),
            texts: HashSet::new(),
            depth: 0,
            repeated: repeated(spec),
            shared_responses: HashMap::new(),
            homes: HashMap::new(),
            text_as_json: BTreeMap::new(),
            xml: XmlTables::default(),
        };
        lowering.name_components();
        lowering
    }

    /// The schema behind an id.
    pub(super) fn schema(&self, id: SchemaId) -> Node<'a> {
        let index = id.0 as usize;
        match self.spec.schemas.get(index) {
            Some(schema) => Node::Spec(schema),
            None => match self.made.get(index - self.spec.schemas.len()) {
                Some(schema) => Node::Made(Rc::clone(schema)),
                None => Node::Made(Rc::default()),
            },
        }
    }

    /// The id under which a schema is lowered: the first of those that stand at the same place.
    pub(super) fn canonical(&self, id: SchemaId) -> SchemaId {
        self.repeated.get(&id).copied().unwrap_or(id)
    }

    /// A schema that the document does not have: the one that was made of the same before, so that what is made anew each time
    /// it is asked for is known again where it holds itself.
    pub(super) fn make(&mut self, mut schema: Schema) -> SchemaId {
        let first = self.spec.schemas.len();
        let place = schema.place.clone();
        for &id in self.alike.get(&place).into_iter().flatten() {
            schema.origin = Some(id);
            if self.made.get(id.0 as usize - first).is_some_and(|made| **made == schema) {
                return id;
            }
        }
        let id = self.make_apart(schema);
        self.alike.entry(place).or_default().push(id);
        id
    }

    /// Adds a schema that the document does not have, be there one like it or not.
    pub(super) fn make_apart(&mut self, schema: Schema) -> SchemaId {
        let id = SchemaId(u32::try_from(self.spec.schemas.len() + self.made.len()).unwrap_or(u32::MAX));
        self.made.push(Rc::new(Schema { origin: Some(id), ..schema }));
        id
    }

    /// How many schemas there are, those composed here among them.
    pub(super) fn made_count(&self) -> usize {
        self.spec.schemas.len() + self.made.len()
    }

    /// Says something about a place, once.
    pub(super) fn say(&mut self, code: Code, place: Option<&Place>, message: impl Into<String>) {
        let place = place.cloned().unwrap_or_else(|| Place { file: String::new(), pointer: String::new() });
        let message = message.into();
        if self.said.insert((code, place.clone(), message.clone())) {
            self.sink.push(code, place, message);
        }
    }

    /// Adds a type.
    pub(super) fn add(&mut self, ty: Type) -> TypeId {
        let id = TypeId(u32::try_from(self.types.len()).unwrap_or(u32::MAX));
        self.types.push(ty);
        id
    }

    /// Adds a type that has no name.
    pub(super) fn add_unnamed(&mut self, shape: Shape) -> TypeId {
        self.add(Type { name: None, docs: Docs::default(), shape })
    }

    /// Adds a type with a name to a module; its shape comes later.
    pub(super) fn add_named(&mut self, name: Name, docs: Docs, module: usize) -> TypeId {
        let id = self.add(Type { name: Some(name), docs, shape: Shape::Any });
        if let Some(module) = self.modules.get_mut(module) {
            module.types.push(id);
        }
        id
    }

    /// A type behind an id.
    pub(super) fn ty(&self, id: TypeId) -> &Type {
        &self.types[id.0 as usize]
    }

    /// Gives a name to a type that had none.
    pub(super) fn name(&mut self, id: TypeId, name: Name, docs: Docs, module: usize) {
        let ty = &mut self.types[id.0 as usize];
        ty.name = Some(name);
        ty.docs = docs;
        if let Some(module) = self.modules.get_mut(module) {
            module.types.push(id);
        }
    }

    /// Sets the shape of a type.
    pub(super) fn shape(&mut self, id: TypeId, shape: Shape) {
        self.types[id.0 as usize].shape = shape;
    }

    /// The type that Rust knows behind aliases and strings of JSON.
    pub(super) fn unaliased(&self, id: TypeId) -> TypeId {
        unaliased(&self.types, id)
    }

    /// How the values of a type are written, if not as usual.
    pub(super) fn format_of(&self, id: TypeId) -> Option<Format> {
        format(&self.types, id)
    }

    /// The type of a scalar.
    pub(super) fn scalar(&mut self, scalar: Scalar) -> TypeId {
        if let Some(&id) = self.scalars.get(&scalar) {
            return id;
        }
        let id = self.add_unnamed(Shape::Scalar(scalar));
        self.scalars.insert(scalar, id);
        id
    }

    /// The type of any JSON.
    pub(super) fn any(&mut self) -> TypeId {
        if let Some(id) = self.any {
            return id;
        }
        let id = self.add_unnamed(Shape::Any);
        self.any = Some(id);
        id
    }

    /// A module for inline types.
    pub(super) fn add_module(&mut self, text: &str, suffix: &str) -> usize {
        let name = self.module_names.claim(text, suffix);
        self.modules.push(Module { name, types: Vec::new() });
        self.modules.len() - 1
    }
}

fn repeated(spec: &Spec) -> HashMap<SchemaId, SchemaId> {
    let mut first: HashMap<&Place, SchemaId> = HashMap::with_capacity(spec.schemas.len());
    let mut repeated = HashMap::new();
    for (index, schema) in spec.schemas.iter().enumerate() {
        let id = SchemaId(u32::try_from(index).unwrap_or(u32::MAX));
        if let Some(place) = &schema.place {
            let holder = *first.entry(place).or_insert(id);
            if holder != id {
                repeated.insert(id, holder);
            }
        }
    }
    repeated
}
