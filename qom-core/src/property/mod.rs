//! Properties that are fields: typed values and children.

mod child;
mod prop;

pub use child::Child;
pub use prop::{Prop, PropertyValue};

#[doc(hidden)]
pub use child::ChildField;
#[doc(hidden)]
pub use prop::PropertyField;
