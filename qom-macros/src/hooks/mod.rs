//! The hooks in the trait of `#[qom_class]` and `#[qom_interface]`: virtual methods, class methods, class fields.

mod expand;
mod model;
mod parse;
#[cfg(test)]
mod tests;

pub(crate) use expand::{Owner, expand};
pub(crate) use model::{HooksTrait, check};
pub(crate) use parse::parse_trait;
