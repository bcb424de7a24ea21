//! Which objects of a context have a name, so that finding one does not walk the tree.
//!
//! It is made when somebody first asks for a name without its path, and kept from there on; a context in which nobody
//! does has none. It has every link between a child and a parent, also of objects that are not connected to the root,
//! so who looks asks each object it finds for its path.

use std::collections::hash_map::Entry;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use rustc_hash::FxHashMap;

use crate::object::{Obj, Object, WeakObj};
use crate::sync::lock;

/// See the module.
#[derive(Default)]
pub(super) struct Index {
    by_name: Mutex<FxHashMap<Arc<str>, Named>>,
    /// It has every name in the tree.
    is_complete: AtomicBool,
}

/// Those of one name, by their address. Most often it is one.
enum Named {
    One(usize, WeakObj<Object>),
    Many(FxHashMap<usize, WeakObj<Object>>),
}

fn address(object: &Object) -> usize {
    std::ptr::from_ref(object).addr()
}

impl Index {
    fn lock(&self) -> MutexGuard<'_, FxHashMap<Arc<str>, Named>> {
        lock(&self.by_name)
    }

    /// An object got a name, and those below it may have had theirs before there was an index.
    pub(super) fn add(&self, name: &Arc<str>, object: &Obj<Object>) {
        let mut by_name = self.lock();
        let mut new = vec![(name.clone(), object.clone())];
        // The handles are not the last: the caller has one of the topmost, and the tree is locked.
        while let Some((name, object)) = new.pop() {
            let (key, weak) = (address(&object), object.downgrade());
            match by_name.entry(name) {
                Entry::Vacant(free) => drop(free.insert(Named::One(key, weak))),
                Entry::Occupied(named) => named.into_mut().add(key, weak),
            }
            new.extend(object.children());
        }
    }

    /// The object loses the name.
    pub(super) fn remove(&self, name: &str, object: &Object) {
        let mut by_name = self.lock();
        if by_name.get_mut(name).is_some_and(|named| named.remove(address(object))) {
            by_name.remove(name);
        }
    }

    /// Those that have the name, in no order. The handles are weak, since an owning one may be the last when it goes,
    /// which must not be under the lock.
    pub(super) fn named(&self, name: &str) -> Vec<WeakObj<Object>> {
        match self.lock().get(name) {
            None => Vec::new(),
            Some(Named::One(_, weak)) => vec![weak.clone()],
            Some(Named::Many(all)) => all.values().cloned().collect(),
        }
    }

    pub(super) fn is_complete(&self) -> bool {
        self.is_complete.load(Ordering::Acquire)
    }

    pub(super) fn complete(&self) {
        self.is_complete.store(true, Ordering::Release);
    }
}

impl Named {
    fn add(&mut self, key: usize, weak: WeakObj<Object>) {
        match self {
            Self::One(known, _) if *known == key => {}
            Self::One(known, other) => {
                *self = Self::Many(FxHashMap::from_iter([(*known, std::mem::take(other)), (key, weak)]));
            }
            Self::Many(all) => {
                all.insert(key, weak);
            }
        }
    }

    /// `true`: none is left.
    fn remove(&mut self, key: usize) -> bool {
        match self {
            Self::One(known, _) => *known == key,
            Self::Many(all) => {
                all.remove(&key);
                all.is_empty()
            }
        }
    }
}
