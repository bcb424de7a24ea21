//! [`Device`], the base of all devices, and what a device type says of itself.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock};

use qom_macros::{qom_class, qom_properties, qom_type};

use super::bus::Bus;
use super::journal::{Entries, Realize};
use super::lifecycle::Life;
use super::observers::Told;
use super::phase::Phase;
use super::removal::Removal;
use crate::error::{Error, Result};
use crate::object::Obj;
use crate::reset::Resettable;
use crate::trace;
use crate::tree::Link;
use crate::types::{PropertyInfo, Settable};

/// The base of all devices, QOM's `device`.
///
/// What a device type says of itself, and does when it is realized, it overrides in its `impl` of [`DeviceImpl`]; its
/// class has it in [`DeviceClass`]. See the [module](mod@crate::qdev).
///
/// ```
/// use qom_core::prelude::*;
///
/// /// A lamp.
/// #[qom_type(parent = Device)]
/// pub struct Lamp {}
///
/// impl DeviceImpl for Lamp {
///     fn desc() -> &'static str {
///         "a lamp that is always on"
///     }
/// }
///
/// assert_eq!(Lamp::new().desc(), "a lamp that is always on");
/// ```
#[doc(alias("DEVICE", "DEVICE_GET_CLASS"))]
#[qom_type(abstract, interfaces = [Resettable], init = Device::note_phase, before_set = Device::before_set, unparent = Device::leave)]
pub struct Device {
    pub(super) life: Life,
    pub(super) id: OnceLock<Box<str>>,
    /// The bus that it sits on.
    #[property(name = "parent_bus", read_only, on_delete = clear)]
    pub(super) bus: Link<Bus>,
    /// What is undone when it stops working.
    pub(super) journal: Mutex<Entries>,
    pub(super) removal: Removal,
    pub(super) told: Told,
    is_hotplugged: AtomicBool,
}

#[qom_properties]
impl Device {
    /// Whether it works.
    #[getter]
    fn realized(&self) -> bool {
        self.is_realized()
    }

    #[setter]
    fn set_realized(&self, value: bool) -> Result<()> {
        match (value, self.is_realized()) {
            (true, false) => self.realize(self.parent_bus().as_ref()),
            (false, true) => {
                if !DeviceClass::of(self).hotpluggable() {
                    return Err(Error::other(format!("Device '{}' does not support hotplugging", self.type_name())));
                }
                self.unrealize();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Whether it can come and go while the machine is ready.
    #[getter(name = "hotpluggable")]
    fn can_be_hotplugged(&self) -> bool {
        DeviceClass::of(self).hotpluggable() && self.parent_bus().is_none_or(|bus| bus.is_hotpluggable())
    }

    /// Whether it came when the machine was ready.
    #[getter]
    fn hotplugged(&self) -> bool {
        self.is_hotplugged()
    }
}

/// What a device type can say of itself, and what it does when it comes to work and when it ends.
#[doc(alias = "DEVICE_CLASS")]
#[qom_class(Device)]
pub trait DeviceImpl {
    /// A line about the device for people who choose one.
    ///
    /// QOM: `DeviceClass.desc`.
    #[class_field]
    fn desc() -> &'static str {
        ""
    }
    /// What kinds of device it is, for lists.
    ///
    /// QOM: `DeviceClass.categories`.
    #[class_field]
    fn categories() -> &'static [Category] {
        &[]
    }
    /// Whether users can create it, by `-device`; else only code does.
    ///
    /// QOM: `DeviceClass.user_creatable`.
    #[class_field]
    fn user_creatable() -> bool {
        true
    }
    /// Whether a device of the type can come and go while the machine runs.
    ///
    /// QOM: `DeviceClass.hotpluggable`.
    #[class_field]
    fn hotpluggable() -> bool {
        true
    }
    /// The type of bus that it sits on; `None` if it sits on none.
    ///
    /// QOM: `DeviceClass.bus_type`.
    #[class_field]
    fn bus_type() -> Option<&'static str> {
        None
    }
    /// The device comes to work: it checks its properties and takes what it needs, or refuses. An override calls
    /// `Device::parent_realize(this, cx)?` first. It runs inside the context of the device.
    ///
    /// QOM: `DeviceClass.realize`.
    #[doc(alias = "device_class_set_parent_realize")]
    #[hook(internal)]
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        let _ = (this, cx);
        Ok(())
    }
    /// The device stops working, and gives back what `realize` took. An override calls
    /// `Device::parent_unrealize(this)` last. It runs inside the context of the device.
    ///
    /// QOM: `DeviceClass.unrealize`.
    #[doc(alias = "device_class_set_parent_unrealize")]
    #[hook(internal)]
    fn unrealize(this: &Self) {
        let _ = this;
    }
}

