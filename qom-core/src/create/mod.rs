//! How objects are created: by type, by class, by name.

mod globals;

use std::fmt;

use crate::class::{Class, class_by_name};
use crate::context::{self, Context};
use crate::error::{Error, Result};
use crate::object::{Born, Configure, Obj, Object, ObjectView, QomType, as_object, create_dynamic, create_typed};
use crate::singleton::{self, Incumbent, IncumbentState, SingletonExt};
use crate::types::{Bool, Embeddable, PlacedAtOnce, Plural, Single, SingleToNew, Singular, Unresourced};

pub(crate) use globals::or_fail;
pub use globals::{Compat, GlobalProperty};

/// The one way an object comes to be, where it is not known that there can be many of its kind: `build` gets what is
/// needed to put it in its place, which nobody else gets at the same time.
fn claim<T: ObjectView>(
    class: &'static Class,
    build: impl FnOnce(Born<'_>, Configure) -> Result<Obj<T>>,
) -> Result<Obj<T>> {
    if !class.is_singleton() {
        return build(born(), configure(globals::apply_or_fail));
    }
    let entered = context::entered();
    let world = entered.as_ref().map_or_else(|| context::process(), Context::world);
    let reservation = singleton::reserve(class, world)?;
    let object = build(Born { reservation, ..born() }, configure(globals::apply_or_fail))?;
    singleton::finished(class, as_object::<T>(&object));
    Ok(object)
}

/// The same for a type of which there can be many.
fn born() -> Born<'static> {
    Born { node: context::born(), reservation: None }
}

/// What is done where there are globals.
#[inline]
fn configure(apply: fn(&Object) -> Result<()>) -> Configure {
    if context::current_has_globals() { Some(apply) } else { None }
}

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
    /// Field initialisers run from the root's to the leaf's, then each level's `init` from the root to the leaf; then
    /// [global properties](GlobalProperty) are set; then each level's `post_init`, again from the root to the leaf.
    ///
    /// QOM: `object_new`.
    ///
    /// # Panics
    /// If a field initialiser or hook does, or if the class cannot be made (see [`try_new`](Self::try_new)): of a type
    /// that compiles, because a `class_init` creates an instance of the type it is for, or because it declares a property
    /// that an ancestor has.
    #[doc(alias("object_new", "qdev_new"))]
    #[track_caller]
    fn new() -> Obj<Self>
    where
        Self: Concrete,
        SingleToNew<Self>: Plural<Self> + PlacedAtOnce<Self>,
    {
        plural()
    }

    /// A new object, or why there is none: the way to create a singleton.
    ///
    /// # Errors
    /// [`Error::Occupied`], [`Error::Dying`] if the type is a [singleton](mod@crate::singleton) and its place is taken;
    /// what is wrong with a [global property](GlobalProperty); what [`TypeInfo::class`](crate::TypeInfo::class) says of a type whose class cannot be made.
    ///
    /// # Panics
    /// If a field initialiser or hook does.
    #[track_caller]
    fn try_new() -> Result<Obj<Self>>
    where
        Self: Concrete,
    {
        const { assert!(!Self::ABSTRACT, "an abstract type cannot be created") };
        let created: Obj<Self> = if <Self::Single as Single>::IsSingleton::VALUE {
            claim(Self::info().class()?, create_typed)?
        } else {
            let configure = configure(globals::apply_or_fail);
            create_typed(born(), configure)?
        };
        Ok(created.taken_here())
    }

    /// A new object in this context; else as [`new`](Self::new).
    ///
    /// # Panics
    /// As [`new`](Self::new).
    #[track_caller]
    fn new_in(context: &Context) -> Obj<Self>
    where
        Self: Concrete,
        SingleToNew<Self>: Plural<Self> + PlacedAtOnce<Self>,
    {
        context.enter(Self::new).taken_here()
    }

    /// A new object in this context, or why there is none; else as [`try_new`](Self::try_new).
    ///
    /// # Errors
    /// As [`try_new`](Self::try_new).
    ///
    /// # Panics
    /// As [`try_new`](Self::try_new).
    #[track_caller]
    fn try_new_in(context: &Context) -> Result<Obj<Self>>
    where
        Self: Concrete,
    {
        Ok(context.enter(Self::try_new)?.taken_here())
    }

    /// The one instance of a singleton, created now if there is none.
    ///
    /// # Errors
    /// [`Error::Occupied`] if the one there is belongs to another type of the group, or is not complete yet;
    /// [`Error::Dying`]; else as [`try_new`](Self::try_new).
    ///
    /// # Panics
    /// As [`try_new`](Self::try_new).
    ///
    /// ```
    /// use qom_core::prelude::*;
    ///
    /// #[qom_type(interfaces = [Singleton])]
    /// pub struct Clock {}
    ///
    /// let clock = match Clock::get_or_create()? {
    ///     Claimed::Created(clock) => clock,
    ///     Claimed::Existing(_) => unreachable!("there was none"),
    /// };
    /// assert_eq!(Clock::get_or_create()?, Claimed::Existing(clock));
    /// # Ok::<(), Error>(())
    /// ```
    #[track_caller]
    fn get_or_create() -> Result<Claimed<Self>>
    where
        Self: Concrete,
        Self::Single: Singular<Self> + Unresourced<Self>,
    {
        loop {
            if let Some(object) = Self::instance() {
                return Ok(Claimed::Existing(object));
            }
            match Self::try_new() {
                Ok(object) => return Ok(Claimed::Created(object)),
                // Another thread was faster: now there is one to find.
                Err(Error::Occupied { incumbent, .. }) if is_live::<Self>(&incumbent) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The same in this context.
    ///
    /// # Errors
    /// As [`get_or_create`](Self::get_or_create).
    ///
    /// # Panics
    /// As [`try_new`](Self::try_new).
    #[track_caller]
    fn get_or_create_in(context: &Context) -> Result<Claimed<Self>>
    where
        Self: Concrete,
        Self::Single: Singular<Self> + Unresourced<Self>,
    {
        Ok(match context.enter(Self::get_or_create)? {
            Claimed::Created(object) => Claimed::Created(object.taken_here()),
            Claimed::Existing(object) => Claimed::Existing(object.taken_here()),
        })
    }
}

impl<T: QomType> Create for T {}

/// A child, created with its owner.
#[doc(hidden)]
#[track_caller]
pub fn new_child<T: QomType + Concrete>() -> Obj<T>
where
    SingleToNew<T>: Embeddable<T>,
{
    plural()
}

/// A new object of a type of which there can be many.
#[track_caller]
fn plural<T: QomType>() -> Obj<T> {
    const { assert!(!T::ABSTRACT, "an abstract type cannot be created") };
    const { assert!(!<T::Single as Single>::IsSingleton::VALUE, "of a singleton there can be one") };
    // The one after the other: `Born` stays in registers then.
    let configure = configure(globals::apply_or_keep);
    match create_typed::<T>(born(), configure) {
        Ok(object) => object.taken_here(),
        Err(error) => panic!("{error}"),
    }
}

/// Whether the incumbent is what was asked for.
fn is_live<T: QomType>(incumbent: &Incumbent) -> bool {
    incumbent.state == IncumbentState::Live && incumbent.class.is_some_and(Class::is::<T>)
}

/// What [`Create::get_or_create`] did.
pub enum Claimed<T: QomType> {
    /// There was none, and this is the new one.
    Created(Obj<T>),
    /// This one was there.
    Existing(Obj<T>),
}

impl<T: QomType> Claimed<T> {
    /// The instance, new or not.
    pub fn into_inner(self) -> Obj<T> {
        match self {
            Self::Created(object) | Self::Existing(object) => object,
        }
    }

    /// Whether it is new.
    pub fn is_created(&self) -> bool {
        matches!(self, Self::Created(_))
    }
}

// By hand, since a derive would ask the same of `T`, which is behind the handle.
impl<T: QomType> PartialEq for Claimed<T> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Created(one), Self::Created(other)) | (Self::Existing(one), Self::Existing(other)) => one == other,
            _ => false,
        }
    }
}

