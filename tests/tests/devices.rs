//! How devices come to work and end, on buses and without.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::thread;

use qom_core::prelude::*;
use qom_tests::text;

#[qom_type(parent = Bus)]
pub struct SlotBus {}

impl BusImpl for SlotBus {
    fn max_dev() -> usize {
        2
    }
}

#[qom_type(parent = Bus)]
pub struct OtherBus {}

#[qom_type(parent = Device)]
pub struct Card {
    #[property(default = "")]
    mood: Prop<String>,
    log: Mutex<Vec<String>>,
}

impl DeviceImpl for Card {
    fn bus_type() -> Option<&'static str> {
        Some("slot-bus")
    }
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        Device::parent_realize(this, cx)?;
        this.tell(&format!("realize on {:?}", cx.bus().map(|bus| bus.type_name())));
        assert!(!this.is_realized(), "not before it is done");
        match &*this.mood.get() {
            "bad" => bail!("not today"),
            "awful" => panic!("never"),
            _ => Ok(()),
        }
    }
    fn unrealize(this: &Self) {
        assert!(!this.is_realized() && this.parent_bus().is_some(), "still on its bus");
        this.tell("unrealize");
        assert_ne!(this.mood.get(), "clingy", "told to");
        Device::parent_unrealize(this);
    }
}

impl Card {
    fn tell(&self, what: &str) {
        self.log.lock().unwrap().push(what.to_owned());
    }

    fn told(&self) -> Vec<String> {
        std::mem::take(&mut self.log.lock().unwrap())
    }
}

fn slot_bus() -> Obj<Bus> {
    SlotBus::new().upcast()
}

#[test]
fn a_device_is_realized_and_unrealized_and_realized_again() {
    let (bus, card) = (slot_bus(), Card::new());
    for _ in 0..2 {
        card.realize(Some(&bus)).unwrap();
        assert!(card.is_realized());
        assert_eq!((card.parent_bus(), bus.devices()), (Some(bus.clone()), vec![card.clone().upcast()]));
        assert_eq!(text(card.realize(Some(&bus))), "Device 'card' is realized already");
        card.unrealize();
        card.unrealize();
        assert!(!card.is_realized());
        assert_eq!((card.parent_bus(), bus.devices()), (Some(bus.clone()), vec![card.clone().upcast()]), "it stays");
        assert_eq!(card.told(), ["realize on Some(\"slot-bus\")", "unrealize"]);
    }
    card.realize(None).unwrap();
    assert_eq!((card.told().len(), bus.devices().len()), (1, 1), "where it sits");
    card.unrealize();
    let other = slot_bus();
    card.set("mood", "bad").unwrap();
    assert!(card.realize(Some(&other)).is_err());
    assert_eq!((card.parent_bus(), other.devices()), (Some(bus.clone()), vec![]), "it is back");
    card.set("mood", "good").unwrap();
    card.realize(Some(&other)).unwrap();
    assert_eq!((card.parent_bus(), bus.devices(), other.devices().len()), (Some(other), vec![], 1));
}

#[test]
fn a_device_that_refuses_or_panics_is_as_before() {
    let (bus, card) = (slot_bus(), Card::new());
    for mood in ["bad", "awful"] {
        card.set("mood", mood).unwrap();
        let result = catch_unwind(AssertUnwindSafe(|| card.realize(Some(&bus))));
        assert!(result.is_err() || text(result.unwrap()) == "not today");
        assert!(
            !card.is_realized() && card.parent_bus().is_none() && bus.devices().is_empty() && card.parent().is_none()
        );
        assert_eq!(card.told().len(), 1, "unrealize is not called");
    }
    card.set("mood", "clingy").unwrap();
    card.realize(Some(&bus)).unwrap();
    assert!(catch_unwind(AssertUnwindSafe(|| card.unrealize())).is_err());
    assert!(!card.is_realized(), "it has stopped all the same");
}

#[test]
fn the_bus_has_to_fit_and_to_have_room() {
    let (bus, other): (_, Obj<Bus>) = (slot_bus(), OtherBus::new().upcast());
    assert_eq!(text(Card::new().realize(Some(&other))), "Device 'card' can't go on other-bus bus");
    assert_eq!(text(Card::new().realize(None)), "No 'slot-bus' bus given for device 'card'");
    let cards = [Card::new(), Card::new(), Card::new()];
    cards[0].realize(Some(&bus)).unwrap();
    cards[1].realize(Some(&bus)).unwrap();
    assert!(bus.is_full());
    assert_eq!(text(cards[2].realize(Some(&bus))), "Bus 'slot-bus' is full");
    assert_eq!(bus.devices(), [&cards[1], &cards[0]].map(|card| card.clone().upcast::<Device>()), "the newest first");
    let [gone, _kept, last] = cards;
    drop(gone);
    assert_eq!(bus.devices().len(), 1, "a device that is gone is on no bus");
    last.realize(Some(&bus)).unwrap();
    assert!(bus.is_full());
}

