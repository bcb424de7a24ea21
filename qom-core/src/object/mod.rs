//! Objects: the header, the two handles, casts, and the order in which levels come and go. All `unsafe` code of
//! the project is here.
//!
//! # The model
//!
//! A type is a struct whose hidden first field is its parent's struct, down to [`Object`], which holds the header:
//! class, address, counts. So a reference to a type *is* a reference to each of its bases ("bases are prefixes"),
//! and one pointer compare against the class tells whether it is also a reference to a subtype ("views are
//! prefixes"). An interface is a view too: it has no state, so it is the header seen through another Rust type.
//!
//! # The invariants that the SAFETY comments name
//!
//! * *views start with the header*, *views are prefixes*, *views are shared*: the contract of [`ObjectView`].
//! * *bases are prefixes*: the contract of [`QomType`].
//! * *handles own*, *count was taken*, *count moves along*, *last owner*: a handle stands for one count.
//! * *node goes with the object*: the attachments are freed after the last level.
//! * *dropped once*, *moved once*, *freed once*: who takes a level, a value or the storage is its only owner.
//! * *weak count keeps the storage*, *header outlives teardown*: the header stays readable until the storage goes.
//! * *slot keeps the storage*: an object is out of its slot before its storage goes, and waits for who looks at it there.
//! * *class is live*, *layers are shared*, *layer of a view*: class objects and their layers are never freed.

#[cfg(all(test, not(loom)))]
mod alloc_tests;
mod build;
mod cast;
mod counts;
mod header;
mod layer;
#[cfg(all(test, loom))]
mod loom_tests;
mod node;
mod obj;
mod root;
mod sites;
mod slot;
mod teardown;
mod view;
mod weak;

pub use header::Object;
pub use obj::{DowncastError, Obj};
pub use view::{Interface, IsA, ObjectExt, ObjectView, QomType};
#[doc(hidden)]
pub use view::{SharedField, StartingField, StartingValue};
pub use weak::WeakObj;

#[doc(hidden)]
pub use build::{AsParent, Building, ParentField, RustType, Seed};
#[doc(hidden)]
pub use cast::receiver;
pub use layer::Layer;
#[doc(hidden)]
pub use layer::{AnyLayer, LayerPtr, layer_of};

pub(crate) use build::{Born, Configure, create_dynamic, create_typed};
pub(crate) use cast::as_object;
pub(crate) use layer::layer_in;
pub(crate) use node::Node;
pub(crate) use slot::{Found, Incumbent, Reservation, Slot};
pub(crate) use teardown::RustLevel;
