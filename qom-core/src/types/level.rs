//! Inheritance at compile time: how deep a type is, who its n-th ancestor is, and so whether one type is another.

use std::marker::PhantomData;

use super::interface_set::{Bool, InterfaceSet, Nil, Yes};
use super::property_info::PropertyInfo;
use super::single::{Many, Single};
use crate::class::Overrides;
use crate::object::{IsA, QomType};

/// How many levels a type can be below [`Object`](crate::Object).
pub const MAX_DEPTH: usize = 16;

/// A number known to the type checker. Its operations are associated types and not traits with impls for each case:
/// of a projection the type checker asks nothing further, where it would try impls without end.
#[doc(hidden)]
pub trait Nat {
    const VALUE: usize;
    /// `self - 1`, and 0 for 0.
    type Pred: Nat;
    /// `N - self`, and 0 where that would be negative.
    type SubtractFrom<N: Nat>: Nat;
    /// The ancestor of `T` that is `self` levels up.
    type Up<T: Level>: Level;
}

/// 0.
#[doc(hidden)]
pub struct Zero;

/// N + 1.
#[doc(hidden)]
pub struct Succ<N>(PhantomData<N>);

impl Nat for Zero {
    const VALUE: usize = 0;
    type Pred = Zero;
    type SubtractFrom<N: Nat> = N;
    type Up<T: Level> = T;
}

impl<M: Nat> Nat for Succ<M> {
    const VALUE: usize = M::VALUE + 1;
    type Pred = M;
    type SubtractFrom<N: Nat> = M::SubtractFrom<N::Pred>;
    type Up<T: Level> = M::Up<T::Parent>;
}

/// How many levels `T` is below `B`; 0 if it is not.
#[doc(hidden)]
pub type Distance<T, B> = <<B as Level>::Depth as Nat>::SubtractFrom<<T as Level>::Depth>;

/// The ancestor of `T` at the depth of `B`: `B` itself, if `T` is a `B`.
#[doc(hidden)]
pub type AncestorAt<T, B> = <Distance<T, B> as Nat>::Up<T>;

/// The place of a type among its ancestors and what it adds. [`Beyond`] stands for everything above the root, so
/// that the macros can look at sixteen ancestors of any type.
#[doc(hidden)]
pub trait Level {
    type Parent: Level;
    type Depth: Nat;
    /// The interfaces the type lists itself, with those that they derive from.
    type Own: InterfaceSet;
    /// All interfaces of the type, inherited ones included.
    type Interfaces: InterfaceSet;
    /// How many instances there can be.
    type Single: Single;
    /// Whether it is abstract.
    type Abstract: Bool;
    /// Has a constant `OVERRIDES` that tells which hooks of this level `T` overrides.
    type Overrides<T>;
}

/// The level above the root, and its own parent.
#[doc(hidden)]
pub struct Beyond;

#[diagnostic::do_not_recommend]
impl Level for Beyond {
    type Parent = Beyond;
    type Depth = Zero;
    type Own = Nil;
    type Interfaces = Nil;
    type Single = Many;
    type Abstract = Yes;
    type Overrides<T> = NoOverrides<T>;
}

/// The overrides of a level that declares no hooks.
#[doc(hidden)]
pub struct NoOverrides<T>(PhantomData<T>);

/// The answer where nothing more specific applies: `#[qom_class]` emits an inherent constant of the same name for
/// each `T` that implements its trait, and an inherent constant wins.
#[doc(hidden)]
pub trait NotOverridden {
    const OVERRIDES: Overrides = Overrides::NONE;
}

impl<T> NotOverridden for T {}

/// Whether `#[qom_class]` was used on a type: it emits an inherent constant of the same name, which wins.
#[doc(hidden)]
pub trait HasNoClass {
    const QOM_HAS_CLASS: bool = false;
}

impl<T> HasNoClass for T {}

/// The computed properties of a type: `#[qom_properties]` emits an inherent constant of the same name, which wins.
#[doc(hidden)]
pub trait HasNoComputed {
    const QOM_PROPERTIES: &'static [PropertyInfo<'static>] = &[];
}

impl<T> HasNoComputed for T {}

/// What a type's own hooks are: with `false` nothing, by `#[qom_type]`; with `true` by `#[qom_class]`.
#[doc(hidden)]
pub trait HooksOf<const DECLARED: bool> {
    type Overrides<T>;
    const LAYER: Option<crate::class::LayerDeclaration>;
}

/// `Self` is `B`, the base that was asked for of `T`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{T}` does not derive from `{B}`, so it has no hooks of `{B}` to implement",
    label = "this would be ignored",
    note = "derive from it: `#[qom_type(parent = {B})]`"
)]
pub trait IsBaseOf<T, B>: sealed::Same<B> {
    /// How many levels `T` is below `B`, which is asked only where `T` is a `B`.
    type Distance;
}

impl<T: Level, B: Level> IsBaseOf<T, B> for B {
    type Distance = Distance<T, B>;
}

/// What `unsafe impl IsA` relies on: outside this module nobody can say that a type is another.
mod sealed {
    pub trait Same<B> {}

    impl<B> Same<B> for B {}

    pub trait Positive {}

    impl<N> Positive for super::Succ<N> {}
}

/// A number that is not 0: `T` is below `B`, and not `B` itself.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the hooks of `{B}` cannot be implemented for `{B}` itself",
    label = "this would be ignored",
    note = "the base implementation of a hook is its body in the `#[qom_class({B})]` trait"
)]
pub trait Positive<T, B>: sealed::Positive {}

impl<N, T, B> Positive<T, B> for Succ<N> {}

/// `Self` derives from `B` and is not `B` itself: the types that can implement the hooks of `B`.
///
/// Implemented for every such pair, across crates.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not derive from `{B}`, so it has no hooks of `{B}` to implement",
    label = "this would be ignored",
    note = "derive from it: `#[qom_type(parent = {B})]`"
)]
pub trait Below<B: QomType>: QomType + IsA<B> {}

impl<T, B> Below<B> for T
where
    T: QomType + IsA<B>,
    B: QomType,
    AncestorAt<T, B>: IsBaseOf<T, B, Distance: Positive<T, B>>,
{
}
