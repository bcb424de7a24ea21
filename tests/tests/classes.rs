//! Classes: rows A2 of the reference. Each test is named after the row.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use qom_core::prelude::*;

/// Something with hooks of every kind.
#[qom_type(abstract)]
pub struct Animal {}

#[qom_class(Animal)]
pub trait AnimalImpl {
    /// Pure.
    fn sound(this: &Self) -> String;
    /// With a base implementation that calls another hook.
    fn twice(this: &Self) -> String {
        format!("{0} {0}", this.sound())
    }
    /// Without an object.
    fn legs() -> u32 {
        4
    }
    /// With parameters of every kind.
    fn feed<'a>(this: &Self, food: &'a str, (grams, _): (u32, u32), mut times: u8) -> Option<&'a str> {
        times += 1;
        (grams * u32::from(times) > 100).then_some(food)
    }
    /// `_this` is as good as `this`, and a parameter may be called as the expansion calls its own.
    fn describe(_this: &Self, class: &str) -> String {
        format!("a {class}")
    }
    /// For the class layer only.
    #[hook(internal)]
    fn secret(this: &Self) -> u32 {
        1
    }
    #[class_field]
    fn latin() -> String {
        "animalia".into()
    }
    #[class_field]
    fn tame() -> bool {
        false
    }
}

#[qom_type(parent = Animal)]
pub struct Dog {}

impl AnimalImpl for Dog {
    fn sound(_: &Self) -> String {
        "woof".into()
    }
    fn tame() -> bool {
        true
    }
    fn secret(this: &Self) -> u32 {
        Animal::parent_secret(this) + 10
    }
}

/// Overrides something else than its parent does.
#[qom_type(parent = Dog)]
pub struct Puppy {}

impl AnimalImpl for Puppy {
    fn sound(this: &Self) -> String {
        format!("small {}", Animal::parent_sound(this))
    }
    fn latin() -> String {
        "canis parvus".into()
    }
    fn secret(this: &Self) -> u32 {
        Animal::parent_secret(this) + 100
    }
}

/// Overrides nothing.
#[qom_type(parent = Puppy)]
pub struct Whelp {}

#[qom_type(parent = Animal)]
pub struct Bird {}

impl AnimalImpl for Bird {
    fn sound(_: &Self) -> String {
        "tweet".into()
    }
    fn legs() -> u32 {
        Animal::parent_legs::<Self>() / 2
    }
    fn twice(this: &Self) -> String {
        format!("{}!", Animal::parent_twice(this))
    }
}

#[test]
fn virtual_methods_are_overridden_and_inherited() {
    let (dog, puppy, whelp, bird) = (Dog::new(), Puppy::new(), Whelp::new(), Bird::new());
    assert_eq!([dog.sound(), puppy.sound(), whelp.sound()], ["woof", "small woof", "small woof"]);
    assert_eq!(whelp.twice(), "small woof small woof");
    assert_eq!(bird.twice(), "tweet tweet!");
    let animals: Vec<Obj<Animal>> = vec![dog.upcast(), bird.upcast()];
    assert_eq!(animals.iter().map(|animal| animal.sound()).collect::<Vec<_>>(), ["woof", "tweet"]);
    assert_eq!(animals.iter().map(|animal| animal.legs()).collect::<Vec<_>>(), [4, 2]);
    assert_eq!(animals[0].feed("bone", (60, 0), 1), Some("bone"));
    assert_eq!(animals[0].feed("bone", (60, 0), 0), None);
}

#[test]
fn super_calls_go_to_the_parents_class_at_each_level() {
    let secret = |class: &str, animal: &Animal| {
        // The hook is internal, so the test goes through a super call from the level below.
        assert!(animal.is_instance_of(class));
        Animal::parent_secret(animal.downcast_ref::<Whelpling>().unwrap())
    };
    assert_eq!(secret("whelpling", &Whelpling::new()), 111);
}

#[qom_type(parent = Whelp)]
pub struct Whelpling {}

impl AnimalImpl for Whelpling {
    fn sound(this: &Self) -> String {
        Animal::parent_sound(this)
    }
}

