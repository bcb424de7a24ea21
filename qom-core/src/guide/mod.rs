//! The guide: the object model from the first struct to a whole machine, in the order of QEMU's own document about QOM.
//!
//! The examples grow through the chapters: an interval timer, and watchdogs, which do something about a guest that has
//! stopped. Whoever knows QOM may start at [From C to Rust](from_c) and look up the name.
//!
//! 1. [What QOM is](what_qom_is): types, objects, classes, and why a machine wants them.
//! 2. [The composition tree](composition_tree): where objects are, and their paths.
//! 3. [Creating a class](creating_a_class): a struct becomes a type.
//! 4. [Class initialization](class_initialization): what there is one of for all objects of a type.
//! 5. [Abstract classes and new virtual methods](virtual_methods).
//! 6. [Interfaces](interfaces): what types of different ancestry have in common.
//! 7. [Methods, and calling the overridden one](overriding).
//! 8. [The standard declarations](declarations): the attributes, side by side with the macros of C.
//! 9. [Device life cycle](device_life_cycle): create, configure, realize, reset, unplug, drop.
//! 10. [Properties](properties): values with a name outside the code.
//! 11. [Singletons](singletons): types of which there can be one object.
//! 12. [Contexts and locks](contexts_and_locks): many machines, many threads.
#![cfg_attr(feature = "monitor", doc = "13. [The monitor](monitor_commands): commands and events, by attribute.")]
#![cfg_attr(
    not(feature = "monitor"),
    doc = "13. The monitor: commands and events, by attribute; only with the feature `monitor`."
)]
//! 14. [Into a VMM that is there](into_a_vmm): one type at a time.
//! 15. [From C to Rust](from_c): every macro and function of `qom/object.h` and `hw/qdev-core.h`, and what it is here.

// For the links of the chapters.
#[allow(unused_imports)]
use crate::prelude::*;
#[allow(unused_imports)]
use crate::{
    ResettableClass, SystemReset,
    object::{DowncastError, Interface, QomType},
    property::{Property, PropertyDescription, PropertyValue, QomEnum},
    qdev::{DeviceListener, Subscription, UnplugBlocker},
    types::{self, PropertyInfo},
    user_creatable::KeyVal,
};

#[doc = include_str!("what_qom_is.md")]
pub mod what_qom_is {}

#[doc = include_str!("composition_tree.md")]
pub mod composition_tree {}

#[doc = include_str!("creating_a_class.md")]
pub mod creating_a_class {}

#[doc = include_str!("class_initialization.md")]
pub mod class_initialization {}

#[doc = include_str!("virtual_methods.md")]
pub mod virtual_methods {}

#[doc = include_str!("interfaces.md")]
pub mod interfaces {}

#[doc = include_str!("overriding.md")]
pub mod overriding {}

#[doc = include_str!("declarations.md")]
pub mod declarations {}

#[doc = include_str!("device_life_cycle.md")]
pub mod device_life_cycle {}

#[doc = include_str!("properties.md")]
pub mod properties {}

#[doc = include_str!("singletons.md")]
pub mod singletons {}

#[doc = include_str!("contexts_and_locks.md")]
pub mod contexts_and_locks {}

#[cfg(feature = "monitor")]
#[doc = include_str!("monitor_commands.md")]
pub mod monitor_commands {}

#[doc = include_str!("into_a_vmm.md")]
pub mod into_a_vmm {}

pub mod from_c;
