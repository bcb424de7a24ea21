//! How far an object is in reset: its attachment once it was reset.

use std::sync::{Mutex, MutexGuard};
use std::thread::ThreadId;

use crate::object::Object;
use crate::sync::lock;

/// QOM: `ResettableState`.
#[derive(Default)]
pub(super) struct ResetState(Mutex<State>);

#[derive(Default)]
struct State {
    /// How many of those who put it into reset have not released it.
    count: u32,
    /// It has entered, and its `hold` was not called yet.
    is_hold_pending: bool,
    /// From before the exit of what is below it to after its own.
    is_exiting: bool,
    /// How often its count was set right for another reason than a walk: a walk that counted before has nothing to do
    /// for it any more.
    moves: u64,
    /// The thread that resets it.
    claimed_by: Option<ThreadId>,
    /// How much of the count is that thread's, since it resets it.
    raised: u32,
}

/// How often an object can be in reset at a time, so that what never ends is noticed.
///
/// QOM: the limit in `resettable_phase_enter`.
pub(super) const MAX_COUNT: u32 = 50;

impl ResetState {
    pub(super) fn of(object: &Object) -> &Self {
        object.get_or_attach(None, Self::default)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.0)
    }

    /// Whether it was in no reset before.
    pub(super) fn raise(&self) -> bool {
        let mut state = self.lock();
        state.count += 1;
        state.raised += 1;
        state.count == 1
    }

    /// Whether it is in no reset any more; `false` too if it was in none.
    pub(super) fn lower(&self) -> bool {
        let mut state = self.lock();
        let was = state.count;
        state.count = was.saturating_sub(1);
        state.raised = state.raised.saturating_sub(1);
        was == 1
    }

    pub(super) fn hold_is_due(&self) {
        self.lock().is_hold_pending = true;
    }

    pub(super) fn take_hold(&self) -> bool {
        std::mem::take(&mut self.lock().is_hold_pending)
    }

    pub(super) fn set_exiting(&self, is_exiting: bool) {
        self.lock().is_exiting = is_exiting;
    }

    pub(super) fn has_moved(&self) {
        self.lock().moves += 1;
    }

    /// It is for this thread, or was before: `false`.
    ///
    /// # Errors
    /// The thread that it is for.
    pub(super) fn claim(&self, me: ThreadId) -> Result<bool, ThreadId> {
        let mut state = self.lock();
        match state.claimed_by {
            None => {
                state.claimed_by = Some(me);
                Ok(true)
            }
            Some(owner) if owner == me => Ok(false),
            Some(owner) => Err(owner),
        }
    }

    pub(super) fn give_up(&self) {
        let mut state = self.lock();
        (state.claimed_by, state.raised) = (None, 0);
    }

    /// As if it had never been reset. What another thread does to it now it also ends, and that is not forgotten.
    pub(super) fn clear(&self, me: ThreadId) {
        let mut state = self.lock();
        if state.claimed_by.is_some_and(|owner| owner != me) && state.raised > 0 {
            state.count = state.count.min(state.raised);
            return;
        }
        (state.count, state.raised, state.is_hold_pending) = (0, 0, false);
        state.moves += 1;
    }
}

fn look<T: Default>(object: &Object, look: impl FnOnce(&State) -> T) -> T {
    object.attached::<ResetState>().map(|state| look(&state.lock())).unwrap_or_default()
}

/// Whether it is neither in reset nor about to be.
pub(super) fn is_idle(object: &Object) -> bool {
    object.attached::<ResetState>().is_none_or(|state| {
        let state = state.lock();
        state.count == 0 && state.claimed_by.is_none()
    })
}

pub(super) fn count(object: &Object) -> u32 {
    look(object, |state| state.count)
}

pub(super) fn is_hold_pending(object: &Object) -> bool {
    look(object, |state| state.is_hold_pending)
}

pub(super) fn is_exiting(object: &Object) -> bool {
    look(object, |state| state.is_exiting)
}

pub(super) fn moves(object: &Object) -> u64 {
    look(object, |state| state.moves)
}
