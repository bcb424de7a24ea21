//! What `query-qmp-schema` tells of commands that take the properties of a type.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

#[qom_core::test]
fn c2_object_add_and_device_add_tell_what_they_take() {
    qom_devices::link();
    let schema = Monitor::new(&Context::current()).run("query-qmp-schema", Value::Null).unwrap();
    let Value::List(all) = schema else { panic!("a list") };
    let find = |name: &str| {
        let is_named = |info: &&Value| matches!(info, Value::Map(info) if info["name"] == name.into());
        all.iter().find(is_named).unwrap().to_string()
    };
    assert_eq!(
        find("device_add-arguments"),
        r#"{"members": [{"name": "driver", "type": "str"}, {"default": null, "name": "bus", "type": "str"}, {"default": null, "name": "id", "type": "str"}], "meta-type": "object", "name": "device_add-arguments"}"#
    );
    let open = r#""tag": "qom-type", "variants": [{"case": "memory-backend-ram", "type": "memory-backend-ram-properties"}, {"case": "rng-random", "type": "rng-random-properties"}]}"#;
    assert!(find("object-add-arguments").ends_with(open), "{}", find("object-add-arguments"));
    assert!(find("qom-type-words").contains(r#""values": ["memory-backend-ram", "rng-random"]"#));
    let ram = find("memory-backend-ram-properties");
    assert!(ram.contains(r#"{"default": null, "name": "size", "type": "int"}"#), "{ram}");
}
