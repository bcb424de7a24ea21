//! A place for one object: reserved before the object exists, and held until its last destructor has returned.
//!
//! One word says it all: free; reserved by somebody who is building; an object that is not finished, or never will be; an
//! object. While
//! there is an object its storage is not freed before it is out of the word, so who marks the word as being looked at
//! may use the pointer: the object cannot get out until the mark is gone.

use std::ptr::{self, NonNull};
use std::sync::atomic::AtomicPtr;

use super::header::Object;
use super::weak::WeakObj;
use crate::class::Class;
use crate::sync::{self, Ordering, yield_now};

/// Somebody is making a handle from the pointer.
const LOOKED_AT: usize = 1;
/// Not finished: reserved, if there is no pointer.
const UNFINISHED: usize = 2;
/// Its creation failed, and somebody still holds it.
const FAILED: usize = 4;
const MARKS: usize = LOOKED_AT | UNFINISHED | FAILED;

const _: () = assert!(align_of::<Object>() > MARKS, "the marks fit into the pointer to an object");

/// The word of a [`Slot`]: who may take, look and leave, for any kind of object, so that loom can try it.
pub(super) struct Word(sync::AtomicPtr<()>);

/// What a look at a slot finds.
pub(crate) enum Found<H> {
    /// Free.
    Nothing,
    /// Somebody is building an object.
    Unfinished,
    /// An object, alive or dying.
    Object(H),
    /// An object whose creation failed, alive or dying.
    Failed(H),
}

impl Word {
    pub(super) fn new() -> Self {
        Self(sync::AtomicPtr::new(ptr::null_mut()))
    }

