//! How a value comes to be: level by level, root first, by value; then one allocation, then the `init` hooks.

use std::alloc::{self, Layout};
use std::fmt;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::{self, NonNull};

use super::header::Object;
use super::node::Node;
use super::obj::Obj;
use super::slot::Reservation;
use super::teardown::{self, RustLevel};
use super::view::QomType;
use crate::class::Class;
use crate::error::Result;

/// What a type needs to build its root. Only the runtime makes one, and it checks that what it gets back began with it.
#[doc(hidden)]
pub struct Seed {
    class: &'static Class,
    /// Not a `Box`, so that handing it down costs nothing: a seed is used at once, by the root, before anything that
    /// could panic.
    node: *mut Node,
}

impl Seed {
    /// The root level.
    #[inline]
    pub(super) fn object(self) -> Object {
        Object::new(self.class, self.node)
    }
}

/// The parent's part of an object: the hidden first field of every type. Dropped by the runtime after the level
/// that contains it, never by the compiler, whose order would be the wrong way round.
///
/// It also names the type it is in, so that the parts of two objects can at worst be swapped if their types are the
/// same: such a swap is found by the object's address, and the class in the header stays right.
#[doc(hidden)]
#[repr(transparent)]
pub struct ParentField<P, Owner>(ManuallyDrop<P>, PhantomData<fn(Owner) -> Owner>, PhantomData<P>);

/// Names the [`ParentField`] of a type without the angle brackets around the type: in these the compiler takes a type
/// that it does not know for a type parameter that was forgotten, and suggests one.
#[doc(hidden)]
pub trait AsParent<Owner> {
    /// `ParentField<Self, Owner>`.
    type Field;
}

impl<P, Owner> AsParent<Owner> for P {
    type Field = ParentField<P, Owner>;
}

impl<P, Owner> Deref for ParentField<P, Owner> {
    type Target = P;

    #[inline]
    fn deref(&self) -> &P {
        &self.0
    }
}

impl<P: QomType, Owner> fmt::Debug for ParentField<P, Owner> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(P::info().name())
    }
}

/// A finished level of an object that is not finished yet. If a field of the next level panics, dropping this
/// drops the levels there are.
#[doc(hidden)]
pub struct Building<T: QomType>(ManuallyDrop<T>);

impl<T: QomType> Building<T> {
    /// The level with its own fields and its parent's in place.
    #[inline]
    pub fn new(level: T) -> Self {
        Self(ManuallyDrop::new(level))
    }

    /// The level as the first field of the next one.
    #[inline]
    pub fn into_parent_field<Owner>(self) -> ParentField<T, Owner> {
        ParentField(ManuallyDrop::new(self.into_value()), PhantomData, PhantomData)
    }

    #[inline]
    fn into_value(self) -> T {
        let this = ManuallyDrop::new(self);
        // SAFETY: [moved once] `this` is never used again, and `ManuallyDrop` keeps `Drop` below from running.
        unsafe { ptr::read(&*this.0) }
    }
}

impl<T: QomType> Drop for Building<T> {
    fn drop(&mut self) {
        let place = NonNull::from(&mut *self.0).cast::<()>();
        let object = super::cast::as_object::<T>(&self.0);
        object.counts().condemn();
        object.set_memory(place);
        // The class was made before the object was begun.
        let class = T::info().class().unwrap_or_else(|_| std::process::abort());
        // SAFETY: [dropped once] the levels up to `T` are complete, this is the only way out that drops them, and
        // `class` is the class of the innermost one, whose levels are exactly those.
        unsafe { teardown::drop_levels(place, class) };
        // SAFETY: [header outlives its levels] `Object` itself needs no dropping.
        let object = unsafe { place.cast::<Object>().as_ref() };
        // SAFETY: [node goes with the object] the levels are gone.
        unsafe { object.free_node() };
    }
}

/// What an object that is about to be made gets with it.
#[derive(Default)]
pub(crate) struct Born<'s> {
    /// What is attached to it from the start.
    pub(crate) node: Option<Box<Node>>,
    /// The place that it takes, if there is one of its kind.
    pub(crate) reservation: Option<Reservation<'s>>,
}

/// What is done with an object between its `init` and its `post_init`. Not in `Born`, so that both go in registers.
pub(crate) type Configure = Option<fn(&Object) -> Result<()>>;

/// What the runtime needs to know of a type of this crate or another's: how to create it and how to drop its level.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct RustType {
    create: unsafe fn(&'static Class, Born<'_>, Configure) -> Result<Obj<Object>>,
    pub(crate) level: RustLevel,
    pub(crate) layout: Layout,
    pub(crate) parent_offset: fn() -> usize,
}

impl RustType {
    pub(crate) const fn of<T: QomType>() -> Self {
        Self {
            create: create_object::<T>,
            level: RustLevel::of::<T>(),
            layout: Layout::new::<T>(),
            parent_offset: T::parent_offset,
        }
    }
}

