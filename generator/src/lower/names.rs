//! Rust names for anything a document calls something.
//!
//! The only place that knows how Rust spells names. Every identifier of the output comes from here, so nothing in a
//! document can be more than a name.

use std::collections::{HashMap, HashSet};

use heck::{ToKebabCase, ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use super::{reserved, spelling};
use crate::ir::name::Name;

/// The most characters of a name before a number makes it unique.
const LONGEST: usize = 96;

/// How Rust spells a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// Types and variants.
    Camel,
    /// Fields and methods.
    Snake,
}

/// A type's or variant's name; not yet unique, and perhaps reserved for types.
pub(super) fn camel(text: &str) -> String {
    identifier(&spelling::plain(text), Case::Camel)
}

/// A field's or method's name, not yet unique; a keyword is raw.
pub(super) fn snake(text: &str) -> String {
    identifier(&spelling::plain(text), Case::Snake)
}

/// The constant that belongs to a field.
pub(super) fn constant(field: &str) -> String {
    field.trim_start_matches("r#").to_shouty_snake_case()
}

/// The words of a name, in lower case.
pub(super) fn words(text: &str) -> Vec<String> {
    let snake = spelling::plain(text).to_snake_case();
    snake.split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// An id as OpenAPI documents write them.
pub(super) fn lower_camel(text: &str) -> String {
    bounded(spelling::plain(text).to_lower_camel_case(), LONGEST)
}

/// A name in camel case made of several.
pub(super) fn join(parts: &[&str]) -> String {
    camel(&parts.join(" "))
}

/// The name of the crate, as Cargo wants it.
pub(super) fn crate_name(text: &str) -> String {
    let text = if text.trim().is_empty() { "api" } else { text };
    let mut name = bounded(spelling::plain(text).to_kebab_case(), 60);
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert_str(0, "api-");
    }
    if reserved::is_crate(&name) {
        name.push_str("-api");
    }
    name
}

/// The name of a module with hyphens between its words, as features of a crate are called.
pub(super) fn kebab(module: &str) -> String {
    bare(module).trim_end_matches('_').replace('_', "-")
}

/// One of something, by the rules of thumb of English (`users`, `categories`, `boxes`).
pub(super) fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "xes", "ches", "shes", "zes"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 1 && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is") => {
            stem.to_owned()
        }
        _ => word.to_owned(),
    }
}

/// A camel-case name whose last word is in the singular.
pub(super) fn singular_camel(text: &str) -> String {
    let mut words = words(text);
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    camel(&words.join(" "))
}

/// Identifiers for the names of one scope, in their order. Whoever is spelled as Rust spells it keeps its name in a
/// clash; the others spell out their symbols (`at_type`), and are numbered if that does not help.
pub(super) fn scope(texts: &[&str], case: Case, taken: &[&str]) -> Vec<String> {
    let plain: Vec<String> = texts.iter().map(|text| identifier(&spelling::plain(text), case)).collect();
    let mut seen = HashSet::with_capacity(plain.len());
    if plain.iter().all(|name| seen.insert(name.as_str()) && !taken.contains(&name.as_str())) {
        return plain;
    }
    let mut holders: HashMap<&str, usize> = HashMap::new();
    for (index, name) in plain.iter().enumerate() {
        if taken.contains(&name.as_str()) {
            continue;
        }
        let holder = holders.entry(name).or_insert(index);
        let exact = |index: usize| texts[index] == bare(&plain[index]);
        if exact(index) && !exact(*holder) {
            *holder = index;
        }
    }
    let mut used: HashSet<String> = taken.iter().map(|&name| name.to_owned()).collect();
    used.extend(holders.keys().map(|&name| name.to_owned()));
    let mut names = Vec::with_capacity(texts.len());
    let mut next = HashMap::new();
    for (index, text) in texts.iter().enumerate() {
        let name = &plain[index];
        if holders.get(name.as_str()) == Some(&index) {
            names.push(name.clone());
            continue;
        }
        let spelled = identifier(&spelling::spelled(text), case);
        let name =
            if used.contains(&spelled) { numbered(name, case, &mut next, |name| used.contains(name)) } else { spelled };
        used.insert(name.clone());
        names.push(name);
    }
    names
}

/// As [`scope`], with the wire names.
pub(super) fn scope_names(texts: &[&str], case: Case, taken: &[&str]) -> Vec<Name> {
    let rust = scope(texts, case, taken);
    texts.iter().zip(rust).map(|(&wire, rust)| Name { wire: wire.to_owned(), rust }).collect()
}

