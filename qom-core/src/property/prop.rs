//! [`Prop`], a property's value as a field.

use std::any::{Any, TypeId};
use std::fmt;
use std::marker::PhantomData;

use super::value::{Cell, PropertyValue};
use crate::object::Object;
use crate::types::{Accessible, BitsKind, CheckFn, Input, Refusal, Shape, Value};

/// The value of a property, as a field of the type that has the property. Any thread may read or replace it.
///
/// A `#[property]` field starts with its `default`, or else with the type's [`Default`].
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_type]
/// pub struct Timer {
///     /// Frequency in Hz.
///     #[property(default = 24_000_000)]
///     clk_freq: Prop<u32>,
/// }
///
/// let timer = Timer::new();
/// assert_eq!(timer.clk_freq.get(), 24_000_000);
/// timer.clk_freq.set(48_000_000);
///
/// let property = timer.class().property("clk-freq").unwrap();
/// assert_eq!(property.name(), "clk-freq");
/// assert_eq!(property.type_name(), "uint32");
/// assert_eq!(property.default().as_deref(), Some("24000000"));
/// assert_eq!(timer.get::<u32>("clk-freq").unwrap(), 48_000_000);
/// ```
#[doc(alias(
    "DEFINE_PROP",
    "DEFINE_PROP_SIGNED",
    "DEFINE_PROP_UNSIGNED",
    "DEFINE_PROP_SIGNED_NODEFAULT",
    "DEFINE_PROP_UNSIGNED_NODEFAULT",
    "DEFINE_PROP_BIT",
    "DEFINE_PROP_BIT64",
    "DEFINE_PROP_BOOL",
    "DEFINE_PROP_UINT8",
    "DEFINE_PROP_UINT16",
    "DEFINE_PROP_UINT32",
    "DEFINE_PROP_UINT64",
    "DEFINE_PROP_INT32",
    "DEFINE_PROP_INT64",
    "DEFINE_PROP_UINT64_CHECKMASK",
    "DEFINE_PROP_PCI_DEVFN",
    "DEFINE_PROP_PCI_HOST_DEVADDR",
    "DEFINE_PROP_MACADDR",
    "DEFINE_PROP_RESERVED_REGION",
    "DEFINE_PROP_UUID",
    "DEFINE_PROP_UUID_NODEFAULT",
    "DEFINE_PROP_IOTHREAD_VQ_MAPPING_LIST",
    "DEFINE_PROP_STRING",
    "DEFINE_PROP_ARRAY",
    "object_class_property_add_uint8_ptr",
    "object_class_property_add_uint16_ptr",
    "object_class_property_add_uint32_ptr",
    "object_class_property_add_uint64_ptr"
))]
pub struct Prop<T: PropertyValue> {
    cell: T::Cell,
    // Last, and of a size known for every `T`: else a `T` that is no value is an error wherever a type with such a
    // field is used.
    _value: PhantomData<T>,
}

impl<T: PropertyValue> Prop<T> {
    /// A property with this value.
    pub fn new(value: T) -> Self {
        Self { cell: T::Cell::holding(value), _value: PhantomData }
    }

    /// The value.
    #[inline]
    pub fn get(&self) -> T {
        self.cell.get()
    }

    /// Replaces the value.
    #[inline]
    pub fn set(&self, value: T) {
        self.cell.set(value);
    }
}

impl<T: PropertyValue> fmt::Debug for Prop<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.get().into_value(), f)
    }
}

/// The type of a field that `#[property]` can stand on.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a `#[property]` field cannot be a `{Self}`",
    label = "not a `Prop`",
    note = "write `Prop<..>` around the value's type; another object is a `Link<..>` or `WeakLink<..>`"
)]
pub trait PropertyField: Sized {
    /// What a default is.
    type Value;

    fn with_default(value: Self::Value) -> Self;

    fn type_name() -> String;

    fn shape() -> Shape {
        Shape::default()
    }

    fn accessible(&self) -> &dyn Accessible;

    /// A default, as others see it.
    fn shown(value: Self::Value) -> Value;

    /// What a check of the type's own gets to see.
    type Checked: 'static;

    /// Whether it is one that can be refused deletion, and be set once.
    const IS_LINK: bool = false;
}

impl<T: PropertyValue> PropertyField for Prop<T> {
    type Value = T;

    fn with_default(value: T) -> Self {
        Self::new(value)
    }

    fn type_name() -> String {
        T::type_name()
    }

    fn shape() -> Shape {
        T::shape()
    }

    #[inline]
    fn accessible(&self) -> &dyn Accessible {
        self
    }

    fn shown(value: T) -> Value {
        value.into_value()
    }

    type Checked = T;
}

/// The type of a property that can have a range.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a property of the type `{Self}` has no range",
    label = "not a whole number",
    note = "the properties that are a `Prop` of `u8` to `u64` or `i8` to `i64` have ranges"
)]
pub trait RangedField {
    /// What an end of the range is. Not that of [`PropertyField`], which is there for texts too: what has no range has no
    /// ends that could be of a wrong type as well.
    type Number;

    /// The least and the greatest number that the type has.
    const POSSIBLE: (i128, i128);
}

macro_rules! ranged {
    ($($number:ident),*) => {
        $(#[diagnostic::do_not_recommend]
        impl RangedField for Prop<$number> {
            type Number = $number;
            const POSSIBLE: (i128, i128) = ($number::MIN as i128, $number::MAX as i128);
        })*
    };
}

ranged!(u8, u16, u32, u64, i8, i16, i32, i64);

impl<T: PropertyValue> Accessible for Prop<T> {
    fn read(&self) -> Result<Value, Refusal> {
        self.get().try_into_value()
    }

    fn write(&self, owner: &Object, input: Input<'_>, check: Option<CheckFn>) -> Result<(), Refusal> {
        let value = T::from_input(input)?;
        if let Some(check) = check {
            check(owner, &value).map_err(|error| Refusal::Veto(Box::new(error)))?;
        }
        self.set(value);
        Ok(())
    }

    fn convert(&self, _: &Object, input: Input<'_>) -> Result<Value, Refusal> {
        // What it can be set to need not be what can be shown, and only numbers have a range to be looked at.
        T::from_input(input).map(T::into_value)
    }

    fn save(&self) -> Box<dyn FnOnce() + '_> {
        let old = self.get();
        Box::new(move || self.set(old))
    }

    fn held(&self, wanted: TypeId) -> Option<Box<dyn Any>> {
        (wanted == TypeId::of::<T>()).then(|| -> Box<dyn Any> { Box::new(self.get()) })
    }

    fn hold(&self, value: &dyn Any) -> bool {
        value.downcast_ref::<T>().map(|value| self.set(value.clone())).is_some()
    }

    #[inline]
    fn bits(&self, kind: BitsKind) -> Option<u64> {
        (T::BITS_KIND == Some(kind)).then(|| self.get().to_bits())
    }

    #[inline]
    fn set_bits(&self, kind: BitsKind, bits: u64) -> bool {
        let value = if T::BITS_KIND == Some(kind) { T::from_bits(bits) } else { None };
        value.map(|value| self.set(value)).is_some()
    }
}
