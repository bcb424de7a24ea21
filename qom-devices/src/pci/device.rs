//! What sits on a PCI bus.

use std::sync::{Mutex, PoisonError};

use qom_core::prelude::*;

use super::address::PciAddress;
use super::bus::PciBus;

/// A function on a PCI bus, QOM's `pci-device`.
#[qom_type(parent = Device, abstract)]
pub struct PciDevice {
    /// The slot and function on the bus, as in 06.0 or 06; empty for the first free slot.
    #[property(default = "", check = Self::check_address)]
    addr: Prop<String>,
    address: Mutex<Option<PciAddress>>,
}

impl PciDevice {
    fn check_address(&self, text: &String) -> Result<()> {
        let is_one = text.is_empty() || PciAddress::parse(text).is_some();
        ensure!(is_one, "Property '{}.addr' doesn't take value '{text}'", self.type_name());
        Ok(())
    }

    /// Where it is on its bus, while it works.
    pub fn address(&self) -> Option<PciAddress> {
        *self.address.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set_address(&self, address: Option<PciAddress>) {
        *self.address.lock().unwrap_or_else(PoisonError::into_inner) = address;
    }
}

impl DeviceImpl for PciDevice {
    fn bus_type() -> Option<&'static str> {
        Some("PCI")
    }
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        Device::parent_realize(this, cx)?;
        let bus = cx.bus().and_then(|bus| bus.clone().downcast::<PciBus>().ok());
        let (Some(bus), Some(device)) = (bus, this.handle()) else { bail!("there is no PCI bus") };
        let address = bus.claim(&device, PciAddress::parse(&this.addr.get()))?;
        this.set_address(Some(address));
        let bus = bus.downgrade();
        cx.on_unrealize(move |device| {
            if let Some(device) = device.downcast_ref::<PciDevice>() {
                device.set_address(None);
            }
            if let Some(bus) = bus.upgrade() {
                bus.release(address);
            }
        });
        Ok(())
    }
}

/// A function without any function, to see devices come and go: an address, and nothing behind it. QEMU has none like
/// it.
#[qom_type(parent = PciDevice)]
pub struct PciBlank {}

impl DeviceImpl for PciBlank {
    fn desc() -> &'static str {
        "PCI function that does nothing"
    }
    fn categories() -> &'static [Category] {
        &[Category::Misc]
    }
}
