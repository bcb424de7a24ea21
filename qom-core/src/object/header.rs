//! [`Object`], the root of every type, and the header it carries.

use std::any::Any;
use std::fmt;
use std::io::Write;
use std::marker::PhantomPinned;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicPtr, Ordering};

use super::counts::Counts;
use super::node::Node;
use super::view::{Interface, ObjectView};
use crate::class::Class;
use crate::error::{Error, Result};

/// The root of all types, QOM's `object`: what every object is, whatever else it is.
///
/// Every type derives from it, directly or not, and reaches its methods through `Deref`. It is abstract: there is
/// no `Object::new()`. What depends on the type that is asked is in [`ObjectExt`](crate::ObjectExt); casts by value are
/// methods of the handle, [`Obj`](crate::Obj).
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_type]
/// pub struct Lamp {}
///
/// let lamp = Lamp::new();
/// assert_eq!(lamp.type_name(), "lamp");
/// assert!(lamp.is_instance_of("object"));
/// let object: Obj<Object> = lamp.upcast();
/// assert!(object.downcast_ref::<Lamp>().is_some());
/// ```
#[repr(C, align(8))]
pub struct Object {
    /// The class the object has now. It changes only while the object is torn down, level by level.
    class: AtomicPtr<Class>,
    /// The object's own address, with provenance over the whole allocation: a reference to a base has it over the
    /// base only, so casts to a subtype start from here.
    memory: AtomicPtr<()>,
    counts: Counts,
    /// The attachments, once there is one; see `Node`.
    node: AtomicPtr<Node>,
    /// `Drop` receives `&mut Self` while weak handles on other threads still touch the counts; being `!Unpin` keeps
    /// that reference from claiming to be the only one.
    _pinned: PhantomPinned,
}

const _: () = assert!(cfg!(loom) || size_of::<Object>() <= 40, "the header of an object is at most 40 bytes");

impl Object {
    /// The header of an object of `class` that one handle will own; `memory` follows once it has a place. `node` is
    /// null or came from a `Box`, which the object takes over.
    #[inline]
    pub(super) fn new(class: &'static Class, node: *mut Node) -> Self {
        Self {
            class: AtomicPtr::new(ptr::from_ref(class).cast_mut()),
            memory: AtomicPtr::new(ptr::null_mut()),
            counts: Counts::new(),
            node: AtomicPtr::new(node),
            _pinned: PhantomPinned,
        }
    }

