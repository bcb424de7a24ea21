//! Finding the one instance without a lock.
//!
//! A thread remembers the last instance it found in a place by a weak handle. The place says whether that is still
//! the one, so what is left to do is what any weak handle does. A weak handle keeps the storage of an object, not the
//! object: until the thread looks there again, or ends, that much stays.

use std::cell::Cell;

use crate::class::Unique;
use crate::context::World;
use crate::object::{Found, Obj, Object, Slot, WeakObj};

/// How many places a thread remembers: those of groups whose numbers differ in the last digit.
const REMEMBERED: usize = 4;

thread_local! {
    static SEEN: [Cell<WeakObj<Object>>; REMEMBERED] = const { [const { Cell::new(WeakObj::NONE) }; REMEMBERED] };
}

/// The object in the place of the class in this context, alive and finished.
#[inline]
pub(super) fn find(unique: &Unique, world: &World) -> Option<Obj<Object>> {
    let slot = super::claim::slot(unique, world)?;
    let found = SEEN.try_with(|seen| {
        let remembered = &seen[unique.number % REMEMBERED];
        let mut weak = remembered.take();
        if !slot.holds(&weak) {
            weak = look(slot)?;
        }
        let object = weak.upgrade()?;
        remembered.set(weak);
        Some(object)
    });
    // The thread is ending, and remembers nothing any more.
    found.unwrap_or_else(|_| look(slot)?.upgrade())
}

#[cold]
fn look(slot: &Slot) -> Option<WeakObj<Object>> {
    match slot.look() {
        Found::Object(incumbent) => Some(incumbent.object),
        Found::Nothing | Found::Unfinished | Found::Failed(_) => None,
    }
}
