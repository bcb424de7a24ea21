//! [`TypeInfo`], the description of a type.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::panic::Location;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::declaration::{
    ClassHook, Declaration, EndedHook, InfoFn, InstanceHook, SetHook, SingletonDeclaration, SingletonInfo,
};
use super::level::Nat;
use super::property_info::PropertyInfo;
use super::registry;
use crate::class::{Class, ClassBuilder, ClassCell, ClassInit, LayerDeclaration, Overrides};
use crate::error::{Error, Result};
use crate::object::{Interface, Object, ObjectView, QomType, RustType};

/// The description of a type or interface: what the attributes write, and what a type that is registered at run
/// time is made from.
///
/// QOM: `TypeInfo` and the `TypeImpl` made of it.
///
/// ```
/// use qom_core::prelude::*;
/// use qom_core::{TypeInfo, register_type};
///
/// /// A board.
/// #[qom_type(abstract)]
/// pub struct Board {}
///
/// // Board versions differ by data, so they are types made from values.
/// for version in [1, 2] {
///     register_type(TypeInfo::new(format!("board-{version}"), "board").with_class_data(version))?;
/// }
/// let board = qom_core::new_by_name("board-2")?;
/// assert_eq!(board.class().type_info().class_data::<i32>(), Some(&2));
/// assert!(board.downcast_ref::<Board>().is_some());
/// # Ok::<(), Error>(())
/// ```
pub struct TypeInfo {
    name: Cow<'static, str>,
    parent: Option<TypeRef>,
    is_abstract: bool,
    is_interface: bool,
    interfaces: Listed,
    singleton: Option<SingletonDeclaration>,
    properties: [&'static [PropertyInfo<'static>]; 2],
    doc: Cow<'static, str>,
    module: &'static str,
    file: &'static str,
    line: u32,
    pub(crate) rust: Option<RustLink>,
    pub(crate) class_base_init: Option<ClassHook>,
    pub(crate) class_init: Option<ClassInitFn>,
    class_data: Option<Shared<dyn Any + Send + Sync>>,
    pub(crate) adopt: Option<&'static InstanceHook>,
    pub(crate) init: Option<Shared<InstanceHook>>,
    pub(crate) post_init: Option<Shared<InstanceHook>>,
    pub(crate) unparent: Option<Shared<InstanceHook>>,
    pub(crate) before_set: Option<SetHook>,
    pub(crate) ended: Option<EndedHook>,
    class: ClassCell,
    /// Among all groups of singletons, if it is one.
    group_number: OnceLock<usize>,
    /// The next type of the same name: two crates that are linked into one program may, by mistake, use one name.
    namesake: OnceLock<&'static TypeInfo>,
}

/// What only a type or interface with a Rust type of its own has.
#[derive(Clone, Copy)]
pub(crate) struct RustLink {
    /// The description that the Rust type names as its own.
    view: InfoFn,
    /// `None` for interfaces.
    pub(crate) object: Option<RustType>,
    pub(crate) depth: usize,
    pub(crate) layer: Option<LayerDeclaration>,
    pub(crate) overrides: &'static [Overrides],
}

/// A type named by another.
enum TypeRef {
    Rust(InfoFn),
    Named(Cow<'static, str>),
}

impl TypeRef {
    fn name(&self) -> &str {
        match self {
            Self::Rust(info) => info().name(),
            Self::Named(name) => name,
        }
    }

    fn resolve(&self) -> Result<&'static TypeInfo> {
        match self {
            Self::Rust(info) => Ok(info()),
            Self::Named(name) => registry::type_by_name(name),
        }
    }
}

/// The interfaces a type lists.
enum Listed {
    Rust(&'static [InfoFn]),
    Named(Vec<String>),
}

/// A value in a static, or one of its own.
pub(crate) enum Shared<T: ?Sized + 'static> {
    Static(&'static T),
    Owned(Box<T>),
}

impl<T: ?Sized> Shared<T> {
    const fn in_static(value: Option<&'static T>) -> Option<Self> {
        match value {
            Some(value) => Some(Self::Static(value)),
            None => None,
        }
    }

