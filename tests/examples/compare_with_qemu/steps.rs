//! A step: a request, or what is none.

use serde_json::{Map, Value, json};

use crate::human;
use crate::rng::Rng;
use crate::world::{World, value};

pub(crate) struct Step {
    /// The command, or what else it is.
    pub(crate) kind: &'static str,
    /// The command with its arguments, for patterns and people.
    pub(crate) text: String,
    /// What is sent.
    pub(crate) bytes: Vec<u8>,
    /// Whether it may change something.
    pub(crate) changes: bool,
}

/// How often there is each command.
const COMMANDS: &[(&str, usize)] = &[
    ("qom-list", 12),
    ("qom-get", 18),
    ("qom-set", 16),
    ("object-add", 14),
    ("object-del", 9),
    ("device_add", 14),
    ("device_del", 9),
    ("qom-list-types", 4),
    ("qom-list-properties", 5),
    ("device-list-properties", 5),
    ("query-status", 3),
    ("query-name", 2),
    ("query-version", 1),
    ("query-commands", 1),
    ("query-machines", 1),
    ("stop", 2),
    ("cont", 2),
    ("system_reset", 2),
    ("qmp_capabilities", 2),
    ("no-such-command", 1),
    ("query-nothing", 1),
];

const CHANGING: &[&str] =
    &["qom-set", "object-add", "object-del", "device_add", "device_del", "system_reset", "stop", "cont"];

impl Step {
    pub(crate) fn random(world: &World, rng: &mut Rng) -> Self {
        if rng.percent(4) {
            return malformed(rng);
        }
        if rng.percent(20) {
            let step = human::step(world, rng);
            if world.has_human_monitor {
                return step;
            }
        }
        let total = COMMANDS.iter().map(|(_, weight)| weight).sum();
        let mut at = rng.below(total);
        let chosen = COMMANDS.iter().find(|(_, weight)| {
            let is_it = at < *weight;
            at = at.saturating_sub(*weight);
            is_it
        });
        let kind = chosen.map_or("query-status", |(kind, _)| kind);
        let mut arguments = arguments(kind, world, rng);
        if rng.percent(20) {
            spoil(&mut arguments, rng);
        }
        let mut arguments = Value::Object(arguments);
        if rng.percent(2) {
            arguments = rng.pick(&[json!(null), json!([]), json!("x"), json!(3), json!([{}]), json!(true)]).clone();
        }
        Self::request(kind, &arguments, rng)
    }

    fn request(kind: &'static str, arguments: &Value, rng: &mut Rng) -> Self {
        let mut members = Map::new();
        members.insert("execute".into(), kind.into());
        let is_empty = arguments.as_object().is_some_and(Map::is_empty);
        if !is_empty || rng.percent(50) {
            members.insert("arguments".into(), arguments.clone());
        }
        let mut text = format!("{kind} {arguments}");
        if rng.percent(10) {
            members.insert("id".into(), value(rng));
        }
        if rng.percent(3) {
            spoil_request(&mut members, rng);
            text = format!("request {}", Value::Object(members.clone()));
        }
        let bytes = Value::Object(members).to_string().into_bytes();
        Self { kind, text, bytes, changes: CHANGING.contains(&kind) }
    }
}

fn arguments(kind: &str, world: &World, rng: &mut Rng) -> Map<String, Value> {
    let arguments = match kind {
        "qom-list" => json!({"path": world.path(rng)}),
        "qom-get" => json!({"path": world.path(rng), "property": world.property(rng)}),
        "qom-set" => json!({"path": world.path(rng), "property": world.property(rng), "value": value(rng)}),
        "object-add" => object(world, rng),
        "object-del" => json!({"id": world.object_id(rng)}),
        "device_add" => device(world, rng),
        "device_del" => {
            json!({"id": if rng.percent(75) { world.device_id(rng) } else { world.path(rng) }})
        }
        "qom-list-types" => match rng.below(4) {
            0 => json!({}),
            1 => json!({"abstract": rng.percent(50)}),
            2 => json!({"implements": world.type_name(rng)}),
            _ => json!({"implements": world.type_name(rng), "abstract": rng.percent(50)}),
        },
        "qom-list-properties" | "device-list-properties" => json!({"typename": world.type_name(rng)}),
        "qmp_capabilities" => match rng.below(4) {
            0 => json!({}),
            1 => json!({"enable": []}),
            2 => json!({"enable": [rng.pick(&["oob", "nope", ""])]}),
            _ => json!({"enable": value(rng)}),
        },
        _ => json!({}),
    };
    arguments.as_object().cloned().unwrap_or_default()
}

/// What `object-add` could take.
fn object(world: &World, rng: &mut Rng) -> Value {
    let id = world.object_id(rng);
    let mut given = match rng.below(10) {
        0..=3 => json!({"qom-type": "memory-backend-ram", "id": id, "size": 1 << 20}),
        4..=6 => json!({"qom-type": "rng-random", "id": id}),
        _ => json!({"qom-type": world.type_name(rng), "id": id}),
    };
    if rng.percent(40) {
        let name = *rng.pick(&["size", "filename", "nope", "type", "id", "qom-type", ""]);
        given[name] = value(rng);
    }
    given
}

