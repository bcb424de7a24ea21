//! Properties that one object has for itself: rows A6.1 to A6.12, A7.8 (aliases), array names.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use qom_core::prelude::*;
use qom_tests::text;

#[qom_type]
pub struct Plain {
    #[property(default = 5)]
    speed: Prop<u32>,
}

#[qom_type]
pub struct Port {
    #[property]
    plain: Link<Plain>,
    #[child]
    disk: Child<Disk>,
}

#[qom_type]
pub struct Disk {
    #[property(default = 512, range = 512..=4096, description = "bytes of a sector")]
    sector: Prop<u32>,
}

#[test]
fn a6_1_and_a6_2_one_object_has_it_and_the_others_do_not() -> Result<()> {
    let (one, other) = (Plain::new(), Plain::new());
    assert_eq!(&*one.add_property("gain", ObjectProperty::new(Prop::new(7_u8)))?, "gain");
    assert_eq!(one.get::<u8>("gain")?, 7);
    one.set("gain", 9)?;
    one.set_from_str("gain", "0x10")?;
    assert_eq!(one.get::<Value>("gain")?, Value::Int(16));
    assert_eq!(text(one.set("gain", 256)), "Parameter 'gain' expects uint8_t");
    assert_eq!(text(one.set("gain", "loud")), "Invalid parameter type for 'gain', expected: integer");
    assert_eq!(text(other.get::<u8>("gain")), "Property 'plain.gain' not found");
    assert_eq!(text(other.set("gain", 1)), "Property 'plain.gain' not found");
    for taken in ["gain", "speed", "type"] {
        let error = one.add_property(taken, ObjectProperty::new(Prop::new(0_u8))).unwrap_err();
        assert!(matches!(error, Error::DuplicateChild { .. }));
        assert_eq!(error.to_string(), format!("attempt to add duplicate property '{taken}' to object (type 'plain')"));
    }
    // Children and properties have the same names, whichever came first.
    assert!(one.add_child("gain", &other).is_err() && one.add_child("speed", &other).is_err());
    one.add_child("other", &other)?;
    assert!(one.add_property("other", ObjectProperty::new(Prop::new(0_u8))).is_err());
    Ok(())
}

#[test]
fn what_only_links_can_say_is_refused_of_others() {
    let object = Plain::new();
    for property in [
        ObjectProperty::new(Prop::new(1_u8)).set_once(),
        ObjectProperty::new(Prop::new(1_u8)).refuses_deletion(true),
        ObjectProperty::computed(|_| 1_u8).set_once(),
    ] {
        let refused = object.add_property("gain", property);
        assert_eq!(text(refused), "'gain' is no link: it cannot be set once, or refuse a deletion");
    }
    object.add_property("gain", ObjectProperty::new(Link::<Plain>::new()).set_once()).unwrap();
}

#[test]
fn a6_5_it_can_be_taken_away_again() -> Result<()> {
    let object = Plain::new();
    object.add_property("gain", ObjectProperty::new(Prop::new(7_u8)))?;
    object.remove_property("gain")?;
    assert!(!object.has_property("gain") && object.get::<u8>("gain").is_err());
    for absent in ["gain", "speed", "nothing"] {
        let error = object.remove_property(absent).unwrap_err();
        assert!(matches!(error, Error::PropertyNotFound { .. }), "{absent}: {error}");
    }
    assert_eq!(object.get::<u32>("speed")?, 5);
    object.add_property("gain", ObjectProperty::new(Prop::new(String::from("low"))))?;
    assert_eq!(object.get::<String>("gain")?, "low");
    Ok(())
}

#[test]
fn what_a_property_holds_goes_with_it_or_with_the_object() -> Result<()> {
    let held = Arc::new(());
    let computed = |held: &Arc<()>| {
        let held = held.clone();
        ObjectProperty::computed(move |_| Arc::strong_count(&held) as u64)
    };
    let object = Plain::new();
    object.add_property("a", computed(&held))?;
    object.add_property("b", computed(&held))?;
    assert_eq!(object.get::<u64>("a")?, 3);
    object.remove_property("a")?;
    assert_eq!(object.get::<u64>("b")?, 2);
    drop(object);
    assert_eq!(Arc::strong_count(&held), 1);
    Ok(())
}