/// A name that is free in a scope: the first of these that is not taken, or the first of them numbered.
pub(super) fn free(candidates: &[&str], case: Case, taken: impl Fn(&str) -> bool) -> String {
    match candidates.iter().find(|name| !taken(name)) {
        Some(name) => (*name).to_owned(),
        None => numbered(candidates.first().copied().unwrap_or("x"), case, &mut HashMap::new(), taken),
    }
}

/// The names of all types and operations of a crate.
#[derive(Debug, Default, Clone)]
pub(super) struct CrateNames {
    taken: HashSet<String>,
    next: HashMap<String, u64>,
}

impl CrateNames {
    /// Takes the first of these names that is free, or the first of them with a number. A name that generated code uses
    /// itself becomes a `..Model`.
    pub(super) fn claim(&mut self, candidates: &[&str]) -> String {
        let candidates: Vec<String> = candidates.iter().map(|name| unreserved(name)).collect();
        let name = if let Some(name) = candidates.iter().find(|name| !self.taken.contains(*name)) {
            name.clone()
        } else {
            let first = candidates.first().map_or("Type", String::as_str);
            numbered(first, Case::Camel, &mut self.next, |name| self.taken.contains(name))
        };
        self.taken.insert(name.clone());
        name
    }
}

/// The names of all files in a folder.
#[derive(Debug, Default)]
pub(super) struct ModuleNames {
    taken: HashSet<String>,
    next: HashMap<String, u64>,
}

impl ModuleNames {
    /// Takes names that something else has.
    pub(super) fn with(taken: &[&str]) -> Self {
        Self { taken: taken.iter().map(|&name| name.to_owned()).collect(), next: HashMap::new() }
    }

    /// A name for a module and its file, with a suffix where the text is not one.
    pub(super) fn claim(&mut self, text: &str, suffix: &str) -> String {
        let mut name = identifier(&spelling::plain(text), Case::Snake).trim_start_matches("r#").to_owned();
        if reserved::is_module(&name) || self.taken.contains(&name) {
            name = format!("{name}_{suffix}");
        }
        if self.taken.contains(&name) {
            name = numbered(&name, Case::Snake, &mut self.next, |name| self.taken.contains(name));
        }
        self.taken.insert(name.clone());
        name
    }
}

fn unreserved(name: &str) -> String {
    if reserved::is_type(name) { format!("{name}Model") } else { name.to_owned() }
}

fn identifier(spelled: &str, case: Case) -> String {
    let mut name = match case {
        // As most properties are; what follows would not change it.
        Case::Snake if is_snake(spelled) => spelled.to_owned(),
        Case::Camel => spelling::one_word(spelled, spelling::PLURALS).to_upper_camel_case(),
        Case::Snake => {
            spelling::one_word(&spelling::one_word(spelled, spelling::PLURALS), spelling::WORDS).to_snake_case()
        }
    };
    name = bounded(name, LONGEST);
    if name.is_empty() {
        name = spelling::spelled(spelled);
        name = match case {
            Case::Camel => name.to_upper_camel_case(),
            Case::Snake => name.to_snake_case(),
        };
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, if case == Case::Camel { 'N' } else { 'n' });
    }
    if name.is_empty() {
        name.push_str(if case == Case::Camel { "Empty" } else { "empty" });
    }
    if reserved::is_keyword(&name) {
        return match case {
            Case::Camel => "Itself".to_owned(),
            Case::Snake if reserved::has_raw_form(&name) => format!("r#{name}"),
            Case::Snake => format!("{name}_"),
        };
    }
    name
}

/// Whether a text is lower-case words with one `_` between.
fn is_snake(text: &str) -> bool {
    let letters = text.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_');
    letters && !text.is_empty() && !text.starts_with('_') && !text.ends_with('_') && !text.contains("__")
}

/// Cut to at most so many characters, between words where it can be. Only ASCII comes here.
fn bounded(mut name: String, longest: usize) -> String {
    if name.len() > longest {
        name.truncate(longest);
        if let Some(end) = name.rfind(['_', '-']).filter(|end| *end > longest / 2) {
            name.truncate(end);
        }
    }
    name
}

