//! The guide's tables "From C to Rust" have every name of the headers, and what a row says is there is there: the item
//! that it leads to is found by the name of C too.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const NAMES: &str = include_str!("c_names/names.txt");

const TABLES: [&str; 4] = [
    include_str!("../../qom-core/src/guide/from_c/macros.md"),
    include_str!("../../qom-core/src/guide/from_c/object_h.md"),
    include_str!("../../qom-core/src/guide/from_c/qdev_core_h.md"),
    include_str!("../../qom-core/src/guide/from_c/other_headers.md"),
];

/// A line of a table: names of C, what they are here, what else there is to say.
struct Row {
    names: Vec<&'static str>,
    here: &'static str,
    remark: &'static str,
}

/// The names of a header, in the order of the file.
fn names_by_header() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut headers = BTreeMap::<_, Vec<_>>::new();
    let mut current = "";
    for line in NAMES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(header) => current = header,
            None => headers.entry(current).or_default().push(line),
        }
    }
    headers
}

/// The lines of the tables that begin with a name of C.
fn rows() -> Vec<Row> {
    let lines = TABLES.iter().flat_map(|text| text.lines());
    lines.filter(|line| line.starts_with("| `")).map(row).collect()
}

fn row(line: &'static str) -> Row {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let [names, here, remark] = cells[..] else { panic!("three cells, not {}: {line}", cells.len()) };
    // Every second part is between backticks.
    Row { names: names.split('`').skip(1).step_by(2).collect(), here, remark }
}

/// For each alias, the items that have it.
fn aliases() -> BTreeMap<String, BTreeSet<String>> {
    let mut aliases = BTreeMap::<_, BTreeSet<_>>::new();
    for (_, source) in files("qom-core/src", "rs").into_iter().chain(files("qom-macros/src", "rs")) {
        for after in source.split("#[doc(alias").skip(1) {
            let (list, after) = after.split_once(")]").unwrap();
            for name in list.split('"').skip(1).step_by(2) {
                aliases.entry(name.to_owned()).or_default().insert(item_after(after));
            }
        }
    }
    aliases
}

/// The files with this ending below a folder of the project, and what is in them.
fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut next = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder)];
    while let Some(path) = next.pop() {
        if path.is_dir() {
            next.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            let text = fs::read_to_string(&path).unwrap();
            files.push((path, text));
        }
    }
    files
}

/// The name of the first item in a piece of source.
fn item_after(source: &str) -> String {
    let mut words = source.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(str::split_whitespace);
    words.find(|word| ["fn", "struct", "trait", "enum"].contains(word)).expect("an alias is of an item");
    words.next().unwrap().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn every_name_is_in_the_tables_once() {
    let mut seen = BTreeSet::new();
    for name in rows().iter().flat_map(|row| &row.names) {
        assert!(seen.insert(*name), "{name} is there twice");
    }
    let known: BTreeSet<&str> = names_by_header().into_values().flatten().collect();
    let missing: Vec<_> = known.difference(&seen).collect();
    assert!(missing.is_empty(), "not in the tables: {missing:?}");
    let unknown: Vec<_> = seen.difference(&known).collect();
    assert!(unknown.is_empty(), "in the tables, and in no header: {unknown:?}");
}

#[test]
fn the_list_of_names_is_complete() {
    let headers = names_by_header();
    let count = |header| headers[header].iter().collect::<BTreeSet<_>>().len();
    assert_eq!(count("qom/object.h"), 108);
    assert_eq!(count("qom/object.h, macros"), 21);
    assert_eq!(count("hw/qdev-core.h"), 71);
    assert_eq!(count("hw/qdev-properties.h, macros"), 21);
    assert_eq!(count("hw/qdev-properties.h"), 24);
    assert_eq!(count("hw/qdev-properties-system.h, macros"), 27);
    assert_eq!(count("hw/clock.h"), 19);
}

#[test]
fn every_row_has_a_counterpart_or_a_reason() {
    for Row { names, here, remark } in rows() {
        let has_counterpart = here.contains("[`");
        assert!(has_counterpart || (here == "-" && remark.len() > 5), "{names:?}: '{here}', '{remark}'");
    }
}

#[test]
fn the_search_finds_each_counterpart_by_the_name_of_c() {
    let aliases = aliases();
    for Row { names, here, .. } in rows().iter().filter(|row| row.here != "-") {
        for name in names {
            let items = aliases.get(*name).unwrap_or_else(|| panic!("no item has the alias {name}; {here} should"));
            let words = |text: &'static str| text.split(|c: char| !c.is_alphanumeric() && c != '_');
            assert!(
                words(here).any(|word| items.contains(word)),
                "{name} leads to {items:?}, and the table says {here}"
            );
        }
    }
}

#[test]
fn no_item_has_a_name_of_c_that_the_tables_do_not_have() {
    let known: BTreeSet<&str> = rows().iter().filter(|row| row.here != "-").flat_map(|row| row.names.clone()).collect();
    let unknown: Vec<_> = aliases().into_keys().filter(|alias| !known.contains(alias.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn no_chapter_is_too_long() {
    let chapters = files("qom-core/src/guide", "md");
    assert!(chapters.len() >= 18, "{} chapters", chapters.len());
    for (path, text) in chapters {
        assert!(text.lines().count() < 300, "{}", path.display());
    }
}
