//! The marker for a type of another crate.

use qom_core::singleton::SingletonImpl;
use qom_ui_tests::Planet;

impl SingletonImpl for Planet {}

fn main() {}
