//! The place of an object in the tree: its attachment once it has a parent or a child.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::children::Children;
use crate::object::{Obj, Object, WeakObj};

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
    children: Children,
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
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn make_root(&self) {
        self.lock().link = Link::Root;
    }

    pub(super) fn is_root(&self) -> bool {
        matches!(self.lock().link, Link::Root)
    }

    /// Whether the object is in a tree, as its root or below.
    pub(super) fn is_taken(&self) -> bool {
        !matches!(self.lock().link, Link::None)
    }

    pub(super) fn is_leaving(&self) -> bool {
        self.lock().is_leaving
    }

    pub(super) fn enter(&self, parent: &Obj<Object>, name: Arc<str>) {
        self.lock().link = Link::Child { parent: parent.downgrade(), name };
    }

    /// `false`: it is in no tree, or on its way out already.
    pub(super) fn start_leaving(&self) -> bool {
        let mut state = self.lock();
        if state.is_leaving || !matches!(state.link, Link::Child { .. }) {
            return false;
        }
        state.is_leaving = true;
        true
    }

    /// What was above.
    pub(super) fn leave(&self) -> Option<(Option<Obj<Object>>, Arc<str>)> {
        let mut state = self.lock();
        state.is_leaving = false;
        match std::mem::take(&mut state.link) {
            Link::Child { parent, name } => Some((parent.upgrade(), name)),
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
        self.link().map(|(parent, _)| parent)
    }

    pub(super) fn name(&self) -> Option<Arc<str>> {
        self.link().map(|(_, name)| name)
    }

    pub(super) fn put(&self, name: &Arc<str>, child: &Obj<Object>) -> bool {
        self.lock().children.put(name, child)
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

/// The children of an object that is going leave it, each as by `unparent`, while it is still whole.
///
/// QOM: the release of the child properties, first thing in `object_finalize`.
fn release_children(parent: &Object) {
    let Some(place) = parent.attached::<Place>() else { return };
    let mut leaving = Leaving { place, children: place.children().into_iter() };
    while leaving.next_leaves() {}
}

/// The children that have yet to leave. A hook that panics keeps none of the others.
struct Leaving<'p> {
    place: &'p Place,
    children: std::vec::IntoIter<(Arc<str>, Obj<Object>)>,
}

impl Leaving<'_> {
    fn next_leaves(&mut self) -> bool {
        let Some((name, child)) = self.children.next() else { return false };
        // The way up is gone with the parent's last handle, so it is for the parent to let go.
        drop(self.place.take(&name));
        child.unparent();
        true
    }
}

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        while self.next_leaves() {}
    }
}
