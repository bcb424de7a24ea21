//! How many instances of a type there can be, at compile time.
//!
//! The answer is a type, found as that to "which interfaces does it have": by what the type lists itself, or else by
//! its parent. The traits below word what the compiler says where the answer is the wrong one.

use std::marker::PhantomData;

use super::interface_set::{Bool, InterfaceLevel, InterfaceSet, No, OwnOf, Yes};
use super::level::{Beyond, Level, Nat};

/// How many instances of a type, with its subtypes, there can be at a time.
#[doc(hidden)]
pub trait Single: sealed::Single {
    type IsSingleton: Bool;
    /// Whether an object takes its place when it is created.
    type IsTakenAtCreation: Bool;
    /// Whether there is a place for each resource.
    type IsPerResource: Bool;
    /// The type whose group is joined; [`Beyond`] if the group is its own.
    type Group: Level;
    const IS_PER_RESOURCE: bool = Self::IsPerResource::VALUE;
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

/// One where there is one `G`. What that means is not asked here, since groups may, by mistake, join each other.
#[doc(hidden)]
pub struct OneInGroup<G>(PhantomData<G>);

/// One for each resource that is named by a field of the type `D`; where there is one `G`, if `D` joins it.
#[doc(hidden)]
pub struct OnePer<D, G = Beyond>(PhantomData<(D, G)>);

impl Single for Many {
    type IsSingleton = No;
    type IsTakenAtCreation = No;
    type IsPerResource = No;
    type Group = Beyond;
}

impl Single for OneInProcess {
    type IsSingleton = Yes;
    type IsTakenAtCreation = Yes;
    type IsPerResource = No;
    type Group = Beyond;
}

impl Single for OneInContext {
    type IsSingleton = Yes;
    type IsTakenAtCreation = Yes;
    type IsPerResource = No;
    type Group = Beyond;
}

impl<G: Level> Single for OneInGroup<G> {
    type IsSingleton = Yes;
    type IsTakenAtCreation = Yes;
    type IsPerResource = No;
    type Group = G;
}

impl<D, G: Level> Single for OnePer<D, G> {
    type IsSingleton = Yes;
    type IsTakenAtCreation = No;
    type IsPerResource = Yes;
    type Group = G;
}

/// What there can be of a type is listed here: outside this module nobody can add to it.
mod sealed {
    #[diagnostic::on_unimplemented(
        message = "how many instances of a type there can be is not said by an `impl`",
        label = "not one of the answers",
        note = "a singleton lists the interface: `#[qom_type(interfaces = [Singleton])]`"
    )]
    pub trait Single {}

    impl Single for super::Many {}
    impl Single for super::OneInProcess {}
    impl Single for super::OneInContext {}
    impl<G> Single for super::OneInGroup<G> {}
    impl<D, G> Single for super::OnePer<D, G> {}
}

/// What `T` is if it is `Declared` wherever it lists the interface `S` itself, and else what its parent is.
#[doc(hidden)]
pub struct SingleOf<T, S, Declared>(PhantomData<(T, S, Declared)>);

/// The answer, if what it depends on is what it has to be.
///
/// The macro's constant for `SOUND` does not compile if the parent, an interface or the group is not. Of what depends
/// on such a constant the compiler asks nothing, so the error stays the only one, wherever objects are created.
#[doc(hidden)]
pub trait SingleIf<const SOUND: bool> {
    type Is: Single;
}

impl<T: Level, S: InterfaceLevel, Declared: Single> SingleIf<true> for SingleOf<T, S, Declared> {
    type Is = <Lists<T, S> as Bool>::If<Declared, <<T as Level>::Parent as Level>::Single>;
}

// With one impl the compiler would take it without looking at the constant.
impl<T, S, Declared> SingleIf<false> for SingleOf<T, S, Declared> {
    type Is = Many;
}

/// What the group is that `S` joins.
type Joined<S> = <<S as Single>::Group as Level>::Single;
type Joined4<S> = Joined<Joined<Joined<Joined<S>>>>;

