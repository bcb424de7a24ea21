//! Devices that come and go while the machine is ready: rows B9, B10 and B11 step by step, with a bus, its controller and
//! its cards declared here.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use qom_core::prelude::*;
use qom_devices::{DeviceOptions, DynamicSysBusDevice, Machine, MachineImpl, SysBusDevice};
use qom_tests::text;

#[qom_type(parent = Bus)]
pub struct SlotBus {}

impl BusImpl for SlotBus {
    fn max_dev() -> usize {
        2
    }
    fn check_address(_: &Self, device: &Device) -> Result<()> {
        let slot = device.get::<u32>("slot").unwrap_or(0);
        ensure!(slot < 2, "there is no slot {slot}");
        Ok(())
    }
}

/// Has the slots, and handles what comes to them.
#[qom_type(parent = SysBusDevice, interfaces = [HotplugHandler], init = Controller::take_charge)]
pub struct Controller {
    #[child]
    slots: Child<SlotBus>,
    /// Whether the guest has to let a card go.
    #[property(settable = always)]
    asks_guest: Prop<bool>,
    #[property(settable = always)]
    is_locked: Prop<bool>,
    #[property(settable = always)]
    refuses: Prop<String>,
}

impl Controller {
    fn take_charge(&self) {
        let bus: &Bus = self.slots.upcast_ref();
        bus.set_hotplug_handler(self.handle().map(|own| own.into_interface()));
    }

    fn check(&self, step: &str) -> Result<()> {
        ensure!(self.refuses.get() != step, "no {step} today");
        Ok(())
    }
}

impl DeviceImpl for Controller {}

impl HotplugHandlerImpl for Controller {
    fn pre_plug(this: &Self, _: &Obj<Device>) -> Result<()> {
        this.check("pre_plug")
    }
    fn plug(this: &Self, _: &Obj<Device>) -> Result<()> {
        this.check("plug")
    }
    fn unplug_request(this: &Self, device: &Obj<Device>) -> Result<Unplug> {
        this.check("request")?;
        if !this.asks_guest.get() {
            return Ok(Unplug::Now);
        }
        device.start_unplug(None);
        Ok(Unplug::Requested)
    }
    fn unplug(this: &Self, device: &Obj<Device>) -> Result<()> {
        this.check("unplug")?;
        device.unrealize();
        Ok(())
    }
    fn is_hotpluggable_bus(this: &Self, _: &Obj<Bus>) -> bool {
        !this.is_locked.get()
    }
}

#[qom_type(parent = Device)]
pub struct Card {
    #[property]
    slot: Prop<u32>,
    #[property(range = 1..=9, default = 1)]
    lanes: Prop<u8>,
    #[property]
    is_broken: Prop<bool>,
}

impl DeviceImpl for Card {
    fn bus_type() -> Option<&'static str> {
        Some("slot-bus")
    }
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        Device::parent_realize(this, cx)?;
        cx.add_child("light", &Container::new())?;
        ensure!(!this.is_broken.get(), "the card is broken");
        Ok(())
    }
}

#[qom_type(parent = Card)]
pub struct SolderedCard {}
impl DeviceImpl for SolderedCard {
    fn hotpluggable() -> bool {
        false
    }
}

#[qom_type(parent = Card)]
pub struct InternalCard {}
impl DeviceImpl for InternalCard {
    fn user_creatable() -> bool {
        false
    }
}

#[qom_type(parent = Card, abstract)]
pub struct AbstractCard {}

/// On no bus.
#[qom_type(parent = Device)]
pub struct Stick {}
impl DeviceImpl for Stick {}

#[qom_type(parent = DynamicSysBusDevice)]
pub struct Allowed {}
impl DeviceImpl for Allowed {
    // As no device of its kind is by itself: here the bus has the word.
    fn hotpluggable() -> bool {
        true
    }
}

#[qom_type(parent = DynamicSysBusDevice)]
pub struct NotAllowed {}
impl DeviceImpl for NotAllowed {}

/// Handles sticks, which sit on no bus.
#[qom_type(name = "slots-1.0-machine", parent = Machine, interfaces = [HotplugHandler, HotplugRules])]
pub struct SlotsMachine {
    #[property]
    takes_sticks: Prop<bool>,
    #[property]
    vetoes: Prop<bool>,
}

