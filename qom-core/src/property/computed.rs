//! What the getters and setters of computed properties may return.

use super::value::PropertyValue;
use crate::error::Result;
use crate::types::{Refusal, Value};

/// What a getter returns: a value, or a `Result` of one.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a getter returns the value of a property, or a `Result` of it, and not `{Self}`",
    label = "no value that a property can have"
)]
pub trait ComputedValue {
    type Value: PropertyValue;

    fn computed(self) -> Result<Value>;
}

#[diagnostic::do_not_recommend]
impl<T: PropertyValue> ComputedValue for T {
    type Value = T;

    fn computed(self) -> Result<Value> {
        self.try_into_value().map_err(Refusal::unnamed)
    }
}

#[diagnostic::do_not_recommend]
impl<T: PropertyValue> ComputedValue for Result<T> {
    type Value = T;

    fn computed(self) -> Result<Value> {
        self?.try_into_value().map_err(Refusal::unnamed)
    }
}

/// What a setter returns: nothing, or a `Result` of that.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a setter returns nothing or a `Result<()>`, and not `{Self}`",
    label = "neither `()` nor `Result<()>`"
)]
pub trait Settled {
    fn settled(self) -> Result<()>;
}

#[diagnostic::do_not_recommend]
impl Settled for () {
    fn settled(self) -> Result<()> {
        Ok(())
    }
}

#[diagnostic::do_not_recommend]
impl Settled for Result<()> {
    fn settled(self) -> Result<()> {
        self
    }
}
