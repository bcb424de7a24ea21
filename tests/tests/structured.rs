//! Structures as properties: any type that serde reads and writes, by the rules and with the words of QEMU's visitors.
//! Rows A9.1, A9.2 and A9.3, and the first of E3.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use qom_core::prelude::*;
use qom_tests::text;
use serde::{Deserialize, Serialize, Serializer};

/// As QEMU's `-boot`, and more.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename = "BootConfiguration", rename_all = "kebab-case")]
pub struct Boot {
    order: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    once: Option<String>,
    #[serde(default)]
    menu: bool,
    #[serde(default = "five")]
    splash_time: u8,
    #[serde(default)]
    delay: f64,
    #[serde(default)]
    mode: Mode,
    #[serde(default)]
    list: Vec<u16>,
    #[serde(default)]
    pair: (i8, i8),
    #[serde(skip)]
    cached: u32,
}

fn five() -> u8 {
    5
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    #[default]
    Legacy,
    #[serde(alias = "uefi")]
    SecureBoot,
}

/// What is in it has parts again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Nested {
    #[serde(default)]
    boots: Vec<Boot>,
    #[serde(default)]
    by_name: BTreeMap<String, u32>,
    #[serde(default)]
    by_number: BTreeMap<u8, bool>,
    #[serde(default)]
    grid: Vec<Vec<i32>>,
    #[serde(default)]
    any: Value,
    #[serde(default)]
    backend: Option<Backend>,
    #[serde(default)]
    letter: Option<char>,
    #[serde(default)]
    wide: Option<u128>,
    #[serde(default)]
    narrow: f32,
}

/// Tagged from outside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Backend {
    Null,
    File { path: String, lines: u32 },
    Fd(u32),
    Pair(u8, u8),
}

/// Tagged from inside, as QAPI's unions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Netdev {
    #[default]
    User,
    Tap {
        ifname: String,
        queues: Option<u32>,
    },
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Flat {
    id: String,
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

/// Refuses to be read or written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stubborn;

impl Serialize for Stubborn {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("it will not be written"))
    }
}

impl<'de> Deserialize<'de> for Stubborn {
    fn deserialize<D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(serde::de::Error::custom("it will not be read"))
    }
}

#[qom_type(name = "target", interfaces = [UserCreatable])]
pub struct Target {
    #[property]
    boot: Prop<Struct<Boot>>,
    #[property(default = Struct(Boot { order: "cd".to_owned(), ..Boot::default() }))]
    preset: Prop<Struct<Boot>>,
    #[property]
    nested: Prop<Struct<Nested>>,
    #[property]
    netdev: Prop<Struct<Netdev>>,
    #[property]
    flat: Prop<Struct<Flat>>,
    #[property]
    boots: Prop<Vec<Struct<Boot>>>,
    #[property]
    maybe: Prop<Option<Struct<Boot>>>,
    #[property]
    stubborn: Prop<Struct<Stubborn>>,
    #[property]
    map: Prop<Struct<BTreeMap<String, u32>>>,
    #[property]
    number: Prop<Struct<u32>>,
}

impl UserCreatableImpl for Target {}

#[qom_properties]
impl Target {
    #[getter]
    fn refusing(&self) -> Struct<Stubborn> {
        self.stubborn.get()
    }

