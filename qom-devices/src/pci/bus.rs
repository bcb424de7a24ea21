//! PCI buses.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use qom_core::prelude::*;

use super::address::PciAddress;
use super::device::PciDevice;
use super::port::PciePort;

/// A PCI bus, QOM's `PCI`: 32 slots of eight functions.
#[qom_type(name = "PCI", parent = Bus)]
pub struct PciBus {
    functions: Mutex<BTreeMap<PciAddress, WeakObj<PciDevice>>>,
}

impl BusImpl for PciBus {
    fn device_path(this: &Self, device: &Device) -> Option<String> {
        let address = device.downcast_ref::<PciDevice>()?.address()?;
        let above = this.parent().and_then(|port| Some(port.downcast_ref::<PciDevice>()?.address()?.to_string()));
        Some(format!("{}/{address}", above.unwrap_or_else(|| "0000:00".to_owned())))
    }
}

/// A PCI Express bus, QOM's `PCIE`. The one behind a port has one slot.
#[qom_type(name = "PCIE", parent = PciBus)]
pub struct PcieBus {}

impl PciBus {
    /// Gives a function its place: this one, or the first free slot.
    ///
    /// # Errors
    /// If it is taken, or cannot be on this bus, or all are taken.
    pub(super) fn claim(&self, device: &Obj<PciDevice>, wanted: Option<PciAddress>) -> Result<PciAddress> {
        let is_port = self.parent().is_some_and(|parent| parent.class().is::<PciePort>());
        let mut functions = self.lock();
        let at = |address: &PciAddress| functions.get(address).and_then(WeakObj::upgrade);
        let is_taken = |address: &PciAddress| functions.contains_key(address);
        // Behind a port one slot is all there is; a guest looks at its other functions once, with the first.
        let first = PciAddress::new(0, 0).filter(|first| is_port && is_taken(first));
        let address = match (wanted, first) {
            (Some(address), _) if is_taken(&address) => {
                let other = at(&address);
                // It may be the last handle, and goes without the lock.
                drop(functions);
                let id = other.as_ref().and_then(|other| Some(format!(",id={}", other.id()?))).unwrap_or_default();
                bail!(
                    "PCI: slot {} function {} not available for {}, in use by {}{id}",
                    address.slot(),
                    address.function(),
                    device.type_name(),
                    other.as_ref().map_or("another", |other| other.type_name())
                )
            }
            (_, Some(first)) if device.is_hotplugged() => {
                let other = at(&first);
                drop(functions);
                bail!(
                    "PCI: slot 0 function 0 already occupied by {}, new func {} cannot be exposed to guest.",
                    other.as_ref().map_or("another", |other| other.type_name()),
                    device.type_name()
                )
            }
            (Some(address), _) => address,
            (None, _) => {
                let slots = if is_port { 0..PciAddress::SLOTS } else { 1..PciAddress::SLOTS };
                let mut free = slots.filter_map(|slot| PciAddress::new(slot, 0)).filter(|address| !is_taken(address));
                let Some(free) = free.next() else {
                    bail!("PCI: no slot/function available for {}, all in use or reserved", device.type_name())
                };
                free
            }
        };
        ensure!(
            !is_port || address.slot() == 0,
            "PCI: slot {} is not valid for {}, parent device only allows plugging into slot 0.",
            address.slot(),
            device.type_name()
        );
        functions.insert(address, device.downgrade());
        Ok(address)
    }

    pub(super) fn release(&self, address: PciAddress) {
        self.lock().remove(&address);
    }

    /// The functions on it, by their address.
    pub fn functions(&self) -> Vec<(PciAddress, Obj<PciDevice>)> {
        self.lock().iter().filter_map(|(address, device)| Some((*address, device.upgrade()?))).collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<PciAddress, WeakObj<PciDevice>>> {
        self.functions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