/// A kind of device, as lists group them.
///
/// QOM: `DeviceCategory`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the names say it")]
pub enum Category {
    Bridge,
    Usb,
    Storage,
    Network,
    Input,
    Display,
    Sound,
    Misc,
    Cpu,
    Watchdog,
}

impl Category {
    /// All of them, in the order in which lists have them.
    pub const ALL: [Self; 10] = [
        Self::Bridge,
        Self::Usb,
        Self::Storage,
        Self::Network,
        Self::Input,
        Self::Display,
        Self::Sound,
        Self::Misc,
        Self::Cpu,
        Self::Watchdog,
    ];

    /// The heading of its part of a list, `"Network"`.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Bridge => "Controller/Bridge/Hub",
            Self::Usb => "USB",
            Self::Storage => "Storage",
            Self::Network => "Network",
            Self::Input => "Input",
            Self::Display => "Display",
            Self::Sound => "Sound",
            Self::Misc => "Misc",
            Self::Cpu => "CPU",
            Self::Watchdog => "Watchdog",
        }
    }
}

impl Drop for Device {
    fn drop(&mut self) {
        self.leave_bus();
        self.tell_deleted();
    }
}

impl Device {
    /// The id that it was given, as by `-device ..,id=`.
    pub fn id(&self) -> Option<&str> {
        self.id.get().map(|id| &**id)
    }

    /// Gives it an id, unless it has one.
    ///
    /// QOM: `qdev_set_id`.
    ///
    /// # Errors
    /// If it has one.
    pub fn set_id(&self, id: &str) -> Result<()> {
        let given = self.id.set(id.into());
        given.map_err(|id| Error::other(format!("Device has the id '{}', it cannot be '{id}'", self.name())))
    }

    /// The id, or else where it is in the tree, or if it is in none its type.
    ///
    /// QOM: `qdev_get_human_name`.
    #[doc(alias = "qdev_get_human_name")]
    pub fn name(&self) -> String {
        self.id().map(str::to_owned).or_else(|| self.canonical_path()).unwrap_or_else(|| self.type_name().to_owned())
    }

    /// The bus that it sits on.
    ///
    /// QOM: the property `parent_bus`.
    #[doc(alias = "qdev_get_parent_bus")]
    pub fn parent_bus(&self) -> Option<Obj<Bus>> {
        self.bus.get()
    }

    /// The buses that it has, the newest first.
    ///
    /// QOM: `DeviceState.child_bus`.
    #[doc(alias("qdev_walk_children", "qdev_get_child_bus"))]
    pub fn buses(&self) -> Vec<Obj<Bus>> {
        self.children().into_iter().rev().filter_map(|(_, child)| child.downcast().ok()).collect()
    }

    /// Whether it was created when the machine was ready.
    ///
    /// QOM: the property `hotplugged`.
    pub fn is_hotplugged(&self) -> bool {
        self.is_hotplugged.load(Ordering::Relaxed)
    }

    fn note_phase(&self) {
        if self.world().phase().load(Ordering::Relaxed) == Phase::MachineReady as u8 {
            self.is_hotplugged.store(true, Ordering::Relaxed);
        }
    }

    /// QOM: `qdev_prop_set_after_realize`.
    fn before_set(&self, property: &PropertyInfo<'_>) -> Result<()> {
        if !self.is_settled() || property.settable() == Settable::Always {
            return Ok(());
        }
        let device = match self.id() {
            Some(id) => format!("device '{id}'"),
            None => "anonymous device".to_owned(),
        };
        let (name, type_name) = (property.name(), self.type_name());
        Err(Error::other(format!(
            "Attempt to set property '{name}' on {device} (type '{type_name}') after it was realized"
        )))
    }

    pub(super) fn run_realize(&self, cx: &mut Realize<'_>) -> Result<()> {
        trace::qdev_realize(trace::Shown(self));
        (DeviceClass::of(self).realize)(self, cx)
    }

    pub(super) fn run_unrealize(&self) {
        trace::qdev_unrealize(trace::Shown(self));
        (DeviceClass::of(self).unrealize)(self);
    }
}
