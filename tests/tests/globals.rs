//! Properties that are set of all new objects of a type: rows A12.1 to A12.8, B15.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::sync::Mutex;

use qom_core::prelude::*;
use qom_tests::text;

#[qom_interface(Ticking)]
pub trait TickingImpl {}

#[qom_type(parent = Device, abstract, init = Clock::start, post_init = Clock::look)]
pub struct Clock {
    #[property(default = 10)]
    rate: Prop<u32>,
    #[property(settable = always)]
    label: Prop<String>,
    seen: Mutex<Option<u32>>,
}

impl Clock {
    fn start(&self) {
        assert_eq!(self.rate.get(), 10, "`init` comes before");
    }

    fn look(&self) {
        *self.seen.lock().unwrap() = Some(self.rate.get());
    }

    fn seen(&self) -> u32 {
        self.seen.lock().unwrap().unwrap()
    }
}

impl DeviceImpl for Clock {}

#[qom_type(parent = Clock)]
pub struct FastClock {}
impl DeviceImpl for FastClock {}

#[qom_type(parent = Clock, interfaces = [Ticking])]
pub struct SlowClock {
    #[property(default = 1)]
    slowness: Prop<u32>,
}
impl DeviceImpl for SlowClock {}

/// Not a device.
#[qom_type(interfaces = [Ticking])]
pub struct Metronome {
    #[property(default = 60)]
    rate: Prop<u32>,
}

#[qom_type(parent = Device)]
pub struct Soldered {
    #[property]
    lead: Prop<bool>,
}

impl DeviceImpl for Soldered {
    fn hotpluggable() -> bool {
        false
    }
}

fn global(driver: &str, property: &str, value: &str) -> GlobalProperty {
    GlobalProperty::new(driver, property, value)
}

#[test]
fn a12_5_a_global_is_for_new_devices_of_the_type_and_its_subtypes() {
    let context = Context::new();
    let before = FastClock::new_in(&context);
    context.add_global(global("clock", "rate", "200"));
    context.add_global(global("slow-clock", "rate", "0x64"));
    let (fast, slow) = (FastClock::new_in(&context), SlowClock::new_in(&context));
    assert_eq!((before.rate.get(), fast.rate.get(), slow.rate.get()), (10, 200, 100));
    assert_eq!((fast.seen(), slow.seen()), (200, 100), "`post_init` sees the final values");
    assert_eq!(FastClock::new().rate.get(), 10, "of this context alone");
    context.enter(|| assert_eq!(new_by_name("fast-clock").unwrap().get::<u32>("rate").unwrap(), 200));
    slow.set("rate", 7).unwrap();
    assert_eq!(slow.rate.get(), 7, "what is set by name counts more");
}

#[test]
fn a12_2_of_several_the_last_counts_whatever_type_they_are_for() {
    let context = Context::new();
    for (driver, value) in [("slow-clock", "1"), ("clock", "2"), ("ticking", "3"), ("device", "4")] {
        let property = if driver == "device" { "id" } else { "rate" };
        if property == "rate" {
            context.add_global(global(driver, property, value));
        }
    }
    assert_eq!(SlowClock::new_in(&context).rate.get(), 3, "an interface does, too");
    context.add_global(global("clock", "rate", "5"));
    assert_eq!(SlowClock::new_in(&context).rate.get(), 5);
}

#[test]
fn a12_3_accelerator_machine_sugar_user_in_this_order() {
    let context = Context::new();
    context.add_sugar_property(global("clock", "rate", "3"));
    context
        .set_compat_properties(Compat::Machine, [global("clock", "rate", "2"), global("clock", "label", "old")])
        .unwrap();
    context
        .set_compat_properties(Compat::Accelerator, [global("clock", "rate", "1"), global("clock", "label", "x")])
        .unwrap();
    let clock = FastClock::new_in(&context);
    assert_eq!((clock.rate.get(), clock.get::<String>("label").unwrap()), (3, "old".into()));
    context.add_global(global("clock", "rate", "4"));
    assert_eq!(FastClock::new_in(&context).rate.get(), 4);
    for twice in [Compat::Machine, Compat::Accelerator] {
        assert_eq!(text(context.set_compat_properties(twice, [])), "the compat properties are set already");
    }
}

#[test]
fn a12_5_what_users_say_is_for_devices_and_compat_for_all() {
    let context = Context::new();
    context.add_global(global("metronome", "rate", "90"));
    context.add_global(global("ticking", "rate", "91"));
    assert_eq!(Metronome::new_in(&context).rate.get(), 60);
    context.add_sugar_property(global("metronome", "rate", "92"));
    assert_eq!(Metronome::new_in(&context).rate.get(), 92);
    context.set_compat_properties(Compat::Machine, [global("metronome", "rate", "93")]).unwrap();
    assert_eq!(Metronome::new_in(&context).rate.get(), 92);
}

#[test]
fn a12_6_what_cannot_be_set_prevents_the_object_or_is_kept() {
    for (property, value, why) in [
        ("rate", "fast", "can't apply global fast-clock.rate=fast: Parameter 'rate' expects uint64"),
        ("rate", "", "can't apply global fast-clock.rate=: Parameter 'rate' expects uint64"),
        ("rade", "1", "can't apply global fast-clock.rade=1: Property 'fast-clock.rade' not found"),
        ("type", "1", "can't apply global fast-clock.type=1: Property 'fast-clock.type' is not writable"),
    ] {
        let context = Context::new();
        context.add_global(global("fast-clock", property, value));
        let error = FastClock::try_new_in(&context).unwrap_err();
        assert_eq!(error.to_string(), why);
        assert_eq!(text(context.enter(|| new_by_name("fast-clock"))), why);
        context.check_globals().unwrap();
        // `new` has no way to fail, so it is told when the machine is done.
        let clock = FastClock::new_in(&context);
        assert_eq!((clock.rate.get(), text(context.check_globals())), (10, why.into()));
        context.check_globals().unwrap();
        assert!(SlowClock::try_new_in(&context).is_ok());
    }
}