    #[getter]
    fn order(&self) -> Struct<Boot> {
        self.boot.get()
    }
    #[setter]
    fn set_order(&self, boot: Struct<Boot>) {
        self.boot.set(boot);
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// An object made from options in their text form.
fn made(options: &str) -> Result<Obj<Target>> {
    Ok(Context::new().object_add_str(&format!("target,id=a{options}"))?.downcast::<Target>()?)
}

#[test]
fn a9_1_json_is_strict() {
    let target = Target::new();
    let all = r#"{"order": "c", "once": "n", "menu": true, "splash-time": 255, "delay": 2, "mode": "secure-boot",
                  "list": [1, 65535], "pair": [-1, 1]}"#;
    target.set("boot", json(all)).unwrap();
    let boot = target.boot.get();
    assert_eq!((boot.order.as_str(), boot.once.as_deref(), boot.menu, boot.splash_time), ("c", Some("n"), true, 255));
    assert_eq!(
        (boot.delay, boot.mode, boot.list.as_slice(), boot.pair),
        (2.0, Mode::SecureBoot, &[1, 65535][..], (-1, 1))
    );
    target.set("boot", json(r#"{"order": "", "once": null, "mode": "uefi"}"#)).unwrap();
    assert_eq!(*target.boot.get(), Boot { splash_time: 5, mode: Mode::SecureBoot, ..Boot::default() });
}

#[test]
fn a9_2_keyval_leaves_are_texts() {
    let target = made(
        ",boot.order=c,boot.menu=on,boot.splash-time=0x10,boot.delay=1.5,boot.mode=secure-boot,boot.list.0=1,\
         boot.list.1=010,boot.pair.0=-1,boot.pair.1=+2,boot.once=",
    )
    .unwrap();
    let expected = Boot {
        order: "c".to_owned(),
        menu: true,
        splash_time: 16,
        delay: 1.5,
        mode: Mode::SecureBoot,
        list: vec![1, 8],
        pair: (-1, 2),
        ..Boot::default()
    };
    assert_eq!(target.boot.get(), Struct(expected));
    for (word, value) in [("yes", true), ("true", true), ("y", true), ("no", false), ("false", false), ("n", false)] {
        let target = made(&format!(",boot.order=c,boot.menu={word}")).unwrap();
        assert_eq!(target.boot.get().menu, value, "{word}");
    }
    // A number stays the text it is where a text is wanted.
    assert_eq!(made(",boot.order=007").unwrap().boot.get().order, "007");
}

/// What is refused, given as JSON: A9.1.
#[test]
fn a9_1_messages() {
    let target = Target::new();
    for (property, given, message) in [
        ("boot", r#""c""#, "Invalid parameter type for 'boot', expected: object"),
        ("boot", "[]", "Invalid parameter type for 'boot', expected: object"),
        ("boot", "null", "Invalid parameter type for 'boot', expected: object"),
        ("boot", "{}", "Parameter 'boot.order' is missing"),
        // What is missing comes before what is too much, and members come in the structure's order.
        ("boot", r#"{"a": 1}"#, "Parameter 'boot.order' is missing"),
        ("boot", r#"{"menu": 1, "order": 1}"#, "Invalid parameter type for 'boot.order', expected: string"),
        ("boot", r#"{"order": 1}"#, "Invalid parameter type for 'boot.order', expected: string"),
        ("boot", r#"{"order": null}"#, "Invalid parameter type for 'boot.order', expected: string"),
        ("boot", r#"{"order": "c", "x": 1}"#, "Parameter 'boot.x' is unexpected"),
        ("boot", r#"{"order": "c", "cached": 1}"#, "Parameter 'boot.cached' is unexpected"),
        ("boot", r#"{"order": "c", "splash_time": 1}"#, "Parameter 'boot.splash_time' is unexpected"),
        ("boot", r#"{"order": "c", "menu": "on"}"#, "Invalid parameter type for 'boot.menu', expected: boolean"),
        ("boot", r#"{"order": "c", "menu": 1}"#, "Invalid parameter type for 'boot.menu', expected: boolean"),
        ("boot", r#"{"order": "c", "splash-time": 256}"#, "Parameter 'boot.splash-time' expects uint8_t"),
        ("boot", r#"{"order": "c", "splash-time": -1}"#, "Parameter 'boot.splash-time' expects uint8_t"),
        (
            "boot",
            r#"{"order": "c", "splash-time": 1.0}"#,
            "Invalid parameter type for 'boot.splash-time', expected: integer",
        ),
        ("boot", r#"{"order": "c", "delay": "1"}"#, "Invalid parameter type for 'boot.delay', expected: number"),
        ("boot", r#"{"order": "c", "mode": "x"}"#, "Parameter 'boot.mode' does not accept value 'x'"),
        ("boot", r#"{"order": "c", "mode": 1}"#, "Invalid parameter type for 'boot.mode', expected: string"),
        (
            "boot",
            r#"{"order": "c", "mode": {"legacy": 1}}"#,
            "Invalid parameter type for 'boot.mode', expected: string",
        ),
        ("boot", r#"{"order": "c", "list": 1}"#, "Invalid parameter type for 'boot.list', expected: array"),
        (
            "boot",
            r#"{"order": "c", "list": [1, 2, ""]}"#,
            "Invalid parameter type for 'boot.list[2]', expected: integer",
        ),
        ("boot", r#"{"order": "c", "list": [65536]}"#, "Parameter 'boot.list[0]' expects uint16_t"),
        ("boot", r#"{"order": "c", "pair": [1]}"#, "Parameter 'boot.pair[1]' is missing"),
        ("boot", r#"{"order": "c", "pair": [1, 2, 3]}"#, "Only 2 list elements expected in boot.pair"),
        ("nested", r#"{"boots": [{"order": "c"}, {}]}"#, "Parameter 'nested.boots[1].order' is missing"),
        (
            "nested",
            r#"{"grid": [[1], [2, true]]}"#,
            "Invalid parameter type for 'nested.grid[1][1]', expected: integer",
        ),
        ("nested", r#"{"by_name": {"a": -1}}"#, "Parameter 'nested.by_name.a' expects uint32_t"),
        (
            "nested",
            r#"{"by_number": {"x": true}}"#,
            "Invalid parameter type for 'nested.by_number.x', expected: integer",
        ),
        ("nested", r#"{"letter": "ab"}"#, "Parameter 'nested.letter' expects a single character"),
        ("nested", r#"{"wide": -1}"#, "Parameter 'nested.wide' expects uint128"),
        ("nested", r#"{"narrow": 1e300}"#, "Parameter 'nested.narrow' expects float"),
        ("nested", r#"{"backend": "x"}"#, "Parameter 'nested.backend' does not accept value 'x'"),
        ("nested", r#"{"backend": {"x": 1}}"#, "Parameter 'nested.backend' does not accept value 'x'"),
        ("nested", r#"{"backend": "fd"}"#, "Invalid parameter type for 'nested.backend', expected: object"),
        ("nested", r#"{"backend": {"fd": ""}}"#, "Invalid parameter type for 'nested.backend.fd', expected: integer"),
        ("nested", r#"{"backend": {"file": {"path": ""}}}"#, "Parameter 'nested.backend.file.lines' is missing"),
        ("nested", r#"{"backend": {"pair": [1, 2, 3]}}"#, "Only 2 list elements expected in nested.backend.pair"),
        ("nested", r#"{"backend": {}}"#, "Parameter 'nested.backend' expects exactly one member"),
        ("netdev", "{}", "Parameter 'netdev.type' is missing"),
        ("netdev", r#"{"type": "x"}"#, "Parameter 'netdev.type' does not accept value 'x'"),
        ("netdev", r#"{"type": "tap"}"#, "Parameter 'netdev.ifname' is missing"),
        ("netdev", r#"{"type": "tap", "ifname": 1}"#, "Invalid parameter type for 'netdev', expected: string"),
        ("boots", r#"[{"order": "c"}, {"order": 1}]"#, "Invalid parameter type for 'boots[1].order', expected: string"),
        ("maybe", r#"{"order": 1}"#, "Invalid parameter type for 'maybe.order', expected: string"),
        ("stubborn", "{}", "Parameter 'stubborn': it will not be read"),
        ("number", r#""1""#, "Invalid parameter type for 'number', expected: integer"),
        ("order", "{}", "Parameter 'order.order' is missing"),
    ] {
        assert_eq!(text(target.set(property, json(given))), message, "{property} {given}");
    }
    assert_eq!(target.boot.get(), Struct::default(), "as it was");
}

/// What is refused in the text form of options: A9.2.
#[test]
fn a9_2_messages() {
    for (options, message) in [
        (",boot=c", "Invalid parameter type for 'boot', expected: object"),
        (",boot.0=c", "Invalid parameter type for 'boot', expected: object"),
        (",boot.menu=on", "Parameter 'boot.order' is missing"),
        (",boot.order=c,boot.x=1", "Parameter 'boot.x' is unexpected"),
        (",boot.order=c,boot.x.y=1", "Parameter 'boot.x' is unexpected"),
        (",boot.order.x=1", "Parameters 'boot.order.*' are unexpected"),
        (",boot.order.0=1", "Parameters 'boot.order.*' are unexpected"),
        (",boot.order=c,boot.menu.x=1", "Parameters 'boot.menu.*' are unexpected"),
        (",boot.order=c,boot.splash-time.x=1", "Parameters 'boot.splash-time.*' are unexpected"),
        (",boot.order=c,boot.mode.legacy=1", "Parameters 'boot.mode.*' are unexpected"),
        (",boot.order=c,boot.mode.x=1", "Parameters 'boot.mode.*' are unexpected"),
        (",boot.order=c,boot.mode.0=x", "Parameters 'boot.mode.*' are unexpected"),
        (",boot.order=c,boot.menu=1", "Parameter 'boot.menu' expects 'on' or 'off'"),
        (",boot.order=c,boot.menu=On", "Parameter 'boot.menu' expects 'on' or 'off'"),
        (",boot.order=c,boot.splash-time=x", "Parameter 'boot.splash-time' expects integer"),
        (",boot.order=c,boot.splash-time=", "Parameter 'boot.splash-time' expects integer"),
        (",boot.order=c,boot.splash-time=256", "Parameter 'boot.splash-time' expects uint8_t"),
        (",boot.order=c,boot.delay=x", "Invalid parameter type for 'boot.delay', expected: number"),
        (",boot.order=c,boot.mode=x", "Parameter 'boot.mode' does not accept value 'x'"),
        (",boot.order=c,boot.list=1", "Invalid parameter type for 'boot.list', expected: array"),
        (",boot.order=c,boot.list.x=1", "Invalid parameter type for 'boot.list', expected: array"),
        (",boot.order=c,boot.list.0=1,boot.list.1=2,boot.list.2=x", "Parameter 'boot.list.2' expects integer"),
        (",boot.order=c,boot.pair.0=1", "Parameter 'boot.pair.1' is missing"),
        (",nested.boots.0.order=c,nested.boots.1.menu=on", "Parameter 'nested.boots.1.order' is missing"),
        (",nested.grid.0.0=1,nested.grid.0.1=x", "Parameter 'nested.grid.0.1' expects integer"),
        (",nested.backend.file.path=x", "Parameter 'nested.backend.file.lines' is missing"),
        (",netdev=user", "Invalid parameter type for 'netdev', expected: object"),
        (",boots.0.order=c,boots.1.order.x=1", "Parameters 'boots.1.order.*' are unexpected"),
        (",boots=c", "Invalid parameter type for 'boots', expected: array"),
        (",maybe=c", "Invalid parameter type for 'maybe', expected: object"),
        (",stubborn=c", "Parameter 'stubborn': it will not be read"),
    ] {
        assert_eq!(text(made(options)), message, "{options}");
    }
}

#[test]
fn the_errors_can_be_told_apart() {
    let target = Target::new();
    let refused = |given: &str| target.set("boot", json(given)).unwrap_err();
    assert!(matches!(refused("{}"), Error::MissingParameter { name } if &*name == "boot.order"));
    assert!(matches!(refused(r#"{"order": "", "x": 1}"#), Error::UnexpectedParameter { name } if &*name == "boot.x"));
    let error = refused(r#"{"order": "", "pair": [1, 2, 3]}"#);
    assert!(matches!(error, Error::TooManyElements { name, count: 2 } if &*name == "boot.pair"));
}

/// `qom-set /machine boot foo` is the end of QEMU. Here a text by itself is a structure if it is JSON.
#[test]
fn e3_a9_3_a_text_by_itself_is_json() {
    let target = Target::new();
    target.set_from_str("boot", r#" {"order": "c", "splash-time": 7, "mode": "uefi"}"#).unwrap();
    assert_eq!(
        *target.boot.get(),
        Boot { order: "c".to_owned(), splash_time: 7, mode: Mode::SecureBoot, ..Boot::default() }
    );
    target.set_from_str("boots", r#"[{"order": "a"}, {"order": "b"}]"#).unwrap();
    assert_eq!(target.boots.get()[1].order, "b");
    target.set_from_str("maybe", r#"{"order": "d"}"#).unwrap();
    assert_eq!(target.maybe.get().unwrap().order, "d");
    target.set_from_str("maybe", "").unwrap();
    assert_eq!(target.maybe.get(), None);
    target.set_from_str("map", r#"{"a": 4294967295}"#).unwrap();
    assert_eq!(target.map.get()["a"], u32::MAX);
    target.set_from_str("number", "0x10").unwrap();
    assert_eq!(*target.number.get(), 16);

    for property in ["boot", "nested", "netdev", "flat", "map"] {
        let message = format!("Invalid parameter type for '{property}', expected: object");
        for given in ["foo", "", "order=c", "null"] {
            assert_eq!(text(target.set_from_str(property, given)), message);
        }
    }
    for (property, given, message) in [
        ("boot", "{}", "Parameter 'boot.order' is missing"),
        ("boot", r#"{"order": 1}"#, "Invalid parameter type for 'boot.order', expected: string"),
        ("boot", "[]", "Invalid parameter type for 'boot', expected: object"),
        ("boot", "{", "Parameter 'boot': JSON parse error, EOF while parsing an object at line 1 column 1"),
        ("boot", "{} x", "Parameter 'boot': JSON parse error, trailing characters at line 1 column 4"),
        ("boots", "foo", "Invalid parameter type for 'boots', expected: array"),
        ("boots", r#"[{"order": "c"}, {}]"#, "Parameter 'boots[1].order' is missing"),
        ("boots", "{}", "Invalid parameter type for 'boots', expected: array"),
        ("maybe", "foo", "Invalid parameter type for 'maybe', expected: object"),
        ("number", "foo", "Parameter 'number' expects integer"),
        ("stubborn", "foo", "Parameter 'stubborn': it will not be read"),
    ] {
        assert_eq!(text(target.set_from_str(property, given)), message, "{property} {given}");
    }
    assert_eq!((target.boot.get().splash_time, target.boots.get().len()), (7, 2), "as they were");
}

#[test]
fn what_is_read_can_be_set() {
    let target = Target::new();
    let boot = Boot { order: "nc".to_owned(), list: vec![3, 4], cached: 7, ..Boot::default() };
    target.boot.set(Struct(boot.clone()));
    assert_eq!(target.get::<Struct<Boot>>("boot").unwrap(), Struct(boot.clone()), "as it is in the field");
    let value = target.get::<Value>("boot").unwrap();
    let expected = r#"{"order": "nc", "menu": false, "splash-time": 0, "delay": 0.0, "mode": "legacy", "list": [3, 4],
                       "pair": [0, 0]}"#;
    assert_eq!(value, json(expected), "neither what is skipped nor what is not there");
    assert_eq!(Struct(boot.clone()).to_value().unwrap(), value);
    target.set("preset", value.clone()).unwrap();
    assert_eq!(target.preset.get(), Struct(Boot { cached: 0, ..boot.clone() }));
    assert_eq!(target.get::<Struct<Boot>>("order").unwrap().order, "nc", "computed");
    target.set("order", json(r#"{"order": "d"}"#)).unwrap();
    assert_eq!(target.boot.get().order, "d");
    let property = class_by_name("target").unwrap().resolve_property("boot").unwrap();
    property.set(&target, Struct(boot.clone())).unwrap();
    assert_eq!(property.get::<Struct<Boot>>(&target).unwrap(), Struct(boot));
    // Another structure that is written in the same way.
    let map = target.get::<Struct<BTreeMap<String, Value>>>("boot").unwrap();
    assert_eq!(map["order"], Value::from("nc"));
    assert_eq!(text(target.get::<String>("boot")), "Invalid parameter type for 'boot', expected: string");
    assert!(target.set_all([("boot", value), ("preset", Value::Null)]).is_err());
    assert_eq!(target.boot.get().cached, 7, "not set at all");
}

#[test]
fn structures_have_structures_lists_maps_and_variants() {
    let target = Target::new();
    let nested = r#"{"boots": [{"order": "a", "menu": false, "splash-time": 5, "delay": 0.5, "mode": "legacy",
                     "list": [], "pair": [0, 0]}], "by_name": {"x": 1, "y": 4294967295}, "by_number": {"7": true},
                     "grid": [[], [1, -2]], "any": [null, {"k": 1.5}], "backend": {"file": {"path": "p", "lines": 2}},
                     "letter": "é", "wide": 18446744073709551615, "narrow": 0.5}"#;
    target.set("nested", json(nested)).unwrap();
    assert_eq!(target.get::<Value>("nested").unwrap(), json(nested));
    for backend in [r#""null""#, r#"{"fd": 3}"#, r#"{"pair": [1, 2]}"#] {
        let all = json(&format!(r#"{{"backend": {backend}}}"#));
        target.set("nested", all).unwrap();
        let Value::Map(nested) = target.get::<Value>("nested").unwrap() else { panic!("a map") };
        assert_eq!(nested["backend"], json(backend));
    }
    target.nested.set(Struct(Nested { wide: Some(u128::MAX), ..Nested::default() }));
    assert!(text(target.get::<Value>("nested")).starts_with("Parameter 'nested': out of range"));

    let target = made(
        ",nested.boots.0.order=a,nested.boots.1.order=b,nested.by_name.x=1,nested.backend.file.path=p,\
         nested.backend.file.lines=2,nested.grid.0.0=1,nested.grid.0.1=2,nested.any.k=v,nested.letter=x,nested.wide=7",
    )
    .unwrap();
    let nested = target.nested.get();
    assert_eq!(nested.boots.iter().map(|boot| boot.order.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!((nested.by_name["x"], nested.grid.as_slice(), nested.letter), (1, &[vec![1, 2]][..], Some('x')));
    assert_eq!(nested.backend, Some(Backend::File { path: "p".to_owned(), lines: 2 }));
    assert_eq!((&nested.any, nested.wide), (&json(r#"{"k": "v"}"#), Some(7)));
    assert_eq!(made(",nested.backend=null").unwrap().nested.get().backend, Some(Backend::Null));
}

#[test]
fn tags_inside_and_flat_members_go_as_far_as_serde_does() {
    let target = Target::new();
    let tap = Netdev::Tap { ifname: "tap0".to_owned(), queues: Some(2) };
    target.set("netdev", json(r#"{"type": "tap", "ifname": "tap0", "queues": 2}"#)).unwrap();
    assert_eq!(target.netdev.get(), Struct(tap.clone()));
    assert_eq!(target.get::<Value>("netdev").unwrap(), Struct(tap).to_value().unwrap());
    let made = |options: &str| made(options).unwrap();
    let tap = Netdev::Tap { ifname: "tap0".to_owned(), queues: None };
    assert_eq!(made(",netdev.type=tap,netdev.ifname=tap0").netdev.get(), Struct(tap));
    assert_eq!(made(",netdev.type=user").netdev.get(), Struct(Netdev::User));

    target.set("flat", json(r#"{"id": "a", "x": "1", "y": "2"}"#)).unwrap();
    assert_eq!(target.flat.get().rest["y"], "2");
    assert_eq!(target.get::<Value>("flat").unwrap(), json(r#"{"id": "a", "x": "1", "y": "2"}"#));
    assert_eq!(made(",flat.id=a,flat.x=1").flat.get().rest["x"], "1");
    assert_eq!(text(target.set("flat", json(r#"{"x": "1"}"#))), "Parameter 'flat.id' is missing");
}

#[test]
fn lists_of_structures_and_structures_that_may_be_missing() {
    let target = made(",boots.0.order=a,boots.1.order=b,boots.1.menu=on,maybe.order=c").unwrap();
    let boots = target.get::<Vec<Struct<Boot>>>("boots").unwrap();
    assert_eq!((boots[0].order.as_str(), boots[1].order.as_str(), boots[1].menu), ("a", "b", true));
    assert_eq!(target.maybe.get().unwrap().order, "c");
    target.set("maybe", Value::Null).unwrap();
    assert_eq!(target.get::<Option<Struct<Boot>>>("maybe").unwrap(), None);
    target.set("boots", json(r#"[{"order": "x"}]"#)).unwrap();
    assert_eq!(target.boots.get().len(), 1);
    let target = made(",boot.order=c,maybe=").unwrap();
    assert_eq!(target.maybe.get(), None);
}

#[test]
fn a_structure_is_called_what_serde_calls_it() {
    let class = class_by_name("target").unwrap();
    let types = ["boot", "nested", "netdev", "flat", "boots", "maybe", "stubborn", "map", "number", "order"]
        .map(|name| class.property(name).unwrap().type_name());
    let expected = [
        "BootConfiguration",
        "Nested",
        "Netdev",
        "Flat",
        "list",
        "BootConfiguration",
        "Stubborn",
        "struct",
        "uint32",
        "BootConfiguration",
    ];
    assert_eq!(types, expected);
    let preset = class.property("preset").unwrap();
    assert_eq!(preset.default_value(), Some(Target::new().get::<Value>("preset").unwrap()));
    assert_eq!(Target::new().preset.get().order, "cd");
    assert_eq!(class.property("boot").unwrap().default_value(), None);
}

#[test]
fn what_a_type_says_itself_is_an_error() {
    let target = Target::new();
    assert_eq!(text(target.get::<Value>("stubborn")), "Parameter 'stubborn': it will not be written");
    assert_eq!(text(target.get::<Value>("refusing")), "it will not be written");
    assert_eq!(text(Struct(Stubborn).to_value()), "it will not be written");
    assert_eq!(format!("{:?}", target.stubborn), "null");
    target.get::<Struct<Stubborn>>("stubborn").unwrap();
    let keys = Struct(BTreeMap::from([(vec![1], 2)]));
    assert_eq!(text(keys.to_value()), "the key of a map has to be a text");
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_filter("JSON has none", |it| it.is_finite()).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::List),
            prop::collection::btree_map(any::<String>(), inner, 0..6).prop_map(Value::Map),
        ]
    })
}

proptest! {
    #[test]
    fn a_value_is_the_same_after_json(value in values()) {
        let text = serde_json::to_string(&value).unwrap();
        prop_assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value.clone());
        prop_assert_eq!(Struct(value.clone()).to_value().unwrap(), value);
    }

    /// Whatever is given for a structure, it is taken or refused.
    #[test]
    fn nothing_given_for_a_structure_panics(value in values()) {
        let target = Target::new();
        for property in ["boot", "nested", "netdev", "flat", "boots", "maybe", "map", "number"] {
            let _ = target.set(property, value.clone());
        }
    }
}

#[test]
fn json_of_values() {
    assert_eq!(json("18446744073709551615"), Value::from(u64::MAX));
    assert_eq!(json("-9223372036854775808"), Value::from(i64::MIN));
    assert_eq!(json("18446744073709551616"), Value::Float(18446744073709551616.0));
    let twice = serde_json::from_str::<Value>(r#"{"a": 1, "a": 2}"#).unwrap_err();
    assert!(twice.to_string().starts_with("duplicate key"), "{twice}");
    assert_eq!(serde_json::to_string(&Value::Float(f64::NAN)).unwrap(), "null");
}
