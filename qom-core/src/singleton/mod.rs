//! Types of which there can be one instance at a time.

use qom_macros::qom_interface;

/// Declares that a type and its subtypes can have one instance at a time, by listing it:
/// `#[qom_type(interfaces = [Singleton])]`.
///
/// The declaration is recorded, [`TypeInfo::singleton`](crate::TypeInfo::singleton) tells its group and scope; it is
/// not enforced yet.
#[qom_interface(Singleton)]
pub trait SingletonImpl {}
