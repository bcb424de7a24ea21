//! What the attributes expand to, in files to be reviewed: `snapshots/x.in.rs` is what a user writes, with what to look
//! at above it, `snapshots/x.expanded.rs` the code that it becomes. `UPDATE=1 cargo test -p qom-macros` writes these anew.

mod rules;

use std::fs;
use std::path::{Path, PathBuf};

use crate::testing::{Written, without_errors};

/// The cases: their names, and what users write.
fn cases() -> Vec<(String, String)> {
    let files = fs::read_dir(directory()).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<(String, String)> = files
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?.strip_suffix(".in.rs")?.to_owned();
            Some((name, fs::read_to_string(&path).unwrap()))
        })
        .collect();
    cases.sort();
    cases
}

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots")
}

/// The expansion with what to look at above it.
fn expanded(name: &str, input: &str) -> String {
    let (code, errors) = without_errors(Written::of(input).expand());
    assert!(errors.is_empty(), "{name}: {errors:?}");
    let code = syn::parse2(code).unwrap_or_else(|error| panic!("{name} does not expand to items: {error}"));
    let look_at: String =
        input.lines().take_while(|line| line.starts_with("//")).map(|line| format!("{line}\n")).collect();
    assert!(look_at.starts_with("// Look at: "), "{name}.in.rs does not begin with what to look at");
    format!("// What `{name}.in.rs` expands to.\n{look_at}\n{}", prettyplease::unparse(&code))
}

#[test]
fn expansions_are_as_reviewed() {
    let cases = cases();
    let mut differences = Vec::new();
    for (name, input) in &cases {
        let (file, expanded) = (format!("{name}.expanded.rs"), expanded(name, input));
        let path = directory().join(&file);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &expanded).unwrap();
        }
        let reviewed = fs::read_to_string(&path).unwrap_or_default();
        differences.extend(difference(&reviewed, &expanded).map(|what| format!("{file}, {what}")));
    }
    assert!(
        differences.is_empty(),
        "{}\nIf that is meant: `UPDATE=1 cargo test -p qom-macros`, and read what `git diff` shows",
        differences.join("\n")
    );
    assert!(cases.len() > 10, "the snapshots are missing");
    for file in fs::read_dir(directory()).unwrap() {
        let file = file.unwrap().file_name().into_string().unwrap();
        let is_of_a_case =
            cases.iter().any(|(name, _)| [".in.rs", ".expanded.rs"].iter().any(|end| file == format!("{name}{end}")));
        assert!(is_of_a_case, "snapshots/{file} belongs to no case");
    }
}

/// The first line in which two texts differ.
fn difference(reviewed: &str, expanded: &str) -> Option<String> {
    let (mut reviewed, mut expanded) = (reviewed.lines(), expanded.lines());
    for number in 1.. {
        match (reviewed.next(), expanded.next()) {
            (None, None) => break,
            (old, new) if old != new => {
                let shown = |line: Option<&str>| line.unwrap_or("(the end)").to_owned();
                return Some(format!("line {number}:\n    reviewed: {}\n    expanded: {}", shown(old), shown(new)));
            }
            _ => {}
        }
    }
    None
}
