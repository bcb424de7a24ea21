//! How many instances of a type there can be, at compile time.
//!
//! The answer is a type, found as that to "which interfaces does it have": by what the type lists itself, or else by
//! its parent. The traits below word what the compiler says where the answer is the wrong one.

use std::marker::PhantomData;

use super::interface_set::{Bool, InterfaceLevel, InterfaceSet, OwnOf};
use super::level::Level;

/// How many instances of a type, with its subtypes, there can be at a time.
#[doc(hidden)]
pub trait Single {
    /// Whether an object takes its place when it is created.
    const IS_TAKEN_AT_CREATION: bool;
    /// Whether there is a place for each resource.
    const IS_PER_RESOURCE: bool;
}

/// As many as one likes: the type is no singleton.
#[doc(hidden)]
pub struct Many;

/// One in the process.
#[doc(hidden)]
pub struct OneInProcess;

/// One in a context.
#[doc(hidden)]
pub struct OneInContext;

/// One for each resource that is named by a field of the type `D`.
#[doc(hidden)]
pub struct OnePer<D>(PhantomData<D>);

impl Single for Many {
    const IS_TAKEN_AT_CREATION: bool = false;
    const IS_PER_RESOURCE: bool = false;
}

impl Single for OneInProcess {
    const IS_TAKEN_AT_CREATION: bool = true;
    const IS_PER_RESOURCE: bool = false;
}

impl Single for OneInContext {
    const IS_TAKEN_AT_CREATION: bool = true;
    const IS_PER_RESOURCE: bool = false;
}

impl<D> Single for OnePer<D> {
    const IS_TAKEN_AT_CREATION: bool = false;
    const IS_PER_RESOURCE: bool = true;
}

/// `Declared` if `T` lists the interface `S` itself, and else what its parent is.
#[doc(hidden)]
pub type SingleOf<T, S, Declared> = <Lists<T, S> as Bool>::If<Declared, <<T as Level>::Parent as Level>::Single>;

type Lists<T, S> = <OwnOf<T> as InterfaceSet>::Has<<S as InterfaceLevel>::Id>;

/// What `T` is to those that create it without a `Result`. Of an abstract type there is nothing more to say than that
/// it is abstract.
#[doc(hidden)]
pub type SingleToNew<T> = <<T as Level>::Abstract as Bool>::If<Many, <T as Level>::Single>;

/// `T` is no singleton.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{T}` is a singleton: there may be one already, so there is no `{T}::new()`",
    label = "of a singleton there is `try_new`",
    note = "`{T}::try_new()` returns a `Result`; `{T}::instance()` finds the one that is there; `{T}::get_or_create()` does either"
)]
pub trait Plural<T> {}

impl<T> Plural<T> for Many {}

/// `T` is no singleton, said of a child.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{T}` is a singleton: it cannot be created with each object that has it as a child",
    label = "a singleton cannot be a `#[child]`",
    note = "create it where it may fail, `{T}::try_new()?`, and give it to the object"
)]
pub trait Embeddable<T> {}

impl<T> Embeddable<T> for Many {}

/// `T` is a singleton.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{T}` is not a singleton: there is no one instance of it",
    label = "not a singleton",
    note = "a singleton says so: `#[qom_type(interfaces = [Singleton])]`"
)]
pub trait Singular<T> {}

impl<T> Singular<T> for OneInProcess {}
impl<T> Singular<T> for OneInContext {}
impl<T, D> Singular<T> for OnePer<D> {}

/// `T` is not a singleton of which there is one for each resource.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "there is one `{T}` for each resource, so it takes the resource to find it",
    label = "of which resource?",
    note = "`{T}::instance_with(&resource)` finds it; `object.register_with(&resource)` gives it its place"
)]
pub trait Unresourced<T> {}

impl<T> Unresourced<T> for Many {}
impl<T> Unresourced<T> for OneInProcess {}
impl<T> Unresourced<T> for OneInContext {}

/// `T` is a singleton of which there is one for each resource; `Declares` is the type that names it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "there is not one `{T}` for each resource",
    label = "not a singleton of a resource",
    note = "such a type names the field that refers to the resource: `singleton(scope = resource(field))`"
)]
pub trait PerResource<T> {
    type Declares;
}

impl<T, D> PerResource<T> for OnePer<D> {
    type Declares = D;
}
