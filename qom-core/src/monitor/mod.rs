//! The monitor: what clients can ask of a machine while it runs, and what they are told.
//!
//! Commands are functions with [`#[qmp_command]`](macro@crate::qmp_command), in any crate that is linked. Those here are
//! of the object model; a crate with devices has its own. Each has a structure of arguments, which is what they are
//! checked against, and what `query-qmp-schema` shows.
//!
//! ```
//! use qom_core::monitor::Monitor;
//! use qom_core::prelude::*;
//!
//! let context = Context::new();
//! let monitor = Monitor::new(&context);
//! let answer = monitor.run("qom-list", Value::from_json(r#"{"path": "/objects"}"#)?)?;
//! assert_eq!(answer.to_string(), r#"[{"name": "type", "type": "string"}]"#);
//! # Ok::<(), Error>(())
//! ```

pub(crate) mod command;
pub(crate) mod event;
mod introspect;
mod objects;
mod run_state;
mod schema;

use std::sync::Arc;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::qdev::Phase;
use crate::types::Value;

pub use event::{Event, QmpEvent};
pub use run_state::{RunState, ShutdownCause};

use command::commands;

/// Who answers the requests of clients, for one context.
#[derive(Clone, Debug)]
pub struct Monitor {
    context: Context,
    name: Option<Arc<str>>,
}

impl Monitor {
    /// A monitor of what there is in this context.
    pub fn new(context: &Context) -> Self {
        event::send_those_of_devices(context);
        Self { context: context.clone(), name: None }
    }

    /// The name of the machine, which `query-name` answers.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<Arc<str>>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// What it is a monitor of.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The name of the machine, if it has one.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Runs a command: the arguments are a map, or null for none. What it answers, an empty map if there is nothing to.
    ///
    /// # Errors
    /// [`Error::NoSuchCommand`]; if the machine is not ready and the command wants it to be; what is wrong with the
    /// arguments; what the command says.
    pub fn run(&self, name: &str, arguments: Value) -> Result<Value> {
        let Some(command) = commands().find(|command| command.name == name) else {
            return Err(Error::NoSuchCommand { name: name.into() });
        };
        if command.is_late && self.context.phase() != Phase::MachineReady {
            return Err(Error::other(format!(
                "The command '{name}' is permitted only after machine initialization has completed"
            )));
        }
        let arguments = if arguments == Value::Null { Value::Map(Default::default()) } else { arguments };
        self.context.enter(|| command.command.run(self, arguments))
    }
}
