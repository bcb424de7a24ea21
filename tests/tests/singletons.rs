//! Singletons: the requirements of the specification by number, `r01` to `r26`. Those about threads and lifetimes are
//! in `singleton_lifetime.rs`, those about resources in `singleton_resources.rs`.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::cell::Cell;
use std::panic::catch_unwind;
use std::sync::LazyLock;

use qom_core::prelude::*;
use qom_core::singleton::{Incumbent, IncumbentState};
use qom_core::types::Scope;
use qom_core::{register_type, types_implementing};

#[qom_type(name = "x86-iommu", parent = Device, abstract, interfaces = [Singleton])]
pub struct X86Iommu {
    #[init(step("field of x86-iommu"))]
    _field: (),
}

#[qom_type(parent = X86Iommu, init = |_| step("init"), post_init = |_| step("post_init"))]
pub struct IntelIommu {
    #[property(default = 48)]
    aw_bits: Prop<u8>,
    #[init(step("field of intel-iommu"))]
    _field: (),
}

#[qom_type(parent = X86Iommu)]
pub struct AmdIommu {}

/// Of another family, and in the group by declaration.
#[qom_type(parent = Device, abstract)]
pub struct VirtioPci {}

#[qom_type(parent = VirtioPci, interfaces = [Singleton], singleton(group = X86Iommu, message = "only one vIOMMU"))]
pub struct VirtioIommu {}

#[qom_type(interfaces = [Singleton], singleton(scope = process))]
pub struct WallClock {}

#[qom_type]
pub struct Lamp {}

thread_local! {
    static PANIC_AT: Cell<&'static str> = const { Cell::new("") };
}

/// A step of a creation, which panics if it was told to.
fn step(name: &str) {
    if PANIC_AT.get() == name {
        // Without the message of `panic!`.
        std::panic::resume_unwind(Box::new(()));
    }
}

/// All ways to create an object of the type called `name`.
fn all_ways(name: &'static str) -> Vec<Result<Obj<Object>>> {
    let context = Context::current();
    vec![
        new_by_name(name),
        context.create_by_name(name),
        class_by_name(name).and_then(|class| class.create()),
        IntelIommu::try_new().map(Obj::into_object),
        IntelIommu::try_new_in(&context).map(Obj::into_object),
        AmdIommu::get_or_create().map(|amd| amd.into_inner().into_object()),
        AmdIommu::get_or_create_in(&context).map(|amd| amd.into_inner().into_object()),
        VirtioIommu::try_new().map(Obj::into_object),
    ]
}

fn is_occupied<T>(result: &Result<T>) -> bool {
    matches!(result, Err(Error::Occupied { .. }))
}

fn incumbent(error: Error) -> Incumbent {
    match error {
        Error::Occupied { incumbent, .. } | Error::Dying { incumbent, .. } => *incumbent,
        other => panic!("not about a place: {other}"),
    }
}

#[qom_core::test]
fn r01_r02_no_way_of_creation_makes_a_second_one_or_panics() {
    register_type(TypeInfo::new("versioned-iommu", "intel-iommu")).unwrap();
    let first = new_by_name("versioned-iommu").unwrap();
    for name in ["intel-iommu", "amd-iommu", "virtio-iommu", "versioned-iommu"] {
        let ways = all_ways(name);
        assert!(ways.iter().all(is_occupied), "{name}: {ways:?}");
    }
    drop(first);
    new_by_name("amd-iommu").unwrap();
}

#[qom_core::test]
fn r04_creating_never_finds_and_finding_never_creates() {
    assert_eq!(IntelIommu::instance(), None);
    assert_eq!(X86Iommu::instance(), None);
    assert!(IntelIommu::try_new().is_ok(), "and gone again");
    let Claimed::Created(intel) = IntelIommu::get_or_create().unwrap() else { panic!("there was none") };
    assert_eq!(IntelIommu::get_or_create().unwrap(), Claimed::Existing(intel.clone()));
    assert!(is_occupied(&IntelIommu::try_new()));
    let error = AmdIommu::get_or_create().unwrap_err();
    assert_eq!(incumbent(error).type_name, Some("intel-iommu"), "an incumbent of another type is the error");
}

#[qom_core::test]
fn r04_a_subtype_exists_for_who_asks_for_its_base() {
    #[qom_type(interfaces = [Singleton])]
    struct Timer {}
    #[qom_type(parent = Timer)]
    struct FastTimer {}
    let fast = FastTimer::try_new().unwrap();
    assert_eq!(Timer::get_or_create().unwrap(), Claimed::Existing(fast.upcast()));
}

