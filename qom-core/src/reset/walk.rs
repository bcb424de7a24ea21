//! A walk over the tree of resets: what it visits, and the three phases.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use rustc_hash::{FxHashMap, FxHashSet};

use super::state::{self, MAX_COUNT, ResetState};
use super::turn::Running;
use super::{ResetType, Resettable, ResettableClass};
use crate::error::{Error, Result};
use crate::object::{Obj, Object};
use crate::trace::{self, Debugged, Shown};

/// What a walk visits. It is found before anything is changed, so that what is wrong is known by then, and it keeps what
/// it visits, so that what leaves meanwhile is finished.
#[derive(Default)]
pub(super) struct Plan {
    visits: Vec<Visit>,
    steps: Vec<Step>,
}

struct Visit {
    object: Obj<Object>,
    /// See [`ResetState`], as of then.
    moves: u64,
}

/// Each visit has two.
#[derive(Clone, Copy)]
enum Step {
    /// Before what is below it.
    Down(usize),
    /// After that.
    Up(usize),
}

impl Plan {
    /// From this object down, each in the order in which it names what is below it. Nothing is changed, but all of it is
    /// for this thread from then on.
    ///
    /// `raises`: by how much each visit raises the count.
    pub(super) fn of(running: &Running, top: &Obj<Object>, raises: u32) -> Result<Self> {
        Finding::new(running, raises, false).find(top)
    }

    /// The same, to release what this thread has put into reset, and claimed: what is for another thread is left out.
    pub(super) fn of_own(running: &Running, top: &Obj<Object>) -> Result<Self> {
        Finding::new(running, 0, true).find(top)
    }

    /// QOM: `resettable_phase_enter`.
    pub(super) fn enter(&self, kind: ResetType, panics: &mut Panics) {
        let mut is_first = vec![false; self.visits.len()];
        for step in &self.steps {
            match *step {
                Step::Down(number) => is_first[number] = self.state(number).raise(),
                Step::Up(number) if is_first[number] => {
                    self.call(number, panics, |class| class.enter, trace::resettable_phase_enter_exec, kind);
                    self.state(number).hold_is_due();
                }
                Step::Up(_) => {}
            }
        }
    }

    /// QOM: `resettable_phase_hold`.
    pub(super) fn hold(&self, kind: ResetType, panics: &mut Panics) {
        for step in &self.steps {
            if let Step::Up(number) = *step
                && self.state(number).take_hold()
            {
                self.call(number, panics, |class| class.hold, trace::resettable_phase_hold_exec, kind);
            }
        }
    }

    /// What is in no reset came after the reset began, and has nothing to leave.
    ///
    /// QOM: `resettable_phase_exit`.
    pub(super) fn exit(&self, kind: ResetType, panics: &mut Panics) {
        for step in &self.steps {
            match *step {
                Step::Down(number) => self.state(number).set_exiting(true),
                Step::Up(number) => {
                    if self.state(number).lower() {
                        self.call(number, panics, |class| class.exit, trace::resettable_phase_exit_exec, kind);
                    }
                    self.state(number).set_exiting(false);
                }
            }
        }
    }

    /// Visits first what an earlier walk has visited and this one does not: it has left since, and is finished now.
    pub(super) fn with_those_that_left(mut self, earlier: &Self) -> Self {
        let mut here: FxHashMap<usize, usize> = FxHashMap::default();
        for visit in &self.visits {
            *here.entry(address(&visit.object)).or_default() += 1;
        }
        let mut steps = Vec::new();
        for step in &earlier.steps {
            let Step::Up(number) = *step else { continue };
            let Visit { object, moves } = &earlier.visits[number];
            match here.get_mut(&address(object)) {
                Some(left) if *left > 0 => *left -= 1,
                _ if state::moves(object) == *moves => {
                    steps.extend([Step::Down(self.visits.len()), Step::Up(self.visits.len())]);
                    self.visits.push(Visit { object: object.clone(), moves: *moves });
                }
                // Its counts were set right when it left.
                _ => {}
            }
        }
        steps.append(&mut self.steps);
        Self { steps, ..self }
    }

    /// The counts of all that is visited are about to be set right for a change of parent.
    pub(super) fn has_moved(&self) {
        for visit in &self.visits {
            ResetState::of(&visit.object).has_moved();
        }
    }

    fn state(&self, number: usize) -> &ResetState {
        ResetState::of(&self.visits[number].object)
    }

