//! Generic code says what it needs.

use qom_core::prelude::*;

fn device<T: Create>(object: &T) -> &Device {
    object.upcast_ref()
}

fn main() {}
