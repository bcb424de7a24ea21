//! Devices and buses in the tree of resets: rows B12.8, B12.12 and B12.13, and devices that come onto a bus in reset.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use ResetType::Cold;
use qom_core::prelude::*;
use qom_devices::Machine;

use super::{Log, Part, take};

#[qom_type(parent = Bus)]
pub struct Wire {}

/// On a wire, and with two of its own.
#[qom_type(parent = Device, interfaces = [Resettable])]
pub struct Chip {
    #[child]
    first: Child<Wire>,
    #[child]
    second: Child<Wire>,
    told: Mutex<Vec<String>>,
    log: Mutex<Option<Log>>,
}

impl DeviceImpl for Chip {
    fn bus_type() -> Option<&'static str> {
        Some("bus")
    }
}

impl ResettableImpl for Chip {
    fn enter(this: &Self, kind: ResetType) {
        Resettable::parent_enter(this, kind);
        this.tell("enter");
    }
    fn hold(this: &Self, kind: ResetType) {
        Resettable::parent_hold(this, kind);
        this.tell("hold");
    }
    fn exit(this: &Self, kind: ResetType) {
        Resettable::parent_exit(this, kind);
        this.tell("exit");
    }
}

impl Chip {
    fn on(bus: &Child<Wire>, id: &str, log: &Log) -> Obj<Chip> {
        let chip = Chip::new();
        chip.set_id(id).unwrap();
        *chip.log.lock().unwrap() = Some(log.clone());
        chip.realize(Some(&bus.object().clone().upcast())).unwrap();
        chip
    }

    fn tell(&self, phase: &str) {
        self.told.lock().unwrap().push(phase.to_owned());
        if let Some(log) = &*self.log.lock().unwrap() {
            log.lock().unwrap().push(format!("{phase} {}", self.name()));
        }
    }
}

#[test]
fn b12_8_the_tree_is_that_of_the_buses_the_newest_first() {
    let log = Log::default();
    let root = Chip::new();
    root.set_id("root").unwrap();
    *root.log.lock().unwrap() = Some(log.clone());
    let chips = [(&root.first, "1a"), (&root.first, "1b"), (&root.second, "2a"), (&root.second, "2b")];
    let chips = chips.map(|(bus, id)| Chip::on(bus, id, &log));
    let _deep = Chip::on(&chips[0].second, "1a2", &log);
    // A child that is on no bus of its is not reset with it.
    let part = Part::named("part", &log, &[]);
    root.add_child("part", &part).unwrap();
    root.reset(Cold).unwrap();
    let order = ["2b", "2a", "1b", "1a2", "1a", "root"];
    let expected = ["enter", "hold", "exit"].iter().flat_map(|phase| order.map(|id| format!("{phase} {id}")));
    assert_eq!(take(&log), expected.collect::<Vec<_>>());
}

#[qom_core::test]
fn b12_12_the_main_bus_is_registered_and_what_is_off_it_is_not() {
    let (context, log) = (Context::current(), Log::default());
    let machine = Machine::start(&context, "none").unwrap();
    machine.make_ready().unwrap();
    let (on, off) = (Chip::new(), Chip::new());
    on.realize(Some(&machine.main_bus().unwrap())).unwrap();
    off.realize(Some(&Wire::new().upcast())).unwrap();
    for (chip, id) in [(&on, "on"), (&off, "off")] {
        chip.set_id(id).unwrap();
        *chip.log.lock().unwrap() = Some(log.clone());
    }
    context.system_reset(Cold).unwrap();
    assert_eq!(take(&log), ["enter on", "hold on", "exit on"]);
    machine.unparent();
    assert!(on.is_realized());
    context.system_reset(Cold).unwrap();
    assert!(take(&log).is_empty(), "it went with the machine");
}

#[test]
fn b12_13_a_device_and_a_bus_are_reset_and_asked() {
    let log = Log::default();
    let root = Chip::new();
    let chip = Chip::on(&root.first, "a", &log);
    let bus = root.first.object();
    bus.reset(Cold).unwrap();
    assert_eq!(take(&log), ["enter a", "hold a", "exit a"]);
    chip.reset(Cold).unwrap();
    assert_eq!(take(&log), ["enter a", "hold a", "exit a"]);
    bus.assert_reset(Cold).unwrap();
    assert_eq!([root.is_in_reset(), bus.is_in_reset(), chip.is_in_reset()], [false, true, true]);
}

