//! Lists the registered types.
#![forbid(unsafe_code)]

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use qom_core::{TypeInfo, check_types, expect_crates, types};

fn main() -> ExitCode {
    qom_devices::link();
    let mut faults = check_types();
    faults.extend(expect_crates(["qom-core", "qom-devices"]).err());
    for fault in &faults {
        eprintln!("qom: {fault}");
    }
    match list(&mut BufWriter::new(io::stdout().lock())) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("qom: {error}");
            ExitCode::FAILURE
        }
        _ if faults.is_empty() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// The types as a tree: each below its parent, in order of their names.
fn list(out: &mut impl Write) -> io::Result<()> {
    let all: Vec<&TypeInfo> = types().collect();
    let roots = all.iter().filter(|info| !all.iter().any(|parent| info.parent() == Some(parent.name())));
    for root in roots {
        branch(out, &all, root, 0)?;
    }
    out.flush()
}

fn branch(out: &mut impl Write, all: &[&TypeInfo], info: &TypeInfo, depth: usize) -> io::Result<()> {
    writeln!(out, "{:indent$}{}", "", line(info), indent = 2 * depth)?;
    for child in all.iter().filter(|child| child.parent() == Some(info.name())) {
        branch(out, all, child, depth + 1)?;
    }
    Ok(())
}

fn line(info: &TypeInfo) -> String {
    let mut line = info.name().to_owned();
    if info.is_interface() {
        line += " (interface)";
    } else if info.is_abstract() {
        line += " (abstract)";
    }
    let interfaces: Vec<&str> = info.interfaces().collect();
    if !interfaces.is_empty() {
        line += &format!(" [{}]", interfaces.join(", "));
    }
    if let Some(doc) = info.doc().lines().next() {
        line += &format!(" - {doc}");
    }
    line
}
