//! The life of a device when hooks panic, take things away or come in between: nothing is left behind.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use qom_core::prelude::*;
use qom_core::qdev::{DeviceListener, Subscription};
use qom_tests::text;

thread_local! {
    /// What happened: each test has its own thread.
    static LOG: RefCell<Vec<String>> = RefCell::default();
}

fn log(line: impl Into<String>) {
    LOG.with_borrow_mut(|log| log.push(line.into()));
}

fn told() -> Vec<String> {
    LOG.take()
}

#[qom_type(parent = Bus)]
pub struct ShelfBus {}
impl BusImpl for ShelfBus {
    fn check_address(_: &Self, device: &Device) -> Result<()> {
        assert!(!device.get::<bool>("has-bad-address").unwrap(), "a bad address");
        Ok(())
    }
    fn unrealize(_: &Self) {
        log("bus unrealized");
    }
}

/// Does something to what is plugged.
#[qom_type(interfaces = [HotplugHandler])]
pub struct Meddler {
    #[property(settable = always)]
    does: Prop<String>,
}
impl HotplugHandlerImpl for Meddler {
    fn plug(this: &Self, device: &Obj<Device>) -> Result<()> {
        match &*this.does.get() {
            "refuse" => bail!("no"),
            "move the device" => {
                device.unparent();
                device.context().root().add_child("elsewhere", device)?;
            }
            "take the bus" => device.parent_bus().unwrap().unparent(),
            "take the child" => device.child("light").unwrap().move_to(&device.context().root(), "light")?,
            "listen" => LISTENING.lock().unwrap().push(device.context().add_device_listener(Listener)),
            "spoil the address and panic" => {
                device.downcast_ref::<Book>().unwrap().has_bad_address.set(true);
                panic!("plug panics");
            }
            _ => {}
        }
        Ok(())
    }
}

/// Those that were added on the way.
static LISTENING: std::sync::Mutex<Vec<Subscription>> = std::sync::Mutex::new(Vec::new());

struct Listener;
impl DeviceListener for Listener {
    fn realized(&self, device: &Obj<Device>) {
        log(format!("told that {} works", device.type_name()));
    }
    fn unrealized(&self, device: &Device) {
        log(format!("told that {} works no more", device.type_name()));
    }
}

#[qom_type(parent = Device)]
pub struct Book {
    #[property]
    has_bad_address: Prop<bool>,
    #[property(settable = always)]
    panics: Prop<bool>,
}
impl DeviceImpl for Book {
    fn bus_type() -> Option<&'static str> {
        Some("shelf-bus")
    }
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        Device::parent_realize(this, cx)?;
        cx.add_child("light", &Container::new())
    }
    fn unrealize(this: &Self) {
        let (has_bus, has_parent) = (this.parent_bus().is_some(), this.parent().is_some());
        log(format!("unrealized, on a bus: {has_bus}, in a place: {has_parent}"));
        assert!(!this.panics.get(), "unrealize panics");
    }
}

#[qom_type(parent = Device)]
pub struct Bookcase {
    #[child]
    own: Child<ShelfBus>,
    #[property]
    has_bad_address: Prop<bool>,
}
impl DeviceImpl for Bookcase {
    fn bus_type() -> Option<&'static str> {
        Some("shelf-bus")
    }
    fn unrealize(this: &Self) {
        log(format!("unrealized with {} children", this.children().len()));
    }
}

struct Scene {
    context: Context,
    bus: Obj<Bus>,
    meddler: Obj<Meddler>,
}

/// A bus, who meddles with what comes to it, and no place for devices that have none.
fn scene() -> Scene {
    let context = Context::new();
    let (bus, meddler) = (ShelfBus::new_in(&context), Meddler::new_in(&context));
    context.root().add_child("bus", &bus).unwrap();
    context.root().add_child("meddler", &meddler).unwrap();
    let bus: Obj<Bus> = bus.upcast();
    bus.set_hotplug_handler(Some(meddler.clone().into_interface()));
    Scene { context, bus, meddler }
}

