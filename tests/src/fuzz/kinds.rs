//! A property of every kind, and what is true of setting any of them to anything.

use std::sync::atomic::{AtomicU32, Ordering};

use qom_core::PropertyDescription;
use qom_core::prelude::*;

/// Words.
#[derive(Clone, Copy, Debug, Default, PartialEq, QomEnum)]
pub enum Animal {
    /// One.
    #[default]
    Frog,
    /// Another.
    Alligator,
    /// A third.
    #[qom(name = "2_5")]
    TwoAndAHalf,
}

/// Has a property of every kind.
#[qom_type(name = "fuzz-kinds", interfaces = [UserCreatable], init = Kinds::add_own)]
pub struct Kinds {
    #[property]
    truth: Prop<bool>,
    #[property]
    u8: Prop<u8>,
    #[property]
    u16: Prop<u16>,
    #[property]
    u32: Prop<u32>,
    #[property]
    u64: Prop<u64>,
    #[property]
    i8: Prop<i8>,
    #[property]
    i16: Prop<i16>,
    #[property]
    i32: Prop<i32>,
    #[property]
    i64: Prop<i64>,
    #[property(default = 3, range = 1..=200)]
    some_u8: Prop<u8>,
    #[property(default = -1, range = -1..=7)]
    some_i64: Prop<i64>,
    #[property]
    number: Prop<f64>,
    #[property(default = Size::MIB)]
    size: Prop<Size>,
    #[property]
    text: Prop<String>,
    #[property]
    word: Prop<Animal>,
    #[property(default = OnOffAuto::Auto)]
    on_off_auto: Prop<OnOffAuto>,
    #[property]
    maybe_u16: Prop<Option<u16>>,
    #[property]
    maybe_text: Prop<Option<String>>,
    #[property]
    maybe_list: Prop<Option<Vec<i8>>>,
    #[property]
    numbers: Prop<Vec<u32>>,
    #[property]
    signed_numbers: Prop<Vec<i8>>,
    #[property]
    texts: Prop<Vec<String>>,
    #[property]
    words: Prop<Vec<Animal>>,
    #[property]
    truths: Prop<Vec<bool>>,
    #[property]
    lists: Prop<Vec<Vec<u8>>>,
    #[property]
    link: Link<Container>,
    #[property]
    weak_link: WeakLink<Container>,
    #[property(read_only, default = 9)]
    fixed: Prop<u32>,
    #[property(write_only)]
    secret: Prop<String>,
    doubled: AtomicU32,
}

impl Kinds {
    /// The same as some of the above, of the object itself or under another name.
    fn add_own(&self) {
        let own = [
            ("own-u16[*]", ObjectProperty::new(Prop::new(7_u16))),
            ("own-list", ObjectProperty::new(Prop::new(vec![1_i32]))),
            ("own-link", ObjectProperty::new(Link::<Container>::new())),
        ];
        for (name, property) in own {
            self.add_property(name, property).expect("the name is free");
        }
        for of in ["size", "own-link", "even"] {
            self.add_alias(&format!("{of}-alias"), self, of).expect("it has the property");
        }
    }
}

#[qom_properties]
impl Kinds {
    /// An even number.
    #[getter]
    fn even(&self) -> u64 {
        u64::from(self.doubled.load(Ordering::Relaxed)) * 2
    }
    #[setter]
    fn set_even(&self, v: u64) -> Result<()> {
        ensure!(v.is_multiple_of(2), "{v} is odd");
        self.doubled.store(u32::try_from(v / 2).map_err(Error::other)?, Ordering::Relaxed);
        Ok(())
    }
}

impl UserCreatableImpl for Kinds {
    /// Refuses one value, so that objects also fail late.
    fn complete(this: &Self) -> Result<()> {
        ensure!(this.u8.get() != 13, "not with 13");
        Ok(())
    }
}