    fn call(
        &self,
        number: usize,
        panics: &mut Panics,
        hook: fn(&ResettableClass) -> fn(&Resettable, ResetType),
        traced: fn(Shown<'_>, Debugged<'_>),
        kind: ResetType,
    ) {
        let object = &self.visits[number].object;
        traced(Shown(object), Debugged(&kind));
        if let Some(object) = object.as_interface::<Resettable>() {
            panics.catch(|| hook(ResettableClass::of(object))(object, kind));
        }
    }
}

/// A plan that is being made.
struct Finding<'r> {
    running: &'r Running,
    plan: Plan,
    raises: u32,
    skips_others: bool,
    /// From the top to here.
    path: FxHashSet<usize>,
    /// How often each is visited.
    seen: FxHashMap<usize, u32>,
}

impl<'r> Finding<'r> {
    fn new(running: &'r Running, raises: u32, skips_others: bool) -> Self {
        let (path, seen) = (FxHashSet::default(), FxHashMap::default());
        Self { running, plan: Plan::default(), raises, skips_others, path, seen }
    }

    fn find(mut self, top: &Obj<Object>) -> Result<Plan> {
        // Not by recursion: trees may be deep.
        let mut above = vec![self.go_down(top.clone())?];
        while let Some((number, children)) = above.last_mut() {
            match children.next() {
                Some(child) => match self.go_down(child) {
                    Err(Error::ResetRunning { .. }) if self.skips_others => {}
                    below => above.push(below?),
                },
                None => {
                    self.go_up(*number);
                    above.pop();
                }
            }
        }
        Ok(self.plan)
    }

    /// The number of the visit, and what is below.
    fn go_down(&mut self, object: Obj<Object>) -> Result<(usize, std::vec::IntoIter<Obj<Object>>)> {
        let resettable = resettable(&object)?;
        if let Some(top) = self.plan.visits.first()
            && !top.object.world().is(object.world())
        {
            return Err(refusal(&object, "it is in another context"));
        }
        // Before it is asked what is below it: who adds something there sees either.
        self.running.claim(&object)?;
        if !self.path.insert(address(&object)) {
            return Err(refusal(&object, "it is below itself in the tree of resets"));
        }
        if state::is_exiting(&object) {
            return Err(refusal(&object, "it is leaving reset"));
        }
        let seen = self.seen.entry(address(&object)).or_default();
        *seen += 1;
        let count = if self.raises == 0 { *seen } else { state::count(&object).saturating_add(self.raises * *seen) };
        if count > MAX_COUNT {
            return Err(refusal(&object, "it would be in reset more than 50 times"));
        }
        let children = (ResettableClass::of(resettable).reset_children)(resettable);
        let number = self.plan.visits.len();
        self.plan.steps.push(Step::Down(number));
        let moves = state::moves(&object);
        self.plan.visits.push(Visit { object, moves });
        Ok((number, children.into_iter()))
    }

    fn go_up(&mut self, number: usize) {
        self.path.remove(&address(&self.plan.visits[number].object));
        self.plan.steps.push(Step::Up(number));
    }
}

fn address(object: &Object) -> usize {
    std::ptr::from_ref(object).addr()
}

/// The object as one that can be reset.
pub(super) fn resettable(object: &Object) -> Result<&Resettable> {
    object
        .as_interface()
        .ok_or_else(|| Error::NotAnInstance { actual: object.type_name().into(), wanted: "resettable".into() })
}

pub(super) fn refusal(object: &Object, why: &'static str) -> Error {
    Error::CannotReset { name: name_of(object), why }
}

pub(super) fn name_of(object: &Object) -> Box<str> {
    object.canonical_path().map_or_else(|| object.type_name().into(), Into::into)
}

/// The first panic of several hooks, which all run.
#[derive(Default)]
pub(super) struct Panics(Option<Box<dyn Any + Send>>);

impl Panics {
    pub(super) fn catch<R>(&mut self, run: impl FnOnce() -> R) -> Option<R> {
        match catch_unwind(AssertUnwindSafe(run)) {
            Ok(done) => Some(done),
            Err(panic) => {
                self.0.get_or_insert(panic);
                None
            }
        }
    }

    pub(super) fn is_some(&self) -> bool {
        self.0.is_some()
    }

    /// It goes on, if there is one.
    pub(super) fn resume(self) {
        if let Some(panic) = self.0 {
            resume_unwind(panic);
        }
    }
}
