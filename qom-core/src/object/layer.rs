//! Class layers: the method slots and class fields that one type or interface adds, found by position and without
//! a check of their type on every call.

use std::any::Any;
use std::ptr;

use super::view::ObjectView;
use crate::class::Class;

/// The class layer of one type or interface: its method slots and class fields, `SerialClass` for `Serial`.
///
/// # Safety
/// `Self` is the type of the layer that `Owner::info()` declares, and no other view is the owner of `Self`.
///
/// `#[qom_class]` and `#[qom_interface]` implement it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a class layer",
    note = "a class layer is the `XClass` that `#[qom_class(X)]` or `#[qom_interface(X)]` declares"
)]
pub unsafe trait Layer: Clone + Send + Sync + 'static {
    /// The type or interface that declares the layer.
    type Owner: ObjectView;

    /// The pure hooks that nothing fills yet.
    #[doc(hidden)]
    fn missing(&self) -> &[&'static str];
}

/// A layer of any type, as a class under construction holds it.
#[doc(hidden)]
pub trait AnyLayer: Any + Send + Sync {
    fn boxed_clone(&self) -> Box<dyn AnyLayer>;
    fn owner(&self) -> &'static str;
    fn unfilled(&self) -> &[&'static str];
}

impl<L: Layer> AnyLayer for L {
    fn boxed_clone(&self) -> Box<dyn AnyLayer> {
        Box::new(self.clone())
    }

    fn owner(&self) -> &'static str {
        L::Owner::info().name()
    }

    fn unfilled(&self) -> &[&'static str] {
        self.missing()
    }
}

/// The address of a finished layer, or null where a type declares none.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct LayerPtr(*const ());

// SAFETY: [layers are shared] a non-null pointer was made from a `&'static dyn AnyLayer`, which is `Send + Sync`.
unsafe impl Send for LayerPtr {}
// SAFETY: [layers are shared] as above.
unsafe impl Sync for LayerPtr {}

impl LayerPtr {
    pub(crate) const NONE: Self = Self(ptr::null());

    pub(crate) fn to(layer: &'static dyn AnyLayer) -> Self {
        Self(ptr::from_ref(layer).cast())
    }
}

/// The layer of the object's class that the view's type declares.
#[doc(hidden)]
#[inline]
pub fn layer_of<L: Layer>(view: &L::Owner) -> &'static L {
    let class = super::cast::as_object(view).class();
    debug_assert!(L::Owner::is_view_of(class));
    let layer = L::Owner::layer_in(class).0.cast::<L>();
    // SAFETY: [layer of a view] the object is seen through `L::Owner`, so `is_view_of(class)` held when the view was
    // made, and it still does: a class changes only in teardown, when no view of the level that goes is left.
    // `layer_in` is then the layer that the owner declares, which is an `L` and lives for ever.
    unsafe { &*layer }
}

/// The layer `L` of a class, if the class has it.
pub(crate) fn layer_in<L: Layer>(class: &Class) -> Option<&'static L> {
    if !L::Owner::is_view_of(class) {
        return None;
    }
    let layer = L::Owner::layer_in(class).0.cast::<L>();
    // SAFETY: [layer of a view] as in `layer_of`, with the check made just above.
    Some(unsafe { &*layer })
}
