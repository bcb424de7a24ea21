//! Loom models of lazy class making: once, parent first, whoever comes first, and never half-made.

use std::cell::RefCell;

use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread;

use super::cell::LazyCell;
use super::lock::MakingLock;
use crate::error::{Error, Result};

struct Model {
    lock: MakingLock,
    parent: LazyCell<u32>,
    child: LazyCell<u32>,
    parents_made: AtomicUsize,
    children_made: AtomicUsize,
    /// Written without an atomic by whoever makes a class: loom complains if two do at once.
    table: UnsafeCell<()>,
}

impl Model {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            lock: MakingLock::new(),
            parent: LazyCell::new(),
            child: LazyCell::new(),
            parents_made: AtomicUsize::new(0),
            children_made: AtomicUsize::new(0),
            table: UnsafeCell::new(()),
        })
    }

    fn parent(&self) -> Result<u32> {
        match self.parent.get() {
            Some(class) => Ok(class),
            None => self.parent.get_or_make(
                &self.lock,
                || {
                    self.write();
                    self.parents_made.fetch_add(1, Ordering::Relaxed);
                    Ok(1)
                },
                || Error::ClassRecursion { name: "parent".into() },
            ),
        }
    }

    fn child(&self) -> Result<u32> {
        match self.child.get() {
            Some(class) => Ok(class),
            None => self.child.get_or_make(
                &self.lock,
                || {
                    let parent = self.parent()?;
                    self.write();
                    self.children_made.fetch_add(1, Ordering::Relaxed);
                    Ok(parent + 1)
                },
                || Error::ClassRecursion { name: "child".into() },
            ),
        }
    }

    fn write(&self) {
        // The access is what loom checks; there is nothing to write.
        self.table.with_mut(|_| ());
    }

    fn assert_made_once(&self) {
        assert_eq!(self.parents_made.load(Ordering::Relaxed), 1);
        assert_eq!(self.children_made.load(Ordering::Relaxed), 1);
    }
}

#[test]
fn two_threads_want_the_same_class() {
    loom::model(|| {
        let classes = Model::new();
        let other = classes.clone();
        let thread = thread::spawn(move || assert_eq!(other.child().unwrap(), 2));
        assert_eq!(classes.child().unwrap(), 2);
        thread.join().unwrap();
        classes.assert_made_once();
    });
}

#[test]
fn one_wants_the_parent_while_the_other_makes_the_child() {
    loom::model(|| {
        let classes = Model::new();
        let other = classes.clone();
        let thread = thread::spawn(move || assert_eq!(other.parent().unwrap(), 1));
        assert_eq!(classes.child().unwrap(), 2);
        thread.join().unwrap();
        classes.assert_made_once();
    });
}

#[test]
fn recursion_is_an_error_and_the_next_attempt_succeeds() {
    loom::model(|| {
        let classes = Model::new();
        let refused = RefCell::new(None);
        let recursion = || Error::ClassRecursion { name: "child".into() };
        let outer = classes.child.get_or_make(
            &classes.lock,
            || {
                let inner = classes.child.get_or_make(&classes.lock, || Ok(9), recursion);
                *refused.borrow_mut() = inner.err();
                Err(Error::other("given up"))
            },
            recursion,
        );
        assert!(outer.is_err());
        assert!(matches!(refused.into_inner(), Some(Error::ClassRecursion { .. })));
        let other = classes.clone();
        let thread = thread::spawn(move || assert_eq!(other.child().unwrap(), 2));
        assert_eq!(classes.child().unwrap(), 2);
        thread.join().unwrap();
        classes.assert_made_once();
    });
}