#[qom_core::test]
fn r04_an_incumbent_of_the_same_name_is_not_the_type() {
    static OTHER: LazyLock<TypeInfo> = LazyLock::new(|| TypeInfo::new("intel-iommu", "amd-iommu"));
    let unregistered = OTHER.class().unwrap().create().unwrap();
    assert!(is_occupied(&IntelIommu::get_or_create()), "and it does not wait for ever");
    drop(unregistered);
    assert!(IntelIommu::get_or_create().unwrap().is_created());
}

#[qom_core::test]
fn r05_a_creation_that_fails_frees_the_place() {
    for place in ["field of x86-iommu", "field of intel-iommu", "init", "post_init"] {
        PANIC_AT.set(place);
        assert!(catch_unwind(IntelIommu::try_new).is_err(), "{place}");
        assert!(catch_unwind(|| new_by_name("intel-iommu").is_ok()).is_err(), "{place}");
        assert_eq!(X86Iommu::instance(), None);
        PANIC_AT.set("");
        let next = IntelIommu::try_new();
        assert!(next.is_ok(), "{place}: {next:?}");
    }
}

#[qom_core::test]
fn r05_an_object_that_escaped_its_failed_creation_keeps_the_place_and_is_not_found() {
    thread_local!(static ESCAPED: Cell<Option<Obj<Escaping>>> = const { Cell::new(None) });
    #[qom_type(interfaces = [Singleton], init = Escaping::init)]
    struct Escaping {}
    impl Escaping {
        fn init(&self) {
            ESCAPED.set(self.handle());
            step("escape");
        }
    }
    PANIC_AT.set("escape");
    assert!(catch_unwind(Escaping::try_new).is_err());
    PANIC_AT.set("");
    assert_eq!(Escaping::instance(), None);
    let error = Escaping::try_new().unwrap_err();
    assert!(error.to_string().ends_with("the creation of 'escaping' failed, and there are 1 handle to it"), "{error}");
    let failed = incumbent(error);
    assert_eq!((failed.state, failed.type_name, failed.handles), (IncumbentState::Failed, Some("escaping"), 1));
    drop(ESCAPED.take());
    let next = Escaping::try_new().unwrap();
    assert_eq!(Escaping::instance(), Some(next));
    ESCAPED.take();
}

#[qom_core::test]
fn r06_looking_up_a_class_does_not_depend_on_an_instance() {
    let look = || {
        let class = class_by_name("intel-iommu").unwrap();
        let kinds: Vec<&str> = types_implementing("singleton").map(TypeInfo::name).collect();
        (format!("{:?}", class.type_info()), class.is_abstract(), kinds)
    };
    let before = look();
    let intel = IntelIommu::try_new().unwrap();
    assert_eq!(look(), before);
    drop(intel);
    assert_eq!(look(), before);
}

#[qom_core::test]
fn r07_r12_by_name_each_refusal_is_a_kind_of_its_own() {
    assert!(matches!(new_by_name("no-iommu"), Err(Error::UnknownType { .. })));
    assert!(matches!(new_by_name("x86-iommu"), Err(Error::AbstractType { .. })));
    let intel = new_by_name("intel-iommu").unwrap();
    assert!(matches!(new_by_name("no-iommu"), Err(Error::UnknownType { .. })), "all the same");
    assert!(matches!(new_by_name("x86-iommu"), Err(Error::AbstractType { .. })), "all the same");
    assert!(matches!(new_by_name("intel-iommu"), Err(Error::Occupied { .. })));
    let kept = [intel.clone(), intel.clone()];
    let found = incumbent(new_by_name("amd-iommu").unwrap_err());
    assert_eq!((found.state, found.handles, found.path), (IncumbentState::Live, 3, None));
    drop((intel, kept));
}

#[qom_core::test]
fn r08_types_of_a_group_exclude_each_other_in_any_order() {
    let names = ["intel-iommu", "amd-iommu", "virtio-iommu"];
    for first in names {
        for second in names {
            let object = new_by_name(first).unwrap();
            assert!(is_occupied(&new_by_name(second)), "{first}, then {second}");
            drop(object);
        }
    }
    let virtio = VirtioIommu::try_new().unwrap();
    assert_eq!(X86Iommu::instance(), None, "in its place, and not of its type");
    assert_eq!(VirtioIommu::instance(), Some(virtio));
}

