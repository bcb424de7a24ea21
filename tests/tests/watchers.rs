//! E4.4: being told of changes, of a property or of a subtree; E4.5: several properties at once or none.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use qom_core::prelude::*;
use qom_tests::text;

#[qom_type]
pub struct Dial {
    #[property]
    volume: Prop<u32>,
    #[property(range = 1..=9, default = 1)]
    channel: Prop<u8>,
    #[property]
    label: Prop<String>,
    #[property]
    peer: Link<Dial>,
    #[child]
    knob: Child<Knob>,
    limit: Mutex<u32>,
}

#[qom_type]
pub struct Knob {
    #[property]
    angle: Prop<u32>,
}

#[qom_properties]
impl Dial {
    /// No value that is over it can be set.
    #[getter]
    fn limit(&self) -> u32 {
        *self.limit.lock().unwrap()
    }

    #[setter]
    fn set_limit(&self, value: u32) -> Result<()> {
        *self.limit.lock().unwrap() = value;
        ensure!(value != 13, "not thirteen");
        assert!(value != 14, "fourteen panics");
        Ok(())
    }
}

type Seen = Arc<Mutex<Vec<String>>>;

fn take(seen: &Seen) -> Vec<String> {
    std::mem::take(&mut seen.lock().unwrap())
}

#[test]
fn e4_4_a_property_tells_each_time_it_is_set() -> Result<()> {
    let (dial, seen) = (Dial::new(), Seen::default());
    let log = seen.clone();
    let watch = dial.watch("volume", move |dial| {
        log.lock().unwrap().push(dial.get::<u32>("volume").unwrap().to_string());
    })?;
    dial.set("volume", 1)?;
    dial.set("volume", 1)?;
    dial.set_from_str("volume", "2")?;
    dial.set_from_keyval("volume", "3")?;
    dial.class().resolve_property("volume")?.set(&dial, 4_u32)?;
    dial.class().resolve_property("volume")?.set(&dial, 5_u64)?;
    dial.set_all([("channel", 2), ("volume", 6)])?;
    dial.set("channel", 3)?;
    assert!(dial.set("volume", -1).is_err() && dial.set_all([("volume", 7), ("channel", 70)]).is_err());
    assert_eq!(take(&seen), ["1", "1", "2", "3", "4", "5", "6"]);
    dial.volume.set(8);
    assert_eq!(take(&seen), [""; 0], "code that sets its own field tells of it if it wants to");
    dial.notify("volume");
    assert_eq!(take(&seen), ["8"]);
    drop(watch);
    dial.set("volume", 9)?;
    assert_eq!((take(&seen), Arc::strong_count(&seen)), (vec![], 1));
    assert_eq!(text(dial.watch("nothing", |_| ())), "Property 'dial.nothing' not found");
    Ok(())
}

#[test]
fn e4_4_computed_own_and_aliased_properties_tell_too() -> Result<()> {
    let (dial, front, seen) = (Dial::new(), Knob::new(), Seen::default());
    dial.add_property("own", ObjectProperty::new(Prop::new(1_u8)))?;
    front.add_alias("own", &dial, "own")?;
    let mut watches = Vec::new();
    for (object, name) in [(&**dial as &Object, "own"), (&front, "own"), (&dial, "limit")] {
        let log = seen.clone();
        watches.push(object.watch(name, move |object| {
            log.lock().unwrap().push(format!("{}.{name}", object.type_name()));
        })?);
    }
    front.set("own", 3)?;
    assert_eq!(take(&seen), ["dial.own", "dial.own"], "it is the property of the dial");
    dial.set("own", 4)?;
    assert_eq!(take(&seen), ["dial.own", "dial.own"]);
    dial.set("limit", 4)?;
    assert_eq!(take(&seen), ["dial.limit"]);
    Ok(())
}

#[test]
fn e4_4_a_subtree_tells_of_all_below_it() -> Result<()> {
    let (dial, seen) = (Dial::new(), Seen::default());
    let log = seen.clone();
    let watch = dial.watch_tree(move |change| {
        let line = match change {
            Change::Property { object, name } => format!("{}.{name}", object.type_name()),
            Change::Added { object } => format!("+{}", object.path_component().unwrap()),
            Change::Removed { object, parent, name } => {
                assert!(object.parent().is_none() || object.parent().as_ref() != Some(parent));
                format!("-{name} of {}", parent.type_name())
            }
            _ => "?".to_owned(),
        };
        log.lock().unwrap().push(line);
    });
    let knob = dial.child("knob").unwrap();
    knob.set("angle", 90)?;
    dial.set("volume", 1)?;
    let (a, b) = (Container::new(), Container::new());
    dial.add_child("a", &a)?;
    a.add_child("b", &b)?;
    assert_eq!(take(&seen), ["knob.angle", "dial.volume", "+a", "+b"]);
    b.move_to(&dial, "c")?;
    assert_eq!(take(&seen), ["-b of container", "+c"]);
    a.unparent();
    b.unparent();
    b.add_child("elsewhere", &Container::new())?;
    assert_eq!(take(&seen), ["-a of dial", "-c of dial"]);
    drop(watch);
    knob.set("angle", 91)?;
    assert_eq!(take(&seen), [""; 0]);
    Ok(())
}

