//! Contexts: everything that there is one of for a machine, so that two machines live in one process.
//!
//! An object belongs for all its life to the context it was created in, and what it does later, leaving the tree or
//! going, happens there, on whichever thread it is. The ambient context is the one that the thread has
//! [entered](Context::enter), or else that of the process. It is where objects are created, and where
//! [`instance`](crate::SingletonExt::instance) looks; hooks of creation and of `realize` run inside that of the object.

mod current;
mod places;

use std::any::{Any, TypeId};
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, Weak};
use std::thread::JoinHandle;

use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::object::{Node, Obj, Object, Slot};

use crate::sync::lock;
use places::Places;

/// A world of objects of its own: a composition tree and whatever else there is one of in a machine.
///
/// A handle to it; with the last one the tree goes, and every object that nobody else holds. An object that is left
/// still knows its context, and [`Object::context`] gives a new handle to it, empty as it is then. The process has a
/// context that stays, [`Context::process`], and code that names none works in it.
///
/// An object that keeps a `Context` of its own, and is in the tree of that context, keeps both for ever: ask
/// [`Object::context`] instead.
///
/// QOM has the one world of the process.
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_type]
/// pub struct Lamp {}
///
/// let machine = Context::new();
/// let lamp = machine.enter(Lamp::new);
/// assert_eq!(lamp.context(), machine);
/// assert_eq!(Lamp::new_in(&machine).context(), machine);
/// assert_eq!(Lamp::new().context(), Context::process());
/// ```
#[derive(Clone)]
pub struct Context {
    owner: Arc<Owner>,
}

static PROCESS: LazyLock<Context> = LazyLock::new(Context::new);

/// Shared by the handles; the last of them empties the context, which breaks the circle of objects that know their
/// context and of a context that holds its objects.
struct Owner {
    world: Arc<World>,
}

/// What objects hold.
pub(crate) struct World {
    owner: Mutex<Weak<Owner>>,
    slots: Mutex<FxHashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
    topology: Mutex<()>,
    /// Whether names are kept in an index. Who changes the tree asks under the lock of the topology; it begins under that,
    /// and ends with the last handle to the context.
    is_indexed: AtomicBool,
    /// Whether properties are set of new objects.
    has_globals: AtomicBool,
    /// How far its machine is; `qdev` knows what the numbers mean.
    phase: AtomicU8,
    /// Stays when the context is emptied: a singleton that somebody still holds has its place.
    places: Places,
}

/// The attachment of objects that were not born in the context of the process.
struct Home(Arc<World>);

impl Context {
    /// A new, empty context.
    #[expect(clippy::new_without_default, reason = "there is no context that would be the obvious one")]
    pub fn new() -> Self {
        let world = World {
            owner: Mutex::default(),
            slots: Mutex::default(),
            topology: Mutex::default(),
            is_indexed: AtomicBool::new(false),
            has_globals: AtomicBool::new(false),
            phase: AtomicU8::new(0),
            places: Places::new(),
        };
        Self::owning(&Arc::new(world))
    }

    /// The context of the process, which every object is in that was created in no other.
    pub fn process() -> Self {
        PROCESS.clone()
    }

    /// The context in which this thread creates objects now.
    pub fn current() -> Self {
        current::entered().unwrap_or_else(Self::process)
    }

    /// Does `work` with this context as the one in which this thread creates objects.
    pub fn enter<R>(&self, work: impl FnOnce() -> R) -> R {
        let _entered = current::Entered::new(self.clone());
        work()
    }

    /// Starts a thread that is inside this context.
    pub fn spawn<R: Send + 'static>(&self, work: impl FnOnce() -> R + Send + 'static) -> JoinHandle<R> {
        let context = self.clone();
        std::thread::spawn(move || context.enter(work))
    }

    /// A new object of the type of this name, in this context.
    ///
    /// # Errors
    /// As [`new_by_name`](crate::new_by_name).
    ///
    /// # Panics
    /// As [`new_by_name`](crate::new_by_name).
    #[track_caller]
    pub fn create_by_name(&self, name: &str) -> Result<Obj<Object>> {
        Ok(self.enter(|| crate::class::class_by_name(name)?.create())?.taken_here())
    }

    fn owning(world: &Arc<World>) -> Self {
        let mut known = lock(&world.owner);
        if let Some(owner) = known.upgrade() {
            return Self { owner };
        }
        let owner = Arc::new(Owner { world: world.clone() });
        *known = Arc::downgrade(&owner);
        Self { owner }
    }

    pub(crate) fn world(&self) -> &World {
        &self.owner.world
    }

    /// For who is kept by the context.
    #[cfg(feature = "monitor")]
    pub(crate) fn downgrade(&self) -> WeakContext {
        WeakContext(Arc::downgrade(&self.owner))
    }
}

