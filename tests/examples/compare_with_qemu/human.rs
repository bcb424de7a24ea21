//! Lines for the human monitor, by `human-monitor-command`.

use serde_json::{Value, json};

use crate::rng::Rng;
use crate::steps::Step;
use crate::world::{World, value};

/// The words of a command, what kind of arguments it has, and whether it may change something.
const LINES: &[(&str, &str, bool)] = &[
    ("qom-list", "path", false),
    ("qom-list", "path", false),
    ("qom-get", "path property", false),
    ("qom-get", "path property", false),
    ("qom-set", "path property value", true),
    ("qom-set", "path property value", true),
    ("qom-set -j", "path property json", true),
    ("object_add", "object", true),
    ("object_add", "object", true),
    ("object_del", "object-id", true),
    ("device_add", "device", true),
    ("device_add", "device", true),
    ("device_add", "type-help", false),
    ("device_del", "device-id", true),
    ("info qom-tree", "path", false),
    ("info status", "", false),
    ("info name", "", false),
    ("info qdm", "", false),
    ("device_add help", "", false),
    ("device_add ?", "", false),
    ("system_reset", "", true),
    ("stop", "", true),
    ("cont", "", true),
    ("no-such-command", "path", false),
    ("info no-such", "", false),
    ("help qom-get", "", false),
];

pub(crate) fn step(world: &World, rng: &mut Rng) -> Step {
    let (kind, arguments, changes) = *rng.pick(LINES);
    let mut line = kind.to_owned();
    for kind in arguments.split_whitespace() {
        // One too few is a mistake, too.
        if rng.percent(5) {
            break;
        }
        line.push(' ');
        line.push_str(&argument(kind, world, rng));
    }
    match rng.below(40) {
        0 => line.push_str(" more"),
        1 => line = format!("  {line}  "),
        2 => line.push_str(" -x"),
        3 => line = line.replacen(' ', " -x ", 1),
        4 => line = line.replacen(' ', " \"", 1),
        _ => {}
    }
    let request = json!({"execute": "human-monitor-command", "arguments": {"command-line": line}});
    Step {
        kind: "human-monitor-command",
        text: format!("hmp {line}"),
        bytes: request.to_string().into_bytes(),
        changes,
    }
}

fn argument(kind: &str, world: &World, rng: &mut Rng) -> String {
    match kind {
        "path" => world.path(rng),
        "property" => world.property(rng),
        "value" => plain(&value(rng)),
        "json" => value(rng).to_string(),
        "object-id" => world.object_id(rng),
        "device-id" => world.device_id(rng),
        "type-help" => format!("{},help", world.type_name(rng)),
        "object" => {
            let kind = match rng.below(10) {
                0..=3 => "memory-backend-ram,size=1M".to_owned(),
                4..=6 => "rng-random".to_owned(),
                _ => world.type_name(rng),
            };
            options(kind, &world.object_id(rng), &["size", "filename", "nope"], rng)
        }
        _ => {
            let driver = if rng.percent(60) { "pci-blank,bus=rp0".to_owned() } else { world.type_name(rng) };
            options(driver, &world.device_id(rng), &["addr", "nope", "bus", "realized"], rng)
        }
    }
}

fn options(first: String, id: &str, names: &[&str], rng: &mut Rng) -> String {
    let mut text = first;
    if rng.percent(90) {
        text.push_str(&format!(",id={id}"));
    }
    if rng.percent(30) {
        text.push_str(&format!(",{}={}", rng.pick(names), plain(&value(rng))));
    }
    if rng.percent(5) {
        text.push_str(rng.pick::<&str>(&[",", ",,", "=", ",x", ",help", ",=", ",id=o1"]));
    }
    text
}

/// A value as people write it.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| text.replace('\n', " "))
}
