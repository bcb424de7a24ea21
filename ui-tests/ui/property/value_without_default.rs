use qom_core::prelude::*;

#[derive(Clone, Copy, QomEnum)]
pub enum Colour {
    Red,
    Green,
}

#[qom_type(parent = Device)]
pub struct Lamp {
    #[property]
    colour: Prop<Colour>,
}

fn main() {
    Lamp::new();
}
