//! [`Child`], an object that belongs to another.

use std::fmt;
use std::ops::Deref;

use crate::object::{Obj, Object, QomType, as_object};
use crate::types::{Accessible, CheckFn, Input, Refusal, Shape, Value};

/// An object that its owner creates with itself and holds for its own life; a field with `#[child]`.
///
/// QOM: `object_initialize_child`.
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_type]
/// pub struct Fifo {
///     #[init(16)] depth: usize,
/// }
///
/// #[qom_type]
/// pub struct Uart {
///     #[child] fifo: Child<Fifo>,
/// }
///
/// let uart = Uart::new();
/// assert_eq!(uart.fifo.depth, 16);
/// let fifo: Obj<Fifo> = uart.fifo.object().clone();
/// drop(uart);
/// assert_eq!(fifo.depth, 16);
/// ```
#[doc(alias(
    "object_initialize_child",
    "object_initialize_child_with_props",
    "object_initialize_child_with_propsv",
    "object_initialize_child_internal"
))]
pub struct Child<T: QomType> {
    object: Obj<T>,
}

impl<T: QomType> Child<T> {
    /// The handle to the child, to clone.
    pub fn object(&self) -> &Obj<T> {
        &self.object
    }
}

impl<T: QomType> Deref for Child<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.object
    }
}

impl<T: QomType> fmt::Debug for Child<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.object.fmt(f)
    }
}

/// The type of a field that `#[child]` can stand on.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a `#[child]` field cannot be a `{Self}`",
    label = "not a `Child`",
    note = "write `Child<..>` around the type of the child"
)]
pub trait ChildField: Sized {
    type Type: QomType;

    fn holding(object: Obj<Self::Type>) -> Self;

    fn type_name() -> String {
        format!("child<{}>", <Self::Type as crate::object::ObjectView>::info().name())
    }

    fn shape() -> Shape {
        Shape::default()
    }

    /// The child as an object.
    fn as_child(&self) -> Obj<Object>;

    fn accessible(&self) -> &dyn Accessible;
}

impl<T: QomType> ChildField for Child<T> {
    type Type = T;

    fn holding(object: Obj<T>) -> Self {
        Self { object }
    }

    fn as_child(&self) -> Obj<Object> {
        self.object.clone().into_object()
    }

    fn accessible(&self) -> &dyn Accessible {
        self
    }
}

/// The value is where the child is in the tree, and it stays what it is.
impl<T: QomType> Accessible for Child<T> {
    fn read(&self) -> Result<Value, Refusal> {
        Ok(as_object::<T>(&self.object).canonical_path().unwrap_or_default().into())
    }

    fn write(&self, _: &Object, _: Input<'_>, _: Option<CheckFn>) -> Result<(), Refusal> {
        Ok(())
    }

    fn convert(&self, _: &Object, _: Input<'_>) -> Result<Value, Refusal> {
        self.read()
    }

    fn save(&self) -> Box<dyn FnOnce() + '_> {
        Box::new(|| {})
    }
}