impl Scene {
    /// The same, with a place.
    fn with_place() -> Self {
        let scene = scene();
        let machine = Container::new_in(&scene.context);
        scene.context.root().add_child("machine", &machine).unwrap();
        machine.add_child("unattached", &Container::new_in(&scene.context)).unwrap();
        scene
    }

    fn books(&self, bus: &Obj<Bus>) -> [Obj<Book>; 3] {
        [0, 1, 2].map(|_| {
            let book = Book::new_in(&self.context);
            book.realize(Some(bus)).unwrap();
            book
        })
    }
}

fn panics(run: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(run)).is_err()
}

fn is_gone(book: &Obj<Book>) -> bool {
    !book.is_realized() && book.parent().is_none() && book.parent_bus().is_none()
}

#[test]
fn what_a_refused_device_did_is_undone_while_it_is_where_it_did_it() {
    let scene = Scene::with_place();
    let book = Book::new_in(&scene.context);
    scene.meddler.does.set("refuse".into());
    assert_eq!(text(book.realize(Some(&scene.bus))), "no");
    assert_eq!(told(), ["unrealized, on a bus: true, in a place: true"]);
    assert!(is_gone(&book));
}

#[test]
fn a_device_that_is_refused_on_a_bus_in_reset_is_in_none() {
    let scene = scene();
    scene.bus.assert_reset(ResetType::Cold).unwrap();
    let book = Book::new_in(&scene.context);
    for (does, is_in_reset) in [("refuse", false), ("", true)] {
        scene.meddler.does.set(does.into());
        assert_eq!((book.realize(Some(&scene.bus)).is_ok(), book.is_in_reset()), (is_in_reset, is_in_reset));
    }
}

#[test]
fn a_device_that_panics_keeps_none_on_its_bus_from_ending() {
    let scene = Scene::with_place();
    let bookcase = Bookcase::new_in(&scene.context);
    bookcase.realize(Some(&scene.bus)).unwrap();
    let own: Obj<Bus> = bookcase.own.object().clone().upcast();
    let books = scene.books(&own);
    books[1].panics.set(true);
    assert!(panics(|| bookcase.unrealize()));
    assert!(books.iter().all(|book| !book.is_realized()));
    assert_eq!(told()[3..], ["bus unrealized", "unrealized with 1 children"]);
}

#[test]
fn a_device_that_panics_when_it_leaves_is_off_its_bus() {
    let scene = Scene::with_place();
    let book = Book::new_in(&scene.context);
    book.realize(Some(&scene.bus)).unwrap();
    book.panics.set(true);
    assert!(panics(|| book.unparent()));
    assert!(is_gone(&book) && scene.bus.devices().is_empty() && !scene.bus.has_property("child[0]"));
}

#[test]
fn a_bus_that_leaves_takes_all_devices_along() {
    let scene = Scene::with_place();
    let books = scene.books(&scene.bus);
    books[2].panics.set(true);
    assert!(panics(|| scene.bus.unparent()));
    assert!(books.iter().all(is_gone));
}

#[test]
fn a_bus_that_leaves_takes_devices_along_that_are_in_no_tree() {
    let scene = scene();
    let books = scene.books(&scene.bus);
    assert!(books[0].parent().is_none());
    scene.bus.unparent();
    assert!(books.iter().all(is_gone) && scene.bus.devices().is_empty());
}

#[test]
fn a_device_whose_bus_is_taken_away_does_not_work() {
    for (does, has_place) in [("move the device", true), ("take the bus", true), ("take the bus", false)] {
        let scene = if has_place { Scene::with_place() } else { scene() };
        let book = Book::new_in(&scene.context);
        scene.meddler.does.set(does.into());
        assert!(text(book.realize(Some(&scene.bus))).ends_with(" while it was realized"), "{does}");
        assert!(is_gone(&book) && scene.bus.devices().is_empty(), "{does}");
    }
    // Nor does one that comes too late.
    let scene = scene();
    scene.bus.unparent();
    let book = Book::new_in(&scene.context);
    assert_eq!(text(book.realize(Some(&scene.bus))), "Bus 'shelf-bus' has left the tree");
    scene.context.root().add_child("again", &scene.bus).unwrap();
    book.realize(Some(&scene.bus)).unwrap();
}

