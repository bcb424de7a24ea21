//! The same device without the object model: `Arc<Mutex<..>>`, traits, and what it takes to create it by name, configure
//! it by name, find it by a path, realize and reset it.
//!
//! It is what a VMM writes that starts with one device and needs these one after the other. It offers what the tests of
//! both ask for, and no more: there are no globals, no aliases, no watchers, no hotplug, no monitor, deleting does not ask
//! who links to an object, and types of other crates have to be registered by hand.

mod device;
mod wires;
mod world;

pub use device::Pl011;
pub use wires::{CharFrontend, Chardev, IrqLine, IrqPin, Recorder};
pub use world::{Bus, Device, Kind, Node, Object, PropertyInfo, Result, TypeInfo, Value, World};
