//! Loom models of the counts and of slots, on every interleaving: the last drop against an upgrade and against a look at
//! the slot, who gets a place, and when it is free.

use std::ptr::NonNull;

use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::thread;

use super::counts::Counts;
use super::slot::{Found, Word};

/// Stands for an object: loom complains if it is used after, or while, it is destroyed, and `freed` and `destroyed`
/// tell how often each happened.
struct Model {
    counts: Counts,
    value: UnsafeCell<u32>,
    destroyed: loom::sync::atomic::AtomicUsize,
    freed: loom::sync::atomic::AtomicUsize,
}

impl Model {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            counts: Counts::new(),
            value: UnsafeCell::new(1),
            destroyed: Default::default(),
            freed: Default::default(),
        })
    }

    /// What a handle does with the object.
    fn touch(&self) {
        self.value.with(|value| {
            // SAFETY: [handles own] the model's caller holds a strong count; loom checks that nobody writes.
            assert_eq!(unsafe { *value }, 1, "used after it was destroyed");
        });
    }

    fn drop_strong(&self) {
        if self.counts.release() {
            // SAFETY: [last owner] as in `Obj::drop`; loom checks that nobody else reads or writes.
            self.value.with_mut(|value| unsafe { *value = 0 });
            self.destroyed.fetch_add(1, loom::sync::atomic::Ordering::Relaxed);
            if self.counts.release_shared_weak() {
                self.free();
            }
        }
    }

    fn drop_weak(&self) {
        if self.counts.release_weak() {
            self.free();
        }
    }

    fn free(&self) {
        // SAFETY: [freed once] as in `free_storage`.
        self.value.with_mut(|value| unsafe { *value = 0 });
        self.freed.fetch_add(1, loom::sync::atomic::Ordering::Relaxed);
    }

    fn assert_gone(&self) {
        assert_eq!(self.destroyed.load(loom::sync::atomic::Ordering::Relaxed), 1);
        assert_eq!(self.freed.load(loom::sync::atomic::Ordering::Relaxed), 1);
    }
}

#[test]
fn last_drop_against_upgrade() {
    loom::model(|| {
        let object = Model::new();
        object.counts.acquire_weak();
        let other = object.clone();
        let upgrader = thread::spawn(move || {
            if other.counts.try_acquire() {
                other.touch();
                other.drop_strong();
            }
            other.drop_weak();
        });
        object.touch();
        object.drop_strong();
        upgrader.join().unwrap();
        object.assert_gone();
    });
}

#[test]
fn two_handles_go_at_once_while_a_third_is_upgraded() {
    loom::model(|| {
        let object = Model::new();
        object.counts.acquire();
        object.counts.acquire_weak();
        let threads = [
            {
                let object = object.clone();
                thread::spawn(move || {
                    object.touch();
                    object.drop_strong();
                })
            },
            {
                let object = object.clone();
                thread::spawn(move || {
                    if object.counts.try_acquire() {
                        object.touch();
                        object.drop_strong();
                    }
                    object.drop_weak();
                })
            },
        ];
        object.drop_strong();
        for thread in threads {
            thread.join().unwrap();
        }
        object.assert_gone();
    });
}

#[test]
fn a_dying_object_is_not_revived() {
    loom::model(|| {
        let object = Model::new();
        object.counts.acquire_weak();
        object.drop_strong();
        let other = object.clone();
        let upgrader = thread::spawn(move || assert!(!other.counts.try_acquire()));
        assert!(!object.counts.try_acquire());
        upgrader.join().unwrap();
        object.drop_weak();
        object.assert_gone();
    });
}

/// A slot, and what only who has the place may touch.
struct Place {
    word: Word,
    alone: UnsafeCell<u32>,
}

impl Place {
    fn new() -> Arc<Self> {
        Arc::new(Self { word: Word::new(), alone: UnsafeCell::new(0) })
    }

