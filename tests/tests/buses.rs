//! Buses: rows B6.1 to B6.8, and their paths, B7.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use qom_core::prelude::*;
use qom_tests::text;

#[qom_type(name = "ISA", parent = Bus)]
pub struct IsaBus {}
impl BusImpl for IsaBus {
    fn max_dev() -> usize {
        2
    }
    fn device_path(_: &Self, device: &Device) -> Option<String> {
        Some(format!("isa@{}", device.name()))
    }
}

#[qom_type(name = "I2C", parent = Bus)]
pub struct I2cBus {}
impl BusImpl for I2cBus {}

/// Sits on an ISA bus, and has those that it is given.
#[qom_type(parent = Device)]
pub struct Bridge {}
impl DeviceImpl for Bridge {
    fn bus_type() -> Option<&'static str> {
        Some("ISA")
    }
}

#[qom_type(parent = Bridge)]
pub struct OtherBridge {}

fn main_bus(context: &Context) -> Obj<Bus> {
    let bus = IsaBus::new_in(context);
    context.root().add_child("isa", &bus).unwrap();
    bus.set_name("main").unwrap();
    bus.upcast()
}

fn bridge(context: &Context, bus: &Obj<Bus>, id: Option<&str>) -> Obj<Device> {
    let bridge: Obj<Device> = Bridge::new_in(context).upcast();
    if let Some(id) = id {
        bridge.set_id(id).unwrap();
    }
    context.object_at("/objects").unwrap().add_child("bridge[*]", &bridge).unwrap();
    bridge.realize(Some(bus)).unwrap();
    bridge
}

fn give<B: QomBus>(bridge: &Obj<Device>, name: Option<&str>) -> Obj<Bus> {
    let bus = B::make(&bridge.context());
    bus.add_to(bridge, name).unwrap();
    bus
}

trait QomBus {
    fn make(context: &Context) -> Obj<Bus>;
}

impl QomBus for IsaBus {
    fn make(context: &Context) -> Obj<Bus> {
        Self::new_in(context).upcast()
    }
}

impl QomBus for I2cBus {
    fn make(context: &Context) -> Obj<Bus> {
        Self::new_in(context).upcast()
    }
}

#[test]
fn b6_1_names_are_given_or_after_the_id_or_after_the_type() {
    let context = Context::new();
    let main = main_bus(&context);
    let (named, nameless) = (bridge(&context, &main, Some("b0")), bridge(&context, &main, None));
    assert_eq!(give::<IsaBus>(&named, Some("special")).name(), "special");
    assert_eq!(give::<IsaBus>(&named, None).name(), "b0.1");
    assert_eq!(give::<I2cBus>(&named, None).name(), "b0.2");
    assert_eq!(give::<IsaBus>(&nameless, None).name(), "isa.0");
    assert_eq!(give::<IsaBus>(&nameless, None).name(), "isa.1");
    assert_eq!(give::<I2cBus>(&nameless, None).name(), "i2c.0");
    let newest: Vec<_> = named.buses().iter().map(|bus| bus.name()).collect();
    assert_eq!(newest, ["b0.2", "b0.1", "special"], "the newest first");
    assert_eq!(named.child("special").unwrap(), named.buses()[2]);
    let again = IsaBus::new_in(&context);
    assert!(matches!(again.add_to(&named, Some("special")), Err(Error::DuplicateChild { .. })));
    // Numbers are those of the context.
    let other = Context::new();
    let first = bridge(&other, &main_bus(&other), None);
    assert_eq!(give::<IsaBus>(&first, None).name(), "isa.0");
}

#[test]
fn b6_2_devices_have_numbers_that_none_gets_again() {
    let context = Context::new();
    let main = main_bus(&context);
    let (a, b) = (bridge(&context, &main, None), bridge(&context, &main, None));
    assert_eq!(main.devices(), [b.clone(), a.clone()]);
    let described = main.property("child[0]").unwrap();
    assert_eq!((&*described.type_name, described.is_writable), ("link<bridge>", false));
    assert_eq!(main.get::<String>("child[1]").unwrap(), "/objects/bridge[1]");
    assert_eq!(context.object_at("/isa/child[1]").unwrap(), b);
    a.unparent();
    assert!(!main.has_property("child[0]"));
    let c = bridge(&context, &main, None);
    assert_eq!((main.get_link("child[2]").unwrap(), main.has_property("child[0]")), (Some(c.clone().upcast()), false));
    drop((a, c));
    b.unparent();
    drop(b);
    assert_eq!(main.devices().len(), 1, "the tree keeps the last");
}

