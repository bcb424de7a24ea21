//! A structure that serde cannot read or write.
use qom_core::prelude::*;

#[derive(Clone, Default)]
pub struct Boot {
    pub order: String,
}

#[qom_type]
pub struct Firmware {
    #[property]
    boot: Prop<Struct<Boot>>,
}

fn main() {}
