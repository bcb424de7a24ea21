//! Singletons of a resource: one for each bus, say. Which resource an object is for is not known when it is created,
//! so it takes its place when it is registered with it.

use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use super::claim::IncumbentState::{Live, Unfinished};
use super::claim::occupied_by;
use crate::error::{Error, Result};
use crate::object::{Incumbent, Obj, Object, ObjectExt, QomType, WeakObj};
use crate::sync::lock;

/// The resource that an object is registered with: the field that `singleton(scope = resource(field))` names.
///
/// It does not keep the resource. Registering is [`register_with`](super::SingletonExt::register_with).
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_type]
/// pub struct RootBus {}
///
/// #[qom_type(interfaces = [Singleton], singleton(scope = resource(bus)))]
/// pub struct Smmu {
///     bus: Registered<RootBus>,
/// }
///
/// let (bus, other_bus) = (RootBus::new(), RootBus::new());
/// let smmu = Smmu::try_new()?;
/// smmu.register_with(&bus)?;
/// assert_eq!(smmu.bus.get(), Some(bus.clone()));
/// assert_eq!(Smmu::instance_with(&bus), Some(smmu.clone()));
///
/// let second = Smmu::try_new()?;
/// assert!(matches!(second.register_with(&bus), Err(Error::Occupied { .. })));
/// second.register_with(&other_bus)?;
/// # Ok::<(), Error>(())
/// ```
pub struct Registered<R: QomType> {
    resource: Mutex<WeakObj<R>>,
}

impl<R: QomType> Registered<R> {
    /// The resource, if the object is registered with one that is still there.
    pub fn get(&self) -> Option<Obj<R>> {
        lock(&self.resource).upgrade()
    }

    pub(super) fn set(&self, resource: WeakObj<R>) {
        *lock(&self.resource) = resource;
    }
}

impl<R: QomType> Default for Registered<R> {
    fn default() -> Self {
        Self { resource: Mutex::default() }
    }
}

impl<R: QomType> fmt::Debug for Registered<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

/// The type of a field that `resource(..)` can name.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a field of the type `{Self}` does not refer to a resource",
    label = "not a `Registered`",
    note = "the field is a `Registered<..>` of the resource's type"
)]
pub trait ResourceField {
    type Resource: QomType;

    fn registered(&self) -> &Registered<Self::Resource>;
}

impl<R: QomType> ResourceField for Registered<R> {
    type Resource = R;

    fn registered(&self) -> &Self {
        self
    }
}

/// A type with the option `singleton(scope = resource(field))`.
#[doc(hidden)]
pub trait HasResource: QomType {
    /// A [`ResourceField`], which is asked only where it is used: the macro asks on its own, and the error is one.
    type Field;

    fn field(&self) -> &Self::Field;
}

/// The type of the resource that `D` names.
pub(super) type ResourceOf<D> = <<D as HasResource>::Field as ResourceField>::Resource;

/// What is attached to resources and to those that are registered with them.
#[derive(Default)]
struct Registrations {
    /// Of a resource: who is registered with it, by the number of the group.
    occupants: Mutex<Vec<(usize, Incumbent)>>,
    /// Of who is registered: with what.
    with: Mutex<WeakObj<Object>>,
    /// Of who may be registered: its creation has ended well.
    is_finished: AtomicBool,
}

impl Registrations {
    fn of(object: &Object) -> &Self {
        object.get_or_attach(None, Self::default)
    }
}

/// The creation of an object that may be registered has ended well: from here on it is found.
pub(super) fn finished(object: &Object) {
    // Release: who finds it finds it finished.
    Registrations::of(object).is_finished.store(true, Ordering::Release);
}

fn is_finished(object: &Object) -> bool {
    object.attached::<Registrations>().is_some_and(|it| it.is_finished.load(Ordering::Acquire))
}

/// Registers an object with a resource, and calls `note` if that went well.
pub(super) fn register(object: &Object, resource: &Obj<Object>, note: impl FnOnce()) -> Result<()> {
    let refuse = |why| {
        let (name, resource) = (object.type_name().into(), resource.type_name().into());
        Err(Error::CannotRegister { name, resource, why })
    };
    let Some(unique) = object.class().unique() else { return refuse("it is not a singleton") };
    let Some(handle) = object.handle() else { return refuse("it is going") };
    if !object.world().is(resource.world()) {
        return refuse("they are in different contexts");
    }
    let mut with = lock(&Registrations::of(object).with);
    if with.is_of(resource) {
        return Ok(());
    }
    if with.is_alive() {
        return refuse("it is registered with another");
    }
    let mut occupants = lock(&Registrations::of(resource).occupants);
    if let Some((_, incumbent)) = occupants.iter().find(|(number, _)| *number == unique.number) {
        let incumbent = Incumbent { object: incumbent.object.clone(), class: incumbent.class };
        // What describes it may turn out to hold the last handle, and its destructor may register others.
        drop((occupants, with));
        let is_coming = incumbent.object.upgrade().is_some_and(|object| !is_finished(&object));
        return Err(occupied_by(unique, &incumbent, if is_coming { Unfinished } else { Live }));
    }
    occupants.push((unique.number, Incumbent { object: handle.downgrade(), class: object.class() }));
    *with = resource.downgrade();
    note();
    Ok(())
}

/// Undoes a registration, if there is one, and calls `note` first.
pub(super) fn unregister(object: &Object, note: impl FnOnce()) {
    let Some(registrations) = object.attached::<Registrations>() else { return };
    let mut with = lock(&registrations.with);
    note();
    let Some(resource) = std::mem::take(&mut *with).upgrade() else { return };
    // Before the lock goes: else the object could be registered with the same resource again and that be undone.
    lock(&Registrations::of(&resource).occupants).retain(|(_, incumbent)| !incumbent.object.is_of(object));
    // The resource's last handle may be this one.
    drop(with);
}

/// The object that is registered with a resource for the group of this number.
pub(super) fn find(number: usize, resource: &Object) -> Option<Obj<Object>> {
    let registrations = resource.attached::<Registrations>()?;
    let occupants = lock(&registrations.occupants);
    let (_, incumbent) = occupants.iter().find(|(other, _)| *other == number)?;
    let weak = incumbent.object.clone();
    // Before there is a handle that may turn out to be the last.
    drop(occupants);
    weak.upgrade().filter(|object| is_finished(object))
}

/// An object that may be registered is gone.
pub(super) fn ended(object: &Object) {
    unregister(object, || {});
}
