//! The claim: who gets the place, who is told that it is taken, and when it is free again.

use std::fmt;

use crate::class::{Class, Unique};
use crate::context::{self, World};
use crate::error::{Error, Result};
use crate::object::{self, Found, Object, Reservation, Slot};
use crate::trace;
use crate::types::{EndedHook, Scope};

/// The object in the place of a singleton, as an error tells of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Incumbent {
    /// Its class, as `type_name`.
    pub(crate) class: Option<&'static Class>,
    /// Its type; `None` as long as it is [unfinished](IncumbentState::Unfinished).
    pub type_name: Option<&'static str>,
    /// Where it is in the composition tree, if it is in it.
    pub path: Option<String>,
    /// What it is doing.
    pub state: IncumbentState,
    /// How many handles there were to it, those of the tree included.
    pub handles: usize,
    /// Where these were taken, `file:line`, the oldest first; empty without the feature `handle-sites`.
    pub taken_at: Vec<String>,
}

/// What an object in the place of a singleton is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IncumbentState {
    /// It is being created.
    Unfinished,
    /// Its creation failed, and somebody kept a handle that it gave away meanwhile.
    Failed,
    /// It lives.
    Live,
    /// Its last handle is gone, and its last destructor has not returned.
    Dying,
}

impl fmt::Display for Incumbent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.type_name.unwrap_or("?");
        self.describe(name, f)?;
        match &self.taken_at[..] {
            [] => Ok(()),
            sites => write!(f, ", taken at {}", sites.join(", ")),
        }
    }
}

impl Incumbent {
    /// One of which nothing is known but that it is coming.
    pub(super) fn unfinished() -> Self {
        let state = IncumbentState::Unfinished;
        Self { class: None, type_name: None, path: None, state, handles: 0, taken_at: Vec::new() }
    }

    /// `state` is what it is doing if it is not dying.
    fn of(incumbent: &object::Incumbent, state: IncumbentState) -> Self {
        let class = incumbent.class;
        let dying = Self {
            class: Some(class),
            type_name: Some(class.name()),
            state: IncumbentState::Dying,
            ..Self::unfinished()
        };
        let Some(object) = incumbent.object.upgrade() else { return dying };
        // Without the handle that looks.
        let handles = object.handle_count() - 1;
        Self { path: object.canonical_path(), state, handles, taken_at: taken_at(&object), ..dying }
    }

    fn describe(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = if self.handles == 1 { "" } else { "s" };
        match (self.state, &self.path) {
            (IncumbentState::Unfinished, _) => f.write_str("one is being created"),
            (IncumbentState::Failed, _) => {
                write!(f, "the creation of '{name}' failed, and there are {} handle{s} to it", self.handles)
            }
            (IncumbentState::Dying, _) => write!(f, "the last, '{name}', is still being destroyed"),
            (IncumbentState::Live, Some(path)) => write!(f, "there is '{name}' at '{path}'"),
            (IncumbentState::Live, None) => {
                write!(f, "there is '{name}', in no tree, with {} handle{s}", self.handles)
            }
        }
    }
}

/// The right to create an object of the class in this context: `None` if it needs none.
///
/// # Errors
/// [`Error::Occupied`], [`Error::Dying`].
#[inline]
pub(crate) fn reserve<'w>(class: &'static Class, world: &'w World) -> Result<Option<Reservation<'w>>> {
    let Some(unique) = class.unique() else { return Ok(None) };
    let Some(slot) = slot(unique, world) else { return Ok(None) };
    loop {
        if let Some(reservation) = slot.reserve() {
            return Ok(Some(reservation));
        }
        // Nothing is there if it went just now.
        if let Some(error) = taken(unique, slot) {
            return Err(error);
        }
    }
}

/// Where the one instance is; `None` if that depends on a resource.
#[inline]
pub(super) fn slot<'w>(unique: &Unique, world: &'w World) -> Option<&'w Slot> {
    match unique.info.scope {
        Scope::Context => Some(world.place(unique.number)),
        Scope::Process => Some(context::process().place(unique.number)),
        Scope::Resource(_) => None,
    }
}

#[cold]
fn taken(unique: &Unique, slot: &Slot) -> Option<Error> {
    let incumbent = match slot.look() {
        Found::Nothing => return None,
        Found::Unfinished => Incumbent::unfinished(),
        Found::Object(incumbent) => Incumbent::of(&incumbent, IncumbentState::Live),
        Found::Failed(incumbent) => Incumbent::of(&incumbent, IncumbentState::Failed),
    };
    Some(occupied(unique, incumbent))
}

/// The error that names this incumbent.
pub(super) fn occupied_by(unique: &Unique, incumbent: &object::Incumbent, state: IncumbentState) -> Error {
    occupied(unique, Incumbent::of(incumbent, state))
}

/// An object of the class has been created, to its last hook.
#[inline]
pub(crate) fn finished(class: &'static Class, object: &Object) {
    if let Some(Scope::Resource(_)) = class.unique().map(|unique| unique.info.scope) {
        super::resource::finished(object);
    }
}

/// Where the handles were taken but for the last, which looks.
#[cfg(feature = "handle-sites")]
fn taken_at(object: &Object) -> Vec<String> {
    let mut sites = object.handle_sites();
    sites.pop();
    sites.iter().map(|site| format!("{}:{}", site.file(), site.line())).collect()
}

#[cfg(not(feature = "handle-sites"))]
fn taken_at(_: &Object) -> Vec<String> {
    Vec::new()
}

fn occupied(unique: &Unique, incumbent: Incumbent) -> Error {
    let group = unique.info.group.name();
    trace::singleton_refused(group, trace::Debugged(&incumbent.type_name));
    let message = match (unique.info.message, unique.info.scope) {
        (Some(message), _) => message.trim_end_matches('.').into(),
        (None, Scope::Resource(field)) => format!("only one '{group}' can be registered with a {field}").into(),
        (None, Scope::Context | Scope::Process) => format!("only one '{group}' can exist at a time").into(),
    };
    let is_dying = incumbent.state == IncumbentState::Dying;
    let (group, incumbent) = (group.into(), Box::new(incumbent));
    if is_dying { Error::Dying { group, message, incumbent } } else { Error::Occupied { group, message, incumbent } }
}

pub(super) const ENDED: EndedHook = EndedHook(ended);

/// The last level of a singleton is gone, and with it the object: its place is free.
fn ended(object: &Object) {
    let Some(unique) = object.class().unique() else { return };
    match slot(unique, object.world()) {
        Some(slot) => slot.leave(object),
        None => super::resource::ended(object),
    }
}