fn bare(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// The first free number behind a name. `next` remembers where the search ended, so that many clashes stay cheap.
fn numbered(name: &str, case: Case, next: &mut HashMap<String, u64>, taken: impl Fn(&str) -> bool) -> String {
    let name = bare(name).trim_end_matches('_');
    let gap = match case {
        Case::Snake => "_",
        // Camel case has no gap between two numbers, so a letter stands there.
        Case::Camel if name.ends_with(|c: char| c.is_ascii_digit()) => "N",
        Case::Camel => "",
    };
    let number = next.entry(name.to_owned()).or_insert(2);
    loop {
        let numbered = format!("{name}{gap}{number}");
        *number += 1;
        if !taken(&numbered) {
            return numbered;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anything_becomes_an_identifier() {
        let cases = [
            ("userId", "user_id", "UserId"),
            ("type", "r#type", "Type"),
            ("self", "self_", "Itself"),
            ("Self", "self_", "Itself"),
            ("crate", "crate_", "Crate"),
            ("2fa", "n2fa", "N2fa"),
            ("", "empty", "Empty"),
            ("+1", "plus_1", "Plus1"),
            ("-1", "minus_1", "Minus1"),
            ("@type", "r#type", "Type"),
            ("$ref", "r#ref", "Ref"),
            ("*", "star", "Star"),
            ("<=", "less_equal", "LessEqual"),
            ("_", "underscore", "Underscore"),
            ("😀", "u1f600", "U1f600"),
            ("straße", "strase", "Strase"),
            ("gen", "r#gen", "Gen"),
            ("a.b/c[d]", "a_b_c_d", "ABCD"),
            ("x\"; fn main() {}", "x_fn_main", "XFnMain"),
        ];
        for (wire, field, ty) in cases {
            assert_eq!((snake(wire).as_str(), camel(wire).as_str()), (field, ty), "{wire:?}");
        }
    }

    #[test]
    fn words_with_capitals_inside_stay_words() {
        let cases = [
            ("ETag", "etag"),
            ("x-eTag", "x_etag"),
            ("OAuthToken", "oauth_token"),
            ("sourceIPv6Address", "source_ipv6_address"),
            ("imageURLs", "image_urls"),
            ("userIDs", "user_ids"),
            ("iOSVersion", "ios_version"),
            ("macOS", "macos"),
            ("MACAddress", "mac_address"),
            ("isOpen", "is_open"),
            ("RadiOSet", "radi_o_set"),
            ("IDSet", "id_set"),
        ];
        for (wire, field) in cases {
            assert_eq!(snake(wire), field, "{wire:?}");
        }
        let types =
            [("ETag", "ETag"), ("OAuth2Token", "OAuth2Token"), ("ImageURLs", "ImageUrls"), ("UserIds", "UserIds")];
        for (wire, ty) in types {
            assert_eq!(camel(wire), ty, "{wire:?}");
        }
    }

    #[test]
    fn names_of_a_scope_never_clash() {
        assert_eq!(scope(&["@type", "type"], Case::Snake, &[]), ["at_type", "r#type"]);
        assert_eq!(scope(&["userID", "user_id", "UserId"], Case::Snake, &[]), ["user_id_2", "user_id", "user_id_3"]);
        assert_eq!(scope(&["asc", "-asc", "ASC"], Case::Camel, &[]), ["Asc", "MinusAsc", "Asc2"]);
        assert_eq!(scope(&["body"], Case::Snake, &["body"]), ["body_2"]);
        assert_eq!(scope(&["self", "SELF", "Self"], Case::Snake, &[]), ["self_", "self_2", "self_3"]);
    }

    #[test]
    fn types_leave_what_generated_code_uses() {
        let mut names = CrateNames::default();
        assert_eq!(names.claim(&["Option"]), "OptionModel");
        assert_eq!(names.claim(&["User"]), "User");
        assert_eq!(names.claim(&["User", "UserItem"]), "UserItem");
        assert_eq!(names.claim(&["User"]), "User2");
    }

    #[test]
    fn modules_are_files_that_every_system_can_hold() {
        let mut names = ModuleNames::with(&["call"]);
        assert_eq!(names.claim("Con", "schema"), "con_schema");
        assert_eq!(names.claim("Type", "schema"), "type_schema");
        assert_eq!(names.claim("Call", "api"), "call_api");
        assert_eq!(names.claim("User", "schema"), "user");
        assert_eq!(names.claim("USER", "schema"), "user_schema");
        assert_eq!(names.claim("../../etc/passwd", "schema"), "etc_passwd");
        assert!(names.claim(&"long".repeat(200), "schema").len() <= 100);
    }

    #[test]
    fn crates_have_names_that_cargo_takes() {
        for (title, name) in
            [("E-Coach API", "e-coach-api"), ("test", "test-api"), ("", "api"), ("3D Shop", "api-3d-shop")]
        {
            assert_eq!(crate_name(title), name);
        }
    }

    #[test]
    fn singular_is_a_rule_of_thumb() {
        for (many, one) in [("users", "user"), ("categories", "category"), ("status", "status"), ("address", "address")]
        {
            assert_eq!(singular(many), one);
        }
    }
}
