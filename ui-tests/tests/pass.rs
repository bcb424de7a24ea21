//! What has to compile, and to work: the limits from inside, and crates and modules that are not like most.

#[path = "pass/in_macro_rules.rs"]
pub mod in_macro_rules;
#[path = "pass/limits.rs"]
pub mod limits;
#[path = "pass/shadowed.rs"]
pub mod shadowed;
#[path = "pass/still_pure.rs"]
pub mod still_pure;
#[path = "pass/without_prelude.rs"]
pub mod without_prelude;
