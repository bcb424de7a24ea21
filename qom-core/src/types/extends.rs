//! Who is directly below a type, for the pages of the documentation.

/// `B` is the parent of `Self`, or an interface that it lists.
///
/// [`#[qom_type]`](macro@crate::qom_type) implements it while documentation is built, so that the pages of rustdoc lead down
/// the hierarchy too: the page of a type has who is directly below it in its crate, and this one has those of all crates.
/// Code asks for [`IsA`](crate::IsA) or [`Implements`](super::Implements), which hold for the whole way up, and a program that
/// runs asks [`types_implementing`](super::types_implementing).
///
/// QOM: the `parent` and the `interfaces` of a `TypeInfo`.
pub trait Extends<B: ?Sized> {}
