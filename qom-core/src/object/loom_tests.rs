//! Loom models of the counts: the last drop against an upgrade, on every interleaving.

use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::thread;

use super::counts::Counts;

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
