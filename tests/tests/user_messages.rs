//! What is said of what users write, compared literally with the texts in QEMU's source: a table for each of the groups
//! A12 to A14, B2.2 and B4 of the inventory, and for the inputs of E3, which end QEMU. `messages.rs` has the groups
//! before.
//!
//! Where the text here is not QEMU's on purpose, the line says so.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::fmt::Debug;

use qom_core::prelude::*;
use qom_core::user_creatable::KeyVal;
use qom_devices::add_object;

/// Has what a text by itself cannot say.
#[qom_type(name = "kinds", interfaces = [UserCreatable])]
pub struct Kinds {
    #[property]
    bv: Prop<bool>,
    #[property]
    u8: Prop<u8>,
    #[property]
    texts: Prop<Vec<String>>,
    #[property]
    lists: Prop<Vec<Vec<bool>>>,
}

impl UserCreatableImpl for Kinds {
    fn complete(this: &Self) -> Result<()> {
        ensure!(this.u8.get() != 13, "'u8' cannot be 13");
        Ok(())
    }
    fn can_be_deleted(this: &Self) -> bool {
        !this.bv.get()
    }
}

#[qom_type]
pub struct Backend {}

#[qom_type(abstract, interfaces = [UserCreatable])]
pub struct AbstractBackend {}

impl UserCreatableImpl for AbstractBackend {}

#[qom_interface(Cooled)]
pub trait CooledImpl {}

#[qom_type(parent = Device, interfaces = [Cooled])]
pub struct Rocker {
    #[property(default = 4)]
    ports: Prop<u32>,
    #[property(default = OnOffAuto::Auto)]
    cooling: Prop<OnOffAuto>,
    #[property(default = Size::MIB)]
    buffer: Prop<Size>,
    #[property]
    serial: Prop<String>,
    #[property]
    backend: Link<Backend>,
    #[property]
    texts: Prop<Vec<String>>,
    #[property]
    lists: Prop<Vec<Vec<bool>>>,
}

#[qom_type(parent = Device)]
pub struct PlainDevice {}

fn text<T: Debug>(result: Result<T>) -> String {
    result.unwrap_err().to_string()
}

/// `globals.rs` has what is said of those that were for nobody.
#[test]
fn a12_globals() {
    for (property, value, why) in [
        ("nope", "1", "Property 'rocker.nope' not found"),
        ("type", "x", "Property 'rocker.type' is not writable"),
        ("ports", "x", "Parameter 'ports' expects uint64"),
        ("ports", "4294967296", "Parameter 'ports' expects uint32_t"),
        ("cooling", "maybe", "Parameter 'cooling' does not accept value 'maybe'"),
        ("buffer", "1Z", "Parameter 'buffer' expects a non-negative number below 2^64"),
        ("buffer", "16E", "Value '16E' is out of range for parameter 'buffer'"),
        ("backend", "no", "Device 'no' not found"),
    ] {
        let context = Context::new();
        context.add_global(GlobalProperty::new("rocker", property, value));
        let expected = format!("can't apply global rocker.{property}={value}: {why}");
        assert_eq!(text(Rocker::try_new_in(&context)), expected, "A12.6");
        // QEMU warns of it where a device cannot be refused.
        drop(Rocker::new_in(&context));
        assert_eq!(text(context.check_globals()), expected, "A12.6");
    }
}

#[qom_core::test]
fn b2_2_and_b4_devices() {
    let rocker = Rocker::new();
    for (name, value, expected) in [
        ("ports", "-1", "Parameter 'ports' expects uint32_t"),
        ("cooling", "yes", "Parameter 'cooling' does not accept value 'yes'"),
        ("buffer", "-1", "Parameter 'buffer' expects size"),
        ("nope", "1", "Property 'rocker.nope' not found"),
    ] {
        assert_eq!(text(rocker.set_from_keyval(name, value)), expected);
    }
    assert_eq!(text(rocker.set("buffer", "1M")), "Invalid parameter type for 'buffer', expected: integer");
    // QEMU calls a device's text `str`.
    let types =
        ["ports", "cooling", "buffer", "serial", "backend"].map(|name| rocker.property(name).unwrap().type_name);
    assert_eq!(types, ["uint32", "OnOffAuto", "size", "string", "link<backend>"]);
    rocker.realize(None).unwrap();
    // Before the value is looked at.
    for name in ["ports", "cooling", "buffer", "serial", "backend", "texts"] {
        let expected =
            format!("Attempt to set property '{name}' on anonymous device (type 'rocker') after it was realized");
        assert_eq!(text(rocker.set(name, Value::Null)), expected);
        assert_eq!(text(rocker.set_from_str(name, "no")), expected);
    }
    let named = Rocker::new();
    named.set_id("r0").unwrap();
    named.realize(None).unwrap();
    let expected = "Attempt to set property 'ports' on device 'r0' (type 'rocker') after it was realized";
    assert_eq!(text(named.set("ports", 1)), expected);
}

