//! Sets of interfaces at compile time.
//!
//! A type has the interfaces it lists *or* those of its parent, and an "or" over trait impls is not something Rust
//! can say: two impls for one type would overlap. So membership is computed, which needs a decidable equality:
//! each interface carries the hash of its name as a list of sixteen digits, and digits can be compared. Were two
//! names ever to share a hash, the class object, which compares addresses, still gives the right answer at run time.

use std::marker::PhantomData;

use super::level::Level;
use super::single::Single;
use crate::class::LayerDeclaration;
use crate::object::{Interface, QomType};

/// A truth value known to the type checker.
#[doc(hidden)]
pub trait Bool {
    type And<B: Bool>: Bool;
    type Or<B: Bool>: Bool;
    /// The first of the two if it is true, the second if not.
    type If<A: Single, B: Single>: Single;
    const VALUE: bool;
}

/// True.
#[doc(hidden)]
pub struct Yes;

/// False.
#[doc(hidden)]
pub struct No;

impl Bool for Yes {
    type And<B: Bool> = B;
    type Or<B: Bool> = Yes;
    type If<A: Single, B: Single> = A;
    const VALUE: bool = true;
}

impl Bool for No {
    type And<B: Bool> = No;
    type Or<B: Bool> = B;
    type If<A: Single, B: Single> = B;
    const VALUE: bool = false;
}

macro_rules! digits {
    ($($digit:ident $is:ident),*) => {
        /// A hexadecimal digit known to the type checker.
        #[doc(hidden)]
        pub trait Digit {
            type Same<D: Digit>: Bool;
            $(type $is: Bool;)*
        }
        digits!(@each [$($digit $is),*] [$($digit $is),*]);
    };
    (@each [$($digit:ident $is:ident),*] $all:tt) => {
        $(digits!(@one $digit $is $all);)*
    };
    (@one $digit:ident $is:ident [$($other:ident $other_is:ident),*]) => {
        #[doc(hidden)]
        pub struct $digit;
        impl Digit for $digit {
            type Same<D: Digit> = D::$is;
            $(type $other_is = digits!(@same $digit $other);)*
        }
    };
    (@same D0 D0) => { Yes }; (@same D1 D1) => { Yes }; (@same D2 D2) => { Yes }; (@same D3 D3) => { Yes };
    (@same D4 D4) => { Yes }; (@same D5 D5) => { Yes }; (@same D6 D6) => { Yes }; (@same D7 D7) => { Yes };
    (@same D8 D8) => { Yes }; (@same D9 D9) => { Yes }; (@same DA DA) => { Yes }; (@same DB DB) => { Yes };
    (@same DC DC) => { Yes }; (@same DD DD) => { Yes }; (@same DE DE) => { Yes }; (@same DF DF) => { Yes };
    (@same $a:ident $b:ident) => { No };
}

digits!(D0 Is0, D1 Is1, D2 Is2, D3 Is3, D4 Is4, D5 Is5, D6 Is6, D7 Is7, D8 Is8, D9 Is9, DA IsA, DB IsB, DC IsC, DD IsD, DE IsE, DF IsF);

/// The identity of an interface: a list of digits, `(D3, (DA, ()))`.
#[doc(hidden)]
pub trait Id {
    type Head: Digit;
    type Tail: Id;
    type Same<O: Id>: Bool;
}

impl Id for () {
    type Head = D0;
    type Tail = ();
    type Same<O: Id> = Yes;
}

impl<H: Digit, T: Id> Id for (H, T) {
    type Head = H;
    type Tail = T;
    type Same<O: Id> = <H::Same<O::Head> as Bool>::And<T::Same<O::Tail>>;
}

/// A set of interfaces.
#[doc(hidden)]
pub trait InterfaceSet {
    type Has<I: Id>: Bool;
}

/// The empty set.
#[doc(hidden)]
pub struct Nil;

/// One interface.
#[doc(hidden)]
pub struct One<I>(PhantomData<I>);

/// The union of two sets.
#[doc(hidden)]
pub struct Join<A, B>(PhantomData<(A, B)>);

