//! The QEMU Object Model in Rust.
#![deny(unsafe_code)]

// The attributes name this crate from outside; so do the types declared in it.
extern crate self as qom_core;

pub mod class;
pub mod create;
pub mod error;
#[allow(unsafe_code)]
pub mod object;
pub mod prelude;
#[doc(hidden)]
pub mod private;
pub mod property;
pub mod qdev;
pub mod singleton;
mod sync;
pub mod types;

pub use class::{Class, ClassInit, class_by_name};
pub use create::{Create, new_by_name};
pub use error::{Error, Result, ResultExt};
pub use object::{IsA, Obj, Object, ObjectExt, WeakObj};
pub use property::{Child, Prop};
pub use qdev::{Device, DeviceClass, DeviceImpl};
pub use qom_macros::{qom_class, qom_interface, qom_type};
pub use singleton::Singleton;
pub use types::{TypeInfo, check_types, expect_crates, register_type, types, types_implementing};