#[qom_core::test]
fn r09_each_context_has_one_and_the_process_has_one() {
    let contexts = [Context::new(), Context::new(), Context::process()];
    let iommus = contexts.each_ref().map(|context| AmdIommu::try_new_in(context).unwrap());
    for (context, iommu) in contexts.iter().zip(&iommus) {
        assert_eq!(AmdIommu::instance_in(context).as_ref(), Some(iommu));
        assert!(is_occupied(&IntelIommu::try_new_in(context)));
        context.enter(|| assert_eq!(AmdIommu::instance().as_ref(), Some(iommu)));
    }
    assert_eq!(AmdIommu::instance(), None, "this test has a context of its own");
    let clock = WallClock::try_new_in(&contexts[0]).unwrap();
    assert!(contexts.iter().all(|context| is_occupied(&WallClock::try_new_in(context))));
    assert!(contexts.iter().all(|context| WallClock::instance_in(context).as_ref() == Some(&clock)));
    assert_eq!(WallClock::instance(), Some(clock));
}

#[qom_core::test]
fn r09_a_place_is_taken_as_long_as_its_object_lives_even_if_the_context_is_empty() {
    let context = Context::new();
    let intel = IntelIommu::try_new_in(&context).unwrap();
    drop(context);
    assert_eq!(IntelIommu::instance_in(&intel.context()), Some(intel.clone()));
    assert!(is_occupied(&AmdIommu::try_new_in(&intel.context())));
}

#[qom_core::test]
fn r11_the_error_names_the_group_and_the_incumbent() {
    let intel = IntelIommu::try_new().unwrap();
    let text = |error: Result<Obj<Object>>| error.unwrap_err().to_string();
    assert_eq!(
        text(new_by_name("amd-iommu")),
        "only one 'x86-iommu' can exist at a time: there is 'intel-iommu', in no tree, with 1 handle"
    );
    let weak = (intel.downgrade(), intel.clone()).0;
    let second = intel.clone();
    assert!(text(new_by_name("amd-iommu")).ends_with("with 2 handles"), "those that keep it");
    drop(second);
    assert_eq!(weak.upgrade(), Some(intel.clone()));
    Context::current().root().add_child("vtd", &intel).unwrap();
    assert_eq!(
        text(new_by_name("intel-iommu")),
        "only one 'x86-iommu' can exist at a time: there is 'intel-iommu' at '/vtd'"
    );
    assert_eq!(text(new_by_name("virtio-iommu")), "only one vIOMMU: there is 'intel-iommu' at '/vtd'");
}

#[qom_core::test]
fn r13_a_sibling_in_the_place_is_not_the_instance() {
    let amd = AmdIommu::try_new().unwrap();
    assert_eq!(IntelIommu::instance(), None);
    assert_eq!(AmdIommu::instance(), Some(amd.clone()));
    assert_eq!(X86Iommu::instance(), Some(amd.upcast()));
}

#[qom_core::test]
fn r14_a_new_one_starts_with_the_defaults() {
    let intel = IntelIommu::try_new().unwrap();
    intel.aw_bits.set(39);
    drop(intel);
    assert_eq!(IntelIommu::try_new().unwrap().aw_bits.get(), 48);
}

#[qom_core::test]
fn r20_r21_describing_a_type_creates_nothing_and_touches_nothing() {
    thread_local!(static BORN: Cell<usize> = const { Cell::new(0) });
    #[qom_type(interfaces = [Singleton], init = |_| BORN.set(BORN.get() + 1))]
    struct Described {
        #[property(default = 7)]
        #[allow(dead_code)]
        speed: Prop<u32>,
    }
    let describe = || {
        let info = types().find(|info| info.name() == "described").unwrap();
        format!("{info:?} {:?} {:?}", info.singleton(), info.class().unwrap().lineage().collect::<Vec<_>>())
    };
    let before = describe();
    assert!(before.contains("speed: uint32 = 7"), "{before}");
    assert_eq!(BORN.get(), 0);
    let described = Described::try_new().unwrap();
    described.speed.set(9);
    assert_eq!(describe(), before);
    assert_eq!((BORN.get(), described.handle_count()), (1, 1));
    drop(described);
    assert_eq!(describe(), before);
    assert_eq!(BORN.get(), 1);
}

