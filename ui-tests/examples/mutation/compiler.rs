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
    pub(crate) line: Option<u64>,
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
        let errors = messages.filter(|message| message["level"] == "error").map(|message| fault(&message));
        errors.filter(|fault| !fault.message.starts_with("aborting due to")).collect()
    }
}

fn joined(start: &str, path: &Path) -> OsString {
    let mut joined = OsString::from(start);
    joined.push(path);
    joined
}

fn fault(message: &Value) -> Fault {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut notes = Vec::new();
    said(message, &mut notes);
    let marked = message["spans"].as_array().into_iter().flatten().filter(|span| span["is_primary"] == true);
    let marked = marked.map(|span| {
        let lines = span["text"].as_array().into_iter().flatten();
        let marked = lines.map(|line| {
            let (start, end) = (line["highlight_start"].as_u64(), line["highlight_end"].as_u64());
            let places = |at: Option<u64>| usize::try_from(at.unwrap_or(1)).unwrap_or(1) - 1;
            let line: Vec<char> = text(&line["text"]).chars().collect();
            line.get(places(start)..places(end)).unwrap_or_default().iter().collect::<String>()
        });
        (text(&span["file_name"]), marked.collect::<Vec<_>>().join("\n"))
    });
    let marked: Vec<(String, String)> = marked.collect();
    let line = message["spans"].as_array().into_iter().flatten().find(|span| span["is_primary"] == true);
    let line = line.and_then(|span| span["line_start"].as_u64());
    Fault { message: text(&message["message"]), notes, marked, line }
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
