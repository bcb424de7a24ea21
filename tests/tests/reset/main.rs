//! Reset: rows B12 of the reference, each test named after the row, and what there is beside them: hooks that panic, trees
//! that change meanwhile. Those of devices are in `devices.rs`, threads in `reset_threads.rs`.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

mod devices;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use ResetType::{Cold, SnapshotLoad, Wakeup};
use qom_core::SystemReset;
use qom_core::prelude::*;
use qom_tests::text;

type Log = Arc<Mutex<Vec<String>>>;
type Act = Arc<dyn Fn(&str) + Send + Sync>;

/// Says what is done to it, and may do something then. Any type can take part.
#[qom_type(interfaces = [Resettable])]
pub struct Part {
    name: Mutex<String>,
    log: Mutex<Log>,
    below: Mutex<Vec<Obj<Object>>>,
    act: Mutex<Option<Act>>,
}

impl ResettableImpl for Part {
    fn enter(this: &Self, kind: ResetType) {
        this.told("enter", kind);
    }
    fn hold(this: &Self, kind: ResetType) {
        this.told("hold", kind);
    }
    fn exit(this: &Self, kind: ResetType) {
        this.told("exit", kind);
    }
    fn reset_children(this: &Self) -> Vec<Obj<Object>> {
        this.below.lock().unwrap().clone()
    }
}

impl Part {
    fn named(name: &str, log: &Log, below: &[&Obj<Part>]) -> Obj<Part> {
        let part = Part::new();
        *part.name.lock().unwrap() = name.to_owned();
        *part.log.lock().unwrap() = log.clone();
        *part.below.lock().unwrap() = below.iter().map(|&part| part.clone().upcast()).collect();
        part
    }

    fn told(&self, phase: &str, kind: ResetType) {
        let kind = if kind == Cold { String::new() } else { format!(" {kind:?}") };
        let told = format!("{phase} {}{kind}", self.name.lock().unwrap());
        self.log.lock().unwrap().lock().unwrap().push(told);
        let act = self.act.lock().unwrap().clone();
        if let Some(act) = act {
            act(phase);
        }
    }

    fn on(&self, wanted: &'static str, act: impl Fn() + Send + Sync + 'static) {
        let act = move |phase: &str| {
            if phase == wanted {
                act();
            }
        };
        *self.act.lock().unwrap() = Some(Arc::new(act));
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Cycles of the tests.
        self.below.lock().unwrap().clear();
    }
}

fn take(log: &Log) -> Vec<String> {
    std::mem::take(&mut log.lock().unwrap())
}

fn counts(parts: &[&Obj<Part>]) -> Vec<u32> {
    // As often as each can be released.
    parts
        .iter()
        .map(|part| {
            let alone = part.below.lock().unwrap().drain(..).collect::<Vec<_>>();
            let count = (0..).take_while(|_| part.release_reset(Cold).is_ok()).count();
            (0..count).for_each(|_| part.assert_reset(Cold).unwrap());
            *part.below.lock().unwrap() = alone;
            u32::try_from(count).unwrap()
        })
        .collect()
}

#[test]
fn b12_1_any_type_can_be_resettable() {
    let info = types().find(|info| info.name() == "resettable").unwrap();
    assert!(info.is_interface());
    for name in ["device", "bus", "resettable-container", "part"] {
        assert!(class_by_name(name).unwrap().is_a("resettable"), "{name}");
    }
    let (log, plain) = (Log::default(), Container::new());
    Part::named("a", &log, &[]).reset(Cold).unwrap();
    assert_eq!(take(&log), ["enter a", "hold a", "exit a"]);
    for refused in [plain.reset(Cold), plain.assert_reset(Cold), plain.release_reset(Cold)] {
        assert_eq!(text(refused), "object of type 'container' is not an instance of type 'resettable'");
    }
    assert!(!plain.is_in_reset());
    let top = Part::named("top", &log, &[]);
    top.below.lock().unwrap().push(plain.upcast());
    assert!(matches!(top.reset(Cold), Err(Error::NotAnInstance { .. })));
    assert!(take(&log).is_empty() && !top.is_in_reset());
}