#[test]
fn a_property_that_goes_may_look_at_its_object() -> Result<()> {
    struct Last(Obj<Plain>, Arc<AtomicU32>);
    impl Drop for Last {
        fn drop(&mut self) {
            self.1.store(u32::from(self.0.has_property("looking")) + 1, Ordering::Relaxed);
            // The topology can be changed from here.
            self.0.add_property("after", ObjectProperty::new(Prop::new(1_u8))).unwrap();
        }
    }
    let (object, seen) = (Plain::new(), Arc::new(AtomicU32::new(0)));
    let last = Last(object.clone(), seen.clone());
    object.add_property(
        "looking",
        ObjectProperty::computed(move |_| {
            let _ = &last;
            0_u32
        }),
    )?;
    object.remove_property("looking")?;
    assert_eq!((seen.load(Ordering::Relaxed), object.get::<u8>("after")?), (1, 1));
    Ok(())
}

#[test]
fn a6_8_computed_ones_are_read_set_or_refuse() -> Result<()> {
    let object = Plain::new();
    let level = Arc::new(AtomicU32::new(1));
    let (read, write) = (level.clone(), level.clone());
    object.add_property("fixed", ObjectProperty::computed(|object| object.type_name().to_owned()))?;
    object.add_property(
        "level",
        ObjectProperty::computed_settable(
            move |_| Ok(read.load(Ordering::Relaxed)),
            move |_, value: u32| {
                ensure!(value < 10, "too high");
                write.store(value, Ordering::Relaxed);
                Ok(())
            },
        ),
    )?;
    let sink = level.clone();
    object.add_property(
        "sink",
        ObjectProperty::write_only(move |_, value: u32| {
            sink.store(value, Ordering::Relaxed);
            Ok(())
        }),
    )?;
    object.add_property("constant", ObjectProperty::new(Prop::new(3_u8)).read_only())?;
    assert_eq!(object.get::<String>("fixed")?, "plain");
    object.set("level", 4)?;
    assert_eq!((object.get::<u32>("level")?, text(object.set("level", 12))), (4, "too high".into()));
    object.set("sink", 6)?;
    assert_eq!(object.get::<u32>("level")?, 6);
    assert_eq!(text(object.get::<u32>("sink")), "Property 'plain.sink' is not readable");
    for name in ["fixed", "constant"] {
        assert_eq!(text(object.set(name, 1)), format!("Property 'plain.{name}' is not writable"));
    }
    Ok(())
}

#[test]
fn a6_3_array_names_take_the_first_free_number() -> Result<()> {
    let object = Plain::new();
    let add = |name: &str| object.add_property(name, ObjectProperty::new(Prop::new(0_u8)));
    for number in 0..3 {
        assert_eq!(*add("x[*]")?, *format!("x[{number}]"));
    }
    object.remove_property("x[1]")?;
    object.add_child("x[*]", &Plain::new())?;
    assert_eq!(object.child("x[1]").unwrap().type_name(), "plain");
    assert_eq!(&*add("x[*]")?, "x[3]");
    object.child("x[1]").unwrap().unparent();
    add("x[7]")?;
    assert_eq!((&*add("x[*]")?, &*add("x[*]")?), ("x[1]", "x[4]"));
    assert_eq!(&*add("y[*]")?, "y[0]");
    for bad in ["[*]", "x[*][*]", "x[*]y", "1[*]", "x[*", "*"] {
        assert!(matches!(add(bad).unwrap_err(), Error::BadName { .. }), "{bad}");
    }
    Ok(())
}

#[test]
fn many_of_an_array_are_named_in_time_that_grows_with_their_number() -> Result<()> {
    let object = Plain::new();
    for number in 0..20_000 {
        let name = object.add_property("x[*]", ObjectProperty::new(Prop::new(0_u8)))?;
        if number % 5_000 == 0 {
            assert_eq!(*name, *format!("x[{number}]"));
        }
    }
    Ok(())
}

#[test]
fn a7_8_an_alias_stands_for_a_property_of_another() -> Result<()> {
    let (front, disk) = (Plain::new(), Disk::new());
    front.add_alias("sector", &disk, "sector")?;
    front.set_from_str("sector", "1024")?;
    assert_eq!((disk.sector.get(), front.get::<u32>("sector")?), (1024, 1024));
    assert_eq!(text(front.set("sector", 1)), "Parameter 'sector' expects a value between 512 and 4096");
    let described = front.property("sector").unwrap();
    assert_eq!(
        (&*described.type_name, described.range, &*described.doc),
        ("uint32", Some((512, 4096)), "bytes of a sector")
    );
    // Of an alias, too.
    let far = Plain::new();
    far.add_alias("far", &front, "sector")?;
    far.set("far", 4096)?;
    assert_eq!(disk.sector.get(), 4096);
    assert_eq!(text(front.add_alias("none", &disk, "nothing")), "Property 'disk.nothing' not found");
    drop(disk);
    for result in [front.get::<u32>("sector"), far.get::<u32>("far")] {
        assert!(matches!(result, Err(Error::AliasedIsGone { .. })), "{result:?}");
    }
    assert!(matches!(front.set("sector", 512), Err(Error::AliasedIsGone { .. })));
    assert!(front.has_property("sector"), "it still has the name");
    front.remove_property("sector")?;
    assert_eq!(text(far.get::<u32>("far")), "Property 'plain.sector' not found");
    Ok(())
}

