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
//!
//! # The protocol
//!
//! Clients in other programs speak QMP: one connects, reads a [greeting](Session::greeting), says `qmp_capabilities`, and
//! then sends commands, of which each has one answer; events come in between. All are JSON texts.
//!
//! * A [`Parser`] finds requests in bytes that arrive in any portions.
//! * A [`Session`] is what a client has said so far, and answers its requests.
//! * A [`Server`] has the sockets and the threads, one for each client.
//! * A [`Broadcaster`] sends events to all of them.
//!
//! What commands there are is not the protocol's business: they are behind the trait [`Commands`].

mod broadcast;
mod check;
pub(crate) mod command;
mod error;
pub(crate) mod event;
pub(crate) mod hmp;
mod human;
mod introspect;
mod objects;
mod output;
mod parser;
mod printer;
mod run_state;
mod schema;
mod serve;
mod server;
mod session;
mod transport;

use std::sync::Arc;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::qdev::Phase;
use crate::trace;
use crate::types::Value;

pub use broadcast::Broadcaster;
pub use check::check_commands;
pub use command::Arguments;
pub use error::{ErrorClass, QmpError};
pub use event::{Event, QmpEvent};
pub use hmp::{CommandName, DeviceId, ObjectId, ObjectPath, PropertyName, Rest, TypeName};
pub use parser::{ParseError, Parser, parse_text};
pub use printer::{Format, print};
pub use run_state::{RunState, ShutdownCause};
pub use server::{Mode, Server};
pub use session::{Commands, Session};
pub use transport::Address;

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
        let command = command::command(name).ok_or_else(|| Error::NoSuchCommand { name: name.into() })?;
        if command.is_late && self.context.phase() != Phase::MachineReady {
            return Err(Error::other(format!(
                "The command '{name}' is permitted only after machine initialization has completed"
            )));
        }
        trace::handle_qmp_command(name);
        let arguments = if arguments == Value::Null { Value::Map(Default::default()) } else { arguments };
        self.context.enter(|| command.command.run(self, arguments))
    }
}
