//! A generic type is used: the uses are not errors too.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp<T> {
    #[init(Vec::new())]
    colours: Vec<T>,
}

impl<T> Lamp<T> {
    pub fn colours(&self) -> &[T] {
        &self.colours
    }
}

fn main() {}
