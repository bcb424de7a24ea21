//! [`Obj`], the owning handle.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::{self, NonNull};

use super::cast::as_object;
use super::header::Object;
use super::sites::Ticket;
use super::teardown;
use super::view::{Interface, IsA, ObjectView};
use super::weak::WeakObj;
use crate::error::Error;
use crate::types::Implements;

/// An owning handle to an object: its type, one of its base types, or one of its interfaces.
///
/// It is one pointer; `clone` and drop count, as `Arc`'s do, and the object goes with the last handle, on whichever
/// thread that is. Two handles are equal if they are handles to the same object.
///
/// An object that owns others drops them inside its own destructor. A chain of more than 64 is dropped without further
/// recursion: the rest waits until the outermost destructor returns. A `Drop` that waits for another object's to have
/// run must not be that deep inside.
///
/// QOM: a counted `Object *`.
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_type]
/// pub struct Lamp {}
///
/// let lamp = Lamp::new();
/// let object: Obj<Object> = lamp.clone().upcast();
/// let again = object.downcast::<Lamp>()?;
/// assert_eq!(lamp, again);
/// # Ok::<(), Error>(())
/// ```
#[doc(alias = "object_unref")]
pub struct Obj<V: ObjectView> {
    /// The object's address with provenance over the whole allocation, whatever `V` is.
    place: NonNull<V>,
    ticket: Ticket,
    _owns: PhantomData<V>,
}

// SAFETY: [views are shared] a `V` is `Send + Sync` by the contract of `ObjectView`, and so are the other levels,
// which the last handle drops on its own thread.
unsafe impl<V: ObjectView> Send for Obj<V> {}
// SAFETY: [views are shared] as above.
unsafe impl<V: ObjectView> Sync for Obj<V> {}

impl<V: ObjectView> Obj<V> {
    /// # Safety
    /// The caller hands over one strong count of the object at `place`, a pointer to the whole allocation, which
    /// starts with a `V`.
    #[inline]
    #[track_caller]
    pub(super) unsafe fn from_counted(place: NonNull<V>) -> Self {
        Self { place, ticket: Ticket::take(place.cast()), _owns: PhantomData }
    }

    /// The handle is for the caller: with the feature `handle-sites` that is where it was taken.
    #[inline]
    #[track_caller]
    pub(crate) fn taken_here(self) -> Self {
        self.ticket.taken_here();
        self
    }

    /// A handle to the object behind a reference, unless it is dying.
    #[track_caller]
    pub(super) fn from_view(view: &V) -> Option<Self> {
        let object = as_object(view);
        let place = object.place();
        if !object.counts().try_acquire() {
            return None;
        }
        // SAFETY: [count was taken] just above; `place` points to the whole object, which starts with a `V` as the
        // reference shows.
        Some(unsafe { Self::from_counted(place.cast()) })
    }

    /// The pointer, with the handle's count left in place for whatever is made of it.
    #[inline]
    fn into_parts(self) -> (NonNull<V>, Ticket) {
        let this = ManuallyDrop::new(self);
        // SAFETY: [moved once] `this` is never used again, and `ManuallyDrop` keeps `Drop` from running.
        (this.place, unsafe { ptr::read(&this.ticket) })
    }

    /// The same handle, as a view that the caller knows to fit.
    ///
    /// # Safety
    /// The object can be seen as a `W`.
    #[inline]
    unsafe fn cast<W: ObjectView>(self) -> Obj<W> {
        // [count moves along] `into_parts` leaves the count to the new handle; the view fits by the caller.
        let (place, ticket) = self.into_parts();
        Obj { place: place.cast(), ticket, _owns: PhantomData }
    }

    /// A handle that does not keep the object alive.
    #[inline]
    pub fn downgrade(&self) -> WeakObj<V> {
        as_object::<V>(self).counts().acquire_weak();
        // SAFETY: [count was taken] just above.
        unsafe { WeakObj::from_counted(self.place) }
    }

