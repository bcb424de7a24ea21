//! Class objects: made once a type, on first use, parent first; they hold the method slots, the class fields and
//! the interfaces.
//!
//! Each type that declares hooks adds one *layer*, `SerialClass` for `Serial`, and a class has the layers of all its
//! ancestors in an array indexed by depth, so a method is found with two loads and without a search. A new class
//! starts with copies of its parent's layers; then its type's overrides are put in, then `class_init` runs.

mod builder;
mod cell;
mod interfaces;
mod lock;
#[cfg(all(test, loom))]
mod loom_tests;
mod make;
mod overrides;

use std::alloc::Layout;
use std::fmt;
use std::panic::RefUnwindSafe;
use std::ptr;

use interfaces::{Implemented, InterfaceTable};
use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::object::{AnyLayer, Layer, LayerPtr, Object, ObjectView, QomType, RustLevel, RustType, layer_in};
use crate::types::{EndedHook, InstanceHook, MAX_DEPTH, PropertyInfo, SetHook, SingletonInfo, TypeInfo};

pub use builder::ClassInit;
#[doc(hidden)]
pub use builder::{ClassBuilder, HasInterface, layer_mut};
#[doc(hidden)]
pub use overrides::{Facts, Gap, LayerDeclaration, Overrides, check_type, count_gaps, gaps};

pub(crate) use make::{check_pure_hooks, make};

/// Where a type keeps its class.
pub(crate) type ClassCell = cell::LazyCell<&'static Class>;

/// The class of a type: its name and place among the types, its methods, class fields and interfaces. There is one
/// a type, for the life of the process.
///
/// QOM: `ObjectClass`.
///
/// ```
/// use qom_core::prelude::*;
///
/// let class = class_by_name("device")?;
/// assert_eq!(class.parent().unwrap().name(), "object");
/// assert!(class.is_abstract());
/// assert!(class.downcast_ref::<DeviceClass>().is_some());
/// # Ok::<(), Error>(())
/// ```
#[doc(alias = "OBJECT_CLASS")]
pub struct Class {
    info: &'static TypeInfo,
    parent: Option<&'static Class>,
    /// The types with a Rust type of their own, by depth, from the root; a cast compares one entry.
    line: [Option<&'static TypeInfo>; MAX_DEPTH + 1],
    /// The layers by depth, as a method call uses them, and as a subclass copies them.
    layer_ptrs: [LayerPtr; MAX_DEPTH + 1],
    layers: Box<[Option<&'static dyn AnyLayer>]>,
    interfaces: InterfaceTable,
    /// The innermost Rust type; `None` for an interface.
    rust: Option<RustType>,
    /// The level that this class adds to its parent's.
    level: RustLevel,
    /// The nearest proper ancestor whose level needs dropping.
    next_drop: Option<&'static Class>,
    properties: PropertyTable,
    inits: Box<[&'static InstanceHook]>,
    post_inits: Box<[&'static InstanceHook]>,
    unparent: Box<[&'static InstanceHook]>,
    before_set: Box<[SetHook]>,
    ended: Option<EndedHook>,
    unique: Option<Unique>,
}

/// The properties by name.
pub(crate) type PropertyTable = FxHashMap<&'static str, &'static PropertyInfo<'static>>;

/// How the objects of a class are singletons.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unique {
    pub(crate) info: SingletonInfo,
    /// The group's, among all groups.
    pub(crate) number: usize,
}

impl Class {
    /// The name of the type.
    ///
    /// QOM: `object_class_get_name`.
    #[doc(alias = "object_class_get_name")]
    pub fn name(&self) -> &'static str {
        self.info.name()
    }

    /// The description of the type.
    pub fn type_info(&self) -> &'static TypeInfo {
        self.info
    }

    /// The parent's class; `None` for the roots, `object` and `interface`.
    ///
    /// QOM: `object_class_get_parent`.
    #[doc(alias = "object_class_get_parent")]
    pub fn parent(&self) -> Option<&'static Class> {
        self.parent
    }

    /// Whether only subtypes can be created.
    ///
    /// QOM: `object_class_is_abstract`.
    #[doc(alias = "object_class_is_abstract")]
    pub fn is_abstract(&self) -> bool {
        self.info.is_abstract()
    }

    /// Whether it is the class of an interface.
    pub fn is_interface(&self) -> bool {
        self.info.is_interface()
    }

    /// The class and its ancestors, to the root.
    pub fn lineage(&'static self) -> impl Iterator<Item = &'static Class> {
        std::iter::successors(Some(self), |class| class.parent)
    }

    /// The interfaces of the class, inherited ones and bases of others included, inherited ones first.
    pub fn interfaces(&self) -> impl Iterator<Item = &'static TypeInfo> {
        self.interfaces.list().iter().map(|entry| entry.interface)
    }

    /// Whether the class is that of the type or interface called `name`, or derives from it. An unknown name is no.
    ///
    /// QOM: `object_class_dynamic_cast(class, name) != NULL`, without its "ambiguous" for an interface that is there
    /// twice.
    pub fn is_a(&self, name: &str) -> bool {
        std::iter::successors(Some(self), |class| class.parent).any(|class| class.name() == name)
            || self.interfaces().any(|interface| interface.name() == name)
            || (name == crate::types::root_interface().name() && self.interfaces().next().is_some())
    }

    /// Whether objects of the class are instances of `V`, a type or an interface.
    ///
    /// QOM: `object_class_dynamic_cast`, with the type at hand.
    #[doc(alias = "object_class_dynamic_cast")]
    pub fn is<V: ObjectView>(&self) -> bool {
        V::is_view_of(self)
    }

    /// The class seen as a layer: `class.downcast_ref::<SerialClass>()` has the methods and fields that `Serial`
    /// declares, as this class has them. Layers of interfaces likewise.
    ///
    /// QOM: a class cast, `SERIAL_CLASS(class)`; for interfaces `NAMED_CLASS(class)`.
    #[doc(alias("OBJECT_CLASS_CHECK", "INTERFACE_CLASS", "object_class_dynamic_cast_assert"))]
    #[inline]
    pub fn downcast_ref<L: Layer>(&self) -> Option<&'static L> {
        layer_in::<L>(self)
    }