    pub(crate) fn get(&self) -> &T {
        match self {
            Self::Static(value) => value,
            Self::Owned(value) => value,
        }
    }
}

type DynamicClassInit = dyn Fn(&mut ClassBuilder<'_>) + Send + Sync;

pub(crate) enum ClassInitFn {
    Rust(ClassHook),
    Dynamic {
        /// The type or interface that the function was written for.
        wanted: InfoFn,
        run: Box<DynamicClassInit>,
    },
}

impl ClassInitFn {
    pub(crate) fn run(&self, builder: &mut ClassBuilder<'_>) {
        match self {
            Self::Rust(hook) => hook(builder),
            Self::Dynamic { run, .. } => run(builder),
        }
    }
}

impl TypeInfo {
    /// For the attributes: the description of a Rust type.
    #[doc(hidden)]
    pub const fn of_rust_type<T: QomType>(declaration: Declaration) -> Self {
        let rust = RustLink {
            view: T::info,
            object: Some(RustType::of::<T>()),
            depth: T::Depth::VALUE,
            layer: declaration.layer,
            overrides: T::OVERRIDES,
        };
        Self::declared(declaration, rust)
    }

    /// For the attributes: the description of an interface.
    #[doc(hidden)]
    pub const fn of_interface<I: Interface>(declaration: Declaration) -> Self {
        let rust = RustLink { view: I::info, object: None, depth: I::DEPTH, layer: I::LAYER, overrides: &[] };
        Self::declared(declaration, rust)
    }

    /// The root of the interfaces, which is not itself one that can be implemented.
    pub(super) const fn root_interface(declaration: Declaration) -> Self {
        Self::declared(
            declaration,
            RustLink { view: super::root_interface, object: None, depth: 0, layer: None, overrides: &[] },
        )
    }

    const fn declared(declaration: Declaration, rust: RustLink) -> Self {
        Self {
            name: Cow::Borrowed(declaration.name),
            parent: match declaration.parent {
                Some(parent) => Some(TypeRef::Rust(parent)),
                None => None,
            },
            is_abstract: declaration.is_abstract,
            is_interface: rust.object.is_none(),
            interfaces: Listed::Rust(declaration.interfaces),
            singleton: declaration.singleton,
            properties: declaration.properties,
            doc: Cow::Borrowed(declaration.doc),
            module: declaration.module,
            file: declaration.file,
            line: declaration.line,
            rust: Some(rust),
            class_base_init: declaration.class_base_init,
            class_init: match declaration.class_init {
                Some(hook) => Some(ClassInitFn::Rust(hook)),
                None => None,
            },
            class_data: Shared::in_static(declaration.class_data),
            adopt: declaration.adopt,
            init: Shared::in_static(declaration.init),
            post_init: Shared::in_static(declaration.post_init),
            unparent: Shared::in_static(declaration.unparent),
            before_set: declaration.before_set,
            ended: declaration.ended,
            class: ClassCell::new(),
            group_number: OnceLock::new(),
            namesake: OnceLock::new(),
        }
    }

    /// The description of a type to be registered at run time with [`register_type`](crate::register_type): a
    /// subtype of `parent`, a type with or without a Rust type of its own. Its objects are of the Rust type of its
    /// nearest ancestor that has one.
    #[track_caller]
    pub fn new(name: impl Into<String>, parent: impl Into<String>) -> Self {
        let place = Location::caller();
        Self {
            name: Cow::Owned(name.into()),
            parent: Some(TypeRef::Named(Cow::Owned(parent.into()))),
            is_abstract: false,
            is_interface: false,
            interfaces: Listed::Named(Vec::new()),
            singleton: None,
            properties: [&[], &[]],
            doc: Cow::Borrowed(""),
            module: "",
            file: place.file(),
            line: place.line(),
            rust: None,
            class_base_init: None,
            class_init: None,
            class_data: None,
            adopt: None,
            init: None,
            post_init: None,
            unparent: None,
            before_set: None,
            ended: None,
            class: ClassCell::new(),
            group_number: OnceLock::new(),
            namesake: OnceLock::new(),
        }
    }

    /// Makes the type abstract: only its subtypes can be created.
    #[must_use]
    pub fn with_abstract(mut self) -> Self {
        self.is_abstract = true;
        self
    }

    /// Adds an interface to those that the type lists. Its pure methods must be filled by `class_init` or be filled
    /// already by an ancestor.
    #[must_use]
    pub fn with_interface(mut self, name: impl Into<String>) -> Self {
        if let Listed::Named(names) = &mut self.interfaces {
            names.push(name.into());
        }
        self
    }

    /// The text for people who list types.
    #[must_use]
    pub fn with_doc(mut self, doc: impl Into<String>) -> Self {
        self.doc = Cow::Owned(doc.into());
        self
    }

    /// Data for `class_init` to read, and for whoever asks the [type](Self::class_data).
    ///
    /// QOM: `TypeInfo.class_data`.
    #[must_use]
    pub fn with_class_data(mut self, data: impl Any + Send + Sync) -> Self {
        self.class_data = Some(Shared::Owned(Box::new(data)));
        self
    }

    /// What sets up the class, as a subclass of that of `T`: `T` is an ancestor, or an interface of the type.
    ///
    /// QOM: `TypeInfo.class_init`.
    #[must_use]
    pub fn with_class_init<T: ObjectView>(
        mut self,
        init: impl Fn(&mut ClassInit<'_, T>) + Send + Sync + 'static,
    ) -> Self {
        let run = move |builder: &mut ClassBuilder<'_>| {
            // There is one: `check_class_init` comes first.
            if let Some(mut class) = builder.view::<T>() {
                init(&mut class);
            }
        };
        self.class_init = Some(ClassInitFn::Dynamic { wanted: T::info, run: Box::new(run) });
        self
    }

    /// Whether the `class_init` is for an ancestor or an interface of the type, as far as those are known.
    pub(crate) fn check_class_init(&self) -> Result<()> {
        let Some(ClassInitFn::Dynamic { wanted, .. }) = &self.class_init else { return Ok(()) };
        let is_complete = self.lineage().all(|level| level.parent_info().is_ok() && level.interface_infos().is_ok());
        if is_complete && !self.is_a_type(wanted()) {
            return Err(Error::WrongClassInit { name: self.name().into(), wanted: wanted().name().into() });
        }
        Ok(())
    }

    /// No property of the type has the name of another, of the type's own or of an ancestor's.
    pub(crate) fn check_properties(&self) -> Result<()> {
        let all = self.lineage().flat_map(TypeInfo::properties).map(PropertyInfo::name);
        for property in self.properties() {
            if all.clone().filter(|name| *name == property.name()).count() > 1 {
                let (name, property) = (self.name().into(), property.name().into());
                return Err(Error::DuplicateProperty { name, property });
            }
        }
        Ok(())
    }

    /// What runs on each new object of the type, after the `init` of its ancestors.
    ///
    /// QOM: `TypeInfo.instance_init`.
    #[must_use]
    pub fn with_init(mut self, init: impl Fn(&Object) + Send + Sync + 'static) -> Self {
        self.init = Some(Shared::Owned(Box::new(init)));
        self
    }

    /// What runs on each new object of the type once it is complete, after the `post_init` of its ancestors.
    ///
    /// QOM: `TypeInfo.instance_post_init`, which runs leaf to root.
    #[must_use]
    pub fn with_post_init(mut self, post_init: impl Fn(&Object) + Send + Sync + 'static) -> Self {
        self.post_init = Some(Shared::Owned(Box::new(post_init)));
        self
    }

    /// What runs when an object of the type leaves the tree, before what its ancestors have for that.
    ///
    /// QOM: `ObjectClass.unparent`, which an override has to call itself in its parent's class.
    #[must_use]
    pub fn with_unparent(mut self, unparent: impl Fn(&Object) + Send + Sync + 'static) -> Self {
        self.unparent = Some(Shared::Owned(Box::new(unparent)));
        self
    }

    /// The name, `"pl011"`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name of the parent. The roots, `object` and `interface`, have none.
    pub fn parent(&self) -> Option<&str> {
        self.parent.as_ref().map(TypeRef::name)
    }

    /// Whether only subtypes can be created.
    pub fn is_abstract(&self) -> bool {
        self.is_abstract || self.is_interface
    }

    /// Whether it describes an interface.
    pub fn is_interface(&self) -> bool {
        self.is_interface
    }

    /// The names of the interfaces that the type itself lists, as written; inherited ones are its parent's.
    pub fn interfaces(&self) -> impl Iterator<Item = &str> {
        let (rust, named): (&[InfoFn], &[String]) = match &self.interfaces {
            Listed::Rust(infos) => (infos, &[]),
            Listed::Named(names) => (&[], names),
        };
        rust.iter().map(|info| info().name()).chain(named.iter().map(String::as_str))
    }

    /// The properties that the type itself declares, its fields first; inherited ones are its parent's.
    pub fn properties(&self) -> impl Iterator<Item = &'static PropertyInfo<'static>> + Clone + use<> {
        self.properties.into_iter().flatten()
    }

    /// The documentation of the struct or trait.
    pub fn doc(&self) -> &str {
        self.doc.trim()
    }

    /// The crate that declares the type; empty for types registered at run time.
    pub fn crate_name(&self) -> &'static str {
        self.module.split(':').next().unwrap_or_default()
    }

    /// The source file that declares the type, or that calls [`TypeInfo::new`].
    pub fn file(&self) -> &'static str {
        self.file
    }

