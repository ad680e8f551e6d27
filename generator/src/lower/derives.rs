//! More derives, by the names of schemas and types.

use std::collections::BTreeMap;

use super::arena::Lowering;
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
        derives
    }
}
