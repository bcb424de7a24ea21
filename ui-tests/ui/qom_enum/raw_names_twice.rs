//! A variant whose name is a keyword, and another of the name without its mark.

use qom_core::prelude::*;

#[derive(Clone, QomEnum)]
#[allow(non_camel_case_types)]
pub enum Word {
    r#match,
    Match,
}

fn main() {}
