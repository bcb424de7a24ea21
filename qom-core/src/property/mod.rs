//! Properties: values of an object that have a name outside the code.
//!
//! A property is a field, a [`Prop`] or a [`Child`], with an attribute. In the code it is used as a field; by name it is
//! listed, read and set, by [`Object::get`](crate::Object::get) and [`Object::set`](crate::Object::set).
//!
//! ```
//! use qom_core::prelude::*;
//!
//! #[qom_type]
//! pub struct Uart16550 {
//!     /// UART clock in Hz.
//!     #[property(default = 24_000_000)]
//!     clk: Prop<u32>,
//! }
//!
//! let uart = qom_core::new_by_name("uart16550")?;
//! uart.set("clk", 48_000_000)?;
//! uart.set_from_str("clk", "0x2dc6c00")?;
//! assert_eq!(uart.get::<u32>("clk")?, 48_000_000);
//! assert_eq!(uart.set("clk", -1).unwrap_err().to_string(), "Parameter 'clk' expects uint32_t");
//! assert_eq!(uart.set("speed", 1).unwrap_err().to_string(), "Property 'uart16550.speed' not found");
//! let names: Vec<&str> = uart.class().properties().map(|property| property.name()).collect();
//! assert_eq!(names, ["type", "clk"]);
//! # Ok::<(), Error>(())
//! ```

mod access;
mod child;
mod choice;
mod computed;
mod describe;
mod field;
mod own;
mod print;
mod prop;
mod resolved;
mod size;
#[cfg(feature = "serde")]
#[cfg_attr(not(feature = "monitor"), allow(unused))]
pub(crate) mod structured;
mod text;
mod transaction;
mod value;

pub use child::Child;
pub use choice::{OnOffAuto, QomEnum};
pub use describe::PropertyDescription;
pub use own::ObjectProperty;
pub use prop::Prop;
pub use resolved::Property;
pub use size::Size;
#[cfg(feature = "serde")]
pub use structured::Struct;
pub use value::PropertyValue;

pub use crate::types::MemberDescription;

#[doc(hidden)]
pub use child::ChildField;
#[doc(hidden)]
pub use choice::{Choice, choice};
#[doc(hidden)]
pub use computed::{ComputedValue, Settled};
#[doc(hidden)]
pub use field::{IfWritten, is_written};
pub(crate) use own::{Own, OwnProperties};
#[doc(hidden)]
pub use prop::{PropertyField, RangedField};
#[doc(hidden)]
pub use value::Locked;
