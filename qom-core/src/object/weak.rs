//! [`WeakObj`], the handle that does not own.

use std::fmt;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

use super::header::Object;
use super::obj::Obj;
use super::teardown;
use super::view::{IsA, ObjectView};

/// A handle that does not keep its object alive. [`upgrade`](Self::upgrade) gives an owning one as long as there is
/// another; from the moment the last one goes it gives `None`, so a dying object never comes back.
///
/// The default one has no object. QOM has nothing like it.
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_type]
/// pub struct Lamp {}
///
/// let lamp = Lamp::new();
/// let weak = lamp.downgrade();
/// assert_eq!(weak.upgrade(), Some(lamp.clone()));
/// drop(lamp);
/// assert!(weak.upgrade().is_none());
/// ```
pub struct WeakObj<V: ObjectView> {
    place: Option<NonNull<V>>,
    _views: PhantomData<V>,
}

// SAFETY: [views are shared] as for `Obj`, which an upgrade makes.
unsafe impl<V: ObjectView> Send for WeakObj<V> {}
// SAFETY: [views are shared] as above.
unsafe impl<V: ObjectView> Sync for WeakObj<V> {}

impl<V: ObjectView> WeakObj<V> {
    pub(crate) const NONE: Self = Self { place: None, _views: PhantomData };

    /// # Safety
    /// The caller hands over one weak count of the object at `place`, a pointer to the whole allocation, which is or
    /// was a `V`.
    #[inline]
    pub(super) unsafe fn from_counted(place: NonNull<V>) -> Self {
        Self { place: Some(place), _views: PhantomData }
    }

    /// The header, which the weak count keeps even when the object is gone.
    #[inline]
    fn header(&self) -> Option<&Object> {
        let place = self.place?.cast::<Object>();
        // SAFETY: [weak count keeps the storage] and an `Object` needs no dropping, so it stays valid to the end.
        let header = unsafe { place.as_ref() };
        // The counts of another object would be no good.
        header.check_not_moved();
        Some(header)
    }

    /// An owning handle, if the object is alive.
    #[inline]
    #[track_caller]
    pub fn upgrade(&self) -> Option<Obj<V>> {
        let place = self.place?;
        if !self.header()?.counts().try_acquire() {
            return None;
        }
        // SAFETY: [count was taken] just above, so the object is whole.
        Some(unsafe { Obj::from_counted(place) })
    }

    /// Whether it is a handle to this very object, alive or going.
    pub(crate) fn is_of(&self, object: &Object) -> bool {
        self.points_to(NonNull::from(object).cast())
    }

    /// Whether it is a handle to what is at this address.
    #[inline]
    pub(crate) fn points_to(&self, place: NonNull<()>) -> bool {
        self.place.is_some_and(|own| own.cast() == place)
    }

    /// Whether there is another handle that keeps the object.
    pub(crate) fn is_alive(&self) -> bool {
        self.header().is_some_and(|header| header.handle_count() > 0)
    }

    /// The same object as one of its base types; checked at compile time.
    pub fn upcast<B: ObjectView>(self) -> WeakObj<B>
    where
        V: IsA<B>,
    {
        // The count goes over to the new handle.
        let place = ManuallyDrop::new(self).place;
        WeakObj { place: place.map(NonNull::cast), _views: PhantomData }
    }
}

impl<V: ObjectView> Clone for WeakObj<V> {
    fn clone(&self) -> Self {
        if let Some(header) = self.header() {
            header.counts().acquire_weak();
        }
        Self { place: self.place, _views: PhantomData }
    }
}

impl<V: ObjectView> Drop for WeakObj<V> {
    #[inline]
    fn drop(&mut self) {
        if let Some(place) = self.place {
            // SAFETY: [weak count is ours] this handle's.
            unsafe { teardown::release_storage(place.cast()) };
        }
    }
}

impl<V: ObjectView> Default for WeakObj<V> {
    fn default() -> Self {
        Self::NONE
    }
}

impl<V: ObjectView> fmt::Debug for WeakObj<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.upgrade() {
            Some(object) => write!(f, "weak {object:?}"),
            None => write!(f, "weak {} (gone)", V::info().name()),
        }
    }
}
