//! Structures as properties where it gets narrow: numbers at their limits, values that a form cannot hold, depth, and what
//! stays when something is refused.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use qom_core::prelude::*;
use qom_tests::text;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Numbers {
    small: u8,
    wide: u64,
    signed: i64,
    tiny: i8,
    float: f64,
    single: f32,
    maybe: Option<u64>,
    #[serde(default)]
    huge: u128,
    #[serde(default)]
    low: i128,
    #[serde(skip)]
    unseen: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    #[default]
    Unit,
    Newtype(Option<i64>),
    Tuple(u8, String),
    Struct {
        a: bool,
        b: Vec<Kind>,
    },
    Nothing(()),
    Empty(),
    Hollow {},
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Marker;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Metres(i16);

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Everything {
    kind: Kind,
    marker: Marker,
    metres: Metres,
    pair: (u8, char),
    kinds: Vec<Kind>,
    by_number: BTreeMap<i64, u64>,
    by_truth: BTreeMap<bool, u8>,
    by_letter: BTreeMap<char, Option<bool>>,
    by_text: BTreeMap<String, Kind>,
    text: String,
    flag: bool,
    unit: (),
}

/// A part of itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Node {
    #[serde(default)]
    name: String,
    #[serde(default)]
    next: Option<Box<Node>>,
    #[serde(default)]
    below: Vec<Node>,
}

/// One in another, with nothing between.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Onion(Option<Box<Onion>>);

#[qom_type(name = "narrow", interfaces = [UserCreatable])]
pub struct Narrow {
    #[property]
    numbers: Prop<Struct<Numbers>>,
    #[property]
    everything: Prop<Struct<Everything>>,
    #[property]
    node: Prop<Struct<Node>>,
    #[property]
    onion: Prop<Struct<Onion>>,
    #[property]
    any: Prop<Struct<Value>>,
    #[property(check = Narrow::is_small)]
    checked: Prop<Struct<Numbers>>,
    #[property]
    float: Prop<f64>,
    #[property]
    maybe: Prop<Option<Struct<Numbers>>>,
    #[property]
    several: Prop<Vec<Struct<Numbers>>>,
}

impl UserCreatableImpl for Narrow {}

impl Narrow {
    fn is_small(&self, numbers: &Struct<Numbers>) -> Result<()> {
        ensure!(numbers.small < 10, "{} is too much", numbers.small);
        Ok(())
    }
}

#[qom_properties]
impl Narrow {
    #[getter]
    fn refusing(&self) -> bool {
        false
    }
    #[setter]
    fn set_refusing(&self, _: bool) -> Result<()> {
        bail!("not now")
    }
}

fn json(text: &str) -> Value {
    Value::from_json(text).unwrap()
}

fn numbers(small: u8) -> Numbers {
    Numbers { small, ..Numbers::default() }
}

