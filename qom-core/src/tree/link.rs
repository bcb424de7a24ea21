//! [`Link`] and [`WeakLink`], properties whose value is another object.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};

use super::users::{User, Users};
use crate::error::Error;
use crate::object::{Obj, Object, ObjectExt, ObjectView, WeakObj, as_object};
use crate::property::PropertyField;
use crate::sync::lock;
use crate::types::{Accessible, CheckFn, Input, LinkAccess, Refusal, Value};

/// Another object that this one uses: a field with `#[property]`. By name its value is a path, and the empty path for
/// none; any that [`Context::resolve_as`](crate::Context::resolve_as) takes can be set, if it leads to an object of the
/// type, or with the interface, that the link is for. It keeps the object.
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
/// let context = Context::new();
/// let (backend, frontend) = (Backend::new_in(&context), Frontend::new_in(&context));
/// context.root().add_child("backend0", &backend)?;
/// frontend.set("backend", "backend0")?;
/// assert_eq!(frontend.backend.get(), Some(backend));
/// assert_eq!(frontend.get::<String>("backend")?, "/backend0");
/// assert_eq!(
///     frontend.set("backend", "/objects").unwrap_err().to_string(),
///     "Invalid parameter type for 'backend', expected: backend"
/// );
/// frontend.set("backend", "")?;
/// assert_eq!(frontend.backend.get(), None);
/// # Ok::<(), Error>(())
/// ```
///
/// What it leads to [cannot be deleted](Object::delete), unless `#[property(on_delete = clear)]` says that it then leads
/// to none. What code [takes out of the tree](Object::unparent) nevertheless is kept, and has no path that could be read.
/// What is in no tree, leaving it, or being deleted, cannot be set by a path.
///
/// QOM: a `link<TYPE>` with the flag `OBJ_PROP_LINK_STRONG`. It minds no deletion.
#[doc(alias("DEFINE_PROP_LINK", "object_class_property_add_link"))]
pub struct Link<V: ObjectView>(Arc<Cell<V, Option<Obj<V>>>>);

/// The same, without keeping the object: when that is gone, or has left the tree, the link leads to none. It lets it be
/// deleted, unless `#[property(on_delete = refuse)]` says otherwise.
///
/// QOM: a `link<TYPE>` without the flag, which dangles.
pub struct WeakLink<V: ObjectView>(Arc<Cell<V, WeakObj<V>>>);

/// A handle of the one or the other kind.
trait Handle<V: ObjectView>: Default + Send + Sync + 'static {
    /// Whether it refuses deletion if nothing is said.
    const REFUSES: bool;

    fn of(object: Option<Obj<V>>) -> Self;

    fn object(&self) -> Option<Obj<V>>;

    fn is_of(&self, object: &Object) -> bool;
}

impl<V: ObjectView> Handle<V> for Option<Obj<V>> {
    const REFUSES: bool = true;

    fn of(object: Option<Obj<V>>) -> Self {
        object
    }

    fn object(&self) -> Option<Obj<V>> {
        self.clone()
    }

    fn is_of(&self, object: &Object) -> bool {
        self.as_ref().is_some_and(|own| std::ptr::eq(as_object::<V>(own), object))
    }
}

impl<V: ObjectView> Handle<V> for WeakObj<V> {
    const REFUSES: bool = false;

    fn of(object: Option<Obj<V>>) -> Self {
        object.as_ref().map(Obj::downgrade).unwrap_or_default()
    }

    fn object(&self) -> Option<Obj<V>> {
        self.upgrade()
    }

    fn is_of(&self, object: &Object) -> bool {
        self.is_of(object)
    }
}

/// What a link leads to, and whose it is; its target knows of it.
struct Cell<V: ObjectView, H: Handle<V>> {
    held: Mutex<H>,
    owner: OnceLock<LinkOwner>,
    _view: std::marker::PhantomData<fn() -> V>,
}

struct LinkOwner {
    object: WeakObj<Object>,
    name: Arc<str>,
    refuses: Option<bool>,
}

