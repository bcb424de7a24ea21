//! Every input that the fuzzer left in `tests/fuzz/corpus` goes through the same functions again, without a fuzzer.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::fs;
use std::path::Path;

use qom_tests::fuzz;

fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(!files.is_empty(), "nothing in {}", folder.display());
    for file in files {
        // What the function says of an input does not name it.
        println!("{}", file.display());
        run(&fs::read(&file).unwrap());
    }
}

#[test]
fn keyval() {
    replay("keyval", fuzz::keyval);
}

#[test]
fn object_json() {
    replay("object_json", fuzz::object_json);
}

#[test]
fn path() {
    replay("path", fuzz::path);
}

#[test]
fn qmp_parser() {
    replay("qmp_parser", fuzz::qmp_parser);
}

#[test]
fn qmp_session() {
    replay("qmp_session", fuzz::qmp_session);
}

#[test]
fn text_value() {
    replay("text_value", fuzz::text_value);
}
