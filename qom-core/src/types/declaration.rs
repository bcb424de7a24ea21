//! What the attributes write down about a type: plain data, put into a static.

use std::any::Any;
use std::fmt;

use super::info::TypeInfo;
use super::value::{Input, Refusal, Value};
use crate::class::{ClassBuilder, LayerDeclaration};
use crate::object::Object;

/// Names another type without creating an order between statics.
#[doc(hidden)]
pub type InfoFn = fn() -> &'static TypeInfo;

/// A class hook of a type.
#[doc(hidden)]
pub type ClassHook = fn(&mut ClassBuilder<'_>);

/// An instance hook of a type: `init` or `post_init`.
#[doc(hidden)]
pub type InstanceHook = dyn Fn(&Object) + Send + Sync;

/// What `before_set` of a type is.
#[doc(hidden)]
pub type SetHook = fn(&Object, &PropertyInfo) -> crate::error::Result<()>;

/// What `ended` of an interface is. The object is its header and what is attached to it.
///
/// Only this crate can make one: that a singleton's is the one that frees its place is what keeps who looks at the place
/// from seeing storage that is gone.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct EndedHook(pub(crate) fn(&Object));

/// Everything that an attribute knows of a type and that the type checker does not.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Declaration {
    pub name: &'static str,
    pub parent: Option<InfoFn>,
    pub is_abstract: bool,
    pub interfaces: &'static [InfoFn],
    pub singleton: Option<SingletonDeclaration>,
    pub properties: &'static [PropertyInfo],
    pub doc: &'static str,
    /// `module_path!()` of the declaration.
    pub module: &'static str,
    pub file: &'static str,
    pub line: u32,
    pub layer: Option<LayerDeclaration>,
    pub class_base_init: Option<ClassHook>,
    pub class_init: Option<ClassHook>,
    pub class_data: Option<&'static (dyn Any + Send + Sync)>,
    /// Makes the `#[child]` fields children in the tree.
    pub adopt: Option<&'static InstanceHook>,
    pub init: Option<&'static InstanceHook>,
    pub post_init: Option<&'static InstanceHook>,
    pub unparent: Option<&'static InstanceHook>,
    /// Asked before a property of an object is set by name.
    pub before_set: Option<SetHook>,
    /// Of an interface: what to do with an object that has it when its last level is gone and only the header left.
    pub ended: Option<EndedHook>,
}

impl Declaration {
    /// A declaration that says nothing, to be completed by `..Declaration::EMPTY`.
    pub const EMPTY: Self = Self {
        name: "",
        parent: None,
        is_abstract: false,
        interfaces: &[],
        singleton: None,
        properties: &[],
        doc: "",
        module: "",
        file: "",
        line: 0,
        layer: None,
        class_base_init: None,
        class_init: None,
        class_data: None,
        adopt: None,
        init: None,
        post_init: None,
        unparent: None,
        before_set: None,
        ended: None,
    };
}

/// A property that the objects of a type have: one of its fields.
#[derive(Clone, Copy)]
pub struct PropertyInfo {
    name: &'static str,
    type_name: fn() -> String,
    default: Option<fn() -> Value>,
    doc: &'static str,
    is_writable: bool,
    source: PropertySource,
}

/// Where the value of a property is, in an object of the type that declares it.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub enum PropertySource {
    Field(fn(&Object) -> &dyn Accessible),
    Computed(fn(&Object) -> Value),
}

/// A field that others read and set. One of a kind for all fields of a type, so that a property costs its type one
/// function, which finds the field.
#[doc(hidden)]
pub trait Accessible {
    fn read(&self) -> Value;

    fn write(&self, input: Input<'_>) -> Result<(), Refusal>;
}

impl PropertyInfo {
    #[doc(hidden)]
    pub const fn new(
        name: &'static str,
        type_name: fn() -> String,
        default: Option<fn() -> Value>,
        doc: &'static str,
        is_writable: bool,
        source: PropertySource,
    ) -> Self {
        Self { name, type_name, default, doc, is_writable, source }
    }

    /// The property's name: the field's, with `-` for `_`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The type of the value as QOM writes it: `"uint32"`, `"bool"`, `"string"`, `"child<fifo>"`.
    pub fn type_name(&self) -> String {
        (self.type_name)()
    }

    /// The declared default as text, if one is declared.
    pub fn default(&self) -> Option<String> {
        self.default.map(|default| default().to_string())
    }

    /// Whether it can be set by name.
    pub fn is_writable(&self) -> bool {
        self.is_writable
    }

    #[inline]
    pub(crate) fn read(&self, object: &Object) -> Value {
        match self.source {
            PropertySource::Field(field) => field(object).read(),
            PropertySource::Computed(get) => get(object),
        }
    }

    /// Of one that is writable.
    #[inline]
    pub(crate) fn write(&self, object: &Object, input: Input<'_>) -> Result<(), Refusal> {
        match self.source {
            PropertySource::Field(field) => field(object).write(input),
            PropertySource::Computed(_) => Ok(()),
        }
    }

    /// The documentation of the field.
    pub fn doc(&self) -> &'static str {
        self.doc.trim_ascii()
    }
}

impl fmt::Debug for PropertyInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.type_name())?;
        match self.default() {
            Some(default) => write!(f, " = {default}"),
            None => Ok(()),
        }
    }
}

/// Within what a singleton is the only one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// One in the process.
    Process,
    /// One in a context, so one a machine. The default.
    #[default]
    Context,
    /// One for each object that the named field refers to.
    Resource(&'static str),
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Process => f.write_str("process"),
            Self::Context => f.write_str("context"),
            Self::Resource(field) => write!(f, "resource({field})"),
        }
    }
}

/// `singleton(..)` as written.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct SingletonDeclaration {
    /// `None`: its own.
    pub group: Option<InfoFn>,
    pub scope: Option<Scope>,
    pub message: Option<&'static str>,
}

/// How a type is a singleton: declared by it or by an ancestor.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct SingletonInfo {
    /// The type whose place it takes; types of one group exclude each other.
    pub group: &'static TypeInfo,
    /// Within what there is one.
    pub scope: Scope,
    /// The group's own sentence for a second one, if it has one.
    pub message: Option<&'static str>,
}