#[qom_core::test]
fn r23_creating_and_dropping_again_and_again_leaves_no_trace() {
    let root = Context::current().root();
    for name in ["intel-iommu", "amd-iommu"].into_iter().cycle().take(1000) {
        let iommu = new_by_name(name).unwrap();
        root.add_child("iommu", &iommu).unwrap();
        iommu.unparent();
    }
    assert_eq!(root.children().len(), 1, "objects");
    assert_eq!(root.handle_count(), 2, "the context's, and ours");
    assert_eq!(X86Iommu::instance(), None);
}

#[test]
fn r24_a_type_says_that_it_is_a_singleton() {
    let singleton = |name| types().find(|info| info.name() == name).unwrap().singleton();
    let intel = singleton("intel-iommu").unwrap();
    assert_eq!((intel.group.name(), intel.scope), ("x86-iommu", Scope::Context));
    let virtio = singleton("virtio-iommu").unwrap();
    assert_eq!((virtio.group.name(), virtio.message), ("x86-iommu", Some("only one vIOMMU")));
    assert_eq!(singleton("wall-clock").unwrap().scope.to_string(), "process");
    assert!(singleton("lamp").is_none() && singleton("virtio-pci").is_none());
}

#[qom_core::test]
fn r25_singletons_are_like_others_for_who_knows_only_classes() {
    let class = |name| class_by_name(name).unwrap();
    assert!(["x86-iommu", "intel-iommu", "virtio-iommu"].iter().all(|name| class(name).is_singleton()));
    assert!(["lamp", "device", "virtio-pci", "singleton"].iter().all(|name| !class(name).is_singleton()));
    assert_eq!(class("lamp").singleton_instance(), None);
    assert_eq!(class("x86-iommu").singleton_instance(), None);
    let amd = new_by_name("amd-iommu").unwrap();
    assert_eq!(class("amd-iommu").singleton_instance(), Some(amd.clone()));
    assert_eq!(class("x86-iommu").singleton_instance_in(&Context::current()), Some(amd.clone()));
    assert_eq!(class("x86-iommu").singleton_instance_in(&Context::new()), None);
    assert_eq!(class("intel-iommu").singleton_instance(), None);
    let names: Vec<&str> = types_implementing("singleton").map(TypeInfo::name).collect();
    assert!(["amd-iommu", "intel-iommu", "virtio-iommu", "wall-clock"].iter().all(|name| names.contains(name)));
    assert!(amd.is_instance_of("singleton") && amd.checked_cast("singleton").is_ok());
    assert!(amd.as_interface::<Singleton>().is_some());
    let owned: Obj<Singleton> = amd.downcast().unwrap();
    assert_eq!(owned.into_object().type_name(), "amd-iommu");
}

#[qom_core::test]
fn r25_types_made_at_run_time_keep_the_rules() {
    register_type(TypeInfo::new("only-lamp", "lamp").with_interface("singleton")).unwrap();
    register_type(TypeInfo::new("only-lamp-2", "only-lamp")).unwrap();
    let lamp = new_by_name("only-lamp").unwrap();
    assert!(is_occupied(&new_by_name("only-lamp-2")));
    assert_eq!(class_by_name("only-lamp").unwrap().singleton_instance(), Some(lamp));
    assert!(new_by_name("only-lamp-2").is_ok());
    let _lamps = [Lamp::new(), Lamp::new()];
    let again = register_type(TypeInfo::new("own-iommu", "intel-iommu").with_interface("singleton"));
    assert_eq!(
        again.unwrap_err().to_string(),
        "type 'own-iommu' lists 'singleton' again: it shares the place of 'x86-iommu'"
    );
    assert!(matches!(new_by_name("own-iommu"), Err(Error::UnknownType { .. })));
}

#[qom_core::test]
fn r25_a_type_whose_parent_came_later_shares_its_place_all_the_same() {
    register_type(TypeInfo::new("late-iommu-2", "late-iommu").with_interface("singleton")).unwrap();
    register_type(TypeInfo::new("late-iommu", "amd-iommu")).unwrap();
    let intel = IntelIommu::try_new().unwrap();
    assert!(is_occupied(&new_by_name("late-iommu-2")), "not a place of its own");
    assert!(qom_core::check_types().iter().any(|fault| fault.to_string().contains("'late-iommu-2' lists 'singleton'")));
    drop(intel);
}

#[test]
fn r26_other_types_carry_nothing_for_it() {
    assert_eq!(size_of::<Lamp>(), size_of::<Object>());
    assert_eq!(size_of::<WallClock>(), size_of::<Object>(), "singletons neither");
    let _lamps = [Lamp::new(), Lamp::new()];
}