impl MachineImpl for SlotsMachine {
    fn dynamic_sysbus_devices() -> &'static [&'static str] {
        &["allowed"]
    }
    fn make_board(this: &Self) -> Result<()> {
        let controller = Controller::new();
        this.add_child("controller", &controller)?;
        controller.realize(Some(&this.main_bus()?))
    }
}

impl HotplugHandlerImpl for SlotsMachine {}

impl HotplugRulesImpl for SlotsMachine {
    fn hotplug_handler(this: &Self, device: &Obj<Device>) -> Option<Obj<HotplugHandler>> {
        let takes = this.takes_sticks.get() && device.class().is::<Stick>();
        if takes { this.handle().map(|machine| machine.into_interface()) } else { None }
    }
    fn check_hotplug(this: &Self, device: &Obj<Device>) -> Result<()> {
        ensure!(!this.vetoes.get(), "the machine has no use for a {}", device.type_name());
        Ok(())
    }
}

struct Scene {
    context: Context,
    machine: Obj<Machine>,
    controller: Obj<Controller>,
}

fn scene() -> Scene {
    let context = Context::new();
    let machine = Machine::start(&context, "slots-1.0").unwrap();
    let controller = context.object_at("/machine/controller").unwrap().downcast().unwrap();
    machine.make_ready().unwrap();
    Scene { context, machine, controller }
}

impl Scene {
    fn add(&self, text: &str) -> Result<Obj<Device>> {
        DeviceOptions::parse(text)?.add_to(&self.machine)
    }

    fn bus(&self) -> Obj<Bus> {
        self.controller.slots.object().clone().upcast()
    }

    /// All that a failure could have left behind.
    fn look(&self) -> String {
        let mut text = String::new();
        let mut next = vec![(String::new(), self.context.root())];
        while let Some((path, object)) = next.pop() {
            let names: Vec<_> = object.properties().into_iter().map(|property| property.name).collect();
            text += &format!("{path} {names:?} {} {}\n", object.handle_count(), object.linked_from().len());
            next.extend(object.children().into_iter().map(|(name, child)| (format!("{path}/{name}"), child)));
        }
        text + &format!("{:?}", self.context.departed().len())
    }
}

#[test]
fn b9_2_to_b9_8_the_type_and_the_bus_are_asked_first() {
    let scene = scene();
    let before = scene.look();
    for (asked, refused) in [
        ("no-such", "'no-such' is not a valid device model name"),
        ("container", "'container' is not a valid device model name"),
        ("abstract-card", "Parameter 'driver' expects a non-abstract device type"),
        ("internal-card", "Parameter 'driver' expects a pluggable device type"),
        ("controller", "Parameter 'driver' expects a pluggable device type"),
        ("not-allowed", "Parameter 'driver' expects a dynamic sysbus device type for the machine"),
        ("card,bus=nowhere", "Bus 'nowhere' not found"),
        ("card,bus=/nowhere", "Device 'nowhere' not found"),
        ("card,bus=main-system-bus", "Device 'card' can't go on System bus"),
        ("stick,bus=slots", "Device 'stick' can't go on slot-bus bus"),
    ] {
        assert_eq!(text(scene.add(asked)), refused, "{asked}");
        assert_eq!(scene.look(), before, "{asked}");
    }
    scene.add("card").unwrap();
    scene.add("card,slot=1").unwrap();
    assert_eq!(text(scene.add("card")), "No 'slot-bus' bus found for device 'card'");
    assert_eq!(text(scene.add("card,bus=slots")), "Bus 'slots' is full");
}

#[test]
fn b9_12_what_may_come_now_is_asked_before_there_is_a_device() {
    let scene = scene();
    let before = scene.look();
    assert_eq!(text(scene.add("soldered-card")), "Device 'soldered-card' does not support hotplugging");
    assert_eq!(text(scene.add("allowed")), "Bus 'main-system-bus' does not support hotplugging");
    assert_eq!(text(scene.add("stick")), "Device 'stick' can not be hotplugged on this machine");
    scene.controller.is_locked.set(true);
    assert_eq!(text(scene.add("card")), "Bus 'slots' does not support hotplugging");
    scene.controller.is_locked.set(false);
    scene.machine.set("vetoes", true).unwrap();
    assert_eq!(text(scene.add("card,id=c")), "the machine has no use for a card");
    scene.machine.set("vetoes", false).unwrap();
    assert_eq!(scene.look(), before);
    scene.machine.set("takes-sticks", true).unwrap();
    let stick = scene.add("stick,id=s").unwrap();
    assert!(stick.is_hotplugged() && stick.is_realized());
    // Before the machine is ready all of them may come.
    let context = Context::new();
    let machine = Machine::start(&context, "slots-1.0").unwrap();
    for asked in ["soldered-card", "allowed", "stick"] {
        let device = DeviceOptions::parse(asked).unwrap().add_to(&machine).unwrap();
        assert!(!device.is_hotplugged() && device.is_realized());
    }
}

