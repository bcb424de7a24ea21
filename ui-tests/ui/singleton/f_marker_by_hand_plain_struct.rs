//! What is no type is no singleton.

use qom_core::singleton::SingletonImpl;

pub struct Lamp;

impl SingletonImpl for Lamp {}

fn main() {}
