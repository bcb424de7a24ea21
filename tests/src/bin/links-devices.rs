//! A program that creates the device crate's types by name only, and says so: they are there.
#![forbid(unsafe_code)]

use qom_core::prelude::*;

fn main() -> Result<()> {
    qom_devices::link();
    qom_core::expect_crates(["qom-core", "qom-devices"])?;
    let led = new_by_name("led")?;
    println!("linked: {}", led.type_name());
    Ok(())
}
