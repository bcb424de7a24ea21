//! What the compiler says of a text.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A compiler that has `qom_core`.
pub(crate) struct Compiler {
    rustc: OsString,
    core: PathBuf,
    out: PathBuf,
}

/// An error, of which the last line of the compiler, how many there were, is none.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) message: String,
    /// All that is said below it.
    pub(crate) notes: Vec<String>,
    /// The lines that are marked, by file, and what is marked of each.
    pub(crate) marked: Vec<(String, String)>,
    /// The line of the first.
    pub(crate) line: Option<usize>,
}

impl Compiler {
    /// Builds `qom_core` with cargo, and remembers where.
    pub(crate) fn new(out: &Path) -> Self {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args(["build", "--quiet", "-p", "qom-ui-tests", "--lib", "--message-format=json"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo runs");
        let text = String::from_utf8_lossy(&built.stdout);
        let messages = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let of_core = messages.filter(|message| message["target"]["name"] == "qom_core");
        let files = of_core.filter_map(|message| Some(message["filenames"].as_array()?.clone())).flatten();
        let mut libraries = files.filter_map(|file| Some(PathBuf::from(file.as_str()?)));
        let core = libraries.rfind(|file| file.extension().is_some_and(|end| end == "rlib"));
        let core = core.unwrap_or_else(|| panic!("qom_core is built: {}", String::from_utf8_lossy(&built.stderr)));
        fs::create_dir_all(out).expect("a place to write to");
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        Self { rustc, core, out: out.to_owned() }
    }

    /// The errors in a text, in the compiler's order. `name` is that of its file.
    pub(crate) fn errors(&self, name: &str, text: &str) -> Vec<Fault> {
        let file = self.out.join(format!("{name}.rs"));
        fs::write(&file, text).expect("the text is written");
        let core = joined("qom_core=", &self.core);
        // The libraries that it needs are beside it, or a folder below.
        let beside = self.core.parent().unwrap_or(&self.out);
        let (beside, below) = (joined("dependency=", beside), joined("dependency=", &beside.join("deps")));
        let output = Command::new(&self.rustc)
            .args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "--error-format=json", "--cap-lints=allow"])
            .args([
                "--extern".into(),
                core,
                "-L".into(),
                beside,
                "-L".into(),
                below,
                "--out-dir".into(),
                self.out.clone().into(),
            ])
            .arg(&file)
            .output()
            .expect("the compiler runs");
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let messages = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let errors = messages.filter(|message| message["level"] == "error").map(|message| fault(&message, &file));
        errors.filter(|fault| !fault.message.starts_with("aborting due to")).collect()
    }
}

fn joined(start: &str, path: &Path) -> OsString {
    let mut joined = OsString::from(start);
    joined.push(path);
    joined
}

fn fault(message: &Value, file: &Path) -> Fault {
    let mut notes = Vec::new();
    said(message, &mut notes);
    let marked = message["spans"].as_array().into_iter().flatten().filter(|span| span["is_primary"] == true);
    let marked: Vec<(String, usize, String)> = marked.map(|span| place(shown(span, file))).collect();
    let line = marked.first().map(|(_, line, _)| *line);
    let marked = marked.into_iter().map(|(file, _, text)| (file, text)).collect();
    Fault { message: text(&message["message"]), notes, marked, line }
}

/// Where a person is shown it: what is marked within a macro of another crate is shown where that was called.
fn shown<'s>(span: &'s Value, file: &Path) -> &'s Value {
    let mut calls = std::iter::successors(Some(span), |span| span["expansion"].get("span"));
    calls.find(|span| span["file_name"].as_str().is_some_and(|name| Path::new(name) == file)).unwrap_or(span)
}

/// The file, the first line and the words.
fn place(span: &Value) -> (String, usize, String) {
    let lines = span["text"].as_array().into_iter().flatten();
    let marked = lines.map(|line| {
        let place = |at: &str| number(&line[at]).saturating_sub(1);
        let chars: Vec<char> = text(&line["text"]).chars().collect();
        chars.get(place("highlight_start")..place("highlight_end")).unwrap_or_default().iter().collect::<String>()
    });
    (text(&span["file_name"]), number(&span["line_start"]), marked.collect::<Vec<_>>().join("\n"))
}

fn number(value: &Value) -> usize {
    value.as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or_default()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Labels, notes and help, at any depth.
fn said(message: &Value, notes: &mut Vec<String>) {
    for span in message["spans"].as_array().into_iter().flatten() {
        notes.extend(span["label"].as_str().map(str::to_owned));
    }
    for child in message["children"].as_array().into_iter().flatten() {
        notes.extend(child["message"].as_str().map(str::to_owned));
        said(child, notes);
    }
}
