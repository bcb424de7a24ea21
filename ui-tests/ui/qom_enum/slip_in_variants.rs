use qom_core::prelude::*;

#[derive(Clone, Copy, Debug, QomEnum)]
pub enum Parity {
    None,
    Odd Even,
}

#[qom_type(parent = Device)]
pub struct Line {
    #[property(default = Parity::None)]
    parity: Prop<Parity>,
}

fn main() {
    Line::new().parity.get();
}
