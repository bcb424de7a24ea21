//! What a type may be called.

/// Whether `name` can be the name of a type: at least two characters, the first an ASCII letter or a digit other
/// than 0, all of them ASCII letters, digits, `-`, `_` or `.`.
///
/// QOM: the check of `type_register_static`, which stops the process. `#[qom_type]` makes it at compile time.
pub fn is_legal_type_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.len() >= 2
        && (bytes[0].is_ascii_alphabetic() || (bytes[0].is_ascii_digit() && bytes[0] != b'0'))
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}
