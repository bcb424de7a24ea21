//! Devices and the buses they sit on.
//!
//! A device is created, configured through its properties, and then *realized*: from there on it works, and its
//! configuration stands. What a device does at that moment is its `realize` hook, which may refuse.
//!
//! ```
//! use qom_core::prelude::*;
//!
//! /// A lamp.
//! #[qom_type(parent = Device)]
//! pub struct Lamp {
//!     /// In watts.
//!     #[property(default = 40)]
//!     power: Prop<u32>,
//! }
//!
//! impl DeviceImpl for Lamp {
//!     fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
//!         Device::parent_realize(this, cx)?;
//!         ensure!(this.power.get() <= 100, "power must be at most 100");
//!         Ok(())
//!     }
//! }
//!
//! let lamp = Lamp::new();
//! lamp.set("power", 1000)?;
//! assert_eq!(lamp.realize(None).unwrap_err().to_string(), "power must be at most 100");
//! lamp.set("power", 60)?;
//! lamp.realize(None)?;
//! assert_eq!(
//!     lamp.set("power", 40).unwrap_err().to_string(),
//!     "Attempt to set property 'power' on anonymous device (type 'lamp') after it was realized"
//! );
//! # Ok::<(), Error>(())
//! ```

mod bus;
mod bus_path;
mod device;
mod globals;
mod hotplug;
mod journal;
mod lifecycle;
mod observers;
mod phase;
mod removal;
mod reset;

pub use bus::{Bus, BusClass, BusImpl};
pub use device::{Category, Device, DeviceClass, DeviceImpl};
pub use hotplug::{HotplugHandler, HotplugHandlerImpl, HotplugRules, HotplugRulesImpl, Unplug};
pub use journal::Realize;
pub use lifecycle::DeviceExt;
#[cfg(feature = "monitor")]
pub(crate) use observers::Observers;
pub use observers::{DeviceEvent, DeviceListener, Subscription};
pub use phase::Phase;
pub use removal::UnplugBlocker;
