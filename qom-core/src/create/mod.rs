//! How objects are created: by type, by class, by name.

use crate::class::{Class, class_by_name};
use crate::context::{self, Context};
use crate::error::{Error, Result};
use crate::object::{Obj, Object, QomType, create_dynamic, create_typed};

/// A type that is not abstract.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is abstract: it cannot be created",
    label = "an abstract type",
    note = "create one of its subtypes"
)]
pub trait Concrete {}

/// Creating objects of a type that the program knows. In the prelude.
pub trait Create: QomType {
    /// A new object.
    ///
    /// Field initialisers run from the root's to the leaf's, then each level's `init`, then each level's
    /// `post_init`, both from the root to the leaf.
    ///
    /// QOM: `object_new`.
    ///
    /// # Panics
    /// If a field initialiser or hook does, or if the class cannot be made (see [`try_new`](Self::try_new)), which
    /// for a type that compiles means that a `class_init` creates an instance of the type it is for.
    #[track_caller]
    fn new() -> Obj<Self>
    where
        Self: Concrete,
    {
        const { assert!(!Self::ABSTRACT, "an abstract type cannot be created") };
        match create_typed(context::born()) {
            Ok(object) => object,
            Err(error) => panic!("{error}"),
        }
    }

    /// A new object, or why there is none.
    ///
    /// # Errors
    /// What [`TypeInfo::class`](crate::TypeInfo::class) says of a type whose class cannot be made.
    ///
    /// # Panics
    /// If a field initialiser or hook does.
    fn try_new() -> Result<Obj<Self>>
    where
        Self: Concrete,
    {
        const { assert!(!Self::ABSTRACT, "an abstract type cannot be created") };
        create_typed(context::born())
    }

    /// A new object in this context; else as [`new`](Self::new).
    ///
    /// # Panics
    /// As [`new`](Self::new).
    #[track_caller]
    fn new_in(context: &Context) -> Obj<Self>
    where
        Self: Concrete,
    {
        context.enter(Self::new)
    }

    /// A new object in this context, or why there is none; else as [`try_new`](Self::try_new).
    ///
    /// # Errors
    /// As [`try_new`](Self::try_new).
    ///
    /// # Panics
    /// As [`try_new`](Self::try_new).
    fn try_new_in(context: &Context) -> Result<Obj<Self>>
    where
        Self: Concrete,
    {
        context.enter(Self::try_new)
    }
}

impl<T: QomType> Create for T {}

impl Class {
    /// A new object of the class.
    ///
    /// QOM: `object_new_with_class`.
    ///
    /// # Errors
    /// [`Error::AbstractType`].
    ///
    /// # Panics
    /// If a field initialiser or a hook of the type does.
    pub fn create(&'static self) -> Result<Obj<Object>> {
        let abstract_type = || Error::AbstractType { name: self.name().into() };
        if self.is_abstract() {
            return Err(abstract_type());
        }
        create_dynamic(self, context::born()).ok_or_else(abstract_type)
    }
}

/// A new object of the type of this name.
///
/// QOM: `object_new`, which stops the process where this returns an error.
///
/// # Errors
/// [`Error::UnknownType`], [`Error::AbstractType`], and what [`class_by_name`] says.
///
/// # Panics
/// If a field initialiser or hook of the type does.
pub fn new_by_name(name: &str) -> Result<Obj<Object>> {
    class_by_name(name)?.create()
}
