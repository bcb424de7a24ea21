//! How a device comes to work and ends: `realize`, `unrealize`, and leaving the tree.

use std::sync::PoisonError;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

use super::bus::Bus;
use super::device::Device;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::object::{IsA, Obj, Object, ObjectExt, QomType};
use crate::singleton::SingletonExt;
use crate::types::{Level, Singular, Unresourced};

/// What a device gets when it is realized: where it is going to work.
pub struct Realize<'d> {
    bus: Option<&'d Obj<Bus>>,
}

impl Realize<'_> {
    /// The bus that it sits on.
    pub fn bus(&self) -> Option<&Obj<Bus>> {
        self.bus
    }
}

/// How far a device is.
#[derive(Default)]
pub(super) struct Life(AtomicU8);

const NEW: u8 = 0;
const CHANGING: u8 = 1;
const REALIZED: u8 = 2;

impl Life {
    fn start(&self, from: u8) -> Option<Changing<'_>> {
        // Acquire: what was done before in another state is visible.
        let changed = self.0.compare_exchange(from, CHANGING, Ordering::Acquire, Ordering::Relaxed);
        changed.is_ok().then(|| Changing { life: self, end: NEW })
    }
}

/// A device on its way from one state to another. It ends up in `end`, also when a hook panics.
struct Changing<'l> {
    life: &'l Life,
    end: u8,
}

impl Drop for Changing<'_> {
    fn drop(&mut self) {
        // Release: who sees that a device is realized sees all that its hook did.
        self.life.0.store(self.end, Ordering::Release);
    }
}

/// The number of the next device that is put into `/machine/unattached`.
#[derive(Default)]
struct Unattached(AtomicUsize);

impl Device {
    /// Whether it works.
    ///
    /// QOM: the property `realized`.
    pub fn is_realized(&self) -> bool {
        self.life.0.load(Ordering::Acquire) == REALIZED
    }

    /// Whether its configuration stands: it is realized, or about to be.
    pub(super) fn is_settled(&self) -> bool {
        self.life.0.load(Ordering::Acquire) != NEW
    }

    /// Makes it work, on a bus if its type wants one; its hook runs inside its context. A device that is in no tree becomes a child of
    /// `/machine/unattached`, if there is a machine.
    ///
    /// QOM: `qdev_realize`.
    ///
    /// # Errors
    /// If it works already; if it can't go on the bus, or wants one and gets none; if the bus is full; what its
    /// `realize` hook says; if it left the tree meanwhile. It is then as it was.
    ///
    /// # Panics
    /// If its hook does; it is then as it was, too.
    pub fn realize(&self, bus: Option<&Obj<Bus>>) -> Result<()> {
        let name = self.type_name();
        let Some(device) = self.handle() else { return Err(Error::other(format!("Device '{name}' is going"))) };
        let Some(mut life) = self.life.start(NEW) else {
            return Err(Error::other(format!("Device '{}' is realized already", self.name())));
        };
        match (self.bus_type(), bus) {
            (None, None) => {}
            (Some(wanted), Some(bus)) if bus.is_instance_of(wanted) => {}
            (_, Some(bus)) => {
                return Err(Error::other(format!("Device '{name}' can't go on {} bus", bus.type_name())));
            }
            (Some(wanted), None) => {
                return Err(Error::other(format!("No '{wanted}' bus given for device '{name}'")));
            }
        }
        if bus.is_some_and(|bus| !bus.world().is(self.world())) {
            return Err(Error::other(format!("Device '{name}' can't go on a bus of another context")));
        }
        let mut undo = Undo { device: &device, is_attached: false, is_placed: false };
        undo.is_placed = place(&device)?;
        if let Some(bus) = bus {
            bus.attach(&device)?;
            undo.is_attached = true;
            self.set_bus(Some(bus.clone()));
        }
        let is_in_tree = self.parent().is_some();
        // Whoever calls: what the hook creates or looks for is in the world of the device.
        self.context().enter(|| self.run_realize(&mut Realize { bus }))?;
        std::mem::forget(undo);
        self.get_or_attach(Some(unrealize_at_end), || EndsUnrealized);
        life.end = REALIZED;
        drop(life);
        // Who takes it out of the tree from now on sees that it is realized; who began before has not.
        if is_in_tree && self.is_out() {
            self.unrealize();
            return Err(Error::other(format!("Device '{}' left the tree while it was realized", self.name())));
        }
        Ok(())
    }

    /// Makes it stop working and leave its bus; nothing happens if it does not work. It can be realized again.
    ///
    /// QOM: `qdev_unrealize`.
    pub fn unrealize(&self) {
        // It is not realized from the first moment on.
        let Some(_life) = self.life.start(REALIZED) else { return };
        let _left = Undo { device: self, is_attached: true, is_placed: false };
        self.context().enter(|| self.run_unrealize());
    }

    /// It leaves the tree, and with it the buses that it has.
    ///
    /// QOM: `device_unparent`.
    pub(super) fn leave(&self) {
        self.unrealize();
        for (_, child) in self.children() {
            if child.class().is::<Bus>() {
                child.unparent();
            }
        }
    }

    fn set_bus(&self, bus: Option<Obj<Bus>>) -> Option<Obj<Bus>> {
        std::mem::replace(&mut *self.bus.lock().unwrap_or_else(PoisonError::into_inner), bus)
    }

    pub(super) fn leave_bus(&self) {
        if let Some(bus) = self.set_bus(None) {
            bus.detach(self);
        }
    }
}

/// The attachment of devices that were realized once: one that is realized to its last handle, in no tree, ends as if
/// it left.
struct EndsUnrealized;

fn unrealize_at_end(object: &Object) {
    if let Some(device) = object.downcast_ref::<Device>() {
        device.unrealize();
    }
}

/// What is undone when this goes, also when a hook refused or panicked.
struct Undo<'r> {
    device: &'r Device,
    is_attached: bool,
    is_placed: bool,
}

impl Drop for Undo<'_> {
    fn drop(&mut self) {
        if self.is_attached {
            self.device.leave_bus();
        }
        if self.is_placed {
            self.device.unparent();
        }
    }
}

/// Puts a device that is nowhere into `/machine/unattached`. `false`: it is somewhere, or there is no such place.
fn place(device: &Obj<Device>) -> Result<bool> {
    if device.parent().is_some() {
        return Ok(false);
    }
    let context = device.context();
    let Ok(unattached) = context.object_at("/machine/unattached") else { return Ok(false) };
    let number = context.world().slot::<Unattached>().0.fetch_add(1, Ordering::Relaxed);
    unattached.add_child(&format!("device[{number}]"), device)?;
    Ok(true)
}

/// What there is to ask of a device type. In the prelude.
pub trait DeviceExt: QomType + IsA<Device> {
    /// The one instance of a singleton in the current context, if it is realized; else as
    /// [`instance`](SingletonExt::instance).
    fn realized_instance() -> Option<Obj<Self>>
    where
        <Self as Level>::Single: Singular<Self> + Unresourced<Self>,
    {
        Self::instance().filter(|device| device.upcast_ref::<Device>().is_realized())
    }

    /// The same in this context.
    fn realized_instance_in(context: &Context) -> Option<Obj<Self>>
    where
        <Self as Level>::Single: Singular<Self> + Unresourced<Self>,
    {
        Self::instance_in(context).filter(|device| device.upcast_ref::<Device>().is_realized())
    }
}

impl<T: QomType + IsA<Device>> DeviceExt for T {}
