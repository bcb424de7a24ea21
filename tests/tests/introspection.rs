//! Requirements 20 to 24 of singletons, for all types there are and in all states a machine can be in: describing a type
//! makes nothing, touches nothing and says the same.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::fmt::Write as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use qom_core::prelude::*;
use qom_devices::{DeviceOptions, Machine, Migration, X86Iommu};

static BORN: AtomicUsize = AtomicUsize::new(0);
/// What a type's description was while its only instance went.
static WHILE_DYING: Mutex<Option<String>> = Mutex::new(None);

#[qom_type(parent = Device, interfaces = [Singleton], init = Self::count)]
pub struct Watchdog {
    #[property(default = 30, range = 1..=600, unit = "s")]
    timeout: Prop<u32>,
}

impl Watchdog {
    fn count(&self) {
        BORN.fetch_add(1, Ordering::Relaxed);
        // What only this object has.
        self.add_property("run-time", ObjectProperty::new(Prop::new(1_u8))).unwrap();
    }
}

impl DeviceImpl for Watchdog {}

impl Drop for Watchdog {
    fn drop(&mut self) {
        *WHILE_DYING.lock().unwrap() = Some(all_described());
    }
}

/// Everything that can be asked of every type.
fn all_described() -> String {
    let mut text = String::new();
    for info in types() {
        let class = info.class().unwrap();
        writeln!(
            text,
            "{} {:?} {:?} {:?} {:?}\n{}",
            info.name(),
            class.parent().map(Class::name),
            info.singleton(),
            info.is_abstract(),
            class.describe_properties(),
            class.property_help()
        )
        .unwrap();
    }
    text
}

/// What describing could have left behind in a context.
fn look(context: &Context) -> String {
    let mut text = String::new();
    let mut next = vec![context.root()];
    while let Some(object) = next.pop() {
        writeln!(text, "{:?} {} {}", object.canonical_path(), object.type_name(), object.handle_count()).unwrap();
        next.extend(object.children().into_iter().map(|(_, child)| child));
    }
    text
}

#[test]
fn r20_to_r24_types_are_described_alike_in_all_states_and_nothing_comes_of_it() {
    let described = all_described();
    assert!(described.contains("watchdog options:\n"));
    for name in ["intel-iommu", "migration", "x86-iommu", "pc-q35-10.0-machine"] {
        assert!(described.contains(&format!("\n{name} ")), "{name}");
    }
    assert_eq!(BORN.load(Ordering::Relaxed), 0);
    let context = Context::new();
    context.enter(|| {
        let same = |state: &str| {
            let before = look(&context);
            assert!(all_described() == described, "{state}");
            assert_eq!(look(&context), before, "{state}");
        };
        same("no machine");
        let machine = Machine::create(&context, "q35").unwrap();
        same("a machine without its board");
        machine.power_on().unwrap();
        same("a machine");
        let iommu = DeviceOptions::parse("intel-iommu,id=vtd").unwrap().add_to(&machine).unwrap();
        let watchdog = Watchdog::try_new().unwrap();
        machine.add_child("watchdog", &watchdog).unwrap();
        watchdog.realize(None).unwrap();
        machine.make_ready().unwrap();
        assert_eq!(BORN.load(Ordering::Relaxed), 1);
        same("live instances");
        assert_eq!(X86Iommu::instance().unwrap(), iommu);
        assert!(Migration::instance().is_some());
        // 22
        assert!(!watchdog.class().describe_properties().iter().any(|property| property.name == "run-time"));
        assert!(context.object_at("/machine/watchdog").unwrap().properties().iter().any(|it| it.name == "run-time"));
        watchdog.unrealize();
        same("one that has stopped");
        machine.unparent();
        drop((machine, iommu));
        same("a machine that has gone");
        drop(watchdog);
        assert!(WHILE_DYING.lock().unwrap().take().unwrap() == described, "while it goes");
        same("nothing left");
        assert!(X86Iommu::instance().is_none() && Migration::instance().is_none() && Watchdog::instance().is_none());
    });
    assert_eq!(BORN.load(Ordering::Relaxed), 1);
    // 24
    let singletons: Vec<&str> = types().filter(|info| info.singleton().is_some()).map(TypeInfo::name).collect();
    assert_eq!(singletons, ["amd-iommu", "intel-iommu", "migration", "watchdog", "x86-iommu"]);
}
