//! What the expansions of the attributes name. Not for people: it changes without notice.

pub use crate::class::{
    Class, ClassBuilder, ClassInit, Facts, Gap, HasInterface, LayerDeclaration, Overrides, check_type, count_gaps,
    gaps, layer_mut, layer_of_class, parent_layer, pure_method_called,
};
pub use crate::create::{Concrete, Create, new_child};
pub use crate::error::Result;
pub use crate::object::{
    AnyLayer, AsParent, Building, Interface, IsA, Layer, LayerPtr, Obj, Object, ObjectExt, ObjectView, ParentField,
    QomType, Seed, SharedField, StartingField, StartingValue, layer_of, receiver,
};
pub use crate::property::{
    ChildField, Choice, ComputedValue, IfWritten, PropertyField, PropertyValue, QomEnum, RangedField, Settled, choice,
    is_written,
};
pub use crate::singleton::{HasResource, Registered, ResourceField, Singleton};
pub use crate::tree::adopt;
pub use crate::types::{
    Accessible, Below, Beyond, D0, D1, D2, D3, D4, D5, D6, D7, D8, D9, DA, DB, DC, DD, DE, DF, Declaration, EndedHook,
    Extends, FromValue, HasNoClass, HasNoComputed, HooksOf, Implements, InfoFn, Input, InstanceHook, InterfaceLevel,
    Join, Level, Lists, MAX_INTERFACE_DEPTH, Many, Nat, Nil, No, NoBase, NoOverrides, NotOverridden, One, OneInContext,
    OneInGroup, OneInProcess, OnePer, OwnOf, PropertyInfo, PropertyNames, PropertySource, Refusal, Registration, Scope,
    Shape, Single, SingleIf, SingleOf, SingletonDeclaration, Succ, TypeInfo, Value, Yes, count_properties, has,
    is_in_a_circle, root_interface,
};
pub use inventory;

/// What the expansions of the monitor's attributes name.
#[cfg(feature = "monitor")]
pub mod monitor {
    pub use crate::monitor::Monitor;
    pub use crate::monitor::command::{QMP_COMMANDS, QmpCommand};
    pub use crate::monitor::event::{EventInfo, QMP_EVENTS, event_data};
    pub use crate::monitor::hmp::{HMP_COMMANDS, HmpCommand};
    pub use linkme;
}
