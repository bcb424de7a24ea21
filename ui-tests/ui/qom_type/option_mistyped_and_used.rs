use qom_core::prelude::*;

#[qom_type(parnt = Device)]
pub struct Fan {
    #[property(defualt = 1200)]
    rpm: Prop<u32>,
}

impl DeviceImpl for Fan {
    fn desc() -> &'static str {
        "a fan"
    }
}

fn main() {
    let fan: Obj<Device> = Fan::new().upcast();
    fan.desc();
}
