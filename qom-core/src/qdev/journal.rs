//! What a device did to come to work, in order, to be undone the other way round.

use std::panic::resume_unwind;
use std::sync::Arc;

use super::bus::Bus;
use super::device::Device;
use crate::error::Result;
use crate::object::{IsA, Obj, Object, ObjectExt, QomType};
use crate::property::ObjectProperty;
use crate::tree::run_each;

/// The record of one device. What is in it when it is dropped is undone then.
pub(super) struct Journal {
    device: Obj<Device>,
    entries: Entries,
}

pub(super) type Entries = Vec<Box<dyn FnOnce(&Device) + Send>>;

impl Journal {
    pub(super) fn of(device: &Obj<Device>) -> Self {
        Self { device: device.clone(), entries: Vec::new() }
    }

    pub(super) fn record(&mut self, undo: impl FnOnce(&Device) + Send + 'static) {
        self.entries.push(Box::new(undo));
    }

    /// Notes that an object was made a child of the device: it leaves, unless it has come to be somebody else's.
    fn record_child(&mut self, child: &Obj<Object>) {
        let added = child.downgrade();
        self.record(move |device| {
            if let Some(child) = added.upgrade()
                && child.parent().is_some_and(|parent| std::ptr::eq::<Object>(&*parent, &**device))
            {
                child.unparent();
            }
        });
    }

    /// How much there is.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Notes what is undone before the first `at` are, and after the others.
    pub(super) fn insert(&mut self, at: usize, undo: impl FnOnce(&Device) + Send + 'static) {
        self.entries.insert(at, Box::new(undo));
    }

    /// All went well: what there is to undo later.
    pub(super) fn keep(mut self) -> Entries {
        std::mem::take(&mut self.entries)
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        let panic = undo_all(&self.device, std::mem::take(&mut self.entries));
        if let Some(panic) = panic
            && !std::thread::panicking()
        {
            resume_unwind(panic);
        }
    }
}

/// Undoes what was done, the latest first. One that panics keeps none of the others; the first panic comes back.
pub(super) fn undo_all(device: &Device, entries: Entries) -> Option<Box<dyn std::any::Any + Send>> {
    run_each(entries.into_iter().rev(), |undo| undo(device))
}

/// What a device gets when it is realized: where it is going to work, and the way to what it needs there. What it does
/// through this is undone in reverse order when the device is unrealized, and at once if it is not realized after all,
/// so that a `realize` hook can return at any point.
///
/// ```
/// use qom_core::prelude::*;
///
/// /// A card with a light that is there while it works.
/// #[qom_type(parent = Device)]
/// pub struct Card {
///     #[property]
///     limit: Prop<u32>,
/// }
///
/// impl DeviceImpl for Card {
///     fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
///         Device::parent_realize(this, cx)?;
///         cx.add_child("light", &Container::new())?;
///         ensure!(this.limit.get() > 0, "limit must be positive");
///         Ok(())
///     }
/// }
///
/// let card = Card::new();
/// assert!(card.realize(None).is_err());
/// assert!(card.child("light").is_none());
/// card.set("limit", 1)?;
/// card.realize(None)?;
/// assert!(card.child("light").is_some());
/// card.unrealize();
/// assert!(card.child("light").is_none());
/// # Ok::<(), Error>(())
/// ```
pub struct Realize<'d> {
    bus: Option<&'d Obj<Bus>>,
    journal: &'d mut Journal,
}

impl<'d> Realize<'d> {
    pub(super) fn new(bus: Option<&'d Obj<Bus>>, journal: &'d mut Journal) -> Self {
        Self { bus, journal }
    }

    /// The bus that it sits on.
    pub fn bus(&self) -> Option<&Obj<Bus>> {
        self.bus
    }

    /// Notes how to undo what the hook has just done. It is called with the device; a handle to the device in it would
    /// keep that for ever.
    pub fn on_unrealize(&mut self, undo: impl FnOnce(&Device) + Send + 'static) {
        self.journal.record(undo);
    }

    /// Makes an object a child of the device, while that works.
    ///
    /// # Errors
    /// As [`add_child`](crate::Object::add_child).
    pub fn add_child<T: QomType>(&mut self, name: &str, child: &Obj<T>) -> Result<()> {
        self.journal.device.add_child(name, child)?;
        self.journal.record_child(&child.clone().into_object());
        Ok(())
    }

    /// Makes a device a child of this one and realizes it, on a bus if its type wants one.
    ///
    /// # Errors
    /// As [`add_child`](crate::Object::add_child) and [`Device::realize`].
    pub fn add_part<T: QomType + IsA<Device>>(
        &mut self,
        name: &str,
        part: &Obj<T>,
        bus: Option<&Obj<Bus>>,
    ) -> Result<()> {
        self.add_child(name, part)?;
        part.upcast_ref::<Device>().realize(bus)
    }

    /// Gives the device a bus, while it works: the name is as in [`Bus::add_to`].
    ///
    /// # Errors
    /// As [`Bus::add_to`].
    pub fn add_bus<B: QomType + IsA<Bus>>(&mut self, name: Option<&str>, bus: &Obj<B>) -> Result<()> {
        bus.upcast_ref::<Bus>().add_to(&self.journal.device, name)?;
        self.journal.record_child(&bus.clone().into_object());
        Ok(())
    }

    /// Gives the device a property for itself, while it works.
    ///
    /// # Errors
    /// As [`add_property`](crate::Object::add_property).
    pub fn add_property(&mut self, name: &str, property: ObjectProperty) -> Result<Arc<str>> {
        let name = self.journal.device.add_property(name, property)?;
        let added = name.clone();
        self.journal.record(move |device| {
            // It may have been taken away by hand.
            let _ = device.remove_property(&added);
        });
        Ok(name)
    }
}
