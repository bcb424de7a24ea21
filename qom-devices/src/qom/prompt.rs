//! The prompt of a terminal: line editing, history, completion.

use std::io;

use qom_core::monitor::Monitor;
use qom_core::prelude::*;
use qom_devices::Machine;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{CompletionType, Config, Context as LineContext, Editor, Helper, Highlighter, Hinter, Validator};

const PROMPT: &str = "(qom) ";

#[derive(Helper, Highlighter, Hinter, Validator)]
struct Completion<'m> {
    monitor: &'m Monitor,
}

impl Completer for Completion<'_> {
    type Candidate = String;

    fn complete(&self, line: &str, at: usize, _: &LineContext<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        Ok(self.monitor.complete(&line[..at]))
    }
}

/// The greeting, with one line on what to type next.
fn banner(machine: &Machine) -> String {
    format!(
        "qom {} - {}\nType `info qom-tree` to see the machine, `help` for the other commands; Tab completes.",
        env!("CARGO_PKG_VERSION"),
        machine.type_name()
    )
}

/// Whether the other end of the output is gone, which is an end like others.
fn nobody_reads(error: &ReadlineError) -> bool {
    let kind = match error {
        ReadlineError::Io(error) => error.kind(),
        ReadlineError::Errno(errno) => io::Error::from(*errno).kind(),
        _ => return false,
    };
    kind == io::ErrorKind::BrokenPipe
}

/// Reads and does commands until there are no more.
pub(crate) fn run(monitor: &Monitor, machine: &Machine) -> Result<()> {
    let config = Config::builder().completion_type(CompletionType::List).auto_add_history(true).build();
    let mut editor: Editor<Completion<'_>, DefaultHistory> = Editor::with_config(config).map_err(Error::other)?;
    editor.set_helper(Some(Completion { monitor }));
    crate::print(&(banner(machine) + "\n"))?;
    loop {
        match editor.readline(PROMPT) {
            Ok(line) => {
                if crate::print(&monitor.execute(&line))? || crate::has_ended(monitor) {
                    return Ok(());
                }
            }
            // As in a shell: the line is given up, and the end of input is the end.
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => return Ok(()),
            Err(error) if nobody_reads(&error) => return Ok(()),
            Err(error) => return Err(Error::other(error)),
        }
    }
}
