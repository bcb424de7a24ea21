//! What the compiler says when a user slips: each token of the design's example is deleted, doubled and mistyped, and each
//! text that does not compile any more is judged. Good is one error, at tokens of the user, that names nothing which
//! the macros have generated.
//!
//!     cargo run --release -p qom-ui-tests --example mutation            all, some minutes
//!     cargo run --release -p qom-ui-tests --example mutation -- 20      every twentieth
//!
//! The compiler itself tells some slips twice, macros or none: where it stumbles and where it had to go on. So what it says
//! counts as one if it is said
//!
//! * of the changed line,
//! * by its parser, which has read the text before any macro does (it is asked by a text that is configured away),
//! * of the item that was changed, if none of our attributes is at it: a function, `impl DeviceImpl for ..`,
//! * of one name that is missing because it is declared under another, or in one and the same text.
//!
//! How many are told by a single error in the strict sense is printed too.
#![forbid(unsafe_code)]

mod compiler;
mod mutants;

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use compiler::{Compiler, Fault};
use mutants::Mutant;
use syn::spanned::Spanned;

const SUBJECT: &str = include_str!("subject.rs");

/// What is expected of a hundred mistakes.
const WANTED: usize = 95;

/// Why what was said is not good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Flaw {
    NamesGenerated,
    OutsideOfUsersTokens,
    Several,
}

fn main() {
    let step: usize = std::env::args().nth(1).map_or(1, |step| step.parse().expect("a number"));
    let out = std::env::temp_dir().join(format!("qom-mutation-{}", std::process::id()));
    let compiler = Compiler::new(&out);
    let faults = compiler.errors("subject", SUBJECT);
    assert!(faults.is_empty(), "the example compiles: {faults:?}");
    let mutants: Vec<Mutant> = mutants::of(SUBJECT).into_iter().step_by(step).collect();
    let plain = plain_items();
    let (next, judged) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(mutant) = mutants.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let number = next.load(Ordering::Relaxed);
                    let name = format!("mutant_{:?}", std::thread::current().id());
                    let name = name.replace(|c: char| !c.is_ascii_alphanumeric() && c != '_', "");
                    let faults = compiler.errors(&name, &mutant.text);
                    let own = if faults.len() > 1 { parsers_own(&compiler, &name, mutant) } else { Vec::new() };
                    let item = plain.iter().find(|lines| lines.contains(&mutant.line));
                    let flaw = flaw(mutant, &faults, item, &own);
                    judged.lock().unwrap().push((mutant, faults, flaw));
                    if number.is_multiple_of(200) {
                        eprintln!("{number} of {}", mutants.len());
                    }
                }
            });
        }
    });
    let _ = std::fs::remove_dir_all(out);
    report(judged.into_inner().unwrap());
}

/// What the compiler says before it asks a macro.
fn parsers_own(compiler: &Compiler, name: &str, mutant: &Mutant) -> Vec<Fault> {
    compiler.errors(&format!("{name}_own"), &format!("#[cfg(any())] mod own {{ {} }}", mutant.text))
}

/// The lines of the items that none of our attributes is at.
fn plain_items() -> Vec<RangeInclusive<usize>> {
    let file = syn::parse_file(SUBJECT).expect("the example is Rust");
    let plain = file.items.iter().filter(|item| match item {
        syn::Item::Fn(item) => item.attrs.is_empty(),
        syn::Item::Impl(item) => item.attrs.is_empty(),
        _ => false,
    });
    plain.map(|item| item.span().start().line..=item.span().end().line).collect()
}

fn flaw(mutant: &Mutant, faults: &[Fault], item: Option<&RangeInclusive<usize>>, own: &[Fault]) -> Option<Flaw> {
    let generated = |fault: &Fault| [&fault.message].into_iter().chain(&fault.notes).any(|text| names_generated(text));
    if faults.iter().any(generated) {
        return Some(Flaw::NamesGenerated);
    }
    if faults.iter().any(|fault| fault.marked.is_empty() || fault.marked.iter().any(|(file, _)| !is_users(file))) {
        return Some(Flaw::OutsideOfUsersTokens);
    }
    let is_own = |fault: &Fault| {
        let is_in_item = || Some(item?.contains(&fault.line?));
        own.iter().any(|other| other.message == fault.message) || is_in_item().unwrap_or(false)
    };
    let mistakes: BTreeSet<&str> =
        faults.iter().map(|fault| if is_own(fault) { "" } else { mistake(mutant, fault) }).collect();
    (mistakes.len() > 1).then_some(Flaw::Several)
}

fn is_users(file: &str) -> bool {
    file.contains("mutant_")
}

/// What only the expansions have: hidden modules, and names that no user writes.
fn names_generated(text: &str) -> bool {
    let names = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    let mut hidden = names.filter(|name| name.starts_with("__") || name.starts_with("QOM_") || *name == "Overrides");
    text.contains("::private::") || hidden.next().is_some()
}

/// What counts as one: all that is said of the line that was changed; all uses of a name that is missing; errors of one
/// text.
fn mistake<'f>(mutant: &Mutant, fault: &'f Fault) -> &'f str {
    if fault.line == Some(mutant.line) {
        return "";
    }
    let is_missing = ["cannot find", "unresolved import", "failed to resolve"];
    let is_missing = is_missing.iter().any(|start| fault.message.starts_with(start));
    let name = fault.message.split('`').nth(1).filter(|_| is_missing);
    name.unwrap_or(&fault.message)
}

fn report(mut judged: Vec<(&Mutant, Vec<Fault>, Option<Flaw>)>) {
    let tried = judged.len();
    judged.retain(|(_, faults, _)| !faults.is_empty());
    let (wrong, good) = (judged.len(), judged.iter().filter(|(_, _, flaw)| flaw.is_none()).count());
    let alone = judged.iter().filter(|(_, faults, flaw)| flaw.is_none() && faults.len() == 1).count();
    println!("{tried} changes, of which {wrong} do not compile");
    println!("{good} of these are told well: {:.1} %; {alone} of them by a single error", percent(good, wrong));
    for flaw in [Flaw::NamesGenerated, Flaw::OutsideOfUsersTokens, Flaw::Several] {
        println!("{:>5} {flaw:?}", judged.iter().filter(|(_, _, other)| *other == Some(flaw)).count());
    }
    judged.retain(|(_, _, flaw)| flaw.is_some());
    judged.sort_by_key(|(mutant, faults, flaw)| (*flaw, usize::MAX - faults.len(), mutant.line));
    let shown = std::env::args().nth(2).map_or(10, |shown| shown.parse().expect("a number"));
    for (mutant, faults, flaw) in judged.iter().take(shown) {
        println!("\n{mutant}: {flaw:?}, {} errors", faults.len());
        for fault in faults.iter().take(4) {
            println!("    {} at {:?}", fault.message, fault.marked);
        }
    }
    if good * 100 < wrong * WANTED {
        println!("\nthis is less than {WANTED} %");
        std::process::exit(1);
    }
}

#[allow(clippy::cast_precision_loss, reason = "it is for people")]
fn percent(part: usize, all: usize) -> f64 {
    100.0 * part as f64 / all.max(1) as f64
}
