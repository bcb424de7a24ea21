use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {
    fn label(this: &Self) -> String;
}

#[qom_type(parent = Device, abstract interfaces = [Named])]
pub struct NoComma {}

impl NamedImpl for NoComma {
    fn label(_: &Self) -> String {
        String::new()
    }
}

#[qom_type(= Device)]
pub struct NoName {}

#[qom_type(parent = = Device)]
pub struct TwoSigns {}

#[qom_type(parent parent = Device)]
pub struct TwoNames {}

#[qom_type(parent = Device, interfaces = [Resettable Singleton])]
pub struct NoCommaInList {}

impl DeviceImpl for NoComma {}
impl DeviceImpl for NoName {}
impl DeviceImpl for TwoSigns {}
impl DeviceImpl for TwoNames {}
impl ResettableImpl for NoCommaInList {}

fn main() {
    NoCommaInList::instance();
}
