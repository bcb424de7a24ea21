//! A singleton of another crate.

use qom_core::prelude::*;
use qom_ui_tests::Sun;

#[qom_type]
pub struct Room {
    #[child]
    lamp: Child<Sun>,
}

fn main() {}