impl<V: ObjectView, H: Handle<V>> Cell<V, H> {
    fn lock(&self) -> MutexGuard<'_, H> {
        lock(&self.held)
    }

    fn get(&self) -> Option<Obj<V>> {
        self.lock().object()
    }

    fn address(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    fn set(self: &Arc<Self>, object: Option<Obj<V>>) {
        let _old = self.replace(object, false);
    }

    /// What it led to; an error if it does, and is to be set `if_none` only.
    fn replace(self: &Arc<Self>, object: Option<Obj<V>>, if_none: bool) -> Result<Option<Obj<V>>, Refusal> {
        // What may be the last handles go after the lock: a destructor may look here.
        let (_new, old, _was) = {
            let mut held = self.lock();
            let old = held.object();
            if if_none && old.is_some() {
                drop(held);
                return Err(Refusal::SetAlready);
            }
            if let Some(old) = &old {
                forget(as_object::<V>(old), self.address());
            }
            if let Some(new) = &object {
                let user: Arc<dyn User> = self.clone();
                Users::of(as_object::<V>(new)).add(self.address(), Arc::downgrade(&user));
            }
            let was = std::mem::replace(&mut *held, H::of(object.clone()));
            (object, old, was)
        };
        Ok(old)
    }

    /// What is set by name: it leads to this object, if that is allowed and not deleted meanwhile; else it is as it was.
    /// `path` is where the object was found, or is; one that is in no tree cannot be deleted.
    fn lead(
        self: &Arc<Self>,
        owner: &Object,
        target: Option<Obj<V>>,
        path: Option<String>,
        check: Option<CheckFn>,
        is_set_once: bool,
    ) -> Result<(), Refusal> {
        if target.as_deref().is_some_and(|target| !owner.world().is(as_object::<V>(target).world())) {
            return Err(Refusal::Own("the object is in another context".to_owned()));
        }
        let target = checked(owner, target, check)?;
        let before = Before::of(self.replace(target.clone(), is_set_once)?);
        match (target, path) {
            (Some(target), Some(path)) if !as_object::<V>(&target).is_staying() => {
                self.clear(as_object::<V>(&target));
                before.put_back(self, true);
                Err(Refusal::NotFound(path))
            }
            _ => Ok(()),
        }
    }

    /// The same by a path.
    fn lead_to_path(
        self: &Arc<Self>,
        owner: &Object,
        input: Input<'_>,
        check: Option<CheckFn>,
        is_set_once: bool,
    ) -> Result<(), Refusal> {
        let path = path_in(&input)?.to_owned();
        self.lead(owner, find(owner, &path)?, Some(path), check, is_set_once)
    }

    fn bind(&self, owner: &Object, name: &str, refuses: Option<bool>) {
        if let Some(object) = owner.handle() {
            // Once: a link that is put elsewhere cannot be.
            let _ = self.owner.set(LinkOwner { object: object.downgrade(), name: name.into(), refuses });
        }
    }
}

/// What a link led to.
struct Before<V: ObjectView> {
    object: Option<Obj<V>>,
    was_in_tree: bool,
}

impl<V: ObjectView> Before<V> {
    fn of(object: Option<Obj<V>>) -> Self {
        let was_in_tree = object.as_ref().is_some_and(|object| as_object::<V>(object).is_connected());
        Self { object, was_in_tree }
    }

    /// The link leads there again, unless that was deleted meanwhile.
    fn put_back<H: Handle<V>>(self, link: &Arc<Cell<V, H>>, if_none: bool) {
        let Self { object, was_in_tree } = self;
        // Who has set it in between keeps it so.
        let is_back = link.replace(object.clone(), if_none).is_ok();
        if let Some(object) = object.filter(|_| is_back && was_in_tree)
            && !as_object::<V>(&object).is_staying()
        {
            link.clear(as_object::<V>(&object));
        }
    }
}

fn forget(target: &Object, address: usize) {
    if let Some(users) = target.attached::<Users>() {
        users.remove(address);
    }
}

impl<V: ObjectView, H: Handle<V>> Default for Cell<V, H> {
    fn default() -> Self {
        Self { held: Mutex::default(), owner: OnceLock::new(), _view: std::marker::PhantomData }
    }
}

impl<V: ObjectView, H: Handle<V>> Drop for Cell<V, H> {
    fn drop(&mut self) {
        if let Some(target) = self.get() {
            forget(as_object::<V>(&target), self.address());
        }
    }
}

impl<V: ObjectView, H: Handle<V>> User for Cell<V, H> {
    fn owner(&self) -> Option<(Obj<Object>, Arc<str>)> {
        let owner = self.owner.get()?;
        Some((owner.object.upgrade()?, owner.name.clone()))
    }

    fn refuses(&self) -> bool {
        self.owner.get().and_then(|owner| owner.refuses).unwrap_or(H::REFUSES)
    }

    fn leads_to(&self, target: &Object) -> bool {
        self.lock().is_of(target)
    }

    fn clear(&self, target: &Object) -> bool {
        let _was = {
            let mut held = self.lock();
            if !held.is_of(target) {
                return false;
            }
            forget(target, self.address());
            std::mem::take(&mut *held)
        };
        true
    }
}

fn path_in<'i>(input: &'i Input<'_>) -> Result<&'i str, Refusal> {
    match input {
        Input::Value(Value::Str(path)) => Ok(path),
        Input::Value(_) => Err(Refusal::expected("string")),
        Input::Text(path) | Input::KeyVal(path) => Ok(path),
        Input::KeyVals(_) | Input::KeyTree(_) => Err(Refusal::Parts),
    }
}

