//! Objects that users have removed and somebody still holds.

use std::sync::{Mutex, MutexGuard};

use rustc_hash::FxHashMap;

use crate::context::Context;
use crate::object::{Obj, Object, ObjectExt, WeakObj};
use crate::sync::lock;

/// Those of a context.
#[derive(Default)]
struct Record(Mutex<State>);

#[derive(Default)]
struct State {
    /// By their address, which is not used again while there is a weak handle.
    by_address: FxHashMap<usize, Removed>,
    next: u64,
    /// From how many on it is worth looking which are gone.
    full: usize,
}

#[derive(Clone)]
struct Removed {
    number: u64,
    object: WeakObj<Object>,
    path: String,
}

impl Record {
    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.0)
    }

    /// An object is here once, with where it was last.
    fn add(&self, object: &Obj<Object>, path: String) {
        let mut state = self.lock();
        if state.by_address.len() >= state.full {
            state.by_address.retain(|_, removed| removed.object.is_alive());
            // Not for each that is added, since those that are kept may be many.
            state.full = (state.by_address.len() * 2).max(FEW);
        }
        let number = state.next;
        state.next += 1;
        let address = std::ptr::from_ref::<Object>(object).addr();
        state.by_address.insert(address, Removed { number, object: object.downgrade(), path });
    }

    fn list(&self) -> Vec<Removed> {
        let mut all: Vec<Removed> = self.lock().by_address.values().cloned().collect();
        all.sort_by_key(|removed| removed.number);
        all
    }
}

/// So many that are gone may be remembered for nothing.
const FEW: usize = 16;

/// An object that was removed and is still there.
#[derive(Clone, Debug)]
pub struct Departed {
    /// The object.
    pub object: Obj<Object>,
    /// Where it was.
    pub path: String,
    /// How many handles there are to it, beside the one here.
    pub handles: usize,
}

/// Notes an object that is about to be removed from where it is.
pub(crate) fn remember(object: &Object) {
    let (Some(handle), Some(path)) = (object.handle(), object.canonical_path()) else { return };
    object.world().slot::<Record>().add(&handle, path);
}

impl Context {
    /// The objects that users have removed, by unplugging or deleting them, and that are still held outside the tree: if
    /// they stay so, somebody has forgotten to let go. The oldest first.
    ///
    /// With the feature `handle-sites`, `Object::handle_sites` tells where the handles were taken.
    ///
    /// QOM has nothing like it.
    ///
    /// ```
    /// use qom_core::prelude::*;
    ///
    /// let context = Context::new();
    /// let shelf = Container::new_in(&context);
    /// context.root().add_child("shelf", &shelf)?;
    /// shelf.delete()?;
    /// let departed = context.departed();
    /// assert_eq!((&*departed[0].path, departed[0].handles), ("/shelf", 1));
    /// drop((shelf, departed));
    /// assert!(context.departed().is_empty());
    /// # Ok::<(), Error>(())
    /// ```
    pub fn departed(&self) -> Vec<Departed> {
        // Upgraded without the lock: these may become the last handles.
        let all = self.world().slot::<Record>().list();
        let alive = all.into_iter().filter_map(|Removed { object, path, .. }| {
            let object = object.upgrade()?;
            let handles = object.handle_count() - 1;
            Some(Departed { object, path, handles })
        });
        alive.filter(|departed| departed.object.is_out()).collect()
    }
}
