//! The table of commands, which the linker puts together.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Monitor;
use crate::error::Result;
use crate::property::structured::{Structure, argument_shape, read_arguments, written};
use crate::types::{Shape, Value};

/// A function with `#[qmp_command]`.
#[doc(hidden)]
#[allow(missing_docs, reason = "the names say it")]
pub struct QmpCommand {
    pub name: &'static str,
    /// Only when the machine is ready.
    pub is_late: bool,
    pub command: &'static dyn Command,
    pub file: &'static str,
    pub line: u32,
}

/// In the order in which the linker has them.
#[doc(hidden)]
#[linkme::distributed_slice]
pub static QMP_COMMANDS: [QmpCommand];

/// All commands, sorted by name; of two of a name the first by its place in the code.
static SORTED: LazyLock<Vec<&QmpCommand>> = LazyLock::new(|| {
    let mut all: Vec<&QmpCommand> = QMP_COMMANDS.iter().collect();
    all.sort_by_key(|command| (command.name, command.file, command.line));
    all.dedup_by_key(|command| command.name);
    all
});

/// All commands, sorted by name.
pub(super) fn commands() -> impl Iterator<Item = &'static QmpCommand> {
    SORTED.iter().copied()
}

/// The command of this name.
pub(super) fn command(name: &str) -> Option<&'static QmpCommand> {
    SORTED.binary_search_by_key(&name, |command| command.name).ok().map(|place| SORTED[place])
}

/// What a command without arguments takes.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct NoArguments {}

/// What a command can return.
#[doc(hidden)]
pub trait Answered {
    type Answer: Structure;

    fn answered(self) -> Result<Self::Answer>;
}

#[diagnostic::do_not_recommend]
impl<T: Structure> Answered for Result<T> {
    type Answer = T;

    fn answered(self) -> Result<T> {
        self
    }
}

/// A function that is a command, whatever it takes and returns.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this function cannot be a command",
    label = "serde does not read its arguments, or it does not return a `Result` of what serde writes",
    note = "write `#[derive(Clone, serde::Serialize, serde::Deserialize)]` above the structures of its arguments and its answer",
    note = "return `Result<Answer>`, or `Result<()>`"
)]
pub trait Command: Sync {
    /// What its arguments are.
    fn arguments(&self) -> Shape;

    /// What its answer is called and made of.
    fn answer(&self) -> (String, Shape);

    fn run(&self, monitor: &Monitor, arguments: Value) -> Result<Value>;
}

#[diagnostic::do_not_recommend]
impl<A: Structure, R: Answered> Command for fn(&Monitor, A) -> R {
    fn arguments(&self) -> Shape {
        argument_shape::<A>().1
    }

    fn answer(&self) -> (String, Shape) {
        argument_shape::<R::Answer>()
    }

    fn run(&self, monitor: &Monitor, arguments: Value) -> Result<Value> {
        answer(self(monitor, read_arguments(arguments)?))
    }
}

#[diagnostic::do_not_recommend]
impl<R: Answered> Command for fn(&Monitor) -> R {
    fn arguments(&self) -> Shape {
        Shape::default()
    }

    fn answer(&self) -> (String, Shape) {
        argument_shape::<R::Answer>()
    }

    fn run(&self, monitor: &Monitor, arguments: Value) -> Result<Value> {
        let NoArguments {} = read_arguments(arguments)?;
        answer(self(monitor))
    }
}

fn answer(answered: impl Answered) -> Result<Value> {
    let answer = written(&answered.answered()?)?;
    Ok(if answer == Value::Null { Value::Map(Default::default()) } else { answer })
}
