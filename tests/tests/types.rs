//! Types and their registration: rows A1 of the reference. Each test is named after the row.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use qom_core::prelude::*;
use qom_core::types::{Scope, is_legal_type_name};
use qom_core::{check_types, expect_crates, register_type, types_implementing};

/// A board.
///
/// With a second paragraph.
#[qom_type(abstract, class_data = 5_u8)]
pub struct Board {
    /// How much memory.
    #[property(default = 128)]
    ram_size: Prop<u64>,
    #[property(default = "none")]
    firmware: Prop<String>,
    #[property]
    #[allow(dead_code)]
    verbose: Prop<bool>,
}

#[qom_type(parent = Board, interfaces = [Singleton])]
pub struct OnlyBoard {}

#[qom_type(parent = OnlyBoard)]
pub struct OnlyBoardV2 {}

#[qom_type(interfaces = [Singleton], singleton(scope = process, message = "one is enough"))]
pub struct Clock {}

#[qom_type(name = "RTC.2", interfaces = [Singleton], singleton(group = Clock))]
pub struct RealTimeClock {}

#[qom_type(interfaces = [Singleton], singleton(scope = resource(bus)))]
pub struct OnABus {
    #[allow(dead_code)]
    bus: Registered<Board>,
}

#[qom_type(interfaces = [Singleton], singleton(group = OnABus, scope = resource(board)))]
pub struct AlsoOnABus {
    #[allow(dead_code)]
    board: Registered<Board>,
}

fn info(name: &str) -> &'static TypeInfo {
    types().find(|info| info.name() == name).unwrap()
}

#[test]
fn a1_1_a_description_has_everything_the_declaration_says() {
    let board = info("board");
    assert_eq!(board.parent(), Some("object"));
    assert!(board.is_abstract() && !board.is_interface());
    assert_eq!(board.class_data(), Some(&5_u8));
    assert_eq!(board.class_data::<u16>(), None);
    assert_eq!(board.doc(), "A board.\n\nWith a second paragraph.");
    assert_eq!(board.crate_name(), "types");
    assert!(board.file().ends_with("types.rs") && board.line() > 0);
    let properties: Vec<_> = board.properties().collect();
    assert_eq!(properties.iter().map(|p| p.name()).collect::<Vec<_>>(), ["ram-size", "firmware", "verbose"]);
    assert_eq!(properties.iter().map(|p| p.type_name()).collect::<Vec<_>>(), ["uint64", "string", "bool"]);
    let defaults: Vec<Option<String>> = properties.iter().map(|p| p.default()).collect();
    assert_eq!(defaults, [Some("128".into()), Some("none".into()), None]);
    assert_eq!(properties[0].doc(), "How much memory.");
    assert_eq!(info("only-board").interfaces().collect::<Vec<_>>(), ["singleton"]);
    assert_eq!(info("only-board").properties().count(), 0);
}

#[test]
fn a1_1_a_description_tells_how_a_type_is_a_singleton() {
    assert!(info("board").singleton().is_none());
    let only = info("only-board").singleton().unwrap();
    assert_eq!((only.group.name(), only.scope, only.message), ("only-board", Scope::Context, None));
    let inherited = info("only-board-v2").singleton().unwrap();
    assert_eq!((inherited.group.name(), inherited.scope), ("only-board", Scope::Context));
    let joined = info("RTC.2").singleton().unwrap();
    assert_eq!((joined.group.name(), joined.scope), ("clock", Scope::Process));
    assert_eq!(joined.message, Some("one is enough"));
    let joined = info("also-on-a-bus").singleton().unwrap();
    assert_eq!((joined.group.name(), joined.scope), ("on-a-bus", Scope::Resource("board")));
    let bus = info("on-a-bus").singleton().unwrap();
    assert_eq!(bus.scope, Scope::Resource("bus"));
    assert_eq!(bus.scope.to_string(), "resource(bus)");
}

#[test]
fn a1_2_only_the_two_roots_have_no_parent() {
    let roots: Vec<&str> = types().filter(|info| info.parent().is_none()).map(TypeInfo::name).collect();
    assert_eq!(roots, ["interface", "object"]);
}

