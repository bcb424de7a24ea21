//! The page of all types is what the types say. `UPDATE=1 cargo test -p qom-devices --test hierarchy` writes it anew.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use qom_core::{TypeInfo, types};

const PAGE: &str = "src/hierarchy.md";

#[test]
fn the_page_of_the_hierarchy_is_fresh() {
    qom_devices::link();
    let mut page =
        "Types are indented below their parents; of each the interfaces that it lists itself, what it is, and the \
                    first words of its documentation. Written from [`types`](qom_core::types()).\n\n"
            .to_owned();
    for root in ["object", "interface"] {
        let root = types().find(|info| info.name() == root).unwrap();
        branch(root, 0, &mut page);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let written = fs::read_to_string(path).unwrap();
    assert!(written == page, "{PAGE} is not what the types say: UPDATE=1 cargo test -p qom-devices --test hierarchy");
}

fn branch(info: &'static TypeInfo, depth: usize, page: &mut String) {
    let interfaces: Vec<&str> = info.interfaces().collect();
    let listed = if interfaces.is_empty() { String::new() } else { format!(" with {}", interfaces.join(", ")) };
    let mut marks = Vec::new();
    if info.is_abstract() && !info.is_interface() {
        marks.push("abstract".to_owned());
    }
    if let Some(singleton) = info.singleton() {
        marks.push(format!("singleton, group {}, scope {}", singleton.group.name(), singleton.scope));
    }
    let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join("; ")) };
    let about = info.doc().split("\n\n").next().unwrap_or_default().replace('\n', " ");
    let about = if about.is_empty() { about } else { format!(": {}", first_sentence(&about)) };
    writeln!(page, "{:indent$}* {}{listed}{marks}{about}", "", name(info), indent = 2 * depth).unwrap();
    let mut below: Vec<&TypeInfo> = types().filter(|other| other.parent() == Some(info.name())).collect();
    below.sort_by_key(|other| other.name().to_owned());
    below.into_iter().for_each(|below| branch(below, depth + 1, page));
}

fn first_sentence(text: &str) -> &str {
    text.split_once(". ").map_or(text, |(sentence, _)| sentence).trim_end_matches(['.', ':'])
}

/// The name, and a link to the Rust type if it has one that can be named.
fn name(info: &TypeInfo) -> String {
    // The root is declared by no attribute.
    let ident = if info.name() == "object" { "Object".to_owned() } else { ident(info) };
    let crate_name = info.crate_name();
    let folder = crate_name.replace('_', "-");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder).join("src/lib.rs");
    let is_exported = fs::read_to_string(root).is_ok_and(|root| {
        let exports = root.split("pub use ").skip(1).filter_map(|rest| rest.split_once(';'));
        exports
            .into_iter()
            .any(|(list, _)| list.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == ident))
    });
    if ident.is_empty() || !is_exported {
        return format!("`{}`", info.name());
    }
    let from = if crate_name == "qom_devices" { "crate" } else { crate_name };
    format!("[`{}`]({from}::{ident})", info.name())
}

/// What follows `struct` at the place of the type, or what the trait of an interface's hooks is called without `Impl`. A
/// type that a macro declares has its name of Rust before that of QOM.
fn ident(info: &TypeInfo) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(info.file());
    let text = fs::read_to_string(file).unwrap_or_default();
    let from: Vec<&str> = text.lines().skip(info.line() as usize - 1).collect();
    if from.first().is_some_and(|line| line.contains("! {")) {
        let quoted = format!(" {:?}", info.name());
        let before = from.iter().find_map(|line| line.split_once(&quoted)).map_or("", |(before, _)| before);
        return before.trim().to_owned();
    }
    let from = from.join("\n");
    let keyword = if info.is_interface() { "trait " } else { "struct " };
    let ident = from.split(keyword).nth(1).unwrap_or_default();
    let ident: String = ident.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    ident.strip_suffix("Impl").filter(|_| info.is_interface()).unwrap_or(&ident).to_owned()
}
