//! Lines of E4, what QEMU has not, that are in no other file: 9, 11 and 13. The others: 1 and 2 in `property_kinds.rs`, 4
//! and 5 in `watchers.rs`, 6 in `link_records.rs`, 8 in `own_properties.rs` and here, 12 in `globals.rs` and `contexts.rs`.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use qom_core::prelude::*;
use qom_devices::{DeviceOptions, Machine};

#[qom_type(interfaces = [UserCreatable])]
pub struct Playlist {
    #[property(range = 1..=11, default = 5)]
    volume: Prop<u8>,
    #[property]
    mode: Prop<OnOffAuto>,
    #[property(read_only)]
    length: Prop<u32>,
    #[property(write_only)]
    secret: Prop<String>,
    #[property]
    next: Link<Playlist>,
}

impl UserCreatableImpl for Playlist {}

#[test]
fn e4_8_order_is_that_of_declaration_and_addition_everywhere() {
    let names = |context: &Context| {
        let list = context.object_add_str("playlist,id=p0,volume=3").unwrap();
        list.add_property("z", ObjectProperty::new(Prop::new(1_u8))).unwrap();
        list.add_property("a", ObjectProperty::new(Prop::new(1_u8))).unwrap();
        context.object_add_str("playlist,id=a0").unwrap();
        let properties: Vec<String> = list.properties().into_iter().map(|property| property.name).collect();
        let children: Vec<String> =
            context.object_at("/objects").unwrap().children().into_iter().map(|(name, _)| name.to_string()).collect();
        (properties, children)
    };
    let first = names(&Context::new());
    assert_eq!(first.0, ["type", "volume", "mode", "length", "secret", "next", "z", "a"]);
    assert_eq!(first.1, ["p0", "a0"]);
    assert_eq!(names(&Context::new()), first);
    let types: Vec<String> = types().map(|info| info.name().to_ascii_lowercase()).collect();
    assert!(types.is_sorted());
}

#[test]
fn e4_9_a_type_of_any_crate_can_be_created_by_users() {
    let context = Context::new();
    let made = context.object_add_str("playlist,id=mine,volume=11").unwrap();
    assert_eq!(made.canonical_path().as_deref(), Some("/objects/mine"));
    qom_devices::add_object(&context, r#"{"qom-type": "playlist", "id": "other", "volume": 2}"#).unwrap();
    assert_eq!(context.object_at("/objects/other").unwrap().get::<u8>("volume").unwrap(), 2);
    assert!(qom_core::types_implementing("user-creatable").any(|info| info.name() == "playlist"));
    context.object_del("mine").unwrap();
}

#[test]
fn e4_11_what_is_wrong_can_be_told_apart_without_its_text() {
    let context = Context::new();
    let list = context.object_add_str("playlist,id=p0").unwrap();
    macro_rules! told {
        ($result:expr, $kind:ident) => {
            assert!(matches!($result.err(), Some(Error::$kind { .. })), stringify!($result))
        };
    }
    told!(list.set("none", 1), PropertyNotFound);
    told!(list.set("length", 1), PropertyNotWritable);
    told!(list.get::<String>("secret"), PropertyNotReadable);
    told!(list.set("volume", "loud"), InvalidParameterType);
    told!(list.set("volume", 12), InvalidParameterValue);
    told!(list.set("mode", "maybe"), NotAChoice);
    told!(list.set("next", "nowhere"), NoSuchObject);
    told!(context.object_add_str("playlist"), MissingParameter);
    told!(context.object_add_str("playlist,id=1"), NotAnId);
    told!(context.object_add_str("no-such,id=a"), InvalidObjectType);
    told!(context.object_add_str("container,id=a"), NotUserCreatable);
    told!(context.object_add_str("device,id=a"), NotUserCreatable);
    told!(context.object_add_str("playlist,id=p0"), DuplicateChild);
    told!(context.object_del("p1"), NoSuchId);
    told!(new_by_name("no-such"), UnknownType);
    told!(new_by_name("device"), AbstractType);
    told!(context.object_at("/objects/p1"), NoSuchObject);
    context.object_add_str("playlist,id=p1,next=p0").unwrap();
    told!(context.object_del("p0"), InUse);
    told!(list.add_child("a b", &Container::new_in(&context)), BadName);
    told!(list.downcast::<Device>().map_err(Error::from), NotAnInstance);
    // Also below what was added to it.
    let error = context.object_add_str("playlist,id=p2,volume=99").context("while starting").unwrap_err();
    assert!(error.to_string().starts_with("while starting: "));
}

#[test]
fn e4_13_ids_properties_and_children_are_called_by_one_rule() {
    let context = Context::new();
    let machine = Machine::start(&context, "none").unwrap();
    let object = Container::new_in(&context);
    for (name, is_id, is_name) in [
        ("a", true, true),
        ("A-b_c.9", true, true),
        ("a[0]", false, true),
        ("a[12]", false, true),
        ("", false, false),
        ("9a", false, false),
        ("-a", false, false),
        ("a b", false, false),
        ("a/b", false, false),
        ("a,b", false, false),
        ("a=b", false, false),
        ("ä", false, false),
        ("a[", false, false),
        ("a[]", false, false),
        ("a[0]b", false, false),
        ("a[0][1]", false, false),
        (".", false, false),
        ("..", false, false),
    ] {
        assert_eq!(object.add_child(name, &Container::new_in(&context)).is_ok(), is_name, "child {name}");
        if is_name {
            object.child(name).unwrap().unparent();
        }
        let property = ObjectProperty::new(Prop::new(1_u8));
        assert_eq!(object.add_property(name, property).is_ok(), is_name, "property {name}");
        if is_name {
            object.remove_property(name).unwrap();
        }
        assert_eq!(object.add_alias(name, &machine, "type").is_ok(), is_name, "alias {name}");
        let added = context.object_add("playlist", name, Vec::<(String, Value)>::new());
        assert_eq!(added.is_ok(), is_id, "id {name}: {added:?}");
        let options = DeviceOptions { driver: "led".into(), id: Some(name.into()), ..DeviceOptions::default() };
        assert_eq!(options.add_to(&machine).is_ok(), is_id, "device {name}");
    }
}