/// The object that a path leads to from where `owner` is; `None` for the empty path. The order of the checks is QEMU's.
fn find<V: ObjectView>(owner: &Object, path: &str) -> Result<Option<Obj<V>>, Refusal> {
    if path.is_empty() {
        return Ok(None);
    }
    let context = owner.context();
    match context.resolve_as::<V>(path) {
        Ok(object) if as_object::<V>(&object).is_staying() => Ok(Some(object)),
        // Another link led to what is in no tree, or it is on its way out.
        Ok(_) => Err(Refusal::NotFound(path.to_owned())),
        Err(Error::AmbiguousPath { .. }) => Err(Refusal::NotUnique(path.to_owned())),
        // Is it there, and something else?
        Err(_) => Err(match context.resolve(path) {
            Ok(_) | Err(Error::AmbiguousPath { .. }) => Refusal::Type(V::info().name().into()),
            Err(_) => Refusal::NotFound(path.to_owned()),
        }),
    }
}

/// The same, allowed.
fn checked<V: ObjectView>(
    owner: &Object,
    found: Option<Obj<V>>,
    check: Option<CheckFn>,
) -> Result<Option<Obj<V>>, Refusal> {
    if let Some(check) = check {
        check(owner, &found).map_err(|error| Refusal::Veto(Box::new(error)))?;
    }
    Ok(found)
}

fn path_of<V: ObjectView>(object: Option<Obj<V>>) -> Value {
    object.and_then(|object| object.into_object().canonical_path()).unwrap_or_default().into()
}

macro_rules! link_field {
    ($($link:ident)*) => {
        $(impl<V: ObjectView> $link<V> {
            /// A link to no object.
            // Not `Default`, with which a field could start that is not said to be a property.
            #[allow(clippy::new_without_default)]
            pub fn new() -> Self {
                Self(Arc::default())
            }

            /// The object, if it is there.
            pub fn get(&self) -> Option<Obj<V>> {
                self.0.get()
            }

            /// Links to this object from now on, or to none.
            pub fn set(&self, object: Option<Obj<V>>) {
                self.0.set(object);
            }
        }

        impl<V: ObjectView> fmt::Debug for $link<V> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.get().fmt(f)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<V: ObjectView> PropertyField for $link<V> {
            /// It starts with no object.
            type Value = ();
            type Checked = Option<Obj<V>>;
            const IS_LINK: bool = true;

            fn with_default((): ()) -> Self {
                Self::new()
            }

            fn type_name() -> String {
                format!("link<{}>", V::info().name())
            }

            fn accessible(&self) -> &dyn Accessible {
                self
            }

            fn shown((): ()) -> Value {
                Value::from("")
            }
        }

        impl<V: ObjectView> Accessible for $link<V> {
            fn read(&self) -> Result<Value, Refusal> {
                Ok(path_of(self.get()))
            }

            fn write(&self, owner: &Object, input: Input<'_>, check: Option<CheckFn>) -> Result<(), Refusal> {
                self.0.lead_to_path(owner, input, check, false)
            }

            fn convert(&self, owner: &Object, input: Input<'_>) -> Result<Value, Refusal> {
                find::<V>(owner, path_in(&input)?).map(path_of)
            }

            fn save(&self) -> Box<dyn FnOnce() + '_> {
                let before = Before::of(self.get());
                Box::new(move || before.put_back(&self.0, false))
            }

            fn as_link(&self) -> Option<&dyn LinkAccess> {
                Some(self)
            }
        }

        impl<V: ObjectView> LinkAccess for $link<V> {
            fn target(&self) -> Option<Obj<Object>> {
                self.get().map(Obj::into_object)
            }

            fn link_to(
                &self,
                owner: &Object,
                target: Option<Obj<Object>>,
                check: Option<CheckFn>,
                is_set_once: bool,
            ) -> Result<(), Refusal> {
                let wrong = |_| Refusal::Type(V::info().name().into());
                let target = target.map(|target| target.downcast().map_err(wrong)).transpose()?;
                let path = target.clone().and_then(|target: Obj<V>| target.into_object().canonical_path());
                self.0.lead(owner, target, path, check, is_set_once)
            }

            fn write_once(&self, owner: &Object, input: Input<'_>, check: Option<CheckFn>) -> Result<(), Refusal> {
                self.0.lead_to_path(owner, input, check, true)
            }

            fn bind(&self, owner: &Object, name: &str, refuses: Option<bool>) {
                self.0.bind(owner, name, refuses);
            }
        })*
    };
}

link_field!(Link WeakLink);
