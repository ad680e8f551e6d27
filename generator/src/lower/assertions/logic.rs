//! What can be told of assertions by themselves.

use crate::ir::types::Assertion;

/// The names of the properties of the value itself that assertions ask for.
pub(in crate::lower) fn names<'a>(all: &'a [Assertion], into: &mut Vec<&'a str>) {
    for one in all {
        match one {
            Assertion::All(all) | Assertion::Any(all) | Assertion::One(all) | Assertion::UnevaluatedItems(all, _) => {
                names(all, into);
            }
            Assertion::Not(one) => names(std::slice::from_ref(one), into),
            Assertion::If(parts) => names(&parts[..], into),
            Assertion::Required(required) => into.extend(required.iter().map(String::as_str)),
            Assertion::Property(name, _) => into.push(name),
            Assertion::Depends(name, one) => {
                into.push(name);
                names(std::slice::from_ref(one), into);
            }
            // These ask for all that is there.
            Assertion::Names(_) | Assertion::Patterns(_) | Assertion::Others(..) => into.push(""),
            Assertion::UnevaluatedProperties(all, _) => {
                into.push("");
                names(all, into);
            }
            Assertion::Rules(rules) if rules.min_properties.is_some() || rules.max_properties.is_some() => {
                into.push("");
            }
            Assertion::Types(_)
            | Assertion::Listed(_)
            | Assertion::Rules(_)
            | Assertion::Items(_)
            | Assertion::ItemsAfter(..)
            | Assertion::Contains(..)
            | Assertion::Places(_) => {}
        }
    }
}

/// Whether an assertion holds for everything, and evaluates nothing.
pub(super) fn is_nothing(assertion: &Assertion) -> bool {
    matches!(assertion, Assertion::All(all) if all.iter().all(is_nothing))
}

/// An assertion without what always holds. Where it is asked what was evaluated, that counts, and stays.
pub(super) fn simplified(assertion: Assertion) -> Assertion {
    let nothing = || Assertion::All(Vec::new());
    let each = |all: Vec<Assertion>| all.into_iter().map(simplified).collect::<Vec<_>>();
    let kept = |one: Box<Assertion>, make: &dyn Fn(Box<Assertion>) -> Assertion| {
        let one = simplified(*one);
        if is_nothing(&one) { nothing() } else { make(Box::new(one)) }
    };
    match assertion {
        Assertion::All(all) => {
            let mut all = each(all);
            all.retain(|one| !is_nothing(one));
            if all.len() == 1 { all.remove(0) } else { Assertion::All(all) }
        }
        Assertion::Any(all) => {
            let all = each(all);
            if all.iter().any(is_nothing) { nothing() } else { Assertion::Any(all) }
        }
        Assertion::One(all) => Assertion::One(each(all)),
        Assertion::Not(one) => Assertion::Not(Box::new(simplified(*one))),
        Assertion::If(parts) => {
            let parts = parts.map(simplified);
            if is_nothing(&parts[1]) && is_nothing(&parts[2]) { nothing() } else { Assertion::If(Box::new(parts)) }
        }
        Assertion::Property(name, one) => kept(one, &|one| Assertion::Property(name.clone(), one)),
        Assertion::Depends(name, one) => kept(one, &|one| Assertion::Depends(name.clone(), one)),
        Assertion::Names(one) => kept(one, &Assertion::Names),
        Assertion::Items(one) => kept(one, &Assertion::Items),
        Assertion::ItemsAfter(count, one) => kept(one, &|one| Assertion::ItemsAfter(count, one)),
        Assertion::Others(names, patterns, one) => {
            kept(one, &|one| Assertion::Others(names.clone(), patterns.clone(), one))
        }
        Assertion::Contains(one, least, most) => Assertion::Contains(Box::new(simplified(*one)), least, most),
        Assertion::Places(all) => {
            let all = each(all);
            if all.iter().all(is_nothing) { nothing() } else { Assertion::Places(all) }
        }
        Assertion::Patterns(all) => {
            let mut all: Vec<_> = all.into_iter().map(|(pattern, one)| (pattern, simplified(one))).collect();
            all.retain(|(_, one)| !is_nothing(one));
            if all.is_empty() { nothing() } else { Assertion::Patterns(all) }
        }
        other => other,
    }
}

pub(super) fn is_typed(assertion: &Assertion) -> bool {
    match assertion {
        Assertion::Types(_) => true,
        Assertion::All(all) => all.iter().any(is_typed),
        _ => false,
    }
}

/// What holds for no value.
pub(super) fn never() -> Assertion {
    Assertion::Not(Box::new(Assertion::All(Vec::new())))
}

/// Whether it is plain that the second holds wherever the first does: it says nothing that the first does not say too.
pub(super) fn implies(first: &Assertion, second: &Assertion) -> bool {
    let parts = |one: &Assertion| match one {
        Assertion::All(all) => all.clone(),
        one => vec![one.clone()],
    };
    let first = parts(first);
    parts(second).iter().all(|part| match part {
        Assertion::Required(names) => names
            .iter()
            .all(|name| first.iter().any(|part| matches!(part, Assertion::Required(known) if known.contains(name)))),
        part => first.contains(part),
    })
}
