//! The prompt of a terminal: line editing, history, completion.

use qom_core::prelude::*;
use qom_devices::Machine;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{CompletionType, Config, Context as LineContext, Editor, Helper, Highlighter, Hinter, Validator};

use crate::complete::candidates;
use crate::monitor::{Monitor, banner};

const PROMPT: &str = "(qom) ";

#[derive(Helper, Highlighter, Hinter, Validator)]
struct Completion<'m> {
    monitor: &'m Monitor,
}

impl Completer for Completion<'_> {
    type Candidate = String;

    fn complete(&self, line: &str, at: usize, _: &LineContext<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        Ok(candidates(self.monitor, &line[..at]))
    }
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
                let (text, is_last) = monitor.execute(&line);
                crate::print(&text)?;
                if is_last {
                    return Ok(());
                }
            }
            // As in a shell: the line is given up, and the end of input is the end.
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => return Ok(()),
            Err(error) => return Err(Error::other(error)),
        }
    }
}
