//! The composition tree: who is part of whom, and under which name.
//!
//! Each context has a tree with a root of its own. An object is in it at most once, as the child of another; the
//! parent holds a handle to the child, the child a weak one to the parent. Where an object is shows its
//! [canonical path](Object::canonical_path), `/objects/ram0`.
//!
//! An object is found by its path, [`Context::object_at`], or by the end of it, [`Context::resolve`].
//!
//! What changes the tree of a context does so one at a time. Reading needs no lock of the whole tree: it sees each link
//! before or after a change, so a path that is read while two of its objects are moved may mix both. The `unparent`
//! hooks and the destructors of what leaves run without any lock.

mod children;
mod index;
mod link;
mod place;
mod resolve;

use std::sync::{Arc, OnceLock};

use qom_macros::qom_type;

use crate::context::Context;
use crate::create::Create;
use crate::error::{Error, Result};
use crate::object::{Obj, Object, ObjectExt, ObjectView};

pub use link::{Link, WeakLink};

use index::Index;
use place::Place;

/// An object without a purpose of its own, to have others as children: QOM's `container`.
#[qom_type]
pub struct Container {}

/// The root of a context, once it is asked for.
#[derive(Default)]
struct Root(OnceLock<Obj<Object>>);

impl Drop for Root {
    fn drop(&mut self) {
        // Somebody may still hold it; the context, should it be asked for again, has another.
        if let Some(root) = self.0.get() {
            Place::of(root).stop_being_root();
        }
    }
}

impl Context {
    /// The root of the composition tree. It has the child `objects`, for what users create.
    ///
    /// QOM: `object_get_root`.
    ///
    /// ```
    /// use qom_core::prelude::*;
    ///
    /// let machine = Context::new();
    /// assert_eq!(machine.root().canonical_path().as_deref(), Some("/"));
    /// assert!(machine.root().child("objects").is_some());
    /// ```
    #[track_caller]
    pub fn root(&self) -> Obj<Object> {
        let slot: Arc<Root> = self.world().slot();
        if let Some(root) = slot.0.get() {
            return root.clone();
        }
        // Not inside `get_or_init`: who makes a class may ask for the root.
        let _ = Container::info().class();
        slot.0.get_or_init(|| self.enter(make_root)).clone()
    }

    /// The object at an absolute path. Empty components are skipped, so `//objects/` is `/objects`; `.` and `..` are
    /// names like others.
    ///
    /// QOM: `object_resolve_path` with a path that starts with `/`.
    ///
    /// # Errors
    /// [`Error::NoSuchObject`]; also for a path that does not start with `/`.
    #[track_caller]
    pub fn object_at(&self, path: &str) -> Result<Obj<Object>> {
        let missing = || Error::NoSuchObject { path: path.into() };
        let components = path.strip_prefix('/').ok_or_else(missing)?.split('/').filter(|name| !name.is_empty());
        let mut object = self.root();
        for name in components {
            object = object.child(name).ok_or_else(missing)?;
        }
        Ok(object.taken_here())
    }
}

fn make_root() -> Obj<Object> {
    let root: Obj<Object> = Container::new().upcast();
    Place::of(&root).make_root();
    // The root is new and has no other children.
    let _ = root.add_child("objects", &Container::new());
    root
}

