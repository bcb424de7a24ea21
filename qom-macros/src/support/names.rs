//! Names: of types, of generated items, and what somebody who mistyped one may have meant.

use heck::ToKebabCase;
use quote::{ToTokens, format_ident};
use syn::ext::IdentExt;
use syn::{Ident, LitStr};

use super::errors::Errors;

/// The QOM name of a type: the one given, or the Rust name in kebab case.
pub(crate) fn qom_name(given: Option<&LitStr>, ident: &Ident, errors: &mut Errors) -> String {
    let Some(given) = given else {
        let name = ident.unraw().to_string().to_kebab_case();
        if !is_legal_type_name(&name) {
            errors.at(ident, format!("`{name}` cannot be the name of a type ({RULE}): write `name = \"..\"`"));
        }
        return name;
    };
    if !is_legal_type_name(&given.value()) {
        errors.at(given, format!("`{}` cannot be the name of a type: {RULE}", given.value()));
    }
    given.value()
}

const RULE: &str =
    "at least two characters, first a letter or a digit from 1 to 9, then letters, digits, `-`, `_`, `.`";

// `qom_core::types::is_legal_type_name`, which a macro crate cannot depend on; the test below compares the two.
fn is_legal_type_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.len() >= 2
        && (bytes[0].is_ascii_alphabetic() || (bytes[0].is_ascii_digit() && bytes[0] != b'0'))
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

/// The QOM name of a property: the field's with `-` for `_`.
pub(crate) fn property_name(field: &Ident) -> String {
    field.unraw().to_string().replace('_', "-")
}

/// Whether a name can be a property's; an error at `place` if not.
pub(crate) fn check_property_name(name: &str, place: impl ToTokens, errors: &mut Errors) -> bool {
    let is_legal = is_legal_property_name(name);
    if !is_legal {
        let rule = "first a letter, then letters, digits, `-`, `_`, `.`";
        errors.at(place, format!("`{name}` cannot be the name of a property: {rule}"));
    }
    is_legal
}

// `qom_core::types::is_id`, compared with it below too.
fn is_legal_property_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// `XImpl`, the hooks of `X`.
pub(crate) fn hooks_trait(owner: &Ident) -> Ident {
    format_ident!("{}Impl", owner)
}

/// `XClass`, the class layer of `X`.
pub(crate) fn class_layer(owner: &Ident) -> Ident {
    format_ident!("{}Class", owner)
}

/// "unknown option `x` of `y`", with the known one it looks like, or all of them.
pub(crate) fn unknown(what: &str, given: &str, of: &str, known: &[&str]) -> String {
    let of = if of.is_empty() { String::new() } else { format!(" {of}") };
    match meant(given, known) {
        Some(name) => format!("unknown {what} `{given}`{of}: did you mean `{name}`?"),
        None => format!("unknown {what} `{given}`{of}: there is {}", listed(known)),
    }
}

/// The one of `known` that somebody who wrote `given` may have meant.
pub(crate) fn meant<'k>(given: &str, known: &[&'k str]) -> Option<&'k str> {
    let (distance, name) = known.iter().map(|name| (distance(given, name), *name)).min()?;
    (distance <= 2 && distance < name.len()).then_some(name)
}

/// "`a`, `b` and `c`".
pub(crate) fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => "none".into(),
    }
}

/// The number of characters to insert, delete or replace, or of neighbours to swap, to get from one to the other.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    // By how much of each is looked at.
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let replaced = rows[i][j] + usize::from(a[i] != b[j]);
            let mut least = replaced.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    /// All names of up to three characters of each kind that the rule tells apart.
    #[test]
    fn the_rules_for_names_are_those_of_the_runtime() {
        let characters = ['a', 'Z', '0', '1', '9', '-', '_', '.', ' ', '/', 'é'];
        let mut names = vec![String::new()];
        let mut longest = names.clone();
        for _ in 0..3 {
            longest = longest.iter().flat_map(|name| characters.map(|next| format!("{name}{next}"))).collect();
            names.extend_from_slice(&longest);
        }
        for name in names {
            assert_eq!(super::is_legal_type_name(&name), qom_core::types::is_legal_type_name(&name), "{name:?}");
            assert_eq!(super::is_legal_property_name(&name), qom_core::types::is_id(&name), "{name:?}");
        }
    }

    #[test]
    fn swapped_neighbours_are_one_slip() {
        let known = ["name", "default", "range", "unit"];
        for (given, meant) in [("rnage", "range"), ("nmae", "name"), ("defualt", "default"), ("nit", "unit")] {
            assert_eq!(super::meant(given, &known), Some(meant), "{given}");
        }
        assert_eq!(super::meant("speed", &known), None);
    }
}
