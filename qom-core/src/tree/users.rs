//! Who links to an object: kept at the object, so that no link leads to what is deleted.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, Weak};

use rustc_hash::FxHashMap;

use super::place::Place;
use super::watch;
use crate::error::{Error, Result};
use crate::object::{Obj, Object, ObjectExt};
use crate::sync::lock;

/// A link, as its target sees it.
pub(super) trait User: Send + Sync {
    /// Whose property it is, and its name; `None` if the owner is gone, or was never told.
    fn owner(&self) -> Option<(Obj<Object>, Arc<str>)>;

    /// Whether its target cannot be deleted.
    fn refuses(&self) -> bool;

    /// Whether it leads there now.
    fn leads_to(&self, target: &Object) -> bool;

    /// Leads to none, if it leads there now.
    fn clear(&self, target: &Object) -> bool;
}

/// Whether there ever was a link to an object: what leaves the tree is looked through for links to it only then.
static SOME_ARE_LINKED: AtomicBool = AtomicBool::new(false);

/// The links to an object, by their address: its attachment once there was one.
#[derive(Default)]
pub(super) struct Users(Mutex<State>);

#[derive(Default)]
struct State {
    links: FxHashMap<usize, (u64, Weak<dyn User>)>,
    next: u64,
}

impl Users {
    pub(super) fn of(object: &Object) -> &Self {
        object.get_or_attach(None, Self::default)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.0)
    }

    pub(super) fn add(&self, address: usize, link: Weak<dyn User>) {
        SOME_ARE_LINKED.store(true, Ordering::Relaxed);
        let mut state = self.lock();
        let number = state.next;
        state.next += 1;
        state.links.insert(address, (number, link));
    }

    pub(super) fn remove(&self, address: usize) {
        self.lock().links.remove(&address);
    }

    /// In the order in which they came to lead here.
    fn list(&self) -> Vec<Arc<dyn User>> {
        let mut links: Vec<_> = self.lock().links.values().cloned().collect();
        links.sort_by_key(|(number, _)| *number);
        links.into_iter().filter_map(|(_, link)| link.upgrade()).collect()
    }
}

fn users(object: &Object) -> Vec<Arc<dyn User>> {
    let mut links = object.attached::<Users>().map(Users::list).unwrap_or_default();
    links.retain(|link| link.leads_to(object));
    links
}

impl Object {
    /// The links that lead to the object now: whose property it is, and its name.
    ///
    /// QOM has no such record.
    ///
    /// ```
    /// use qom_core::prelude::*;
    ///
    /// #[qom_type]
    /// pub struct Backend {}
    ///
    /// #[qom_type]
    /// pub struct Frontend {
    ///     #[property]
    ///     backend: Link<Backend>,
    /// }
    ///
    /// let (backend, frontend) = (Backend::new(), Frontend::new());
    /// frontend.backend.set(Some(backend.clone()));
    /// let users = backend.linked_from();
    /// assert_eq!(users.len(), 1);
    /// assert_eq!((&users[0].0, &*users[0].1), (&frontend.upcast(), "backend"));
    /// ```
    pub fn linked_from(&self) -> Vec<(Obj<Object>, Arc<str>)> {
        users(self).into_iter().filter_map(|link| link.owner()).collect()
    }

    /// Takes the object out of the tree as [`unparent`](Self::unparent) does, unless it is in use: a link from outside
    /// leads to it, or to what is below it, and refuses.
    ///
    /// QOM: `object_unparent`, which minds no links.
    ///
    /// # Errors
    /// [`Error::InUse`]; nothing has changed then.
    pub fn delete(&self) -> Result<()> {
        self.delete_after(|| Ok(()))
    }

    /// The same, when something has been done that may fail.
    pub(crate) fn delete_after(&self, prepare: impl FnOnce() -> Result<()>) -> Result<()> {
        self.check_unused()?;
        // From now on no link that is set by name comes to lead here; one may have meanwhile.
        let _deleting = self.attached::<Place>().map(Place::deleting);
        self.check_unused()?;
        prepare()?;
        super::remember_departed(self);
        self.unparent();
        Ok(())
    }

    pub(crate) fn check_unused(&self) -> Result<()> {
        for object in subtree(self) {
            for link in users(&object).into_iter().filter(|link| link.refuses()) {
                let owner = link.owner();
                if owner.as_ref().is_some_and(|(owner, _)| is_within(owner, self)) {
                    continue;
                }
                let user = owner.map(|(owner, name)| {
                    let path = owner.canonical_path();
                    format!("'{name}' of '{}'", path.as_deref().unwrap_or(owner.type_name())).into()
                });
                let name = self.path_component().map_or_else(|| self.type_name().into(), |name| (*name).into());
                return Err(Error::InUse { name, user });
            }
        }
        Ok(())
    }
}

/// Links from elsewhere do not lead to what has left the tree, nor to what is below it. Those that refuse do: they keep
/// what code has taken out.
///
/// If the object itself `is_going`, what is below it leaves that in turn, and is not walked once for each ancestor.
pub(super) fn clear_links(left: &Object, is_going: bool) {
    if !SOME_ARE_LINKED.load(Ordering::Relaxed) {
        return;
    }
    if is_going {
        clear_links_to(left, left);
    } else {
        subtree(left).iter().for_each(|object| clear_links_to(object, left));
    }
}

/// Links to an object from outside of `left`.
fn clear_links_to(object: &Object, left: &Object) {
    clear_some(object, left, |link| !link.refuses());
}

/// Links from elsewhere to an object that should not have come to be, whatever they say of deletion.
pub(crate) fn clear_all_links(object: &Object) {
    subtree(object).iter().for_each(|below| clear_some(below, object, |_| true));
}

fn clear_some(object: &Object, left: &Object, which: fn(&dyn User) -> bool) {
    for link in users(object).into_iter().filter(|link| which(&**link)) {
        let owner = link.owner();
        if owner.as_ref().is_some_and(|(owner, _)| is_within(owner, left)) || !link.clear(object) {
            continue;
        }
        if let Some((owner, name)) = owner {
            watch::changed(&owner, &name);
        }
    }
}

/// An object and all below it, if it is not going.
fn subtree(object: &Object) -> Vec<Obj<Object>> {
    let mut all: Vec<Obj<Object>> = object.handle().into_iter().collect();
    let mut next = 0;
    while let Some(object) = all.get(next) {
        let children = object.children();
        all.extend(children.into_iter().map(|(_, child)| child));
        next += 1;
    }
    all
}

/// Whether it is the object, or below it.
fn is_within(object: &Obj<Object>, top: &Object) -> bool {
    std::iter::successors(Some(object.clone()), |object| object.parent())
        .any(|object| std::ptr::eq::<Object>(&*object, top))
}
