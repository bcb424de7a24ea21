//! What is reset together: containers, and the system of a context.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};

use qom_macros::qom_type;

use super::objects;
use super::turn::{Later, Running};
use super::walk::{Panics, refusal, resettable};
use super::{ResetType, Resettable, ResettableImpl};
use crate::context::Context;
use crate::create::Create;
use crate::error::{Error, Result};
use crate::object::{Obj, Object, ObjectExt, ObjectView, WeakObj};
use crate::sync::lock;

/// A list of objects that are reset together, in the order in which they were added: QOM's `resettable-container`.
///
/// It does not keep them: those that are gone are in it no more.
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_type(parent = Device)]
/// pub struct Core {}
///
/// let (cluster, cores) = (ResetContainer::new(), [Core::new(), Core::new()]);
/// for core in &cores {
///     cluster.add(core)?;
/// }
/// cluster.assert_reset(ResetType::Cold)?;
/// assert!(cores[1].is_in_reset());
/// cluster.remove(&*cores[1])?;
/// assert!(cores[0].is_in_reset() && !cores[1].is_in_reset());
/// # Ok::<(), Error>(())
/// ```
#[qom_type(name = "resettable-container", interfaces = [Resettable])]
pub struct ResetContainer {
    listed: Mutex<Vec<WeakObj<Object>>>,
}

impl ResettableImpl for ResetContainer {
    fn reset_children(this: &Self) -> Vec<Obj<Object>> {
        this.objects()
    }
}

impl ResetContainer {
    /// What is in it, in the order in which it was added.
    pub fn objects(&self) -> Vec<Obj<Object>> {
        self.lock().iter().filter_map(WeakObj::upgrade).collect()
    }

    /// Adds an object. If the container is in reset, it is put into that.
    ///
    /// QOM: `resettable_container_add`.
    ///
    /// # Errors
    /// As [`Object::change_reset_parent`]; if the object is of another context. It is not in the list then.
    #[doc(alias = "resettable_container_add")]
    pub fn add<T: ObjectView>(&self, object: &Obj<T>) -> Result<()> {
        let object = object.clone().into_object();
        self.check(&object)?;
        Running::start(self.context()).run(|running| {
            running.claim(&self.own_handle()?)?;
            if self.is_in_reset() {
                object.change_reset_parent(None, Some(self))?;
            }
            self.list(&object);
            Ok(())
        })
    }

    /// Takes an object out, if it is in. If the container is in reset, the object is released from that.
    ///
    /// QOM: `resettable_container_remove`.
    ///
    /// # Errors
    /// As [`Object::change_reset_parent`]. It is in the list then.
    #[doc(alias = "resettable_container_remove")]
    pub fn remove(&self, object: &Object) -> Result<()> {
        Running::start(self.context()).run(|running| {
            running.claim(&self.own_handle()?)?;
            if self.is_in_reset() && self.lock().iter().any(|listed| listed.is_of(object)) {
                object.change_reset_parent(Some(self), None)?;
            }
            self.unlist(object);
            Ok(())
        })
    }

    fn own_handle(&self) -> Result<Obj<Object>> {
        self.upcast_ref::<Object>().handle().ok_or_else(|| refusal(self, "it is going"))
    }

    fn check(&self, object: &Object) -> Result<()> {
        resettable(object)?;
        if !self.world().is(object.world()) {
            return Err(refusal(object, "it is in another context"));
        }
        Ok(())
    }

    fn list(&self, object: &Obj<Object>) {
        let mut listed = self.lock();
        listed.retain(WeakObj::is_alive);
        listed.push(object.downgrade());
    }

    fn unlist(&self, object: &Object) {
        let mut listed = self.lock();
        if let Some(place) = listed.iter().position(|listed| listed.is_of(object)) {
            listed.remove(place);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<WeakObj<Object>>> {
        lock(&self.listed)
    }
}

/// What is reset with the system of a context. Nobody else has the container: it is in reset only while that is reset,
/// so its list can change at any time. What is added has nothing to leave, and what was taken out is finished.
#[derive(Default)]
struct System(OnceLock<Obj<ResetContainer>>);

/// Whether a reset of the system is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemReset {
    /// It is.
    Done,
    /// Another thread resets some of the same objects, or a hook has asked: it follows what runs.
    Queued,
}

impl Context {
    /// Resets all that was registered, as one tree, in the order in which it was registered.
    ///
    /// A hook may ask for it too. If it does, or another thread resets some of the same objects, this returns at once, and
    /// the reset follows what runs now, by who does that and is told what goes wrong; once for all that ask for the same
    /// type meanwhile.
    ///
    /// QOM: `qemu_devices_reset`, and `qemu_system_reset_request`.
    ///
    /// # Errors
    /// As [`Object::assert_reset`]; from inside a hook of a reset of the system, which would never end.
    ///
    /// # Panics
    /// If a hook does, when all others have run.
    ///
    /// ```
    /// use qom_core::SystemReset;
    /// use qom_core::prelude::*;
    ///
    /// let context = Context::new();
    /// let again = context.clone();
    /// let guard = context.on_reset(move |kind| {
    ///     // A reset that asks for one of the system would have no end.
    ///     assert!(again.system_reset(kind).is_err());
    /// });
    /// assert_eq!(context.system_reset(ResetType::Cold)?, SystemReset::Done);
    /// # Ok::<(), Error>(())
    /// ```
    #[doc(alias = "qemu_devices_reset")]
    pub fn system_reset(&self, kind: ResetType) -> Result<SystemReset> {
        Running::start(self.clone()).run(|running| {
            let reset = Later::System(kind);
            if running.is_system() {
                // It would never end.
                return Err(Error::CannotReset { name: "the system".into(), why: "this is its reset" });
            }
            if running.is_in_hook() {
                running.do_later(&reset);
                return Ok(SystemReset::Queued);
            }
            Ok(if running.try_now(&reset)? { SystemReset::Done } else { SystemReset::Queued })
        })
    }

