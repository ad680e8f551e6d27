//! Local copies of what stands on other hosts. Nothing is fetched: a run gives the same everywhere and always.

use std::collections::{BTreeMap, BTreeSet};

use super::reference::{Outside, Target, resolve};

/// The copies that an input lists, and which of them references have asked for.
#[derive(Debug)]
pub struct Copies<'a> {
    listed: &'a BTreeMap<String, String>,
    used: BTreeSet<&'a str>,
}

impl<'a> Copies<'a> {
    /// By URL the name in the input. A URL that ends with `/` stands for all below it, and its name is a folder.
    pub fn new(listed: &'a BTreeMap<String, String>) -> Self {
        Self { listed, used: BTreeSet::new() }
    }

    /// Whether a URL can be listed.
    ///
    /// # Errors
    ///
    /// Says why not.
    pub fn check(url: &str) -> Result<(), String> {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        match rest {
            None => Err(format!("`{url}` is no URL: it begins neither with `https://` nor with `http://`")),
            Some(rest) if rest.starts_with('/') || !rest.contains('/') => Err(format!(
                "`{url}` names no document: a host and a path are needed, or a `/` at the end for all of the host"
            )),
            Some(_) if url.contains('#') => Err(format!("`{url}` has a fragment: a copy is one of a whole document")),
            Some(_) => Ok(()),
        }
    }

    /// As [`resolve`], but what points to a listed URL points to its copy.
    ///
    /// # Errors
    ///
    /// Where it can't point to a file of the input, and why.
    pub fn resolve(&mut self, base: &str, reference: &str) -> Result<Target, Outside> {
        let target = resolve(base, reference);
        if target != Err(Outside::Remote) {
            return target;
        }
        let (url, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let of_url = |listed: &&'a String| url == listed.as_str() || listed.ends_with('/') && url.starts_with(*listed);
        let Some(listed) = self.listed.keys().filter(of_url).max_by_key(|listed| listed.len()) else {
            return target;
        };
        self.used.insert(listed);
        let name = &self.listed[listed];
        match &url[listed.len()..] {
            "" => resolve(name, &format!("#{fragment}")),
            below => resolve(&format!("{name}/"), &format!("./{below}#{fragment}")),
        }
    }

    /// Whether a name is that of a copy, or stands below one.
    pub fn hold(&self, name: &str) -> bool {
        let below = |copy: &String| {
            name.strip_prefix(copy.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.listed.values().any(below)
    }

    /// The URLs that no reference has asked for.
    pub fn unused(&self) -> impl Iterator<Item = &'a str> {
        self.listed.keys().map(String::as_str).filter(|listed| !self.used.contains(listed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_listed_points_to_its_copy() {
        let listed = [
            ("https://example.com/errors.yaml", "vendor/errors.yaml"),
            ("https://example.com/schemas/", "vendor/schemas"),
            ("https://example.com/schemas/v2/", "v2"),
            ("https://unused.example/", "unused"),
        ];
        let listed = listed.map(|(url, name)| (url.to_owned(), name.to_owned())).into();
        let mut copies = Copies::new(&listed);
        let cases = [
            ("https://example.com/errors.yaml#/NotFound", Ok(("vendor/errors.yaml", "/NotFound"))),
            ("https://example.com/schemas/a/pet.yaml", Ok(("vendor/schemas/a/pet.yaml", ""))),
            ("https://example.com/schemas/v2/pet.yaml", Ok(("v2/pet.yaml", ""))),
            ("pet.yaml#/x", Ok(("api/pet.yaml", "/x"))),
            ("https://example.com/errors.yaml.bak", Err(Outside::Remote)),
            ("https://example.com.evil.example/schemas/pet.yaml", Err(Outside::Remote)),
            ("https://example.com/schemas/%2e%2e/%2e%2e/%2e%2e/etc/passwd", Err(Outside::Above)),
            ("https://example.com/schemas//etc/passwd", Ok(("vendor/schemas/etc/passwd", ""))),
            ("//example.com/schemas/pet.yaml", Err(Outside::Remote)),
        ];
        for (reference, expected) in cases {
            let found = copies.resolve("api/api.yaml", reference);
            let expected =
                expected.map(|(file, fragment)| Target { file: file.to_owned(), fragment: fragment.to_owned() });
            assert_eq!(found, expected, "{reference}");
        }
        assert_eq!(copies.unused().collect::<Vec<_>>(), ["https://unused.example/"]);
    }

    #[test]
    fn only_urls_of_documents_are_listed() {
        for good in ["https://example.com/", "http://example.com/a.yaml"] {
            assert_eq!(Copies::check(good), Ok(()));
        }
        for bad in
            ["example.com/a.yaml", "file:///etc/", "https://example.com", "https:///a", "https://example.com/a#/b"]
        {
            assert!(Copies::check(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_copy_holds_what_is_below_it() {
        let listed = [("https://example.com/".to_owned(), "vendor".to_owned())].into();
        let copies = Copies::new(&listed);
        assert!(copies.hold("vendor/a.yaml") && copies.hold("vendor"));
        assert!(!copies.hold("vendor2/a.yaml") && !copies.hold("a.yaml"));
    }
}
