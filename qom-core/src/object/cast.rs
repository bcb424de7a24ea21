//! Casts by reference whose target is known at compile time.

use std::ptr;

use super::header::Object;
use super::view::{Interface, IsA, ObjectView};
use crate::types::Implements;

/// Every view starts with the object's header.
#[inline]
pub(crate) fn as_object<V: ObjectView>(view: &V) -> &Object {
    let object = ptr::from_ref(view).cast::<Object>();
    // SAFETY: [views start with the header] the contract of `ObjectView`.
    unsafe { &*object }
}

#[inline]
pub(super) fn upcast_ref<T: IsA<B>, B: ObjectView>(this: &T) -> &B {
    let base = ptr::from_ref(this).cast::<B>();
    // SAFETY: [bases are prefixes] `T: IsA<B>` holds only if `B` is `T` or is found by following `Parent`, and each
    // level starts with its parent (`QomType`).
    unsafe { &*base }
}

#[inline]
pub(super) fn interface_ref<T: Implements<I>, I: Interface>(this: &T) -> &I {
    // The class decides again: the compile-time answer compares interfaces by a hash of their names.
    as_object(this).downcast_ref::<I>().unwrap_or_else(|| {
        panic!("`{}` does not implement the interface `{}`", as_object(this).type_name(), I::info().name())
    })
}

/// The object behind `view` as the `T` whose method was called. Methods live in slots that code can copy from class
/// to class, so each of them checks what it was called on.
#[doc(hidden)]
#[inline]
#[track_caller]
pub fn receiver<V: ObjectView, T: ObjectView>(view: &V) -> &T {
    let object = as_object(view);
    if !T::is_view_of(object.class()) {
        wrong_receiver(object, T::info().name());
    }
    // SAFETY: [views are prefixes] just checked.
    unsafe { object.view_as() }
}

#[cold]
#[track_caller]
fn wrong_receiver(object: &Object, wanted: &str) -> ! {
    panic!("a method of `{wanted}` was called on an object of type `{}`", object.type_name())
}
