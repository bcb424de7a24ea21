//! Singletons of a resource: one on each root bus. The names have the numbers of the requirements.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::sync::Barrier;
use std::thread;

use qom_core::prelude::*;
use qom_core::singleton::IncumbentState;

#[qom_type]
pub struct RootBus {}

#[qom_type(interfaces = [Singleton], singleton(scope = resource(bus)))]
pub struct Smmu {
    bus: Registered<RootBus>,
}

#[qom_type(parent = Smmu)]
pub struct SmmuV3 {}

#[qom_type(interfaces = [Singleton], singleton(group = Smmu, scope = resource(behind), message = "one IOMMU a bus"))]
pub struct OtherIommu {
    behind: Registered<RootBus>,
}

/// Of a group of its own.
#[qom_type(interfaces = [Singleton], singleton(scope = resource(bus)))]
pub struct HotplugController {
    bus: Registered<RootBus>,
}

fn smmu() -> Obj<Smmu> {
    Smmu::try_new().unwrap()
}

#[qom_core::test]
fn r09_r10_one_on_each_bus_and_as_many_as_there_are_buses() {
    let (one, other) = (RootBus::new(), RootBus::new());
    let (first, second) = (smmu(), SmmuV3::try_new().unwrap());
    first.register_with(&one).unwrap();
    let error = second.register_with(&one).unwrap_err();
    assert_eq!(
        error.to_string(),
        "only one 'smmu' can be registered with a bus: there is 'smmu', in no tree, with 1 handle"
    );
    assert_eq!(Smmu::instance_with(&one), Some(first.clone()), "never overwritten");
    assert_eq!((second.bus.get(), first.bus.get()), (None, Some(one.clone())));
    second.register_with(&other).unwrap();
    assert_eq!(SmmuV3::instance_with(&other), Some(second.clone()));
    assert_eq!(Smmu::instance_with(&other), Some(second.upcast()));
    assert_eq!(SmmuV3::instance_with(&one), None, "a sibling is there");
}

#[qom_core::test]
fn r08_r11_a_group_joined_by_declaration_shares_the_places() {
    let bus = RootBus::new();
    let other = OtherIommu::try_new().unwrap();
    let first = smmu();
    first.register_with(&bus).unwrap();
    bus.context().root().add_child("smmu", &first).unwrap();
    assert_eq!(other.register_with(&bus).unwrap_err().to_string(), "one IOMMU a bus: there is 'smmu' at '/smmu'");
    HotplugController::try_new().unwrap().register_with(&bus).unwrap();
    first.unregister();
    other.register_with(&bus).unwrap();
    assert_eq!(other.behind.get(), Some(bus.clone()));
    assert_eq!((OtherIommu::instance_with(&bus), Smmu::instance_with(&bus)), (Some(other.clone()), None));
    assert!(matches!(first.register_with(&bus), Err(Error::Occupied { .. })));
}

#[qom_core::test]
fn r10_r14_the_place_is_free_when_the_object_is_gone_or_says_so() {
    let bus = RootBus::new();
    let first = smmu();
    first.register_with(&bus).unwrap();
    first.register_with(&bus).expect("it is already");
    first.unregister();
    first.unregister();
    assert_eq!((Smmu::instance_with(&bus), first.bus.get()), (None, None));
    first.register_with(&bus).unwrap();
    let weak = first.downgrade();
    drop(first);
    assert_eq!(Smmu::instance_with(&bus), None);
    smmu().register_with(&bus).unwrap();
    drop(weak);
    assert_eq!(bus.handle_count(), 1, "who is registered does not keep the resource");
}

#[qom_core::test]
fn r14_a_dying_one_still_has_its_place() {
    #[qom_type(parent = Smmu)]
    struct Checking {}
    impl Drop for Checking {
        fn drop(&mut self) {
            let bus = self.bus.get().unwrap();
            assert_eq!(Smmu::instance_with(&bus), None);
            let Err(Error::Dying { incumbent, .. }) = smmu().register_with(&bus) else { panic!("not refused") };
            assert_eq!((incumbent.state, incumbent.type_name), (IncumbentState::Dying, Some("checking")));
        }
    }
    let bus = RootBus::new();
    let checking = Checking::try_new().unwrap();
    checking.register_with(&bus).unwrap();
    drop(checking);
    smmu().register_with(&bus).unwrap();
}

#[qom_core::test]
fn r13_one_that_registers_before_it_is_complete_is_not_found_before() {
    thread_local!(static BUS: std::cell::RefCell<Option<Obj<RootBus>>> = const { std::cell::RefCell::new(None) });
    #[qom_type(parent = Smmu, init = Hasty::init, post_init = |_| look())]
    struct Hasty {}
    impl Hasty {
        fn init(&self) {
            let bus = BUS.with_borrow(|bus| bus.clone().unwrap());
            self.register_with(&bus).unwrap();
            look();
        }
    }
    fn look() {
        let bus = BUS.with_borrow(|bus| bus.clone().unwrap());
        assert_eq!(Smmu::instance_with(&bus), None);
        let Err(Error::Occupied { incumbent, .. }) = smmu().register_with(&bus) else { panic!("not refused") };
        assert_eq!(incumbent.state, IncumbentState::Unfinished);
    }
    let bus = RootBus::new();
    BUS.set(Some(bus.clone()));
    let hasty = Hasty::try_new().unwrap();
    assert_eq!(Hasty::instance_with(&bus), Some(hasty.clone()));
    BUS.take();
}

#[qom_core::test]
fn r10_what_cannot_be_registered_changes_nothing() {
    let (bus, other) = (RootBus::new(), RootBus::new());
    let far = RootBus::new_in(&Context::new());
    let first = smmu();
    first.register_with(&bus).unwrap();
    let why = |result: Result<()>| result.unwrap_err().to_string();
    assert_eq!(
        why(first.register_with(&other)),
        "cannot register object of type 'smmu' with object of type 'root-bus': it is registered with another"
    );
    assert!(why(smmu().register_with(&far)).ends_with("they are in different contexts"));
    assert_eq!(Smmu::instance_with(&bus), Some(first.clone()));
    assert_eq!((Smmu::instance_with(&other), Smmu::instance_with(&far)), (None, None));
    drop(bus);
    assert_eq!(first.bus.get(), None, "the resource has gone");
    first.register_with(&other).unwrap();
}

#[qom_core::test]
fn r25_by_class_the_resource_is_an_object_like_others() {
    let bus = RootBus::new();
    let by_name = new_by_name("smmu-v3").unwrap();
    by_name.downcast_ref::<Smmu>().unwrap().register_with(&bus).unwrap();
    let class = class_by_name("smmu").unwrap();
    assert!(class.is_singleton());
    assert_eq!(class.singleton_instance_with(&bus), Some(by_name.clone()));
    assert_eq!(class_by_name("other-iommu").unwrap().singleton_instance_with(&bus), None);
    assert_eq!(class.singleton_instance(), None, "of which resource?");
}

#[test]
fn r03_of_many_that_register_at_once_one_succeeds() {
    let bus = RootBus::new();
    let start = Barrier::new(8);
    for _ in 0..200 {
        let registered: usize = thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| {
                        let mine = smmu();
                        start.wait();
                        let is_mine = mine.register_with(&bus).is_ok();
                        start.wait();
                        assert!(!is_mine || Smmu::instance_with(&bus) == Some(mine));
                        usize::from(is_mine)
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        assert_eq!((registered, Smmu::instance_with(&bus)), (1, None));
    }
}