#[test]
fn b9_13_to_b9_16_a_failure_at_any_later_step_leaves_nothing() {
    let scene = scene();
    let first = scene.add("card,id=c0").unwrap();
    assert_eq!(first.canonical_path().as_deref(), Some("/machine/peripheral/c0"));
    let before = scene.look();
    scene.context.add_global(GlobalProperty::new("soldered-card", "lanes", "77"));
    for (asked, refuses, refused) in [
        ("card,id=c0", "", "Duplicate device ID 'c0'"),
        ("card,id=type", "", "Duplicate device ID 'type'"),
        ("card,id=c1,color=red", "", "Property 'card.color' not found"),
        ("card,id=c1,lanes=10", "", "Parameter 'lanes' expects a value between 1 and 9"),
        ("card,id=c1,lanes=x", "", "Parameter 'lanes' expects uint8_t"),
        ("card,id=c1,hotplugged=on", "", "Property 'card.hotplugged' is not writable"),
        ("card,id=c1,slot=5", "", "there is no slot 5"),
        ("card,id=c1", "pre_plug", "no pre_plug today"),
        ("card,id=c1,is-broken=on", "", "the card is broken"),
        ("card,id=c1", "plug", "no plug today"),
        ("card,id=c1,realized=on", "", "No 'slot-bus' bus given for device 'card'"),
    ] {
        scene.controller.refuses.set(refuses.into());
        let told = text(scene.add(asked));
        scene.controller.refuses.set(String::new());
        assert!(
            told == refused || (asked.contains("lanes=x") && told.starts_with("Parameter 'lanes' expects")),
            "{told}"
        );
        assert_eq!(scene.look(), before, "{asked}");
    }
    let second = scene.add("card,id=c1,slot=1").unwrap();
    assert!(second.is_realized() && second.is_hotplugged());
    assert_eq!(scene.bus().devices(), [second, first]);
}

#[test]
fn b10_1_to_b10_3_who_is_meant_is_found_in_three_ways() {
    let scene = scene();
    for missing in ["nobody", "/machine/nobody", "", "light"] {
        let error = scene.machine.device_del(missing).unwrap_err();
        if missing.is_empty() {
            assert_eq!(error.to_string(), " is not a device");
            continue;
        }
        assert!(matches!(error, Error::NoSuchObject { .. }));
        assert_eq!(error.to_string(), format!("Device '{missing}' not found"));
    }
    scene.add("card,id=c0").unwrap();
    assert_eq!(text(scene.machine.device_del("/machine/peripheral")), "/machine/peripheral is not a device");
    assert_eq!(text(scene.machine.device_del("c0/light")), "c0/light is not a device");
    scene.machine.device_del("c0").unwrap();
    scene.add("card,id=c0").unwrap();
    scene.machine.device_del("/machine/peripheral/c0").unwrap();
    let anonymous = scene.add("card").unwrap().canonical_path().unwrap();
    scene.machine.device_del(&anonymous).unwrap();
    assert!(scene.bus().devices().is_empty() && scene.context.departed().is_empty());
}

#[test]
fn b10_3_an_asynchronous_unplug_is_asked_for_once_and_ends_when_the_guest_says() {
    let scene = scene();
    let events = Arc::new(Mutex::new(Vec::new()));
    let log = events.clone();
    let _told = scene.context.on_device_event(move |event| log.lock().unwrap().push(event.clone()));
    scene.controller.asks_guest.set(true);
    let card = scene.add("card,id=c0").unwrap();
    scene.machine.device_del("c0").unwrap();
    assert!(card.is_realized() && card.is_unplug_pending());
    assert_eq!(text(scene.machine.device_del("c0")), "Device c0 is already in the process of unplug");
    card.refuse_unplug();
    let path = "/machine/peripheral/c0".to_owned();
    assert_eq!(*events.lock().unwrap(), [DeviceEvent::UnplugGuestError { id: Some("c0".into()), path: path.clone() }]);
    scene.machine.device_del("c0").unwrap();
    card.finish_unplug().unwrap();
    assert!(!card.is_realized() && card.parent().is_none());
    drop(card);
    assert_eq!(events.lock().unwrap()[1..], [DeviceEvent::Deleted { id: Some("c0".into()), path }]);
    // One that may be asked again after a time.
    let card = scene.add("card,id=c1").unwrap();
    card.start_unplug(Some(Duration::from_secs(3600)));
    assert_eq!(text(card.unplug()), "Device c1 is already in the process of unplug");
    card.start_unplug(Some(Duration::ZERO));
    card.unplug().unwrap();
    assert!(card.is_unplug_pending());
}

