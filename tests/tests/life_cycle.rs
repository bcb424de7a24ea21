//! The life of a device: rows B1.2 to B1.4 and B2, step by step, with a failure at each of them; B16.1, B16.3, B17.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::sync::{Arc, Mutex};

use qom_core::prelude::*;
use qom_core::qdev::{DeviceListener, Subscription};
use qom_tests::text;

/// What happened, and at which step something refuses or panics.
#[derive(Default)]
pub struct Log {
    lines: Vec<String>,
    refuses: Option<&'static str>,
    panics: bool,
}

/// Where all objects of a test write to.
static LOG: Mutex<Option<Arc<Mutex<Log>>>> = Mutex::new(None);
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn step(name: &str) -> Result<()> {
    let log = LOG.lock().unwrap().clone();
    let Some(log) = log else { return Ok(()) };
    let (refuses, panics) = {
        let mut log = log.lock().unwrap();
        log.lines.push(name.to_owned());
        (log.refuses == Some(name), log.panics)
    };
    assert!(!refuses || !panics, "{name} panics");
    ensure!(!refuses, "{name} refuses");
    Ok(())
}

fn told() -> Vec<String> {
    let log = LOG.lock().unwrap().clone().unwrap();
    let mut log = log.lock().unwrap();
    std::mem::take(&mut log.lines)
}

fn refuse(name: Option<&'static str>, panics: bool) {
    let log = LOG.lock().unwrap().clone().unwrap();
    let mut log = log.lock().unwrap();
    (log.refuses, log.panics) = (name, panics);
}

#[qom_type(parent = Bus)]
pub struct RackBus {}

impl BusImpl for RackBus {
    fn check_address(_: &Self, _: &Device) -> Result<()> {
        step("check_address")
    }
    fn realize(this: &Self) -> Result<()> {
        step(&format!("realize of bus {}", this.path_component().unwrap()))
    }
    fn unrealize(this: &Self) {
        step(&format!("unrealize of bus {}", this.path_component().unwrap())).unwrap();
    }
}

#[qom_type(interfaces = [HotplugHandler])]
pub struct Handler {}

impl HotplugHandlerImpl for Handler {
    fn pre_plug(_: &Self, device: &Obj<Device>) -> Result<()> {
        assert!(!device.is_realized());
        step("pre_plug")
    }
    fn plug(_: &Self, device: &Obj<Device>) -> Result<()> {
        assert!(!device.is_realized() && device.parent_bus().is_some());
        step("plug")
    }
    fn unplug(_: &Self, device: &Obj<Device>) -> Result<()> {
        step("unplug")?;
        device.unrealize();
        Ok(())
    }
}

#[qom_type(parent = Device)]
pub struct Blade {
    #[child]
    first: Child<RackBus>,
    #[child]
    second: Child<RackBus>,
}

impl DeviceImpl for Blade {
    fn bus_type() -> Option<&'static str> {
        Some("rack-bus")
    }
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        Device::parent_realize(this, cx)?;
        step("realize")?;
        cx.on_unrealize(|device| step(&format!("undo of {}", device.type_name())).unwrap());
        cx.add_child("light", &Container::new())?;
        cx.add_property("watts", ObjectProperty::new(Prop::new(5_u32)))?;
        cx.add_bus(Some("third"), &RackBus::new())?;
        cx.add_part("fan", &Fan::new(), None)?;
        step("realize, late")
    }
    fn unrealize(this: &Self) {
        step("unrealize").unwrap();
        Device::parent_unrealize(this);
    }
}

#[qom_type(parent = Device)]
pub struct Fan {}
impl DeviceImpl for Fan {
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        Device::parent_realize(this, cx)?;
        step("realize of fan")
    }
    fn unrealize(_: &Self) {
        step("unrealize of fan").unwrap();
    }
}

/// Cannot come later.
#[qom_type(parent = Device)]
pub struct Bolted {}
impl DeviceImpl for Bolted {
    fn hotpluggable() -> bool {
        false
    }
}

