//! What steps are made of: names that there are, and some that there are not.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::peer::Peer;
use crate::rng::Rng;

/// What both programs have.
pub(crate) struct World {
    pub(crate) types: Vec<String>,
    pub(crate) properties: Vec<String>,
    pub(crate) has_human_monitor: bool,
}

/// Ids of objects: of some that are there from the start, of some that come and go, and of none.
pub(crate) const OBJECT_IDS: &[&str] = &["ram0", "rng0", "o0", "o1", "o2", "o3"];

/// Ids of devices, likewise.
pub(crate) const DEVICE_IDS: &[&str] = &["vtd", "rp0", "rp1", "cold", "d0", "d1", "d2"];

/// What is no id, or no id of anything.
pub(crate) const WRONG_IDS: &[&str] = &[
    "",
    "nope",
    "a b",
    "x/y",
    "-x",
    "0",
    "type",
    ".",
    "..",
    "o0 ",
    "a.b",
    "a_b",
    "\u{e9}t\u{e9}",
    "machine",
    "/",
    "o0,x",
];

const PATHS: &[&str] = &[
    "/",
    "/machine",
    "/objects",
    "/machine/peripheral",
    "/machine/peripheral-anon",
    "/machine/unattached/sysbus",
    "/machine/q35",
    "/machine/q35/pcie.0",
    "/machine/peripheral/rp0/rp0",
    "/machine/peripheral/rp1/rp1",
    "machine",
    "peripheral",
    "peripheral/vtd",
    "q35",
    "pcie.0",
    "sysbus",
    "objects",
    "peripheral-anon",
    "rp0/rp0",
    "rp1/rp1",
];

const WRONG_PATHS: &[&str] = &[
    "",
    "//",
    "/nope",
    "nope",
    "/machine/",
    "/machine//peripheral",
    "machine/peripheral",
    "/objects/",
    "/objects/nope",
    "/machine/peripheral/nope",
    "/machine/type",
    "type",
    ".",
    "..",
    "./machine",
    "/machine/../machine",
    "/Machine",
    "x/y",
    " ",
    "/machine ",
    "\u{fc}",
    "/machine/peripheral/vtd/aw-bits",
    "unattached/nope",
    "///machine",
    "vtd/",
    "/vtd",
    "rp0/",
    "rp0/nope",
];

impl World {
    /// # Errors
    /// If one of them does not answer.
    pub(crate) fn of(ours: &mut Peer, theirs: &mut Peer) -> Result<Self, String> {
        let names = |list: &Value| -> BTreeSet<String> {
            let list = list.as_array().into_iter().flatten();
            list.filter_map(|element| Some(element["name"].as_str()?.to_owned())).collect()
        };
        let mut in_both = |command: &str, arguments: &Value| -> Result<BTreeSet<String>, String> {
            let one = names(&ours.ask(command, arguments.clone())?);
            let other = names(&theirs.ask(command, arguments.clone())?);
            Ok(&one & &other)
        };
        let types = in_both("qom-list-types", &json!({"abstract": true}))?;
        let mut properties = BTreeSet::new();
        for typename in &types {
            // An interface has none, which is an error.
            properties.extend(in_both("qom-list-properties", &json!({"typename": typename})).unwrap_or_default());
        }
        let has_human_monitor = in_both("query-commands", &json!({}))?.contains("human-monitor-command");
        let (types, properties) = (types.into_iter().collect(), properties.into_iter().collect());
        Ok(Self { types, properties, has_human_monitor })
    }

    pub(crate) fn type_name(&self, rng: &mut Rng) -> String {
        const WRONG: &[&str] = &["", "nope", "Device", "pc", "q35", "pc-q35-10.0", "intel_iommu", " device", "\u{df}"];
        if rng.percent(85) { rng.pick(&self.types).clone() } else { (*rng.pick(WRONG)).to_owned() }
    }

    pub(crate) fn property(&self, rng: &mut Rng) -> String {
        const OFTEN: &[&str] =
            &["type", "realized", "aw-bits", "size", "filename", "hotplug", "hotplugged", "intremap"];
        const WRONG: &[&str] =
            &["", "nope", "Type", "type ", "a.b", "child[0]", "rp0", "vtd", "ram0", "q35", "\u{e4}", "vtd/type", "d0"];
        match rng.below(10) {
            0..=4 => (*rng.pick(OFTEN)).to_owned(),
            5..=7 => rng.pick(&self.properties).clone(),
            _ => (*rng.pick(WRONG)).to_owned(),
        }
    }

    pub(crate) fn path(&self, rng: &mut Rng) -> String {
        match rng.below(10) {
            0..=2 => (*rng.pick(PATHS)).to_owned(),
            3 => format!("/objects/{}", rng.pick(OBJECT_IDS)),
            4 => format!("/machine/peripheral/{}", rng.pick(DEVICE_IDS)),
            5 | 6 => (*rng.pick(DEVICE_IDS)).to_owned(),
            7 => (*rng.pick(OBJECT_IDS)).to_owned(),
            _ => (*rng.pick(WRONG_PATHS)).to_owned(),
        }
    }

    pub(crate) fn object_id(&self, rng: &mut Rng) -> String {
        let ids = if rng.percent(85) { OBJECT_IDS } else { WRONG_IDS };
        (*rng.pick(ids)).to_owned()
    }

    pub(crate) fn device_id(&self, rng: &mut Rng) -> String {
        let ids = if rng.percent(85) { DEVICE_IDS } else { WRONG_IDS };
        (*rng.pick(ids)).to_owned()
    }
}

/// Any JSON, of the kinds that something may be mistaken about.
pub(crate) fn value(rng: &mut Rng) -> Value {
    const TEXTS: &[&str] = &[
        "",
        "on",
        "off",
        "auto",
        "true",
        "yes",
        "0",
        "1",
        "39",
        "48",
        "0x30",
        "1M",
        "4k",
        "-1",
        "1.5",
        "x",
        "1e3",
        "/dev/urandom",
        "/dev/null",
        "/nowhere",
        "/",
        "18446744073709551616",
        " 1",
        "ON",
        "rp0",
        "/machine",
        "vtd",
        "\u{20ac}",
        "a\nb",
    ];
    match rng.below(14) {
        0 => Value::Null,
        1 | 2 => json!(rng.percent(50)),
        3 | 4 => json!(*rng.pick(&[0_i64, 1, -1, 39, 48, 57, 64, 255, 256, 4096, 65536, 1 << 20, 1 << 31, 1 << 32])),
        5 => json!(*rng.pick(&[i64::MIN, i64::MAX, -(1 << 31), -129, i64::MAX - 1])),
        6 => json!(*rng.pick(&[u64::MAX, 1 << 63, u64::MAX - 1])),
        7 => json!(*rng.pick(&[0.0, 1.5, -0.5, 1e3, 1e300, 48.0])),
        8..=11 => json!(rng.pick(TEXTS)),
        12 => rng.pick(&[json!([]), json!([1]), json!(["on"]), json!([null])]).clone(),
        _ => rng.pick(&[json!({}), json!({"a": 1}), json!({"type": "x"})]).clone(),
    }
}
