//! What QEMU's `check-qom-proplist` requires: behaviours 1 to 30 of section D1, a test for each or for
//! neighbours. Each runs in a context of its own, as each case of QEMU's program starts with an empty `/objects`.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use qom_core::prelude::*;
use qom_core::register_type;
use qom_core::types::PropertyInfo;
use qom_core::user_creatable::KeyVal;
use qom_tests::text;

/// QEMU's `DummyAnimal`.
#[derive(Clone, Copy, Debug, Default, PartialEq, QomEnum)]
#[qom(name = "DummyAnimal")]
pub enum Animal {
    #[default]
    Frog,
    Alligator,
    Platypus,
}

/// An enum that the property is not of.
#[derive(Clone, Copy, Debug, PartialEq, QomEnum)]
pub enum BadAnimal {
    Yeti,
    Bigfoot,
}

/// QEMU's `qemu-dummy`, whose interface's methods are the defaults. Each object gets `bv` at run time, the others are the
/// class's.
#[qom_type(name = "qemu-dummy", interfaces = [UserCreatable], init = Dummy::add_bv)]
pub struct Dummy {
    bv: AtomicBool,
    #[property]
    sv: Prop<String>,
    #[property]
    av: Prop<Animal>,
}

impl Dummy {
    fn of(object: &Object) -> Result<&Self> {
        object.downcast_ref().ok_or_else(|| Error::other("no dummy"))
    }

    fn add_bv(&self) {
        let bv = ObjectProperty::computed_settable(
            |object| Ok(Self::of(object)?.bv.load(Ordering::Relaxed)),
            |object, value| {
                Self::of(object)?.bv.store(value, Ordering::Relaxed);
                Ok(())
            },
        );
        self.add_property("bv", bv).expect("there is no other of the name");
    }
}

impl UserCreatableImpl for Dummy {}

const SV: &str = "Hiss hiss hiss";
const TEXT: &str = "qemu-dummy,id=dummy0,bv=yes,sv=Hiss hiss hiss,av=platypus";

fn cx() -> Context {
    Context::current()
}

fn objects() -> Obj<Object> {
    cx().object_at("/objects").unwrap()
}

const PAIRS: [(&str, &str); 3] = [("bv", "yes"), ("sv", SV), ("av", "platypus")];

/// As `object_new_with_props` does it.
fn create() -> Result<Obj<Dummy>> {
    Ok(cx().create_with("qemu-dummy", &objects(), "dummy0", PAIRS)?.downcast()?)
}

/// As `user_creatable_add_type` does it, from a dictionary of texts.
fn add() -> Result<Obj<Dummy>> {
    Ok(cx().object_add_str(TEXT)?.downcast()?)
}

fn assert_is_as_created(dummy: &Obj<Dummy>) {
    assert_eq!(
        (dummy.bv.load(Ordering::Relaxed), dummy.sv.get().as_str(), dummy.av.get()),
        (true, SV, Animal::Platypus)
    );
}

fn sorted<N: Ord>(names: impl IntoIterator<Item = N>) -> Vec<N> {
    let mut names: Vec<N> = names.into_iter().collect();
    names.sort();
    names
}

