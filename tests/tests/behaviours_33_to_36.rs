//! What `test-qdev-global-props` requires: behaviours 33 to 36 of D1, with a container as the machine.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use qom_core::prelude::*;

#[qom_type(parent = Device)]
pub struct StaticProps {
    #[property(default = 100)]
    prop1: Prop<u32>,
    #[property(default = 100)]
    prop2: Prop<u32>,
}
impl DeviceImpl for StaticProps {}

#[qom_type(parent = StaticProps)]
pub struct SubStaticProps {}
impl DeviceImpl for SubStaticProps {}

/// Its properties are added as each object is made.
#[qom_type(parent = Device, init = DynamicProps::add)]
pub struct DynamicProps {}
impl DeviceImpl for DynamicProps {}

impl DynamicProps {
    fn add(&self) {
        for name in ["prop1", "prop2"] {
            self.add_property(name, ObjectProperty::new(Prop::new(0_u32))).unwrap();
        }
    }
}

/// Never made, and could come later.
#[qom_type(parent = Device)]
pub struct HotplugType {}
impl DeviceImpl for HotplugType {}

/// Never made, and cannot come later.
#[qom_type(parent = Device)]
pub struct NohotplugType {}
impl DeviceImpl for NohotplugType {
    fn hotpluggable() -> bool {
        false
    }
}

#[qom_type]
pub struct NondeviceType {}

fn machine() -> Context {
    let context = Context::new();
    let (machine, unattached) = (Container::new_in(&context), Container::new_in(&context));
    machine.add_child("unattached", &unattached).unwrap();
    context.root().add_child("machine", &machine).unwrap();
    context
}

fn realized<T: Create + IsA<Device>>(context: &Context, make: impl FnOnce(&Context) -> Obj<T>) -> Obj<T> {
    let device = make(context);
    device.upcast_ref::<Device>().realize(None).unwrap();
    device
}

#[test]
fn behaviour_33_a_device_without_a_place_gets_one_and_has_its_defaults() {
    let context = machine();
    let device = realized(&context, StaticProps::new_in);
    assert_eq!((device.prop1.get(), device.prop2.get()), (100, 100));
    assert_eq!(device.canonical_path().as_deref(), Some("/machine/unattached/device[0]"));
    assert!(context.unused_globals().is_empty());
}

#[test]
fn behaviour_34_a_global_is_for_one_property() {
    let context = machine();
    context.add_global(GlobalProperty::new("static-props", "prop1", "200"));
    let device = realized(&context, StaticProps::new_in);
    assert_eq!((device.prop1.get(), device.prop2.get()), (200, 100));
    assert!(context.unused_globals().is_empty());
}

#[test]
fn behaviour_35_globals_reach_properties_of_one_object_and_the_unused_are_told() {
    let context = machine();
    for (driver, property, value) in [
        ("dynamic-props", "prop1", "101"),
        ("dynamic-props", "prop2", "102"),
        ("dynamic-prop-type-bad", "prop3", "103"),
        ("hotplug-type", "prop4", "104"),
        ("nohotplug-type", "prop5", "105"),
        ("nondevice-type", "prop6", "106"),
    ] {
        context.add_global(GlobalProperty::new(driver, property, value));
    }
    let device = realized(&context, DynamicProps::new_in);
    assert_eq!((device.get::<u32>("prop1").unwrap(), device.get::<u32>("prop2").unwrap()), (101, 102));
    assert_eq!(
        context.unused_globals(),
        [
            "global dynamic-prop-type-bad.prop3 has invalid class name",
            "global nohotplug-type.prop5=105 not used",
            "global nondevice-type.prop6 has invalid class name",
        ]
    );
}

#[test]
fn behaviour_36_globals_of_a_type_and_its_subtype_apply_in_the_order_they_came() {
    let context = machine();
    for (driver, property, value) in [
        ("static-props", "prop1", "101"),
        ("sub-static-props", "prop1", "102"),
        ("sub-static-props", "prop2", "103"),
        ("static-props", "prop2", "104"),
    ] {
        context.add_global(GlobalProperty::new(driver, property, value));
    }
    let device = realized(&context, SubStaticProps::new_in);
    assert_eq!((device.prop1.get(), device.prop2.get()), (102, 104));
}
