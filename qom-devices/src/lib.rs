//! Device models built on [`qom_core`]: machines, the IOMMUs of x86 machines, the migration object, memory and entropy for
//! guests.
//!
//! The types register themselves when the crate is linked. A program that creates them only by name calls [`link`],
//! so that the linker keeps the crate.
//!
//! ```
//! use qom_core::prelude::*;
//! use qom_devices::{DeviceOptions, IntelIommu, Machine};
//!
//! // As `-M q35 -device intel-iommu,id=vtd` does.
//! let context = Context::new();
//! let machine = Machine::start(&context, "q35")?;
//! DeviceOptions::parse("intel-iommu,id=vtd")?.add_to(&machine)?;
//!
//! let iommu = IntelIommu::instance_in(&context).unwrap();
//! assert_eq!(iommu.canonical_path().as_deref(), Some("/machine/peripheral/vtd"));
//! let error = DeviceOptions::parse("amd-iommu")?.add_to(&machine).unwrap_err();
//! assert!(matches!(error, Error::Occupied { .. }));
//! # Ok::<(), Error>(())
//! ```
#![forbid(unsafe_code)]

mod commands;
mod compat;
mod device_add;
mod help;
mod hmp;
mod iommu;
mod led;
mod machine;
mod memory;
mod migration;
mod object_add;
mod pci;
mod q35;
mod qtree;
mod rng;
mod sysbus;

#[doc = include_str!("hierarchy.md")]
pub mod hierarchy {}

pub use compat::CompatTable;
pub use device_add::{DeviceOptions, device_class, split_options};
pub use help::{device_help, object_help};
pub use iommu::{AmdIommu, IntelIommu, X86Iommu};
pub use led::Led;
pub use machine::{Machine, MachineClass, MachineImpl, NoneMachine};
pub use memory::{MemoryBackend, MemoryBackendRam};
pub use migration::{MigMode, Migration, MultiFdCompression, ZeroPageDetection};
pub use object_add::add_object;
pub use pci::{
    PciAddress, PciBlank, PciBridge, PciBus, PciDevice, PcieBus, PciePort, PcieRootPort, PcieRootPortBase, PcieSlot,
};
pub use q35::{
    PcMachine, PciHostBridge, PcieHostBridge, Q35Machine, Q35Machine2_9, Q35Machine2_10, Q35Machine9_1, Q35Machine9_2,
    Q35PciHost, X86Machine,
};
pub use rng::{RngBackend, RngBackendClass, RngBackendImpl, RngRandom};
pub use sysbus::{DynamicSysBusDevice, SysBusDevice, SystemBus};

/// Does nothing but name the crate, so that its types are part of the program.
///
/// ```
/// qom_devices::link();
/// qom_core::expect_crates(["qom-devices"])?;
/// # Ok::<(), qom_core::Error>(())
/// ```
pub fn link() {}