#[test]
fn a_device_sits_on_no_bus_that_hangs_on_it() {
    let scene = scene();
    let (top, low) = (Bookcase::new_in(&scene.context), Bookcase::new_in(&scene.context));
    let bus_of = |bookcase: &Obj<Bookcase>| bookcase.own.object().clone().upcast::<Bus>();
    low.realize(Some(&bus_of(&top))).unwrap();
    for bus in [bus_of(&top), bus_of(&low)] {
        assert_eq!(text(top.realize(Some(&bus))), "Device 'bookcase' can't go on a bus that hangs on it");
    }
    top.realize(Some(&scene.bus)).unwrap();
}

#[test]
fn a_device_on_its_way_back_to_its_bus_is_not_asked_for_its_address() {
    let scene = Scene::with_place();
    let old: Obj<Bus> = ShelfBus::new_in(&scene.context).upcast();
    scene.context.root().add_child("old", &old).unwrap();
    let book = Book::new_in(&scene.context);
    book.realize(Some(&old)).unwrap();
    book.unrealize();
    scene.meddler.does.set("spoil the address and panic".into());
    // A panic of the check during this one would end the process.
    assert!(panics(|| drop(book.realize(Some(&scene.bus)))));
    assert!(!book.is_realized() && book.parent_bus().as_ref() == Some(&old) && scene.bus.devices().is_empty());
}

#[test]
fn a_device_ends_with_its_last_handle_as_if_it_left() {
    let scene = scene();
    let bookcase = Bookcase::new_in(&scene.context);
    bookcase.realize(Some(&scene.bus)).unwrap();
    drop(bookcase);
    assert_eq!(told(), ["bus unrealized", "unrealized with 1 children"]);
    let book = Book::new_in(&scene.context);
    book.realize(Some(&scene.bus)).unwrap();
    let light = book.child("light").unwrap();
    book.panics.set(true);
    assert!(panics(|| drop(book)));
    assert!(light.parent().is_none() && scene.bus.devices().is_empty());
}

#[test]
fn what_somebody_else_has_taken_over_is_not_taken_away() {
    let scene = Scene::with_place();
    let book = Book::new_in(&scene.context);
    scene.meddler.does.set("take the child".into());
    book.realize(Some(&scene.bus)).unwrap();
    book.unrealize();
    assert!(scene.context.object_at("/light").is_ok());
}

#[test]
fn a_listener_that_comes_while_a_device_is_realized_is_told_once() {
    let scene = scene();
    let book = Book::new_in(&scene.context);
    scene.context.root().add_child("book", &book).unwrap();
    scene.meddler.does.set("listen".into());
    book.realize(Some(&scene.bus)).unwrap();
    assert_eq!(told(), ["told that book works"]);
    book.unrealize();
    assert_eq!(told()[1..], ["told that book works no more"]);
}

#[test]
fn a_listener_that_panics_keeps_none_from_being_told() {
    struct Panics;
    impl DeviceListener for Panics {
        fn unrealized(&self, _: &Device) {
            panic!("the listener panics");
        }
    }
    let scene = scene();
    let _listeners = (scene.context.add_device_listener(Listener), scene.context.add_device_listener(Panics));
    let book = Book::new_in(&scene.context);
    book.realize(Some(&scene.bus)).unwrap();
    told();
    assert!(panics(|| book.unrealize()));
    assert_eq!(told()[1..], ["told that book works no more"]);
}

#[test]
fn a_guest_may_have_all_the_time() {
    let scene = scene();
    let book = Book::new_in(&scene.context);
    scene.context.root().add_child("book", &book).unwrap();
    book.realize(Some(&scene.bus)).unwrap();
    book.start_unplug(Some(Duration::MAX));
    assert_eq!(text(book.unplug()), "Device /book is already in the process of unplug");
}