impl<T: QomType> Eq for Claimed<T> {}

impl<T: QomType> fmt::Debug for Claimed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Created(object) => write!(f, "Created({object:?})"),
            Self::Existing(object) => write!(f, "Existing({object:?})"),
        }
    }
}

impl Class {
    /// A new object of the class.
    ///
    /// QOM: `object_new_with_class`.
    ///
    /// # Errors
    /// [`Error::AbstractType`]; [`Error::Occupied`] or [`Error::Dying`] if the type is a
    /// [singleton](mod@crate::singleton) and its place is taken.
    ///
    /// # Panics
    /// If a field initialiser or a hook of the type does.
    #[doc(alias = "object_new_with_class")]
    #[track_caller]
    pub fn create(&'static self) -> Result<Obj<Object>> {
        let abstract_type = || Error::AbstractType { name: self.name().into() };
        if self.is_abstract() {
            return Err(abstract_type());
        }
        Ok(claim(self, |born, configure| create_dynamic(self, born, configure)?.ok_or_else(abstract_type))?
            .taken_here())
    }
}

/// A new object of the type of this name.
///
/// QOM: `object_new`, which stops the process where this returns an error.
///
/// # Errors
/// [`Error::UnknownType`], [`Error::AbstractType`]; [`Error::Occupied`] or [`Error::Dying`] for a singleton whose place is
/// taken; and what [`class_by_name`] says.
///
/// # Panics
/// If a field initialiser or hook of the type does.
#[doc(alias("object_new", "qdev_new", "qdev_try_new"))]
#[track_caller]
pub fn new_by_name(name: &str) -> Result<Obj<Object>> {
    class_by_name(name)?.create()
}
