//! Objects and classes on many threads at once.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Barrier, Mutex};

use qom_core::prelude::*;
use qom_core::{register_type, types_implementing};

static ALIVE: AtomicUsize = AtomicUsize::new(0);

#[qom_type(init = |_| { ALIVE.fetch_add(1, Ordering::Relaxed); })]
pub struct Counted {
    words: Mutex<Vec<String>>,
}

impl Drop for Counted {
    fn drop(&mut self) {
        // Plain data of the object, read without a lock by whoever is last.
        assert!(self.words.get_mut().unwrap().len() <= THREADS);
        ALIVE.fetch_sub(1, Ordering::Relaxed);
    }
}

const THREADS: usize = 8;
const ROUNDS: usize = if cfg!(debug_assertions) { 200 } else { 2000 };

#[test]
fn handles_are_cloned_upgraded_and_dropped_everywhere() {
    for _ in 0..ROUNDS {
        let object = Counted::new();
        let weak = object.downgrade();
        let start = Barrier::new(THREADS);
        std::thread::scope(|scope| {
            for i in 0..THREADS {
                let (object, weak, start) = ((i % 2 == 0).then(|| object.clone()), weak.clone(), &start);
                scope.spawn(move || {
                    start.wait();
                    if let Some(object) = weak.upgrade() {
                        object.words.lock().unwrap().push(object.type_name().to_owned());
                    }
                    drop(object);
                    drop(weak);
                });
            }
            drop(object);
        });
        assert!(weak.upgrade().is_none());
    }
    assert_eq!(ALIVE.load(Ordering::Relaxed), 0);
}

static MADE: AtomicUsize = AtomicUsize::new(0);

#[qom_type(abstract, class_base_init = |_| { MADE.fetch_add(1, Ordering::Relaxed); })]
pub struct Family {}

#[test]
fn classes_are_made_once_whoever_wants_them_first() {
    const TYPES: usize = 64;
    for i in 0..TYPES {
        let parent = if i == 0 { "family".to_owned() } else { format!("family-{}", (i - 1) / 2) };
        register_type(TypeInfo::new(format!("family-{i}"), parent)).unwrap();
    }
    let start = Barrier::new(THREADS);
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let start = &start;
            scope.spawn(move || {
                start.wait();
                for i in 0..TYPES {
                    let name = format!("family-{}", (i * 7 + thread * 13) % TYPES);
                    assert_eq!(new_by_name(&name).unwrap().type_name(), name);
                }
            });
        }
    });
    assert_eq!(MADE.load(Ordering::Relaxed), TYPES);
}

#[test]
fn types_are_registered_and_found_on_many_threads() {
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            scope.spawn(move || {
                for i in 0..50 {
                    let name = format!("thread-{thread}-{i}");
                    register_type(TypeInfo::new(name.clone(), "counted")).unwrap();
                    assert_eq!(class_by_name(&name).unwrap().name(), name);
                    let shared = register_type(TypeInfo::new(format!("shared-{i}"), "counted").with_abstract());
                    assert!(matches!(shared, Ok(_) | Err(Error::DuplicateType { .. })));
                }
            });
        }
    });
    assert_eq!(types_implementing("counted").filter(|info| info.name().starts_with("shared-")).count(), 50);
}
