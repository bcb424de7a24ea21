//! Being told of changes: of a property, or of all there is below an object.

use std::fmt;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use crate::error::Result;
use crate::object::{Obj, Object, ObjectExt, WeakObj};
use crate::sync::lock;

/// Who is told goes on being told until this goes.
///
/// ```
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicU32, Ordering};
///
/// use qom_core::prelude::*;
///
/// #[qom_type]
/// pub struct Dial {
///     #[property]
///     volume: Prop<u32>,
/// }
///
/// let dial = Dial::new();
/// let seen = Arc::new(AtomicU32::new(0));
/// let last = seen.clone();
/// let watch = dial.watch("volume", move |dial| last.store(dial.get("volume").unwrap_or(0), Ordering::Relaxed))?;
/// dial.set("volume", 7)?;
/// assert_eq!(seen.load(Ordering::Relaxed), 7);
/// drop(watch);
/// dial.set("volume", 8)?;
/// assert_eq!(seen.load(Ordering::Relaxed), 7);
/// # Ok::<(), Error>(())
/// ```
///
/// QOM has nothing like it; GObject has the signal `notify`.
#[must_use = "nobody is told any more once it is dropped"]
pub struct Watch {
    object: WeakObj<Object>,
    number: u64,
}

/// What has changed, for [`Object::watch_tree`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Change {
    /// A property of this object was set.
    Property {
        /// The object.
        object: Obj<Object>,
        /// The name of the property.
        name: Arc<str>,
    },
    /// An object came into the tree, with what is below it.
    Added {
        /// The object.
        object: Obj<Object>,
    },
    /// An object left the tree, with what is below it.
    Removed {
        /// The object.
        object: Obj<Object>,
        /// Whose child it was.
        parent: Obj<Object>,
        /// What it was called there.
        name: Arc<str>,
    },
}

/// How many there are in the process: where there are none, a change costs the look at this.
static WATCHES: AtomicUsize = AtomicUsize::new(0);

type OnProperty = dyn Fn(&Object) + Send + Sync;
type OnTree = dyn Fn(&Change) + Send + Sync;

#[derive(Clone)]
enum Watcher {
    Property(Arc<str>, Arc<OnProperty>),
    Tree(Arc<OnTree>),
}

/// Those of one object: its attachment once it has had one.
#[derive(Default)]
struct Watchers(Mutex<Vec<(u64, Watcher)>>);

impl Watchers {
    fn lock(&self) -> MutexGuard<'_, Vec<(u64, Watcher)>> {
        lock(&self.0)
    }

    /// To be called without the lock: they may end themselves.
    fn list(&self) -> Vec<Watcher> {
        self.lock().iter().map(|(_, watcher)| watcher.clone()).collect()
    }
}

impl Object {
    /// Calls `tell` with the object each time that the property has been set by name, also to the value it had, or was
    /// changed by the runtime: a link whose object was deleted. What code does to its own fields it can tell with
    /// [`notify`](Self::notify). A property that stands for another is that other.
    ///
    /// `tell` runs on the thread that made the change, after it, without any lock.
    ///
    /// # Errors
    /// [`Error::PropertyNotFound`](crate::Error::PropertyNotFound).
    pub fn watch(&self, property: &str, tell: impl Fn(&Object) + Send + Sync + 'static) -> Result<Watch> {
        let (holder, located) = self.locate(property)?;
        let name = located.info().name().into();
        Ok(holder.as_deref().unwrap_or(self).add_watcher(Watcher::Property(name, Arc::new(tell))))
    }

    /// Calls `tell` with each [`Change`] of the object and of what is below it: properties set, objects added and
    /// removed. Else as [`watch`](Self::watch).
    pub fn watch_tree(&self, tell: impl Fn(&Change) + Send + Sync + 'static) -> Watch {
        self.add_watcher(Watcher::Tree(Arc::new(tell)))
    }

    /// Tells who watches that the property has changed: for code that changes it by its field, or computes it.
    ///
    /// GObject: `g_object_notify`.
    pub fn notify(&self, property: &str) {
        if WATCHES.load(Ordering::Relaxed) == 0 {
            return;
        }
        // Who watches a property that stands for another watches that one.
        match self.locate(property) {
            Ok((holder, located)) => changed(holder.as_deref().unwrap_or(self), located.info().name()),
            Err(_) => changed(self, property),
        }
    }

    fn add_watcher(&self, watcher: Watcher) -> Watch {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let object = self.handle().as_ref().map(Obj::downgrade).unwrap_or_default();
        self.get_or_attach(None, Watchers::default).lock().push((number, watcher));
        WATCHES.fetch_add(1, Ordering::Relaxed);
        Watch { object, number }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        WATCHES.fetch_sub(1, Ordering::Relaxed);
        let Some(object) = self.object.upgrade() else { return };
        let Some(watchers) = object.attached::<Watchers>() else { return };
        let ended: Vec<_> = watchers.lock().extract_if(.., |(number, _)| *number == self.number).collect();
        // What it was called with goes without the lock.
        drop(ended);
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Watch of {:?}", self.object.upgrade())
    }
}

/// A property of the object was set.
#[inline]
pub(crate) fn changed(object: &Object, property: &str) {
    if WATCHES.load(Ordering::Relaxed) != 0 {
        tell_of_property(object, property);
    }
}

#[cold]
fn tell_of_property(object: &Object, property: &str) {
    for watcher in object.attached::<Watchers>().map(Watchers::list).unwrap_or_default() {
        match watcher {
            Watcher::Property(name, tell) if *name == *property => tell(object),
            Watcher::Property(..) | Watcher::Tree(_) => {}
        }
    }
    let Some(handle) = object.handle() else { return };
    tell_above(Some(handle.clone()), &Change::Property { object: handle, name: property.into() });
}

/// An object was added.
#[inline]
pub(super) fn added(object: &Obj<Object>, parent: &Obj<Object>) {
    if WATCHES.load(Ordering::Relaxed) != 0 {
        tell_above(Some(parent.clone()), &Change::Added { object: object.clone() });
    }
}

/// An object was removed.
#[inline]
pub(super) fn removed(object: Option<&Obj<Object>>, parent: Option<&Obj<Object>>, name: &Arc<str>) {
    if WATCHES.load(Ordering::Relaxed) != 0
        && let (Some(object), Some(parent)) = (object, parent)
    {
        let change = Change::Removed { object: object.clone(), parent: parent.clone(), name: name.clone() };
        tell_above(Some(parent.clone()), &change);
    }
}

/// Tells who watches the object or one above it.
#[cold]
fn tell_above(from: Option<Obj<Object>>, change: &Change) {
    for object in std::iter::successors(from, |object| object.parent()) {
        for watcher in object.attached::<Watchers>().map(Watchers::list).unwrap_or_default() {
            if let Watcher::Tree(tell) = watcher {
                tell(change);
            }
        }
    }
}
