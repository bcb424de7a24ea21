//! [`Link`] and [`WeakLink`], properties whose value is another object.

use std::any::Any;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::error::Error;
use crate::object::{Obj, Object, ObjectView, WeakObj};
use crate::property::PropertyField;
use crate::types::{Accessible, Input, Refusal, Value};

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
/// QOM: a `link<TYPE>` with the flag `OBJ_PROP_LINK_STRONG`.
pub struct Link<V: ObjectView>(Mutex<Option<Obj<V>>>);

/// The same, without keeping the object: when that is gone the link leads to none.
///
/// QOM: a `link<TYPE>` without the flag, which dangles.
pub struct WeakLink<V: ObjectView>(Mutex<WeakObj<V>>);

impl<V: ObjectView> Link<V> {
    /// The object.
    pub fn get(&self) -> Option<Obj<V>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Links to this object from now on, or to none.
    pub fn set(&self, object: Option<Obj<V>>) {
        let mut link = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let old = std::mem::replace(&mut *link, object);
        // It may be the last handle, and its destructor look here.
        drop(link);
        drop(old);
    }
}

impl<V: ObjectView> WeakLink<V> {
    /// The object, if it is there.
    pub fn get(&self) -> Option<Obj<V>> {
        let weak = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        weak.upgrade()
    }

    /// Links to this object from now on, or to none.
    pub fn set(&self, object: Option<Obj<V>>) {
        let weak = object.as_ref().map(Obj::downgrade).unwrap_or_default();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = weak;
    }
}

/// The object that a path leads to from where `owner` is; `None` for the empty path. The order of the checks is QEMU's.
fn find<V: ObjectView>(owner: &Object, input: Input<'_>) -> Result<Option<Obj<V>>, Refusal> {
    let path = match &input {
        Input::Value(Value::Str(path)) => path,
        Input::Value(_) => return Err(Refusal::expected("string")),
        Input::Text(path) | Input::KeyVal(path) => *path,
        Input::KeyVals(_) | Input::KeyTree => return Err(Refusal::Parts),
    };
    if path.is_empty() {
        return Ok(None);
    }
    let context = owner.context();
    match context.resolve_as::<V>(path) {
        Ok(object) => Ok(Some(object)),
        Err(Error::AmbiguousPath { .. }) => Err(Refusal::NotUnique(path.to_owned())),
        // Is it there, and something else?
        Err(_) => Err(match context.resolve(path) {
            Ok(_) | Err(Error::AmbiguousPath { .. }) => Refusal::Type(V::info().name().into()),
            Err(_) => Refusal::NotFound(path.to_owned()),
        }),
    }
}

fn path_of<V: ObjectView>(object: Option<Obj<V>>) -> Value {
    object.and_then(|object| object.into_object().canonical_path()).unwrap_or_default().into()
}

macro_rules! link_field {
    ($($link:ident)*) => {
        $(impl<V: ObjectView> fmt::Debug for $link<V> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.get().fmt(f)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<V: ObjectView> PropertyField for $link<V> {
            /// It starts with no object.
            type Value = ();

            fn with_default((): ()) -> Self {
                Self(Mutex::default())
            }

            fn type_name() -> String {
                format!("link<{}>", V::info().name())
            }

            fn choices() -> &'static [&'static str] {
                &[]
            }

            fn accessible(&self) -> &dyn Accessible {
                self
            }

            fn shown((): ()) -> Value {
                Value::from("")
            }
        }

        impl<V: ObjectView> Accessible for $link<V> {
            fn read(&self) -> Value {
                path_of(self.get())
            }

            #[inline]
            fn as_any(&self) -> &dyn Any {
                self
            }

            fn write(&self, owner: &Object, input: Input<'_>) -> Result<(), Refusal> {
                self.set(find(owner, input)?);
                Ok(())
            }

            fn convert(&self, owner: &Object, input: Input<'_>) -> Result<Value, Refusal> {
                find::<V>(owner, input).map(path_of)
            }
        })*
    };
}

link_field!(Link WeakLink);