#[test]
fn a_device_comes_onto_a_bus_in_reset() {
    let log = Log::default();
    let root = Chip::new();
    let bus = root.first.object().clone();
    bus.assert_reset(Cold).unwrap();
    bus.assert_reset(Cold).unwrap();
    let chip = Chip::on(&root.first, "a", &log);
    assert_eq!((take(&log), chip.is_in_reset()), (vec!["enter a".to_owned(), "hold a".to_owned()], true));
    bus.release_reset(Cold).unwrap();
    assert!(chip.is_in_reset());
    // What it was in before is forgotten when it comes back.
    bus.release_reset(Cold).unwrap();
    chip.assert_reset(Cold).unwrap();
    chip.unrealize();
    chip.realize(Some(&bus.clone().upcast())).unwrap();
    assert!(!chip.is_in_reset());
    take(&log);
    bus.reset(Cold).unwrap();
    assert_eq!(take(&log), ["enter a", "hold a", "exit a"]);
}

#[qom_core::test]
fn a_device_that_comes_while_the_machine_is_ready_is_reset() {
    let log = Log::default();
    let (machine, root) = (Machine::start(&Context::current(), "none").unwrap(), Chip::new());
    Chip::on(&root.first, "early", &log);
    assert!(take(&log).is_empty());
    machine.make_ready().unwrap();
    let chip = Chip::on(&root.first, "late", &log);
    assert_eq!(take(&log), ["enter late", "hold late", "exit late"]);
    assert!(chip.is_hotplugged() && !chip.is_in_reset());
    root.first.object().assert_reset(Cold).unwrap();
    take(&log);
    let chip = Chip::on(&root.first, "later", &log);
    assert_eq!((take(&log).len(), chip.is_in_reset()), (2, true), "it enters and holds with its bus");
}

#[test]
fn a_device_that_panics_in_the_reset_of_its_bus_is_not_realized() {
    #[qom_type(parent = Device, interfaces = [Resettable])]
    struct Awful {}
    impl DeviceImpl for Awful {
        fn bus_type() -> Option<&'static str> {
            Some("bus")
        }
    }
    impl ResettableImpl for Awful {
        fn hold(_: &Self, _: ResetType) {
            panic!("never")
        }
    }
    let (bus, awful) = (Wire::new(), Awful::new());
    bus.assert_reset(Cold).unwrap();
    let bus: Obj<Bus> = bus.upcast();
    assert!(catch_unwind(AssertUnwindSafe(|| awful.realize(Some(&bus)))).is_err());
    assert!(!awful.is_realized() && bus.devices().is_empty());
    bus.release_reset(Cold).unwrap();
    awful.realize(Some(&bus)).unwrap();
}

#[test]
fn a_device_that_comes_in_any_phase_is_as_its_bus_is() {
    for phase in ["enter", "hold", "exit"] {
        let log = Log::default();
        let (part, root) = (Part::named("part", &log, &[]), Chip::new());
        let bus = root.first.object().clone();
        let top = Part::named("top", &log, &[&part]);
        top.below.lock().unwrap().push(bus.clone().upcast());
        let (came, weak, to) = (Arc::new(Mutex::new(None)), root.downgrade(), log.clone());
        let keep = came.clone();
        part.on(phase, move || {
            let root = weak.upgrade().unwrap();
            keep.lock().unwrap().get_or_insert_with(|| Chip::on(&root.first, "late", &to));
        });
        top.assert_reset(Cold).unwrap();
        top.assert_reset(Cold).unwrap();
        (0..2).for_each(|_| top.release_reset(Cold).unwrap());
        *part.act.lock().unwrap() = None;
        let chip = came.lock().unwrap().take().unwrap();
        assert!(!chip.is_in_reset() && !bus.is_in_reset(), "{phase}");
        let late = take(&log).into_iter().filter(|told| told.ends_with("late")).count();
        // The bus was out of reset by the time that it could come into that.
        assert_eq!(late, if phase == "exit" { 0 } else { 3 }, "{phase}: enter, hold and exit, once each");
        top.reset(Cold).unwrap();
        assert_eq!(take(&log).iter().filter(|told| told.ends_with("late")).count(), 3, "{phase}");
    }
}
