//! The place of an object in the tree: its attachment once it has a parent or a child.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex, MutexGuard};

use crate::by_name::ByName;
use crate::object::{Obj, Object, WeakObj};
use crate::sync::lock;

/// See the module.
#[derive(Default)]
pub(super) struct Place {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    link: Link,
    /// From the start of `unparent` to its end.
    is_leaving: bool,
    /// How many threads are deleting it.
    deletions: u32,
    children: ByName<Obj<Object>>,
}

/// What is above.
#[derive(Default)]
enum Link {
    #[default]
    None,
    Root,
    Child {
        parent: WeakObj<Object>,
        name: Arc<str>,
    },
}

impl Place {
    pub(super) fn of(object: &Object) -> &Self {
        object.get_or_attach(Some(release_children), Self::default)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    pub(super) fn make_root(&self) {
        self.lock().link = Link::Root;
    }

    pub(super) fn is_root(&self) -> bool {
        matches!(self.lock().link, Link::Root)
    }

    /// The object is no longer the root of its context, which has gone.
    pub(super) fn stop_being_root(&self) {
        self.lock().link = Link::None;
    }

    /// Why the object cannot become the child of another now.
    pub(super) fn obstacle(&self) -> Option<&'static str> {
        match &self.lock().link {
            Link::None => None,
            Link::Root => Some("it is the root of its context"),
            Link::Child { parent, .. } if parent.is_alive() => Some("it is in the tree already"),
            Link::Child { .. } => Some("its parent is going, and it has not left that yet"),
        }
    }

    /// Why it cannot become that of another than now.
    pub(super) fn obstacle_to_move(&self) -> Option<&'static str> {
        let state = self.lock();
        match &state.link {
            Link::Child { .. } if state.is_leaving => Some("it is leaving the tree"),
            Link::Child { parent, .. } if parent.is_alive() => None,
            Link::Child { .. } => Some("its parent is going"),
            Link::None => Some("it is in no tree"),
            Link::Root => Some("it is the root of its context"),
        }
    }

    pub(super) fn has_children(&self) -> bool {
        !self.lock().children.is_empty()
    }

    pub(super) fn is_leaving(&self) -> bool {
        self.lock().is_leaving
    }

    /// Whether it is leaving the tree, or may be about to.
    pub(super) fn may_be_leaving(&self) -> bool {
        let state = self.lock();
        state.is_leaving || state.deletions > 0
    }

    /// It is being deleted until what comes back goes.
    pub(super) fn deleting(&self) -> Deleting<'_> {
        self.lock().deletions += 1;
        Deleting(self)
    }

    pub(super) fn enter(&self, parent: &Obj<Object>, name: Arc<str>) {
        self.lock().link = Link::Child { parent: parent.downgrade(), name };
    }

    /// `false`: it is in no tree, on its way out already, or not the child of `from`.
    pub(super) fn start_leaving(&self, from: Option<&Object>) -> bool {
        let mut state = self.lock();
        let is_there = match &state.link {
            Link::Child { parent, .. } => from.is_none_or(|from| parent.is_of(from)),
            Link::Root | Link::None => false,
        };
        if state.is_leaving || !is_there {
            return false;
        }
        state.is_leaving = true;
        true
    }

    /// What was above, and whether there is something below.
    pub(super) fn leave(&self) -> Option<(Option<Obj<Object>>, Arc<str>, bool)> {
        let mut state = self.lock();
        state.is_leaving = false;
        match std::mem::take(&mut state.link) {
            Link::Child { parent, name } => Some((parent.upgrade(), name, !state.children.is_empty())),
            root_or_none => {
                state.link = root_or_none;
                None
            }
        }
    }

    /// The parent and the name there.
    pub(super) fn link(&self) -> Option<(Obj<Object>, Arc<str>)> {
        match &self.lock().link {
            Link::Child { parent, name } => Some((parent.upgrade()?, name.clone())),
            Link::Root | Link::None => None,
        }
    }

    pub(super) fn parent(&self) -> Option<Obj<Object>> {
        match &self.lock().link {
            Link::Child { parent, .. } => parent.upgrade(),
            Link::Root | Link::None => None,
        }
    }

    pub(super) fn is_called(&self, wanted: &str) -> bool {
        matches!(&self.lock().link, Link::Child { name, .. } if **name == *wanted)
    }

    pub(super) fn name(&self) -> Option<Arc<str>> {
        match &self.lock().link {
            Link::Child { parent, name } => parent.is_alive().then(|| name.clone()),
            Link::Root | Link::None => None,
        }
    }

    pub(super) fn put(&self, name: &Arc<str>, child: &Obj<Object>) -> bool {
        self.lock().children.put(name, child.clone())
    }

    pub(super) fn take(&self, name: &str) -> Option<Obj<Object>> {
        self.lock().children.take(name)
    }

    pub(super) fn child(&self, name: &str) -> Option<Obj<Object>> {
        self.lock().children.get(name)
    }

    pub(super) fn children(&self) -> Vec<(Arc<str>, Obj<Object>)> {
        self.lock().children.list()
    }
}

/// See [`Place::deleting`].
pub(super) struct Deleting<'p>(&'p Place);

impl Drop for Deleting<'_> {
    fn drop(&mut self) {
        self.0.lock().deletions -= 1;
    }
}

/// The children of an object that is going leave it, each as by `unparent`, while it is still whole. A hook that
/// panics keeps none of the others; the first panic goes on when all have left.
///
/// QOM: the release of the child properties, first thing in `object_finalize`.
fn release_children(parent: &Object) {
    let Some(place) = parent.attached::<Place>() else { return };
    // They may have left meanwhile, and be the children of another.
    run_all(place.children().into_iter(), |(_, child)| super::leave(&child, Some(parent)));
}

/// Does the same with each, also if that panics for one; the first panic goes on in the end.
pub(crate) fn run_all<T>(all: impl Iterator<Item = T>, run: impl Fn(T)) {
    if let Some(panic) = run_each(all, run) {
        resume_unwind(panic);
    }
}

/// The same, for who has something to do before the first panic goes on.
pub(crate) fn run_each<T>(all: impl Iterator<Item = T>, run: impl Fn(T)) -> Option<Box<dyn Any + Send>> {
    let mut panicked = None;
    for one in all {
        let ran = catch_unwind(AssertUnwindSafe(|| run(one)));
        panicked = panicked.or(ran.err());
    }
    panicked
}