struct Listener(&'static str);

impl DeviceListener for Listener {
    fn realized(&self, device: &Obj<Device>) {
        if device.type_name() == "blade" {
            step(&format!("{} realized", self.0)).unwrap();
        }
    }
    fn unrealized(&self, device: &Device) {
        if device.type_name() == "blade" {
            step(&format!("{} unrealized", self.0)).unwrap();
        }
    }
}

struct Scene {
    context: Context,
    bus: Obj<Bus>,
    _handler: Obj<Handler>,
    _listeners: [Subscription; 2],
}

/// Runs a test in a world with a bus, its handler, a place for devices and two listeners.
fn scene(test: impl FnOnce(&Scene)) {
    let _one = ONE_AT_A_TIME.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    *LOG.lock().unwrap() = Some(Arc::default());
    let context = Context::new();
    context.clone().enter(|| {
        let (machine, bus, handler) = (Container::new(), RackBus::new(), Handler::new());
        context.root().add_child("machine", &machine).unwrap();
        machine.add_child("unattached", &Container::new()).unwrap();
        context.root().add_child("bus", &bus).unwrap();
        context.root().add_child("handler", &handler).unwrap();
        let bus: Obj<Bus> = bus.upcast();
        bus.set_hotplug_handler(Some(handler.clone().into_interface()));
        let listeners = ["a", "b"].map(|name| context.add_device_listener(Listener(name)));
        test(&Scene { context, bus, _handler: handler, _listeners: listeners });
    });
    *LOG.lock().unwrap() = None;
}

const REALIZE: [&str; 12] = [
    "check_address",
    "pre_plug",
    "realize",
    "realize of fan",
    "realize, late",
    "a realized",
    "b realized",
    "realize of bus third",
    "realize of bus second",
    "realize of bus first",
    "plug",
    "end",
];

const UNREALIZE: [&str; 9] = [
    "unrealize of bus first",
    "unrealize of bus second",
    "unrealize of bus third",
    "unrealize",
    "unrealize of fan",
    "undo of blade",
    "b unrealized",
    "a unrealized",
    "end",
];

#[test]
fn b2_realize_and_unrealize_go_in_this_order() {
    scene(|scene| {
        let blade = Blade::new();
        for round in 0..3 {
            blade.realize(Some(&scene.bus)).unwrap();
            let skipped = usize::from(round > 0);
            assert_eq!(told(), REALIZE[skipped..11], "an address is checked when it comes to the bus");
            assert_eq!(blade.canonical_path().as_deref(), Some("/machine/unattached/device[0]"));
            assert_eq!(blade.get::<u32>("watts").unwrap(), 5);
            assert!(blade.is_realized() && blade.buses().iter().all(|bus| bus.is_realized()));
            assert_eq!(scene.bus.get_link("child[0]").unwrap(), Some(blade.clone().upcast()));
            blade.unrealize();
            assert_eq!(told(), UNREALIZE[..8]);
            assert!(!blade.is_realized() && blade.child("light").is_none() && !blade.has_property("watts"));
            assert_eq!(blade.buses().len(), 2);
            assert!(blade.buses().iter().all(|bus| !bus.is_realized()));
        }
    });
}

#[test]
fn b2_a_failure_or_a_panic_at_any_step_leaves_everything_as_it_was() {
    let steps = REALIZE[..11].iter().filter(|step| !step.ends_with(" realized"));
    for (failing, panics) in steps.flat_map(|step| [(*step, false), (*step, true)]) {
        scene(|scene| {
            let blade = Blade::new();
            let before = look(scene, &blade);
            refuse(Some(failing), panics);
            let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| blade.realize(Some(&scene.bus))));
            match ended {
                Ok(result) => assert_eq!(text(result), format!("{failing} refuses")),
                Err(_) => assert!(panics),
            }
            let lines = told();
            let at = REALIZE.iter().position(|step| *step == failing).unwrap();
            assert_eq!(lines[..=at], REALIZE[..=at]);
            // What had been done is undone, the latest first; nothing else is.
            let done: Vec<&str> = match failing {
                "check_address" | "pre_plug" => vec![],
                "realize" => vec!["b unrealized", "a unrealized"],
                "realize of fan" => vec!["undo of blade", "b unrealized", "a unrealized"],
                "realize, late" => vec!["unrealize of fan", "undo of blade", "b unrealized", "a unrealized"],
                "realize of bus third" => UNREALIZE[3..8].to_vec(),
                "realize of bus second" => UNREALIZE[2..8].to_vec(),
                "realize of bus first" => UNREALIZE[1..8].to_vec(),
                _ => UNREALIZE[..8].to_vec(),
            };
            let undone: Vec<&str> = lines[at + 1..].iter().map(String::as_str).collect();
            let expected: Vec<&str> =
                if at <= 4 { done.into_iter().filter(|it| !it.ends_with(" unrealized")).collect() } else { done };
            assert_eq!(undone, expected, "{failing}");
            assert_eq!(look(scene, &blade), before, "{failing}");
            refuse(None, false);
            blade.realize(Some(&scene.bus)).unwrap();
            assert_eq!(blade.path_component().as_deref(), Some("device[0]"), "not even a number is lost");
        });
    }
}

