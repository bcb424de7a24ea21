//! What the attributes write down about a type: plain data, put into a static.

use std::any::Any;
use std::fmt;

use super::info::TypeInfo;
use super::property_info::PropertyInfo;
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
pub type SetHook = fn(&Object, &PropertyInfo<'_>) -> crate::error::Result<()>;

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
    /// Those that are fields, and those that are computed.
    pub properties: [&'static [PropertyInfo<'static>]; 2],
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
        properties: [&[], &[]],
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
