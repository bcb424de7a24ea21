//! What can be done to an object that can be reset.

use std::thread;

use super::ResetType;
use super::state::{self, ResetState};
use super::turn::{Later, Running};
use super::walk::{Panics, Plan, refusal, resettable};
use super::{Resettable, ResettableClass, system};
use crate::error::Result;
use crate::object::{Obj, Object, ObjectExt};
use crate::trace::{self, Debugged, Shown};

/// Resetting. What of it an object goes through is in its [`ResettableImpl`](super::ResettableImpl).
impl Object {
    /// Puts the object, and what is below it in the tree of resets, into reset and out of it again.
    ///
    /// What comes below it meanwhile is not part of it; what leaves is finished.
    ///
    /// QOM: `resettable_reset`, `device_cold_reset`, `bus_cold_reset`.
    ///
    /// # Errors
    /// As [`assert_reset`](Self::assert_reset). If what is below it cannot be told any more when it is released, all is
    /// released that was put into reset.
    ///
    /// # Panics
    /// If a hook does, when all others have run.
    #[doc(alias("device_cold_reset", "bus_cold_reset", "resettable_reset", "resettable_cold_reset_fn"))]
    pub fn reset(&self, kind: ResetType) -> Result<()> {
        let object = reset_handle(self)?;
        Running::start(self.context()).run(|running| reset(running, &object, kind))
    }

    /// Puts the object, and what is below it in the tree of resets, into reset, until it is released as often.
    ///
    /// All enter first, and then all hold; what is below an object comes before it. Those hooks run of objects that were
    /// in no reset before; the counts of all are raised.
    ///
    /// QOM: `resettable_assert_reset`.
    ///
    /// # Errors
    /// [`Error::NotAnInstance`](crate::Error::NotAnInstance) if it, or one below it, cannot be reset;
    /// [`Error::ResetRunning`](crate::Error::ResetRunning) while another thread resets one of them;
    /// [`Error::CannotReset`](crate::Error::CannotReset) from inside a hook `enter`, for an object that is leaving
    /// reset, that is below itself, or in reset 50 times. Nothing has changed then.
    ///
    /// # Panics
    /// If a hook does, when all others have run; the objects have left reset again then.
    #[doc(alias = "resettable_assert_reset")]
    pub fn assert_reset(&self, kind: ResetType) -> Result<()> {
        let object = reset_handle(self)?;
        Running::start(self.context()).run(|running| {
            let mut panics = Panics::default();
            let plan = assert(running, &object, kind, &mut panics)?;
            if panics.is_some() {
                running.exiting(|| plan.exit(kind, &mut panics));
            }
            panics.resume();
            Ok(())
        })
    }

    /// Takes the object, and what is below it in the tree of resets, out of a reset: those that were put into no other
    /// leave it, each after what is below it.
    ///
    /// QOM: `resettable_release_reset`.
    ///
    /// # Errors
    /// As [`assert_reset`](Self::assert_reset), and for an object that is not in reset. Nothing has changed then.
    ///
    /// # Panics
    /// If a hook does, when all others have run.
    #[doc(alias = "resettable_release_reset")]
    pub fn release_reset(&self, kind: ResetType) -> Result<()> {
        let object = reset_handle(self)?;
        Running::start(self.context()).run(|running| {
            running.check_not_entering(&object)?;
            if state::count(&object) == 0 {
                return Err(refusal(&object, "it is not in reset"));
            }
            let mut panics = Panics::default();
            let plan = Plan::of(running, &object, 0)?;
            running.exiting(|| plan.exit(kind, &mut panics));
            panics.resume();
            Ok(())
        })
    }

    /// Whether it was put into a reset and not released. In its hook `exit` it no longer is.
    ///
    /// QOM: `resettable_is_in_reset`, `device_is_in_reset`, `bus_is_in_reset`.
    #[doc(alias("device_is_in_reset", "bus_is_in_reset", "resettable_is_in_reset"))]
    pub fn is_in_reset(&self) -> bool {
        state::count(self) > 0
    }

    /// The object is below `new` in the tree of resets from now on, no longer below `old`: it is put into reset, or
    /// released, as often as their counts differ, and if it leaves one that is in reset, its `hold` is not left out. The
    /// type of reset is always [`ResetType::Cold`].
    ///
    /// A device that is realized on a bus needs no such call.
    ///
    /// QOM: `resettable_change_parent`.
    ///
    /// # Errors
    /// As [`release_reset`](Self::release_reset), and from inside a hook `exit`; if the object is less often in reset
    /// than it would have to be released. Nothing has changed then.
    ///
    /// # Panics
    /// If a hook does, when all others have run.
    #[doc(alias = "resettable_change_parent")]
    pub fn change_reset_parent(&self, old: Option<&Object>, new: Option<&Object>) -> Result<()> {
        let object = reset_handle(self)?;
        Running::start(self.context()).run(|running| {
            let parents = [old, new];
            for parent in parents.into_iter().flatten().filter_map(Object::handle) {
                running.claim(&parent)?;
            }
            let [old, new] = parents.map(|parent| parent.map_or(0, state::count));
            follow(running, &object, old, new)
        })
    }
}

