//! The QEMU Object Model as a Rust framework: annotate structs, write no `unsafe`, and get types that can be created
//! by name, cast, extended in other crates and looked at from outside.
//!
//! # The model
//!
//! Six notions, five with QEMU's names:
//!
//! * A **type** is a struct with [`#[qom_type]`](macro@qom_type). It has a name, one parent, [`Object`] in the end, and
//!   interfaces. Its description, a [`TypeInfo`], is registered when the program is linked; [`types()`] lists them all.
//! * An **object** is an instance of a type, behind a counted handle, [`Obj<T>`](Obj). It contains its parent's fields
//!   before its own, so it *is* also an instance of each ancestor: [`Deref`](std::ops::Deref) leads up, a checked cast
//!   leads down.
//! * A **class** holds what all objects of a type share: virtual methods, class fields, interfaces. There is one
//!   [`Class`] a type, made on first use from a copy of its parent's. What a type adds to it is written in a trait
//!   with [`#[qom_class]`](macro@qom_class), and subtypes override it by implementing that trait.
//! * An **interface** is a set of methods without state that types of any ancestry implement, declared by
//!   [`#[qom_interface]`](macro@qom_interface).
//! * A **property** is a value of an object that has a name outside the code; a field, [`Prop`] or [`Child`]. It is
//!   read with [`Object::get`], set with [`Object::set`], and listed by the class.
//! * A **singleton** is a type of which, with its subtypes, there can be one instance at a time; see [`singleton`].
//!
//! Objects live in a [`Context`], a world of its own with a composition tree; a program that names none has the one of
//! the process. An object's place in the tree is its [canonical path](Object::canonical_path).
//!
//! One rule names them: `X` is the type with its callable methods, `XImpl` the trait of the hooks that a subtype
//! overrides, `XClass` the class layer. Interfaces the same.
//!
//! # An example
//!
//! ```
//! use qom_core::prelude::*;
//!
//! /// A port that takes bytes, one after the other.
//! #[qom_type(parent = Device, abstract)]
//! pub struct Serial {
//!     /// Bits in a second.
//!     #[property(default = 9600)]
//!     baud: Prop<u32>,
//! }
//!
//! #[qom_class(Serial)]
//! pub trait SerialImpl {
//!     /// Sends a byte: a pure method, each kind of port has its own.
//!     fn put(this: &Self, byte: u8) -> Result<()>;
//!     /// The time that a byte takes, in microseconds.
//!     fn byte_time(this: &Self) -> u32 {
//!         10_000_000 / this.baud.get()
//!     }
//! }
//!
//! /// A port whose other end is always there.
//! #[qom_type(parent = Serial, interfaces = [Named])]
//! pub struct Loopback {
//!     sent: std::sync::Mutex<Vec<u8>>,
//! }
//!
//! impl SerialImpl for Loopback {
//!     fn put(this: &Self, byte: u8) -> Result<()> {
//!         ensure!(byte.is_ascii(), "seven bits only");
//!         this.sent.lock().unwrap().push(byte);
//!         Ok(())
//!     }
//! }
//!
//! #[qom_interface(Named)]
//! pub trait NamedImpl {
//!     fn label(this: &Self) -> String;
//! }
//!
//! impl NamedImpl for Loopback {
//!     fn label(this: &Self) -> String {
//!         format!("loopback at {} baud", this.baud.get())
//!     }
//! }
//!
//! let port: Obj<Serial> = Loopback::new().upcast();
//! port.put(b'a')?;                                          // a virtual call
//! assert_eq!(port.byte_time(), 1041);                       // inherited
//! assert!(port.downcast_ref::<Loopback>().is_some());       // a cast, checked at run time
//! let named: Obj<Named> = port.clone().downcast()?;         // to an interface, by value
//! assert_eq!(named.label(), "loopback at 9600 baud");
//!
//! let by_name = qom_core::new_by_name("loopback")?;         // as a configuration file does it
//! assert_eq!(by_name.class().parent().unwrap().name(), "serial");
//! assert!(qom_core::new_by_name("serial").is_err());        // abstract
//! # Ok::<(), Error>(())
//! ```
//!
//! # What differs from QEMU on purpose
//!
//! * A bad cast, an abstract type, an unknown name, a duplicate type, a second singleton: an [`Error`] or a compile
//!   error, never an abort.
//! * Casts to an interface are never ambiguous, the order of listing does not matter, and there is no limit of 32.
//! * `post_init` runs from the root to the leaf.
//! * A virtual method that is called from a base's `Drop` is the base's: the fields of the levels below are gone.
//! * Lists are sorted, and enumerating types makes no class.
//! * A path that is not absolute starts with the name of an object, not with that of a link.
//! * A negative number is not taken for an unsigned one of 64 bits.
//!
//! # Where things are
//!
//! The [`prelude`] is what code that declares or uses types needs. [`object`] has objects, handles and casts,
//! [`class`](mod@class) classes, [`types`](mod@types) descriptions and the table of types, [`create`] the ways to create an
//! object, [`singleton`](mod@singleton) those of which there is one, [`context`] and [`tree`] where objects live,
//! [`property`] properties, [`qdev`] devices and buses, [`mod@reset`] reset, [`error`](mod@error) what can go wrong. The crate `qom-devices` has
//! real devices and machines to read.
#![deny(unsafe_code)]

// The attributes name this crate from outside; so do the types declared in it.
extern crate self as qom_core;

mod by_name;
pub mod class;
pub mod context;
pub mod create;
pub mod error;
// For the link sections of its tables, which `linkme` writes; there is no block of unsafe code.
#[allow(unsafe_code)]
#[cfg(feature = "monitor")]
pub mod monitor;
#[allow(unsafe_code)]
pub mod object;
pub mod prelude;
#[doc(hidden)]
pub mod private;
pub mod property;
pub mod qdev;
pub mod reset;
pub mod singleton;
mod sync;
pub mod trace;
pub mod tree;
pub mod types;
pub mod user_creatable;

pub use class::{Class, ClassInit, class_by_name};
pub use context::Context;
pub use create::{Claimed, Compat, Create, GlobalProperty, new_by_name};
pub use error::{Error, Result, ResultExt};
pub use object::{IsA, Obj, Object, ObjectExt, WeakObj};
#[cfg(feature = "serde")]
pub use property::Struct;
pub use property::{Child, MemberDescription, ObjectProperty, OnOffAuto, Prop, PropertyDescription, QomEnum, Size};
pub use qdev::{
    Bus, BusClass, BusImpl, Category, Device, DeviceClass, DeviceEvent, DeviceExt, DeviceImpl, HotplugHandler,
    HotplugHandlerImpl, HotplugRules, HotplugRulesImpl, Phase, Realize, Unplug,
};
pub use qom_macros::{QomEnum, qom_class, qom_interface, qom_properties, qom_type, test};
#[cfg(feature = "monitor")]
pub use qom_macros::{hmp_command, qmp_command, qmp_event};
pub use reset::{ResetContainer, ResetGuard, ResetType, Resettable, ResettableClass, ResettableImpl, SystemReset};
pub use singleton::{Registered, Singleton, SingletonExt};
pub use tree::{Change, Container, Link, Watch, WeakLink};
pub use types::{TypeInfo, Value, check_types, expect_crates, register_type, type_by_name, types, types_implementing};
pub use user_creatable::{UserCreatable, UserCreatableImpl};