/// Sets a property of an object to something: the first byte is which, the second how, and the rest what. A refusal
/// changes nothing; what is accepted changes that property only, can be read, and set again from what was read.
///
/// # Panics
/// If not.
pub fn text_value(data: &[u8]) {
    let [which, how, rest @ ..] = data else { return };
    let context = Context::new();
    let kinds = Kinds::new_in(&context);
    context.root().add_child("shelf", &Container::new_in(&context)).expect("there is none yet");
    let properties = kinds.properties();
    let text = String::from_utf8_lossy(rest);
    let Some(property) = properties.get(usize::from(*which)) else {
        assert!(kinds.set_from_str(&text, "").is_err() || kinds.property(&text).is_some());
        return;
    };
    let name = &*property.name;
    let before = all(&kinds, &properties);
    let given = match how % 4 {
        0 | 1 => None,
        2 => Some(Value::from(&*text)),
        _ => Some(value(&mut &*rest, 0)),
    };
    let result = match (&given, how % 4) {
        (Some(value), _) => kinds.set(name, value.clone()),
        (None, 0) => kinds.set_from_str(name, &text),
        (None, _) => kinds.set_from_keyval(name, &text),
    };
    let after = all(&kinds, &properties);
    for (i, (before, after)) in before.iter().zip(&after).enumerate() {
        assert!(
            before == after || (result.is_ok() && plain_name(&properties[i].name) == plain_name(name)),
            "{name} changed {:?}",
            properties[i]
        );
    }
    if given.is_none() {
        check_number(&kinds, property, &text, &result);
    }
    if result.is_err() {
        return;
    }
    assert!(property.is_writable);
    if !property.is_readable {
        return;
    }
    let read: Value = kinds.get(name).expect("it is readable");
    match (&given, &read) {
        // A path is read as the canonical one, and a whole number as one that need not be.
        _ if property.type_name.starts_with("link<") => {}
        (Some(Value::Int(_)), Value::Float(_)) => {}
        (Some(given), read) => assert_eq!(shown(given), shown(read), "{name}"),
        (None, Value::Str(read)) => assert_eq!(*read, text, "{name}"),
        (None, _) => {}
    }
    kinds.set(name, read.clone()).expect("it was its value");
    assert_eq!(all(&kinds, &properties), after, "{name}");
    // What is printed of one that is no list is also a way to write it, but for what is no number.
    let is_text = match &read {
        Value::Null | Value::List(_) | Value::Map(_) => false,
        Value::Float(number) => number.is_finite(),
        // Of an optional one that is none.
        Value::Str(text) => !text.is_empty(),
        _ => true,
    };
    if is_text {
        kinds.set_from_str(name, &read.to_string()).expect("it was printed so");
        kinds.set_from_keyval(name, &read.to_string()).expect("it was printed so");
        assert_eq!(all(&kinds, &properties), after, "{name}");
    }
}

/// Without what marks an alias.
fn plain_name(name: &str) -> &str {
    name.trim_end_matches("-alias")
}

/// A plain decimal number is taken if, and only if, the property has it.
fn check_number(kinds: &Kinds, property: &PropertyDescription, text: &str, result: &Result<()>) {
    let type_name = &property.type_name;
    let bits = type_name.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse::<u32>();
    let Ok(number) = text.parse::<i128>() else { return };
    let is_list = matches!(property.default, Some(Value::List(_)));
    if number.to_string() != text || !property.is_writable || is_list {
        return;
    }
    let (least, greatest) = match (bits, property.range) {
        (_, Some(range)) => range,
        (Ok(bits), None) if type_name.starts_with("uint") => (0, (1 << bits) - 1),
        (Ok(bits), None) if type_name.starts_with("int") => (-(1 << (bits - 1)), (1 << (bits - 1)) - 1),
        _ => return,
    };
    if plain_name(&property.name) == "even" {
        return;
    }
    assert_eq!(result.is_ok(), (least..=greatest).contains(&number), "{property:?}: {text}: {result:?}");
    if result.is_ok() {
        assert_eq!(kinds.get::<Value>(&property.name).expect("it was set"), Value::Int(number));
    }
}

/// The values of all properties. As text, since there is a number that is not equal to itself.
fn all(kinds: &Kinds, properties: &[PropertyDescription]) -> Vec<String> {
    properties.iter().map(|property| format!("{:?}", kinds.get::<Value>(&property.name))).collect()
}

fn shown(value: &Value) -> String {
    format!("{value:?}")
}

/// A value from bytes: what kind, and then what it is made of. What is missing is zero.
fn value(data: &mut &[u8], depth: u8) -> Value {
    match byte(data) % 9 {
        0 => Value::Null,
        1 => Value::Bool(byte(data) % 2 == 1),
        2 => Value::from(i8::from_le_bytes(bytes(data))),
        3 => Value::from(i64::from_le_bytes(bytes(data))),
        4 => Value::Int(i128::from_le_bytes(bytes(data))),
        5 => Value::Float(f64::from_le_bytes(bytes(data))),
        6 => {
            let len = usize::from(byte(data)).min(data.len());
            let (text, rest) = data.split_at(len);
            *data = rest;
            Value::Str(String::from_utf8_lossy(text).into_owned())
        }
        _ if depth == 4 => Value::Null,
        7 => Value::List((0..byte(data) % 8).map(|_| value(data, depth + 1)).collect()),
        _ => Value::Map((0..byte(data) % 4).map(|i| (i.to_string(), value(data, depth + 1))).collect()),
    }
}

fn byte(data: &mut &[u8]) -> u8 {
    bytes::<1>(data)[0]
}

fn bytes<const N: usize>(data: &mut &[u8]) -> [u8; N] {
    let mut bytes = [0; N];
    let len = N.min(data.len());
    bytes[..len].copy_from_slice(&data[..len]);
    *data = &data[len..];
    bytes
}
