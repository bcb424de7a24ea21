//! Properties by name: set, read and listed. Rows A6, A8 and A9 as far as they go with fields of these types.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use qom_core::prelude::*;
use qom_core::register_type;
use qom_tests::text;

#[qom_type(abstract)]
pub struct Port {
    /// Whether it is there.
    #[property(default = true)]
    enabled: Prop<bool>,
}

#[qom_type(parent = Port, init = |this| assert_eq!(this.child("fifo"), Some(this.fifo.object().clone().upcast())))]
pub struct SerialPort {
    #[property(default = 48)]
    aw_bits: Prop<u8>,
    #[property]
    size: Prop<u64>,
    #[property(default = -1)]
    addr: Prop<i32>,
    #[property(default = "none")]
    label: Prop<String>,
    #[child]
    fifo: Child<Fifo>,
    not_a_property: u8,
}

#[qom_type]
pub struct Fifo {
    #[property]
    depth: Prop<i64>,
}

fn port() -> Obj<Object> {
    new_by_name("serial-port").unwrap()
}

#[test]
fn a6_8_a6_9_properties_are_listed_without_an_object_the_roots_first() {
    let list = |class: &'static Class| -> Vec<String> {
        class.properties().map(|property| format!("{} {}", property.name(), property.type_name())).collect()
    };
    assert_eq!(list(class_by_name("port").unwrap()), ["type string", "enabled bool"]);
    assert_eq!(
        list(class_by_name("serial-port").unwrap()),
        [
            "type string",
            "enabled bool",
            "aw-bits uint8",
            "size uint64",
            "addr int32",
            "label string",
            "fifo child<fifo>"
        ]
    );
    let class = class_by_name("serial-port").unwrap();
    let enabled = class.property("enabled").unwrap();
    assert_eq!((enabled.doc(), enabled.default().as_deref()), ("Whether it is there.", Some("true")));
    assert!(enabled.is_writable());
    assert!(!class.property("type").unwrap().is_writable() && !class.property("fifo").unwrap().is_writable());
    assert!(class.property("not-a-property").is_none() && class.property("not_a_property").is_none());
}

#[test]
fn a8_values_go_in_and_come_out() {
    let port = port();
    let typed = port.downcast_ref::<SerialPort>().unwrap();
    assert_eq!(port.get::<String>("type").unwrap(), "serial-port");
    assert_eq!(port.get::<u8>("aw-bits").unwrap(), 48);
    port.set("aw-bits", 39).unwrap();
    port.set("size", u64::MAX).unwrap();
    port.set("addr", i32::MIN).unwrap();
    port.set("enabled", false).unwrap();
    port.set("label", " two  words ").unwrap();
    assert_eq!((typed.aw_bits.get(), typed.size.get(), typed.addr.get()), (39, u64::MAX, i32::MIN));
    assert_eq!((typed.enabled.get(), typed.label.get()), (false, " two  words ".into()));
    typed.aw_bits.set(40);
    assert_eq!(port.get::<Value>("aw-bits").unwrap(), Value::Int(40));
    assert_eq!(port.get::<i64>("addr").unwrap(), i64::from(i32::MIN), "any type that holds the value");
    assert_eq!(typed.not_a_property, 0);
}

/// What is tried on which property, and what is said about it.
const REFUSED: &[(&str, &str, &str, &str)] = &[
    // property, text, said of the text by itself, said of `key=text`
    ("aw-bits", "300", "Parameter 'aw-bits' expects uint8_t", "Parameter 'aw-bits' expects uint8_t"),
    ("aw-bits", "-1", "Parameter 'aw-bits' expects uint8_t", "Parameter 'aw-bits' expects uint8_t"),
    ("aw-bits", "abc", "Parameter 'aw-bits' expects uint64", "Parameter 'aw-bits' expects integer"),
    ("aw-bits", "", "Parameter 'aw-bits' expects uint64", "Parameter 'aw-bits' expects integer"),
    ("addr", "2147483648", "Parameter 'addr' expects int32_t", "Parameter 'addr' expects int32_t"),
    ("addr", "x", "Parameter 'addr' expects int64", "Parameter 'addr' expects integer"),
    ("size", "-1", "Parameter 'size' expects uint64", "Parameter 'size' expects uint64"),
    ("enabled", "ON", "Parameter 'enabled' expects 'on' or 'off'", "Parameter 'enabled' expects 'on' or 'off'"),
    ("enabled", "1", "Parameter 'enabled' expects 'on' or 'off'", "Parameter 'enabled' expects 'on' or 'off'"),
    ("type", "x", "Property 'serial-port.type' is not writable", "Property 'serial-port.type' is not writable"),
    ("fifo", "/x", "Property 'serial-port.fifo' is not writable", "Property 'serial-port.fifo' is not writable"),
    ("no", "x", "Property 'serial-port.no' not found", "Property 'serial-port.no' not found"),
    ("", "x", "Property 'serial-port.' not found", "Property 'serial-port.' not found"),
];