#[test]
fn watchers_may_watch_end_set_and_remove() -> Result<()> {
    let (dial, seen) = (Dial::new(), Seen::default());
    let watches: Arc<Mutex<Vec<Watch>>> = Arc::default();
    let (log, all) = (seen.clone(), watches.clone());
    let first = dial.watch("volume", move |dial| {
        log.lock().unwrap().push("volume".to_owned());
        let log = log.clone();
        // It ends whom it has started before.
        let old = std::mem::take(&mut *all.lock().unwrap());
        drop(old);
        all.lock().unwrap().push(
            dial.watch("channel", move |dial| {
                log.lock().unwrap().push("channel".to_owned());
                dial.set("label", "set from a watcher").unwrap();
            })
            .unwrap(),
        );
        dial.set("channel", 5).unwrap();
    })?;
    dial.set("volume", 1)?;
    dial.set("volume", 2)?;
    assert_eq!(take(&seen), ["volume", "channel", "volume", "channel"]);
    assert_eq!(dial.get::<String>("label")?, "set from a watcher");
    drop((first, std::mem::take(&mut *watches.lock().unwrap())));
    Ok(())
}

#[test]
fn a_watch_does_not_keep_its_object_and_outlives_it() -> Result<()> {
    let dial = Dial::new();
    let token = Arc::new(());
    let inside = token.clone();
    let watch = dial.watch("volume", move |_| drop(inside.clone()))?;
    assert_eq!((dial.handle_count(), format!("{watch:?}").contains("dial")), (1, true));
    drop(dial);
    assert_eq!(Arc::strong_count(&token), 1, "what it was called with goes with the object");
    drop(watch);
    Ok(())
}

#[test]
fn e4_5_all_are_set_or_none() -> Result<()> {
    let (dial, seen) = (Dial::new(), Seen::default());
    let log = seen.clone();
    let _watch = dial.watch_tree(move |change| {
        if let Change::Property { name, .. } = change {
            log.lock().unwrap().push((**name).to_owned());
        }
    });
    let values = |volume: i32, channel: i32| [("volume", Value::from(volume)), ("channel", Value::from(channel))];
    dial.set_all(values(7, 9))?;
    assert_eq!(take(&seen), ["volume", "channel"]);
    for (all, why) in [
        (values(1, 10), "Parameter 'channel' expects a value between 1 and 9"),
        (values(1, -1), "Parameter 'channel' expects uint8_t"),
        (values(-1, 2), "Parameter 'volume' expects uint32_t"),
        ([("volume", 1.into()), ("nothing", 1.into())], "Property 'dial.nothing' not found"),
        ([("volume", 1.into()), ("type", 1.into())], "Property 'dial.type' is not writable"),
        ([("volume", 1.into()), ("label", 1.into())], "Invalid parameter type for 'label', expected: string"),
        // Only the setter knows, when the others have been set.
        ([("volume", 1.into()), ("limit", 13.into())], "not thirteen"),
        ([("limit", 5.into()), ("limit", 13.into())], "not thirteen"),
    ] {
        assert_eq!(text(dial.set_all(all)), why);
        assert_eq!((dial.volume.get(), dial.channel.get(), dial.get::<u32>("limit")?), (7, 9, 0));
    }
    assert_eq!(take(&seen), [""; 0], "nobody is told of what did not last");
    let all = [("volume", Value::from(1)), ("limit", Value::from(14))];
    assert!(catch_unwind(AssertUnwindSafe(|| dial.set_all(all))).is_err());
    assert_eq!((dial.volume.get(), take(&seen)), (7, vec![]), "not even a panic leaves half of it");
    Ok(())
}

#[test]
fn e4_5_links_are_put_back_also_to_what_has_no_path() -> Result<()> {
    let (dial, loose) = (Dial::new(), Dial::new());
    dial.peer.set(Some(loose.clone()));
    assert!(dial.set_all([("peer", Value::from("")), ("limit", Value::from(13))]).is_err());
    assert_eq!(dial.peer.get(), Some(loose.clone()));
    assert_eq!(loose.linked_from().len(), 1);
    Ok(())
}

#[qom_type(unparent = Fragile::go)]
pub struct Fragile {}

impl Fragile {
    fn go(&self) {
        panic!("the hook");
    }
}

#[test]
fn a_watcher_may_panic_when_a_hook_did() -> Result<()> {
    let context = Context::new();
    let fragile = Fragile::new_in(&context);
    context.root().add_child("fragile", &fragile)?;
    let _watch = context.root().watch_tree(|_| panic!("the watcher"));
    let panic = catch_unwind(AssertUnwindSafe(|| fragile.unparent())).unwrap_err();
    assert_eq!(panic.downcast_ref::<&str>(), Some(&"the hook"), "the first of them");
    assert_eq!((fragile.parent(), context.root().child("fragile")), (None, None));
    Ok(())
}
