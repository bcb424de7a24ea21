//! Objects: rows A3 of the reference, named after them, and what Rust adds to them: panics on every step.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use qom_core::prelude::*;
use qom_core::register_type;

thread_local! {
    /// What happened, on the thread of the test it happened in.
    static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    /// Where to panic.
    static PANIC_AT: RefCell<&'static str> = const { RefCell::new("") };
}

fn log(event: impl Into<String>) {
    let event = event.into();
    let panics = PANIC_AT.with_borrow(|at| *at == event);
    LOG.with_borrow_mut(|log| log.push(event));
    assert!(!panics, "told to");
}

fn take_log() -> Vec<String> {
    LOG.take()
}

fn panic_at(event: &'static str) {
    PANIC_AT.set(event);
}

/// A field that tells when it comes and goes.
struct Probe(&'static str);

impl Probe {
    fn new(name: &'static str) -> Self {
        log(format!("make {name}"));
        Self(name)
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        log(format!("drop {}", self.0));
    }
}

#[qom_type(init = Base::init, post_init = |this| log(format!("post_init base of {}", this.type_name())))]
#[allow(dead_code)]
pub struct Base {
    #[init(Probe::new("base.a"))]
    a: Probe,
    #[init(Probe::new("base.b"))]
    b: Probe,
}

#[qom_class(Base)]
pub trait BaseImpl {
    fn name(this: &Self) -> String {
        format!("base of {}", this.type_name())
    }
}

impl Base {
    fn init(&self) {
        log(format!("init base of {}", self.type_name()));
    }
}

impl Drop for Base {
    fn drop(&mut self) {
        assert!(self.handle().is_none());
        log(format!("Drop {}", self.name()));
    }
}

#[qom_type(
    parent = Base,
    init = |this| log(format!("init middle, handle {}", this.handle().is_some())),
    post_init = |_| log("post_init middle")
)]
#[allow(dead_code)]
pub struct Middle {
    #[init(Probe::new("middle.a"))]
    a: Probe,
}

#[qom_type(parent = Middle, init = |_| log("init leaf"), post_init = |_| log("post_init leaf"))]
#[allow(dead_code)]
pub struct Leaf {
    #[init(Probe::new("leaf.a"))]
    a: Probe,
    #[init(Probe::new("leaf.b"))]
    b: Probe,
}

impl BaseImpl for Leaf {
    fn name(this: &Self) -> String {
        format!("leaf with {}", this.a.0)
    }
}

impl Drop for Leaf {
    fn drop(&mut self) {
        log(format!("Drop {}", self.name()));
    }
}

const MADE: [&str; 11] = [
    "make base.a",
    "make base.b",
    "make middle.a",
    "make leaf.a",
    "make leaf.b",
    "init base of leaf",
    "init middle, handle true",
    "init leaf",
    "post_init base of leaf",
    "post_init middle",
    "post_init leaf",
];

const DROPPED: [&str; 7] = [
    "Drop leaf with leaf.a",
    "drop leaf.a",
    "drop leaf.b",
    "drop middle.a",
    // The levels below are gone, and so are their overrides and their name.
    "Drop base of base",
    "drop base.a",
    "drop base.b",
];

#[test]
fn a3_1_an_object_has_one_owner() {
    let object = Leaf::new();
    assert_eq!(object.handle_count(), 1);
    let other = object.clone();
    assert_eq!(object.handle_count(), 2);
    drop(object);
    assert_eq!(other.handle_count(), 1);
}

#[test]
fn a3_3_levels_come_root_first() {
    let object = Leaf::new();
    assert_eq!(take_log(), MADE);
    drop(object);
}

#[test]
fn a3_3_the_same_when_created_by_name_or_by_class() {
    let creators: [fn() -> Obj<Object>; 2] =
        [|| new_by_name("leaf").unwrap(), || class_by_name("leaf").unwrap().create().unwrap()];
    for create in creators {
        let object = create();
        assert_eq!(take_log(), MADE);
        drop(object);
        assert_eq!(take_log(), DROPPED);
    }
}

#[test]
fn a3_3_hooks_of_types_without_a_struct_run_in_their_place() {
    let info = TypeInfo::new("leaf-v2", "leaf")
        .with_init(|this| log(format!("init v2 of {}", this.type_name())))
        .with_post_init(|_| log("post_init v2"));
    register_type(info).unwrap();
    register_type(TypeInfo::new("leaf-v3", "leaf-v2")).unwrap();
    let object = new_by_name("leaf-v3").unwrap();
    assert_eq!(
        take_log()[5..],
        [
            "init base of leaf-v3",
            "init middle, handle true",
            "init leaf",
            "init v2 of leaf-v3",
            "post_init base of leaf-v3",
            "post_init middle",
            "post_init leaf",
            "post_init v2",
        ]
    );
    drop(object);
    assert_eq!(take_log(), DROPPED);
}

#[test]
fn a3_7_and_a3_8_the_last_handle_drops_the_object_wherever_it_is() {
    let object = Leaf::new();
    let others: Vec<_> = (0..10).map(|_| object.clone()).collect();
    drop(object);
    take_log();
    let log = std::thread::spawn(move || {
        drop(others);
        take_log()
    });
    assert_eq!(log.join().unwrap(), DROPPED);
    assert!(take_log().is_empty());
}

#[test]
fn a3_9_levels_go_leaf_first_and_virtual_calls_follow() {
    let object: Obj<Base> = Leaf::new().upcast();
    take_log();
    drop(object);
    assert_eq!(take_log(), DROPPED);
}