    /// `true`: it was free, and is the caller's now.
    #[inline]
    pub(super) fn reserve(&self) -> bool {
        let reserved = ptr::without_provenance_mut(UNFINISHED);
        // Acquire pairs with the Release in `leave`: what the last destructor did is visible to the next object.
        self.0.compare_exchange(ptr::null_mut(), reserved, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    /// Gives a reservation back.
    pub(super) fn cancel(&self) {
        self.0.store(ptr::null_mut(), Ordering::Release);
    }

    /// Puts an object where the caller has a reservation.
    #[inline]
    pub(super) fn enter(&self, object: NonNull<()>) {
        self.0.store(object.as_ptr().map_addr(|addr| addr | UNFINISHED), Ordering::Release);
    }

    /// Shows an object that the caller has put there and still holds.
    #[inline]
    pub(super) fn finish(&self, object: NonNull<()>) {
        // Nobody looks at what is unfinished, so there is no mark to keep. Release: who finds it finds it finished.
        self.0.store(object.as_ptr(), Ordering::Release);
    }

    /// Gives an object up that the caller has put there and still holds: it will not be finished.
    pub(super) fn fail(&self, object: NonNull<()>) {
        self.0.store(object.as_ptr().map_addr(|addr| addr | FAILED), Ordering::Release);
    }

    /// The object that is finished and not out yet.
    #[inline]
    pub(super) fn holder(&self) -> Option<NonNull<()>> {
        let seen = self.0.load(Ordering::Acquire);
        if seen.addr() & (UNFINISHED | FAILED) != 0 {
            return None;
        }
        NonNull::new(seen.map_addr(|addr| addr & !LOOKED_AT))
    }

    /// Calls `take` with the object, whose storage is there as long as that runs.
    pub(super) fn look<H>(&self, take: impl FnOnce(NonNull<()>) -> H) -> Found<H> {
        loop {
            let seen = self.0.load(Ordering::Acquire);
            if seen.addr() & UNFINISHED != 0 {
                return Found::Unfinished;
            }
            if seen.is_null() {
                return Found::Nothing;
            }
            if seen.addr() & LOOKED_AT == 0 {
                let marked = seen.map_addr(|addr| addr | LOOKED_AT);
                // Acquire: as in `holder`. What was there, and not what was seen: that may have left meanwhile and
                // another have come to the same address.
                if let Ok(there) = self.0.compare_exchange(seen, marked, Ordering::Acquire, Ordering::Relaxed)
                    && let Some(object) = NonNull::new(there.map_addr(|addr| addr & !MARKS))
                {
                    let handle = take(object);
                    // Release pairs with the Acquire in `leave`: the handle was counted before the storage is given up.
                    self.0.store(there, Ordering::Release);
                    return if there.addr() & FAILED == 0 { Found::Object(handle) } else { Found::Failed(handle) };
                }
            }
            yield_now();
        }
    }

    /// Frees the slot if this object is in it.
    #[inline]
    pub(super) fn leave(&self, object: NonNull<()>) {
        let mut expected = object.as_ptr();
        loop {
            match self.0.compare_exchange(expected, ptr::null_mut(), Ordering::AcqRel, Ordering::Relaxed) {
                Ok(_) => return,
                Err(seen) if seen.map_addr(|addr| addr & !MARKS) != object.as_ptr() => return,
                Err(seen) => {
                    if seen.addr() & LOOKED_AT != 0 {
                        yield_now();
                    }
                    expected = seen.map_addr(|addr| addr & !LOOKED_AT);
                }
            }
        }
    }
}

/// Who is in a slot.
pub(crate) struct Incumbent {
    pub(crate) object: WeakObj<Object>,
    pub(crate) class: &'static Class,
}

/// See the module. Whoever reserves one sees to it that the object which comes into it leaves it in the end, as
/// [`Slot::leave`] says.
pub(crate) struct Slot {
    word: Word,
    /// That of the object which came here last: while it is torn down its header has that of a base.
    class: AtomicPtr<Class>,
}

impl Slot {
    pub(crate) fn new() -> Self {
        Self { word: Word::new(), class: AtomicPtr::new(ptr::null_mut()) }
    }

    /// The right to put an object here; `None` if there is one, or will be.
    #[inline]
    pub(crate) fn reserve(&self) -> Option<Reservation<'_>> {
        self.word.reserve().then(|| Reservation(self))
    }

    /// Whether this object is here and finished, alive or dying.
    #[inline]
    pub(crate) fn holds(&self, weak: &WeakObj<Object>) -> bool {
        self.word.holder().is_some_and(|holder| weak.points_to(holder))
    }

    /// What is here now.
    pub(crate) fn look(&self) -> Found<Incumbent> {
        self.word.look(|place| {
            // SAFETY: [slot keeps the storage] the object is in the slot until `leave`, which waits for this to
            // return, and its storage goes after that.
            let object = unsafe { place.cast::<Object>().as_ref() };
            object.counts().acquire_weak();
            // SAFETY: [count was taken] just above; `enter` got a pointer to the whole allocation.
            let object = unsafe { WeakObj::from_counted(place.cast()) };
            let class = self.class.load(Ordering::Relaxed);
            // SAFETY: [class is live] `enter` wrote it, from a `&'static Class`, before the object was seen in the word.
            Incumbent { object, class: unsafe { &*class } }
        })
    }

    /// Frees the slot if this object is in it. Called when the last level of an object is gone, before its storage is:
    /// for every object that can be in a slot, by the `ended` hook of its class.
    #[inline]
    pub(crate) fn leave(&self, object: &Object) {
        self.word.leave(NonNull::from(object).cast());
    }
}

/// The right to put an object into a slot, given back unless it is used.
pub(crate) struct Reservation<'s>(&'s Slot);

impl<'s> Reservation<'s> {
    /// The object at `place`, a pointer to the whole allocation, takes the slot until its end.
    #[inline]
    pub(super) fn enter(self, place: NonNull<()>, class: &'static Class) -> Entered<'s> {
        let slot = self.0;
        std::mem::forget(self);
        // Relaxed: published with the word.
        slot.class.store(ptr::from_ref(class).cast_mut(), Ordering::Relaxed);
        slot.word.enter(place);
        Entered { slot, place }
    }
}

impl Drop for Reservation<'_> {
    fn drop(&mut self) {
        self.0.word.cancel();
    }
}

/// An object in a slot that is not finished; if it is not by the time that this goes, it never will be.
pub(super) struct Entered<'s> {
    slot: &'s Slot,
    place: NonNull<()>,
}

impl Entered<'_> {
    /// From here on the object is found. The caller has a handle to it.
    #[inline]
    pub(super) fn finish(self) {
        self.slot.word.finish(self.place);
        std::mem::forget(self);
    }
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        self.slot.word.fail(self.place);
    }
}
