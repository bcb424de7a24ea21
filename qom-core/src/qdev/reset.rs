//! Devices and buses in the tree of resets.

use super::bus::Bus;
use super::device::Device;
use crate::error::Result;
use crate::object::{Obj, Object};
use crate::reset::{self, ResettableImpl};

/// Below a device are its buses, the newest first.
///
/// QOM: `device_reset_child_foreach`.
impl ResettableImpl for Device {
    fn reset_children(this: &Self) -> Vec<Obj<Object>> {
        this.buses().into_iter().map(Obj::upcast).collect()
    }
}

/// Below a bus are the devices on it, the newest first.
///
/// QOM: `bus_reset_child_foreach`.
impl ResettableImpl for Bus {
    fn reset_children(this: &Self) -> Vec<Obj<Object>> {
        this.devices().into_iter().map(Obj::upcast).collect()
    }
}

impl Device {
    /// What there was of resets when it was realized before is over.
    pub(super) fn forget_resets(&self) {
        reset::clear(self);
        self.buses().iter().for_each(|bus| reset::clear(bus));
    }

    /// It is about to work, and is put into reset if its bus is. If it came when the machine was ready, it is reset.
    pub(super) fn join_reset(&self, bus: Option<&Obj<Bus>>) -> Result<()> {
        reset::arrived(self, bus.map(|bus| &***bus), self.is_hotplugged())
    }
}