#[qom_core::test]
fn leaving_the_tree_ends_it() {
    let (bus, card) = (slot_bus(), Card::new());
    Context::current().root().add_child("card", &card).unwrap();
    card.realize(Some(&bus)).unwrap();
    card.unparent();
    assert!(!card.is_realized() && bus.devices().is_empty());
    assert_eq!(card.told().last().map(String::as_str), Some("unrealize"));
}

#[qom_core::test]
fn a_device_that_leaves_the_tree_in_its_own_hook_does_not_work() {
    #[qom_type(parent = Device)]
    struct Leaving {
        ended: Mutex<usize>,
    }
    impl DeviceImpl for Leaving {
        fn realize(this: &Self, _: &mut Realize<'_>) -> Result<()> {
            this.unparent();
            Ok(())
        }
        fn unrealize(this: &Self) {
            *this.ended.lock().unwrap() += 1;
        }
    }
    let leaving = Leaving::new();
    Context::current().root().add_child("leaving", &leaving).unwrap();
    assert_eq!(text(leaving.realize(None)), "Device 'leaving' left the tree while it was realized");
    assert!(!leaving.is_realized() && leaving.parent().is_none());
    assert_eq!(*leaving.ended.lock().unwrap(), 1);
}

#[test]
fn a_device_in_no_tree_ends_with_its_last_handle() {
    static ENDED: Mutex<Vec<String>> = Mutex::new(Vec::new());
    #[qom_type(parent = Device)]
    struct Loose {}
    impl DeviceImpl for Loose {
        fn unrealize(this: &Self) {
            ENDED.lock().unwrap().push(this.type_name().to_owned());
        }
    }
    let loose = Loose::new();
    loose.realize(None).unwrap();
    drop(loose);
    drop(Loose::new());
    assert_eq!(*ENDED.lock().unwrap(), ["loose"]);
}

#[qom_core::test]
fn a_hook_of_its_own_does_not_keep_a_device_from_ending() {
    #[qom_type(parent = Card, unparent = |this| this.tell("leaves"))]
    struct Noticing {}
    let (bus, card) = (slot_bus(), Noticing::new());
    Context::current().root().add_child("card", &card).unwrap();
    card.realize(Some(&bus)).unwrap();
    card.unparent();
    assert!(!card.is_realized() && bus.devices().is_empty());
    assert_eq!(card.told()[1..], ["leaves", "unrealize"]);
}

#[qom_core::test]
fn a_bus_that_leaves_takes_its_devices_along() {
    #[qom_type(parent = Device, init = |this| { let _ = this.add_child("bus", &SlotBus::new()); })]
    struct Host {}
    let root = Context::current().root();
    let (host, card) = (Host::new(), Card::new());
    root.add_child("host", &host).unwrap();
    root.add_child("card", &card).unwrap();
    host.realize(None).unwrap();
    let bus: Obj<Bus> = host.child("bus").unwrap().downcast().unwrap();
    card.realize(Some(&bus)).unwrap();
    host.unparent();
    assert!(!card.is_realized() && card.parent().is_none() && bus.parent().is_none());
}

#[qom_core::test]
fn a_bus_of_another_context_is_none() {
    let bus: Obj<Bus> = SlotBus::new_in(&Context::new()).upcast();
    assert_eq!(text(Card::new().realize(Some(&bus))), "Device 'card' can't go on a bus of another context");
}

#[test]
fn b2_2_what_is_configured_stands_while_it_works() {
    let (bus, card) = (slot_bus(), Card::new());
    card.set("mood", "good").unwrap();
    card.realize(Some(&bus)).unwrap();
    let refused = "Attempt to set property 'mood' on anonymous device (type 'card') after it was realized";
    assert_eq!(text(card.set("mood", "better")), refused);
    assert_eq!(text(card.set_from_str("mood", "better")), refused);
    assert_eq!(text(card.set("type", "x")), "Property 'card.type' is not writable");
    card.set_id("c0").unwrap();
    assert_eq!(
        text(card.set("mood", "better")),
        "Attempt to set property 'mood' on device 'c0' (type 'card') after it was realized"
    );
    assert_eq!(text(card.set_id("c1")), "Device has the id 'c0', it cannot be 'c1'");
    assert_eq!(card.get::<String>("mood").unwrap(), "good");
    card.unrealize();
    card.set("mood", "better").unwrap();
}

#[test]
fn of_many_that_realize_it_at_once_one_does() {
    for _ in 0..100 {
        let (bus, card) = (slot_bus(), Card::new());
        let realized: usize = thread::scope(|scope| {
            let threads: Vec<_> =
                (0..8).map(|_| scope.spawn(|| usize::from(card.realize(Some(&bus)).is_ok()))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        assert_eq!((realized, card.told().len(), bus.devices().len()), (1, 1, 1));
    }
}