/// Whether the groups join each other in a circle: none is reached that joins no other. That is looked for sixteen
/// groups far, which is further than a program goes that means it.
#[doc(hidden)]
pub const fn is_in_a_circle<S: Single>() -> bool {
    <<<Joined4<Joined4<Joined4<Joined4<S>>>> as Single>::Group as Level>::Depth as Nat>::VALUE > 0
}

type Lists<T, S> = <OwnOf<T> as InterfaceSet>::Has<<S as InterfaceLevel>::Id>;

/// What `T` is to those that create it without a `Result`. Of an abstract type there is nothing more to say than that
/// it is abstract.
#[doc(hidden)]
pub type SingleToNew<T> = <<T as Level>::Abstract as Bool>::If<Many, <T as Level>::Single>;

/// An object of the type `T` takes no place when it is created.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{T}` is a singleton: there may be one already, so there is no `{T}::new()`",
    label = "of a singleton there are `try_new` and `try_new_in`",
    note = "`{T}::try_new()` returns a `Result`; `{T}::instance()` finds the one that is there; \
            `{T}::get_or_create()` does either"
)]
pub trait Plural<T>: Single<IsTakenAtCreation = No> {}

impl<T> Plural<T> for Many {}
impl<T, D, G: Level> Plural<T> for OnePer<D, G> {}

/// There is not one `T` for each resource, said of one that is created.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{T}` is a singleton, one for each resource, so there is no `{T}::new()`",
    label = "of a singleton there are `try_new` and `try_new_in`",
    note = "`{T}::try_new()?` creates it, `object.register_with(&resource)?` gives it its place, \
            `{T}::instance_with(&resource)` finds it"
)]
pub trait PlacedAtOnce<T>: Single<IsPerResource = No> {}

impl<T> PlacedAtOnce<T> for Many {}
impl<T> PlacedAtOnce<T> for OneInProcess {}
impl<T> PlacedAtOnce<T> for OneInContext {}
impl<T, G: Level> PlacedAtOnce<T> for OneInGroup<G> {}

/// `T` is no singleton, said of a child.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{T}` is a singleton: it cannot be created with each object that has it as a child",
    label = "a singleton cannot be a `#[child]`",
    note = "create it where it may fail, `{T}::try_new()?`, and give it to the object"
)]
pub trait Embeddable<T>: Single<IsSingleton = No> {}

impl<T> Embeddable<T> for Many {}

/// `T` is a singleton.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{T}` is not a singleton: there is no one instance of it",
    label = "not a singleton",
    note = "a singleton says so: `#[qom_type(interfaces = [Singleton])]`"
)]
pub trait Singular<T>: Single<IsSingleton = Yes> {}

impl<T> Singular<T> for OneInProcess {}
impl<T> Singular<T> for OneInContext {}
impl<T, G: Level> Singular<T> for OneInGroup<G> {}
impl<T, D, G: Level> Singular<T> for OnePer<D, G> {}

/// `T` is not a singleton of which there is one for each resource.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "there is one `{T}` for each resource, so it takes the resource to find it",
    label = "of which resource?",
    note = "`{T}::instance_with(&resource)` finds it; `object.register_with(&resource)` gives it its place"
)]
pub trait Unresourced<T>: Single<IsPerResource = No> {}

impl<T> Unresourced<T> for Many {}
impl<T> Unresourced<T> for OneInProcess {}
impl<T> Unresourced<T> for OneInContext {}
impl<T, G: Level> Unresourced<T> for OneInGroup<G> {}

/// `T` is a singleton of which there is one for each resource; `Declares` is the type that names it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "there is not one `{T}` for each resource",
    label = "not a singleton of a resource",
    note = "such a type names the field that refers to the resource: `singleton(scope = resource(field))`; \
            any other singleton is found by `instance()`"
)]
pub trait PerResource<T>: Single<IsPerResource = Yes> {
    type Declares;
}

impl<T, D, G: Level> PerResource<T> for OnePer<D, G> {
    type Declares = D;
}
