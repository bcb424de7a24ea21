//! A base type that is none, by reference.

use qom_core::prelude::*;

fn device(object: &Object) -> &Device {
    object.upcast_ref()
}

fn main() {}
