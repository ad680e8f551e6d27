//! Following a reference to what it means, through other references.

use openapiv3::ReferenceOr;
use serde_json::Value;

use super::{Broken, Resolver};
use crate::diag::Code;
use crate::document::typed::{Dangling, Document, Kind, Target};
use crate::document::{UNRESOLVED, pointer};

/// How a kind of target is looked up.
type Lookup<'d, T> = fn(&'d Document, &str) -> Result<Target<'d, T>, Dangling>;

impl<'d> Resolver<'d, '_> {
    /// What a reference means and where that stands. `holder` is the object that has the `$ref`.
    ///
    /// # Errors
    /// When there is no such thing, which is reported, once for each holder.
    pub(super) fn follow<T>(
        &mut self,
        kind: Kind,
        reference: &str,
        holder: &str,
        lookup: Lookup<'d, T>,
    ) -> Result<(String, &'d T), Broken> {
        let mut reference = reference;
        let mut holder = holder.to_owned();
        let mut passed: Vec<String> = Vec::new();
        loop {
            match lookup(self.document, reference) {
                Ok(Target { pointer, item: ReferenceOr::Item(item) }) => return Ok((pointer, item)),
                Ok(Target { pointer, item: ReferenceOr::Reference { reference: next } }) => {
                    if passed.contains(&pointer) {
                        self.cyclic(&pointer, &passed);
                        return Err(Broken);
                    }
                    passed.push(pointer.clone());
                    holder = pointer;
                    reference = next;
                }
                Err(Dangling::Broken) => return Err(Broken),
                Err(Dangling::Missing) => {
                    self.unresolved(kind, reference, &format!("{holder}/$ref"));
                    return Err(Broken);
                }
            }
        }
    }

    fn cyclic(&mut self, pointer: &str, passed: &[String]) {
        // Each member of the circle is found on its own way in; one report is enough.
        let start = passed.iter().position(|other| other == pointer).unwrap_or_default();
        let first = passed[start..].iter().min().map_or(pointer, String::as_str).to_owned();
        if !self.reported.insert(first.clone()) {
            return;
        }
        let related = passed[start..].iter().filter(|other| **other != first);
        let related: Vec<_> =
            related.map(|other| (self.place(&format!("{other}/$ref")), "which leads on".to_owned())).collect();
        let diagnostic = self.push(Code::CyclicRef, &format!("{first}/$ref"), "this reference leads back to itself");
        diagnostic.related = related;
        diagnostic.help = Some("let one of the references in the circle point to an object of its own".to_owned());
    }

    /// Reports a reference that leads to nothing, unless the loading did.
    pub(super) fn unresolved(&mut self, kind: Kind, reference: &str, at: &str) {
        if reference.starts_with(UNRESOLVED) || !self.reported.insert(at.to_owned()) {
            return;
        }
        let help = self.nearest(kind, reference).map(|nearest| format!("did you mean `{nearest}`?"));
        self.push(Code::UnresolvedRef, at, format!("`{reference}` points to nothing")).help = help;
    }

    /// The component of a kind whose name is most like that of the reference.
    fn nearest(&self, kind: Kind, reference: &str) -> Option<String> {
        let asked = pointer::from_reference(reference).unwrap_or_else(|| reference.to_owned());
        let asked = pointer::unescape(asked.rsplit('/').next().unwrap_or_default()).into_owned();
        let section = self.document.tree.get("components")?.get(kind.section())?;
        let Value::Object(section) = section else { return None };
        nearest(&asked, section.keys().map(String::as_str))
            .map(|name| format!("/components/{}/{}", kind.section(), pointer::escape(name)))
            // In the words of the dialect.
            .map(|pointer| if self.document.is_moved() { self.place(&pointer).pointer } else { pointer })
            .map(|pointer| pointer::to_reference(&pointer))
    }
}

/// The name most like another one, if it is like it at all.
pub(super) fn nearest<'n>(asked: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let lower = asked.to_lowercase();
    let most = (asked.chars().count() / 3).max(2);
    names
        // A name of a very different length can't be near.
        .filter(|name| name.len().abs_diff(asked.len()) <= most * 4)
        .map(|name| (strsim::damerau_levenshtein(&lower, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_is_found() {
        let names = ["User", "UserList", "Pet"];
        let cases = [
            ("Users", Some("User")),
            ("userlist", Some("UserList")),
            ("Order", None),
            ("Pett", Some("Pet")),
            ("", None),
        ];
        for (asked, expected) in cases {
            assert_eq!(nearest(asked, names.into_iter()), expected, "{asked}");
        }
    }
}