#[test]
fn b12_2_hooks_are_told_the_type() {
    let log = Log::default();
    let part = Part::named("a", &log, &[]);
    part.reset(Wakeup).unwrap();
    assert_eq!(take(&log), ["enter a Wakeup", "hold a Wakeup", "exit a Wakeup"]);
    part.assert_reset(SnapshotLoad).unwrap();
    part.release_reset(ResetType::default()).unwrap();
    assert_eq!(take(&log), ["enter a SnapshotLoad", "hold a SnapshotLoad", "exit a"]);
}

#[test]
fn b12_3_all_enter_and_then_all_hold_children_first() {
    let log = Log::default();
    let (a, b) = (Part::named("a", &log, &[]), Part::named("b", &log, &[]));
    let top = Part::named("top", &log, &[&a, &b]);
    // The count is raised on the way down.
    let (seen, above) = (Arc::new(Mutex::new(Vec::new())), top.downgrade());
    let saw = seen.clone();
    a.on("enter", move || saw.lock().unwrap().push(above.upgrade().unwrap().is_in_reset()));
    top.assert_reset(Cold).unwrap();
    assert_eq!(*seen.lock().unwrap(), [true]);
    assert_eq!(take(&log), ["enter a", "enter b", "enter top", "hold a", "hold b", "hold top"]);
    assert!(top.is_in_reset() && a.is_in_reset());
    // Nothing is called, and all are counted.
    top.assert_reset(Cold).unwrap();
    assert!(take(&log).is_empty());
    assert_eq!(counts(&[&top, &a, &b]), [2, 2, 2]);
}

#[test]
fn b12_4_exit_is_children_first_and_in_it_the_object_is_out() {
    let log = Log::default();
    let a = Part::named("a", &log, &[]);
    let top = Part::named("top", &log, &[&a]);
    let seen = Arc::new(Mutex::new(Vec::new()));
    for part in [&a, &top] {
        let (saw, both) = (seen.clone(), [a.downgrade(), top.downgrade()]);
        part.on("exit", move || {
            saw.lock().unwrap().push(both.each_ref().map(|part| part.upgrade().unwrap().is_in_reset()));
        });
    }
    top.assert_reset(Cold).unwrap();
    a.assert_reset(Cold).unwrap();
    take(&log);
    top.release_reset(Cold).unwrap();
    assert_eq!(take(&log), ["exit top"], "the other is still held by somebody");
    a.release_reset(Cold).unwrap();
    assert_eq!(take(&log), ["exit a"]);
    top.reset(Cold).unwrap();
    assert_eq!(*seen.lock().unwrap(), [[true, false], [false, false], [false, true], [false, false]]);
}

#[test]
fn b12_5_several_controllers_nest() {
    let log = Log::default();
    let part = Part::named("a", &log, &[]);
    part.assert_reset(Cold).unwrap();
    part.reset(Cold).unwrap();
    part.assert_reset(Cold).unwrap();
    part.release_reset(Cold).unwrap();
    assert_eq!(take(&log), ["enter a", "hold a"]);
    part.release_reset(Cold).unwrap();
    assert_eq!((take(&log), part.is_in_reset()), (vec!["exit a".to_owned()], false));
}

/// What a hook of an object gets when it does this.
fn inside(phase: &'static str, act: impl Fn(&Obj<Part>, &Obj<Part>) -> Result<()> + Send + Sync + 'static) -> String {
    let log = Log::default();
    let (a, b) = (Part::named("a", &log, &[]), Part::named("b", &log, &[]));
    let got = Arc::new(Mutex::new(None));
    let (give, weak) = (got.clone(), [a.downgrade(), b.downgrade()]);
    a.on(phase, move || {
        let [a, b] = weak.each_ref().map(|part| part.upgrade().unwrap());
        let result = act(&a, &b);
        give.lock()
            .unwrap()
            .get_or_insert_with(|| result.map_or_else(|error| error.to_string(), |()| "fine".to_owned()));
    });
    a.reset(Cold).unwrap();
    assert!(!a.is_in_reset() && !b.is_in_reset());
    let got = got.lock().unwrap().take();
    got.unwrap()
}

