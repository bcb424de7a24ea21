//! Devices that come and go while the machine may run: who handles them, whether they may, and how they go.

use qom_macros::qom_interface;

use super::bus::Bus;
use super::device::{Device, DeviceClass};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::object::{Obj, ObjectExt};

/// Who lets devices come and go: a machine, or the device that has the bus. It is asked for every device that is
/// realized where it handles, also before the machine is ready.
///
/// QOM: `hotplug-handler`.
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_type(parent = Bus)]
/// pub struct SlotBus {}
/// impl BusImpl for SlotBus {}
///
/// /// Takes cards only while its lid is open.
/// #[qom_type(parent = Device, interfaces = [HotplugHandler], init = Rack::take_charge)]
/// pub struct Rack {
///     #[child]
///     slots: Child<SlotBus>,
///     #[property(settable = always)]
///     is_open: Prop<bool>,
/// }
///
/// impl Rack {
///     fn take_charge(&self) {
///         let own = self.handle().map(|rack| rack.into_interface());
///         self.slots.upcast_ref::<Bus>().set_hotplug_handler(own);
///     }
/// }
///
/// impl HotplugHandlerImpl for Rack {
///     fn pre_plug(this: &Self, _device: &Obj<Device>) -> Result<()> {
///         ensure!(this.is_open.get(), "the lid is closed");
///         Ok(())
///     }
/// }
///
/// #[qom_type(parent = Device)]
/// pub struct Card {}
/// impl DeviceImpl for Card {
///     fn bus_type() -> Option<&'static str> {
///         Some("slot-bus")
///     }
/// }
///
/// let (rack, card) = (Rack::new(), Card::new());
/// let bus: Obj<Bus> = rack.slots.object().clone().upcast();
/// assert_eq!(card.realize(Some(&bus)).unwrap_err().to_string(), "the lid is closed");
/// rack.set("is-open", true)?;
/// card.realize(Some(&bus))?;
/// # Ok::<(), Error>(())
/// ```
#[qom_interface(HotplugHandler)]
pub trait HotplugHandlerImpl {
    /// A device is going to be realized: checks that can refuse it. Nothing has been done yet.
    ///
    /// QOM: `HotplugHandlerClass.pre_plug`.
    #[doc(alias = "hotplug_handler_pre_plug")]
    fn pre_plug(this: &Self, device: &Obj<Device>) -> Result<()> {
        let _ = (this, device);
        Ok(())
    }
    /// A device is realized, and comes to where the guest sees it. If this refuses, the device is not realized after all.
    ///
    /// QOM: `HotplugHandlerClass.plug`.
    #[doc(alias = "hotplug_handler_plug")]
    fn plug(this: &Self, device: &Obj<Device>) -> Result<()> {
        let _ = (this, device);
        Ok(())
    }
    /// A user wants the device to go: now, or when the guest has let it go, upon which the handler calls
    /// [`Device::finish_unplug`].
    ///
    /// QOM: `HotplugHandlerClass.unplug_request`.
    #[doc(alias = "hotplug_handler_unplug_request")]
    fn unplug_request(this: &Self, device: &Obj<Device>) -> Result<Unplug> {
        let _ = (this, device);
        Ok(Unplug::Now)
    }
    /// The device goes: it stops working, unless this refuses.
    ///
    /// QOM: `HotplugHandlerClass.unplug`.
    #[doc(alias("qdev_simple_device_unplug_cb", "hotplug_handler_unplug"))]
    fn unplug(this: &Self, device: &Obj<Device>) -> Result<()> {
        let _ = this;
        device.unrealize();
        Ok(())
    }
    /// Whether devices may come to this bus, and leave it, now.
    ///
    /// QOM: `HotplugHandlerClass.is_hotpluggable_bus`.
    fn is_hotpluggable_bus(this: &Self, bus: &Obj<Bus>) -> bool {
        let _ = (this, bus);
        true
    }
}

/// When a device goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unplug {
    /// At once.
    Now,
    /// When the guest has let it go.
    Requested,
}