    /// The object is reset with the system from now on, until it is gone or [unregistered](Self::unregister_reset). If the
    /// system is being reset, it is from the next time on.
    ///
    /// QOM: `qemu_register_resettable`.
    ///
    /// # Errors
    /// [`Error::NotAnInstance`] if it cannot be reset;
    /// [`Error::CannotReset`] if it is of another context.
    #[doc(alias = "qemu_register_resettable")]
    pub fn register_reset<T: ObjectView>(&self, object: &Obj<T>) -> Result<()> {
        let object = object.clone().into_object();
        let system = self.reset_system();
        system.check(&object)?;
        system.list(&object);
        Ok(())
    }

    /// The object is no longer reset with the system; nothing happens if it was not.
    ///
    /// QOM: `qemu_unregister_resettable`.
    #[doc(alias = "qemu_unregister_resettable")]
    pub fn unregister_reset(&self, object: &Object) {
        let slot: Arc<System> = self.world().slot();
        if let Some(system) = slot.0.get() {
            system.unlist(object);
        }
    }

    /// Calls a function when the system is reset, until the guard goes: in the phase hold, in its place among what is
    /// registered.
    ///
    /// QOM: `qemu_register_reset`, `qemu_unregister_reset`.
    #[doc(alias = "qemu_register_reset")]
    pub fn on_reset(&self, call: impl Fn(ResetType) + Send + Sync + 'static) -> ResetGuard {
        self.add_callback(Arc::new(call))
    }

    /// The same, but for resets of the type [`SnapshotLoad`](ResetType::SnapshotLoad): for what a snapshot does not have.
    ///
    /// QOM: `qemu_register_reset_nosnapshotload`.
    #[doc(alias = "qemu_register_reset_nosnapshotload")]
    pub fn on_reset_unless_snapshot_load(&self, call: impl Fn(ResetType) + Send + Sync + 'static) -> ResetGuard {
        self.add_callback(Arc::new(move |kind| {
            if kind != ResetType::SnapshotLoad {
                call(kind);
            }
        }))
    }

    fn add_callback(&self, call: Arc<Callback>) -> ResetGuard {
        let object = LegacyReset::new_in(self);
        *object.lock() = Some(call);
        let system = self.reset_system();
        system.list(&object.clone().upcast());
        ResetGuard { system: system.downgrade(), object }
    }

    fn reset_system(&self) -> Obj<ResetContainer> {
        let slot: Arc<System> = self.world().slot();
        // Not inside `get_or_init`: who makes a class may ask for it.
        let _ = ResetContainer::info().class();
        slot.0.get_or_init(|| ResetContainer::new_in(self)).clone()
    }
}

/// A reset of the system by who has the turn.
pub(super) fn run(running: &Running, kind: ResetType) -> Result<()> {
    let system = running.context().reset_system().upcast();
    let mut panics = Panics::default();
    let done = running.as_system(|| panics.catch(|| objects::reset(running, &system, kind)));
    panics.resume();
    done.unwrap_or(Ok(()))
}

type Callback = dyn Fn(ResetType) + Send + Sync;

/// A function as an object of the tree of resets: QOM's `legacy-reset`.
#[qom_type(name = "legacy-reset", interfaces = [Resettable])]
struct LegacyReset {
    call: Mutex<Option<Arc<Callback>>>,
}

impl ResettableImpl for LegacyReset {
    fn hold(this: &Self, kind: ResetType) {
        // Without the lock.
        let call = this.lock().clone();
        if let Some(call) = call {
            call(kind);
        }
    }
}

impl LegacyReset {
    fn lock(&self) -> MutexGuard<'_, Option<Arc<Callback>>> {
        lock(&self.call)
    }
}

/// A function is called at each reset until this goes; see [`Context::on_reset`].
#[doc(alias = "qemu_unregister_reset")]
#[must_use = "it is not called any more once this is dropped"]
pub struct ResetGuard {
    system: WeakObj<ResetContainer>,
    object: Obj<LegacyReset>,
}

impl Drop for ResetGuard {
    fn drop(&mut self) {
        if let Some(system) = self.system.upgrade() {
            system.unlist(&self.object);
        }
        // A reset that runs does not call it either. What it was called with goes without the lock.
        let call = self.object.lock().take();
        drop(call);
    }
}

impl fmt::Debug for ResetGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResetGuard of {:?}", self.object)
    }
}