#[test]
fn b12_6_what_qemu_asserts_is_an_error_and_nothing_has_changed() {
    let entering = "cannot reset 'part': objects are entering reset";
    assert_eq!(inside("enter", |_, b| b.reset(Cold)), entering);
    assert_eq!(inside("enter", |_, b| b.assert_reset(Cold)), entering);
    assert_eq!(inside("enter", |a, _| a.release_reset(Cold)), entering);
    assert_eq!(inside("enter", |a, b| b.change_reset_parent(None, Some(a))), entering);
    let leaving = "cannot reset 'part': it is leaving reset";
    assert_eq!(inside("exit", |a, _| a.assert_reset(Cold)), leaving);
    assert_eq!(inside("exit", |a, _| a.reset(Cold)), leaving);
    assert_eq!(inside("exit", |a, _| a.release_reset(Cold)), "cannot reset 'part': it is not in reset");
    assert_eq!(
        inside("exit", |_, b| b.change_reset_parent(None, None)),
        "cannot reset 'part': its place in the tree of resets changes while objects are leaving reset"
    );
    assert_eq!(inside("exit", |_, b| b.reset(Cold)), "fine");
    assert_eq!(inside("hold", |_, b| b.reset(Cold)), "fine");

    let log = Log::default();
    let a = Part::named("a", &log, &[]);
    assert_eq!(text(a.release_reset(Cold)), "cannot reset 'part': it is not in reset");
    let top = Part::named("top", &log, &[&a]);
    a.below.lock().unwrap().push(top.clone().upcast());
    assert_eq!(text(top.reset(Cold)), "cannot reset 'part': it is below itself in the tree of resets");
    a.below.lock().unwrap().clear();
    (0..50).for_each(|_| a.assert_reset(Cold).unwrap());
    take(&log);
    assert_eq!(text(top.assert_reset(Cold)), "cannot reset 'part': it would be in reset more than 50 times");
    assert!(take(&log).is_empty() && !top.is_in_reset());
    assert_eq!(counts(&[&a]), [50]);
    let elsewhere = Context::new().enter(|| Part::named("b", &log, &[]));
    top.below.lock().unwrap()[0] = elsewhere.upcast();
    assert_eq!(text(top.reset(Cold)), "cannot reset 'part': it is in another context");
}

#[test]
fn b12_7_who_changes_the_parent_is_as_often_in_reset_as_that() {
    let log = Log::default();
    let (a, below) = (Part::named("a", &log, &[]), Part::named("below", &log, &[]));
    let [often, once, never] = ["often", "once", "never"].map(|name| Part::named(name, &log, &[]));
    a.below.lock().unwrap().push(below.clone().upcast());
    (0..3).for_each(|_| often.assert_reset(Wakeup).unwrap());
    once.assert_reset(Wakeup).unwrap();
    take(&log);
    a.change_reset_parent(None, Some(&often)).unwrap();
    assert_eq!(counts(&[&a, &below]), [3, 3]);
    assert_eq!(take(&log)[..4], ["enter below", "enter a", "hold below", "hold a"], "always cold");
    a.change_reset_parent(Some(&often), Some(&once)).unwrap();
    assert_eq!(counts(&[&a, &below]), [1, 1]);
    take(&log);
    a.change_reset_parent(Some(&once), Some(&never)).unwrap();
    assert_eq!(take(&log), ["exit below", "exit a"]);
    assert_eq!(
        text(a.change_reset_parent(Some(&once), None)),
        "cannot reset 'part': it is less often in reset than what it was below"
    );
    a.change_reset_parent(Some(&never), None).unwrap();
    assert!(take(&log).is_empty());
}