#[test]
fn a_given_class_has_its_own_version_of_a_method() {
    let whelp = Whelp::new();
    assert_eq!(Animal::sound_of(class_by_name("dog").unwrap(), &whelp), "woof");
    assert_eq!(Animal::sound_of(class_by_name("puppy").unwrap(), &whelp), "small woof");
    assert_eq!(Animal::legs_of(class_by_name("bird").unwrap()), 2);
    assert_eq!(Animal::describe_of(class_by_name("dog").unwrap(), &whelp, "mammal"), "a mammal");
    assert_eq!(whelp.describe("mammal"), "a mammal");
}

#[test]
#[should_panic(expected = "a method of `bird` was called on an object of type `dog`")]
fn a_method_checks_what_it_is_called_on() {
    Animal::sound_of(class_by_name("bird").unwrap(), &Dog::new());
}

#[test]
#[should_panic(expected = "class `device` is not one of `animal`")]
fn a_class_of_something_else_has_no_such_method() {
    Animal::sound_of(class_by_name("device").unwrap(), &Dog::new());
}

static INITS: AtomicUsize = AtomicUsize::new(0);

#[qom_type(parent = Dog, class_init = count_init)]
pub struct Lazy {}

fn count_init(_: &mut ClassInit<'_, Lazy>) {
    INITS.fetch_add(1, Ordering::Relaxed);
}

#[test]
fn a2_1_classes_are_made_on_first_use_and_once() {
    assert!(types_implementing("animal").any(|info| info.name() == "lazy"));
    assert_eq!(INITS.load(Ordering::Relaxed), 0, "listing makes no class");
    let classes: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| class_by_name("lazy").unwrap())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(classes.iter().all(|class| std::ptr::eq(*class, Lazy::new().class())));
    assert_eq!(INITS.load(Ordering::Relaxed), 1);
}

static ORDER: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn note(hook: &str, class: &TypeInfo) {
    let data = class.class_data::<u32>().copied().unwrap_or_default();
    ORDER.lock().unwrap().push(format!("{hook} {} {data}", class.name()));
}

#[qom_type(parent = Dog, class_base_init = |class| note("base of top", class.type_info()), class_data = 1_u32)]
pub struct Top {}

#[qom_type(
    parent = Top,
    class_base_init = |class| note("base of mid", class.type_info()),
    class_init = |class| note("init of mid", class.type_info()),
    class_data = 2_u32
)]
pub struct Mid {}

#[qom_type(parent = Mid, class_init = |class| note("init of low", class.type_info()), class_data = 3_u32)]
pub struct Low {}

#[test]
fn a2_2_classes_are_initialised_in_qoms_order() {
    class_by_name("low").unwrap();
    assert_eq!(
        *ORDER.lock().unwrap(),
        ["base of top mid 2", "init of mid mid 2", "base of mid low 3", "base of top low 3", "init of low low 3",]
    );
}

#[qom_type(parent = Dog, class_init = wild)]
pub struct Wolf {}

fn wild(class: &mut ClassInit<'_, Wolf>) {
    AnimalClass::set_tame(class, false);
    AnimalClass::set_latin(class, format!("{} lupus", class.type_info().name()));
    AnimalClass::set_legs(class, || 5);
    AnimalClass::set_sound(class, |this| format!("howl of a {}", this.type_name()));
}

#[qom_type(parent = Wolf)]
pub struct Cub {}

#[test]
fn a2_3_methods_and_fields_are_inherited_by_copying() {
    let (dog, wolf, cub) = (Dog::new(), Wolf::new(), Cub::new());
    assert_eq!([dog.sound(), wolf.sound(), cub.sound()], ["woof", "howl of a wolf", "howl of a cub"]);
    assert_eq!([dog.legs(), wolf.legs(), cub.legs()], [4, 5, 5]);
    let of = |animal: &Animal| {
        let class = AnimalClass::of(animal);
        (class.tame(), class.latin(), class.legs())
    };
    assert_eq!(of(&dog), (true, "animalia".into(), 4));
    assert_eq!(of(&cub), (false, "wolf lupus".into(), 5));
    assert_eq!((cub.tame(), cub.latin()), (false, "wolf lupus".into()), "read from the object");
    assert_eq!(of(&Whelp::new()), (true, "canis parvus".into(), 4));
}