/// A new object of the Rust type `T`.
#[inline]
pub(crate) fn create_typed<T: QomType>(born: Born<'_>, configure: Configure) -> Result<Obj<T>> {
    let class = T::info().class()?;
    // SAFETY: [class of the type] `T::info()` is the description of `T` alone, and `class` was made for it.
    unsafe { create::<T>(class, born, configure) }
}

/// A new object of `class`; `None` for the class of an interface.
pub(crate) fn create_dynamic(
    class: &'static Class,
    born: Born<'_>,
    configure: Configure,
) -> Result<Option<Obj<Object>>> {
    let Some(rust) = class.rust_type() else { return Ok(None) };
    // SAFETY: [class of the type] `rust_type` is that of the class's own type or of the nearest ancestor with one.
    unsafe { (rust.create)(class, born, configure) }.map(Some)
}

/// Each type that is linked has one of these, so it has as little of its own as can be.
///
/// # Safety
/// As `create`.
unsafe fn create_object<T: QomType>(
    class: &'static Class,
    born: Born<'_>,
    configure: Configure,
) -> Result<Obj<Object>> {
    let Born { node, reservation } = born;
    let node = node.map_or(ptr::null_mut(), Box::into_raw);
    // SAFETY: [class of the type] the caller's promise, passed on.
    let (obj, place) = unsafe { build::<T>(class, node) };
    let obj = obj.into_object();
    begin_any(&obj, place, class, node, reservation, configure)?;
    Ok(obj)
}

/// A new object.
///
/// # Safety
/// `T` is the innermost Rust type of `class`: its own, or that of its nearest ancestor that is one.
#[inline]
unsafe fn create<T: QomType>(class: &'static Class, born: Born<'_>, configure: Configure) -> Result<Obj<T>> {
    let Born { node, reservation } = born;
    let node = node.map_or(ptr::null_mut(), Box::into_raw);
    // SAFETY: [class of the type] the caller's promise, passed on.
    let (obj, place) = unsafe { build::<T>(class, node) };
    begin(super::cast::as_object(&*obj), place, class, node, reservation, configure)?;
    Ok(obj)
}

/// The levels of a new object, and their place. Only `begin` may be next: until then the object does not know it.
///
/// # Safety
/// As `create`.
#[inline]
unsafe fn build<T: QomType>(class: &'static Class, node: *mut Node) -> (Obj<T>, NonNull<()>) {
    const { assert!(size_of::<T>() > 0, "every object has a header") };
    // SAFETY: [layout is not empty] asserted above.
    let memory = unsafe { Memory::allocate(Layout::new::<T>()) };
    let value = T::construct(Seed { class, node }).into_value();
    let place = memory.into_place();
    // SAFETY: [fresh storage] `place` was allocated with the layout of `T` and nothing else points to it.
    unsafe { place.cast::<T>().as_ptr().write(value) };
    // SAFETY: [fresh object] the header counts one strong handle, and this is it.
    (unsafe { Obj::from_counted(place.cast()) }, place)
}

/// `begin`, for those who do not care for the time of a call.
#[inline(never)]
fn begin_any(
    object: &Object,
    place: NonNull<()>,
    class: &'static Class,
    node: *mut Node,
    reservation: Option<Reservation<'_>>,
    configure: Configure,
) -> Result<()> {
    begin(object, place, class, node, reservation, configure)
}

/// Makes a whole object of one that was just built in `place`.
#[inline]
fn begin(
    object: &Object,
    place: NonNull<()>,
    class: &'static Class,
    node: *mut Node,
    reservation: Option<Reservation<'_>>,
    configure: Configure,
) -> Result<()> {
    object.set_memory(place);
    // What came back begins with what was handed down, and not with the beginning of another object. Asked here, since
    // a reference to the value before it has its place keeps it from being built there.
    object.check_begun_with(class, node);
    let entered = reservation.map(|reservation| reservation.enter(place, class));
    // A panic in a hook drops the handle, and with it the whole object in the usual order; so does a refusal.
    class.run_init(object);
    if let Some(configure) = configure {
        configure(object)?;
    }
    class.run_post_init(object);
    if let Some(entered) = entered {
        entered.finish();
    }
    Ok(())
}

/// Storage for an object that is not one yet; freed if building panics.
struct Memory {
    place: NonNull<()>,
    layout: Layout,
}

impl Memory {
    /// # Safety
    /// The layout is not empty.
    #[inline]
    unsafe fn allocate(layout: Layout) -> Self {
        // SAFETY: [layout is not empty] the caller's promise.
        let memory = unsafe { alloc::alloc(layout) };
        match NonNull::new(memory.cast::<()>()) {
            Some(place) => Self { place, layout },
            None => alloc::handle_alloc_error(layout),
        }
    }

    #[inline]
    fn into_place(self) -> NonNull<()> {
        ManuallyDrop::new(self).place
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: [freed once] allocated in `allocate` with this layout; `into_place` forgets `self`.
        unsafe { alloc::dealloc(self.place.as_ptr().cast(), self.layout) };
    }
}