#[test]
fn b12_7_hold_is_not_left_out_when_it_leaves() {
    let log = Log::default();
    let [first, moving] = ["first", "moving"].map(|name| Part::named(name, &log, &[]));
    let top = Part::named("top", &log, &[&first, &moving]);
    let weak = [top.downgrade(), moving.downgrade()];
    first.on("hold", move || {
        let [top, moving] = weak.each_ref().map(|part| part.upgrade().unwrap());
        top.below.lock().unwrap().pop();
        moving.change_reset_parent(Some(&top), None).unwrap();
    });
    top.reset(Cold).unwrap();
    let order = [
        "enter first",
        "enter moving",
        "enter top",
        "hold first",
        "hold moving",
        "exit moving",
        "hold top",
        "exit first",
    ];
    assert_eq!(take(&log)[..8], order, "and it is not finished twice");
    assert_eq!(counts(&[&top, &first, &moving]), [0, 0, 0]);
}

#[test]
fn b12_9_phases_are_overridden_one_by_one() {
    #[qom_type(parent = Part, interfaces = [Resettable])]
    struct Special {}
    impl ResettableImpl for Special {
        fn hold(this: &Self, kind: ResetType) {
            this.told("before", kind);
            Resettable::parent_hold(this, kind);
        }
    }
    let (log, special) = (Log::default(), Special::new());
    *special.log.lock().unwrap() = log.clone();
    special.reset(Cold).unwrap();
    assert_eq!(take(&log), ["enter ", "before ", "hold ", "exit "]);
}

#[test]
fn b12_10_a_legacy_reset_is_a_hold() {
    #[qom_type(parent = Device, interfaces = [Resettable])]
    struct Legacy {
        resets: Mutex<u32>,
    }
    impl ResettableImpl for Legacy {
        fn hold(this: &Self, _: ResetType) {
            *this.resets.lock().unwrap() += 1;
        }
    }
    let legacy = Legacy::new();
    legacy.reset(Cold).unwrap();
    legacy.assert_reset(Wakeup).unwrap();
    assert_eq!(*legacy.resets.lock().unwrap(), 2);
}

#[test]
fn b12_11_a_container_resets_in_the_order_added() {
    let log = Log::default();
    let parts = ["a", "b", "c"].map(|name| Part::named(name, &log, &[]));
    let container = ResetContainer::new();
    parts.iter().for_each(|part| container.add(part).unwrap());
    assert_eq!(container.objects(), parts.each_ref().map(|part| part.clone().upcast::<Object>()));
    container.reset(Cold).unwrap();
    assert_eq!(
        take(&log),
        ["enter a", "enter b", "enter c", "hold a", "hold b", "hold c", "exit a", "exit b", "exit c"]
    );
    // In a walk the list does not change, but between the phases.
    for (phase, can) in [("enter", false), ("hold", true), ("exit", false)] {
        let (weak, moved) = ([container.downgrade()], parts[2].downgrade());
        let got = Arc::new(Mutex::new(None));
        let give = got.clone();
        parts[0].on(phase, move || {
            let (container, moved) = (weak[0].upgrade().unwrap(), moved.upgrade().unwrap());
            *give.lock().unwrap() = Some((container.remove(&moved), container.add(&moved)));
        });
        container.reset(Cold).unwrap();
        let (removed, added) = got.lock().unwrap().take().unwrap();
        assert_eq!((removed.is_ok(), added.is_ok()), (can, can), "{phase}");
        assert_eq!((container.objects().len(), counts(&[&parts[2]])), (3, vec![0]), "{phase}");
    }
    *parts[0].act.lock().unwrap() = None;
    container.assert_reset(Cold).unwrap();
    container.remove(&parts[1]).unwrap();
    container.remove(&parts[1]).unwrap();
    let late = Part::named("late", &log, &[]);
    container.add(&late).unwrap();
    assert_eq!(counts(&[&parts[0], &parts[1], &parts[2], &late]), [1, 0, 1, 1]);
    assert!(matches!(container.add(&Container::new()), Err(Error::NotAnInstance { .. })));
    drop(late);
    container.release_reset(Cold).unwrap();
    assert_eq!(container.objects().len(), 2, "what is gone is in it no more");
}

