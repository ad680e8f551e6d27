//! What the client's methods are called: an operation without the noun of its tag, where that says it all.

use std::collections::HashMap;

use super::names::{self, Case};

/// Words that a name can't end with.
const DANGLING: &[&str] =
    &["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "via", "with"];

/// An id for an operation that has none: `GET /users/{id}` is `getUsersById`.
pub(super) fn id_of(method: &str, path: &str) -> String {
    let method = method.to_ascii_lowercase();
    let mut words = vec![method.as_str()];
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        let mut rest = segment;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            words.extend([before, "by", name]);
            rest = after;
        }
        words.push(rest);
    }
    names::lower_camel(&words.join(" "))
}

/// Methods for the operations of one tag, by their ids; `full` are their names in full.
pub(super) fn names(tag: &str, ids: &[&str], full: &[&str]) -> Vec<String> {
    let noun = names::words(tag);
    let short: Vec<String> = ids.iter().map(|id| short(id, &noun)).collect();
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for (short, full) in short.iter().zip(full) {
        *uses.entry(short).or_default() += 1;
        if short != full {
            *uses.entry(full).or_default() += 1;
        }
    }
    short
        .iter()
        .zip(full)
        .map(
            |(short, full)| {
                if uses[short.as_str()] == 1 && short != "new" { short.clone() } else { (*full).to_owned() }
            },
        )
        .collect()
}

fn short(id: &str, noun: &[String]) -> String {
    let words = names::words(id);
    let whole = names::snake(id);
    if noun.is_empty() || words.len() <= noun.len() {
        return whole;
    }
    let same = |word: &String, other: &String| word == other || names::singular(word) == names::singular(other);
    // The first word is a verb more often than a noun (`importEmployees` under `Imports`), unless it is the tag to the letter.
    let starts = |start: &usize| {
        let here = &words[*start..];
        if *start == 0 { here.starts_with(noun) } else { here.iter().zip(noun).all(|(word, other)| same(word, other)) }
    };
    let Some(start) = (0..=words.len() - noun.len()).find(starts) else { return whole };
    let mut rest = words[..start].to_vec();
    rest.extend_from_slice(&words[start + noun.len()..]);
    let dangling = |word: Option<&String>| word.is_some_and(|word| DANGLING.contains(&word.as_str()));
    // `get_by_id` says it all, `by_id` and `add_team_to` don't.
    if dangling(rest.first()) || dangling(rest.last()) || start > 0 && dangling(words[..start].last()) {
        return whole;
    }
    match names::scope(&[&rest.join("_")], Case::Snake, &[]).pop() {
        Some(name) => name,
        None => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tag: &str, ids: &[&str], expected: &[&str]) {
        let full: Vec<String> = ids.iter().map(|id| names::snake(id)).collect();
        let full: Vec<&str> = full.iter().map(String::as_str).collect();
        assert_eq!(names(tag, ids, &full), expected);
    }

    #[test]
    fn the_noun_of_the_tag_goes_where_nothing_is_lost() {
        check(
            "Users",
            &["listUsers", "getUser", "getCurrentUser", "updateUserRole"],
            &["list", "get", "get_current", "update_role"],
        );
        check("Teams", &["addTeamMember", "addUserToTeam"], &["add_member", "add_user_to_team"]);
        check("Users", &["getUser", "getUsers"], &["get_user", "get_users"]);
        check("Job Profiles", &["listJobProfiles"], &["list"]);
        check("Users", &["users"], &["users"]);
        check("Users", &["moveUser"], &["r#move"]);
        check("Imports", &["importEmployees", "imports_cancel"], &["import_employees", "cancel"]);
    }

    #[test]
    fn ids_are_made_from_method_and_path() {
        for (method, path, id) in
            [("GET", "/users/{id}", "getUsersById"), ("POST", "/a/{b}.{c}", "postAByBByC"), ("GET", "/", "get")]
        {
            assert_eq!(id_of(method, path), id);
        }
    }
}
