//! A rule of a property holds whatever way leads to it: by its name, another name, among others, as an object.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use qom_core::prelude::*;
use qom_tests::text;
use serde::{Deserialize, Serialize};

#[qom_type]
pub struct Lamp {
    #[property(default = 50)]
    most: Prop<u32>,
    #[property(default = 10, check = Lamp::is_allowed)]
    now: Prop<u32>,
    #[property]
    fuse: Link<Fuse>,
    #[property(write_only)]
    spare: Link<Fuse>,
}

impl Lamp {
    fn is_allowed(&self, value: &u32) -> Result<()> {
        ensure!(*value <= self.most.get(), "too bright");
        Ok(())
    }
}

#[qom_type]
pub struct Fuse {
    #[property(default = 5)]
    amperes: Prop<u8>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Half {
    shown: u8,
    #[serde(skip)]
    hidden: u8,
}

#[test]
fn a_check_sees_what_was_set_before_in_the_same_transaction() -> Result<()> {
    let lamp = Lamp::new();
    lamp.set_all([("most", 100), ("now", 80)])?;
    assert_eq!((lamp.most.get(), lamp.now.get()), (100, 80));
    assert_eq!(text(lamp.set_all([("most", 20), ("now", 30)])), "too bright");
    assert_eq!((lamp.most.get(), lamp.now.get()), (100, 80), "both are as they were");
    Ok(())
}

#[test]
fn what_is_wrong_is_told_under_the_name_that_was_given() -> Result<()> {
    let (front, lamp, fuse) = (Container::new(), Lamp::new(), Fuse::new());
    front.add_alias("limit", &fuse, "amperes")?;
    front.add_alias("main-fuse", &lamp, "fuse")?;
    assert_eq!(text(front.set("limit", 300)), "Parameter 'limit' expects uint8_t");
    assert_eq!(text(front.set_all([("limit", 300)])), "Parameter 'limit' expects uint8_t");
    let expected = "Invalid parameter type for 'main-fuse', expected: fuse";
    assert_eq!(text(front.set_link("main-fuse", Some(&lamp))), expected);
    Ok(())
}

#[test]
fn what_cannot_be_read_is_not_read_as_an_object_or_by_a_path() -> Result<()> {
    let context = Context::new();
    let (lamp, fuse) = (Lamp::new_in(&context), Fuse::new_in(&context));
    context.root().add_child("lamp", &lamp)?;
    context.root().add_child("fuse", &fuse)?;
    lamp.set("spare", "fuse")?;
    lamp.set("fuse", "fuse")?;
    assert!(matches!(lamp.get::<String>("spare"), Err(Error::PropertyNotReadable { .. })));
    assert!(matches!(lamp.get_link("spare"), Err(Error::PropertyNotReadable { .. })));
    assert!(matches!(context.object_at("/lamp/spare"), Err(Error::NoSuchObject { .. })));
    assert_eq!(lamp.get_link("fuse")?, Some(fuse.clone().upcast()));
    assert_eq!(context.object_at("/lamp/fuse")?, fuse);
    Ok(())
}

/// As those of a class.
#[test]
fn values_of_one_objects_properties_are_read_whole() -> Result<()> {
    let (front, lamp) = (Container::new(), Lamp::new());
    lamp.add_property("half", ObjectProperty::new(Prop::new(Struct(Half { shown: 1, hidden: 2 }))))?;
    lamp.add_property("undefined", ObjectProperty::new(Prop::new(f64::NAN)))?;
    front.add_alias("half", &lamp, "half")?;
    for object in [&**front, &**lamp] {
        assert_eq!(object.get::<Struct<Half>>("half")?.0, Half { shown: 1, hidden: 2 });
    }
    assert!(lamp.get::<f64>("undefined")?.is_nan());
    Ok(())
}

#[test]
fn who_watches_is_told_under_each_name() -> Result<()> {
    let (front, fuse) = (Container::new(), Fuse::new());
    front.add_alias("limit", &fuse, "amperes")?;
    let told = Arc::new(AtomicUsize::new(0));
    let count = told.clone();
    let watch = front.watch("limit", move |_| {
        count.fetch_add(1, Ordering::Relaxed);
    })?;
    fuse.amperes.set(6);
    front.notify("limit");
    fuse.notify("amperes");
    assert_eq!(told.load(Ordering::Relaxed), 2);
    drop(watch);
    front.notify("limit");
    assert_eq!(told.load(Ordering::Relaxed), 2);
    Ok(())
}
