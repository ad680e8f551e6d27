//! The files of types that stand in parameters, headers, bodies and responses which a document declares once, for many operations.

use super::arena::Lowering;
use super::parameters::component_of;
use crate::diag::Place;

/// Sections of `components`, with what tells a file apart from that of a schema of the same name.
const SECTIONS: [(&str, &str); 4] =
    [("parameters", "parameter"), ("headers", "header"), ("requestBodies", "body"), ("responses", "response")];

impl Lowering<'_> {
    /// The file for the types of something at this place: that of its component, so that it stays where it is whoever refers to
    /// it first; of its operation's group, if it is no component.
    pub(super) fn home(&mut self, place: &Place, group: usize) -> usize {
        let component =
            SECTIONS.iter().find_map(|(section, suffix)| Some((component_of(&place.pointer, section)?, *suffix)));
        let Some((name, suffix)) = component else { return group };
        if let Some(&home) = self.homes.get(place) {
            return home;
        }
        let home = self.add_module(&name, suffix);
        self.homes.insert(place.clone(), home);
        home
    }
}