#[test]
fn b6_4_a_bus_is_full_by_number_or_by_word() {
    let context = Context::new();
    let main = main_bus(&context);
    let a = bridge(&context, &main, None);
    let sub = give::<I2cBus>(&a, None);
    assert!(!main.is_full() && !sub.is_full());
    sub.mark_full();
    assert!(sub.is_full());
    bridge(&context, &main, None);
    assert!(main.is_full());
    assert_eq!(text(Bridge::new_in(&context).realize(Some(&main))), "Bus 'main' is full");
}

#[test]
fn b6_7_a_bus_may_be_its_own_handler() {
    #[qom_type(parent = Bus, interfaces = [HotplugHandler])]
    pub struct OwnBus {}
    impl BusImpl for OwnBus {}
    impl HotplugHandlerImpl for OwnBus {}
    let context = Context::new();
    let bus = OwnBus::new_in(&context);
    context.root().add_child("bus", &bus).unwrap();
    assert!(!bus.is_hotpluggable());
    bus.set("hotplug-handler", "/bus").unwrap();
    assert!(bus.is_hotpluggable());
    assert_eq!(bus.property("hotplug-handler").unwrap().type_name, "link<hotplug-handler>");
    assert_eq!(
        text(bus.set("hotplug-handler", "/objects")),
        "Invalid parameter type for 'hotplug-handler', expected: hotplug-handler"
    );
    let weak = bus.downgrade();
    bus.unparent();
    drop(bus);
    assert!(weak.upgrade().is_none(), "it does not keep itself");
}

#[test]
fn b6_8_a_bus_that_stops_stops_its_devices() {
    let context = Context::new();
    let main = main_bus(&context);
    main.set("realized", true).unwrap();
    let (a, b) = (bridge(&context, &main, None), bridge(&context, &main, None));
    main.set("realized", false).unwrap();
    assert!(!a.is_realized() && !b.is_realized() && !main.is_realized());
    main.realize().unwrap();
    assert!(!a.is_realized(), "it does not start them");
    assert_eq!(main.devices().len(), 2);
    main.unparent();
    assert!(a.parent().is_none() && b.parent().is_none() && main.devices().is_empty());
}

#[test]
fn b2_6_a_bus_says_how_devices_are_called() {
    let context = Context::new();
    let main = main_bus(&context);
    let a = bridge(&context, &main, Some("b0"));
    assert_eq!(main.path_of(&a).as_deref(), Some("isa@b0"));
    assert_eq!(give::<I2cBus>(&a, None).path_of(&a), None);
}

#[test]
fn b7_paths_go_by_turns_over_buses_and_devices() {
    let context = Context::new();
    let main = main_bus(&context);
    let (a, b) = (bridge(&context, &main, Some("b0")), bridge(&context, &main, Some("b1")));
    let x = give::<I2cBus>(&a, Some("x"));
    let (y, z) = (give::<IsaBus>(&b, Some("y")), give::<IsaBus>(&b, Some("z")));
    let deep = bridge(&context, &y, None);
    let w = give::<I2cBus>(&deep, Some("w"));
    main.mark_full();
    for (path, bus) in [
        ("x", &x),
        ("w", &w),
        ("/b0", &x),
        ("/b0/x", &x),
        ("//b0//x/", &x),
        ("/b1/y", &y),
        ("/b1/z", &z),
        ("/b1/y/bridge", &w),
        ("y/bridge/w", &w),
    ] {
        assert_eq!(main.find(path).as_ref().ok(), Some(bus), "{path}");
    }
    for (path, refused) in [
        ("nowhere", "Bus 'nowhere' not found"),
        ("", "Bus '' not found"),
        ("b0", "Bus 'b0' not found"),
        ("main", "Bus 'main' is full"),
        ("/", "Bus '/' is full"),
        ("/b9", "Device 'b9' not found"),
        ("/b0/y", "Bus 'y' not found"),
        ("/b1", "Device 'b1' has multiple child buses"),
        ("x/thing", "Device 'thing' not found"),
    ] {
        assert_eq!(text(main.find(path)), refused, "{path}");
    }
    assert!(matches!(main.find("/b9"), Err(Error::NoSuchObject { .. })));
    let c = bridge(&context, &z, Some("lonely"));
    assert_eq!(text(main.find("/b1/z/lonely")), "Device 'lonely' has no child bus");
    // An id counts more than a type; of buses of one name, one with room.
    let confusing = bridge(&context, &z, Some("bridge"));
    let own = give::<I2cBus>(&confusing, Some("twice"));
    assert_eq!(main.find("z/bridge").unwrap(), own);
    let other = give::<I2cBus>(&c, Some("twice"));
    own.mark_full();
    assert_eq!(main.find("twice").unwrap(), other);
    other.mark_full();
    assert_eq!(text(main.find("twice")), "Bus 'twice' is full");
    assert_eq!(main.find_free("ISA").unwrap(), y, "depth first, and not full");
}
