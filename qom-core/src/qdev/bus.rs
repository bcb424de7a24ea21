//! [`Bus`], where devices sit.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock};

use rustc_hash::FxHashMap;

use qom_macros::{qom_class, qom_properties, qom_type};

use super::device::Device;
use super::hotplug::HotplugHandler;
use crate::error::{Error, Result};
use crate::object::{Obj, ObjectExt, WeakObj};
use crate::property::ObjectProperty;
use crate::reset::Resettable;
use crate::sync::lock;
use crate::tree::{WeakLink, run_all};

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
/// drop(card);
/// assert!(bus.devices().is_empty());
/// # Ok::<(), Error>(())
/// ```
///
/// When it leaves the tree, the devices on it do.
#[doc(alias("BUS", "BUS_GET_CLASS"))]
#[qom_type(abstract, interfaces = [Resettable], unparent = Bus::leave)]
pub struct Bus {
    /// The newest first, with their numbers.
    devices: Mutex<Vec<(usize, WeakObj<Device>)>>,
    /// The number that the next device gets; none gets it again.
    next: AtomicUsize,
    name: OnceLock<Box<str>>,
    is_marked_full: AtomicBool,
    is_realized: AtomicBool,
    has_left: AtomicBool,
    /// Who lets devices come to the bus and leave it while the machine is ready.
    #[property(name = "hotplug-handler", settable = always)]
    hotplug_handler: WeakLink<HotplugHandler>,
}

/// What a bus type can say of itself.
#[doc(alias = "BUS_CLASS")]
#[qom_class(Bus)]
pub trait BusImpl {
    /// How many devices it takes; 0 for any number.
    ///
    /// QOM: `BusClass.max_dev`.
    #[class_field]
    fn max_dev() -> usize {
        0
    }
    /// Whether the device, which is about to come, can be where its properties say.
    ///
    /// QOM: `BusClass.check_address`.
    #[hook(internal)]
    fn check_address(this: &Self, device: &Device) -> Result<()> {
        let _ = (this, device);
        Ok(())
    }
    /// The device that has the bus has come to work.
    ///
    /// QOM: `BusClass.realize`.
    #[hook(internal)]
    fn realize(this: &Self) -> Result<()> {
        let _ = this;
        Ok(())
    }
    /// The device that has the bus is about to stop working; the devices on the bus have.
    ///
    /// QOM: `BusClass.unrealize`.
    #[hook(internal)]
    fn unrealize(this: &Self) {
        let _ = this;
    }
    /// How the device is called that is on the bus, as what saves its state writes it; `None` if it is not.
    ///
    /// QOM: `BusClass.get_dev_path`.
    #[hook(internal)]
    fn device_path(this: &Self, device: &Device) -> Option<String> {
        let _ = (this, device);
        None
    }
}