/// All that could have been left behind.
fn look(scene: &Scene, blade: &Obj<Blade>) -> String {
    let names = |object: &Object| object.properties().into_iter().map(|it| it.name).collect::<Vec<_>>();
    format!(
        "{} {} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        blade.is_realized(),
        blade.handle_count(),
        blade.canonical_path(),
        blade.parent_bus(),
        names(blade),
        names(&scene.bus),
        scene.bus.devices().len(),
        scene.bus.linked_from().len(),
        blade.buses().iter().map(|bus| bus.is_realized()).collect::<Vec<_>>(),
    )
}

#[test]
fn b1_2_to_b1_4_and_b2_4_the_properties_of_devices() {
    scene(|scene| {
        let (blade, bolted) = (Blade::new(), Bolted::new());
        let described: Vec<_> = ["realized", "hotpluggable", "hotplugged", "parent_bus"]
            .map(|name| blade.property(name).unwrap())
            .map(|property| (property.type_name, property.is_writable))
            .into();
        let bool = |is_writable| ("bool".to_owned(), is_writable);
        assert_eq!(described, [bool(true), bool(false), bool(false), ("link<bus>".to_owned(), false)]);
        let is = |object: &Object, name: &str| object.get::<bool>(name).unwrap();
        assert!(!is(&blade, "realized") && is(&blade, "hotpluggable") && !is(&bolted, "hotpluggable"));
        assert_eq!(text(blade.set("realized", true)), "No 'rack-bus' bus given for device 'blade'");
        blade.realize(Some(&scene.bus)).unwrap();
        assert_eq!(blade.get::<String>("parent_bus").unwrap(), "/bus");
        assert!(is(&blade, "realized") && is(&blade, "hotpluggable"));
        blade.set("realized", true).unwrap();
        blade.set("realized", false).unwrap();
        assert!(!blade.is_realized());
        blade.set("realized", true).unwrap();
        assert!(blade.is_realized(), "where it was");
        scene.bus.set_hotplug_handler(None);
        assert!(!is(&blade, "hotpluggable"), "the bus does not allow it");
        // What cannot come later does not go by name either.
        bolted.set("realized", true).unwrap();
        assert_eq!(text(bolted.set("realized", false)), "Device 'bolted' does not support hotplugging");
        assert!(bolted.is_realized() && !is(&bolted, "hotplugged"));
        for phase in [
            Phase::MachineCreated,
            Phase::AcceleratorCreated,
            Phase::LateBackendsCreated,
            Phase::MachineInitialized,
            Phase::MachineReady,
        ] {
            assert!(!Fan::new().is_hotplugged());
            scene.context.advance_phase(phase).unwrap();
        }
        assert!(is(&Fan::new(), "hotplugged") && !is(&bolted, "hotplugged"));
        assert_eq!(text(Bolted::new().realize(None)), "Device 'bolted' does not support hotplugging");
        assert!(scene.context.advance_phase(Phase::MachineReady).is_err(), "one step at a time");
        scene.context.end_phases();
        assert_eq!(scene.context.phase(), Phase::NoMachine);
    });
}

#[test]
fn b16_1_listeners_are_told_of_those_that_work_already() {
    scene(|scene| {
        let (blade, loose) = (Blade::new(), Blade::new());
        blade.realize(Some(&scene.bus)).unwrap();
        loose.realize(Some(&scene.bus)).unwrap();
        loose.unrealize();
        told();
        let late = scene.context.add_device_listener(Listener("late"));
        assert_eq!(told(), ["late realized"]);
        drop(late);
        blade.unrealize();
        assert!(told().iter().all(|line| !line.starts_with("late")));
    });
}

#[test]
fn b16_3_blockers_keep_a_device_and_the_newest_is_told() {
    scene(|scene| {
        let blade = Blade::new();
        scene.context.root().add_child("blade", &blade).unwrap();
        blade.realize(Some(&scene.bus)).unwrap();
        let (first, second) = (blade.block_unplug("it is busy"), blade.block_unplug("it is hot"));
        assert_eq!(text(blade.unplug()), "it is hot");
        drop(first);
        assert_eq!(text(blade.unplug()), "it is hot");
        drop(second);
        blade.unplug().unwrap();
        assert!(blade.parent().is_none() && !blade.is_realized());
    });
}

