//! Unions that are alternatives of themselves, by way of others.
//!
//! Who tries the variants of such a union comes to the same union again without having read anything.

use std::collections::HashSet;

use crate::ir::types::{Shape, TypeId, Types};

/// By type: whether it is a union that stands for itself somewhere among its variants.
pub fn circular(types: &Types) -> Vec<bool> {
    (0..types.all.len()).map(|index| is_union(types, index) && comes_back(types, index)).collect()
}

fn is_union(types: &Types, index: usize) -> bool {
    matches!(types.all[index].shape, Shape::Union(_))
}

fn comes_back(types: &Types, start: usize) -> bool {
    let mut seen = HashSet::new();
    let mut open = vec![start];
    while let Some(index) = open.pop() {
        for next in stands_for(types, index).into_iter().map(|id| id.0 as usize) {
            if next == start {
                return true;
            }
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    false
}

/// The types that a value may be of without anything around it.
fn stands_for(types: &Types, index: usize) -> Vec<TypeId> {
    let ty = &types.all[index];
    match ty.shape {
        Shape::Alias(_) | Shape::Newtype(_) | Shape::Union(_) => super::parts(ty),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::input::Input;

    /// The codec of a schema.
    fn codec(schemas: &str, file: &str) -> String {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n          \
             description: a\n          content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/A' }} }} }}\n\
             components:\n  schemas:\n{schemas}"
        );
        let input = Input::of("a.yaml", text);
        let files = crate::generate(&input, &Config::default()).files.expect("it is generated").files;
        files.get(file).map(|file| file.text.clone()).unwrap_or_default()
    }

    const CIRCLE: &str = "    A: { oneOf: [{ type: string }, { $ref: '#/components/schemas/B' }] }\n    \
                          B: { anyOf: [{ type: integer }, { $ref: '#/components/schemas/A' }] }\n";
    const CHAIN: &str = "    A: { oneOf: [{ type: string }, { $ref: '#/components/schemas/B' }] }\n    \
                         B: { anyOf: [{ type: integer }, { type: array, items: { $ref: '#/components/schemas/A' } }] }\n";

    #[test]
    fn only_a_union_that_is_its_own_alternative_is_read_once() {
        for file in ["src/codec/a.rs", "src/codec/b.rs"] {
            assert!(codec(CIRCLE, file).contains("json.once("), "{file}");
            let plain = codec(CHAIN, file);
            assert!(plain.contains("Alternatives") && !plain.contains("json.once("), "{plain}");
        }
    }
}