/// A context, without keeping it.
#[cfg(feature = "monitor")]
pub(crate) struct WeakContext(Weak<Owner>);

#[cfg(feature = "monitor")]
impl WeakContext {
    pub(crate) fn upgrade(&self) -> Option<Context> {
        Some(Context { owner: self.0.upgrade()? })
    }
}

impl World {
    /// The `T` of this context, made if there is none yet.
    pub(crate) fn slot<T: Any + Send + Sync + Default>(&self) -> Arc<T> {
        let mut slots = lock(&self.slots);
        let slot = slots.entry(TypeId::of::<T>()).or_insert_with(|| Arc::<T>::default());
        match slot.clone().downcast() {
            Ok(slot) => slot,
            Err(_) => unreachable!("the key is the type"),
        }
    }

    /// The place of the singletons of this group.
    #[inline]
    pub(crate) fn place(&self, number: usize) -> &Slot {
        self.places.get(number)
    }

    /// Whether it is this very one.
    pub(crate) fn is(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }

    /// Names are to be kept in an index from now on.
    pub(crate) fn start_index(&self) {
        self.is_indexed.store(true, Ordering::Relaxed);
    }

    /// Whether names are kept in an index.
    #[inline]
    pub(crate) fn is_indexed(&self) -> bool {
        self.is_indexed.load(Ordering::Relaxed)
    }

    /// Properties are to be set of new objects from now on.
    pub(crate) fn start_globals(&self) {
        self.has_globals.store(true, Ordering::Release);
        SOME_HAVE_GLOBALS.store(true, Ordering::Release);
    }

    /// Whether properties are set of new objects.
    #[inline]
    pub(crate) fn has_globals(&self) -> bool {
        self.has_globals.load(Ordering::Acquire)
    }

    #[inline]
    pub(crate) fn phase(&self) -> &AtomicU8 {
        &self.phase
    }

    /// Held by whoever changes the tree; nothing of the user's runs under it.
    pub(crate) fn lock_topology(&self) -> MutexGuard<'_, ()> {
        lock(&self.topology)
    }
}

/// Whether any context ever had globals: creation looks no further where there are none.
static SOME_HAVE_GLOBALS: AtomicBool = AtomicBool::new(false);

/// Whether properties are set of what this thread creates now.
#[inline]
pub(crate) fn current_has_globals() -> bool {
    SOME_HAVE_GLOBALS.load(Ordering::Acquire) && with_current(World::has_globals)
}

impl Drop for Owner {
    fn drop(&mut self) {
        let slots = {
            // Under the lock of `owning`: an object may just have asked for its context, and made a new owner.
            let known = lock(&self.world.owner);
            if known.strong_count() > 0 {
                return;
            }
            // The index and the globals are among them.
            self.world.is_indexed.store(false, Ordering::Relaxed);
            self.world.has_globals.store(false, Ordering::Relaxed);
            self.world.phase.store(0, Ordering::Relaxed);
            std::mem::take(&mut *lock(&self.world.slots))
        };
        // Without a lock: what goes with them may ask for its context.
        drop(slots);
    }
}

impl PartialEq for Context {
    fn eq(&self, other: &Self) -> bool {
        self.world().is(other.world())
    }
}

impl Eq for Context {}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "context@{:p}", Arc::as_ptr(&self.owner.world))
    }
}

impl Object {
    /// The context that the object was created in.
    pub fn context(&self) -> Context {
        match self.attached::<Home>() {
            Some(Home(world)) => Context::owning(world),
            None => Context::process(),
        }
    }

    /// The same, for a look at it.
    pub(crate) fn world(&self) -> &World {
        match self.attached::<Home>() {
            Some(Home(world)) => world,
            None => process(),
        }
    }
}

/// The context that the thread has entered, if it has entered one.
pub(crate) fn entered() -> Option<Context> {
    current::entered()
}

/// What `look` sees of the context in which this thread creates objects.
#[inline]
pub(crate) fn with_current<R>(look: impl FnOnce(&World) -> R) -> R {
    current::with_entered(|context| look(context.map_or_else(|| process(), Context::world)))
}

/// The context of the process, for a look at it.
#[inline]
pub(crate) fn process() -> &'static World {
    PROCESS.world()
}

/// What a new object gets to know about where it is born; nothing if that is the context of the process.
#[inline]
pub(crate) fn born() -> Option<Box<Node>> {
    let context = current::entered()?;
    if context.world().is(process()) {
        return None;
    }
    Some(Node::with(Home(context.owner.world.clone())))
}