#[test]
fn a1_3_many_types_are_registered_in_a_loop() {
    for i in 0..100 {
        register_type(TypeInfo::new(format!("looped-{i}"), "board")).unwrap();
    }
    assert_eq!(types_implementing("board").filter(|info| info.name().starts_with("looped-")).count(), 100);
    assert!(new_by_name("looped-57").unwrap().downcast_ref::<Board>().is_some());
}

#[test]
fn a1_4_names_follow_the_rule() {
    for legal in ["ab", "A0", "1a", "x86-iommu", "pc-q35-10.0-machine", "a_b", "9p", "virtio-9p.x"] {
        assert!(is_legal_type_name(legal), "{legal}");
    }
    for illegal in ["", "a", "0a", "-a", "_a", ".a", "a b", "a/b", "a:b", "aß", "é1", "a\n"] {
        assert!(!is_legal_type_name(illegal), "{illegal:?}");
        let error = register_type(TypeInfo::new(illegal, "board")).unwrap_err();
        assert!(matches!(error, Error::IllegalTypeName { .. }));
        assert_eq!(error.to_string(), format!("Registering '{illegal}' with illegal type name"));
    }
}

#[test]
fn a1_5_a_duplicate_name_is_refused_and_the_first_type_stays() {
    let first = register_type(TypeInfo::new("twice", "board")).unwrap();
    let line = line!() + 1;
    let error = register_type(TypeInfo::new("twice", "board")).unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with("Registering 'twice' which already exists: "), "{text}");
    assert!(
        text.contains(&format!("types.rs:{line}")) && text.contains(&format!("types.rs:{}", first.line())),
        "{text}"
    );
    assert!(std::ptr::eq(new_by_name("twice").unwrap().class().type_info(), first));
    let error = register_type(TypeInfo::new("only-board", "board")).unwrap_err();
    assert!(matches!(error, Error::DuplicateType { .. }));
}

#[test]
fn a1_6_a_parent_may_be_registered_later() {
    register_type(TypeInfo::new("early-child", "late-parent")).unwrap();
    let missing = new_by_name("early-child").unwrap_err();
    assert!(matches!(missing, Error::MissingParent { .. }));
    assert_eq!(missing.to_string(), "Type 'early-child' is missing its parent 'late-parent'");
    assert!(types().any(|info| info.name() == "early-child"), "enumeration does not mind");
    assert!(!info("early-child").is_a("board"));
    register_type(TypeInfo::new("late-parent", "board")).unwrap();
    assert!(new_by_name("early-child").unwrap().is_instance_of("late-parent"));
    assert!(info("early-child").is_a("board"));
}

#[test]
fn a1_6_a_circle_of_parents_is_refused() {
    let own = register_type(TypeInfo::new("ouroboros", "ouroboros")).unwrap_err();
    assert!(matches!(own, Error::BadParent { .. }));
    register_type(TypeInfo::new("circle-1", "circle-3")).unwrap();
    register_type(TypeInfo::new("circle-2", "circle-1")).unwrap();
    let error = register_type(TypeInfo::new("circle-3", "circle-2")).unwrap_err();
    assert_eq!(error.to_string(), "type 'circle-3' cannot derive from 'circle-2': it derives from the type itself");
}

#[test]
fn a1_6_a_line_of_types_can_be_long() {
    const LENGTH: usize = 5000;
    for i in 0..LENGTH {
        register_type(TypeInfo::new(format!("long-{i}"), format!("long-{}", i + 1))).unwrap();
    }
    register_type(TypeInfo::new(format!("long-{LENGTH}"), "only-board")).unwrap();
    let object = new_by_name("long-0").unwrap();
    assert_eq!(object.class().lineage().count(), LENGTH + 4);
}

#[test]
fn a1_6_a_circle_is_not_closed_by_two_threads_either() {
    for round in 0..200 {
        let (one, other) = (format!("round-{round}-a"), format!("round-{round}-b"));
        let start = std::sync::Barrier::new(2);
        let register = |name: &str, parent: &str| {
            start.wait();
            register_type(TypeInfo::new(name, parent)).is_ok()
        };
        let (first, second) = std::thread::scope(|scope| {
            let first = scope.spawn(|| register(&one, &other));
            (register(&other, &one), first.join().unwrap())
        });
        assert!(first != second, "one of the two");
    }
}

#[test]
fn a1_6_an_interface_is_no_parent() {
    let error = register_type(TypeInfo::new("no-face", "singleton")).unwrap_err();
    assert_eq!(error.to_string(), "type 'no-face' cannot derive from 'singleton': it is an interface");
}