#[qom_core::test]
fn a13_user_creatable() {
    let context = Context::current();
    context.object_add_str("kinds,id=used,bv=on").unwrap();
    for (options, expected) in [
        ("kinds", "Parameter 'id' is missing"),
        ("id=a", "Parameter 'qom-type' is missing"),
        ("", "Parameter 'qom-type' is missing"),
        // QEMU gives a hint too: which characters an identifier has.
        ("no-such,id=3", "Parameter 'id' expects an identifier"),
        ("kinds,id=a b", "Parameter 'id' expects an identifier"),
        ("kinds,id=\u{e9}", "Parameter 'id' expects an identifier"),
        // Any type that lists the interface is open, so there is no list of words that 'qom-type' accepts.
        ("no-such,id=a", "invalid object type: no-such"),
        ("backend,id=a", "object type 'backend' isn't supported by object-add"),
        ("abstract-backend,id=a", "object type 'abstract-backend' is abstract"),
        ("kinds,id=used", "attempt to add duplicate property 'used' to object (type 'container')"),
        ("kinds,id=a,no=1", "Property 'kinds.no' not found"),
        ("kinds,id=a,type=x", "Property 'kinds.type' is not writable"),
        ("kinds,id=a,u8=13", "'u8' cannot be 13"),
        ("kinds,id.x=a", "Invalid parameter type for 'id', expected: string"),
    ] {
        assert_eq!(text(context.object_add_str(options)), expected, "{options}");
        assert_eq!(context.object_at("/objects").unwrap().children().len(), 1, "{options}");
    }
    for (json, expected) in [
        (r#"{"id": "a"}"#, "Parameter 'qom-type' is missing"),
        (r#"{"qom-type": "kinds"}"#, "Parameter 'id' is missing"),
        (r#"{"qom-type": "kinds", "id": 1}"#, "Invalid parameter type for 'id', expected: string"),
        (r#"{"qom-type": "kinds", "id": "3"}"#, "Parameter 'id' expects an identifier"),
        (r#"{"qom-type": "no-such", "id": "a"}"#, "invalid object type: no-such"),
        (
            r#"{"qom-type": "kinds", "id": "used"}"#,
            "attempt to add duplicate property 'used' to object (type 'container')",
        ),
        (r#"{"qom-type": "kinds", "id": "a", "no": 1}"#, "Property 'kinds.no' not found"),
        (r#"{"qom-type": "kinds", "id": "a", "u8": "1"}"#, "Invalid parameter type for 'u8', expected: integer"),
        (r#"{"qom-type": "kinds", "id": "a", "u8": 256}"#, "Parameter 'u8' expects uint8_t"),
        (r#"{"qom-type": "kinds", "id": "a", "bv": "on"}"#, "Invalid parameter type for 'bv', expected: boolean"),
        (
            r#"{"qom-type": "kinds", "id": "a", "texts": ["a", 1]}"#,
            "Invalid parameter type for 'texts[1]', expected: string",
        ),
    ] {
        assert_eq!(text(add_object(&context, json)), expected, "{json}");
        assert_eq!(context.object_at("/objects").unwrap().children().len(), 1, "{json}");
    }
    // A14.7: what is wrong with a text that is no JSON is said in the parser's words, behind QEMU's.
    let deep = format!(r#"{{"a": {}"#, "[".repeat(100_000));
    for json in ["{", "{'id': 1}", r#"{"id" 1}"#, r#"{"id": }"#, r#"{"id": 1,}"#, r#"{"id": tru}"#, "{} {}", &deep] {
        let said = text(add_object(&context, json));
        assert!(said.starts_with("JSON parse error, "), "{json}: {said}");
    }
    assert_eq!(text(context.object_del("no")), "object 'no' not found");
    assert_eq!(text(context.object_del("/objects/used")), "object '/objects/used' not found");
    assert_eq!(text(context.object_del("used")), "object 'used' is in use, can not be deleted");
}

#[test]
fn a14_keyval_grammar() {
    let long = "k".repeat(128);
    let table: &[(&str, &str)] = &[
        // A14.1
        ("=1", "Invalid parameter ''"),
        (",", "Invalid parameter ''"),
        ("a=1,, ,,b=1,,", ""),
        ("a=1, b=1", "Invalid parameter ' b'"),
        ("0=1", "Invalid parameter '0'"),
        ("_a=1", "Invalid parameter '_a'"),
        ("a/b=1", "Invalid parameter 'a/b'"),
        ("a.b c.d=1", "Invalid parameter 'a.b c.d'"),
        ("a..b=1", "Invalid parameter 'a..b'"),
        ("a.=1", "Invalid parameter 'a.'"),
        ("a.00..b=1", "Invalid parameter 'a.00..b'"),
        ("a.0x=1", "Invalid parameter 'a.0x'"),
        ("\u{e9}=1", "Invalid parameter '\u{e9}'"),
        ("__org.example_a.b=1", ""),
        ("a.___b=1", ""),
        ("__org.example=1", "Invalid parameter '__org.example'"),
        ("__org_3=1", "Invalid parameter '__org_3'"),
        ("a", "Expected '=' after parameter 'a'"),
        ("a.b=1,a.c", "Expected '=' after parameter 'a.c'"),
        ("a b", "Invalid parameter 'a b'"),
        ("a,,b=1", "Expected '=' after parameter 'a'"),
        // A14.3
        ("a.1=x,a.0=y,a.002=z", ""),
        ("a.0=x,a.2=y", "Parameter 'a.1' missing"),
        ("a.b.1=x", "Parameter 'a.b.0' missing"),
        ("a.99999999999999999999=x", "Parameter 'a.0' missing"),
        ("a.0=x,a.b=y", "Parameters 'a.*' used inconsistently"),
        ("a.b.0=x,a.b.c=y", "Parameters 'a.b.*' used inconsistently"),
        ("a=1,a.b=2", "Parameters 'a.*' used inconsistently"),
        ("a.b.c=1,a.b=2", "Parameters 'a.b.*' used inconsistently"),
        // The order in which QEMU finds what is wrong.
        ("a=1,a..b=2", "Invalid parameter 'a..b'"),
        ("a=1,a.b..c=2", "Parameters 'a.*' used inconsistently"),
        ("a=1,a.b", "Parameters 'a.*' used inconsistently"),
        // A14.5
        ("help", "Help is not available for this option"),
        ("a=1,?", "Help is not available for this option"),
        ("help=1,a.help=1", ""),
    ];
    let check = |text: &str, implied_key: Option<&str>, expected: &str| {
        let said = KeyVal::parse(text, implied_key).err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(said, expected, "{text}");
    };
    for (text, expected) in table {
        check(text, None, expected);
    }
    check(&format!("{long}=1"), None, &format!("Parameter '{long}' is too long"));
    check(&format!("{long}.a=1"), None, &format!("Parameter fragment '{long}' is too long"));
    check(&format!("a.{long}=1"), None, &format!("Parameter fragment '{long}' is too long"));
    check(&format!("a.{}=1", &long[1..]), None, "");
    // A14.2: an implied key's value has no comma.
    for (text, expected) in [
        ("x", ""),
        ("x/y z,a=1", ""),
        ("x,,a=1", "Invalid parameter ''"),
        ("help,a=1", "Help is not available for this option"),
        ("x,y", "Expected '=' after parameter 'y'"),
        (",a=1", "Invalid parameter ''"),
    ] {
        check(text, Some("type"), expected);
    }
}

#[test]
fn a14_what_keys_and_values_are() {
    let options = |text: &str| {
        KeyVal::parse(text, Some("type")).unwrap().iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>()
    };
    assert_eq!(options("x y,a=1,,=,b=,a=2,"), ["type=x y", "a=2", "b="], "A14.4");
    assert_eq!(options("a=,,,b=1,,,,"), ["a=,", "b=1,,"]);
    assert_eq!(options("__org.example_a.b=1"), [r#"__org.example_a={"b": "1"}"#]);
    let many: String = (0..20_000).map(|i| format!("a.{}={i},k{i}=x,", 19_999 - i)).collect();
    assert_eq!(KeyVal::parse(&many, None).unwrap().iter().count(), 20_001, "in a moment");
}

/// The inputs of E3 that have a counterpart: what ends QEMU is an error here, or just works.
#[qom_core::test]
fn e3_inputs_that_kill_qemu() {
    let kinds = Kinds::new();
    // `qom-set` of a struct, an alternate, or a list of what is no number, from a text: there are lists of texts and of
    // lists here, and neither structs nor alternates.
    for (name, text_in) in [("texts", "n0"), ("lists", "x"), ("lists", "1,2")] {
        let expected = format!("Invalid parameter type for '{name}', expected: array");
        assert_eq!(text(kinds.set_from_str(name, text_in)), expected);
        assert_eq!(text(kinds.set_from_keyval(name, text_in)), expected);
    }
    // The same said with `-global`, of a device of that type that is made later.
    for (property, value, why) in [
        ("lists", "3", "Invalid parameter type for 'lists', expected: array"),
        ("texts", "n0", "Invalid parameter type for 'texts', expected: array"),
    ] {
        let context = Context::new();
        context.add_global(GlobalProperty::new("rocker", property, value));
        assert_eq!(text(Rocker::try_new_in(&context)), format!("can't apply global rocker.{property}={value}: {why}"));
        drop(Rocker::new_in(&context));
        assert_eq!(text(context.check_globals()), format!("can't apply global rocker.{property}={value}: {why}"));
    }
    let other = Context::new();
    other.add_global(GlobalProperty::new("rocker", "texts", ""));
    assert!(Rocker::try_new_in(&other).unwrap().texts.get().is_empty(), "the empty list can be written so");
    // `-global` of an interface that devices have which are made at the start: they are there, without it.
    let other = Context::new();
    other.add_global(GlobalProperty::new("cooled", "zzz", "1"));
    let cooled = Rocker::new_in(&other);
    assert_eq!(text(other.check_globals()), "can't apply global cooled.zzz=1: Property 'rocker.zzz' not found");
    assert!(other.check_globals().is_ok() && cooled.ports.get() == 4);
    // `-global` of a type of which there is none: nobody makes one to look at it.
    let other = Context::new();
    other.add_global(GlobalProperty::new("rocker", "nope", "1"));
    drop(PlainDevice::new_in(&other));
    assert!(other.check_globals().is_ok());
    assert!(other.unused_globals().is_empty(), "one may be plugged in later");
    // `realized`, off and on again: the bus is there each time, and once.
    #[qom_type(parent = Bus)]
    struct PortBus {}
    #[qom_type(parent = Device)]
    struct RootPort {
        #[child]
        rp0: Child<PortBus>,
    }
    let port = RootPort::new();
    for _ in 0..3 {
        port.realize(None).unwrap();
        port.unrealize();
    }
    assert_eq!(port.children().len(), 1);
    assert_eq!(port.child("rp0").unwrap(), port.rp0.object().clone());
    // One that makes its bus when it is realized, as QEMU's does, is told so.
    #[qom_type(parent = Device)]
    struct LatePort {}
    impl DeviceImpl for LatePort {
        fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
            Device::parent_realize(this, cx)?;
            this.add_child("rp0", &PortBus::new())
        }
    }
    let late = LatePort::new();
    late.realize(None).unwrap();
    late.unrealize();
    let expected = "attempt to add duplicate property 'rp0' to object (type 'late-port')";
    assert_eq!(text(late.realize(None)), expected);
    assert!(!late.is_realized() && late.children().len() == 1);
    // `qom-list-properties` of each type there is, abstract ones and interfaces too, which creates nothing.
    qom_devices::link();
    for info in qom_core::types() {
        for property in class_by_name(info.name()).unwrap().properties() {
            assert!(!property.type_name().is_empty(), "{}.{property:?}", info.name());
        }
    }
    // As `device-list-properties` does it there: an object of each type that can be created, in a context of its own.
    for info in qom_core::types().filter(|info| !info.is_abstract()) {
        let object = Context::new().enter(|| new_by_name(info.name()));
        assert!(object.is_ok_and(|object| object.type_name() == info.name()), "{}", info.name());
    }
}