pub(super) fn reset(running: &Running, object: &Obj<Object>, kind: ResetType) -> Result<()> {
    trace::resettable_reset(Shown(object), Debugged(&kind));
    let mut panics = Panics::default();
    let asserted = assert(running, object, kind, &mut panics)?;
    // As it is now; if that cannot be told, as it was.
    let (plan, result) = match panics.catch(|| Plan::of_own(running, object)) {
        Some(Ok(now)) => (now.with_those_that_left(&asserted), Ok(())),
        Some(Err(error)) => (asserted, Err(error)),
        None => (asserted, Ok(())),
    };
    running.exiting(|| plan.exit(kind, &mut panics));
    panics.resume();
    result
}

fn assert(running: &Running, object: &Obj<Object>, kind: ResetType, panics: &mut Panics) -> Result<Plan> {
    running.check_not_entering(object)?;
    let plan = Plan::of(running, object, 1)?;
    running.entering(|| plan.enter(kind, panics));
    plan.hold(kind, panics);
    Ok(plan)
}

/// An object that was below one that is `old` times in reset comes below one that is so `new` times.
fn follow(running: &Running, object: &Obj<Object>, old: u32, new: u32) -> Result<()> {
    running.check_between_phases(object)?;
    if state::count(object) < old.saturating_sub(new) {
        return Err(refusal(object, "it is less often in reset than what it was below"));
    }
    let plan = Plan::of(running, object, new.saturating_sub(old))?;
    plan.has_moved();
    let kind = ResetType::Cold;
    let mut panics = Panics::default();
    for _ in old..new {
        running.entering(|| plan.enter(kind, &mut panics));
        plan.hold(kind, &mut panics);
    }
    if old > 0 && state::is_hold_pending(object) {
        plan.hold(kind, &mut panics);
    }
    for _ in new..old {
        running.exiting(|| plan.exit(kind, &mut panics));
    }
    panics.resume();
    Ok(())
}

/// The object came below one that may be in reset, and is put into it then; or it is new, and is reset. Now, or if that
/// cannot be now, when what runs has ended.
pub(crate) fn arrived(object: &Object, parent: Option<&Object>, is_new: bool) -> Result<()> {
    if !is_new && parent.is_none_or(state::is_idle) {
        return Ok(());
    }
    let Some(object) = object.handle() else { return Ok(()) };
    let parent = parent.and_then(Object::handle).map(|parent| parent.downgrade());
    let arrival = Later::Arrival { object: object.downgrade(), parent, is_new };
    Running::start(object.context()).run(|running| {
        if running.is_between_phases() {
            running.try_now(&arrival)?;
        } else {
            running.do_later(&arrival);
        }
        Ok(())
    })
}

fn catch_up(running: &Running, object: &Obj<Object>, parent: &Obj<Object>) -> Result<()> {
    running.claim(parent)?;
    let (has, wants) = (state::count(object), state::count(parent));
    if has < wants { follow(running, object, has, wants) } else { Ok(()) }
}

/// What was before is forgotten: the object begins anew.
///
/// QOM: `resettable_state_clear`.
pub(crate) fn clear(object: &Object) {
    if let Some(state) = object.attached::<ResetState>() {
        state.clear(thread::current().id());
    }
}

impl Later {
    pub(super) fn run(&self, running: &Running) -> Result<()> {
        match self {
            Self::System(kind) => system::run(running, *kind),
            Self::Arrival { object, parent, is_new } => {
                let Some(object) = object.upgrade() else { return Ok(()) };
                if let Some(parent) = parent {
                    let Some(parent) = parent.upgrade().filter(|parent| is_below(&object, parent)) else {
                        return Ok(());
                    };
                    catch_up(running, &object, &parent)?;
                }
                if *is_new { reset(running, &object, ResetType::Cold) } else { Ok(()) }
            }
        }
    }
}

/// An object that came may have gone again.
fn is_below(object: &Obj<Object>, parent: &Object) -> bool {
    let above = parent.as_interface::<Resettable>();
    above.is_some_and(|above| (ResettableClass::of(above).reset_children)(above).contains(object))
}

fn reset_handle(object: &Object) -> Result<Obj<Object>> {
    resettable(object)?;
    object.handle().ok_or_else(|| refusal(object, "it is going"))
}