    /// Whether the type at `depth` in this class's line is `info`.
    #[doc(hidden)]
    #[inline]
    pub fn has_level(&self, depth: usize, info: &'static TypeInfo) -> bool {
        // One compare, of addresses: each type has one description.
        ptr::eq(self.line[depth].map_or(ptr::null(), ptr::from_ref), info)
    }

    /// The layer of the type at `depth`.
    #[doc(hidden)]
    #[inline]
    pub fn layer_at(&self, depth: usize) -> LayerPtr {
        self.layer_ptrs[depth]
    }

    /// Whether the class implements the interface.
    #[doc(hidden)]
    #[inline]
    pub fn has_interface(&self, interface: &'static TypeInfo) -> bool {
        self.interfaces.find(interface).is_some()
    }

    /// The layer of an interface of the class.
    #[doc(hidden)]
    #[inline]
    pub fn interface_layer(&self, interface: &'static TypeInfo) -> LayerPtr {
        self.interfaces.find(interface).unwrap_or(LayerPtr::NONE)
    }

    pub(crate) fn rust_type(&self) -> Option<RustType> {
        self.rust
    }

    /// Whether pure methods are open.
    fn is_incomplete(&self) -> bool {
        let layers = self.layers.iter().flatten().copied();
        layers.chain(self.interfaces.list().iter().map(|entry| entry.layer)).any(|layer| !layer.unfilled().is_empty())
    }

    pub(crate) fn layout(&self) -> Layout {
        self.rust.map_or(Layout::new::<()>(), |rust| rust.layout)
    }

    /// The class at which dropping an object of this class starts.
    pub(crate) fn first_drop(&'static self) -> Option<&'static Class> {
        if self.level.needs_drop() { Some(self) } else { self.next_drop }
    }

    pub(crate) fn next_drop(&self) -> Option<&'static Class> {
        self.next_drop
    }

