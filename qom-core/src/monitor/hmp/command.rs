//! The table of commands for people, which the linker puts together.

use std::sync::LazyLock;

use super::words::Kind;
use crate::error::Result;
use crate::monitor::Monitor;
use crate::property::structured::{Structure, argument_types, read_words};
use crate::types::Value;

/// A function with `#[hmp_command]`.
#[doc(hidden)]
#[allow(missing_docs, reason = "the names say it")]
pub struct HmpCommand {
    /// One word, or several with one blank in between.
    pub name: &'static str,
    pub alias: Option<&'static str>,
    /// Its arguments as help has them, if not as they are called.
    pub params: Option<&'static str>,
    pub help: &'static str,
    /// Only when the machine is ready.
    pub is_late: bool,
    pub command: &'static dyn HumanCommand,
    pub file: &'static str,
    pub line: u32,
}

/// In the order in which the linker has them.
#[doc(hidden)]
#[linkme::distributed_slice]
pub static HMP_COMMANDS: [HmpCommand];

/// All commands, sorted by name; of two of a name the first by its place in the code.
static SORTED: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let mut all: Vec<&HmpCommand> = HMP_COMMANDS.iter().collect();
    all.sort_by_key(|command| (command.name, command.file, command.line));
    all.dedup_by_key(|command| command.name);
    all.into_iter().map(|command| Known { command, arguments: command.command.arguments() }).collect()
});

/// All commands, sorted by name.
pub(super) fn commands() -> impl Iterator<Item = &'static Known> {
    SORTED.iter()
}

/// A command, with what was found out of its arguments.
pub(super) struct Known {
    pub(super) command: &'static HmpCommand,
    pub(super) arguments: Vec<Argument>,
}

impl Known {
    /// The command that a line is for, and the rest of the line.
    pub(super) fn of(line: &str) -> Option<(&'static Self, &str)> {
        let fitting = commands().filter_map(|command| {
            let rest = command.names().find_map(|name| after_words(line, name))?;
            Some((command, rest))
        });
        // Of `info` and `info status` the longer one.
        fitting.min_by_key(|(_, rest)| rest.len())
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        [Some(self.command.name), self.command.alias].into_iter().flatten()
    }

    /// Its line of help.
    pub(super) fn synopsis(&self) -> String {
        let names = self.names().collect::<Vec<_>>().join("|");
        let params = match self.command.params {
            Some(params) => params.to_owned(),
            None => self.arguments.iter().map(Argument::synopsis).collect::<Vec<_>>().join(" "),
        };
        format!("{names} {params} -- {}\n", self.command.help)
    }
}

/// What follows these words, if the line begins with them.
fn after_words<'l>(line: &'l str, words: &str) -> Option<&'l str> {
    words.split(' ').try_fold(line, |line, word| {
        let (first, rest) = super::line::split_word(line.trim_start());
        (first == word).then_some(rest)
    })
}

/// An argument of a command.
pub(super) struct Argument {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) is_optional: bool,
}

impl Argument {
    fn synopsis(&self) -> String {
        match self.kind {
            Kind::Flag(letter) => format!("[-{letter}]"),
            _ if self.is_optional => format!("[{}]", self.name),
            _ => self.name.clone(),
        }
    }
}

/// A function that is a command for people, whatever it takes.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this function cannot be a command for people",
    label = "its arguments are no `Clone` structure that serde reads, or it does not return `Result<String>`",
    note = "write `#[derive(Clone, serde::Serialize, serde::Deserialize)]` above the structure of its arguments",
    note = "return `Result<String>`: the text to print"
)]
pub trait HumanCommand: Sync {
    #[allow(private_interfaces, reason = "the trait is no part of the interface")]
    fn arguments(&self) -> Vec<Argument>;

    /// `words`: a map of those that the line has.
    fn run(&self, monitor: &Monitor, words: Value) -> Result<String>;
}

#[diagnostic::do_not_recommend]
impl<A: Structure> HumanCommand for fn(&Monitor, A) -> Result<String> {
    #[allow(private_interfaces, reason = "the trait is no part of the interface")]
    fn arguments(&self) -> Vec<Argument> {
        let argument = |(member, type_name): (crate::types::MemberDescription, Option<&'static str>)| {
            let kind = match (&*member.type_name, member.name.chars().next()) {
                ("bool", Some(letter)) => Kind::Flag(letter),
                _ => Kind::of_type(type_name),
            };
            Argument { name: member.name, kind, is_optional: member.is_optional }
        };
        argument_types::<A>().into_iter().map(argument).collect()
    }

    fn run(&self, monitor: &Monitor, words: Value) -> Result<String> {
        self(monitor, read_words(words)?)
    }
}

#[diagnostic::do_not_recommend]
impl HumanCommand for fn(&Monitor) -> Result<String> {
    #[allow(private_interfaces, reason = "the trait is no part of the interface")]
    fn arguments(&self) -> Vec<Argument> {
        Vec::new()
    }

    fn run(&self, monitor: &Monitor, _: Value) -> Result<String> {
        self(monitor)
    }
}
