//! From C to Rust: every macro and function of QEMU's headers, and what it is here, or why there is nothing.
//!
//! The search of this documentation finds the names of C too: `object_new` leads to [`Create::new`].
//!
//! * [Macros](macros): of declaring and casting, of properties, clocks and modules.
//! * [`qom/object.h`](object_h): its 108 functions.
//! * [`hw/qdev-core.h`](qdev_core_h): its 71 functions.
//! * [Other headers](other_headers): of users' objects, hotplug, reset, properties of devices, modules, clocks.
//!
//! A few rules save most of the look-ups:
//!
//! | in C | here |
//! | --- | --- |
//! | a pointer that counts | [`Obj`]: [`clone`](Clone::clone) is the ref, dropping it the unref |
//! | a pointer that does not | `&T`, or a [`WeakObj`] if it is kept |
//! | an `Error **` | a [`Result`] |
//! | `&error_abort` | `expect`, or `?` up to who can decide |
//! | a name in place of a type | the type itself, where the code knows it |
//! | an `_init`, a `_finalize` | what the fields start with, `Drop` |
//! | an array that ends with an empty element | a slice, an iterator |
//! | a function and an opaque pointer | a closure |
//! | the big lock | nothing: [contexts and locks](crate::guide::contexts_and_locks) |
//!
//! In the tables below a row without a counterpart says why there is none.

#[allow(unused_imports)]
use super::*;

#[doc = include_str!("macros.md")]
pub mod macros {}

#[doc = include_str!("object_h.md")]
pub mod object_h {}

#[doc = include_str!("qdev_core_h.md")]
pub mod qdev_core_h {}

#[doc = include_str!("other_headers.md")]
pub mod other_headers {}
