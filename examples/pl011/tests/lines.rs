//! What is to be written beside the registers: for the declared device, and by hand. The README has the table.

/// A part of a device, and the file of each of the two that has it.
struct Part {
    what: &'static str,
    declared: &'static str,
    by_hand: &'static str,
}

const PARTS: [Part; 3] = [
    Part {
        what: "the device: properties, realize, reset, what it tells others",
        declared: include_str!("../src/device.rs"),
        by_hand: include_str!("../src/by_hand/device.rs"),
    },
    Part {
        what: "interfaces of character devices and interrupt lines, and the simplest of each",
        declared: include_str!("../src/wires.rs"),
        by_hand: include_str!("../src/by_hand/wires.rs"),
    },
    Part {
        what: "types by name, tree, properties by name, bus",
        declared: "",
        by_hand: include_str!("../src/by_hand/world.rs"),
    },
];

/// Lines that are neither blank nor a comment.
fn count(code: &str) -> usize {
    code.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

#[test]
fn the_declared_device_takes_fewer_lines() {
    let rows: Vec<_> = PARTS.iter().map(|part| (part.what, count(part.declared), count(part.by_hand))).collect();
    let mut table = String::new();
    for (what, declared, by_hand) in &rows {
        table += &format!("| {what} | {declared} | {by_hand} |\n");
        assert!(declared < by_hand, "{what}: {declared}, by hand {by_hand}");
    }
    let (declared, by_hand) = rows.iter().fold((0, 0), |sum, row| (sum.0 + row.1, sum.1 + row.2));
    table += &format!("| together | {declared} | {by_hand} |\n");
    println!("{table}");
    assert!(declared < by_hand);
    let readme = include_str!("../../../README.md");
    assert!(readme.contains(&table), "the README is to have:\n{table}");
}

#[test]
fn both_have_the_same_registers() {
    for part in &PARTS[..1] {
        assert!(part.declared.contains("use crate::registers::{Output, Registers};"));
        assert!(part.by_hand.contains("use crate::registers::{Output, Registers};"));
    }
}

#[test]
fn neither_has_code_that_is_not_safe() {
    for part in &PARTS {
        assert!(!part.declared.contains("unsafe") && !part.by_hand.contains("unsafe"));
    }
    assert!(include_str!("../src/lib.rs").contains("#![forbid(unsafe_code)]"));
}
