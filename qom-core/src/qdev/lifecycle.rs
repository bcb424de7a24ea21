//! How a device comes to work and ends: `realize`, `unrealize`, and leaving the tree.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

use super::bus::Bus;
use super::device::{Device, DeviceClass};
use super::journal::{Journal, Realize, undo_all};
use super::observers;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::object::{IsA, Obj, Object, ObjectExt, QomType};
use crate::singleton::SingletonExt;
use crate::sync::lock;
use crate::tree;
use crate::types::{Level, Singular, Unresourced};

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
struct Placed(AtomicUsize);

impl Device {
    /// Whether it works.
    ///
    /// QOM: the property `realized`.
    #[doc(alias = "qdev_is_realized")]
    pub fn is_realized(&self) -> bool {
        self.life.0.load(Ordering::Acquire) == REALIZED
    }

    /// Whether its configuration stands: it is realized, or about to be.
    pub(super) fn is_settled(&self) -> bool {
        self.life.0.load(Ordering::Acquire) != NEW
    }

    /// Makes it work, on a bus if its type wants one; its hook runs inside its context. A device that is in no tree becomes
    /// a child of `/machine/unattached`, if there is a machine.
    ///
    /// In this order: it goes onto the bus, which may refuse its address; who handles its coming looks at it
    /// ([`HotplugHandler`](super::HotplugHandler), `pre_plug`); its hook; listeners are told; its buses come to work, the
    /// newest first; what there was of resets before is forgotten, and it is put into reset if its bus is, and reset if it came when the machine was ready; who handles it puts
    /// it where the guest sees it (`plug`). Then it is realized, for everybody at once.
    /// When a step refuses, or panics, what was done before is undone in reverse.
    ///
    /// QOM: `qdev_realize`.
    ///
    /// # Errors
    /// If it works already; if it can't go on the bus, as that has left the tree or is of a wrong type, or wants one and gets none; if the bus is full; what the bus, its
    /// hook, who handles it or a bus of its own says. It is then as it was. If it, or its bus, left the tree meanwhile: it
    /// does not work then, and is on no bus that it was not on before.
    ///
    /// # Panics
    /// If one of these does; it is then as it was, too.
    #[doc(alias("qdev_realize", "qdev_realize_and_unref", "qdev_set_parent_bus"))]
    pub fn realize(&self, bus: Option<&Obj<Bus>>) -> Result<()> {
        let name = self.type_name();
        let Some(device) = self.handle() else { return Err(Error::other(format!("Device '{name}' is going"))) };
        let old = self.parent_bus();
        let bus = bus.or(old.as_ref());
        let Some(mut life) = self.life.start(NEW) else {
            return Err(Error::other(format!("Device '{}' is realized already", self.name())));
        };
        self.check_bus(bus)?;
        if self.is_hotplugged() && !DeviceClass::of(self).hotpluggable() {
            return Err(Error::other(format!("Device '{name}' does not support hotplugging")));
        }
        let context = self.context();
        let is_in_tree = self.parent().is_some();
        let is_bus_in_tree = bus.is_some_and(|bus| bus.parent().is_some());
        // Before others find it on its bus: what they do to it from then on counts.
        self.forget_resets();
        // It stays there when it stops working, and if it never works only if it was there before.
        let is_new = self.sit_on(&device, old.as_ref(), bus)?;
        let mut unattached = Unattached { device: &device, old: old.as_ref(), is_attached: is_new };
        // It stays in its place when it stops working, and not if it never does.
        let mut unplaced = Unplaced { device: &device, number: place(&device)? };
        // After these two, so that what is in it is undone first, while the device is still there.
        let mut journal = Journal::of(&device);
        let handler = self.hotplug_handler(bus);
        context.enter(|| handler.as_ref().map_or(Ok(()), |handler| handler.pre_plug(&device)))?;
        let before = journal.len();
        context.enter(|| self.run_realize(&mut Realize::new(bus, &mut journal)))?;
        journal.record(|device| device.context().enter(|| device.run_unrealize()));
        // Listeners are told after all that is the device's own is undone.
        journal.insert(before, observers::unrealized);
        observers::realized(&device);
        for bus in self.buses() {
            let own = bus.downgrade();
            bus.realize()?;
            journal.record(move |_| {
                if let Some(bus) = own.upgrade() {
                    bus.unrealize();
                }
            });
        }
        let mut in_reset = InReset(Some(self));
        self.join_reset(bus)?;
        context.enter(|| handler.as_ref().map_or(Ok(()), |handler| handler.plug(&device)))?;
        self.removal.started(self.canonical_path());
        *lock(&self.journal) = journal.keep();
        tree::end_before_children(self, unrealize_at_end, || EndsUnrealized);
        life.end = REALIZED;
        drop(life);
        // Who takes it or its bus out of the tree from now on sees that it is realized; who began before has not.
        let has_left = (is_in_tree || unplaced.number.is_some()) && self.is_out();
        let has_lost_bus = self.parent_bus().as_ref() != bus
            || bus.is_some_and(|bus| bus.has_left() || (is_bus_in_tree && bus.is_out()));
        if has_left || has_lost_bus {
            unattached.old = None;
            self.unrealize();
            let what = if has_left { "left the tree" } else { "lost its bus" };
            return Err(Error::other(format!("Device '{}' {what} while it was realized", self.name())));
        }
        (unattached.is_attached, unplaced.number, in_reset.0) = (false, None, None);
        Ok(())
    }

