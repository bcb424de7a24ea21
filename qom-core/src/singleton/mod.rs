//! Types of which there can be one instance at a time.

use qom_macros::qom_interface;

/// A type of which, with its subtypes, there can be one instance at a time.
///
/// A type declares it by listing the interface: `#[qom_type(interfaces = [Singleton])]`. The declaration is recorded,
/// [`TypeInfo::singleton`](crate::TypeInfo::singleton) tells its group and scope; it is not enforced yet.
#[qom_interface(Singleton)]
pub trait SingletonImpl {}
