//! A bridge with its buses, and cards on these, that threads add, plug, unplug, stop, start, reset and look at, at once.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use qom_core::prelude::*;
use qom_devices::{DeviceOptions, Machine, MachineImpl};

#[qom_type(parent = Bus)]
pub struct CardBus {}
impl BusImpl for CardBus {
    fn max_dev() -> usize {
        3
    }
}

/// Has a bus as long as it is there, and another one while it works.
#[qom_type(parent = Device, interfaces = [HotplugHandler], init = CardBridge::take_charge)]
pub struct CardBridge {
    #[child]
    low: Child<CardBus>,
}

impl CardBridge {
    fn take_charge(&self) {
        self.low.set_hotplug_handler(self.handle().map(|own| own.into_interface()));
    }
}

impl HotplugHandlerImpl for CardBridge {}

impl DeviceImpl for CardBridge {
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        Device::parent_realize(this, cx)?;
        let high = CardBus::new();
        high.set_hotplug_handler(this.handle().map(|own| own.into_interface()));
        cx.add_bus(Some("high"), &high)?;
        cx.add_part("part", &CardPart::new(), None)
    }
}

#[qom_type(parent = Device)]
pub struct CardPart {}
impl DeviceImpl for CardPart {}

#[qom_type(parent = Device)]
pub struct BusyCard {
    works: AtomicBool,
}

impl DeviceImpl for BusyCard {
    fn bus_type() -> Option<&'static str> {
        Some("card-bus")
    }
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        Device::parent_realize(this, cx)?;
        assert!(!this.works.swap(true, Ordering::SeqCst), "realized twice");
        // The bridge may be going.
        let lit = cx.add_child("light", &Container::new());
        this.works.store(lit.is_ok(), Ordering::SeqCst);
        lit
    }
    fn unrealize(this: &Self) {
        assert!(this.works.swap(false, Ordering::SeqCst), "unrealized twice");
        Device::parent_unrealize(this);
    }
}

impl Drop for BusyCard {
    fn drop(&mut self) {
        assert!(!self.works.load(Ordering::SeqCst), "it ends, and works");
    }
}

/// Handles the bridge.
#[qom_type(name = "cards-1.0-machine", parent = Machine, interfaces = [HotplugHandler, HotplugRules])]
pub struct CardsMachine {}
impl MachineImpl for CardsMachine {}
impl HotplugHandlerImpl for CardsMachine {}
impl HotplugRulesImpl for CardsMachine {
    fn hotplug_handler(this: &Self, device: &Obj<Device>) -> Option<Obj<HotplugHandler>> {
        let is_bridge = device.class().is::<CardBridge>();
        if is_bridge { this.handle().map(|machine| machine.into_interface()) } else { None }
    }
}

fn find(context: &Context, id: &str) -> Option<Obj<Device>> {
    context.object_at(&format!("/machine/peripheral/{id}")).ok()?.downcast().ok()
}

/// A card on a bus that may be gone by then.
fn plug(context: &Context, machine: &Obj<Machine>, id: &str, bus: &str) -> Option<()> {
    let bus: Obj<Bus> = find(context, "bridge")?.child(bus)?.downcast().ok()?;
    let card: Obj<Device> = BusyCard::new_in(context).upcast();
    machine.add_peripheral(&card, Some(id)).ok()?;
    if card.realize(Some(&bus)).is_err() {
        card.unparent();
    }
    Some(())
}

/// What each thread does, again and again. Much of it is refused, as others were faster.
fn work(kind: usize, context: &Context, machine: &Obj<Machine>) {
    match kind {
        0 => drop(DeviceOptions::parse("card-bridge,id=bridge").unwrap().add_to(machine)),
        1 => drop(machine.device_del("bridge")),
        2 => drop(plug(context, machine, "card1", "low")),
        3 => drop(plug(context, machine, "card2", "high")),
        4 => drop((machine.device_del("card1"), machine.device_del("card2"))),
        5 => {
            for device in ["bridge", "card1", "card2"].iter().filter_map(|id| find(context, id)) {
                let _ = (device.set("realized", false), device.set("realized", true));
            }
        }
        6 => drop(context.system_reset(ResetType::Cold)),
        _ => {
            for device in ["bridge", "card1"].iter().filter_map(|id| find(context, id)) {
                let _ = (device.reset(ResetType::Cold), device.properties(), device.name(), device.parent_bus());
                for bus in device.buses() {
                    let _ = (bus.devices(), bus.properties());
                }
            }
        }
    }
}

#[test]
fn what_threads_plug_and_unplug_at_once_is_all_there_or_gone() {
    for _ in 0..8 {
        let context = Context::new();
        let machine = Machine::start(&context, "cards-1.0").unwrap();
        machine.make_ready().unwrap();
        let until = Instant::now() + Duration::from_millis(200);
        std::thread::scope(|scope| {
            for kind in 0..8 {
                let (context, machine) = (&context, &machine);
                scope.spawn(move || {
                    while Instant::now() < until {
                        work(kind, context, machine);
                    }
                });
            }
        });
        for card in ["card1", "card2"].iter().filter_map(|id| find(&context, id)) {
            let bus = card.parent_bus();
            let is_in_place = bus.as_ref().is_some_and(|bus| bus.canonical_path().is_some());
            assert!(is_in_place || !card.is_realized(), "it works on a bus that is gone");
            let Some(bus) = bus else { continue };
            assert_eq!(bus.devices().iter().filter(|other| **other == card).count(), 1);
        }
        for device in ["card1", "card2", "bridge"].iter().filter_map(|id| find(&context, id)) {
            device.unparent();
        }
        assert!(context.departed().is_empty(), "{:?}", context.departed());
    }
}