impl InterfaceSet for Nil {
    type Has<I: Id> = No;
}

impl<I: Interface> InterfaceSet for One<I> {
    type Has<J: Id> = <I::Id as Id>::Same<J>;
}

impl<A: InterfaceSet, B: InterfaceSet> InterfaceSet for Join<A, B> {
    type Has<I: Id> = <A::Has<I> as Bool>::Or<B::Has<I>>;
}

/// What `T` lists itself. A name for `T::Own` that does not look into it, so that an interface which is none is an
/// error where it is listed and not where the set is used.
#[doc(hidden)]
pub struct OwnOf<T>(PhantomData<T>);

impl<T: Level> InterfaceSet for OwnOf<T> {
    type Has<I: Id> = <T::Own as InterfaceSet>::Has<I>;
}

/// An interface or, at the top of the chain of bases, [`NoBase`].
#[doc(hidden)]
pub trait InterfaceLevel {
    type Base: InterfaceLevel;
    type Id: Id;
    /// The interface and all it derives from.
    type Closure: InterfaceSet;
    /// Has a constant `OVERRIDES` that tells which hooks of this interface `T` implements.
    type Overrides<T>;
    /// How many bases it has.
    const DEPTH: usize;
    const LAYER: Option<LayerDeclaration>;
}

/// Above the interfaces that derive from none.
#[doc(hidden)]
pub struct NoBase;

#[diagnostic::do_not_recommend]
impl InterfaceLevel for NoBase {
    type Base = NoBase;
    type Id = ();
    type Closure = Nil;
    type Overrides<T> = super::level::NoOverrides<T>;
    const DEPTH: usize = 0;
    const LAYER: Option<LayerDeclaration> = None;
}

/// How many bases an interface can have.
pub const MAX_INTERFACE_DEPTH: usize = 3;

/// Outside this module nobody can say that "no" means "yes".
mod sealed {
    pub trait True {}

    impl True for super::Yes {}
}

/// The answer "yes" about `T` and the interface `I`.
#[doc(hidden)]
pub trait Answer<T, I>: sealed::True {}

impl<T, I> Answer<T, I> for Yes {}

/// `Self` has the interface `I`, by its own list or an ancestor's.
///
/// Implemented for every such pair, across crates; it is what makes [`interface`](crate::object::ObjectExt::interface)
/// total.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement the interface `{I}`",
    label = "neither `{Self}` nor an ancestor lists `{I}`",
    note = "list it: `#[qom_type(interfaces = [{I}])]`; `as_interface` asks at run time"
)]
pub trait Implements<I: Interface>: QomType {}

#[diagnostic::do_not_recommend]
impl<T, I> Implements<I> for T
where
    T: QomType,
    I: Interface,
    <<T as Level>::Interfaces as InterfaceSet>::Has<<I as InterfaceLevel>::Id>: Answer<T, I>,
{
}

/// The answer "yes" about what `T` itself lists.
#[doc(hidden)]
pub trait ListAnswer<T, I>: sealed::True {}

impl<T, I> ListAnswer<T, I> for Yes {}

/// `Self` itself lists the interface `I`, or one that derives from it: the types that can implement its hooks. To
/// override a method of an inherited interface a type lists it again.
///
/// Implemented for every such pair, across crates.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not list the interface `{I}`",
    label = "this would be ignored",
    note = "list it: `#[qom_type(interfaces = [{I}])]`; an inherited interface is listed again to override its methods"
)]
pub trait Lists<I: Interface>: QomType {}

#[diagnostic::do_not_recommend]
impl<T, I> Lists<I> for T
where
    T: QomType,
    I: Interface,
    <<T as Level>::Own as InterfaceSet>::Has<<I as InterfaceLevel>::Id>: ListAnswer<T, I>,
{
}

/// Whether an interface is in a set, as a constant.
#[doc(hidden)]
pub const fn has<S: InterfaceSet, I: InterfaceLevel>() -> bool {
    <S::Has<I::Id> as Bool>::VALUE
}