impl Object {
    /// Makes an object a child of this one, under a name that no other child has. The parent holds a handle to it from
    /// now on.
    ///
    /// QOM: `object_property_add_child`.
    ///
    /// # Errors
    /// [`Error::BadChildName`], [`Error::DuplicateChild`]; [`Error::CannotAddChild`] if the child has a parent already,
    /// is the parent or one of its ancestors, belongs to another context, or if the parent is leaving the tree or
    /// going. Nothing has changed then.
    ///
    /// ```
    /// use qom_core::prelude::*;
    ///
    /// let machine = Context::new();
    /// let shelf = Container::new_in(&machine);
    /// machine.object_at("/objects")?.add_child("shelf", &shelf)?;
    /// assert_eq!(shelf.canonical_path().as_deref(), Some("/objects/shelf"));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn add_child<T: ObjectView>(&self, name: &str, child: &Obj<T>) -> Result<()> {
        if name.is_empty() || name.contains('/') {
            return Err(Error::BadChildName { name: name.into() });
        }
        if self.class().property(name).is_some() {
            return Err(self.duplicate(name));
        }
        self.put(name, child.clone().into_object())
    }

    fn duplicate(&self, name: &str) -> Error {
        Error::DuplicateChild { name: name.into(), parent: self.type_name().into() }
    }

    fn put(&self, name: &str, child: Obj<Object>) -> Result<()> {
        let refuse = |why| Error::CannotAddChild {
            name: name.into(),
            child: child.type_name().into(),
            parent: self.type_name().into(),
            why,
        };
        if !self.world().is(child.world()) {
            return Err(refuse("they are in different contexts"));
        }
        let Some(parent) = self.handle() else { return Err(refuse("the parent is going")) };
        // Handles that may turn out to be the last go after the lock, since destructors run then.
        let mut ancestors = vec![parent.clone()];
        let (above, below) = (Place::of(&parent), Place::of(&child));
        let _topology = self.world().lock_topology();
        if let Some(obstacle) = below.obstacle() {
            return Err(refuse(obstacle));
        }
        // Only what has children can be above another.
        if below.has_children() {
            while let Some(next) = ancestors.last().and_then(|object| object.parent()) {
                ancestors.push(next);
            }
        }
        if ancestors.contains(&child) {
            return Err(refuse("it would be its own ancestor"));
        }
        if above.is_leaving() {
            return Err(refuse("the parent is leaving the tree"));
        }
        let name: Arc<str> = name.into();
        if !above.put(&name, &child) {
            return Err(self.duplicate(&name));
        }
        below.enter(&parent, name.clone());
        if self.world().is_indexed() {
            self.world().slot::<Index>().add(&name, &child);
        }
        Ok(())
    }

    /// Takes the object out of the tree, with all that is below it; nothing happens if it is in none. The `unparent`
    /// hooks of its type and its ancestors run first, from the leaf's to the root's, while it still has its path; they
    /// run too if it leaves because the parent, or the context, is going, but then its path may be gone. If another
    /// thread is at it already, or a hook calls it again, it returns at once.
    ///
    /// QOM: `object_unparent`.
    pub fn unparent(&self) {
        leave(self, None);
    }

    /// The parent, if the object is in a tree.
    #[track_caller]
    pub fn parent(&self) -> Option<Obj<Object>> {
        Some(self.attached::<Place>()?.parent()?.taken_here())
    }

    /// The name under which the parent has the object.
    ///
    /// QOM: `object_get_canonical_path_component`.
    pub fn path_component(&self) -> Option<Arc<str>> {
        self.attached::<Place>()?.name()
    }

    /// Whether its parent has it under this name.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        self.attached::<Place>().is_some_and(|place| place.is_called(name))
    }

    /// Whether the root is among its ancestors.
    pub(crate) fn is_connected(&self) -> bool {
        let Some(mut place) = self.attached::<Place>() else { return false };
        let mut holder;
        while !place.is_root() {
            let Some(parent) = place.parent() else { return false };
            holder = parent;
            place = Place::of(&holder);
        }
        true
    }

    /// Whether the object is in no tree, or on its way out.
    pub(crate) fn is_out(&self) -> bool {
        self.attached::<Place>().is_none_or(|place| place.is_leaving() || place.parent().is_none())
    }

    /// Where the object is in its context's tree, `/objects/ram0`; `None` if the root is not among its ancestors.
    ///
    /// QOM: `object_get_canonical_path`.
    pub fn canonical_path(&self) -> Option<String> {
        let mut names = Vec::new();
        let mut place = self.attached::<Place>()?;
        let mut holder;
        while !place.is_root() {
            let (parent, name) = place.link()?;
            names.push(name);
            holder = parent;
            place = Place::of(&holder);
        }
        if names.is_empty() {
            return Some("/".into());
        }
        let mut path = String::with_capacity(names.iter().map(|name| name.len() + 1).sum());
        for name in names.iter().rev() {
            path.push('/');
            path.push_str(name);
        }
        Some(path)
    }

    /// The child of this name.
    ///
    /// QOM: `object_resolve_path_component`.
    #[track_caller]
    pub fn child(&self, name: &str) -> Option<Obj<Object>> {
        Some(self.attached::<Place>()?.child(name)?.taken_here())
    }

    /// The children with their names, in the order in which they were added, as of now.
    ///
    /// QOM: `object_child_foreach`, which does not allow changes meanwhile.
    pub fn children(&self) -> Vec<(Arc<str>, Obj<Object>)> {
        self.attached::<Place>().map(Place::children).unwrap_or_default()
    }
}

/// Makes the object in a `#[child]` field a child in the tree.
#[doc(hidden)]
#[track_caller]
pub fn adopt(parent: &Object, name: &str, child: Obj<Object>) {
    // Both are new, and no name is a property twice.
    if let Err(error) = parent.put(name, child) {
        panic!("{error}");
    }
}

/// Lets an object leave the tree, or only `from` if it is still the child of that, a parent that is going.
fn leave(object: &Object, from: Option<&Object>) {
    let Some(place) = object.attached::<Place>() else { return };
    let topology = object.world().lock_topology();
    if !place.start_leaving(from) {
        return;
    }
    let hooks = object.class().unparent_hooks();
    if hooks.is_empty() {
        let out = unlink(object, place, from);
        drop(topology);
        drop(out);
        return;
    }
    drop(topology);
    // Also when a hook panics.
    let _leave = Leave { object, from };
    place::run_all(hooks.iter(), |hook| hook(object));
}

/// The second half of `leave`, after the hook.
struct Leave<'o> {
    object: &'o Object,
    from: Option<&'o Object>,
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        let place = Place::of(self.object);
        let topology = self.object.world().lock_topology();
        let out = unlink(self.object, place, self.from);
        drop(topology);
        drop(out);
    }
}

/// Undoes the link between a child and its parent; the caller holds the lock of the topology. What comes back may be
/// the last handles to both, so it is to be dropped after the lock: destructors run then.
#[must_use]
fn unlink(object: &Object, place: &Place, from: Option<&Object>) -> (Option<Obj<Object>>, Option<Obj<Object>>) {
    let Some((parent, name)) = place.leave() else { return (None, None) };
    if object.world().is_indexed() {
        object.world().slot::<Index>().remove(&name, object);
    }
    let child = from.or(parent.as_deref()).and_then(|parent| Place::of(parent).take(&name));
    (child, parent)
}