/// What the object at `/machine` has to say of devices that come and go.
///
/// QOM: `MachineClass.get_hotplug_handler` and `hotplug_allowed`.
#[qom_interface(HotplugRules)]
pub trait HotplugRulesImpl {
    /// Who handles the device, if not its bus.
    #[doc(alias = "qdev_get_machine_hotplug_handler")]
    fn hotplug_handler(this: &Self, device: &Obj<Device>) -> Option<Obj<HotplugHandler>> {
        let _ = (this, device);
        None
    }
    /// Whether the device may come while the machine is ready.
    fn check_hotplug(this: &Self, device: &Obj<Device>) -> Result<()> {
        let _ = (this, device);
        Ok(())
    }
}

fn rules(context: &Context) -> Option<Obj<HotplugRules>> {
    context.root().child("machine")?.downcast().ok()
}

impl Device {
    /// Who handles it on this bus: whom the machine names, or else the bus does.
    ///
    /// QOM: `qdev_get_hotplug_handler`.
    #[doc(alias = "qdev_get_hotplug_handler")]
    pub fn hotplug_handler(&self, bus: Option<&Obj<Bus>>) -> Option<Obj<HotplugHandler>> {
        self.machine_handler().or_else(|| bus?.hotplug_handler())
    }

    fn machine_handler(&self) -> Option<Obj<HotplugHandler>> {
        let (rules, device) = (rules(&self.context())?, self.handle()?);
        self.context().enter(|| rules.hotplug_handler(&device))
    }

    /// Whether it may come to the bus now that the machine is ready.
    ///
    /// QOM: `qdev_hotplug_allowed`.
    ///
    /// # Errors
    /// What is in the way: its type, the bus, or the machine.
    #[doc(alias = "qdev_hotplug_allowed")]
    pub fn check_hotplug(&self, bus: Option<&Obj<Bus>>) -> Result<()> {
        self.check_hotpluggable(bus)?;
        match (rules(&self.context()), self.handle()) {
            (Some(rules), Some(device)) => self.context().enter(|| rules.check_hotplug(&device)),
            _ => Ok(()),
        }
    }

    /// What is asked before it comes and before it goes.
    pub(super) fn check_hotpluggable(&self, bus: Option<&Obj<Bus>>) -> Result<()> {
        let name = self.type_name();
        if !DeviceClass::of(self).hotpluggable() {
            return Err(Error::other(format!("Device '{name}' does not support hotplugging")));
        }
        match bus {
            Some(bus) if !bus.is_hotpluggable() => {
                Err(Error::other(format!("Bus '{}' does not support hotplugging", bus.name())))
            }
            None if self.machine_handler().is_none() => {
                Err(Error::other(format!("Device '{name}' can not be hotplugged on this machine")))
            }
            _ => Ok(()),
        }
    }

    /// Lets it go, as a user wants: at once, or when the guest has let it go.
    ///
    /// QOM: `qdev_unplug`; a device without a handler stops the process.
    ///
    /// # Errors
    /// If it is on its way already, has a reason to stay (the newest is told), is in use by a link that refuses, may not
    /// go, or what its handler says. It is as it was then.
    #[doc(alias("qdev_hotunplug_allowed", "qdev_unplug", "qdev_unplug_blocked"))]
    pub fn unplug(&self) -> Result<()> {
        let bus = self.parent_bus();
        self.check_removal()?;
        self.check_hotpluggable(bus.as_ref())?;
        self.check_unused()?;
        let (Some(handler), Some(device)) = (self.hotplug_handler(bus.as_ref()), self.handle()) else {
            return Err(Error::other(format!("Device '{}' has nobody who could unplug it", self.name())));
        };
        match self.context().enter(|| handler.unplug_request(&device))? {
            Unplug::Requested => Ok(()),
            Unplug::Now => device.unplug_by(&handler),
        }
    }

    /// The guest has let it go: it stops working and leaves the tree.
    ///
    /// QOM: `hotplug_handler_unplug` and `object_unparent`.
    ///
    /// # Errors
    /// If it is in use by a link that refuses; what its handler says. It is as it was then.
    pub fn finish_unplug(&self) -> Result<()> {
        match self.hotplug_handler(self.parent_bus().as_ref()) {
            Some(handler) => self.unplug_by(&handler),
            None => Err(Error::other(format!("Device '{}' has nobody who could unplug it", self.name()))),
        }
    }

    fn unplug_by(&self, handler: &Obj<HotplugHandler>) -> Result<()> {
        let Some(device) = self.handle() else { return Ok(()) };
        self.delete_after(|| self.context().enter(|| handler.unplug(&device)))
    }
}
