//! The main bus of a machine and what sits on it.

use qom_core::prelude::*;

/// The main bus of a machine, QOM's `System`.
#[qom_type(name = "System", parent = Bus)]
pub struct SystemBus {}

/// A device on the main bus, QOM's `sys-bus-device`. Boards make them; users do not.
#[qom_type(parent = Device, abstract)]
pub struct SysBusDevice {}

impl DeviceImpl for SysBusDevice {
    fn user_creatable() -> bool {
        false
    }
    fn bus_type() -> Option<&'static str> {
        Some("System")
    }
}

/// A device on the main bus that users can add before the machine runs, if the machine allows it, QOM's
/// `dynamic-sysbus-device`.
#[qom_type(name = "dynamic-sysbus-device", parent = SysBusDevice, abstract)]
pub struct DynamicSysBusDevice {}

impl DeviceImpl for DynamicSysBusDevice {
    fn user_creatable() -> bool {
        true
    }
    fn hotpluggable() -> bool {
        false
    }
}
