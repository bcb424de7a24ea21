//! A class under construction, and what a `class_init` sees of it.

use std::any::{Any, TypeId};
use std::marker::PhantomData;

use super::Class;
use crate::error::{Error, Result};
use crate::object::{AnyLayer, Interface, Layer, ObjectView};
use crate::types::{Implements, TypeInfo};

/// A class that is being made: the layers of its parent, copied, and its own.
#[doc(hidden)]
pub struct ClassBuilder<'t> {
    info: &'t TypeInfo,
    /// By depth; `None` for types that declare no hooks.
    pub(super) layers: Vec<Option<Box<dyn AnyLayer>>>,
    pub(super) interfaces: Vec<(&'static TypeInfo, Box<dyn AnyLayer>)>,
}

impl<'t> ClassBuilder<'t> {
    /// The class of a type as its parent and its declaration make it, before any hook has run.
    pub(super) fn new(info: &'t TypeInfo, parent: Option<&'static Class>) -> Result<Self> {
        let mut builder = Self { info, layers: Vec::new(), interfaces: Vec::new() };
        if let Some(parent) = parent {
            builder.layers = parent.layers().iter().map(|layer| layer.map(AnyLayer::boxed_clone)).collect();
            let inherited = parent.implemented().iter();
            builder.interfaces = inherited.map(|entry| (entry.interface, entry.layer.boxed_clone())).collect();
        }
        if let Some(rust) = &info.rust
            && !info.is_interface()
        {
            builder.layers.push(rust.layer.map(|layer| (layer.base)()));
        }
        for interface in info.interface_infos()? {
            builder.add_interface(interface);
        }
        Ok(builder)
    }

    /// Adds an interface and those it derives from, each once however often they are listed.
    pub(super) fn add_interface(&mut self, interface: &'static TypeInfo) {
        for interface in interface.lineage() {
            let layer = interface.rust.as_ref().and_then(|rust| rust.layer);
            if let Some(layer) = layer
                && !self.interfaces.iter().any(|(known, _)| std::ptr::eq(*known, interface))
            {
                self.interfaces.push((interface, (layer.base)()));
            }
        }
    }

    /// The type that the class is made for.
    pub fn type_info(&self) -> &'t TypeInfo {
        self.info
    }

    /// The layer `L`, if the class has it.
    pub fn layer_mut<L: Layer>(&mut self) -> Option<&mut L> {
        let layers = self.layers.iter_mut().flatten();
        layers.chain(self.interfaces.iter_mut().map(|(_, layer)| layer)).find_map(|layer| {
            let layer: &mut dyn Any = &mut **layer;
            layer.downcast_mut::<L>()
        })
    }

    /// What a `class_init` written for `V` gets, if the class is one of `V`'s.
    pub fn view<V: ObjectView>(&mut self) -> Option<ClassInit<'_, V>> {
        view(self)
    }

    /// The first pure hook that is still open, as an error.
    pub(super) fn check_complete(&self) -> Result<()> {
        if self.info.is_abstract() {
            return Ok(());
        }
        let layers = self.layers.iter().flatten().chain(self.interfaces.iter().map(|(_, layer)| layer));
        for layer in layers {
            if let Some(hook) = layer.unfilled().first() {
                let name = self.info.name().into();
                return Err(Error::PureHook { name, owner: layer.owner().into(), hook: (*hook).into() });
            }
        }
        Ok(())
    }
}

/// A builder without the lifetime of what it builds from, which a `class_init` has no use for.
trait Parts {
    fn info(&self) -> &TypeInfo;
    fn layer(&mut self, id: TypeId) -> Option<&mut dyn Any>;
}

impl Parts for ClassBuilder<'_> {
    fn info(&self) -> &TypeInfo {
        self.info
    }

    fn layer(&mut self, id: TypeId) -> Option<&mut dyn Any> {
        let layers = self.layers.iter_mut().flatten();
        let layers = layers.chain(self.interfaces.iter_mut().map(|(_, layer)| layer));
        layers.map(|layer| &mut **layer as &mut dyn Any).find(|layer| Any::type_id(&**layer) == id)
    }
}

fn view<'a, V: ObjectView>(parts: &'a mut (dyn Parts + 'a)) -> Option<ClassInit<'a, V>> {
    if !parts.info().is_a_type(V::info()) {
        return None;
    }
    Some(ClassInit { parts, _view: PhantomData })
}

/// The class under construction, as `class_init` and `class_base_init` see it: `T` is the type that the hook belongs
/// to, the class is that type's or, for `class_base_init`, that of a subtype.
///
/// The class layers have the setters: `SerialClass::set_desc(class, "..")` sets a class field,
/// `SerialClass::set_put(class, function)` a method.
///
/// Classes are made under one lock, reentrant so that these hooks can create objects and make other classes. They must
/// not wait for another thread that might do the same.
///
/// QOM: the `ObjectClass *` that `class_init` gets.
///
/// ```
/// use qom_core::prelude::*;
///
/// /// A lamp.
/// #[qom_type(parent = Device, class_init = describe)]
/// pub struct Lamp {}
///
/// fn describe(class: &mut ClassInit<'_, Lamp>) {
///     DeviceClass::set_desc(class, "a lamp that is always on");
/// }
///
/// let lamp = Lamp::new();
/// assert_eq!(DeviceClass::of(&lamp).desc(), "a lamp that is always on");
/// ```
pub struct ClassInit<'a, T> {
    parts: &'a mut (dyn Parts + 'a),
    _view: PhantomData<fn() -> T>,
}

impl<T: ObjectView> ClassInit<'_, T> {
    /// The type whose class is being made.
    pub fn type_info(&self) -> &TypeInfo {
        self.parts.info()
    }

    /// The class data of the type whose class is being made, if it is a `D`.
    pub fn class_data<D: Any>(&self) -> Option<&D> {
        self.parts.info().class_data()
    }

    /// The same class as one of `V`'s, a type or an interface; `None` if it is not.
    ///
    /// QOM: `object_class_dynamic_cast` in a `class_init`.
    pub fn view<V: ObjectView>(&mut self) -> Option<ClassInit<'_, V>> {
        view(self.parts)
    }
}

/// For the setters of a class layer: the layer to change.
#[doc(hidden)]
pub fn layer_mut<'i, L: Layer, T: ObjectView>(class: &'i mut ClassInit<'_, T>) -> &'i mut L {
    let name = L::Owner::info().name();
    match class.parts.layer(TypeId::of::<L>()).and_then(|layer| layer.downcast_mut()) {
        Some(layer) => layer,
        // `T: IsA<L::Owner>` or `T: HasInterface<L::Owner>` in every setter.
        None => unreachable!("the class has no layer of `{name}`"),
    }
}

/// `Self` is the interface `I`, or a type that has it: what the setters of an interface's class layer accept.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement the interface `{I}`",
    label = "neither `{Self}` nor an ancestor lists `{I}`",
    note = "list it: `#[qom_type(interfaces = [{I}])]`",
    note = "where a class may or may not have an interface, `class.view::<{I}>()` asks"
)]
pub trait HasInterface<I: Interface>: ObjectView {}

#[diagnostic::do_not_recommend]
impl<T: Implements<I>, I: Interface> HasInterface<I> for T {}