#[test]
fn aliases_of_links_and_children_lead_where_those_lead() -> Result<()> {
    let context = Context::new();
    context.enter(|| {
        let (front, port, plain) = (Plain::new(), Port::new(), Plain::new());
        context.root().add_child("front", &front)?;
        context.root().add_child("port", &port)?;
        context.root().add_child("plain", &plain)?;
        front.add_alias("plain", &port, "plain")?;
        front.add_alias("disk", &port, "disk")?;
        front.set("plain", "/plain")?;
        assert_eq!(port.plain.get(), Some(plain.clone()));
        assert_eq!(context.object_at("/front/plain")?, plain);
        assert_eq!(context.object_at("/port/plain")?, plain);
        assert_eq!(context.object_at("/front/disk")?, port.child("disk").unwrap());
        assert_eq!(front.get::<String>("disk")?, "/port/disk");
        assert_eq!(front.get_link("plain")?, Some(plain.clone().upcast()));
        front.set_link::<Plain>("plain", None)?;
        assert!(port.plain.get().is_none() && context.object_at("/front/plain").is_err());
        Ok(())
    })
}

#[test]
fn aliases_close_no_circle() -> Result<()> {
    let (a, b, c) = (Plain::new(), Plain::new(), Plain::new());
    b.add_alias("x", &a, "speed")?;
    c.add_alias("x", &b, "x")?;
    assert_eq!(text(a.add_alias("x", &a, "x")), "Property 'plain.x' not found");
    // What an alias stands for is taken away, and comes back as an alias of the end of the chain.
    a.add_property("own", ObjectProperty::new(Prop::new(1_u8)))?;
    b.add_alias("own", &a, "own")?;
    c.add_alias("own", &b, "own")?;
    a.remove_property("own")?;
    let error = a.add_alias("own", &c, "own").unwrap_err();
    assert!(error.to_string().contains("own"), "{error}");
    assert!(!a.has_property("own") && c.get::<u8>("own").is_err());
    let stranger = Plain::new_in(&Context::new());
    assert!(matches!(a.add_alias("far", &stranger, "speed"), Err(Error::CannotAlias { .. })));
    Ok(())
}

#[test]
fn a6_12_and_e4_8_they_are_listed_in_the_order_they_came() -> Result<()> {
    let object = Plain::new();
    let disk = Disk::new();
    object.add_property("zebra", ObjectProperty::new(Prop::new(0_u8)).description("striped"))?;
    object.add_child("middle", &Plain::new())?;
    object.add_alias("ant", &disk, "sector")?;
    let names = || object.properties().into_iter().map(|property| property.name).collect::<Vec<_>>();
    let before = names();
    assert_eq!(before.iter().filter(|name| ["zebra", "ant"].contains(&&***name)).collect::<Vec<_>>(), ["zebra", "ant"]);
    assert_eq!(before[..2], ["type", "speed"], "those of the class come first, the root's before");
    assert_eq!(names(), before);
    let zebra = object.property("zebra").unwrap();
    assert_eq!((&*zebra.type_name, &*zebra.doc, zebra.declared_by, zebra.default), ("uint8", "striped", None, None));
    assert_eq!(object.property("speed").unwrap().declared_by, Some("plain"));
    assert!(object.property("nothing").is_none());
    Ok(())
}

#[test]
fn threads_add_read_and_remove_without_losing_one() -> Result<()> {
    let object = Plain::new();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let object = &object;
            scope.spawn(move || {
                for round in 0..500_u32 {
                    let name = object.add_property("x[*]", ObjectProperty::new(Prop::new(round))).unwrap();
                    assert_eq!(object.get::<u32>(&name).unwrap(), round);
                    if (round + thread) % 2 == 0 {
                        object.remove_property(&name).unwrap();
                    }
                }
            });
        }
    });
    let left = object.properties().iter().filter(|property| property.name.starts_with("x[")).count();
    assert_eq!(left, 4 * 250);
    Ok(())
}
