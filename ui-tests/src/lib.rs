//! What the compiler says about misuse of the attributes. The cases are in `ui/`, one for each diagnostic, with the
//! compiler's words beside them; `tests/ui.rs` compares.
//!
//! The types are for the cases about what another crate declares.
#![forbid(unsafe_code)]

use qom_core::prelude::*;

/// A singleton.
#[qom_type(interfaces = [Singleton])]
pub struct Sun {}

/// One that is not created.
#[qom_type(abstract, interfaces = [Singleton])]
pub struct Star {}

/// An interface of singletons.
#[qom_interface(Unique: Singleton)]
pub trait UniqueImpl {}

/// What there can be many of.
#[qom_type]
pub struct Planet {}

/// A resource to have one thing each.
#[qom_type]
pub struct Orbit {}

/// There is one for each orbit.
#[qom_type(interfaces = [Singleton], singleton(scope = resource(orbit)))]
pub struct Moon {
    orbit: Registered<Orbit>,
}
