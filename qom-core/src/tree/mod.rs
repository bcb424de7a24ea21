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

mod departed;
mod index;
mod link;
mod names;
mod place;
mod resolve;
mod users;
pub(crate) mod watch;

use std::sync::{Arc, MutexGuard, OnceLock};

use qom_macros::qom_type;

use crate::context::Context;
use crate::create::Create;
use crate::error::{Error, Result};
use crate::object::{Obj, Object, ObjectExt, ObjectView};
use crate::property::OwnProperties;

pub use departed::Departed;
pub(crate) use departed::remember as remember_departed;
pub use link::{Link, WeakLink};
pub(crate) use place::{run_all, run_each};
pub(crate) use users::clear_all_links;
pub use watch::{Change, Watch};

use index::Index;
use place::Place;
use users::Users;

/// An object without a purpose of its own, to have others as children: QOM's `container`.
#[doc(alias("object_property_add_new_container", "qdev_create_fake_machine"))]
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
    #[doc(alias = "object_get_root")]
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
    /// names like others. A component may also be a link, which leads to its object.
    ///
    /// QOM: `object_resolve_path` with a path that starts with `/`.
    ///
    /// # Errors
    /// [`Error::NoSuchObject`]; also for a path that does not start with `/`.
    #[doc(alias("object_get_container", "object_get_objects_root", "qdev_get_machine", "machine_get_container"))]
    #[track_caller]
    pub fn object_at(&self, path: &str) -> Result<Obj<Object>> {
        let missing = || Error::NoSuchObject { path: path.into() };
        let components = path.strip_prefix('/').ok_or_else(missing)?.split('/').filter(|name| !name.is_empty());
        let mut object = self.root();
        for name in components {
            object = object.component(name).ok_or_else(missing)?;
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
    /// Makes an object a child of this one, under a name that no other child or property has; `name[*]` is the first of
    /// `name[0]`, `name[1]`, .. that is free. The parent holds a handle to it from now on.
    ///
    /// QOM: `object_property_add_child`.
    ///
    /// # Errors
    /// [`Error::BadName`], [`Error::DuplicateChild`]; [`Error::CannotAddChild`] if the child has a parent already,
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
    #[doc(alias("object_property_try_add_child", "object_property_add_child"))]
    pub fn add_child<T: ObjectView>(&self, name: &str, child: &Obj<T>) -> Result<()> {
        names::check_name(name)?;
        self.put(name, child.clone().into_object(), false)
    }

    /// Makes the object a child of another one, or of the same under another name, without leaving the tree: no hook
    /// runs, and links to it stay.
    ///
    /// QOM has nothing like it.
    ///
    /// # Errors
    /// As [`add_child`](Self::add_child), and if the object is in no tree, or leaving it. It is then where it was.
    ///
    /// ```
    /// use qom_core::prelude::*;
    ///
    /// let context = Context::new();
    /// let (shelf, book) = (Container::new_in(&context), Container::new_in(&context));
    /// context.root().add_child("shelf", &shelf)?;
    /// context.root().add_child("book", &book)?;
    /// book.move_to(&shelf, "novel")?;
    /// assert_eq!(book.canonical_path().as_deref(), Some("/shelf/novel"));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn move_to(&self, parent: &Object, name: &str) -> Result<()> {
        names::check_name(name)?;
        let Some(child) = self.handle() else { return Err(parent.refusal(name, self, "it is going")) };
        parent.put(name, child, true)
    }

    fn duplicate(&self, name: &str) -> Error {
        Error::DuplicateChild { name: name.into(), parent: self.type_name().into() }
    }

    fn refusal(&self, name: &str, child: &Object, why: &'static str) -> Error {
        let (child, parent) = (child.type_name().into(), self.type_name().into());
        Error::CannotAddChild { name: name.into(), child, parent, why }
    }

    /// `is_move`: the child has a parent, and leaves it for this one.
    fn put(&self, name: &str, child: Obj<Object>, is_move: bool) -> Result<()> {
        let refuse = |why| self.refusal(name, &child, why);
        if !self.world().is(child.world()) {
            return Err(refuse("they are in different contexts"));
        }
        let Some(parent) = self.handle() else { return Err(refuse("the parent is going")) };
        // Handles that may turn out to be the last go after the lock, since destructors run then.
        let mut ancestors = vec![parent.clone()];
        let left;
        {
            let (above, below) = (Place::of(&parent), Place::of(&child));
            let _topology = self.world().lock_topology();
            if let Some(obstacle) = if is_move { below.obstacle_to_move() } else { below.obstacle() } {
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
            let name = self.free_name(name)?;
            left = is_move.then(|| unlink(&child, below, None));
            above.put(&name, &child);
            below.enter(&parent, name.clone());
            if self.world().is_indexed() {
                self.world().slot::<Index>().add(&name, &child);
            }
        }
        if let Some(left) = &left {
            left.tell(&child);
        }
        watch::added(&child, &parent);
        Ok(())
    }

    /// A child that its type declares, under the name of a property of the class.
    fn put_declared(&self, name: &str, child: Obj<Object>) -> Result<()> {
        let Some(parent) = self.handle() else { return Err(self.refusal(name, &child, "the parent is going")) };
        let name: Arc<str> = name.into();
        {
            let _topology = self.world().lock_topology();
            if !Place::of(&parent).put(&name, &child) {
                return Err(self.duplicate(&name));
            }
            // It is not connected to the root yet, so no index has to have it: it comes in with its parent.
            Place::of(&child).enter(&parent, name);
        }
        watch::added(&child, &parent);
        Ok(())
    }

    /// Takes the object out of the tree, with all that is below it; nothing happens if it is in none. The `unparent`
    /// hooks of its type and its ancestors run first, from the leaf's to the root's, while it still has its path; they
    /// run too if it leaves because the parent, or the context, is going, but then its path may be gone. If another
    /// thread is at it already, or a hook calls it again, it returns at once.
    ///
    /// QOM: `object_unparent`.
    #[doc(alias = "object_unparent")]
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
    #[doc(alias = "object_get_canonical_path_component")]
    pub fn path_component(&self) -> Option<Arc<str>> {
        self.attached::<Place>()?.name()
    }

    /// Whether its parent has it under this name.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        self.attached::<Place>().is_some_and(|place| place.is_called(name))
    }

    /// Whether the root is among its ancestors.
    pub(crate) fn is_connected(&self) -> bool {
        self.is_connected_through(|_| true)
    }

    /// The same, and neither it nor one of those is leaving, or being deleted.
    pub(crate) fn is_staying(&self) -> bool {
        self.is_connected_through(|place| !place.may_be_leaving())
    }

    fn is_connected_through(&self, is_good: impl Fn(&Place) -> bool) -> bool {
        let Some(mut place) = self.attached::<Place>() else { return false };
        let mut holder;
        while !place.is_root() {
            if !is_good(place) {
                return false;
            }
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
    #[doc(alias = "object_get_canonical_path")]
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

    /// The object that one component of a path leads to from here: the child of this name, or what a link leads to.
    ///
    /// QOM: `object_resolve_path_component`.
    pub(crate) fn component(&self, name: &str) -> Option<Obj<Object>> {
        if let Some(child) = self.child(name) {
            return Some(child);
        }
        let (holder, located) = self.locate(name).ok()?;
        let owner = holder.as_deref().unwrap_or(self);
        // Of an alias of a child there is the name left that it has there.
        located.target(owner).or_else(|| owner.child(located.info().name()))
    }

    /// The child of this name.
    #[track_caller]
    pub fn child(&self, name: &str) -> Option<Obj<Object>> {
        Some(self.attached::<Place>()?.child(name)?.taken_here())
    }

    /// The children with their names, in the order in which they were added, as of now.
    ///
    /// QOM: `object_child_foreach`, which does not allow changes meanwhile.
    #[doc(alias("object_child_foreach", "object_child_foreach_recursive"))]
    pub fn children(&self) -> Vec<(Arc<str>, Obj<Object>)> {
        self.attached::<Place>().map(Place::children).unwrap_or_default()
    }
}

/// Makes the object in a `#[child]` field a child in the tree.
#[doc(hidden)]
#[track_caller]
pub fn adopt(parent: &Object, name: &str, child: Obj<Object>) {
    // Both are new, and no name is a property twice.
    if let Err(error) = parent.put_declared(name, child) {
        panic!("{error}");
    }
}

/// Takes back that the object was added: it is in no tree, as before, and no hook runs.
pub(crate) fn take_back(object: &Object) {
    let Some(place) = object.attached::<Place>() else { return };
    let topology = object.world().lock_topology();
    if place.start_leaving(None) {
        let out = unlink(object, place, None);
        drop(topology);
        out.end(object, false);
    }
}

/// Attaches something whose `before_drop` comes before the children leave an object that is going.
pub(crate) fn end_before_children<T: std::any::Any + Send + Sync>(
    object: &Object,
    before_drop: fn(&Object),
    make: impl FnOnce() -> T,
) {
    // The attachment that was made last is the first to prepare for the end.
    Place::of(object);
    object.get_or_attach(Some(before_drop), make);
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
        leave_locked(object, place, from, topology);
        return;
    }
    drop(topology);
    let run_hooks = || place::run_all(hooks.iter(), |hook| hook(object));
    let leave = || leave_locked(object, place, from, object.world().lock_topology());
    // It leaves also when a hook panics, and then who watches may panic too.
    let steps: [&dyn Fn(); 2] = [&run_hooks, &leave];
    place::run_all(steps.into_iter(), |step| step());
}

/// The second half of `leave`, after the hooks.
fn leave_locked(object: &Object, place: &Place, from: Option<&Object>, topology: MutexGuard<'_, ()>) {
    let out = unlink(object, place, from);
    drop(topology);
    out.end(object, from.is_some());
}

/// What was taken apart, to be dropped after the lock of the topology: these may be the last handles to both, and
/// destructors run then.
#[must_use]
#[derive(Default)]
struct Unlinked {
    child: Option<Obj<Object>>,
    parent: Option<Obj<Object>>,
    name: Option<Arc<str>>,
    has_children: bool,
}

impl Unlinked {
    /// The object has left for good; `from_going`: the parent goes, and its list of children has one more handle.
    fn end(self, object: &Object, from_going: bool) {
        let handles = usize::from(self.child.is_some()) + usize::from(from_going);
        if self.has_children || object.attached::<Users>().is_some() {
            users::clear_links(object, from_going && object.handle_count() <= handles);
        }
        if let Some(child) = &self.child {
            self.tell(child);
        }
    }

    fn tell(&self, child: &Obj<Object>) {
        if let Some(name) = &self.name {
            watch::removed(Some(child), self.parent.as_ref(), name);
        }
    }
}

/// Undoes the link between a child and its parent; the caller holds the lock of the topology.
fn unlink(object: &Object, place: &Place, from: Option<&Object>) -> Unlinked {
    let Some((parent, name, has_children)) = place.leave() else { return Unlinked::default() };
    if object.world().is_indexed() {
        object.world().slot::<Index>().remove(&name, object);
    }
    let mut child = None;
    if let Some(parent) = from.or(parent.as_deref()) {
        child = Place::of(parent).take(&name);
        if let Some(own) = parent.attached::<OwnProperties>() {
            own.is_free(&name);
        }
    }
    Unlinked { child, parent, name: Some(name), has_children }
}
