//! Interfaces: rows A5 of the reference, and behaviours 31 and 32. Each test is named after the row.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use qom_core::prelude::*;
use qom_core::{check_types, register_type, types_implementing};

#[qom_interface(Talks)]
pub trait TalksImpl {
    fn word(this: &Self) -> String;
    fn sentence(this: &Self) -> String {
        format!("{}.", this.word())
    }
    fn language() -> &'static str {
        "none"
    }
    #[class_field]
    fn volume() -> u32 {
        5
    }
}

#[qom_interface(Sings: Talks, name = "sings-and-talks")]
pub trait SingsImpl {
    fn song(this: &Self) -> String {
        format!("{0} {0}", this.sentence())
    }
}

#[qom_interface(Walks)]
pub trait WalksImpl {}

#[qom_type(interfaces = [Talks])]
pub struct Parrot {}

impl TalksImpl for Parrot {
    fn word(_: &Self) -> String {
        "hello".into()
    }
    fn language() -> &'static str {
        "en"
    }
    fn volume() -> u32 {
        7
    }
}

/// Lists nothing.
#[qom_type(parent = Parrot)]
pub struct Chick {}

/// Overrides one method in a grandchild, and forwards the pure one.
#[qom_type(parent = Chick, interfaces = [Talks])]
pub struct Shouter {}

impl TalksImpl for Shouter {
    fn word(this: &Self) -> String {
        Talks::parent_word(this).to_uppercase()
    }
}

#[qom_type(interfaces = [Sings, Walks])]
pub struct Singer {}

impl TalksImpl for Singer {
    fn word(this: &Self) -> String {
        format!("la of {}", this.type_name())
    }
    fn sentence(this: &Self) -> String {
        format!("<{}>", Talks::parent_sentence(this))
    }
}

/// The base first and the sub-interface later, and both again.
#[qom_type(interfaces = [Talks, Sings, Walks])]
pub struct Duplicated {}

impl TalksImpl for Duplicated {
    fn word(_: &Self) -> String {
        "twice".into()
    }
}

#[test]
fn a5_1_an_interface_has_no_state_and_derives_from_interfaces() {
    let sings = types().find(|info| info.name() == "sings-and-talks").unwrap();
    assert!(sings.is_interface() && sings.is_abstract());
    assert_eq!(sings.parent(), Some("talks"));
    assert!(sings.is_a("talks") && sings.is_a("interface") && !sings.is_a("object"));
    let class = class_by_name("sings-and-talks").unwrap();
    assert_eq!(class.lineage().map(Class::name).collect::<Vec<_>>(), ["sings-and-talks", "talks", "interface"]);
}

#[test]
fn a5_2_and_a5_3_implementations_are_inherited_and_overriding_does_not_reach_the_parent() {
    let (parrot, chick, shouter) = (Parrot::new(), Chick::new(), Shouter::new());
    assert_eq!(parrot.interface::<Talks>().sentence(), "hello.");
    assert_eq!(chick.interface::<Talks>().sentence(), "hello.");
    assert_eq!(shouter.interface::<Talks>().sentence(), "HELLO.");
    assert_eq!(parrot.interface::<Talks>().word(), "hello");
    assert_eq!(shouter.interface::<Talks>().language(), "en", "what is not overridden comes from the parent");
    assert_eq!(TalksClass::of(shouter.interface()).volume(), 7);
    assert_eq!(Talks::word_of(class_by_name("parrot").unwrap(), shouter.interface()), "hello");
}

#[test]
fn a5_4_listing_a_base_and_its_sub_interface_in_any_order_is_not_ambiguous() {
    let duplicated = Duplicated::new();
    assert_eq!(duplicated.interface::<Talks>().sentence(), "twice.");
    assert_eq!(duplicated.interface::<Sings>().song(), "twice. twice.");
    assert!(duplicated.as_interface::<Talks>().is_some());
    let names: Vec<&str> = duplicated.class().interfaces().map(TypeInfo::name).collect();
    assert_eq!(names, ["talks", "sings-and-talks", "walks"]);
}

