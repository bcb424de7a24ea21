//! The monitor for people: commands in a line, answers in text.
//!
//! Commands are functions with [`#[hmp_command]`](macro@crate::hmp_command), in any crate that is linked. What they take is
//! a structure whose members are the words of the line, in that order; a `bool` is a flag, `-b`. The types here say what
//! a word is, so that Tab can complete it.

mod command;
mod complete;
mod info;
mod line;
mod objects;
mod words;

pub use command::{HMP_COMMANDS, HmpCommand};
pub use words::{CommandName, DeviceId, ObjectId, ObjectPath, PropertyName, Rest, TypeName};

use serde::{Deserialize, Serialize};

use super::Monitor;
use crate::error::Result;
use crate::qdev::Phase;
use crate::trace;
use command::{Known, commands};
use qom_macros::{hmp_command, qmp_command};

impl Monitor {
    /// Does what a line says: the text to print, which has the end of each line, `\n`. What is wrong is told there too.
    ///
    /// ```
    /// use qom_core::monitor::Monitor;
    /// use qom_core::prelude::*;
    ///
    /// let monitor = Monitor::new(&Context::new());
    /// assert_eq!(monitor.execute("qom-get /objects type"), "\"container\"\n");
    /// assert_eq!(monitor.execute("qom-get /objects"), "qom-get: string expected\nTry \"help qom-get\" for more information\n");
    /// assert_eq!(monitor.execute("qom-get /nowhere type"), "Error: Device '/nowhere' not found\n");
    /// ```
    ///
    /// QOM: `handle_hmp_command`. QMP: `human-monitor-command`.
    pub fn execute(&self, line: &str) -> String {
        let line = line.trim_start();
        if line.is_empty() {
            return String::new();
        }
        let Some((command, rest)) = Known::of(line) else { return unknown(line) };
        let name = command.command.name;
        if command.command.is_late && self.context().phase() != Phase::MachineReady {
            return format!("Command '{name}' not available until machine initialization has completed.\n");
        }
        let words = match line::arguments(command, rest) {
            Ok(words) => words,
            Err(wrong) => return format!("{wrong}\nTry \"help {name}\" for more information\n"),
        };
        trace::handle_hmp_command(line);
        let done = self.context().enter(|| command.command.command.run(self, words));
        done.unwrap_or_else(|error| format!("Error: {error}\n"))
    }

    /// What the word that ends a line could be: where it begins, and how it could go on.
    pub fn complete(&self, line: &str) -> (usize, Vec<String>) {
        complete::candidates(self, line)
    }
}

/// A line as a person would type it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct HumanLine {
    command_line: String,
}

/// Does what a line says that a person could type: the text that they would see.
#[qmp_command]
fn human_monitor_command(monitor: &Monitor, HumanLine { command_line }: HumanLine) -> Result<String> {
    Ok(monitor.execute(&command_line).replace('\n', "\r\n"))
}

/// The words of the line that could have been a command.
pub(super) fn unknown(line: &str) -> String {
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default();
    match words.next().filter(|_| in_group(first).next().is_some()) {
        Some(second) => format!("unknown command: '{first} {second}'\n"),
        None => format!("unknown command: '{first}'\n"),
    }
}

/// The commands that begin with this word and have more of them.
fn in_group(word: &str) -> impl Iterator<Item = &'static Known> {
    commands().filter(move |command| command.command.name.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')))
}

#[derive(Clone, Serialize, Deserialize)]
struct Help {
    cmd: Option<CommandName>,
}

/// Show the help.
#[hmp_command(alias = "?")]
fn help(_: &Monitor, Help { cmd }: Help) -> Result<String> {
    let name = cmd.as_deref().unwrap_or_default().trim();
    let is_alone = |command: &&Known| !command.command.name.contains(' ');
    let meant: Vec<&Known> = match Known::of(name) {
        None if name.is_empty() => commands().filter(is_alone).collect(),
        Some((command, rest)) if in_group(command.command.name).next().is_some() => {
            if rest.trim().is_empty() {
                in_group(command.command.name).collect()
            } else {
                Vec::new()
            }
        }
        found => found.into_iter().map(|(command, _)| command).collect(),
    };
    Ok(if meant.is_empty() { unknown(name) } else { meant.into_iter().map(Known::synopsis).collect() })
}

#[derive(Clone, Serialize, Deserialize)]
struct Subcommand {
    subcommand: Option<Rest>,
}

/// Show various information about the system state.
#[hmp_command]
fn info(monitor: &Monitor, Subcommand { subcommand }: Subcommand) -> Result<String> {
    match subcommand {
        None => help(monitor, Help { cmd: Some(CommandName("info".to_owned())) }),
        Some(subcommand) => Ok(unknown(&format!("info {}", subcommand.0))),
    }
}