    fn check_bus(&self, bus: Option<&Obj<Bus>>) -> Result<()> {
        let name = self.type_name();
        let wrong = match (self.bus_type(), bus) {
            (None, None) => return Ok(()),
            (_, Some(bus)) if !bus.world().is(self.world()) => {
                format!("Device '{name}' can't go on a bus of another context")
            }
            (Some(_), Some(bus)) if bus.has_left() => format!("Bus '{}' has left the tree", bus.name()),
            (Some(_), Some(bus)) if self.has_above(bus) => {
                format!("Device '{name}' can't go on a bus that hangs on it")
            }
            (Some(wanted), Some(bus)) if bus.is_instance_of(wanted) => return Ok(()),
            (_, Some(bus)) => format!("Device '{name}' can't go on {} bus", bus.type_name()),
            (Some(wanted), None) => format!("No '{wanted}' bus given for device '{name}'"),
        };
        Err(Error::other(wrong))
    }

    /// Whether the bus is one of its own, or of a device on one of these, and so on.
    fn has_above(&self, bus: &Obj<Bus>) -> bool {
        let owner = |bus: &Obj<Bus>| bus.parent()?.downcast::<Self>().ok();
        let mut above = std::iter::successors(owner(bus), |device| owner(&device.parent_bus()?));
        above.any(|device| std::ptr::eq::<Self>(&*device, self))
    }

    /// Puts it on the bus, if it is not there; whether it was put there now.
    fn sit_on(&self, device: &Obj<Self>, old: Option<&Obj<Bus>>, bus: Option<&Obj<Bus>>) -> Result<bool> {
        let Some(bus) = bus.filter(|bus| old != Some(*bus)) else { return Ok(false) };
        bus.attach(device)?;
        self.bus.set(Some(bus.clone()));
        if let Some(old) = old {
            old.detach(self);
        }
        Ok(true)
    }

    /// Makes it stop working; nothing happens if it does not work. It stays where it is, also on its bus, and can be
    /// realized again.
    ///
    /// Nothing happens either while another thread, or a hook further up the stack, realizes or unrealizes it.
    ///
    /// Its buses stop first, and the devices on them; then its hook; then what its `realize` hook did through
    /// [`Realize`] is undone, and listeners are told.
    ///
    /// QOM: `qdev_unrealize`.
    ///
    /// # Panics
    /// If a hook does, after all the others have run.
    #[doc(alias = "qdev_unrealize")]
    pub fn unrealize(&self) {
        // It is not realized from the first moment on.
        let Some(life) = self.life.start(REALIZED) else { return };
        let entries = std::mem::take(&mut *lock(&self.journal));
        let panic = undo_all(self, entries);
        self.removal.ended();
        drop(life);
        if let Some(panic) = panic {
            resume_unwind(panic);
        }
    }

    /// It leaves the tree, and with it the buses that it has.
    ///
    /// QOM: `device_unparent`.
    pub(super) fn leave(&self) {
        // All of it, also when a hook panics.
        let steps: [fn(&Self); 3] = [Self::unrealize, Self::unparent_buses, Self::leave_bus];
        tree::run_all(steps.iter(), |step| step(self));
    }

    fn unparent_buses(&self) {
        tree::run_all(self.buses().into_iter(), |bus| bus.unparent());
    }

    pub(super) fn leave_bus(&self) {
        if let Some(bus) = self.bus.get() {
            self.bus.set(None);
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

/// Takes a device off the bus that it was put on, and back to where it was, unless it was realized.
struct Unattached<'r> {
    device: &'r Obj<Device>,
    old: Option<&'r Obj<Bus>>,
    is_attached: bool,
}

impl Drop for Unattached<'_> {
    fn drop(&mut self) {
        if self.is_attached {
            self.device.leave_bus();
            // It was there a moment ago, so its address is not checked; if somebody took its room meanwhile, it is nowhere.
            if let Some(old) = self.old
                && old.list(self.device).is_ok()
            {
                self.device.bus.set(Some(old.clone()));
            }
        }
    }
}

/// Forgets that a device came into reset with its bus, unless it was realized.
struct InReset<'r>(Option<&'r Device>);

impl Drop for InReset<'_> {
    fn drop(&mut self) {
        if let Some(device) = self.0 {
            device.forget_resets();
        }
    }
}

/// Takes a device out of the place that it was given, unless it was realized.
struct Unplaced<'r> {
    device: &'r Device,
    number: Option<usize>,
}

impl Drop for Unplaced<'_> {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            tree::take_back(self.device);
            // The next gets the number, unless there was a next one already.
            let next = &self.device.world().slot::<Placed>().0;
            let _ = next.compare_exchange(number + 1, number, Ordering::Relaxed, Ordering::Relaxed);
        }
    }
}

/// Puts a device that is nowhere into `/machine/unattached`, under a number. `None`: it is somewhere, or there is no such
/// place.
fn place(device: &Obj<Device>) -> Result<Option<usize>> {
    if device.parent().is_some() {
        return Ok(None);
    }
    let context = device.context();
    let Ok(unattached) = context.object_at("/machine/unattached") else { return Ok(None) };
    let number = context.world().slot::<Placed>().0.fetch_add(1, Ordering::Relaxed);
    unattached.add_child(&format!("device[{number}]"), device)?;
    Ok(Some(number))
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
