//! A generic enum.

use qom_core::prelude::*;

#[derive(Clone, Copy, QomEnum)]
pub enum Speed<T> {
    Low(T),
}

fn main() {}
