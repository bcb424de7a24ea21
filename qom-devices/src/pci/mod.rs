//! PCI: its buses, what sits on them, and ports that take devices while the machine is ready.
//!
//! What is here is the object model of it: addresses, buses, coming and going. There is no configuration space for a
//! guest to read, and no interrupt or memory of a function.

mod address;
mod bus;
mod device;
mod port;

pub use address::PciAddress;
pub use bus::{PciBus, PcieBus};
pub use device::{PciBlank, PciDevice};
pub use port::{PciBridge, PciePort, PcieRootPort, PcieRootPortBase, PcieSlot};