    /// The same object as one of its base types; checked at compile time.
    ///
    /// QOM: a cast macro towards a parent.
    #[inline]
    pub fn upcast<B: ObjectView>(self) -> Obj<B>
    where
        V: IsA<B>,
    {
        // SAFETY: [bases are prefixes] `V: IsA<B>`.
        unsafe { self.cast() }
    }

    /// The same object as an [`Object`]; also the way back from an interface.
    #[doc(alias = "OBJECT")]
    #[inline]
    pub fn into_object(self) -> Obj<Object> {
        // SAFETY: [views start with the header] the contract of `ObjectView`.
        unsafe { self.cast() }
    }

    /// The same object as another of its types or interfaces, found at run time.
    ///
    /// # Errors
    /// [`DowncastError`] gives the handle back and names both types; `?` turns it into an [`Error`].
    #[inline]
    pub fn downcast<W: ObjectView>(self) -> Result<Obj<W>, DowncastError<V>> {
        if !W::is_view_of(as_object::<V>(&self).class()) {
            return Err(DowncastError { object: self, wanted: W::info().name() });
        }
        // SAFETY: [views are prefixes] checked just above.
        Ok(unsafe { self.cast() })
    }

    /// The same object through an interface that its type is known to implement; checked at compile time.
    #[inline]
    pub fn into_interface<I: Interface>(self) -> Obj<I>
    where
        V: Implements<I>,
    {
        // As for references, the class has the last word.
        match self.downcast() {
            Ok(interface) => interface,
            Err(error) => panic!("{error}"),
        }
    }

    /// Whether both are handles to the same object, whatever they see it as.
    pub fn ptr_eq<W: ObjectView>(this: &Self, other: &Obj<W>) -> bool {
        this.place.cast::<()>() == other.place.cast::<()>()
    }
}

impl<V: ObjectView> Deref for Obj<V> {
    type Target = V;

    #[inline]
    fn deref(&self) -> &V {
        // SAFETY: [handles own] the count keeps the object alive, and it starts with a `V`.
        unsafe { self.place.as_ref() }
    }
}

impl<V: ObjectView> AsRef<V> for Obj<V> {
    fn as_ref(&self) -> &V {
        self
    }
}

impl<V: ObjectView> Clone for Obj<V> {
    #[inline]
    #[track_caller]
    fn clone(&self) -> Self {
        as_object::<V>(self).counts().acquire();
        // SAFETY: [count was taken] just above.
        unsafe { Self::from_counted(self.place) }
    }
}

impl<V: ObjectView> Drop for Obj<V> {
    #[inline]
    fn drop(&mut self) {
        if as_object::<V>(self).counts().release() {
            // SAFETY: [last owner] `release` said so; `place` points to the whole allocation.
            unsafe { teardown::destroy(self.place.cast()) };
        }
    }
}

impl<V: ObjectView, W: ObjectView> PartialEq<Obj<W>> for Obj<V> {
    fn eq(&self, other: &Obj<W>) -> bool {
        Obj::ptr_eq(self, other)
    }
}

impl<V: ObjectView> Eq for Obj<V> {}

impl<V: ObjectView> Hash for Obj<V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.place.hash(state);
    }
}

impl<V: ObjectView> fmt::Debug for Obj<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(as_object::<V>(self), f)
    }
}

/// A cast that failed, with the handle it was tried on.
pub struct DowncastError<V: ObjectView> {
    object: Obj<V>,
    wanted: &'static str,
}

impl<V: ObjectView> DowncastError<V> {
    /// The handle that could not be cast.
    pub fn into_inner(self) -> Obj<V> {
        self.object
    }
}

impl<V: ObjectView> From<DowncastError<V>> for Error {
    fn from(error: DowncastError<V>) -> Self {
        let actual = as_object::<V>(&error.object).type_name();
        Error::NotAnInstance { actual: actual.into(), wanted: error.wanted.into() }
    }
}

impl<V: ObjectView> fmt::Display for DowncastError<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let actual = as_object::<V>(&self.object).type_name();
        write!(f, "object of type '{actual}' is not an instance of type '{}'", self.wanted)
    }
}

impl<V: ObjectView> fmt::Debug for DowncastError<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<V: ObjectView> std::error::Error for DowncastError<V> {}