/// What `device_add` could take. A port takes one device, so some come too late.
fn device(world: &World, rng: &mut Rng) -> Value {
    let mut given = json!({"driver": if rng.percent(60) { "pci-blank".to_owned() } else { world.type_name(rng) }});
    if rng.percent(90) {
        given["id"] = world.device_id(rng).into();
    }
    if rng.percent(80) {
        given["bus"] =
            (*rng.pick(&["rp0", "rp0", "rp1", "pcie.0", "nope", "", "main-system-bus", "/rp0", "rp0/x"])).into();
    }
    if rng.percent(10) {
        given["addr"] = (*rng.pick(&["0", "0.0", "00.0", "1", "0.1", "0.8", "1f.7", "20", "00.0.0", "x", ""])).into();
    }
    if rng.percent(20) {
        let name = match rng.below(3) {
            0 => "addr".to_owned(),
            1 => (*rng.pick(&["nope", "type", "realized", "hotplugged", "", "driver", "bus", "id"])).to_owned(),
            _ => world.property(rng),
        };
        given[name] = value(rng);
    }
    given
}

/// One mistake in the arguments: one too few, one too many, or one of another kind.
fn spoil(arguments: &mut Map<String, Value>, rng: &mut Rng) {
    let names: Vec<String> = arguments.keys().cloned().collect();
    match rng.below(3) {
        0 if !names.is_empty() => {
            arguments.remove(rng.pick(&names));
        }
        1 if !names.is_empty() => {
            arguments.insert(rng.pick(&names).clone(), value(rng));
        }
        _ => {
            let name = *rng.pick(&["nope", "x", "", "Path", "qom_type", "id", "path", "typename", "cpu-index"]);
            arguments.insert(name.to_owned(), value(rng));
        }
    }
}

/// One mistake in the request itself.
fn spoil_request(members: &mut Map<String, Value>, rng: &mut Rng) {
    match rng.below(4) {
        0 => {
            members.remove("execute");
        }
        1 => {
            members.insert("execute".into(), value(rng));
        }
        2 => {
            members.insert((*rng.pick(&["exec-oob", "command", "", "Id", "argument"])).into(), value(rng));
        }
        _ => {
            members.insert("exec-oob".into(), members["execute"].clone());
            members.remove("execute");
        }
    }
}

/// What is no request, or none that can be read. What is not closed is ended by a byte that no JSON has.
fn malformed(rng: &mut Rng) -> Step {
    const WRONG: &[&[u8]] = &[
        b"[]",
        b"3",
        b"null",
        b"\"execute\"",
        b"true",
        b"-1.5e3",
        b"{}",
        b"{\"id\": 1}",
        b"[{\"execute\": \"query-status\"}]",
        b"{\"execute\": \"query-status\", \"execute\": \"stop\"}",
        b"{'execute': 'query-status'}",
        b"{\"execute\": \"query-status\"} {\"execute\": \"query-name\", \"id\": 2}",
        b"{\"execute\": \"query-status\"}{\"execute\": \"query-status\", \"id\": \"x\"}",
        b"{\"execute\": \"qom-get\", \"arguments\": {\"path\": \"/\", \"path\": \"/\"}}",
        b"{\"execute\"}",
        b"{\"execute\":}",
        b"{\"execute\": \"query-status\",}",
        b"{,}",
        b"[,]",
        b"[1,]",
        b"[1 2]",
        b"}",
        b"]",
        b")",
        b"nul",
        b"True",
        b"NaN",
        b"Infinity",
        b"01",
        b"1.",
        b".5",
        b"+1",
        b"-",
        b"1e",
        b"1e400",
        b"- 1",
        b"0x10",
        b"'\\u'",
        b"'\\x41'",
        b"\"\\ud800\"",
        b"\"\\u0000\"",
        b"'\\''",
        b"\"\\'\"",
        b"\"a\tb\"",
        b"{1: 2}",
        b"{null: 1}",
        b"{[]: 1}",
        b"{\"execute\": \"query-status\"\xff",
        b"{\"execute\": \xff",
        b"{\"a\": [\xff",
        b"\"abc\xff",
        b"\xff",
        b"\xfe",
        b"\xc3\x28",
        b"\"\xc3\x28\"",
        b"{\"execute\": \"\xed\xa0\x80\"}",
        b"{\"execute\": \"\xf4\x90\x80\x80\"}",
        b"\"\xe2\x82\xac\"",
        b"{\"execute\": \"query-status\", \"id\": \"\xe2\x82\xac\\u20ac\\n\\u0001\\u007f\"}",
        b"{\"execute\": \"query-status\", \"id\": [1, {\"a\": null}, 1.5, -0, 1e3]}",
        b"{\"execute\": \"query-status\", \"id\": 18446744073709551615}",
        b"{\"execute\": \"query-status\", \"id\": 18446744073709551616}",
        b"%d",
        b"[%s]",
        b"{\"execute\": %p}",
        b"/**/",
        b"#",
        b"\\",
        b"{\"execute\": \"query-status\" \"id\": 1}",
        b"{\"execute\"; 1}",
        b"{{}}",
        b"[[[]]",
        b"{\"a\": {\"b\": }}\xff",
        b"\x01",
        b"\x7f",
        b"{\"execute\": \"\"}",
        b"{\"execute\": \" query-status\"}",
        b"{\"execute\": \"query-status\\u0000\"}",
    ];
    let mut bytes = rng.pick(WRONG).to_vec();
    let text = format!("malformed {}", bytes.escape_ascii());
    let opened = bytes.iter().filter(|byte| b"{[".contains(byte)).count();
    let closed = bytes.iter().filter(|byte| b"}]".contains(byte)).count();
    let quotes = bytes.iter().filter(|byte| **byte == b'"').count();
    if opened != closed || quotes % 2 == 1 {
        bytes.push(0xff);
    }
    Step { kind: "malformed", text, bytes, changes: false }
}
