//! The command lines of `golden/realize-matrix.json`: what QEMU 10.0.2 printed and returned, and what `qom` does;
//! `golden/differences.json` says what is meant to be different and why.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

mod golden;

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use serde_json::Value;

use golden::{file, list, text};

/// What a run prints, without blanks at the end, and its status.
#[derive(Debug, PartialEq)]
struct Outcome {
    status: i64,
    stdout: String,
    stderr: String,
}

fn qom(args: &str) -> Outcome {
    let args = args.split_whitespace();
    let output = Command::new(env!("CARGO_BIN_EXE_qom")).args(args).stdin(Stdio::null()).output().unwrap();
    let trimmed = |bytes| String::from_utf8(bytes).unwrap().trim_end().to_owned();
    let status = output.status.code().unwrap().into();
    Outcome { status, stdout: trimmed(output.stdout), stderr: trimmed(output.stderr) }
}

/// QEMU's, with the name of this program.
fn expected(entry: &Value) -> Outcome {
    let printed = |name| entry.get(name).map(text).unwrap_or_default();
    let status = if entry["rc"] == "runs" { 0 } else { entry["rc"].as_i64().unwrap() };
    let stderr = printed("stderr").replace("qemu-system-x86_64:", "qom:");
    Outcome { status, stdout: printed("stdout"), stderr }
}

/// The entries of a part of the file, by the names of the command lines that they are about.
fn meant(part: &str) -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    for entry in list(&file("differences.json")[part]) {
        assert!(!text(&entry["reason"]).is_empty());
        for name in list(&entry["names"]) {
            all.insert(text(name), entry.clone());
        }
    }
    all
}

#[test]
fn command_lines_do_what_qemus_do_but_for_what_is_meant() {
    let mut different = meant("commands");
    let mut not_applicable = meant("commands-not-applicable");
    let matrix = file("realize-matrix.json");
    let mut compared = 0;
    for (name, entry) in matrix.as_object().unwrap() {
        let args = text(&entry["args"]).replace("-accel tcg", "");
        let (ours, theirs) = (qom(&args), expected(entry));
        if not_applicable.remove(name).is_some() {
            // What is not there is refused, not ignored.
            assert_eq!(ours.status, 1, "{name}: {args} is applicable: {ours:?}");
            continue;
        }
        let wanted = match different.remove(name) {
            None => theirs,
            Some(entry) => {
                let wanted = Outcome {
                    status: entry.get("status").map_or(theirs.status, |status| status.as_i64().unwrap()),
                    stdout: entry.get("stdout").map_or_else(|| theirs.stdout.clone(), text),
                    stderr: entry.get("stderr").map_or_else(|| theirs.stderr.clone(), text),
                };
                assert_ne!(wanted, theirs, "{name}: there is no difference any more");
                wanted
            }
        };
        assert_eq!(ours, wanted, "{name}: {args}");
        compared += 1;
    }
    assert!(different.is_empty() && not_applicable.is_empty(), "no such lines: {different:?} {not_applicable:?}");
    assert!(compared >= 27, "{compared}");
}
