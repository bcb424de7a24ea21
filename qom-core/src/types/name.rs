//! The rules for names: one for types, and one for everything that can be part of a path.

/// Whether `name` can be the name of a type: at least two characters, the first an ASCII letter or a digit other
/// than 0, all of them ASCII letters, digits, `-`, `_` or `.`.
///
/// QOM: the check of `type_register_static`, which stops the process. `#[qom_type]` makes it at compile time.
pub fn is_legal_type_name(name: &str) -> bool {
    name.len() >= 2 && name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '1'..='9')) && are_inner(name)
}

/// Whether `name` can be an id, or the name of a property that a type declares: first an ASCII letter, then letters,
/// digits, `-`, `_`, `.`.
///
/// QOM: `id_wellformed`, which is asked of what users name, and of nothing else.
///
/// ```
/// use qom_core::types::{is_id, is_name};
///
/// assert!(is_id("vtd0") && is_name("vtd0"));
/// assert!(!is_id("irq[0]") && is_name("irq[0]"));
/// assert!(!is_name("a/b") && !is_name("") && !is_name("0a") && !is_name("a[]") && !is_name("a[01]"));
/// ```
pub fn is_id(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && are_inner(name)
}

/// Whether `name` can be that of a child, or of a property of one object: an id, or one with an index behind it,
/// `irq[0]`.
///
/// QOM has no rule for these: a child called `a/b` can be neither found nor deleted.
pub fn is_name(name: &str) -> bool {
    let Some((base, index)) = name.strip_suffix(']').and_then(|name| name.split_once('[')) else { return is_id(name) };
    let is_number = !index.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit());
    is_id(base) && is_number && (index == "0" || !index.starts_with('0'))
}

fn are_inner(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}