#[test]
fn b17_users_are_told_when_a_device_is_gone_for_good() {
    scene(|scene| {
        let events = Arc::new(Mutex::new(Vec::new()));
        let log = events.clone();
        let _told = scene.context.on_device_event(move |event| match event {
            // Their fans go, too.
            DeviceEvent::Deleted { path, .. } if path.ends_with("/fan") => {}
            event => log.lock().unwrap().push(event.clone()),
        });
        let (blade, kept) = (Blade::new(), Blade::new());
        blade.set_id("b0").unwrap();
        scene.context.root().add_child("b0", &blade).unwrap();
        blade.realize(Some(&scene.bus)).unwrap();
        kept.realize(Some(&scene.bus)).unwrap();
        blade.unplug().unwrap();
        kept.unrealize();
        assert!(events.lock().unwrap().is_empty(), "somebody holds it");
        let departed = scene.context.departed();
        assert_eq!((&*departed[0].path, departed[0].handles, departed.len()), ("/b0", 1, 1));
        drop(departed);
        drop(blade);
        assert!(scene.context.departed().is_empty());
        let gone = DeviceEvent::Deleted { id: Some("b0".into()), path: "/b0".into() };
        assert_eq!(*events.lock().unwrap(), [gone], "where it was");
        // One that works again is not gone, and one that never worked is not told of.
        kept.realize(None).unwrap();
        drop(Blade::new());
        assert_eq!(events.lock().unwrap().len(), 1);
        kept.unparent();
        drop(kept);
        let path = "/machine/unattached/device[0]".into();
        assert_eq!(events.lock().unwrap()[1..], [DeviceEvent::Deleted { id: None, path }]);
    });
}

/// Has a hook of its own that is called as one of `device` is.
#[qom_type(parent = Device, abstract)]
pub struct Translator {}

#[qom_class(Translator)]
pub trait TranslatorImpl {
    fn realize(this: &Self) -> u32;
}

impl DeviceImpl for Translator {
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        Device::parent_realize(this, cx)?;
        cx.add_property("translated", ObjectProperty::new(Prop::new(Translator::realize(this))))?;
        Ok(())
    }
}

#[qom_type(parent = Translator)]
pub struct TableTranslator {}

impl DeviceImpl for TableTranslator {
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        Device::parent_realize(this, cx)?;
        cx.add_property("table", ObjectProperty::new(Prop::new(true)))?;
        Ok(())
    }
}

impl TranslatorImpl for TableTranslator {
    fn realize(_: &Self) -> u32 {
        42
    }
}

#[test]
fn hooks_of_one_name_of_parent_and_child_classes_are_two() {
    let table = TableTranslator::new();
    Device::realize(&table, None).unwrap();
    assert_eq!((table.get::<u32>("translated").unwrap(), table.get::<bool>("table").unwrap()), (42, true));
    assert_eq!(Translator::realize(&table), 42);
    table.unrealize();
    assert!(!table.has_property("translated") && !table.has_property("table"));
}

#[test]
fn b2_1_and_b2_5_devices_are_made_by_name_and_have_a_name() {
    scene(|scene| {
        assert_eq!(text(new_by_name("no-such-device")), "unknown type 'no-such-device'");
        let fan: Obj<Device> = new_by_name("fan").unwrap().downcast().unwrap();
        assert_eq!(fan.name(), "fan");
        fan.realize(None).unwrap();
        assert_eq!(fan.name(), "/machine/unattached/device[0]");
        fan.set_id("f0").unwrap();
        assert_eq!(fan.name(), "f0");
        assert!(fan.set_id("f1").is_err());
        assert_eq!(scene.context.phase(), Phase::NoMachine);
    });
}

#[test]
fn a_device_that_comes_and_goes_is_safe_to_look_at_from_any_thread() {
    let _one = ONE_AT_A_TIME.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let context = Context::new();
    let bus = RackBus::new_in(&context);
    context.root().add_child("bus", &bus).unwrap();
    let bus: Obj<Bus> = bus.upcast();
    let blade = Blade::new_in(&context);
    context.root().add_child("blade", &blade).unwrap();
    let is_over = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !is_over.load(std::sync::atomic::Ordering::Relaxed) {
                    let described = blade.properties();
                    assert!(described.iter().any(|property| property.name == "realized"));
                    if blade.is_realized() {
                        // It may have stopped since.
                        assert!(blade.parent_bus().is_some());
                    }
                    let _ = (blade.get::<u32>("watts"), blade.buses().len(), blade.name(), bus.devices());
                    let _ = (blade.realize(Some(&bus)), blade.set("realized", false));
                }
            });
        }
        for _ in 0..300 {
            let _ = blade.realize(Some(&bus));
            blade.unrealize();
        }
        is_over.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    blade.unrealize();
    assert_eq!((blade.buses().len(), blade.child("light").is_some(), blade.has_property("watts")), (2, false, false));
    blade.unparent();
    assert_eq!((bus.devices().len(), blade.handle_count()), (0, 1));
}
