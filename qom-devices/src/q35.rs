//! The PC with the Q35 chipset: its machine types, its root host bridge and the bus of that.

use qom_core::prelude::*;

use crate::machine::{Machine, MachineImpl};
use crate::pci::PcieBus;
use crate::sysbus::SysBusDevice;

/// What connects a machine to its first PCI bus.
#[qom_type(parent = SysBusDevice, abstract)]
pub struct PciHostBridge {}

/// The same for a PCI Express bus.
#[qom_type(parent = PciHostBridge, abstract)]
pub struct PcieHostBridge {}

/// The host bridge of the Q35 chipset, QOM's `q35-pcihost`, with its bus `pcie.0`.
#[qom_type(name = "q35-pcihost", parent = PcieHostBridge, init = Q35PciHost::add_bus)]
pub struct Q35PciHost {}

impl Q35PciHost {
    fn add_bus(&self) {
        // The bridge is new, so it has no child of the name.
        let _ = self.add_child("pcie.0", &PcieBus::new());
    }
}

impl DeviceImpl for Q35PciHost {
    fn categories() -> &'static [Category] {
        &[Category::Bridge]
    }
}

/// A machine with x86 processors.
#[qom_type(parent = Machine, abstract)]
pub struct X86Machine {}

/// A PC, QOM's `generic-pc-machine`.
#[qom_type(name = "generic-pc-machine", parent = X86Machine, abstract)]
pub struct PcMachine {}

/// The PC with the Q35 chipset as of version 10.0, QOM's `pc-q35-10.0-machine`: a main bus, and a root host bridge with
/// a PCI Express bus.
#[qom_type(name = "pc-q35-10.0-machine", parent = PcMachine)]
pub struct Q35Machine {}

impl MachineImpl for Q35Machine {
    fn desc() -> &'static str {
        "Standard PC (Q35 + ICH9, 2009)"
    }
    fn alias() -> Option<&'static str> {
        Some("q35")
    }
    fn dynamic_sysbus_devices() -> &'static [&'static str] {
        &["amd-iommu", "intel-iommu"]
    }
    fn make_board(this: &Self) -> Result<()> {
        let host = Q35PciHost::new();
        this.add_child("q35", &host)?;
        host.realize(Some(&this.main_bus()?))
    }
}
