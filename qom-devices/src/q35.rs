//! The PC with the Q35 chipset: its machine types, its root host bridge and the bus of that.

use qom_core::prelude::*;

use crate::compat::CompatTable;
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

/// A version of the PC with the Q35 chipset: a main bus, and a root host bridge with a PCI Express bus.
macro_rules! q35_machine {
    ($(#[$doc:meta])* $machine:ident $name:literal { $($own:item)* }) => {
        $(#[$doc])*
        #[qom_type(name = $name, parent = PcMachine)]
        pub struct $machine {}

        impl MachineImpl for $machine {
            fn desc() -> &'static str {
                "Standard PC (Q35 + ICH9, 2009)"
            }
            fn dynamic_sysbus_devices() -> &'static [&'static str] {
                &["amd-iommu", "intel-iommu"]
            }
            fn make_board(this: &Self) -> Result<()> {
                let host = Q35PciHost::new();
                this.add_child("q35", &host)?;
                host.realize(Some(&this.main_bus()?))
            }
            $($own)*
        }
    };
}

/// For machines of versions 2.x.
const TOO_OLD: &str = "machines more than 3 years old are subject to deletion after 6 years";

q35_machine! {
    /// The PC with the Q35 chipset as of version 10.0, QOM's `pc-q35-10.0-machine`: a main bus, and a root host bridge
    /// with a PCI Express bus.
    Q35Machine "pc-q35-10.0-machine" {
        fn alias() -> Option<&'static str> {
            Some("q35")
        }
    }
}

q35_machine! {
    /// The same as of version 9.2, QOM's `pc-q35-9.2-machine`.
    Q35Machine9_2 "pc-q35-9.2-machine" {
        fn compat_table() -> Option<&'static CompatTable> {
            Some(&V9_2)
        }
    }
}

q35_machine! {
    /// The same as of version 9.1, QOM's `pc-q35-9.1-machine`: an `intel-iommu` has addresses of 39 bits.
    Q35Machine9_1 "pc-q35-9.1-machine" {
        fn compat_table() -> Option<&'static CompatTable> {
            Some(&V9_1)
        }
    }
}

q35_machine! {
    /// The same as of version 2.10, QOM's `pc-q35-2.10-machine`: an `intel-iommu` does not drain.
    Q35Machine2_10 "pc-q35-2.10-machine" {
        fn deprecation_reason() -> Option<&'static str> {
            Some(TOO_OLD)
        }
        fn compat_table() -> Option<&'static CompatTable> {
            Some(&V2_10)
        }
    }
}

q35_machine! {
    /// The same as of version 2.9, QOM's `pc-q35-2.9-machine`: an `intel-iommu` lets nothing pass through.
    Q35Machine2_9 "pc-q35-2.9-machine" {
        fn deprecation_reason() -> Option<&'static str> {
            Some(TOO_OLD)
        }
        fn compat_table() -> Option<&'static CompatTable> {
            Some(&V2_9)
        }
    }
}

// What QEMU's tables say of properties that exist here. A version that is not here differs from the next in none.

static V9_2: CompatTable = CompatTable::new(&[
    ("migration", "multifd-clean-tls-termination", "false"),
    ("migration", "send-switchover-start", "off"),
]);
static V9_1: CompatTable = V9_2.and(&[("intel-iommu", "stale-tm", "on"), ("intel-iommu", "aw-bits", "39")]);
static V8_2: CompatTable = V9_1.and(&[("migration", "zero-page-detection", "legacy")]);
static V8_0: CompatTable = V8_2.and(&[("migration", "multifd-flush-after-each-section", "on")]);
static V7_2: CompatTable = V8_0.and(&[("migration", "x-preempt-pre-7-2", "true")]);
static V3_1: CompatTable = V7_2.and(&[("intel-iommu", "dma-drain", "off")]);
static V2_10: CompatTable = V3_1.and(&[]);
static V2_9: CompatTable = V2_10.and(&[("intel-iommu", "pt", "off")]);