#[test]
fn a8_1_a8_2_a9_2_a9_3_what_is_refused_changes_nothing() {
    let port = port();
    let values =
        || -> Vec<Value> { port.class().properties().map(|property| port.get(property.name()).unwrap()).collect() };
    let before = values();
    for (name, value, by_itself, as_keyval) in REFUSED {
        assert_eq!(text(port.set_from_str(name, value)), *by_itself);
        assert_eq!(text(port.set_from_keyval(name, value)), *as_keyval);
    }
    assert_eq!(values(), before);
}

#[test]
fn a9_1_values_of_programs_are_not_converted() {
    let port = port();
    let expected = |name: &str, value: Value| text(port.set(name, value));
    assert_eq!(expected("aw-bits", "48".into()), "Invalid parameter type for 'aw-bits', expected: integer");
    assert_eq!(expected("enabled", "on".into()), "Invalid parameter type for 'enabled', expected: boolean");
    assert_eq!(expected("enabled", 1.into()), "Invalid parameter type for 'enabled', expected: boolean");
    assert_eq!(expected("label", true.into()), "Invalid parameter type for 'label', expected: string");
    assert_eq!(expected("aw-bits", 256.into()), "Parameter 'aw-bits' expects uint8_t");
    assert_eq!(expected("size", (-1).into()), "Parameter 'size' expects uint64");
    assert_eq!(text(port.get::<bool>("aw-bits")), "Invalid parameter type for 'aw-bits', expected: boolean");
    assert_eq!(text(port.get::<String>("enabled")), "Invalid parameter type for 'enabled', expected: string");
    port.set("size", 300).unwrap();
    assert_eq!(text(port.get::<u8>("size")), "Parameter 'size' expects uint8_t");
    assert_eq!(text(port.get::<u8>("no")), "Property 'serial-port.no' not found");
}

#[test]
fn a9_2_texts_for_truth_and_for_numbers() {
    let port = port();
    for (word, meant) in [("on", true), ("off", false), ("yes", true), ("no", false), ("y", true), ("n", false)] {
        port.set_from_str("enabled", word).unwrap();
        assert_eq!(port.get::<bool>("enabled").unwrap(), meant, "{word}");
        port.set_from_keyval("enabled", word).unwrap();
    }
    for (number, meant) in [("0x30", 48), ("060", 48), ("48", 48)] {
        port.set_from_keyval("aw-bits", number).unwrap();
        assert_eq!(port.get::<u8>("aw-bits").unwrap(), meant);
    }
    port.set_from_str("addr", "-0x10").unwrap();
    assert_eq!(port.get::<i32>("addr").unwrap(), -16);
    port.set_from_str("label", "").unwrap();
    assert_eq!(port.get::<String>("label").unwrap(), "");
}

#[qom_core::test]
fn a7_6_a_child_is_in_the_tree_with_its_parent_and_reads_as_its_path() {
    let port = SerialPort::new();
    let fifo = port.child("fifo").unwrap();
    assert_eq!(fifo, port.fifo.object().clone());
    assert_eq!(port.get::<String>("fifo").unwrap(), "", "its parent is nowhere");
    Context::current().root().add_child("port", &port).unwrap();
    assert_eq!(port.get::<String>("fifo").unwrap(), "/port/fifo");
    assert_eq!(fifo.get::<i64>("depth").unwrap(), 0);
    drop(fifo);
    let weak = port.fifo.object().downgrade();
    port.unparent();
    drop(port);
    assert!(weak.upgrade().is_none());
}

#[qom_core::test]
fn a6_2_a_child_does_not_get_the_name_of_a_property() {
    let port = SerialPort::new();
    for name in ["label", "enabled", "type", "fifo"] {
        assert_eq!(
            text(port.add_child(name, &Fifo::new())),
            format!("attempt to add duplicate property '{name}' to object (type 'serial-port')")
        );
    }
}

#[test]
fn types_made_at_run_time_have_the_properties_of_their_ancestors() {
    register_type(TypeInfo::new("serial-port-2", "serial-port")).unwrap();
    let port = new_by_name("serial-port-2").unwrap();
    port.set("aw-bits", 39).unwrap();
    assert_eq!(text(port.set("no", 1)), "Property 'serial-port-2.no' not found");
}