#[qom_core::test]
fn b12_12_the_system_is_what_was_registered() {
    let (context, log) = (Context::current(), Log::default());
    assert_eq!(context.system_reset(Cold).unwrap(), SystemReset::Done);
    let (a, b) = (Part::named("a", &log, &[]), Part::named("b", &log, &[]));
    let say = |what: &'static str| {
        let log = log.clone();
        move |kind: ResetType| log.lock().unwrap().push(format!("{what} {kind:?}"))
    };
    context.register_reset(&a).unwrap();
    let first = context.on_reset(say("first"));
    let second = context.on_reset_unless_snapshot_load(say("second"));
    context.register_reset(&b).unwrap();
    context.system_reset(Cold).unwrap();
    let order = ["enter a", "enter b", "hold a", "first Cold", "second Cold", "hold b", "exit a", "exit b"];
    assert_eq!(take(&log), order);
    drop(a);
    context.unregister_reset(&b);
    context.unregister_reset(&b);
    context.system_reset(SnapshotLoad).unwrap();
    assert_eq!(take(&log), ["first SnapshotLoad"]);
    drop(first);
    context.system_reset(Wakeup).unwrap();
    assert_eq!(take(&log), ["second Wakeup"]);
    drop(second);
    context.system_reset(Wakeup).unwrap();
    assert!(take(&log).is_empty());
    assert!(matches!(context.register_reset(&Container::new()), Err(Error::NotAnInstance { .. })));
    let elsewhere = Part::new_in(&Context::new());
    assert_eq!(text(context.register_reset(&elsewhere)), "cannot reset 'part': it is in another context");
}

#[test]
fn what_leaves_during_a_reset_is_finished() {
    for phase in ["enter", "hold"] {
        let log = Log::default();
        let (first, leaving) = (Part::named("first", &log, &[]), Part::named("leaving", &log, &[]));
        let weak = leaving.downgrade();
        let top = Part::named("top", &log, &[&first, &leaving]);
        let from = top.downgrade();
        first.on(phase, move || drop(from.upgrade().unwrap().below.lock().unwrap().pop()));
        drop(leaving);
        top.reset(Cold).unwrap();
        let told: Vec<_> = take(&log).into_iter().filter(|told| told.ends_with("leaving")).collect();
        assert_eq!(told, ["enter leaving", "hold leaving", "exit leaving"], "{phase}");
        assert!(weak.upgrade().is_none(), "it was kept for so long only");
    }
}

#[test]
fn a_hook_that_panics_keeps_no_other_from_its_turn() {
    for phase in ["enter", "hold", "exit"] {
        let log = Log::default();
        let (a, b) = (Part::named("a", &log, &[]), Part::named("b", &log, &[]));
        let top = Part::named("top", &log, &[&a, &b]);
        a.on(phase, || panic!("never"));
        let panicked = catch_unwind(AssertUnwindSafe(|| top.reset(Cold)));
        assert_eq!(panicked.unwrap_err().downcast_ref(), Some(&"never"));
        assert_eq!(take(&log).len(), 9, "{phase}");
        let asserted = catch_unwind(AssertUnwindSafe(|| top.assert_reset(Cold)));
        assert_eq!((asserted.is_err(), top.is_in_reset()), (phase != "exit", phase == "exit"));
        if phase == "exit" {
            assert!(catch_unwind(AssertUnwindSafe(|| top.release_reset(Cold))).is_err());
        }
        assert_eq!(counts(&[&top, &b]), [0, 0], "{phase}");
        *a.act.lock().unwrap() = None;
        take(&log);
        top.reset(Cold).unwrap();
        assert_eq!(take(&log).len(), 9, "{phase}: nothing is left running");
    }
}

#[test]
fn a_deep_tree_is_walked_without_recursion() {
    let log = Log::default();
    let parts: Vec<Obj<Part>> = (0..20_000).map(|_| Part::named("x", &log, &[])).collect();
    for pair in parts.windows(2) {
        pair[0].below.lock().unwrap().push(pair[1].clone().upcast());
    }
    parts[0].reset(Cold).unwrap();
    assert_eq!(take(&log).len(), 60_000);
    assert!(parts.iter().all(|part| !part.is_in_reset()));
    // The destructors one by one.
    parts.into_iter().rev().for_each(drop);
}
