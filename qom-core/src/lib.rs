//! The QEMU Object Model as a Rust framework: annotate structs, write no `unsafe`, and get types that can be created
//! by name, cast, extended in other crates and looked at from outside.
//!
//! A machine is put together at run time, of parts that a user names. So a part needs a name, properties that can be set
//! as texts, and a place where others find it. One attribute gives a struct all of it:
//!
//! ```
//! use qom_core::prelude::*;
//!
//! /// A lamp on the front of the machine.
//! #[qom_type(parent = Device)]
//! pub struct PowerLamp {
//!     /// How bright it is.
//!     #[property(default = 50, range = 0..=100, unit = "%")]
//!     brightness: Prop<u8>,
//! }
//!
//! let context = Context::new();
//! let lamp = context.create_by_name("power-lamp")?;      // by name, as a configuration does
//! lamp.set_from_str("brightness", "80")?;                // properties too
//! context.root().add_child("lamp", &lamp)?;              // it has a place, and a path
//!
//! let lamp = context.resolve_as::<PowerLamp>("lamp")?;   // found again, as what it is
//! assert_eq!(lamp.brightness.get(), 80);                 // in the code, a field
//! lamp.realize(None)?;                                   // a method of `Device`, its parent
//! assert!(lamp.set("brightness", 101).is_err());         // an error says what is wrong
//! # Ok::<(), Error>(())
//! ```
//!
//! # Where to start
//!
//! The [guide](mod@guide) goes through all of it, a chapter a notion, each with examples that run:
//! [what QOM is](guide::what_qom_is), [the composition tree](guide::composition_tree),
//! [creating a class](guide::creating_a_class), [class initialization](guide::class_initialization),
//! [virtual methods](guide::virtual_methods), [interfaces](guide::interfaces), [overriding](guide::overriding),
//! [the declarations](guide::declarations), [the life of a device](guide::device_life_cycle),
//! [properties](guide::properties), [singletons](guide::singletons),
//! [contexts and locks](guide::contexts_and_locks),
#![cfg_attr(feature = "monitor", doc = "[the monitor](guide::monitor_commands),")]
//! and [into a VMM that is there](guide::into_a_vmm).
//!
//! Whoever comes from QEMU finds every macro and function in [From C to Rust](guide::from_c), and the search knows the
//! names of C: try `object_new`.
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
//! # What differs from QEMU on purpose
//!
//! * A bad cast, an abstract type, an unknown name, a duplicate type, a second singleton: an [`Error`] or a compile
//!   error, never an abort.
//! * Casts to an interface are never ambiguous, the order of listing does not matter, and there is no limit of 32.
//! * `post_init` runs from the root to the leaf.
//! * A virtual method that is called from a base's `Drop` is the base's: the fields of the levels below are gone.
//! * Lists of types are sorted, and enumerating types makes no class.
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
pub mod guide;
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
