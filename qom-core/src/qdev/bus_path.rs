//! Finding a bus by a path over buses and devices, as `bus=` of `-device` does.

use super::bus::Bus;
use super::device::Device;
use crate::error::{Error, Result};
use crate::object::{Obj, ObjectExt};

impl Bus {
    /// The first bus of the type that takes another device: this one, or one that hangs on it, depth first.
    ///
    /// QOM: `qbus_find_recursive`.
    pub fn find_free(&self, type_name: &str) -> Option<Obj<Bus>> {
        every(self.handle()?, &mut |bus| (bus.is_instance_of(type_name) && !bus.is_full()).then(|| bus.clone()))
    }

    /// The bus that a path leads to from this one, the main bus of a machine: a name, and then by turns a device on that
    /// bus - its id, or else its type - and a bus of that; or, after a `/`, a device on this bus, and so on. A path that
    /// ends at a device means its only bus.
    ///
    /// QOM: `qbus_find`.
    ///
    /// # Errors
    /// If there is no such bus or device, or no more place on the bus; [`Error::NoSuchObject`] for a device.
    pub fn find(&self, path: &str) -> Result<Obj<Bus>> {
        let missing = |name: &str| Error::other(format!("Bus '{name}' not found"));
        let mut elements = path.split('/').filter(|element| !element.is_empty());
        let mut bus = if path.starts_with('/') {
            self.handle()
        } else {
            let name = elements.next().unwrap_or_default();
            let bus = self.find_called(name);
            Some(bus.ok_or_else(|| missing(name))?)
        }
        .ok_or_else(|| missing(path))?;
        while let Some(name) = elements.next() {
            let found = device_on(&bus, name);
            let device = found.ok_or_else(|| Error::NoSuchObject { path: name.into() })?;
            let buses = device.buses();
            bus = match (elements.next(), &buses[..]) {
                (Some(name), _) => buses.iter().find(|bus| bus.name() == name).cloned().ok_or_else(|| missing(name))?,
                (None, [only]) => only.clone(),
                (None, []) => return Err(Error::other(format!("Device '{name}' has no child bus"))),
                (None, _) => return Err(Error::other(format!("Device '{name}' has multiple child buses"))),
            };
        }
        if bus.is_full() {
            return Err(Error::other(format!("Bus '{path}' is full")));
        }
        Ok(bus)
    }

    /// The first bus of the name that takes another device, or else the first.
    fn find_called(&self, name: &str) -> Option<Obj<Bus>> {
        let mut full = None;
        let free = every(self.handle()?, &mut |bus| {
            if bus.name() != name {
                return None;
            }
            if !bus.is_full() {
                return Some(bus.clone());
            }
            full.get_or_insert_with(|| bus.clone());
            None
        });
        free.or(full)
    }
}

/// The first bus that is looked for: this one, or one that hangs on it, depth first.
fn every(bus: Obj<Bus>, look: &mut dyn FnMut(&Obj<Bus>) -> Option<Obj<Bus>>) -> Option<Obj<Bus>> {
    let mut next = vec![bus];
    while let Some(bus) = next.pop() {
        let found = look(&bus);
        if found.is_some() {
            return found;
        }
        next.extend(bus.child_buses().into_iter().rev());
    }
    None
}

fn device_on(bus: &Bus, name: &str) -> Option<Obj<Device>> {
    let devices = bus.devices();
    let by_id = devices.iter().find(|device| device.id() == Some(name));
    by_id.or_else(|| devices.iter().find(|device| device.type_name() == name)).cloned()
}