fn class_names(class: &'static Class) -> Vec<&'static str> {
    sorted(class.properties().map(PropertyInfo::name))
}

#[qom_core::test]
fn d1_01_types_are_registered_after_those_that_were_linked() {
    let linked = class_by_name("qemu-dummy").unwrap();
    register_type(TypeInfo::new("qemu-dummy-late", "qemu-dummy")).unwrap();
    let late = new_by_name("qemu-dummy-late").unwrap();
    assert_eq!(late.class().parent().unwrap().name(), linked.name());
    late.set("sv", SV).unwrap();
    assert_eq!(late.get::<String>("sv").unwrap(), SV);
}

#[qom_core::test]
fn d1_02_creating_with_parent_id_and_text_pairs() {
    let dummy = create().unwrap();
    assert_eq!(dummy.parent(), Some(objects()));
    assert_eq!(dummy.path_component().as_deref(), Some("dummy0"));
    assert_eq!(dummy.canonical_path().as_deref(), Some("/objects/dummy0"));
}

#[qom_core::test]
fn d1_03_a_string_is_stored_unchanged() {
    assert_eq!(create().unwrap().sv.get(), SV);
    let odd = cx().create_with("qemu-dummy", &objects(), "odd", [("sv", " two  blanks\tand a tab ")]).unwrap();
    assert_eq!(odd.get::<String>("sv").unwrap(), " two  blanks\tand a tab ");
}

#[qom_core::test]
fn d1_04_yes_means_true() {
    assert!(!Dummy::new().get::<bool>("bv").unwrap());
    let dummy = create().unwrap();
    assert!(dummy.get::<bool>("bv").unwrap() && dummy.bv.load(Ordering::Relaxed));
}

#[qom_core::test]
fn d1_05_a_word_selects_the_index() {
    assert_eq!(Dummy::new().av.get().index(), 0);
    let dummy = create().unwrap();
    assert_eq!((dummy.av.get(), dummy.av.get().index()), (Animal::Platypus, 2));
}

#[qom_core::test]
fn d1_06_the_object_is_the_child_of_its_id() {
    let dummy = create().unwrap();
    assert!(objects().child("dummy0").unwrap() == dummy);
    assert!(objects().child("dummy0").unwrap() != Dummy::new());
}

#[qom_core::test]
fn d1_07_unparenting_frees_object_and_id() {
    for _ in 0..2 {
        let dummy = create().unwrap();
        let weak = dummy.downgrade();
        dummy.unparent();
        assert!(objects().child("dummy0").is_none());
        drop(dummy);
        assert!(weak.upgrade().is_none());
    }
}

#[qom_core::test]
fn d1_08_creating_from_a_list() {
    // As long as it has the pairs, and may be empty; QEMU's ends with a NULL.
    for _ in 0..2 {
        let list: Vec<(String, String)> = PAIRS.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        let pairs = list.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let dummy: Obj<Dummy> =
            cx().create_with("qemu-dummy", &objects(), "dummy0", pairs).unwrap().downcast().unwrap();
        assert_eq!(dummy.canonical_path().as_deref(), Some("/objects/dummy0"));
        assert_is_as_created(&dummy);
        assert_eq!(dummy.av.get().index(), 2);
        assert!(objects().child("dummy0").unwrap() == dummy);
        let weak = dummy.downgrade();
        dummy.unparent();
        drop(dummy);
        assert!(weak.upgrade().is_none() && objects().child("dummy0").is_none());
    }
    let plain = cx().create_with("qemu-dummy", &objects(), "dummy0", []).unwrap();
    assert_eq!((plain.get::<bool>("bv").unwrap(), plain.get::<String>("sv").unwrap()), (false, String::new()));
}

#[qom_core::test]
fn d1_09_a_text_becomes_a_dictionary() {
    let options = KeyVal::parse("bv=yes,sv=Hiss hiss hiss,av=platypus", Some("qom-type")).unwrap();
    let expected = [("bv", Value::from("yes")), ("sv", SV.into()), ("av", "platypus".into())];
    assert!(options.iter().eq(expected.iter().map(|(key, value)| (*key, value))), "and no implied key");
    // "Help not requested": there is no flag to look at, and a text that asks for help is no dictionary.
    assert!(KeyVal::parse("bv=yes,help", Some("qom-type")).is_err());
}

#[qom_core::test]
fn d1_10_creating_from_a_dictionary() {
    // Type and id are in the same text, as they are where users write it.
    let weak = add().unwrap().downgrade();
    assert!(weak.upgrade().is_some(), "it stays without its creator's handle");
}

#[qom_core::test]
fn d1_11_it_is_found_with_its_values() {
    drop(add().unwrap());
    let found: Obj<Dummy> = objects().child("dummy0").unwrap().downcast().unwrap();
    assert_is_as_created(&found);
}

#[qom_core::test]
fn d1_12_13_an_id_is_used_once_and_stays_with_the_first() {
    let first = add().unwrap();
    let error = cx().object_add_str("qemu-dummy,id=dummy0,sv=other").unwrap_err();
    assert!(matches!(error, Error::DuplicateChild { .. }));
    assert_eq!(error.to_string(), "attempt to add duplicate property 'dummy0' to object (type 'container')");
    assert!(objects().child("dummy0").unwrap() == first);
    assert_is_as_created(&first);
    assert_eq!(objects().children().len(), 1);
}

#[qom_core::test]
fn d1_14_15_deleting_by_id() {
    let weak = add().unwrap().downgrade();
    cx().object_del("dummy0").unwrap();
    assert!(objects().child("dummy0").is_none());
    assert!(cx().object_at("/objects/dummy0").is_err() && cx().resolve("dummy0").is_err());
    assert!(weak.upgrade().is_none());
}

#[qom_core::test]
fn d1_16_the_id_can_be_used_again() {
    drop(add().unwrap());
    cx().object_del("dummy0").unwrap();
    let again = add().unwrap();
    assert_is_as_created(&again);
    assert!(objects().child("dummy0").unwrap() == again);
    cx().object_del("dummy0").unwrap();
}

#[qom_core::test]
fn d1_17_18_19_an_unknown_word_leaves_nothing() {
    let error = cx().object_add_str("qemu-dummy,id=dummy0,bv=yes,sv=Hiss hiss hiss,av=yeti").unwrap_err();
    assert_eq!(error.to_string(), "Parameter 'av' does not accept value 'yeti'");
    let others = [
        cx().object_add("qemu-dummy", "dummy0", [("av", "yeti".into())]),
        cx().create_with("qemu-dummy", &objects(), "dummy0", [("bv", "yes"), ("av", "yeti")]),
    ];
    for other in others {
        assert_eq!(text(other), "Parameter 'av' does not accept value 'yeti'");
    }
    assert!(objects().children().is_empty());
}

#[qom_core::test]
fn d1_20_an_enum_is_read_as_its_own_type() {
    let dummy = create().unwrap();
    assert_eq!(dummy.get::<Animal>("av").unwrap().index(), 2);
    assert_eq!(dummy.class().property("av").unwrap().type_name(), "DummyAnimal");
}

#[qom_core::test]
fn d1_21_22_an_enum_is_not_read_as_another_type_nor_by_another_name() {
    let dummy = create().unwrap();
    // The type's name is not compared, as the row has it: what counts is whether the other type has the word.
    assert_eq!(text(dummy.get::<BadAnimal>("av")), "Parameter 'av' does not accept value 'platypus'");
    assert_eq!(text(dummy.get::<Animal>("iv")), "Property 'qemu-dummy.iv' not found");
}

#[qom_core::test]
fn d1_23_an_object_has_each_property_once() {
    let dummy = create().unwrap();
    let properties = dummy.properties();
    assert_eq!(sorted(properties.iter().map(|it| it.name.as_str())), ["av", "bv", "sv", "type"]);
    for property in &properties {
        assert!(dummy.get::<Value>(&property.name).is_ok(), "{property:?}");
        // `bv` is no class's.
        assert_eq!(property.declared_by.is_none(), property.name == "bv", "{property:?}");
    }
}

#[qom_core::test]
fn d1_24_a_class_has_its_properties_without_an_object() {
    // A type of this test's own, of which there never is an object.
    #[qom_type(init = |_| panic!("nobody creates one"))]
    struct Unseen {
        #[property]
        sv: Prop<String>,
        #[property]
        av: Prop<Animal>,
        _not_a_property: (),
    }
    assert_eq!(class_names(class_by_name("unseen").unwrap()), ["av", "sv", "type"]);
    let _one = create().unwrap();
    assert_eq!(class_names(class_by_name("qemu-dummy").unwrap()), ["av", "sv", "type"], "an object's are its own");
}

/// What has been freed of the three types below.
static FREED: Mutex<Vec<&str>> = Mutex::new(Vec::new());

#[qom_type]
struct DummyBackend {}

/// Leaves its device, and takes the property away by which that knows the backend.
#[qom_type(unparent = DummyBus::leave)]
struct DummyBus {
    backend: Mutex<Option<Obj<DummyBackend>>>,
}

#[qom_type(init = DummyDev::add_parts, unparent = DummyDev::leave)]
struct DummyDev {
    bus: Mutex<Option<Obj<DummyBus>>>,
}

impl DummyBus {
    fn leave(&self) {
        self.parent().unwrap().remove_property("backend").unwrap();
        // The handle is dropped when the bus is freed.
        self.backend.lock().unwrap().as_ref().unwrap().unparent();
    }
}

impl DummyDev {
    fn add_parts(&self) {
        let (bus, backend) = (DummyBus::new(), DummyBackend::new());
        self.add_child("bus", &bus).unwrap();
        bus.add_child("backend", &backend).unwrap();
        let link = WeakLink::new();
        link.set(Some(backend.clone()));
        self.add_property("backend", ObjectProperty::new(link).read_only()).unwrap();
        *bus.backend.lock().unwrap() = Some(backend);
        *self.bus.lock().unwrap() = Some(bus);
    }

    fn leave(&self) {
        self.bus.lock().unwrap().as_ref().unwrap().unparent();
    }
}

macro_rules! tell_when_freed {
    ($($freed:ty)*) => {
        $(impl Drop for $freed {
            fn drop(&mut self) {
                FREED.lock().unwrap().push(stringify!($freed));
            }
        })*
    };
}

tell_when_freed!(DummyBackend DummyBus DummyDev);

#[qom_core::test]
fn d1_25_hooks_delete_properties_of_what_is_being_torn_down() {
    for drop_first in [false, true] {
        let dev = DummyDev::new();
        objects().add_child("dev", &dev).unwrap();
        assert_eq!(dev.get::<String>("backend").unwrap(), "/objects/dev/bus/backend");
        assert!(dev.set("backend", "").is_err(), "it is read-only");
        let backend = dev.bus.lock().unwrap().as_ref().unwrap().child("backend").unwrap();
        assert_eq!(dev.get_link("backend").unwrap(), Some(backend));
        // Whether the tree has the last handle, or who has it has taken it out of the tree.
        if drop_first {
            drop(dev);
            objects().child("dev").unwrap().unparent();
        } else {
            dev.unparent();
            assert!(dev.property("backend").is_none() && dev.children().is_empty());
            assert!(FREED.lock().unwrap().is_empty());
            drop(dev);
        }
        assert_eq!(std::mem::take(&mut *FREED.lock().unwrap()), ["DummyDev", "DummyBus", "DummyBackend"]);
    }
}

/// QEMU's tree for paths: `/cont1/obj1` and `/cont1/cont2/obj2`, here with a second `obj1` for row 28.
fn plant() -> Result<[Obj<Object>; 3]> {
    let [cont1, cont2] = [Container::new(), Container::new()];
    let [obj1, obj2, twin] = [Dummy::new(), Dummy::new(), Dummy::new()];
    cx().root().add_child("cont1", &cont1)?;
    cont1.add_child("cont2", &cont2)?;
    cont1.add_child("obj1", &obj1)?;
    cont2.add_child("obj1", &twin)?;
    cont2.add_child("obj2", &obj2)?;
    Ok([obj1, obj2, twin].map(Obj::upcast))
}

// Rows 26 to 29 have an out-parameter for "ambiguous", which may be NULL (27). Here the kind of the error tells, also to
// who does not ask; that both forms of the look-up agree is what is left of the row.

#[qom_core::test]
fn d1_26_27_of_several_objects_of_a_type_none_is_the_only_one() {
    plant().unwrap();
    let error = cx().resolve_as::<Dummy>("").unwrap_err();
    assert!(matches!(error, Error::NotTheOnly { .. }), "{error}");
    assert_eq!(error.to_string(), "More than one object of type qemu-dummy");
    assert!(cx().resolve("").is_err() && cx().resolve_as::<Dummy>("").ok().is_none());
    // Of none it is another kind.
    assert!(matches!(cx().resolve_as::<Device>(""), Err(Error::NoneOfType { .. })));
}

#[qom_core::test]
fn d1_28_a_name_at_two_levels_is_ambiguous() {
    plant().unwrap();
    assert!(matches!(cx().resolve("obj1"), Err(Error::AmbiguousPath { .. })));
    assert!(matches!(cx().resolve_as::<Dummy>("obj1"), Err(Error::AmbiguousPath { .. })));
    assert_eq!(text(cx().resolve("obj1")), "Path 'obj1' is ambiguous");
}

#[qom_core::test]
fn d1_29_a_name_that_is_there_once_is_found_two_levels_down() {
    let [_, obj2, _] = plant().unwrap();
    assert_eq!(cx().resolve("obj2").unwrap(), obj2);
    assert_eq!(cx().resolve_as::<Dummy>("obj2").unwrap(), obj2);
    assert_eq!(obj2.canonical_path().as_deref(), Some("/cont1/cont2/obj2"));
}

#[qom_core::test]
fn d1_30_a_container_takes_its_subtree_along() {
    let [obj1, obj2, _] = plant().unwrap();
    let weak = obj2.downgrade();
    drop(obj2);
    cx().object_at("/cont1").unwrap().unparent();
    assert!(cx().object_at("/cont1").is_err() && cx().resolve("obj2").is_err());
    assert!(weak.upgrade().is_none());
    assert_eq!((obj1.canonical_path(), obj1.parent()), (None, None));
}