#[test]
fn a2_4_properties_are_not_copied() {
    #[qom_type]
    struct WithProperty {
        #[property(default = 1)]
        #[allow(dead_code)]
        number: Prop<u8>,
    }
    #[qom_type(parent = WithProperty)]
    struct WithoutProperty {}
    let class = WithoutProperty::new().class();
    assert_eq!(class.type_info().properties().count(), 0);
    assert_eq!(class.parent().unwrap().type_info().properties().count(), 1);
}

#[test]
fn a2_5_classes_are_found_by_name() {
    assert_eq!(class_by_name("dog").unwrap().name(), "dog");
    assert_eq!(class_by_name("no-dog").unwrap_err().to_string(), "unknown type 'no-dog'");
}

#[test]
fn a2_6_a_class_knows_its_name_its_parent_and_whether_it_is_abstract() {
    let class = Puppy::new().class();
    let line: Vec<&str> = class.lineage().map(Class::name).collect();
    assert_eq!(line, ["puppy", "dog", "animal", "object"]);
    let abstracts: Vec<bool> = class.lineage().map(Class::is_abstract).collect();
    assert_eq!(abstracts, [false, false, true, true]);
    assert!(class_by_name("object").unwrap().parent().is_none());
    assert!(matches!(class_by_name("animal").unwrap().create(), Err(Error::AbstractType { .. })));
    assert_eq!(class.create().unwrap().type_name(), "puppy");
}

#[test]
fn a2_7_types_are_listed_in_order_and_by_what_they_implement() {
    let all: Vec<String> = types().map(|info| info.name().to_ascii_lowercase()).collect();
    let mut sorted = all.clone();
    sorted.sort();
    assert_eq!(all, sorted);
    for name in ["kennel-B", "kennel-a", "Kennel-C"] {
        register_type(TypeInfo::new(name, "dog")).unwrap();
    }
    let kennels = types().map(TypeInfo::name).filter(|name| name.to_ascii_lowercase().starts_with("kennel"));
    assert_eq!(kennels.collect::<Vec<_>>(), ["kennel-a", "kennel-B", "Kennel-C"]);
    let dogs: Vec<&str> = types_implementing("puppy").map(TypeInfo::name).collect();
    assert_eq!(dogs, ["puppy", "whelp", "whelpling"]);
    assert_eq!(types_implementing("animal").filter(|info| info.is_abstract()).count(), 1);
    assert_eq!(types_implementing("no-such-type").count(), 0);
}

#[test]
fn a2_8_the_interface_layers_of_a_class_are_no_types() {
    let class = class_by_name("puppy").unwrap();
    assert_eq!(class.interfaces().count(), 0);
    // QOM makes a class `TYPE::IFACE` for each; here it is a layer of the type's class.
    assert!(types().all(|info| !info.name().contains("::") && type_by_name(info.name()).is_ok()));
}

#[test]
fn a_class_is_cast_to_a_layer() {
    let class = class_by_name("puppy").unwrap();
    assert_eq!(class.downcast_ref::<AnimalClass>().unwrap().latin(), "canis parvus");
    assert!(class.downcast_ref::<DeviceClass>().is_none());
    assert!(class.is_a("dog") && class.is_a("object") && !class.is_a("bird") && !class.is_a("nothing"));
}

#[test]
fn a_class_that_needs_itself_is_an_error() {
    #[qom_type(parent = Dog, class_init = |_| *SEEN.lock().unwrap() = Some(Selfish::try_new()))]
    struct Selfish {}
    static SEEN: Mutex<Option<Result<Obj<Selfish>>>> = Mutex::new(None);

    class_by_name("selfish").unwrap();
    let seen = SEEN.lock().unwrap().take().unwrap();
    assert!(matches!(seen, Err(Error::ClassRecursion { .. })), "{seen:?}");
    assert!(Selfish::try_new().is_ok());
}

