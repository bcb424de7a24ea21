//! What has to compile, and to work: the limits from inside, and crates and modules that are not like most.

#[path = "pass/configured.rs"]
pub mod configured;
#[path = "pass/in_function.rs"]
pub mod in_function;
#[path = "pass/in_macro_rules.rs"]
pub mod in_macro_rules;
#[path = "pass/limits.rs"]
pub mod limits;
#[path = "pass/raw.rs"]
pub mod raw;
#[path = "pass/shadowed.rs"]
pub mod shadowed;
#[path = "pass/shadowed_primitives.rs"]
pub mod shadowed_primitives;
#[path = "pass/still_pure.rs"]
pub mod still_pure;
#[path = "pass/without_prelude.rs"]
pub mod without_prelude;

/// What commands of several modules are handed.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub struct Greet {
    /// Whom to greet.
    name: String,
}