    /// The object's class. In a `Drop` of a base type it is the base's class, as in C++: the levels below are gone.
    ///
    /// QOM: `object_get_class`.
    #[doc(alias("OBJECT_GET_CLASS", "object_get_class"))]
    #[inline]
    pub fn class(&self) -> &'static Class {
        let class = self.class.load(Ordering::Relaxed);
        // SAFETY: [class is live] the pointer always comes from a `&'static Class` (`new`, `set_class`).
        unsafe { &*class }
    }

    /// The name of the object's type, `"pl011"`.
    ///
    /// QOM: `object_get_typename`.
    #[doc(alias = "object_get_typename")]
    pub fn type_name(&self) -> &'static str {
        self.class().name()
    }

    /// Whether the object is an instance of the type or interface of this name, or of one derived from it. An
    /// unknown name is no.
    ///
    /// QOM: `object_dynamic_cast(obj, name) != NULL`.
    pub fn is_instance_of(&self, name: &str) -> bool {
        self.class().is_a(name)
    }

    /// The object itself, if it is an instance of the named type or interface.
    ///
    /// QOM: `object_dynamic_cast_assert`, with an error in place of the abort.
    ///
    /// # Errors
    /// [`Error::NotAnInstance`] names the object's type and the one asked for.
    #[doc(alias = "object_dynamic_cast_assert")]
    pub fn checked_cast(&self, name: &str) -> Result<&Self> {
        if self.is_instance_of(name) {
            return Ok(self);
        }
        Err(Error::NotAnInstance { actual: self.type_name().into(), wanted: name.into() })
    }

    /// The object seen as a `V`, a type or an interface, if it is one. The cost does not depend on the depth.
    ///
    /// QOM: `object_dynamic_cast`.
    #[doc(alias("OBJECT_CHECK", "object_dynamic_cast"))]
    #[inline]
    pub fn downcast_ref<V: ObjectView>(&self) -> Option<&V> {
        if !V::is_view_of(self.class()) {
            return None;
        }
        // SAFETY: [views are prefixes] just checked.
        Some(unsafe { self.view_as() })
    }

    /// The object seen as a `V`.
    ///
    /// # Safety
    /// `V::is_view_of(self.class())`.
    #[inline]
    pub(super) unsafe fn view_as<V: ObjectView>(&self) -> &V {
        let whole = self.whole().cast::<V>();
        // SAFETY: [views are prefixes] `whole` is this object's own address with provenance over all of it, and by
        // the contract of `ObjectView` an object of such a class starts with a `V`.
        unsafe { &*whole }
    }

    /// The object seen through an interface, if it implements it.
    ///
    /// QOM: `INTERFACE_CHECK`, which is `NULL` for "no".
    #[doc(alias = "INTERFACE_CHECK")]
    #[inline]
    pub fn as_interface<I: Interface>(&self) -> Option<&I> {
        self.downcast_ref::<I>()
    }

    /// How many strong handles there are at this moment; another thread may change it at once.
    pub fn handle_count(&self) -> usize {
        self.counts.strong()
    }

    /// Where the handles were taken that are there at this moment, the oldest first. What is kept by the tree or another
    /// object has a place in the code that keeps it.
    ///
    /// Only with the feature `handle-sites`, which makes handles larger and slower: to find those that leak.
    #[cfg(feature = "handle-sites")]
    pub fn handle_sites(&self) -> Vec<&'static std::panic::Location<'static>> {
        super::sites::sites_of(self.place())
    }

    /// What was attached to the object, if a `T` was.
    #[inline]
    pub(crate) fn attached<T: Any>(&self) -> Option<&T> {
        self.node()?.get()
    }

    /// What was attached to the object, or else what `make` makes, attached now. `before_drop` is called when the last
    /// handle is gone and the object still whole.
    pub(crate) fn get_or_attach<T: Any + Send + Sync>(
        &self,
        before_drop: Option<fn(&Object)>,
        make: impl FnOnce() -> T,
    ) -> &T {
        let node = match self.node() {
            Some(node) => node,
            None => self.make_node(),
        };
        node.get_or_attach(before_drop, make)
    }

    #[inline]
    pub(super) fn node(&self) -> Option<&Node> {
        // Acquire pairs with the Release in `make_node`.
        let node = self.node.load(Ordering::Acquire);
        // SAFETY: [node goes with the object] it is null or came from a `Box` that is freed only in `free_node`.
        unsafe { node.as_ref() }
    }

    #[cold]
    fn make_node(&self) -> &Node {
        let new = Box::into_raw(Box::<Node>::default());
        let none = ptr::null_mut();
        // Release: who sees the pointer sees the node. Acquire on failure: as in `node`.
        let seen = match self.node.compare_exchange(none, new, Ordering::Release, Ordering::Acquire) {
            Ok(_) => new,
            Err(other) => {
                // SAFETY: [freed once] another thread was first, and nobody else has seen `new`.
                drop(unsafe { Box::from_raw(new) });
                other
            }
        };
        // SAFETY: [node goes with the object] as in `node`.
        unsafe { &*seen }
    }

    /// Frees the attachments.
    ///
    /// # Safety
    /// The object's levels are gone, and nothing borrowed from a node is left.
    #[inline]
    pub(super) unsafe fn free_node(&self) {
        // Not a swap, which would cost every object more than all the rest of its teardown: nobody else is left.
        let node = self.node.load(Ordering::Acquire);
        if !node.is_null() {
            self.node.store(ptr::null_mut(), Ordering::Relaxed);
            // SAFETY: [freed once] it came from a `Box`, in `new` or `make_node`, and was taken out just now.
            drop(unsafe { Box::from_raw(node) });
        }
    }

    #[inline]
    pub(super) fn counts(&self) -> &Counts {
        &self.counts
    }

    #[inline]
    pub(super) fn set_class(&self, class: &'static Class) {
        // Relaxed: called by the one thread that destroys the object, when no other can reach the class pointer.
        self.class.store(ptr::from_ref(class).cast_mut(), Ordering::Relaxed);
    }

    /// The object's own address with provenance over the whole of it.
    ///
    /// `Drop::drop` gets a `&mut Self`, and two of them could be swapped, headers and all, by code that nests the
    /// destructor of one object in that of another. Nobody gets through here with such a header.
    #[inline]
    fn whole(&self) -> *mut () {
        let memory = self.memory.load(Ordering::Relaxed);
        if memory.addr() != ptr::from_ref(self).addr() {
            self.stop_moved();
        }
        memory
    }

    /// The same, as a pointer for a handle.
    #[inline]
    pub(super) fn place(&self) -> NonNull<()> {
        let memory = NonNull::new(self.whole());
        // `self` is at the same address, so it is not null.
        memory.unwrap_or_else(|| self.stop_moved())
    }

    /// Stops the process if this is not the header of an object that was begun with these.
    #[inline]
    pub(super) fn check_begun_with(&self, class: &'static Class, node: *mut Node) {
        if !ptr::eq(self.class(), class) || self.node.load(Ordering::Relaxed) != node {
            self.stop_moved();
        }
    }

    /// Stops the process if the header is not where it belongs; see `whole`.
    #[inline]
    pub(super) fn check_not_moved(&self) {
        self.whole();
    }

    #[cold]
    #[inline(never)]
    fn stop_moved(&self) -> ! {
        // Not `eprintln`, which panics if it cannot write.
        let _ = writeln!(std::io::stderr(), "fatal: code moved an object of type `{}`", self.type_name());
        std::process::abort();
    }

    /// Tells the object where it lives; `memory` must have provenance over the whole of it.
    #[inline]
    pub(super) fn set_memory(&self, memory: NonNull<()>) {
        self.memory.store(memory.as_ptr(), Ordering::Relaxed);
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{:p}", self.type_name(), self)
    }
}
