//! `ui/INDEX.md` leads from a misuse to its cases: they are there, and what is said of them is so.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const INDEX: &str = include_str!("../ui/INDEX.md");

/// The rows of the table below a heading.
fn rows(heading: &str) -> impl Iterator<Item = &'static str> {
    let (_, section) = INDEX.split_once(&format!("## {heading}\n")).unwrap();
    let section = section.split("\n## ").next().unwrap();
    section.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| ---")).skip(1)
}

/// The cases in the cells of a row: a path in backticks.
fn cases(row: &str) -> Vec<&str> {
    let in_backticks = row.split('`').skip(1).step_by(2);
    in_backticks.filter(|text| text.contains('/') && !text.contains(' ')).collect()
}

/// All cases, with the number of errors that the compiler tells of.
fn all() -> Vec<(String, usize)> {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let mut all = Vec::new();
    for folder in fs::read_dir(ui).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_dir()) {
        for file in fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()) {
            if file.extension().is_some_and(|extension| extension == "rs") {
                let said = fs::read_to_string(file.with_extension("stderr")).unwrap();
                let errors = said.lines().filter(|line| line.starts_with("error")).count();
                let (folder, case) = (folder.file_name(), file.file_stem().unwrap().to_os_string());
                all.push((format!("{}/{}", folder.to_str().unwrap(), case.to_str().unwrap()), errors));
            }
        }
    }
    all
}

#[test]
fn each_case_of_the_index_is_there() {
    let all: BTreeSet<String> = all().into_iter().map(|(case, _)| case).collect();
    for row in ["Singletons", "Other misuses", "Cases with more than one error"].into_iter().flat_map(rows) {
        let cases = cases(row);
        assert!(!cases.is_empty(), "{row}");
        for case in cases {
            assert!(all.contains(case), "{case}");
        }
    }
}

#[test]
fn all_that_has_to_be_refused_is_in_the_index() {
    let letters: BTreeSet<&str> = rows("Singletons").map(|row| row.split(' ').nth(1).unwrap()).collect();
    assert_eq!(letters.into_iter().collect::<String>(), "abcdefghijk");
    let misuses = rows("Other misuses").count();
    assert!(misuses >= 40, "{misuses}");
}

#[test]
fn one_mistake_is_one_error() {
    let mut several: Vec<String> = all().into_iter().filter(|(_, errors)| *errors != 1).map(|(case, _)| case).collect();
    several.sort();
    let mut known: Vec<&str> = rows("Cases with more than one error").flat_map(cases).collect();
    known.sort();
    assert_eq!(several, known);
}