#[test]
fn a12_2_optional_ones_need_no_such_property() {
    let context = Context::new();
    context.set_compat_properties(Compat::Machine, [global("clock", "slowness", "9").optional()]).unwrap();
    assert_eq!(SlowClock::try_new_in(&context).unwrap().slowness.get(), 9);
    FastClock::try_new_in(&context).unwrap();
    let strict = Context::new();
    strict.set_compat_properties(Compat::Machine, [global("clock", "slowness", "9")]).unwrap();
    let why = "can't apply global clock.slowness=9: Property 'fast-clock.slowness' not found";
    assert_eq!(text(FastClock::try_new_in(&strict)), why);
}

#[test]
fn a12_7_what_was_for_nobody_is_warned_of_in_qemus_words() {
    let context = Context::new();
    for (driver, property, value) in [
        ("no-such-type", "x", "1"),
        ("metronome", "rate", "90"),
        ("ticking", "rate", "90"),
        ("soldered", "lead", "on"),
        ("fast-clock", "rate", "90"),
        ("slow-clock", "rate", "90"),
    ] {
        context.add_global(global(driver, property, value));
    }
    let unused = [
        "global no-such-type.x has invalid class name",
        "global metronome.rate has invalid class name",
        "global ticking.rate has invalid class name",
        "global soldered.lead=on not used",
    ];
    assert_eq!(context.unused_globals(), unused, "there may be a clock later");
    let soldered = Soldered::new_in(&context);
    assert!(soldered.lead.get());
    // One for an interface is used when a device has it.
    SlowClock::new_in(&context);
    assert_eq!(context.unused_globals(), unused[..2]);
}

#[test]
fn b15_globals_are_written_in_two_ways() {
    let parse = |text: &str| GlobalProperty::parse(text);
    assert_eq!(parse("a.b=c").unwrap(), global("a", "b", "c"));
    assert_eq!(parse("a.b=").unwrap(), global("a", "b", ""));
    assert_eq!(parse("a.b=c=d,e").unwrap(), global("a", "b", "c=d,e"));
    assert_eq!(parse("a.b.c=d").unwrap(), global("a", "b.c", "d"));
    assert_eq!(parse("driver=a.1,property=b,value=c").unwrap(), global("a.1", "b", "c"));
    for incomplete in ["driver=a", "driver=a,property=b", "property=b,value=c"] {
        assert_eq!(text(parse(incomplete)), "options 'driver', 'property', and 'value' are required", "{incomplete}");
    }
    assert_eq!(text(parse("driver=a,property=b,value=c,other=d")), "Invalid parameter 'other'");
    for bad in ["", "a", "a.b", ".b=c", "a.=c", "=", ",", "driver.a=b,c"] {
        let parsed = parse(bad);
        assert!(parsed.is_err() || bad == "driver.a=b,c", "{bad}: {parsed:?}");
    }
}

#[test]
fn e4_12_threads_create_in_their_own_contexts() {
    std::thread::scope(|scope| {
        for number in 0..4_u32 {
            scope.spawn(move || {
                let context = Context::new();
                context.add_global(global("clock", "rate", &number.to_string()));
                for _ in 0..200 {
                    assert_eq!(FastClock::new_in(&context).rate.get(), number);
                }
            });
        }
    });
}

#[test]
fn children_that_a_type_declares_get_theirs() {
    #[qom_type(parent = Device)]
    pub struct Board {
        #[child]
        clock: Child<FastClock>,
    }
    impl DeviceImpl for Board {}
    let context = Context::new();
    context.add_global(global("fast-clock", "rate", "77"));
    let board = Board::new_in(&context);
    assert_eq!(board.child("clock").unwrap().get::<u32>("rate").unwrap(), 77);
    context.add_global(global("fast-clock", "rate", "x"));
    drop(Board::new_in(&context));
    assert!(text(context.check_globals()).starts_with("can't apply global fast-clock.rate=x"));
}

/// What a user creates does not fail because of what somebody else has created.
#[test]
fn a_failure_is_told_to_who_caused_it() -> Result<()> {
    let context = Context::new();
    context.add_sugar_property(global("metronome", "ratio", "1"));
    let why = "can't apply global metronome.ratio=1: Property 'metronome.ratio' not found";
    let _metronomes = [Metronome::new_in(&context), Metronome::new_in(&context)];
    context.object_add_str("case,id=empty")?;
    assert_eq!(text(context.object_add_str("case,id=c0,filled=on")), why);
    assert!(context.object_at("/objects/c0").is_err());
    assert_eq!(text(context.check_globals()), why, "that of the first two");
    context.check_globals()?;
    Ok(())
}

#[qom_type(interfaces = [UserCreatable])]
pub struct Case {
    #[property]
    filled: Prop<bool>,
}

impl UserCreatableImpl for Case {
    fn complete(this: &Self) -> Result<()> {
        match this.filled.get() {
            true => this.add_child("metronome", &Metronome::new()),
            false => Ok(()),
        }
    }
}
