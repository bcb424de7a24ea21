//! What types there are: their descriptions, the table of them, and inheritance as the type checker sees it.

mod declaration;
mod extends;
mod info;
mod interface_set;
mod level;
mod name;
mod property_info;
mod registry;
mod root_interface;
mod shape;
mod single;
mod table;
mod value;
#[cfg(feature = "serde")]
mod value_serde;

pub use declaration::{Scope, SingletonInfo};
pub use extends::Extends;
pub(crate) use info::Shared;
pub use info::TypeInfo;
pub use interface_set::{Implements, Lists, MAX_INTERFACE_DEPTH};
pub use level::{Below, MAX_DEPTH};
pub use name::{is_id, is_legal_type_name, is_name};
pub use property_info::{PropertyInfo, Settable};
pub use registry::{check_types, expect_crates, register_type, type_by_name, types, types_implementing};

#[doc(hidden)]
pub use declaration::{ClassHook, Declaration, EndedHook, InfoFn, InstanceHook, SetHook, SingletonDeclaration};
#[doc(hidden)]
pub use interface_set::{
    Answer, Bool, D0, D1, D2, D3, D4, D5, D6, D7, D8, D9, DA, DB, DC, DD, DE, DF, Digit, Id, InterfaceLevel,
    InterfaceSet, Join, ListAnswer, Nil, No, NoBase, One, OwnOf, Yes, has,
};
#[doc(hidden)]
pub use level::{
    AncestorAt, Beyond, Distance, HasNoClass, HasNoComputed, HooksOf, IsBaseOf, Level, Nat, NoOverrides, NotOverridden,
    Positive, Succ, Zero,
};
#[doc(hidden)]
pub use property_info::{
    Accessible, BitsKind, CheckFn, ComputedGetter, ComputedSetter, LinkAccess, OwnAccess, PropertyNames,
    PropertySource, count_properties,
};
#[doc(hidden)]
pub use registry::Registration;
#[doc(hidden)]
pub use root_interface::root_interface;
pub use shape::MemberDescription;
#[doc(hidden)]
pub use shape::Shape;
#[doc(hidden)]
pub use single::{
    Embeddable, Many, OneInContext, OneInGroup, OneInProcess, OnePer, PerResource, PlacedAtOnce, Plural, Single,
    SingleIf, SingleOf, SingleToNew, Singular, Unresourced, is_in_a_circle,
};
pub(crate) use value::held;
pub use value::{FromValue, Value};
#[doc(hidden)]
pub use value::{Input, Refusal};
