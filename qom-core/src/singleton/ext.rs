//! Asking for the one instance: by type, by class, by resource.

use super::lookup;
use super::resource::{self, HasResource, ResourceField, ResourceOf};
use crate::class::Class;
use crate::context::{self, Context};
use crate::error::Result;
use crate::object::{IsA, Obj, Object, ObjectExt, QomType, as_object};
use crate::types::{Level, PerResource, Singular, Unresourced};

/// What there is to ask of a type that is a [`Singleton`](super::Singleton). In the prelude.
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_type(interfaces = [Singleton])]
/// pub struct Dispatcher {}
///
/// assert!(Dispatcher::instance().is_none());
/// let dispatcher = Dispatcher::try_new()?;
/// let found: Option<Obj<Dispatcher>> = Dispatcher::instance();
/// assert_eq!(found.as_ref(), Some(&dispatcher));
/// drop(dispatcher);
/// assert!(Dispatcher::instance().is_some());                         // what was found keeps it
/// assert!(Dispatcher::instance_in(&Context::new()).is_none());       // of another context
/// # Ok::<(), Error>(())
/// ```
///
/// Of a type with `singleton(scope = resource(bus))` there is one for each resource, and it takes that to find it:
/// [`Registered`](super::Registered) has an example.
///
/// QOM: what replaces a global like `current_migration`, and `object_resolve_path_type("", TYPE_X86_IOMMU)`.
pub trait SingletonExt: QomType {
    /// The one instance in the current context, or in the process if that is the scope: `None` before it is complete,
    /// from the moment its last handle goes, and if it is of another type of the group.
    ///
    /// It can be asked on any thread at any time, also in hooks and destructors. Nothing is created, and no lock taken; the
    /// first time that a thread asks for an instance it may wait for a few instructions of another thread.
    #[track_caller]
    fn instance() -> Option<Obj<Self>>
    where
        <Self as Level>::Single: Singular<Self> + Unresourced<Self>,
    {
        // Without a class there is no object of it.
        let class = Self::info().class_cell().get()?;
        typed(context::with_current(|world| lookup::find(class.unique()?, world))?)
    }

    /// The one instance in this context; else as [`instance`](Self::instance).
    #[track_caller]
    fn instance_in(context: &Context) -> Option<Obj<Self>>
    where
        <Self as Level>::Single: Singular<Self> + Unresourced<Self>,
    {
        let class = Self::info().class_cell().get()?;
        typed(lookup::find(class.unique()?, context.world())?)
    }

    /// The one instance that is registered with this resource: `None` as with [`instance`](Self::instance).
    #[track_caller]
    fn instance_with<D: HasResource<Field: ResourceField>>(resource: &Obj<impl IsA<ResourceOf<D>>>) -> Option<Obj<Self>>
    where
        <Self as Level>::Single: PerResource<Self, Declares = D>,
    {
        let class = Self::info().class_cell().get()?;
        typed(resource::find(class.unique()?.number, as_object(&**resource))?)
    }

    /// Gives the object its place with a resource, which lasts until [`unregister`](Self::unregister) or the end of
    /// the object; neither keeps the other. Registered with this resource already, it stays so.
    ///
    /// # Errors
    /// [`Error::Occupied`](crate::Error::Occupied) or [`Error::Dying`](crate::Error::Dying) if the resource has one
    /// of the group; [`Error::CannotRegister`](crate::Error::CannotRegister) if the object is registered with another
    /// resource, is going, or belongs to another context. Nothing has changed then.
    fn register_with<D: HasResource<Field: ResourceField>>(&self, resource: &Obj<impl IsA<ResourceOf<D>>>) -> Result<()>
    where
        <Self as Level>::Single: PerResource<Self, Declares = D>,
        Self: IsA<D>,
    {
        let field = self.upcast_ref::<D>().field().registered();
        let object = resource.clone().into_object();
        resource::register(as_object(self), &object, || field.set(resource.downgrade().upcast()))
    }

    /// Gives up the place with the resource, if the object is registered with one.
    fn unregister<D: HasResource<Field: ResourceField>>(&self)
    where
        <Self as Level>::Single: PerResource<Self, Declares = D>,
        Self: IsA<D>,
    {
        let field = self.upcast_ref::<D>().field().registered();
        resource::unregister(as_object(self), || field.set(Default::default()));
    }
}

impl<T: QomType> SingletonExt for T {}

/// The instance as what was asked for, if it is that.
#[inline]
#[track_caller]
fn typed<T: QomType>(object: Obj<Object>) -> Option<Obj<T>> {
    object.taken_here().downcast().ok()
}

impl Class {
    /// Whether there can be one instance of the type and the others of its group at a time;
    /// [`TypeInfo::singleton`](crate::TypeInfo::singleton) tells which those are.
    pub fn is_singleton(&self) -> bool {
        self.unique().is_some()
    }

    /// The one instance in the current context, if it is of this type or a subtype; `None` for a type that is no
    /// singleton or one of a resource. Else as [`SingletonExt::instance`].
    #[track_caller]
    pub fn singleton_instance(&'static self) -> Option<Obj<Object>> {
        self.own(context::with_current(|world| lookup::find(self.unique()?, world))?)
    }

    /// The same in this context.
    #[track_caller]
    pub fn singleton_instance_in(&'static self, context: &Context) -> Option<Obj<Object>> {
        self.own(lookup::find(self.unique()?, context.world())?)
    }

    /// The one instance that is registered with this resource, if it is of this type or a subtype.
    #[track_caller]
    pub fn singleton_instance_with(&'static self, resource: &Object) -> Option<Obj<Object>> {
        self.own(resource::find(self.unique()?.number, resource)?)
    }

    #[track_caller]
    fn own(&'static self, object: Obj<Object>) -> Option<Obj<Object>> {
        if object.class().lineage().any(|class| std::ptr::eq(class, self)) {
            return Some(object.taken_here());
        }
        None
    }
}