#[test]
fn b10_4_to_b10_7_what_stands_in_the_way_is_said_and_nothing_changes() {
    let scene = scene();
    let card = scene.add("card,id=c0").unwrap();
    #[qom_type]
    pub struct CardUser {
        #[property]
        card: Link<Card>,
    }
    let user = CardUser::new_in(&scene.context);
    scene.context.root().add_child("user", &user).unwrap();
    let before = scene.look();
    let blocker = card.block_unplug("the card is being read");
    assert_eq!(text(scene.machine.device_del("c0")), "the card is being read");
    drop(blocker);
    scene.controller.is_locked.set(true);
    assert_eq!(text(scene.machine.device_del("c0")), "Bus 'slots' does not support hotplugging");
    scene.controller.is_locked.set(false);
    for step in ["request", "unplug"] {
        scene.controller.refuses.set(step.into());
        assert_eq!(text(scene.machine.device_del("c0")), format!("no {step} today"));
        scene.controller.refuses.set(String::new());
        let look: Vec<_> =
            scene.look().lines().filter(|line| line.parse::<usize>().is_err()).map(str::to_owned).collect();
        let old: Vec<_> = before.lines().filter(|line| line.parse::<usize>().is_err()).map(str::to_owned).collect();
        assert_eq!(look, old);
        assert!(card.is_realized());
    }
    user.set("card", "c0").unwrap();
    let used = "object 'c0' is in use, can not be deleted (by 'card' of '/user')";
    assert_eq!(text(scene.machine.device_del("c0")), used);
    user.set("card", "").unwrap();
    // What came before the machine was ready and cannot go.
    let context = Context::new();
    let machine = Machine::start(&context, "slots-1.0").unwrap();
    let soldered = DeviceOptions::parse("soldered-card,id=s").unwrap().add_to(&machine).unwrap();
    machine.make_ready().unwrap();
    assert_eq!(text(machine.device_del("s")), "Device 'soldered-card' does not support hotplugging");
    assert!(soldered.is_realized());
    scene.machine.device_del("c0").unwrap();
}

#[test]
fn b11_2_the_machine_is_asked_before_the_bus() {
    let scene = scene();
    scene.machine.set("takes-sticks", true).unwrap();
    let stick = scene.add("stick,id=s").unwrap();
    assert_eq!(stick.hotplug_handler(None).unwrap(), scene.machine);
    let card = scene.add("card,id=c").unwrap();
    assert_eq!(card.hotplug_handler(Some(&scene.bus())).unwrap(), scene.controller);
    scene.machine.device_del("s").unwrap();
    assert!(!stick.is_realized());
}

#[test]
fn b3_5_and_b2_3_a_machine_is_ready_when_all_its_devices_work() {
    let context = Context::new();
    let machine = Machine::start(&context, "slots-1.0").unwrap();
    let stick = Stick::new_in(&context);
    machine.add_child("stick", &stick).unwrap();
    assert_eq!(text(machine.make_ready()), "device '/machine/stick' was made and not realized");
    assert_eq!(context.phase(), Phase::MachineInitialized);
    stick.realize(None).unwrap();
    machine.make_ready().unwrap();
    assert!(machine.make_ready().is_err());
    machine.unparent();
    assert_eq!(context.phase(), Phase::NoMachine);
    drop((machine, stick));
    Machine::start(&context, "slots-1.0").unwrap().make_ready().unwrap();
}

#[test]
fn ten_thousand_cards_come_and_go_and_leave_nothing() {
    let scene = scene();
    let cycle = |number: usize| {
        let id = format!("c{}", number % 7);
        drop(scene.add(&format!("card,id={id},slot={}", number % 2)).unwrap());
        scene.machine.device_del(&id).unwrap();
    };
    (0..100).for_each(cycle);
    let before = scene.look();
    (0..10_000).for_each(cycle);
    assert_eq!(scene.look(), before);
}