#[test]
fn sub_interfaces_have_the_methods_of_their_base() {
    let singer = Singer::new();
    let sings: &Sings = singer.interface();
    assert_eq!(sings.song(), "<la of singer.> <la of singer.>");
    assert_eq!(sings.word(), "la of singer");
    let talks: &Talks = sings;
    assert_eq!(talks.word(), "la of singer");
    let sings: Obj<Sings> = singer.clone().into_interface();
    let talks: Obj<Talks> = sings.clone().downcast().unwrap();
    assert_eq!(talks.word(), "la of singer");
    assert_eq!(talks.into_object(), singer);
    assert!(sings.downcast::<Parrot>().is_err());
}

#[test]
fn a5_5_a_missing_interface_is_reported_with_the_type_that_lists_it() {
    register_type(TypeInfo::new("mute", "parrot").with_interface("telepathy")).unwrap();
    let error = new_by_name("mute").unwrap_err();
    assert_eq!(error.to_string(), "missing interface 'telepathy' for object 'mute'");
    assert_eq!(check_types().iter().filter(|fault| fault.to_string() == error.to_string()).count(), 1);
}

macro_rules! many {
    ($($interface:ident $hooks:ident $number:literal),*) => {
        $(
            #[qom_interface($interface)]
            pub trait $hooks {
                fn number(this: &Self) -> u32;
            }
            impl $hooks for Many {
                fn number(_: &Self) -> u32 {
                    $number
                }
            }
        )*

        #[qom_type(interfaces = [$($interface),*])]
        pub struct Many {}

        #[qom_type(parent = Many)]
        pub struct More {}

        #[test]
        fn a5_6_forty_interfaces_on_one_type() {
            let (many, more) = (Many::new(), More::new());
            assert_eq!(many.class().interfaces().count(), 40);
            let more: Obj<Object> = more.upcast();
            $(
                assert_eq!(many.interface::<$interface>().number(), $number);
                assert_eq!(more.as_interface::<$interface>().unwrap().number(), $number);
            )*
            assert!(more.as_interface::<Talks>().is_none());
        }
    };
}

many! {
    I01 I01Impl 1, I02 I02Impl 2, I03 I03Impl 3, I04 I04Impl 4, I05 I05Impl 5, I06 I06Impl 6, I07 I07Impl 7,
    I08 I08Impl 8, I09 I09Impl 9, I10 I10Impl 10, I11 I11Impl 11, I12 I12Impl 12, I13 I13Impl 13, I14 I14Impl 14,
    I15 I15Impl 15, I16 I16Impl 16, I17 I17Impl 17, I18 I18Impl 18, I19 I19Impl 19, I20 I20Impl 20, I21 I21Impl 21,
    I22 I22Impl 22, I23 I23Impl 23, I24 I24Impl 24, I25 I25Impl 25, I26 I26Impl 26, I27 I27Impl 27, I28 I28Impl 28,
    I29 I29Impl 29, I30 I30Impl 30, I31 I31Impl 31, I32 I32Impl 32, I33 I33Impl 33, I34 I34Impl 34, I35 I35Impl 35,
    I36 I36Impl 36, I37 I37Impl 37, I38 I38Impl 38, I39 I39Impl 39, I40 I40Impl 40
}

/// An interface with a field and nothing else, as in QEMU's own test.
#[qom_interface(TestIf, name = "test-interface")]
pub trait TestIfImpl {
    #[class_field]
    fn test() -> u32 {
        0
    }
}

#[qom_type(interfaces = [TestIf], class_init = direct_init)]
pub struct DirectImpl {}

fn direct_init(class: &mut ClassInit<'_, DirectImpl>) {
    assert!(class.view::<TestIf>().is_some());
    assert!(class.view::<Talks>().is_none());
    TestIfClass::set_test(class, 0xFE);
}

#[qom_type(parent = DirectImpl)]
pub struct IntermediateImpl {}

#[test]
fn a5_7_and_behaviour_31_class_init_casts_the_class_to_the_interface_and_writes() {
    let class = class_by_name("direct-impl").unwrap();
    assert_eq!(class.downcast_ref::<TestIfClass>().unwrap().test(), 0xFE);
}

