//! What the fuzz targets run on each input: a function each, which panics if something is not as it should be.
//!
//! `tests/fuzz` calls them from a fuzzer, `tests/tests/fuzz_replay.rs` with the inputs that are kept in
//! `tests/fuzz/corpus`.

mod kinds;
mod path;
mod qmp;
mod session;

use qom_core::prelude::*;
use qom_core::types::is_id;
use qom_core::user_creatable::KeyVal;
use qom_devices::add_object;

pub use kinds::text_value;
pub use path::path;
pub use qmp::qmp_parser;
pub use session::qmp_session;

/// Options in their text form: reading any text ends, and what was read is the same when printed and read again.
///
/// # Panics
/// If not.
pub fn keyval(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    for implied_key in [None, Some("qom-type")] {
        let Ok(options) = KeyVal::parse(text, implied_key) else { continue };
        let keys: Vec<&str> = options.iter().map(|(key, _)| key).collect();
        for (i, key) in keys.iter().enumerate() {
            assert!(!keys[..i].contains(key), "'{key}' is there twice");
        }
        let mut parts = Vec::new();
        for (key, value) in options.iter() {
            print(key, value, &mut parts);
        }
        let printed = parts.join(",");
        match KeyVal::parse(&printed, None) {
            Ok(again) => assert_eq!(again, options, "{printed}"),
            Err(error) => panic!("{error}: {printed}"),
        }
    }
}

/// A value as `key=text`, or those in it.
fn print(key: &str, value: &Value, parts: &mut Vec<String>) {
    match value {
        Value::Str(text) => parts.push(format!("{key}={}", text.replace(',', ",,"))),
        Value::List(values) => {
            assert!(!values.is_empty());
            values.iter().enumerate().for_each(|(i, value)| print(&format!("{key}.{i}"), value, parts));
        }
        Value::Map(values) => {
            assert!(!values.is_empty());
            values.iter().for_each(|(name, value)| print(&format!("{key}.{name}"), value, parts));
        }
        other => panic!("{other:?} from a text"),
    }
}

/// `-object` with any text, JSON or not: there is an object afterwards, of the id that the text gives, or none, and none
/// is left when it is deleted.
///
/// # Panics
/// If not.
pub fn object_json(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let context = Context::new();
    let objects = context.object_at("/objects").expect("every context has it");
    let added = add_object(&context, text).map(drop);
    let mut children = objects.children();
    let Some((id, object)) = children.pop() else {
        assert!(added.is_err(), "it was added and is nowhere");
        return;
    };
    assert!(added.is_ok() && children.is_empty(), "{added:?} left '{id}', {children:?}");
    assert!(is_id(&id), "'{id}'");
    if let Ok(json) = serde_json::from_str::<serde_json::Value>(text) {
        assert_eq!(json["id"], *id);
        assert_eq!(json["qom-type"], object.type_name());
    }
    for property in object.class().properties() {
        assert_eq!(object.get::<Value>(property.name()).is_ok(), property.is_readable(), "{property:?}");
    }
    assert!(add_object(&context, text).is_err(), "the id is in use");
    context.object_del(&id).expect("it was added");
    assert!(objects.children().is_empty() && object.canonical_path().is_none());
    let weak = object.downgrade();
    drop(object);
    assert!(weak.upgrade().is_none(), "something still has it");
}
