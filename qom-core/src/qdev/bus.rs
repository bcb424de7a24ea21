//! [`Bus`], where devices sit.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use qom_macros::{qom_class, qom_type};

use super::device::Device;
use crate::error::{Error, Result};
use crate::object::{Obj, Object, WeakObj};

/// The base of all buses, QOM's `bus`: devices sit on it, and a device may have some of its own, as its children in the
/// composition tree.
///
/// A bus lists its devices and does not keep them; a device keeps the bus that it sits on.
///
/// ```
/// use qom_core::prelude::*;
///
/// /// Two slots.
/// #[qom_type(parent = Bus)]
/// pub struct SlotBus {}
///
/// impl BusImpl for SlotBus {
///     fn max_dev() -> usize {
///         2
///     }
/// }
///
/// /// What has the slots. A device with a bus has it as a child; it does not realize what comes to sit there.
/// #[qom_type(parent = Device)]
/// pub struct Controller {
///     #[child]
///     slots: Child<SlotBus>,
/// }
///
/// /// What goes into one.
/// #[qom_type(parent = Device)]
/// pub struct Card {}
///
/// impl DeviceImpl for Card {
///     fn bus_type() -> Option<&'static str> {
///         Some("slot-bus")
///     }
/// }
///
/// let (controller, card) = (Controller::new(), Card::new());
/// controller.realize(None)?;
/// let bus: Obj<Bus> = controller.slots.object().clone().upcast();
/// card.realize(Some(&bus))?;
/// assert_eq!(bus.devices(), [card.clone().upcast::<Device>()]);
/// card.unrealize();
/// assert!(bus.devices().is_empty());
/// # Ok::<(), Error>(())
/// ```
///
/// When it leaves the tree, the devices on it do.
#[qom_type(abstract, unparent = Bus::leave)]
pub struct Bus {
    /// The newest first.
    devices: Mutex<Vec<WeakObj<Device>>>,
    name: OnceLock<Box<str>>,
}

/// What a bus type can say of itself.
#[qom_class(Bus)]
pub trait BusImpl {
    /// How many devices it takes; 0 for any number.
    ///
    /// QOM: `BusClass.max_dev`.
    #[class_field]
    fn max_dev() -> usize {
        0
    }
}

impl Bus {
    /// The devices on it, the newest first.
    ///
    /// QOM: `BusState.children`.
    pub fn devices(&self) -> Vec<Obj<Device>> {
        self.lock().iter().filter_map(WeakObj::upgrade).collect()
    }

    /// Whether it takes no more devices.
    ///
    /// QOM: `bus_is_full`.
    pub fn is_full(&self) -> bool {
        self.max_dev() != 0 && self.devices().len() >= self.max_dev()
    }

    /// The name: the one it was given, or else that of the child it is of its device.
    ///
    /// QOM: `BusState.name`.
    pub fn name(&self) -> String {
        let given = self.name.get().map(|name| (**name).to_owned());
        given.or_else(|| Some((*self.path_component()?).to_owned())).unwrap_or_else(|| self.type_name().to_owned())
    }

    /// Gives it a name other than that of its place in the tree.
    ///
    /// # Errors
    /// If it was given one before.
    pub fn set_name(&self, name: &str) -> Result<()> {
        let given = self.name.set(name.into());
        given.map_err(|name| Error::other(format!("Bus '{}' has a name, it cannot be '{name}'", self.name())))
    }

    /// The buses that devices on this one have.
    pub fn child_buses(&self) -> Vec<Obj<Bus>> {
        let devices = self.devices();
        let children = devices.iter().flat_map(|device| device.children());
        children.filter_map(|(_, child): (_, Obj<Object>)| child.downcast().ok()).collect()
    }

    /// QOM: `bus_unparent`.
    fn leave(&self) {
        for device in self.devices() {
            device.unparent();
        }
    }

    /// QOM: `qdev_set_parent_bus`.
    pub(super) fn attach(&self, device: &Obj<Device>) -> Result<()> {
        let limit = self.max_dev();
        let mut devices = self.lock();
        if limit == 0 || devices.iter().filter(|device| device.is_alive()).count() < limit {
            devices.insert(0, device.downgrade());
            return Ok(());
        }
        drop(devices);
        Err(Error::other(format!("Bus '{}' is full", self.name())))
    }

    pub(super) fn detach(&self, device: &Device) {
        self.lock().retain(|other| !other.is_of(device));
    }

    fn lock(&self) -> MutexGuard<'_, Vec<WeakObj<Device>>> {
        self.devices.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