    pub(crate) fn level(&self) -> RustLevel {
        self.level
    }

    /// Runs `init` from the root to the leaf.
    #[inline]
    pub(crate) fn run_init(&self, object: &Object) {
        for hook in &self.inits {
            hook(object);
        }
    }

    /// Runs `post_init` from the root to the leaf.
    #[inline]
    pub(crate) fn run_post_init(&self, object: &Object) {
        for hook in &self.post_inits {
            hook(object);
        }
    }

    /// What runs when an object of the class leaves the tree: the type's, then each ancestor's.
    pub(crate) fn unparent_hooks(&self) -> &[&'static InstanceHook] {
        &self.unparent
    }

    #[inline]
    pub(crate) fn property_table(&self) -> &PropertyTable {
        &self.properties
    }

    /// What is asked before a property is set by name.
    #[inline]
    pub(crate) fn before_set(&self) -> &[SetHook] {
        &self.before_set
    }

    /// What runs when the last level of an object of the class is gone.
    #[inline]
    pub(crate) fn ended_hook(&self) -> Option<EndedHook> {
        self.ended
    }

    #[inline]
    pub(crate) fn unique(&self) -> Option<&Unique> {
        self.unique.as_ref()
    }

    fn layers(&self) -> &[Option<&'static dyn AnyLayer>] {
        &self.layers
    }

    fn implemented(&self) -> &[Implemented] {
        self.interfaces.list()
    }
}

/// A class does not change once it is made, so a panic leaves none half changed.
impl RefUnwindSafe for Class {}

impl fmt::Debug for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "class {}", self.name())
    }
}

/// For the `_of` methods: the layer of a class that the caller takes for one of `L`'s.
#[doc(hidden)]
#[track_caller]
pub fn layer_of_class<L: Layer>(class: &Class) -> &'static L {
    match class.downcast_ref::<L>() {
        Some(layer) => layer,
        None => panic!("class `{}` is not one of `{}`", class.name(), L::Owner::info().name()),
    }
}

/// For super calls: the layer of the class of `T`'s parent. It may be asked for while the class of `T` is being made.
#[doc(hidden)]
#[inline]
#[track_caller]
pub fn parent_layer<L: Layer, T: QomType>() -> &'static L {
    let parent = match T::info().class_cell().get() {
        Some(class) => class.parent,
        None => T::info().parent_info().and_then(|parent| parent.map(TypeInfo::class).transpose()).unwrap_or_default(),
    };
    match parent.and_then(Class::downcast_ref) {
        Some(layer) => layer,
        None => base_layer::<L>(T::info().name()),
    }
}

/// Above the first type that lists an interface there is the interface itself, with the bodies of its methods.
#[cold]
#[track_caller]
fn base_layer<L: Layer>(name: &str) -> &'static L {
    let owner = L::Owner::info();
    let class = if owner.is_interface() { owner.class().ok() } else { None };
    class.and_then(Class::downcast_ref).unwrap_or_else(|| no_parent_layer(name, owner.name()))
}

#[cold]
#[track_caller]
fn no_parent_layer<L>(name: &str, owner: &str) -> L {
    panic!("the parent of `{name}` is not a `{owner}`, so there is no parent's method to call")
}

/// For method slots that nothing fills: reached in the `Drop` of an abstract base type, or through a class that a
/// cast was forced on.
#[doc(hidden)]
#[cold]
#[track_caller]
pub fn pure_method_called(owner: &str, hook: &str) -> ! {
    panic!(
        "the pure method `{hook}` of `{owner}` was called where no type implements it: by a super call from the first type that does, or in the `Drop` of a base"
    )
}

/// The class of the type of this name, made now if this is the first time it is needed.
///
/// QOM: `object_class_by_name`, which gives `NULL` where this gives the reason.
///
/// # Errors
/// What [`type_by_name`](crate::type_by_name) says of the name, and [`TypeInfo::class`] of a type that has no class.
#[doc(alias("object_class_by_name", "module_object_class_by_name"))]
pub fn class_by_name(name: &str) -> Result<&'static Class> {
    crate::types::type_by_name(name)?.class()
}
