//! From paths to objects.

use std::sync::Arc;

use super::index::Index;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::object::{Obj, Object, ObjectExt, ObjectView};

impl Context {
    /// The object that a path leads to: an absolute one, `/machine/peripheral/vtd`, or the end of one, `vtd` or
    /// `peripheral/vtd`, if only one object in the tree has it.
    ///
    /// QOM: `object_resolve_path`, which gives `NULL` for what is not there and for what is there twice.
    ///
    /// # Errors
    /// [`Error::NoSuchObject`], [`Error::AmbiguousPath`].
    ///
    /// ```
    /// use qom_core::prelude::*;
    ///
    /// let context = Context::new();
    /// let (shelf, box_) = (Container::new_in(&context), Container::new_in(&context));
    /// context.object_at("/objects")?.add_child("shelf", &shelf)?;
    /// shelf.add_child("box", &box_)?;
    /// assert_eq!(context.resolve("box")?, box_);
    /// assert_eq!(context.resolve("shelf/box")?, box_);
    /// assert!(context.resolve("objects/box").is_err());
    /// # Ok::<(), Error>(())
    /// ```
    #[doc(alias = "object_resolve_path")]
    pub fn resolve(&self, path: &str) -> Result<Obj<Object>> {
        self.resolve_as(path).map_err(|error| match error {
            // All objects are of the type, which says nothing.
            Error::NotTheOnly { .. } => Error::AmbiguousPath { path: path.into() },
            other => other,
        })
    }

    /// The same among the objects that are a `V`, a type or an interface; others on the way do not count. The empty path
    /// leads to the only object of the type.
    ///
    /// QOM: `object_resolve_path_type`.
    ///
    /// # Errors
    /// [`Error::NoSuchObject`], [`Error::AmbiguousPath`]; for the empty path [`Error::NoneOfType`],
    /// [`Error::NotTheOnly`].
    #[doc(alias("object_resolve_path_type", "object_resolve_type_unambiguous", "qdev_find_recursive"))]
    pub fn resolve_as<V: ObjectView>(&self, path: &str) -> Result<Obj<V>> {
        if path.starts_with('/') {
            let missing = |_| Error::NoSuchObject { path: path.into() };
            return self.object_at(path)?.downcast().map_err(missing);
        }
        let mut found: Option<Obj<V>> = None;
        let mut add = |object: Obj<Object>| {
            let Ok(object) = object.downcast() else { return true };
            let is_same = found.as_ref().is_none_or(|found| *found == object);
            found = Some(object);
            is_same
        };
        let (first, rest) = path.split_once('/').unwrap_or((path, ""));
        let is_only =
            if first.is_empty() { every(self.root(), &mut add) } else { self.ends_with(first, rest).all(&mut add) };
        let type_name = || V::info().name().into();
        match found {
            Some(_) if !is_only && path.is_empty() => Err(Error::NotTheOnly { type_name: type_name() }),
            Some(_) if !is_only => Err(Error::AmbiguousPath { path: path.into() }),
            Some(object) => Ok(object),
            None if path.is_empty() => Err(Error::NoneOfType { type_name: type_name() }),
            None => Err(Error::NoSuchObject { path: path.into() }),
        }
    }

    /// The objects of the tree whose path ends with these.
    fn ends_with(&self, first: &str, rest: &str) -> impl Iterator<Item = Obj<Object>> {
        let is_there = |object: &Obj<Object>| object.is_called(first) && object.is_connected();
        let starts = self.index().named(first).into_iter().filter_map(|object| object.upgrade());
        starts.filter(is_there).filter_map(|object| walk(object, rest))
    }

    fn index(&self) -> Arc<Index> {
        let index: Arc<Index> = self.world().slot();
        if index.is_complete() {
            return index;
        }
        let root = self.root();
        let topology = self.world().lock_topology();
        self.world().start_index();
        for (name, object) in root.children() {
            index.add(&name, &object);
        }
        index.complete();
        drop(topology);
        index
    }
}

/// What a relative path leads to from here.
fn walk(object: Obj<Object>, path: &str) -> Option<Obj<Object>> {
    path.split('/').filter(|name| !name.is_empty()).try_fold(object, |object, name| object.component(name))
}

/// Visits an object and all below it until told to stop; whether it came to the end.
fn every(object: Obj<Object>, visit: &mut dyn FnMut(Obj<Object>) -> bool) -> bool {
    let mut next = vec![object];
    while let Some(object) = next.pop() {
        next.extend(object.children().into_iter().map(|(_, child)| child));
        if !visit(object) {
            return false;
        }
    }
    true
}

impl Object {
    /// The object that a path leads to from this one: an absolute path from the root, any other from here, step by step.
    ///
    /// QOM: `object_resolve_path_at`.
    ///
    /// # Errors
    /// [`Error::NoSuchObject`].
    #[doc(alias("object_resolve_path_at", "object_resolve_path_component"))]
    pub fn resolve_at(&self, path: &str) -> Result<Obj<Object>> {
        if path.starts_with('/') {
            return self.context().object_at(path);
        }
        let missing = || Error::NoSuchObject { path: path.into() };
        self.handle().and_then(|object| walk(object, path)).ok_or_else(missing)
    }
}
