//! Who resets: each object is for one thread at a time, and no thread waits for another.

use std::collections::VecDeque;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{self, ThreadId};

use rustc_hash::FxHashMap;

use super::ResetType;
use super::state::ResetState;
use super::walk::{Panics, name_of, refusal};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::object::{Obj, Object, WeakObj};
use crate::sync::lock;

/// Who resets in a context.
#[derive(Default)]
pub(super) struct Turns(Mutex<State>);

#[derive(Default)]
struct State {
    /// A thread that has claimed an object is among them.
    runs: FxHashMap<ThreadId, Run>,
    /// What is done by a thread that was in the way, when it ends.
    later: VecDeque<(ThreadId, Later)>,
}

/// What a thread is at.
#[derive(Default)]
struct Run {
    /// A hook may reset further objects.
    depth: usize,
    is_entering: bool,
    exits: usize,
    /// It is in a reset of the system.
    is_system: bool,
    /// Who had what it wanted to claim last.
    blocked_by: Option<ThreadId>,
    claims: Vec<Obj<Object>>,
}

#[derive(Clone)]
pub(super) enum Later {
    System(ResetType),
    /// An object came below another one that may be in reset, or is new.
    Arrival {
        object: WeakObj<Object>,
        parent: Option<WeakObj<Object>>,
        is_new: bool,
    },
}

/// This thread resets.
pub(super) struct Running {
    context: Context,
    turns: Arc<Turns>,
    me: ThreadId,
}

impl Running {
    pub(super) fn start(context: Context) -> Self {
        let (turns, me): (Arc<Turns>, _) = (context.world().slot(), thread::current().id());
        turns.lock().runs.entry(me).or_default().depth += 1;
        Self { context, turns, me }
    }

    /// Does the work, inside the context, and then what others have asked for meanwhile; without any lock.
    pub(super) fn run<R>(self, work: impl FnOnce(&Self) -> Result<R>) -> Result<R> {
        let mut panics = Panics::default();
        let done = panics.catch(|| self.context.enter(|| work(&self)));
        let later = self.finish(&mut panics);
        panics.resume();
        match done {
            Some(done) => done.and_then(|done| later.map(|()| done)),
            None => unreachable!("that was a panic, which has gone on"),
        }
    }

    fn finish(&self, panics: &mut Panics) -> Result<()> {
        let mut result = Ok(());
        while let Some(later) = self.next(panics) {
            let done = panics.catch(|| self.context.enter(|| self.try_now(&later)));
            if let Some(Err(error)) = done
                && result.is_ok()
            {
                result = Err(error.context("reset that was asked for meanwhile"));
            }
        }
        result
    }

    /// What is left to do; `None` if this thread does nothing any more, or what it did was inside a hook.
    fn next(&self, panics: &mut Panics) -> Option<Later> {
        let claims = self.with(|run| if run.depth > 1 { None } else { Some(mem::take(&mut run.claims)) });
        let Some(claims) = claims else {
            self.with(|run| run.depth -= 1);
            return None;
        };
        // First, so that who finds one of them claimed still finds this run, or has it.
        claims.iter().for_each(|object| ResetState::of(object).give_up());
        // The last handle to one may be among them.
        panics.catch(|| drop(claims));
        let mut state = self.turns.lock();
        let next = state.later.iter().position(|(who, _)| *who == self.me);
        match next {
            Some(next) => state.later.remove(next).map(|(_, later)| later),
            None => {
                state.runs.remove(&self.me);
                None
            }
        }
    }

    /// Does it, or leaves it to the thread that is in the way: `false`.
    pub(super) fn try_now(&self, later: &Later) -> Result<bool> {
        loop {
            match later.run(self) {
                Err(Error::ResetRunning { .. }) if self.leave_to_blocker(later) => return Ok(false),
                // Who was in the way has just ended.
                Err(Error::ResetRunning { .. }) => {}
                other => return other.map(|()| true),
            }
        }
    }

    fn leave_to_blocker(&self, later: &Later) -> bool {
        let blocker = self.with(|run| run.blocked_by.take());
        blocker.is_some_and(|blocker| self.turns.lock().leave_to(blocker, later))
    }

    /// This thread does it, when all else that it does has ended.
    pub(super) fn do_later(&self, later: &Later) {
        self.turns.lock().leave_to(self.me, later);
    }

    /// The object is for this thread until it ends.
    ///
    /// # Errors
    /// If it is for another.
    pub(super) fn claim(&self, object: &Obj<Object>) -> Result<()> {
        match ResetState::of(object).claim(self.me) {
            Ok(true) => self.with(|run| run.claims.push(object.clone())),
            Ok(false) => {}
            Err(other) => {
                self.with(|run| run.blocked_by = Some(other));
                return Err(Error::ResetRunning { name: name_of(object) });
            }
        }
        Ok(())
    }

    pub(super) fn context(&self) -> &Context {
        &self.context
    }

    pub(super) fn is_in_hook(&self) -> bool {
        self.with(|run| run.depth > 1)
    }

    pub(super) fn is_system(&self) -> bool {
        self.with(|run| run.is_system)
    }

    /// `work` does not panic.
    pub(super) fn as_system<R>(&self, work: impl FnOnce() -> R) -> R {
        self.with(|run| run.is_system = true);
        let done = work();
        self.with(|run| run.is_system = false);
        done
    }

    /// No phase runs that has put part of a tree into reset, or taken part of one out.
    pub(super) fn is_between_phases(&self) -> bool {
        self.with(|run| !run.is_entering && run.exits == 0)
    }

    /// # Errors
    /// Inside a hook `enter`.
    pub(super) fn check_not_entering(&self, object: &Object) -> Result<()> {
        if self.with(|run| run.is_entering) {
            return Err(refusal(object, "objects are entering reset"));
        }
        Ok(())
    }

    /// # Errors
    /// Inside a hook `enter` or `exit`.
    pub(super) fn check_between_phases(&self, object: &Object) -> Result<()> {
        self.check_not_entering(object)?;
        if !self.is_between_phases() {
            return Err(refusal(object, "its place in the tree of resets changes while objects are leaving reset"));
        }
        Ok(())
    }

    /// `phase` does not panic: it catches what hooks do.
    pub(super) fn entering(&self, phase: impl FnOnce()) {
        self.with(|run| run.is_entering = true);
        phase();
        self.with(|run| run.is_entering = false);
    }

    /// The same.
    pub(super) fn exiting(&self, phase: impl FnOnce()) {
        self.with(|run| run.exits += 1);
        phase();
        self.with(|run| run.exits -= 1);
    }

    fn with<R>(&self, look: impl FnOnce(&mut Run) -> R) -> R {
        look(self.turns.lock().runs.entry(self.me).or_default())
    }
}

impl Turns {
    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.0)
    }
}

impl State {
    /// `false`: that thread has ended what it did.
    fn leave_to(&mut self, who: ThreadId, later: &Later) -> bool {
        if !self.runs.contains_key(&who) {
            return false;
        }
        let is_there = self.later.iter().any(|(_, other)| match (other, later) {
            (Later::System(other), Later::System(kind)) => other == kind,
            _ => false,
        });
        if !is_there {
            self.later.push_back((who, later.clone()));
        }
        true
    }
}
