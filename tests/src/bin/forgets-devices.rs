//! A program that depends on the device crate and never names it: the linker drops it, and the program is told.
#![forbid(unsafe_code)]

use qom_core::prelude::*;

fn main() -> Result<()> {
    qom_core::expect_crates(["qom-core"])?;
    match qom_core::expect_crates(["qom-core", "qom-devices"]) {
        Err(Error::MissingCrates(missing)) if &*missing == "qom-devices" => {}
        other => return Err(Error::other(format!("expected that qom-devices is missing, got {other:?}"))),
    }
    match new_by_name("led") {
        Err(Error::UnknownType { .. }) => {}
        other => return Err(Error::other(format!("expected that there is no led, got {other:?}"))),
    }
    println!("not linked: qom-devices");
    Ok(())
}
