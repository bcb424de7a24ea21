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
        let slots = if is_port { 0..1 } else { 1..PciAddress::SLOTS };
        let mut functions = self.lock();
        let is_taken = |address: &PciAddress| functions.contains_key(address);
        let address = match wanted {
            Some(address) if is_port && address.slot() > 0 => bail!(
                "PCI: slot {} is not valid for {}, parent device only allows plugging into slot 0.",
                address.slot(),
                device.type_name()
            ),
            Some(address) if is_taken(&address) => {
                let other = functions.get(&address).and_then(WeakObj::upgrade);
                // It may be the last handle, and goes without the lock.
                drop(functions);
                bail!(
                    "PCI: slot {} function {} not available for {}, in use by {}",
                    address.slot(),
                    address.function(),
                    device.type_name(),
                    other.map_or_else(|| "another".to_owned(), |other| other.name())
                )
            }
            Some(address) => address,
            None => {
                let free = slots.filter_map(|slot| PciAddress::new(slot, 0)).find(|address| !is_taken(address));
                let Some(free) = free else {
                    bail!("PCI: no slot/function available for {}, all in use or reserved", device.type_name())
                };
                free
            }
        };
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