#[test]
fn a3_9_a_dying_object_is_not_revived() {
    static WEAK: Mutex<Option<WeakObj<Phoenix>>> = Mutex::new(None);
    #[qom_type]
    struct Phoenix {}
    impl Drop for Phoenix {
        fn drop(&mut self) {
            assert!(self.handle().is_none());
            assert!(WEAK.lock().unwrap().as_ref().unwrap().upgrade().is_none());
            log("gone");
        }
    }

    let phoenix = Phoenix::new();
    *WEAK.lock().unwrap() = Some(phoenix.downgrade());
    drop(phoenix);
    assert_eq!(take_log(), ["gone"]);
    assert!(WEAK.lock().unwrap().as_ref().unwrap().upgrade().is_none());
}

/// Levels that were finished go, in the order of a whole object, the rest of the failing level as Rust has it.
#[test]
fn a_panic_in_a_field_initialiser_drops_what_there_is() {
    let after = |event, expected: &[&str]| {
        panic_at(event);
        assert!(catch_unwind(Leaf::new).is_err());
        panic_at("");
        let log = take_log();
        let at = log.iter().position(|logged| logged == event).unwrap();
        assert_eq!(log[at + 1..], *expected, "{event}");
    };
    let base = ["Drop base of base", "drop base.a", "drop base.b"];
    after("make base.a", &[]);
    after("make base.b", &["drop base.a"]);
    after("make middle.a", &base);
    after("make leaf.a", &["drop middle.a", base[0], base[1], base[2]]);
    after("make leaf.b", &["drop leaf.a", "drop middle.a", base[0], base[1], base[2]]);
}

#[test]
fn a_panic_in_init_or_post_init_drops_the_whole_object() {
    for event in &MADE[5..] {
        panic_at(event);
        assert!(catch_unwind(Leaf::new).is_err());
        panic_at("");
        let log = take_log();
        let at = log.iter().position(|logged| logged == event).unwrap();
        assert_eq!(log[at + 1..], DROPPED, "{event}");
    }
    // And the next one is as good as ever.
    drop(Leaf::new());
    assert_eq!(take_log()[..11], MADE);
}

#[test]
fn a_panic_in_drop_does_not_keep_the_other_levels() {
    for event in DROPPED {
        let object = Leaf::new();
        let weak = object.downgrade();
        take_log();
        panic_at(event);
        assert!(catch_unwind(AssertUnwindSafe(|| drop(object))).is_err(), "{event}");
        panic_at("");
        assert_eq!(take_log(), DROPPED, "{event}");
        assert!(weak.upgrade().is_none());
    }
}

#[qom_type]
pub struct Link {
    next: Mutex<Option<Obj<Link>>>,
    also: Mutex<Option<Obj<Bomb>>>,
}

#[qom_type]
pub struct Bomb {}

impl Drop for Bomb {
    fn drop(&mut self) {
        log("Drop bomb");
    }
}

fn chain(length: usize) -> (Obj<Link>, WeakObj<Link>) {
    let last = Link::new();
    let weak = last.downgrade();
    let mut first = last;
    for _ in 1..length {
        let link = Link::new();
        *link.next.lock().unwrap() = Some(first);
        first = link;
    }
    (first, weak)
}

#[test]
fn a_deep_structure_is_dropped_without_recursion() {
    let (first, last) = chain(100_000);
    drop(first);
    assert!(last.upgrade().is_none(), "all of it is gone when drop returns");
}

#[test]
fn a_panic_deep_in_a_structure_does_not_keep_the_rest() {
    for depth in [10, 70, 500] {
        let (first, last) = chain(1000);
        let mut at = first.clone();
        for _ in 0..depth {
            let next = at.next.lock().unwrap().clone().unwrap();
            at = next;
        }
        *at.also.lock().unwrap() = Some(Bomb::new());
        drop(at);
        panic_at("Drop bomb");
        assert!(catch_unwind(AssertUnwindSafe(|| drop(first))).is_err());
        panic_at("");
        assert!(last.upgrade().is_none(), "{depth}");
        assert_eq!(take_log(), ["Drop bomb"]);
        // The thread's account of nesting is in order again: a deep structure is still no trouble.
        drop(chain(100_000));
    }
}

#[test]
fn objects_in_thread_locals_go_with_the_thread() {
    thread_local!(static KEPT: RefCell<Option<Obj<Link>>> = const { RefCell::new(None) });
    let (first, last) = chain(100_000);
    std::thread::spawn(move || KEPT.set(Some(first))).join().unwrap();
    assert!(last.upgrade().is_none());
}

#[test]
fn the_weak_handles_keep_the_storage_and_nothing_else() {
    let object = Leaf::new();
    let weak: Vec<WeakObj<Leaf>> = (0..3).map(|_| object.downgrade()).collect();
    take_log();
    drop(object);
    assert_eq!(take_log(), DROPPED);
    assert!(weak.iter().all(|weak| weak.clone().upgrade().is_none()));
    assert!(WeakObj::<Leaf>::default().upgrade().is_none());
    assert_eq!(format!("{:?}", weak[0]), "weak leaf (gone)");
}

#[test]
fn handles_are_one_pointer_and_the_header_is_small() {
    assert_eq!(size_of::<Obj<Leaf>>(), size_of::<usize>());
    assert_eq!(size_of::<Option<Obj<Leaf>>>(), size_of::<usize>());
    assert!(size_of::<Object>() <= 40);
    #[qom_type]
    struct Plain {}
    assert_eq!(size_of::<Plain>(), size_of::<Object>(), "a level adds its fields and nothing else");
}