#[test]
fn integers_reach_their_limits() {
    let narrow = Narrow::new();
    let all = |member: &str, value: &str| {
        let mut all = r#"{"small": 0, "wide": 0, "signed": 0, "tiny": 0, "float": 0, "single": 0, "x": 0}"#.to_owned();
        all = all.replace(&format!(r#""{member}": 0"#), &format!(r#""{member}": {value}"#));
        narrow.set("numbers", json(&all.replace(r#", "x": 0"#, "")))
    };
    for (member, value) in [
        ("small", "255"),
        ("wide", "18446744073709551615"),
        ("signed", "-9223372036854775808"),
        ("signed", "9223372036854775807"),
        ("tiny", "-128"),
        ("wide", "-0"),
    ] {
        all(member, value).unwrap();
        let Value::Map(shown) = narrow.get::<Value>("numbers").unwrap() else { panic!("a map") };
        assert_eq!(shown[member], json(value), "{member}");
    }
    for (member, value, message) in [
        ("small", "256", "Parameter 'numbers.small' expects uint8_t"),
        ("small", "-1", "Parameter 'numbers.small' expects uint8_t"),
        ("wide", "-1", "Parameter 'numbers.wide' expects uint64"),
        ("signed", "9223372036854775808", "Invalid parameter type for 'numbers.signed', expected: integer"),
        ("tiny", "-129", "Parameter 'numbers.tiny' expects int8_t"),
        // What is no integer of 64 bits is a number that need not be whole.
        ("wide", "18446744073709551616", "Invalid parameter type for 'numbers.wide', expected: integer"),
        ("signed", "-9223372036854775809", "Invalid parameter type for 'numbers.signed', expected: integer"),
        ("small", "1e0", "Invalid parameter type for 'numbers.small', expected: integer"),
        ("small", "true", "Invalid parameter type for 'numbers.small', expected: integer"),
        ("single", "1e39", "Parameter 'numbers.single' expects float"),
    ] {
        assert_eq!(text(all(member, value)), message, "{member} {value}");
    }
    let made = |options: &str| {
        let required = "numbers.small=0,numbers.tiny=0,numbers.float=0,numbers.single=0,numbers.wide=0";
        let text = format!("narrow,id=a,{required},{options}");
        Ok::<_, Error>(Context::new().object_add_str(&text)?.downcast::<Narrow>()?)
    };
    let narrow = made("numbers.wide=0xffffffffffffffff,numbers.signed=-9223372036854775808,numbers.maybe=07").unwrap();
    let expected = Numbers { wide: u64::MAX, signed: i64::MIN, maybe: Some(7), ..Numbers::default() };
    assert_eq!(*narrow.numbers.get(), expected);
    for (options, message) in [
        ("numbers.signed=9223372036854775808", "Parameter 'numbers.signed' expects integer"),
        ("numbers.signed=0,numbers.wide=18446744073709551616", "Parameter 'numbers.wide' expects integer"),
        ("numbers.signed=0,numbers.small=0x100", "Parameter 'numbers.small' expects uint8_t"),
    ] {
        assert_eq!(text(made(options)), message);
    }
}

#[test]
fn numbers_of_128_bits_are_values_but_no_json() {
    let narrow = Narrow::new();
    let wide = Numbers { huge: i128::MAX as u128, low: i128::MIN, ..Numbers::default() };
    narrow.numbers.set(Struct(wide.clone()));
    let value: Value = narrow.get("numbers").unwrap();
    narrow.numbers.set(Struct::default());
    narrow.set("numbers", value.clone()).unwrap();
    assert_eq!(*narrow.numbers.get(), wide);
    let error = text(narrow.set_from_str("numbers", &value.to_string()));
    assert_eq!(error, "Invalid parameter type for 'numbers.huge', expected: integer", "and not rounded");
    narrow.numbers.set(Struct(Numbers { huge: u128::MAX, ..wide }));
    assert!(text(narrow.get::<Value>("numbers")).starts_with("Parameter 'numbers': out of range"));
}

#[test]
fn what_is_in_the_field_is_read_and_set_whole() {
    let narrow = Narrow::new();
    let odd = Numbers { float: f64::NAN, single: f32::INFINITY, unseen: 7, ..Numbers::default() };
    let is_odd = |it: &Numbers| it.float.is_nan() && it.single == f32::INFINITY && it.unseen == 7;
    let class = narrow.class();
    class.resolve_property("numbers").unwrap().set(&narrow, Struct(odd.clone())).unwrap();
    class.resolve_property("maybe").unwrap().set(&narrow, Some(Struct(odd.clone()))).unwrap();
    class.resolve_property("several").unwrap().set(&narrow, vec![Struct(odd.clone())]).unwrap();
    assert!(is_odd(&narrow.numbers.get()));
    assert!(is_odd(&narrow.get::<Struct<Numbers>>("numbers").unwrap()));
    assert!(is_odd(&narrow.get::<Option<Struct<Numbers>>>("maybe").unwrap().unwrap()));
    assert!(is_odd(&narrow.get::<Vec<Struct<Numbers>>>("several").unwrap()[0]));
    assert!(is_odd(&narrow.numbers.get()));
    // Others see what it is, and cannot set it.
    let value: Value = narrow.get("numbers").unwrap();
    assert_eq!(text(narrow.set("numbers", value)), "Invalid parameter type for 'numbers.float', expected: number");
    narrow.float.set(f64::NAN);
    assert!(narrow.get::<f64>("float").unwrap().is_nan());
}

#[test]
fn variants_of_every_form_come_back() {
    let narrow = Narrow::new();
    let shown = [
        (Kind::Unit, r#""Unit""#),
        (Kind::Newtype(Some(i64::MIN)), r#"{"Newtype": -9223372036854775808}"#),
        (Kind::Newtype(None), r#"{"Newtype": null}"#),
        (Kind::Tuple(255, "x".to_owned()), r#"{"Tuple": [255, "x"]}"#),
        (Kind::Struct { a: true, b: vec![Kind::Unit] }, r#"{"Struct": {"a": true, "b": ["Unit"]}}"#),
        (Kind::Nothing(()), r#"{"Nothing": null}"#),
        (Kind::Empty(), r#"{"Empty": []}"#),
        (Kind::Hollow {}, r#"{"Hollow": {}}"#),
    ];
    for (kind, expected) in shown {
        let value = Struct(kind.clone()).to_value().unwrap();
        assert_eq!(value, json(expected));
        narrow.everything.set(Struct(Everything { kind, ..Everything::default() }));
        let before = narrow.everything.get();
        let value: Value = narrow.get("everything").unwrap();
        narrow.everything.set(Struct::default());
        narrow.set_from_str("everything", &value.to_string()).unwrap();
        assert_eq!(narrow.everything.get(), before);
    }
    let refused = |kind: &str| {
        let Value::Map(mut all) = Struct(Everything::default()).to_value().unwrap() else { panic!("a map") };
        all.insert("kind".to_owned(), json(kind));
        text(narrow.set("everything", Value::Map(all)))
    };
    for (kind, message) in [
        (r#""Newtype""#, "Invalid parameter type for 'everything.kind', expected: object"),
        (r#"{"Unit": null}"#, "Invalid parameter type for 'everything.kind', expected: string"),
        (r#"{"Tuple": [1]}"#, "Parameter 'everything.kind.Tuple[1]' is missing"),
        (r#"{"Tuple": {"0": 1}}"#, "Invalid parameter type for 'everything.kind.Tuple', expected: array"),
        (r#"{"Tuple": [256, ""]}"#, "Parameter 'everything.kind.Tuple[0]' expects uint8_t"),
        (r#"{"Struct": {"a": true}}"#, "Parameter 'everything.kind.Struct.b' is missing"),
        (
            r#"{"Struct": {"a": true, "b": [{"Struct": {"a": 1}}]}}"#,
            "Invalid parameter type for 'everything.kind.Struct.b[0].Struct.a', expected: boolean",
        ),
        (r#"{"Hollow": {"x": 1}}"#, "Parameter 'everything.kind.Hollow.x' is unexpected"),
        (r#"{"Empty": [1]}"#, "Only 0 list elements expected in everything.kind.Empty"),
        (r#"{"Nothing": 0}"#, "Invalid parameter type for 'everything.kind.Nothing', expected: null"),
        (r#"{"Unit": null, "Empty": []}"#, "Parameter 'everything.kind' expects exactly one member"),
        (r#"{"Other": 1}"#, "Parameter 'everything.kind' does not accept value 'Other'"),
        ("3", "Invalid parameter type for 'everything.kind', expected: string"),
    ] {
        assert_eq!(refused(kind), message, "{kind}");
    }
}

/// What one form has no place for is an error, and not another value.
#[test]
fn nothing_gets_lost_on_the_way_out() {
    let lost = "a value that is there would be written as none";
    assert_eq!(text(Struct(Some(())).to_value()), lost);
    assert_eq!(text(Struct(Some(None::<u8>)).to_value()), lost);
    assert_eq!(text(Struct(Some(Value::Null)).to_value()), lost);
    assert_eq!(Struct(None::<Option<u8>>).to_value().unwrap(), Value::Null);

    #[derive(Serialize)]
    struct Twice {
        a: u8,
        #[serde(flatten)]
        rest: BTreeMap<String, u8>,
    }
    let twice = Twice { a: 1, rest: BTreeMap::from([("a".to_owned(), 2)]) };
    assert_eq!(text(Struct(twice).to_value()), "there would be two members 'a'");
    assert_eq!(
        text(Value::from_json(r#"{"a": {"b": 1, "b": 1}}"#)).split(" at ").next(),
        Some("JSON parse error, duplicate key 'b'")
    );

    // `07` and `7` would be the same.
    let narrow = Narrow::new();
    let with = |member: &str, value: &str| {
        let Value::Map(mut all) = Struct(Everything::default()).to_value().unwrap() else { panic!("a map") };
        all.insert(member.to_owned(), json(value));
        narrow.set("everything", Value::Map(all))
    };
    for key in ["07", "0x7", "+7", " 7", "-0", "x", "7.0", ""] {
        let message = format!("Invalid parameter type for 'everything.by_number.{key}', expected: integer");
        assert_eq!(text(with("by_number", &format!(r#"{{"{key}": 0}}"#))), message);
    }
    for key in ["on", "True", "1", ""] {
        let message = format!("Invalid parameter type for 'everything.by_truth.{key}', expected: boolean");
        assert_eq!(text(with("by_truth", &format!(r#"{{"{key}": 0}}"#))), message);
    }
    let beyond = text(with("by_number", r#"{"9223372036854775808": 0}"#));
    assert_eq!(beyond, "Invalid parameter type for 'everything.by_number.9223372036854775808', expected: integer");
    let letters = text(with("by_letter", r#"{"ab": null}"#));
    assert_eq!(letters, "Parameter 'everything.by_letter.ab' expects a single character");
    with("by_number", r#"{"-9223372036854775808": 0, "7": 1}"#).unwrap();
    assert_eq!(narrow.everything.get().by_number, BTreeMap::from([(i64::MIN, 0), (7, 1)]));
}

#[test]
fn what_is_refused_changes_nothing() {
    let narrow = Narrow::new();
    let before = Numbers { small: 5, unseen: 9, ..Numbers::default() };
    narrow.numbers.set(Struct(before.clone()));
    narrow.checked.set(Struct(before.clone()));
    let good = Struct(numbers(1)).to_value().unwrap();
    let Value::Map(mut bad) = good.clone() else { panic!("a map") };
    bad.insert("tiny".to_owned(), 128.into());
    let bad = Value::Map(bad);

    assert_eq!(text(narrow.set("numbers", bad.clone())), "Parameter 'numbers.tiny' expects int8_t");
    assert_eq!(*narrow.numbers.get(), before);
    // Found out before anything is set, and after.
    let all = [("numbers", good.clone()), ("checked", bad)];
    assert_eq!(text(narrow.set_all(all)), "Parameter 'checked.tiny' expects int8_t");
    assert_eq!(*narrow.numbers.get(), before);
    let all = [("numbers", good.clone()), ("checked", good.clone()), ("refusing", true.into())];
    assert_eq!(text(narrow.set_all(all)), "not now");
    assert_eq!((&*narrow.numbers.get(), &*narrow.checked.get()), (&before, &before), "also what does not show");
    narrow.set_all([("numbers", good.clone()), ("checked", good)]).unwrap();
    assert_eq!((&*narrow.numbers.get(), &*narrow.checked.get()), (&numbers(1), &numbers(1)));

    let large = Struct(numbers(10));
    assert_eq!(text(narrow.set("checked", large.to_value().unwrap())), "10 is too much");
    let checked = narrow.class().resolve_property("checked").unwrap();
    assert_eq!(text(checked.set(&narrow, large)), "10 is too much");
    assert_eq!(*narrow.checked.get(), numbers(1));
    checked.set(&narrow, Struct(numbers(9))).unwrap();
    assert_eq!(*narrow.checked.get(), numbers(9));
}

/// `[[[..]]]`, so deep.
fn lists(depth: usize) -> Value {
    (0..depth).fold(Value::Null, |inner, _| Value::List(vec![inner]))
}

fn chain(length: usize) -> Node {
    (0..length).fold(Node::default(), |next, _| Node { next: Some(Box::new(next)), ..Node::default() })
}

#[test]
fn depth_has_a_limit() {
    let narrow = Narrow::new();
    let nested = |depth: usize| format!(r#"{}{{}}{}"#, r#"{"below": [{"next": "#.repeat(depth), "}]}".repeat(depth));
    narrow.set_from_str("node", &nested(30)).unwrap();
    let before = narrow.node.get();
    for depth in [100, 10_000, 1_000_000] {
        let error = text(narrow.set_from_str("node", &nested(depth)));
        assert!(error.starts_with("Parameter 'node': JSON parse error, recursion limit exceeded"), "{error}");
        let error = text(narrow.set_from_str("any", &("[".repeat(depth * 2))));
        assert!(error.starts_with("Parameter 'any': JSON parse error, recursion limit exceeded"), "{error}");
    }
    // Given by a program.
    narrow.set("any", lists(100)).unwrap();
    assert_eq!(narrow.get::<Value>("any").unwrap(), lists(100));
    let error = text(narrow.set("any", lists(1000)));
    assert!(error.starts_with("Parameter 'any[0][0]") && error.ends_with("[0]': nested too deeply"), "{error}");
    let error = text(narrow.set("node", Value::Map(BTreeMap::from([("below".to_owned(), lists(1000))]))));
    assert_eq!(error, "Invalid parameter type for 'node.below[0]', expected: object");
    assert_eq!(narrow.node.get(), before);

    // A program can have deeper ones, which others do not see.
    narrow.node.set(Struct(chain(60)));
    let value: Value = narrow.get("node").unwrap();
    narrow.set("node", value).unwrap();
    assert_eq!(*narrow.node.get(), chain(60));
    narrow.node.set(Struct(chain(1000)));
    assert_eq!(text(narrow.get::<Value>("node")), "Parameter 'node': nested too deeply");
    assert_eq!(*narrow.get::<Struct<Node>>("node").unwrap(), chain(1000));

    // By options: nothing nested has more than so many parts.
    let key = |parts: usize| format!("narrow,id=a,node{}.name=x", ".next".repeat(parts));
    Context::new().object_add_str(&key(50)).unwrap();
    assert!(text(Context::new().object_add_str(&key(500))).ends_with("is nested too deeply"));
}

/// It could go on reading the same value for ever.
#[test]
fn a_type_around_itself_ends() {
    let narrow = Narrow::new();
    assert_eq!(text(narrow.set("onion", 5)), "Parameter 'onion': nested too deeply");
    narrow.set("onion", Value::Null).unwrap();
    assert_eq!(*narrow.onion.get(), Onion(None));
    assert_eq!(narrow.get::<Value>("onion").unwrap(), Value::Null);
    narrow.onion.set(Struct(Onion(Some(Box::default()))));
    assert_eq!(text(narrow.get::<Value>("onion")), "Parameter 'onion': a value that is there would be written as none");
    assert_eq!(narrow.class().property("onion").unwrap().type_name(), "Onion");
}

fn kinds() -> impl Strategy<Value = Kind> {
    let leaf = prop_oneof![
        Just(Kind::Unit),
        Just(Kind::Nothing(())),
        Just(Kind::Empty()),
        Just(Kind::Hollow {}),
        any::<Option<i64>>().prop_map(Kind::Newtype),
        any::<(u8, String)>().prop_map(|(number, text)| Kind::Tuple(number, text)),
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        (any::<bool>(), prop::collection::vec(inner, 0..3)).prop_map(|(a, b)| Kind::Struct { a, b })
    })
}

prop_compose! {
    fn everything()(
        kind in kinds(), metres in any::<i16>(), pair in any::<(u8, char)>(), kinds in prop::collection::vec(kinds(), 0..3),
        by_number in any::<BTreeMap<i64, u64>>(), by_truth in any::<BTreeMap<bool, u8>>(),
        by_letter in any::<BTreeMap<char, Option<bool>>>(), by_text in prop::collection::btree_map(any::<String>(), self::kinds(), 0..3),
        text in any::<String>(), flag in any::<bool>(),
    ) -> Everything {
        Everything {
            kind, marker: Marker, metres: Metres(metres), pair, kinds, by_number, by_truth, by_letter, by_text, text, flag,
            unit: (),
        }
    }
}

prop_compose! {
    fn some_numbers()(
        (small, wide, signed, tiny) in any::<(u8, u64, i64, i8)>(), float in prop::num::f64::NORMAL | prop::num::f64::ZERO,
        single in prop::num::f32::NORMAL | prop::num::f32::SUBNORMAL, maybe in any::<Option<u64>>(), huge in any::<u64>(),
        low in any::<i64>(),
    ) -> Numbers {
        Numbers { small, wide, signed, tiny, float, single, maybe, huge: huge.into(), low: low.into(), unseen: 0 }
    }
}

proptest! {
    #[test]
    fn values_survive_the_way_out_and_back(everything in everything(), numbers in some_numbers()) {
        let narrow = Narrow::new();
        narrow.everything.set(Struct(everything.clone()));
        narrow.numbers.set(Struct(numbers.clone()));
        let (all, digits): (Value, Value) = (narrow.get("everything").unwrap(), narrow.get("numbers").unwrap());
        for is_text in [false, true] {
            narrow.everything.set(Struct::default());
            narrow.numbers.set(Struct::default());
            if is_text {
                narrow.set_from_str("everything", &all.to_string()).unwrap();
                narrow.set_from_str("numbers", &digits.to_string()).unwrap();
            } else {
                narrow.set_all([("everything", all.clone()), ("numbers", digits.clone())]).unwrap();
            }
            prop_assert_eq!(&*narrow.everything.get(), &everything);
            prop_assert_eq!(&*narrow.numbers.get(), &numbers);
        }
    }
}
