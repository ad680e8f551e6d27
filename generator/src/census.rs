//! What of a document is in the output: operations, types, and what could not be said in types.

use std::collections::{BTreeMap, HashSet};

use crate::diag::{Code, Diagnostic, Place, Severity};
use crate::document::calls::{Call, Role};
use crate::document::typed::Listed;
use crate::ir::Api;
use crate::ir::operation::{Codec, Content, Location, Operation};
use crate::ir::types::{Shape, TypeId, Types};

/// What came of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// Operations below `paths`.
    pub operations: OperationCount,
    /// Operations of webhooks.
    pub webhooks: ReverseCount,
    /// Operations of callbacks.
    pub callbacks: ReverseCount,
    /// Types with a name.
    pub types: TypeCount,
    /// What ended as any JSON.
    pub untyped: Untyped,
    /// How many warnings were said, by code.
    pub warnings: BTreeMap<Code, usize>,
}

/// Operations below `paths`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OperationCount {
    /// How many the document lists.
    pub listed: usize,
    /// How many are in the output.
    pub generated: usize,
    /// How many the user's filters leave out.
    pub filtered: usize,
    /// The others.
    pub left_out: Vec<LeftOut>,
}

/// Operations that the API calls.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReverseCount {
    /// How many the document lists.
    pub listed: usize,
    /// How many are in the output.
    pub generated: usize,
    /// How many the user's filters leave out. The others are broken, which was said.
    pub filtered: usize,
}

/// An operation that is not in the output, because it is broken or not supported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// In capitals.
    pub method: String,
    /// Its path.
    pub path: String,
    /// Where it stands.
    pub place: Place,
}

/// Types with a name, by what they are made of. Parts of operations (request values, responses) are not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TypeCount {
    /// Objects with named properties.
    pub records: usize,
    /// Listed values.
    pub choices: usize,
    /// One of several types.
    pub unions: usize,
    /// Scalars, lists, maps and tuples under a name of their own.
    pub newtypes: usize,
    /// Other names for a type.
    pub aliases: usize,
    /// Left out, because no operation uses them.
    pub unused: usize,
}

impl TypeCount {
    /// Every type that is written.
    pub fn written(&self) -> usize {
        self.records + self.choices + self.unions + self.newtypes + self.aliases
    }
}

/// What is read and written as any JSON, whether the document says no more or it could not be said in types: each by its name
/// in the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Untyped {
    /// Properties and members of unions: `User.settings`.
    pub fields: Vec<String>,
    /// Bodies of requests and responses: `getUser 200 application/json`.
    pub bodies: Vec<String>,
    /// Parameters and headers: `getUser query filter`.
    pub parameters: Vec<String>,
}

/// Counts. `unused` is how many types were left out of `api` before.
pub fn census(listed: &Listed, api: &Api, unused: usize) -> Census {
    Census {
        operations: operations(listed, api),
        webhooks: reverse(listed, api, Role::Webhook),
        callbacks: reverse(listed, api, Role::Callback),
        types: TypeCount { unused, ..types(&api.types) },
        untyped: untyped(api),
        warnings: BTreeMap::new(),
    }
}

impl Census {
    /// Takes note of what was said.
    pub fn count_warnings(&mut self, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Warning) {
            *self.warnings.entry(diagnostic.code).or_default() += 1;
        }
    }
}

fn operations(document: &Listed, api: &Api) -> OperationCount {
    let listed = &document.selection.calls;
    let is_wanted = |call: &Call| document.selection.sides(&call.method, &call.path).is_some();
    let calls = || api.groups.iter().filter(|group| !group.is_reverse());
    let all = || calls().flat_map(|group| &group.operations);
    let there: HashSet<(&str, &str)> =
        all().map(|operation| (operation.method.as_str(), operation.path.as_str())).collect();
    let left_out = listed.iter().filter(|call| is_wanted(call) && !there.contains(&(&call.method, &call.path)));
    let left_out = left_out.map(|call| LeftOut {
        method: call.method.clone(),
        path: call.path.clone(),
        place: document.origins.place(&call.pointer),
    });
    OperationCount {
        left_out: left_out.collect(),
        filtered: listed.iter().filter(|call| !is_wanted(call)).count(),
        listed: listed.len(),
        generated: all().count(),
    }
}

