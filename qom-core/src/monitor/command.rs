//! The table of commands, which the linker puts together.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Monitor;
use crate::error::Result;
use crate::property::structured::{Structure, argument_shape, read_arguments, written};
use crate::types::{MemberDescription, Shape, Value};

/// A function with `#[qmp_command]`.
#[doc(hidden)]
#[allow(missing_docs, reason = "the names say it")]
pub struct QmpCommand {
    pub name: &'static str,
    /// Only when the machine is ready.
    pub is_late: bool,
    pub command: &'static dyn Command,
    /// If its structure does not tell.
    pub arguments: Option<fn() -> Arguments>,
    pub file: &'static str,
    pub line: u32,
}

impl QmpCommand {
    /// What it takes, for clients to see.
    pub(super) fn arguments(&self) -> Arguments {
        let of_structure = || Arguments { shape: self.command.arguments(), cases: None };
        self.arguments.map_or_else(of_structure, |arguments| arguments())
    }
}

/// What a command takes, as `query-qmp-schema` shows it: for those that take more than the members of one structure, as
/// the properties of whatever type is named in it.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use qom_core::monitor::{Arguments, Monitor};
/// use qom_core::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// /// What each request has; there is more, which the command sees to.
/// #[derive(Clone, Serialize, Deserialize)]
/// struct Draw {
///     what: String,
///     scale: Option<f64>,
/// }
///
/// #[qmp_command(name = "x-draw", arguments = Arguments::of::<Draw>)]
/// fn draw(_: &Monitor, arguments: BTreeMap<String, Value>) -> Result<u64> {
///     Ok(arguments.len() as u64)
/// }
///
/// let schema = Monitor::new(&Context::new()).run("query-qmp-schema", Value::Null)?.to_string();
/// assert!(schema.contains(r#""members": [{"name": "what", "type": "str"}, {"default": null, "name": "scale""#));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Arguments {
    pub(super) shape: Shape,
    pub(super) cases: Option<Cases>,
}

/// Members that depend on a word.
#[derive(Clone, Debug)]
pub(super) struct Cases {
    pub(super) tag: &'static str,
    pub(super) members: Vec<(&'static str, Vec<MemberDescription>)>,
}

impl Arguments {
    /// The members of a structure, which serde reads.
    pub fn of<A: Structure>() -> Self {
        Self { shape: argument_shape::<A>().1, cases: None }
    }

    /// Further members by the word that the member `tag` is.
    ///
    /// QMP: the variants of a `SchemaInfoObject`.
    #[must_use]
    pub fn with_cases(mut self, tag: &'static str, members: Vec<(&'static str, Vec<MemberDescription>)>) -> Self {
        if let Some(member) = self.shape.members.iter_mut().find(|member| member.name == tag) {
            member.type_name = format!("{tag}-words");
            member.choices = members.iter().map(|(word, _)| *word).collect();
        }
        self.cases = Some(Cases { tag, members });
        self
    }
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
    label = "its arguments are no `Clone` structure that serde reads, or it does not return a `Result` of what serde writes",
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
