//! The two contracts that make casts sound: what may look at an object, and what a level of an object is.

use crate::class::{Class, Gap, Overrides};
use crate::types::{AncestorAt, Implements, InterfaceLevel, IsBaseOf, Level, PropertyNames, TypeInfo};

use super::build::{Building, Seed};
use super::layer::LayerPtr;
use super::obj::Obj;

/// A Rust type through which an object can be seen: one of its types, or one of its interfaces.
///
/// # Safety
/// * If `is_view_of(class)`, every object whose class is `class` starts with a valid `Self`, which is `Send + Sync`
///   and itself starts with an [`Object`](crate::Object).
/// * `info()` always returns the same value, and no other view returns it.
/// * `layer_in(class)` is, for a `class` with `is_view_of(class)`, the layer that `info()` declares for it, and null
///   if it declares none.
///
/// `#[qom_type]` and `#[qom_interface]` implement it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a type nor an interface of the object model",
    label = "declared with neither `#[qom_type]` nor `#[qom_interface]`",
    note = "a type is a struct with the attribute `#[qom_type]`"
)]
pub unsafe trait ObjectView: Sized + 'static {
    /// The description of the type or interface.
    fn info() -> &'static TypeInfo;

    /// Whether objects of `class` can be seen as `Self`.
    fn is_view_of(class: &Class) -> bool;

    /// The layer of `class` that belongs to `Self`.
    #[doc(hidden)]
    fn layer_in(class: &Class) -> LayerPtr;
}

/// A type of the object model: a struct with [`#[qom_type]`](macro@crate::qom_type).
///
/// # Safety
/// * `Self` is `#[repr(C)]`, its first field is a `ParentField<Self::Parent>`, and all others are `Send + Sync`.
/// * `Depth` is one more than the parent's; `info()` is a static of this type alone, made by
///   `TypeInfo::of_rust_type::<Self>`, and names the parent's.
/// * `This` is `Self`.
///
/// `#[qom_type]` implements it; nothing else should.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type of the object model",
    label = "not declared with `#[qom_type]`",
    note = "annotate the struct: `#[qom_type(parent = ..)] pub struct {Self} {{ .. }}`",
    note = "if it is an interface, list it: `interfaces = [{Self}]`; no type derives from one"
)]
pub unsafe trait QomType: ObjectView + Level {
    /// `Self`. The macros name a parent through it, so that a parent that is no type is one error and not one for each
    /// thing that is asked of a parent: the compiler asks nothing of a projection that does not exist.
    #[doc(hidden)]
    type This: QomType;

    /// Whether the type is abstract, so that only its subtypes can be created.
    #[doc(hidden)]
    const ABSTRACT: bool;

    /// What the type and its ancestors override, nearest ancestor first.
    #[doc(hidden)]
    const OVERRIDES: &'static [Overrides];

    /// The pure hooks that are still without an implementation at this type.
    #[doc(hidden)]
    const GAPS: &'static [Gap];

    /// The names of the properties of the type and its ancestors.
    #[doc(hidden)]
    const PROPERTIES: PropertyNames;

    /// Builds the value, parents first.
    #[doc(hidden)]
    fn construct(seed: Seed) -> Building<Self>;

    /// Where the parent's part is: at the start, unless an attribute below `#[qom_type]` moved the fields.
    #[doc(hidden)]
    fn parent_offset() -> usize;
}

/// `Self` is `B` or derives from it: `B` is what the chain of parents leads to after as many steps as the depths
/// differ by.
///
/// Implemented for every such pair, across crates. Generic code over `T: IsA<Serial>` upcasts first:
///
/// ```
/// use qom_core::prelude::*;
///
/// fn name_of<T: IsA<Device>>(device: &T) -> &'static str {
///     let device: &Device = device.upcast_ref();
///     device.type_name()
/// }
/// ```
///
/// # Safety
/// Not for others to implement: an object that is a `Self` starts with a valid `B`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `{B}`",
    label = "`{B}` is neither `{Self}` nor one of its ancestors",
    note = "towards a subtype, or from one interface to another, `downcast` and `downcast_ref` ask at run time",
    note = "towards an interface there is `interface` and `into_interface`; from one, `into_object`; in a `class_init`, `class.view`"
)]
pub unsafe trait IsA<B: ObjectView>: ObjectView {}

// SAFETY: `B` was found by following `Parent` from `T`, and each level starts with its parent (`QomType`).
#[diagnostic::do_not_recommend]
unsafe impl<T, B> IsA<B> for T
where
    T: QomType,
    B: QomType,
    AncestorAt<T, B>: IsBaseOf<T, B>,
{
}

/// An interface: what `#[qom_interface(Named)]` declares as `Named`.
///
/// # Safety
/// `Self` is a transparent wrapper of what its `Deref` leads to, down to [`Object`](crate::Object); `This` is `Self`.
///
/// `#[qom_interface]` implements it; nothing else should.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an interface",
    label = "not declared with `#[qom_interface]`",
    note = "an interface is declared with `#[qom_interface({Self})] pub trait {Self}Impl {{ .. }}`"
)]
pub unsafe trait Interface: ObjectView + InterfaceLevel {
    /// `Self`, as [`QomType::This`].
    #[doc(hidden)]
    type This: Interface;
}

/// What a field of a type has to be: objects are shared between threads.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of a type: objects are shared between threads",
    label = "not `Send + Sync`",
    note = "what changes in an object is an atomic, or behind a lock; what it shares with others is in an `Arc`"
)]
pub trait SharedField: Send + Sync + 'static {}

// One message for both traits, and the one above.
#[diagnostic::do_not_recommend]
impl<T: Send + Sync + 'static> SharedField for T {}

/// What a field without an attribute has to be: `Default`, said in the words of fields.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a field of the type `{Self}` has nothing to start with: `{Self}` is not `Default`",
    label = "not `Default`",
    note = "say what it starts with: `#[init(value)]`; a `Prop` or `Link` is a property: `#[property]`; a `Child` starts with a new object: `#[child]`"
)]
pub trait StartingField: Sized {
    fn start() -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Default> StartingField for T {
    #[inline]
    fn start() -> Self {
        Self::default()
    }
}

/// What a property without `default = ..` starts with: `Default`, said in the words of properties.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a property whose value is a `{Self}` has nothing to start with: `{Self}` is not `Default`",
    label = "not `Default`",
    note = "say what it starts with: `#[property(default = ..)]`"
)]
pub trait StartingValue: Sized {
    fn start() -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Default> StartingValue for T {
    #[inline]
    fn start() -> Self {
        Self::default()
    }
}

/// What every view of an object can do that depends on the view's own type. In the prelude.
pub trait ObjectExt: ObjectView {
    /// An owned handle to this very object. `None` once the last handle is gone, so in `Drop`; during `init` and
    /// ever after there is one.
    ///
    /// QOM: `object_ref(OBJECT(this))`.
    #[doc(alias = "object_ref")]
    #[track_caller]
    fn handle(&self) -> Option<Obj<Self>> {
        Obj::from_view(self)
    }

    /// The same object seen as one of its base types; checked at compile time.
    ///
    /// `Deref` does it silently for concrete types; generic code over `T: IsA<Serial>` says it in words.
    fn upcast_ref<B: ObjectView>(&self) -> &B
    where
        Self: IsA<B>,
    {
        super::cast::upcast_ref(self)
    }

    /// The same object seen through an interface that its type is known to implement; checked at compile time.
    fn interface<I: Interface>(&self) -> &I
    where
        Self: Implements<I>,
    {
        super::cast::interface_ref(self)
    }
}

impl<V: ObjectView> ObjectExt for V {}
