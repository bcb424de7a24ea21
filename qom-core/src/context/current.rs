//! The context that a thread has entered.

use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;

use super::Context;

thread_local! {
    /// Whether there is one: asked for every object that is created, and cheaper than the other.
    static IS_INSIDE: Cell<bool> = const { Cell::new(false) };
    /// Has no destructor, so that it is there for those of other thread-locals; who enters also leaves.
    static ENTERED: ManuallyDrop<RefCell<Option<Context>>> = const { ManuallyDrop::new(RefCell::new(None)) };
}

/// The context that the thread has entered last and not left.
#[inline]
pub(super) fn entered() -> Option<Context> {
    if !IS_INSIDE.get() {
        return None;
    }
    ENTERED.with(|entered| entered.borrow().clone())
}

/// The same, for a look at it; `look` creates nothing and enters nothing.
#[inline]
pub(super) fn with_entered<R>(look: impl FnOnce(Option<&Context>) -> R) -> R {
    if !IS_INSIDE.get() {
        return look(None);
    }
    ENTERED.with(|entered| look(entered.borrow().as_ref()))
}

/// The thread is inside a context until this goes.
pub(super) struct Entered {
    outer: Option<Context>,
}

impl Entered {
    pub(super) fn new(context: Context) -> Self {
        let outer = replace(Some(context));
        Self { outer }
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        drop(replace(self.outer.take()));
    }
}

fn replace(context: Option<Context>) -> Option<Context> {
    let is_inside = context.is_some();
    let outer = ENTERED.with(|entered| entered.replace(context));
    IS_INSIDE.set(is_inside);
    outer
}
