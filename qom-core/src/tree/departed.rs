//! Objects that users have removed and somebody still holds.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::context::Context;
use crate::object::{Obj, Object, ObjectExt, WeakObj};

/// Those of a context, with where they were.
#[derive(Default)]
struct Record(Mutex<Vec<(WeakObj<Object>, String)>>);

impl Record {
    fn lock(&self) -> MutexGuard<'_, Vec<(WeakObj<Object>, String)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

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
    let record = object.world().slot::<Record>();
    let mut record = record.lock();
    record.retain(|(object, _)| object.is_alive());
    record.push((handle.downgrade(), path));
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
        let all = self.world().slot::<Record>().lock().clone();
        let alive = all.into_iter().filter_map(|(object, path)| {
            let object = object.upgrade()?;
            let handles = object.handle_count() - 1;
            Some(Departed { object, path, handles })
        });
        alive.filter(|departed| departed.object.is_out()).collect()
    }
}
