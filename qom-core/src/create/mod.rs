//! How objects are created: by type, by class, by name.

use crate::class::class_by_name;
use crate::error::Result;
use crate::object::{Obj, Object, QomType, create_typed};

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
        match create_typed() {
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
        create_typed()
    }
}

impl<T: QomType> Create for T {}

/// A new object of the type of this name.
///
/// QOM: `object_new`, which stops the process where this returns an error.
///
/// # Errors
/// [`Error::UnknownType`](crate::Error::UnknownType), [`Error::AbstractType`](crate::Error::AbstractType), and what
/// [`class_by_name`] says.
///
/// # Panics
/// If a field initialiser or hook of the type does.
pub fn new_by_name(name: &str) -> Result<Obj<Object>> {
    class_by_name(name)?.create()
}
