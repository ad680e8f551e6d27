//! More derives, by the names of schemas and types.

use std::collections::{BTreeMap, HashSet};

use super::arena::Lowering;
use crate::analyse::parts;
use crate::config::glob::fits_name;
use crate::diag::Code;
use crate::ir::types::{Module, Shape, TypeId};

impl Lowering<'_> {
    /// What each type derives beyond what it can prove. A pattern that fits no type is told to the sink.
    pub(super) fn derives(&mut self, modules: &[Module]) -> BTreeMap<TypeId, Vec<String>> {
        let (config, spec) = (self.config, self.spec);
        let mut derives: BTreeMap<TypeId, Vec<String>> = BTreeMap::new();
        for (pattern, paths) in &config.derives {
            let mut is_used = false;
            for &id in modules.iter().flat_map(|module| &module.types) {
                let ty = self.ty(id);
                let named = ty
                    .name
                    .as_ref()
                    .is_some_and(|name| fits_name(pattern, &name.wire) || fits_name(pattern, &name.rust));
                let declared =
                    matches!(ty.shape, Shape::Record(_) | Shape::Choice(_) | Shape::Union(_) | Shape::Newtype(_));
                if !named || !declared {
                    continue;
                }
                is_used = true;
                let own = derives.entry(id).or_default();
                own.extend(paths.iter().filter(|path| !own.contains(path)).cloned().collect::<Vec<_>>());
            }
            if !is_used {
                let message = format!("`derives` names `{pattern}`, which no type is called");
                self.say(Code::SettingNoMatch, Some(&spec.place), message);
            }
        }
        for name in ["Eq", "Hash"] {
            self.spread(name, &mut derives);
        }
        derives
    }

    /// What a type needs of everything it holds to derive this itself. Those that can't have it are left out when they are written.
    fn spread(&self, name: &str, derives: &mut BTreeMap<TypeId, Vec<String>>) {
        let asked = derives.iter().filter(|(_, paths)| paths.iter().any(|path| path == name));
        let mut open: Vec<TypeId> = asked.map(|(id, _)| *id).collect();
        let mut visited = HashSet::new();
        while let Some(id) = open.pop() {
            if visited.insert(id) {
                let own = derives.entry(id).or_default();
                if own.iter().all(|path| path != name) {
                    own.push(name.to_owned());
                }
                open.extend(parts(self.ty(id)));
            }
        }
    }
}
