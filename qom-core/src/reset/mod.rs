//! Reset: objects are put back into the state that they start in, in three phases, along a tree of their own.
//!
//! A type takes part by listing the interface [`Resettable`]; how far its objects are is kept for it. Devices and buses
//! do: below a device are its buses, below a bus the devices on it, the newest first. A type overrides the hooks of the
//! phases that it has something to do in:
//!
//! ```
//! use std::sync::atomic::{AtomicU32, Ordering};
//!
//! use qom_core::prelude::*;
//!
//! /// A counter that starts at a value of the user's choice.
//! #[qom_type(parent = Device, interfaces = [Resettable])]
//! pub struct Timer {
//!     /// Where it starts.
//!     #[property(default = 100)]
//!     start: Prop<u32>,
//!     now: AtomicU32,
//! }
//!
//! impl ResettableImpl for Timer {
//!     fn hold(this: &Self, kind: ResetType) {
//!         Resettable::parent_hold(this, kind);
//!         this.now.store(this.start.get(), Ordering::Relaxed);
//!     }
//! }
//!
//! let (context, timer) = (Context::current(), Timer::new());
//! timer.reset(ResetType::Cold)?;                  // this one
//! assert_eq!(timer.now.load(Ordering::Relaxed), 100);
//!
//! context.register_reset(&timer)?;                // with the system
//! timer.set("start", 200)?;
//! context.system_reset(ResetType::Cold)?;
//! assert_eq!(timer.now.load(Ordering::Relaxed), 200);
//!
//! timer.assert_reset(ResetType::Cold)?;           // as long as a line is held
//! assert!(timer.is_in_reset());
//! timer.release_reset(ResetType::Cold)?;
//! # Ok::<(), Error>(())
//! ```
//!
//! # The order
//!
//! [`Object::assert_reset`] has the whole tree enter, and then the whole tree hold; [`Object::release_reset`] has it
//! exit; [`Object::reset`] is both. What is below an object comes before it. An object can be put into reset by several,
//! which is counted: its hooks are called when the first puts it there, and when the last releases it.
//!
//! What a walk visits is found before it starts, separately for putting into reset and for releasing. Objects that come
//! below one in reset are put into it: devices when they are realized, others by [`Object::change_reset_parent`].
//!
//! # Resets while one runs
//!
//! One thread at a time resets an object; trees that have none in common do not know of each other. No lock is held while
//! hooks run, and no thread waits:
//!
//! * Another thread that wants to reset one of the same objects is refused,
//!   [`Error::ResetRunning`](crate::Error::ResetRunning).
//! * A reset of the system is done after the one that is in the way, by the thread that has that; see
//!   [`Context::system_reset`].
//! * A device that is realized on a bus in reset is put into that after the one that runs, if it cannot be now.
//! * The hooks `hold` and `exit` may reset further objects, as a device with a part of its own does; `enter` may not.
//!
//! What QEMU asserts is an error, and known before anything has changed. A hook that panics does not keep the others from
//! running, and the counts are right when the panic goes on.
//!
//! [`Context::system_reset`]: crate::Context::system_reset
//! [`Object::assert_reset`]: crate::Object::assert_reset
//! [`Object::release_reset`]: crate::Object::release_reset
//! [`Object::reset`]: crate::Object::reset
//! [`Object::change_reset_parent`]: crate::Object::change_reset_parent

mod objects;
mod state;
mod system;
mod turn;
mod walk;

use qom_macros::qom_interface;

use crate::object::{Obj, Object};

pub(crate) use objects::{arrived, clear};
pub use system::{ResetContainer, ResetGuard, SystemReset};

/// Why something is reset. A hook that does not know a type does what it does for [`Cold`](Self::Cold).
///
/// QOM: `ResetType`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ResetType {
    /// As if the power had been off.
    ///
    /// QOM: `RESET_TYPE_COLD`.
    #[default]
    Cold,
    /// A snapshot is going to be loaded: what is not in it, such as a random seed, stays.
    ///
    /// QOM: `RESET_TYPE_SNAPSHOT_LOAD`.
    SnapshotLoad,
    /// The machine wakes up from suspension: memory stays, and what the guest expects to.
    ///
    /// QOM: `RESET_TYPE_WAKEUP`.
    Wakeup,
}

/// An object that can be reset. What can be done to one is with [`Object`]: `reset`, `assert_reset`, `release_reset`,
/// `is_in_reset`.
///
/// An override calls that of the parent, `Resettable::parent_hold(this, kind)`. All hooks run inside the context of the
/// object that is reset.
///
/// QOM: `resettable`. What QEMU calls a legacy reset is `hold`.
#[doc(alias = "resettable_class_set_parent_phases")]
#[qom_interface(Resettable)]
pub trait ResettableImpl {
    /// The object comes into reset: it sets itself back, and does nothing that others notice, as they may have done so or
    /// not. It may not reset others.
    ///
    /// QOM: `ResettablePhases.enter`.
    #[hook(internal)]
    fn enter(this: &Self, kind: ResetType) {
        let _ = (this, kind);
    }
    /// All have entered: the object does what others notice, such as setting lines to what they are in reset.
    ///
    /// QOM: `ResettablePhases.hold`.
    #[doc(alias = "device_class_set_legacy_reset")]
    #[hook(internal)]
    fn hold(this: &Self, kind: ResetType) {
        let _ = (this, kind);
    }
    /// The object leaves reset, and starts to do what it does by itself.
    ///
    /// QOM: `ResettablePhases.exit`.
    #[hook(internal)]
    fn exit(this: &Self, kind: ResetType) {
        let _ = (this, kind);
    }
    /// What is reset with the object: below it in the tree of resets, in this order.
    ///
    /// QOM: `ResettableClass.child_foreach`.
    #[hook(internal)]
    fn reset_children(this: &Self) -> Vec<Obj<Object>> {
        let _ = this;
        Vec::new()
    }
}