    /// The line in [`file`](Self::file), counted from 1.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The class data, if there is any of type `D`.
    pub fn class_data<D: Any>(&self) -> Option<&D> {
        self.class_data.as_ref()?.get().downcast_ref()
    }

    /// The parent's description.
    ///
    /// # Errors
    /// [`Error::MissingParent`] if no type has its name, [`Error::DuplicateType`] if several have.
    pub fn parent_info(&self) -> Result<Option<&'static TypeInfo>> {
        let Some(parent) = &self.parent else { return Ok(None) };
        match parent.resolve() {
            Ok(info) => Ok(Some(info)),
            Err(Error::UnknownType { name: parent }) => Err(Error::MissingParent { name: self.name().into(), parent }),
            Err(error) => Err(error),
        }
    }

    /// The descriptions of the interfaces that the type itself lists.
    ///
    /// # Errors
    /// [`Error::MissingInterface`], [`Error::NotAnInterface`], or [`Error::DuplicateType`].
    pub fn interface_infos(&self) -> Result<Vec<&'static TypeInfo>> {
        match &self.interfaces {
            Listed::Rust(infos) => Ok(infos.iter().map(|info| info()).collect()),
            Listed::Named(names) => names.iter().map(|name| self.interface_named(name)).collect(),
        }
    }

    fn interface_named(&self, interface: &str) -> Result<&'static TypeInfo> {
        match registry::type_by_name(interface) {
            Ok(info) if info.is_interface => Ok(info),
            Ok(_) => Err(Error::NotAnInterface { name: self.name().into(), interface: interface.into() }),
            Err(Error::UnknownType { name: interface }) => {
                Err(Error::MissingInterface { name: self.name().into(), interface })
            }
            Err(error) => Err(error),
        }
    }

    /// The type and its ancestors, from itself to the root; it ends early where a parent is missing.
    pub fn lineage(&self) -> impl Iterator<Item = &TypeInfo> + Clone {
        std::iter::successors(Some(self), |info| info.parent_info().ok().flatten())
    }

    /// Whether objects of the type are instances of the type or interface called `name`: it is the type's own, an
    /// ancestor's, or that of an interface of one of them. No class is made to find out.
    ///
    /// QOM: `object_class_dynamic_cast`, as the filter of `object_class_foreach` uses it.
    pub fn is_a(&self, name: &str) -> bool {
        self.has(&|info| info.name() == name)
    }

    /// Like [`is_a`](Self::is_a), for a type at hand: names that two types share are no trouble.
    pub(crate) fn is_a_type(&self, other: &TypeInfo) -> bool {
        self.has(&|info| std::ptr::eq(info, other))
    }

    fn has(&self, wanted: &dyn Fn(&TypeInfo) -> bool) -> bool {
        self.lineage().any(|level| {
            let listed = level.interface_infos().unwrap_or_default();
            wanted(level) || listed.iter().any(|interface| interface.lineage().any(wanted))
        })
    }

    /// How the type is a singleton, by its own declaration or an ancestor's; `None` if it is not one.
    pub fn singleton(&'static self) -> Option<SingletonInfo> {
        // The ancestor nearest to the root: what is below it shares its place, whatever it says.
        self.lineage().filter_map(TypeInfo::declared_singleton).last()
    }

    fn declared_singleton(&'static self) -> Option<SingletonInfo> {
        let SingletonDeclaration { group, scope, message } = self.own_singleton()?;
        let Some(group) = group else {
            return Some(SingletonInfo { group: self, scope: scope.unwrap_or_default(), message });
        };
        // The compiler has seen to it that the group is one, and that groups do not join each other in a circle.
        let joined = group().singleton()?;
        Some(SingletonInfo { scope: scope.unwrap_or(joined.scope), message: message.or(joined.message), ..joined })
    }

    /// What the type itself says of being a singleton. A type made at run time says it by listing the interface.
    fn own_singleton(&self) -> Option<SingletonDeclaration> {
        let lists_it =
            || matches!(&self.interfaces, Listed::Named(names) if !names.is_empty()) && self.has_ended_hook();
        self.singleton
            .or_else(|| lists_it().then_some(SingletonDeclaration { group: None, scope: None, message: None }))
    }

    /// Whether it lists an interface that is told of the end of its objects.
    fn has_ended_hook(&self) -> bool {
        let listed = self.interface_infos().unwrap_or_default();
        listed.into_iter().flat_map(TypeInfo::lineage).any(|interface| interface.ended.is_some())
    }

    /// The number of the group of singletons that is named after this type.
    pub(crate) fn group_number(&self) -> usize {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        *self.group_number.get_or_init(|| NEXT.fetch_add(1, Ordering::Relaxed))
    }

    /// A subtype shares its parent's place and cannot take another.
    pub(crate) fn check_singleton(&self) -> Result<()> {
        if self.own_singleton().is_none() {
            return Ok(());
        }
        match self.lineage().skip(1).find(|ancestor| ancestor.own_singleton().is_some()) {
            Some(ancestor) => Err(Error::SingletonAgain { name: self.name().into(), ancestor: ancestor.name().into() }),
            None => Ok(()),
        }
    }

    /// The class, made now if this is the first time it is needed.
    ///
    /// QOM: `object_class_by_name`.
    ///
    /// # Errors
    /// What is wrong with the type or an ancestor: a missing parent or interface, a pure method left open, a
    /// `class_init` that needs its own class.
    #[inline]
    pub fn class(&'static self) -> Result<&'static Class> {
        match self.class.get() {
            Some(class) => Ok(class),
            None => crate::class::make(self),
        }
    }

    pub(super) fn is_only_of_its_name(&self) -> bool {
        self.namesake.get().is_none()
    }

    /// All types of this name, if this is the first in the table.
    pub(super) fn namesakes(&'static self) -> impl Iterator<Item = &'static TypeInfo> {
        std::iter::successors(Some(self), |info| info.namesake.get().copied())
    }

    pub(super) fn add_namesake(&'static self, info: &'static TypeInfo) {
        if let Some(last) = self.namesakes().last() {
            // `last` has none; only the making of the table comes here.
            let _ = last.namesake.set(info);
        }
    }

    /// Whether it is what it says: the description of its Rust type, and not a second one made for it; and whether
    /// that type begins with its parent, which an attribute below `#[qom_type]` could have undone. Everything unsafe
    /// that relies on a description starts from here.
    pub(crate) fn is_genuine(&self) -> bool {
        let Some(rust) = &self.rust else { return true };
        let starts_with_parent = rust.object.is_none_or(|object| (object.parent_offset)() == 0);
        std::ptr::eq((rust.view)(), self) && starts_with_parent
    }

    pub(crate) fn class_cell(&self) -> &ClassCell {
        &self.class
    }

    /// `file:line`, as error messages name a declaration.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

impl fmt::Debug for TypeInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TypeInfo")
            .field("name", &self.name())
            .field("parent", &self.parent())
            .field("abstract", &self.is_abstract())
            .field("interfaces", &self.interfaces().collect::<Vec<_>>())
            .field("properties", &self.properties().collect::<Vec<_>>())
            .field("declared", &self.place())
            .finish_non_exhaustive()
    }
}