#[test]
fn behaviour_32_an_instance_shows_the_value_and_so_does_a_subtypes() {
    for name in ["direct-impl", "intermediate-impl"] {
        let object = new_by_name(name).unwrap();
        let test_if = object.as_interface::<TestIf>().unwrap();
        assert_eq!(TestIfClass::of(test_if).test(), 0xFE, "{name}");
    }
    assert_eq!(class_by_name("test-interface").unwrap().downcast_ref::<TestIfClass>().unwrap().test(), 0);
}

#[test]
fn a5_8_types_are_listed_by_interface() {
    let talks: Vec<&str> = types_implementing("sings-and-talks").map(TypeInfo::name).collect();
    assert_eq!(talks, ["duplicated", "singer", "sings-and-talks"]);
    let talks: Vec<&str> = types_implementing("talks").map(TypeInfo::name).collect();
    let expected = ["chick", "duplicated", "parrot", "shouter", "singer", "sings-and-talks", "talks"];
    assert!(expected.iter().all(|name| talks.contains(name)), "{talks:?}");
    let all: Vec<&str> = types_implementing("interface").map(TypeInfo::name).collect();
    assert!(["interface", "talks", "singleton", "chick", "many"].iter().all(|name| all.contains(name)));
    assert!(!all.contains(&"object") && !all.contains(&"container"));
}

#[qom_type]
pub struct Machine {}

#[test]
fn types_without_a_struct_implement_interfaces_in_class_init() {
    let error = register_type(TypeInfo::new("robot", "machine").with_interface("talks")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "type 'robot' is not abstract and does not implement the pure method 'word' of 'talks'"
    );
    let robot = TypeInfo::new("robot", "machine").with_interface("talks").with_class_init(
        |class: &mut ClassInit<'_, Machine>| {
            let mut talks = class.view::<Talks>().unwrap();
            TalksClass::set_word(&mut talks, |this| format!("beep of {}", this.type_name()));
            TalksClass::set_volume(&mut talks, 11);
        },
    );
    register_type(robot).unwrap();
    let robot = new_by_name("robot").unwrap();
    let talks: Obj<Talks> = robot.clone().downcast().unwrap();
    assert_eq!(talks.sentence(), "beep of robot.");
    assert_eq!(TalksClass::of(&talks).volume(), 11);
    assert!(Machine::new().as_interface::<Talks>().is_none());
    drop(robot);
    assert_eq!(talks.into_object().downcast::<Machine>().unwrap().handle_count(), 1);
}

mod first {
    use qom_core::prelude::*;

    #[qom_interface(Twin)]
    pub trait TwinImpl {
        fn number(this: &Self) -> u32 {
            let _ = this;
            1
        }
    }
}

mod second {
    use qom_core::prelude::*;

    #[qom_interface(Twin)]
    pub trait TwinImpl {
        fn number(this: &Self) -> u32 {
            let _ = this;
            2
        }
    }
}

#[qom_type(interfaces = [first::Twin])]
pub struct OneTwin {}

#[qom_type(parent = OneTwin, interfaces = [second::Twin])]
pub struct BothTwins {}

#[test]
fn two_interfaces_of_one_name_are_not_the_same() {
    let (one, both) = (OneTwin::new(), BothTwins::new());
    assert_eq!(one.interface::<first::Twin>().number(), 1);
    assert!(one.as_interface::<second::Twin>().is_none());
    assert_eq!((both.interface::<first::Twin>().number(), both.interface::<second::Twin>().number()), (1, 2));
}

#[test]
fn an_object_can_be_shared_through_an_interface() {
    let talks: Obj<Talks> = Parrot::new().into_interface();
    let words: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| talks.clone()).map(|talks| scope.spawn(move || talks.word())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(words.iter().all(|word| word == "hello"));
    let weak = talks.downgrade();
    assert_eq!(talks.handle().unwrap(), weak.upgrade().unwrap());
    drop(talks);
    assert!(weak.upgrade().is_none());
}
