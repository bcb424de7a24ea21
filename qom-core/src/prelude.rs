//! What code that declares or uses types needs: `use qom_core::prelude::*;`.

pub use crate::class::{Class, ClassInit, class_by_name};
pub use crate::context::Context;
pub use crate::create::{Claimed, Compat, Create, GlobalProperty, new_by_name};
pub use crate::error::{Error, Result, ResultExt};
pub use crate::object::{IsA, Obj, Object, ObjectExt, ObjectView, WeakObj};
#[cfg(feature = "serde")]
pub use crate::property::Struct;
pub use crate::property::{Child, ObjectProperty, OnOffAuto, Prop, Size};
pub use crate::qdev::{
    Bus, BusClass, BusImpl, Category, Device, DeviceClass, DeviceEvent, DeviceExt, DeviceImpl, HotplugHandler,
    HotplugHandlerImpl, HotplugRules, HotplugRulesImpl, Phase, Realize, Unplug,
};
pub use crate::reset::{ResetContainer, ResetGuard, ResetType, Resettable, ResettableImpl};
pub use crate::singleton::{Registered, Singleton, SingletonExt};
pub use crate::tree::{Change, Container, Link, Watch, WeakLink};
pub use crate::types::{
    TypeInfo, Value, check_types, expect_crates, register_type, type_by_name, types, types_implementing,
};
pub use crate::user_creatable::{UserCreatable, UserCreatableImpl};
#[doc(no_inline)]
pub use crate::{QomEnum, bail, ensure, qom_class, qom_interface, qom_properties, qom_type};
#[cfg(feature = "monitor")]
#[doc(no_inline)]
pub use crate::{hmp_command, qmp_command, qmp_event};