#[test]
fn a1_7_a_type_without_a_struct_has_its_parents_layout() {
    register_type(TypeInfo::new("small-board", "board")).unwrap();
    let object = new_by_name("small-board").unwrap();
    let board = object.downcast_ref::<Board>().unwrap();
    assert_eq!(board.ram_size.get(), 128);
    assert_eq!(board.firmware.get(), "none");
}

#[test]
fn a1_8_interfaces_are_abstract() {
    let singleton = info("singleton");
    assert!(singleton.is_abstract() && singleton.is_interface());
    assert!(matches!(new_by_name("singleton"), Err(Error::AbstractType { .. })));
    assert!(matches!(new_by_name("interface"), Err(Error::AbstractType { .. })));
    assert!(class_by_name("interface").unwrap().is_interface());
}

#[repr(align(256))]
#[derive(Default)]
struct Aligned(u8);

#[qom_type]
pub struct OverAligned {
    value: Aligned,
}

#[test]
fn a1_9_alignment_is_the_fields() {
    for object in [OverAligned::new(), OverAligned::new()] {
        assert_eq!(std::ptr::from_ref(&object.value).addr() % 256, 0);
        assert_eq!(object.value.0, 0);
        let weak = object.downgrade();
        drop(object);
        assert!(weak.upgrade().is_none());
    }
}

#[test]
fn a1_10_types_can_be_registered_while_types_are_listed() {
    let mut all = types();
    assert!(all.next().is_some());
    register_type(TypeInfo::new("in-between", "board")).unwrap();
    assert!(!all.any(|info| info.name() == "in-between"), "a listing is of one moment");
    assert!(types().any(|info| info.name() == "in-between"));
}

#[test]
fn a1_11_and_behaviour_1_types_can_be_registered_from_main() {
    // The linked types are there already, and have been used.
    assert!(class_by_name("only-board").is_ok());
    let late = register_type(TypeInfo::new("late", "only-board").with_doc("Late.")).unwrap();
    assert_eq!((late.name(), late.doc(), late.crate_name()), ("late", "Late.", ""));
    assert!(new_by_name("late").unwrap().downcast_ref::<OnlyBoard>().is_some());
}

#[test]
fn a1_12_an_unknown_type_is_an_error() {
    let error = new_by_name("no-such-type").unwrap_err();
    assert!(matches!(error, Error::UnknownType { .. }));
    assert_eq!(error.to_string(), "unknown type 'no-such-type'");
    let error = new_by_name("board").unwrap_err();
    assert_eq!(error.to_string(), "object type 'board' is abstract");
}

#[test]
fn check_types_lists_all_that_is_wrong() {
    assert!(!check_types().iter().any(|error| error.to_string().contains("orphan")));
    register_type(TypeInfo::new("orphan-1", "no-parent")).unwrap();
    register_type(TypeInfo::new("orphan-2", "board").with_interface("no-interface")).unwrap();
    register_type(TypeInfo::new("orphan-3", "board").with_interface("led-type")).unwrap();
    register_type(TypeInfo::new("led-type", "board")).unwrap();
    let refused = register_type(TypeInfo::new("orphan-4", "board").with_interface("led-type"));
    assert!(matches!(refused, Err(Error::NotAnInterface { .. })));
    let faults: Vec<String> = check_types().iter().map(Error::to_string).collect();
    let of_orphans: Vec<&String> = faults.iter().filter(|fault| fault.contains("orphan")).collect();
    assert_eq!(
        of_orphans,
        [
            "Type 'orphan-1' is missing its parent 'no-parent'",
            "missing interface 'no-interface' for object 'orphan-2'",
            "type 'orphan-3' lists 'led-type', which is not an interface",
        ]
    );
    assert!(matches!(new_by_name("orphan-2"), Err(Error::MissingInterface { .. })));
    assert!(matches!(new_by_name("orphan-3"), Err(Error::NotAnInterface { .. })));
}

#[test]
fn expected_crates_are_there_or_named() {
    expect_crates(["types", "qom-core", "qom_core"]).unwrap();
    let error = expect_crates(["types", "qom-nonsense", "more-nonsense"]).unwrap_err();
    assert!(error.to_string().contains("qom-nonsense, more-nonsense"), "{error}");
}