#[test]
fn a_class_init_that_panics_leaves_the_class_to_the_next_attempt() {
    static ATTEMPTS: AtomicUsize = AtomicUsize::new(0);
    #[qom_type(parent = Dog, class_init = |_| assert!(ATTEMPTS.fetch_add(1, Ordering::Relaxed) > 0, "first attempt"))]
    struct Nervous {}

    assert!(std::panic::catch_unwind(Nervous::new).is_err());
    assert_eq!(Nervous::new().sound(), "woof");
    assert_eq!(ATTEMPTS.load(Ordering::Relaxed), 2);
}

#[test]
fn types_without_a_struct_have_classes_of_their_own() {
    let boxer =
        TypeInfo::new("boxer", "dog").with_class_data("bark").with_class_init(|class: &mut ClassInit<'_, Dog>| {
            AnimalClass::set_latin(class, format!("canis {}", class.class_data::<&str>().unwrap()));
            AnimalClass::set_sound(class, |this| {
                format!("{} woof", this.class().type_info().class_data::<&str>().unwrap())
            });
        });
    register_type(boxer).unwrap();
    register_type(TypeInfo::new("old-boxer", "boxer").with_class_data("hoarse")).unwrap();
    let old = new_by_name("old-boxer").unwrap();
    let dog = old.downcast_ref::<Dog>().unwrap();
    assert_eq!(dog.sound(), "hoarse woof");
    assert_eq!(AnimalClass::of(dog).latin(), "canis bark");
    assert!(old.is_instance_of("boxer") && !Dog::new().is_instance_of("boxer"));
    assert_eq!(Animal::sound_of(class_by_name("boxer").unwrap(), dog), "hoarse woof");
}

#[test]
fn types_without_a_struct_fill_pure_methods_or_are_refused() {
    let error = register_type(TypeInfo::new("fish", "animal")).unwrap_err();
    assert!(matches!(error, Error::PureHook { .. }));
    assert_eq!(
        error.to_string(),
        "type 'fish' is not abstract and does not implement the pure method 'sound' of 'animal'"
    );
    assert!(matches!(class_by_name("fish"), Err(Error::UnknownType { .. })), "nothing was registered");
    register_type(TypeInfo::new("fish", "animal").with_abstract()).unwrap();
    let error = register_type(TypeInfo::new("carp", "fish")).unwrap_err();
    assert!(matches!(error, Error::PureHook { .. }));
    let carp = TypeInfo::new("carp", "fish")
        .with_class_init(|class: &mut ClassInit<'_, Animal>| AnimalClass::set_sound(class, |_| "blub".into()));
    register_type(carp).unwrap();
    // Its objects are of the nearest Rust type, though that one is abstract.
    let carp = new_by_name("carp").unwrap();
    assert_eq!(carp.downcast_ref::<Animal>().unwrap().twice(), "blub blub");
}

#[test]
fn a_class_init_for_another_type_is_an_error() {
    let wrong = |name: &str, parent: &str| {
        TypeInfo::new(name, parent).with_class_init(|_: &mut ClassInit<'_, Bird>| unreachable!())
    };
    let error = register_type(wrong("wrong-init", "dog")).unwrap_err();
    assert_eq!(error.to_string(), "the class_init of type 'wrong-init' is for 'bird', which 'wrong-init' is not");
    // Where the parent comes later nobody can tell earlier.
    register_type(wrong("wrong-early", "later-dog")).unwrap();
    register_type(TypeInfo::new("later-dog", "dog")).unwrap();
    let error = new_by_name("wrong-early").unwrap_err();
    assert!(matches!(error, Error::WrongClassInit { .. }));
    assert!(check_types().iter().any(|fault| fault.to_string() == error.to_string()));
}

#[test]
fn a_refused_duplicate_runs_no_class_init() {
    let duplicate = TypeInfo::new("puppy", "animal").with_class_init(|_: &mut ClassInit<'_, Animal>| unreachable!());
    assert!(matches!(register_type(duplicate), Err(Error::DuplicateType { .. })));
}