/// The numbers of the buses of a context that are named after their type, by type.
#[derive(Default)]
struct Numbers(Mutex<FxHashMap<&'static str, usize>>);

#[qom_properties]
impl Bus {
    /// Whether the device that has it works.
    #[getter]
    fn realized(&self) -> bool {
        self.is_realized()
    }

    #[setter]
    fn set_realized(&self, value: bool) -> Result<()> {
        if value {
            self.realize()
        } else {
            self.unrealize();
            Ok(())
        }
    }
}

impl Bus {
    /// The devices on it, the newest first.
    ///
    /// QOM: `BusState.children`.
    #[doc(alias = "qbus_walk_children")]
    pub fn devices(&self) -> Vec<Obj<Device>> {
        self.lock().iter().filter_map(|(_, device)| device.upgrade()).collect()
    }

    /// Whether it takes no more devices.
    ///
    /// QOM: `bus_is_full`.
    pub fn is_full(&self) -> bool {
        self.is_marked_full.load(Ordering::Relaxed) || (self.max_dev() != 0 && self.devices().len() >= self.max_dev())
    }

    /// It takes no more devices from now on, however many there are.
    ///
    /// QOM: `qbus_mark_full`.
    #[doc(alias = "qbus_mark_full")]
    pub fn mark_full(&self) {
        self.is_marked_full.store(true, Ordering::Relaxed);
    }

    /// Makes it a bus of the device, under this name, or else one after the id of the device and the number of buses that
    /// it has, `"slot0.1"`, or else one after its type, `"isa.0"`.
    ///
    /// QOM: `qbus_init`.
    ///
    /// # Errors
    /// As [`add_child`](crate::Object::add_child).
    #[doc(alias("qbus_init", "qbus_new"))]
    pub fn add_to(&self, device: &Device, name: Option<&str>) -> Result<()> {
        let Some(bus) = self.handle() else { return Err(Error::other("the bus is going")) };
        let name = match (name, device.id()) {
            (Some(name), _) => name.to_owned(),
            (None, Some(id)) => format!("{id}.{}", device.buses().len()),
            (None, None) => {
                let numbers = self.world().slot::<Numbers>();
                let mut numbers = lock(&numbers.0);
                let number = numbers.entry(self.type_name()).or_default();
                *number += 1;
                format!("{}.{}", self.type_name().to_ascii_lowercase(), *number - 1)
            }
        };
        device.add_child(&name, &bus)
    }

    /// Who lets devices come to it and leave it.
    ///
    /// QOM: the link `hotplug-handler`.
    #[doc(alias = "qdev_get_bus_hotplug_handler")]
    pub fn hotplug_handler(&self) -> Option<Obj<HotplugHandler>> {
        self.hotplug_handler.get()
    }

    /// From now on this object lets devices come and leave.
    ///
    /// QOM: `qbus_set_hotplug_handler`; a bus may be its own.
    #[doc(alias("QDEV_HOTPLUG_HANDLER_PROPERTY", "qbus_set_hotplug_handler", "qbus_set_bus_hotplug_handler"))]
    pub fn set_hotplug_handler(&self, handler: Option<Obj<HotplugHandler>>) {
        self.hotplug_handler.set(handler);
    }

    /// Whether devices may come to it and leave it while the machine is ready.
    ///
    /// QOM: `qbus_is_hotpluggable`.
    #[doc(alias = "qbus_is_hotpluggable")]
    pub fn is_hotpluggable(&self) -> bool {
        let (Some(handler), Some(bus)) = (self.hotplug_handler(), self.handle()) else { return false };
        self.context().enter(|| handler.is_hotpluggable_bus(&bus))
    }

    /// Whether the device that has it works.
    ///
    /// QOM: the property `realized`.
    pub fn is_realized(&self) -> bool {
        self.is_realized.load(Ordering::Acquire)
    }

    /// The device that has it has come to work; the devices on it do so on their own. Nothing happens if it is so
    /// already.
    ///
    /// QOM: `qbus_realize`.
    ///
    /// # Errors
    /// What its hook says.
    #[doc(alias = "qbus_realize")]
    pub fn realize(&self) -> Result<()> {
        if self.is_realized() {
            return Ok(());
        }
        self.context().enter(|| (BusClass::of(self).realize)(self))?;
        self.is_realized.store(true, Ordering::Release);
        Ok(())
    }

    /// The devices on it stop working, and it does. Nothing happens if it is so already.
    ///
    /// QOM: `qbus_unrealize`.
    ///
    /// # Panics
    /// If a hook does, after all the others have run.
    #[doc(alias = "qbus_unrealize")]
    pub fn unrealize(&self) {
        if self.is_realized.swap(false, Ordering::AcqRel) {
            let devices = self.devices();
            // Its own hook comes last, and nobody's panic keeps the others.
            run_all(devices.into_iter().map(Some).chain([None]), |device| match device {
                Some(device) => device.unrealize(),
                None => self.context().enter(|| (BusClass::of(self).unrealize)(self)),
            });
        }
    }

    /// How the device on it is called, by those that save its state.
    ///
    /// QOM: `qdev_get_dev_path`.
    #[doc(alias = "qdev_get_dev_path")]
    pub fn path_of(&self, device: &Device) -> Option<String> {
        self.context().enter(|| (BusClass::of(self).device_path)(self, device))
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
        self.devices().iter().flat_map(|device| device.buses()).collect()
    }

    /// Whether it was in a tree, and is no more: devices have no use for it.
    pub(super) fn has_left(&self) -> bool {
        self.has_left.load(Ordering::Acquire) && self.is_out()
    }

    /// QOM: `bus_unparent`.
    fn leave(&self) {
        self.has_left.store(true, Ordering::Release);
        run_all(self.devices().into_iter(), |device| {
            device.unparent();
            // One that is in no tree did not leave.
            if device.parent_bus().is_some_and(|bus| std::ptr::eq::<Self>(&*bus, self)) {
                device.leave();
            }
        });
    }

    /// QOM: `qdev_set_parent_bus`.
    pub(super) fn attach(&self, device: &Obj<Device>) -> Result<()> {
        self.context().enter(|| (BusClass::of(self).check_address)(self, device))?;
        self.list(device)
    }

    /// Puts a device on it whose address was checked.
    pub(super) fn list(&self, device: &Obj<Device>) -> Result<()> {
        let limit = self.max_dev();
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        {
            let mut devices = self.lock();
            let is_free = limit == 0 || devices.iter().filter(|(_, device)| device.is_alive()).count() < limit;
            if is_free && !self.is_marked_full.load(Ordering::Relaxed) {
                devices.insert(0, (number, device.downgrade()));
            } else {
                drop(devices);
                return Err(Error::other(format!("Bus '{}' is full", self.name())));
            }
        }
        if let Err(error) = self.add_property(&format!("child[{number}]"), ObjectProperty::leading_to(device)) {
            self.detach(device);
            return Err(error);
        }
        Ok(())
    }

    pub(super) fn detach(&self, device: &Device) {
        let gone: Vec<_> = self.lock().extract_if(.., |(_, other)| other.is_of(device)).collect();
        for (number, _) in gone {
            // Who has taken it away has done so on purpose.
            let _ = self.remove_property(&format!("child[{number}]"));
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<(usize, WeakObj<Device>)>> {
        lock(&self.devices)
    }
}