    /// What an object's code does: loom complains if another object has not ended, or its end is not visible.
    fn work(&self) {
        // SAFETY: [last owner] the model's caller has the place; loom checks that nobody else reads or writes.
        self.alone.with_mut(|count| unsafe { *count += 1 });
    }
}

impl Model {
    fn in_slot(&self) -> NonNull<()> {
        NonNull::from(self).cast()
    }

    /// As `drop_strong`, for the object of a slot.
    fn drop_strong_in(&self, place: &Place) {
        if self.counts.release() {
            // SAFETY: [last owner] as in `drop_strong`.
            self.value.with_mut(|value| unsafe { *value = 0 });
            place.work();
            self.destroyed.fetch_add(1, loom::sync::atomic::Ordering::Relaxed);
            place.word.leave(self.in_slot());
            if self.counts.release_shared_weak() {
                self.free();
            }
        }
    }

    /// What a thread does that looks for the instance.
    fn find_in(&self, place: &Place) {
        let found = place.word.look(|object| {
            assert_eq!(object, self.in_slot());
            assert_eq!(self.freed.load(loom::sync::atomic::Ordering::Relaxed), 0);
            self.counts.acquire_weak();
        });
        if let Found::Object(()) | Found::Failed(()) = found {
            if self.counts.try_acquire() {
                self.touch();
                self.drop_strong_in(place);
            }
            self.drop_weak();
        }
    }
}

#[test]
fn an_object_in_a_slot_is_looked_at_while_its_last_handle_goes() {
    loom::model(|| {
        let (place, object) = (Place::new(), Model::new());
        assert!(place.word.reserve());
        place.word.enter(object.in_slot());
        place.work();
        place.word.finish(object.in_slot());
        let (other_place, other) = (place.clone(), object.clone());
        let finder = thread::spawn(move || other.find_in(&other_place));
        object.drop_strong_in(&place);
        finder.join().unwrap();
        object.assert_gone();
        assert!(place.word.reserve(), "free again");
    });
}

#[test]
fn an_object_is_looked_for_while_it_comes() {
    loom::model(|| {
        let (place, object) = (Place::new(), Model::new());
        let (other_place, other) = (place.clone(), object.clone());
        let finder = thread::spawn(move || other.find_in(&other_place));
        assert!(place.word.reserve());
        place.work();
        place.word.enter(object.in_slot());
        place.work();
        place.word.finish(object.in_slot());
        object.drop_strong_in(&place);
        finder.join().unwrap();
        object.assert_gone();
    });
}

#[test]
fn a_place_has_one_at_a_time_whether_creation_succeeds_or_fails() {
    loom::model(|| {
        let place = Place::new();
        let create = |place: &Place, fails: bool| {
            if !place.word.reserve() {
                return;
            }
            place.work();
            if fails {
                return place.word.cancel();
            }
            let object = Model::new();
            place.word.enter(object.in_slot());
            place.work();
            place.word.finish(object.in_slot());
            object.drop_strong_in(place);
            object.assert_gone();
        };
        let others = [false, true].map(|fails| {
            let place = place.clone();
            thread::spawn(move || create(&place, fails))
        });
        create(&place, false);
        for other in others {
            other.join().unwrap();
        }
        assert!(place.word.reserve(), "free in the end");
    });
}

#[test]
fn a_dying_object_holds_its_place_and_is_not_revived() {
    loom::model(|| {
        let (place, object) = (Place::new(), Model::new());
        assert!(place.word.reserve());
        place.word.enter(object.in_slot());
        place.word.finish(object.in_slot());
        let (other_place, other) = (place.clone(), object.clone());
        let second = thread::spawn(move || {
            if other_place.word.reserve() {
                // Only when the last destructor has returned, and seen all it did.
                assert_eq!(other.destroyed.load(loom::sync::atomic::Ordering::Relaxed), 1);
                other_place.work();
            }
        });
        object.drop_strong_in(&place);
        second.join().unwrap();
        object.assert_gone();
    });
}