fn reverse(document: &Listed, api: &Api, role: Role) -> ReverseCount {
    let listed: Vec<_> = document.selection.reverse.iter().filter(|call| call.role == role).collect();
    let is_filtered = |call: &&&Call| document.selection.reverse_sides(role, &call.pointer).is_none();
    let groups = api.groups.iter().filter(|group| group.role == role);
    ReverseCount {
        listed: listed.len(),
        generated: groups.map(|group| group.operations.len()).sum(),
        filtered: listed.iter().filter(is_filtered).count(),
    }
}

fn types(types: &Types) -> TypeCount {
    let mut count = TypeCount::default();
    for id in types.modules.iter().flat_map(|module| &module.types) {
        match types.get(*id).shape {
            Shape::Record(_) => count.records += 1,
            Shape::Choice(_) => count.choices += 1,
            Shape::Union(_) => count.unions += 1,
            Shape::Newtype(_) => count.newtypes += 1,
            _ => count.aliases += 1,
        }
    }
    count
}

fn untyped(api: &Api) -> Untyped {
    let mut untyped = Untyped::default();
    for id in api.types.modules.iter().flat_map(|module| &module.types) {
        let ty = api.types.get(*id);
        let name = ty.name.as_ref().map_or("", |name| name.wire.as_str());
        match &ty.shape {
            Shape::Record(record) => {
                let fields = record.fields.iter().filter(|field| is_any(&api.types, field.slot.ty));
                untyped.fields.extend(fields.map(|field| format!("{name}.{}", field.name.wire)));
            }
            Shape::Union(union) => {
                let variants = union.variants.iter().filter(|variant| is_any(&api.types, variant.slot.ty));
                untyped.fields.extend(variants.map(|variant| format!("{name}.{}", variant.rust)));
            }
            _ => {}
        }
    }
    for operation in api.groups.iter().flat_map(|group| &group.operations) {
        untyped_of(operation, &api.types, &mut untyped);
    }
    untyped
}

fn untyped_of(operation: &Operation, types: &Types, untyped: &mut Untyped) {
    let name = &operation.name.wire;
    for parameter in operation.parameters.iter().filter(|parameter| is_any(types, parameter.slot.ty)) {
        let location = match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        };
        untyped.parameters.push(format!("{name} {location} {}", parameter.name.wire));
    }
    let any = |content: &&Content| match &content.codec {
        Codec::Json(slot) | Codec::Form(slot) | Codec::Sequence(slot, _) => is_any(types, slot.ty),
        Codec::Multipart(_) | Codec::Text(_) | Codec::Bytes => false,
    };
    for content in operation.body.iter().flat_map(|body| &body.contents).filter(any) {
        untyped.bodies.push(format!("{name} request {}", content.media_type));
    }
    for response in operation.responses() {
        let status = response.status;
        for header in response.headers.iter().filter(|header| is_any(types, header.slot.ty)) {
            untyped.parameters.push(format!("{name} {status} {}", header.name.wire));
        }
        for content in response.contents.iter().filter(any) {
            untyped.bodies.push(format!("{name} {status} {}", content.media_type));
        }
    }
}

/// Whether values of a type are any JSON: by themselves, or as items of an unnamed list or map.
fn is_any(types: &Types, mut id: TypeId) -> bool {
    for _ in 0..=types.all.len() {
        let ty = types.get(id);
        id = match &ty.shape {
            Shape::Any => return true,
            Shape::Alias(target) => *target,
            Shape::List(slot) | Shape::Map(slot) | Shape::Embedded(slot) if ty.name.is_none() => slot.ty,
            _ => return false,
        };
    }
    false
}
