//! Singletons: types of which, with their subtypes, there can be one instance at a time.
//!
//! A type becomes one by listing the interface [`Singleton`]; it writes no global, no hook and no lock.
//!
//! ```
//! use qom_core::prelude::*;
//!
//! #[qom_type(abstract, interfaces = [Singleton])]
//! pub struct Iommu {}
//!
//! #[qom_type(parent = Iommu)]
//! pub struct IntelIommu {}
//!
//! #[qom_type(parent = Iommu)]
//! pub struct AmdIommu {}
//!
//! let machine = Context::new();
//! assert_eq!(IntelIommu::instance_in(&machine), None);
//! let intel = IntelIommu::try_new_in(&machine)?;                  // `IntelIommu::new()` does not compile
//! assert_eq!(Iommu::instance_in(&machine), Some(intel.clone().upcast()));
//! assert_eq!(AmdIommu::instance_in(&machine), None);              // the one there is no `AmdIommu`
//!
//! let error = AmdIommu::try_new_in(&machine).unwrap_err();
//! assert!(matches!(error, Error::Occupied { .. }));
//! assert_eq!(
//!     error.to_string(),
//!     "only one 'iommu' can exist at a time: there is 'intel-iommu', in no tree, with 1 handle"
//! );
//! drop(intel);
//! AmdIommu::try_new_in(&machine)?;                                // the place is free again
//! # Ok::<(), Error>(())
//! ```
//!
//! # Which place
//!
//! An object takes the place of its *group* within a *scope*. The group is that of the type that lists `Singleton`, and
//! its subtypes share it; a type of another ancestry joins with `singleton(group = Iommu)`. The scope is the context,
//! so there is one in each machine; `singleton(scope = process)` makes it one in the process, and
//! `singleton(scope = resource(bus))` one for each resource that objects are [registered](SingletonExt::register_with)
//! with. Whichever it is, the type lists `Singleton`, and `message = ".."` is what it says of a second one.
//!
//! ```
//! use qom_core::prelude::*;
//! # #[qom_type(abstract, interfaces = [Singleton])]
//! # pub struct AnyIommu {}
//! # #[qom_type(parent = AnyIommu)]
//! # pub struct ArmIommu {}
//!
//! /// No `AnyIommu`, and in its place all the same.
//! #[qom_type(parent = Device, interfaces = [Singleton], singleton(group = AnyIommu, message = "one IOMMU is enough"))]
//! pub struct VirtioIommu {}
//!
//! /// The clock on the wall: whichever machine looks sees the same.
//! #[qom_type(interfaces = [Singleton], singleton(scope = process))]
//! pub struct WallClock {}
//!
//! let (one, other) = (Context::new(), Context::new());
//! let arm = ArmIommu::try_new_in(&one)?;
//! let error = VirtioIommu::try_new_in(&one).unwrap_err();
//! assert!(error.to_string().starts_with("one IOMMU is enough: there is 'arm-iommu'"));
//! VirtioIommu::try_new_in(&other)?;
//!
//! let clock = WallClock::get_or_create_in(&one)?.into_inner();
//! assert_eq!(WallClock::instance_in(&other), Some(clock));
//! # Ok::<(), Error>(())
//! ```
//!
//! # From creation to the end
//!
//! The place is claimed before any code of the object runs, in the one function that all creation goes through, so two
//! threads cannot both succeed, and a creation that fails, by a panic too, gives it back. The object is found, by
//! [`instance`](SingletonExt::instance), from the moment its `post_init` hooks have run until its last handle goes.
//! From then on it is *dying*: it is not found, and the place is still taken until its last destructor has returned.
//! What is found is an owning handle, so it never dangles; what the runtime itself holds does not keep the object.

mod claim;
mod ext;
mod lookup;
mod resource;

use qom_macros::qom_interface;

pub use claim::{Incumbent, IncumbentState};
pub(crate) use claim::{finished, reserve};
pub use ext::SingletonExt;
pub use resource::Registered;
#[doc(hidden)]
pub use resource::{HasResource, ResourceField};

/// A type of which, with its subtypes, there can be one instance at a time.
///
/// A type declares it by listing the interface, `#[qom_type(interfaces = [Singleton])]`; see the
/// [module](mod@crate::singleton). [`TypeInfo::singleton`](crate::TypeInfo::singleton) tells group and scope.
///
/// QOM: the SINGLETON interface that was proposed in 2024 and not merged.
#[qom_interface(Singleton, ended = claim::ENDED)]
pub trait SingletonImpl {}
