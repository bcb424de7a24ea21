//! [`Object`] as a type of the object model: what `#[qom_type]` writes for every other type.

use super::build::{Building, Seed};
use super::header::Object;
use super::layer::LayerPtr;
use super::view::{ObjectView, QomType};
use crate::class::{Class, Gap, Overrides};
use crate::types::{
    Beyond, Declaration, Level, Many, Nil, NoOverrides, NotOverridden, PropertyInfo, PropertyNames, PropertySource,
    Registration, Shape, TypeInfo, Yes, Zero,
};

static INFO: TypeInfo = TypeInfo::of_rust_type::<Object>(Declaration {
    name: "object",
    is_abstract: true,
    doc: "The root of all types.",
    properties: [&[TYPE], &[]],
    module: module_path!(),
    file: file!(),
    line: line!(),
    ..Declaration::EMPTY
});

/// QOM: the class property that `object` has.
const TYPE: PropertyInfo<'static> = PropertyInfo::new(
    "type",
    || "string".to_owned(),
    Shape::default,
    "The name of the object's type.",
    PropertySource::Computed { get: Some(|object| Ok(object.type_name().into())), set: None },
)
.read_only();

inventory::submit!(Registration(&INFO));

#[diagnostic::do_not_recommend]
impl Level for Object {
    type Parent = Beyond;
    type Depth = Zero;
    type Own = Nil;
    type Interfaces = Nil;
    type Single = Many;
    type Abstract = Yes;
    type Overrides<T> = NoOverrides<T>;
}

// SAFETY: every object starts with its header, which is an `Object` and `Send + Sync`; `INFO` is used here alone; it
// declares no layer.
#[diagnostic::do_not_recommend]
unsafe impl ObjectView for Object {
    fn info() -> &'static TypeInfo {
        &INFO
    }

    #[inline]
    fn is_view_of(class: &Class) -> bool {
        !class.is_interface()
    }

    fn layer_in(_: &Class) -> LayerPtr {
        LayerPtr::NONE
    }
}

// SAFETY: the root is the one type without a parent field; `INFO` says so.
#[diagnostic::do_not_recommend]
unsafe impl QomType for Object {
    type This = Self;
    const ABSTRACT: bool = true;
    const OVERRIDES: &'static [Overrides] = &[<NoOverrides<Self>>::OVERRIDES];
    const GAPS: &'static [Gap] = &[];
    const PROPERTIES: PropertyNames = PropertyNames { own: &["type"], computed: &[], parent: None };

    fn construct(seed: Seed) -> Building<Self> {
        Building::new(seed.object())
    }

    fn parent_offset() -> usize {
        0
    }
}
