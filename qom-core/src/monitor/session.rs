//! [`Session`]: what one client has said so far, and the answers to its requests; [`Commands`]: who knows these.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use serde_json::{Map, Value as Json};

use super::printer::Printer;
use super::{ErrorClass, Format, ParseError, QmpError};
use crate::types::Value;

/// Who answers requests: the table of commands.
///
/// `qmp_capabilities` is not among them: it belongs to the [`Session`].
pub trait Commands: Send + Sync + 'static {
    /// The answer to a command, or what is wrong. Commands of different clients run at the same time, each in the thread
    /// of its client.
    ///
    /// # Errors
    /// [`QmpError::command_not_found`] if there is no command of this name; otherwise what the command says.
    fn run(&self, session: &Session, name: &str, arguments: Map<String, Json>) -> Result<Value, QmpError>;

    /// What is printed for a line that a person typed. Without it no such line is known.
    fn execute(&self, line: &str) -> String {
        super::hmp::unknown(line)
    }

    /// The `version` member of the greeting.
    fn version(&self) -> Json;
}

/// The conversation with one client: QEMU's `MonitorQMP`, without its socket.
///
/// No capability is offered, so there is no `exec-oob`: each request is answered before the next is read.
///
/// ```
/// use qom_core::monitor::{Commands, Format, Parser, QmpError, Session};
/// use qom_core::prelude::Value;
/// use serde_json::{Map, Value as Json, json};
///
/// struct Nothing;
///
/// impl Commands for Nothing {
///     fn run(&self, _: &Session, name: &str, _: Map<String, Json>) -> Result<Value, QmpError> {
///         Err(QmpError::command_not_found(name))
///     }
///     fn version(&self) -> Json {
///         json!({})
///     }
/// }
///
/// let session = Session::new(Format::Line);
/// assert_eq!(session.greeting(&Nothing), "{\"QMP\": {\"version\": {}, \"capabilities\": []}}\r\n");
///
/// let (mut parser, mut bytes) = (Parser::new(), &b"{'execute': 'qmp_capabilities'} {'execute': 'cook', 'id': 1}"[..]);
/// let mut answer = || session.answer(&Nothing, parser.parse(&mut bytes).unwrap());
/// assert_eq!(answer(), "{\"return\": {}}\r\n");
/// assert_eq!(
///     answer(),
///     "{\"id\": 1, \"error\": {\"class\": \"CommandNotFound\", \"desc\": \"The command cook has not been found\"}}\r\n"
/// );
/// ```
#[derive(Debug)]
pub struct Session {
    id: u64,
    format: Format,
    negotiated: AtomicBool,
}

impl Session {
    /// A client that has said nothing yet, and how it wants its answers printed.
    pub fn new(format: Format) -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self { id: 1 + LAST.fetch_add(1, Ordering::Relaxed), format, negotiated: AtomicBool::new(false) }
    }

    /// A number that no other session of this process has or had.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// How answers are printed.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Whether `qmp_capabilities` was said. Before, no other command runs, and no event is sent.
    pub fn is_negotiated(&self) -> bool {
        self.negotiated.load(Ordering::Acquire)
    }

    /// What a client reads first.
    pub fn greeting(&self, commands: &dyn Commands) -> String {
        let mut line = Printer::new(self.format);
        line.object(|line| {
            line.name("QMP");
            line.object(|line| {
                line.name("version");
                line.json(&commands.version());
                line.name("capabilities");
                line.json(&Json::Array(Vec::new()));
            });
        });
        line.into_line()
    }

    /// The line that answers what a [`Parser`](super::Parser) found: QEMU's `monitor_qmp_dispatch`.
    pub fn answer(&self, commands: &dyn Commands, request: Result<Json, ParseError>) -> String {
        let (result, id) = match request {
            Ok(Json::Object(mut members)) => {
                let id = members.remove("id");
                (Request::check(members).and_then(|request| self.run(commands, request)), id)
            }
            Ok(_) => (Err(QmpError::generic("QMP input must be a JSON object")), None),
            // What is not JSON has no id that could be trusted.
            Err(error) => (Err(QmpError::generic(error)), None),
        };
        self.line(&result, id.as_ref())
    }

    /// Members in QEMU's order; to it and to clients it means nothing.
    fn line(&self, result: &Result<Value, QmpError>, id: Option<&Json>) -> String {
        let mut line = Printer::new(self.format);
        line.object(|line| {
            if let Ok(value) = result {
                line.name("return");
                line.value(value);
            }
            if let Some(id) = id {
                line.name("id");
                line.json(id);
            }
            if let Err(error) = result {
                line.name("error");
                line.object(|line| {
                    line.name("class");
                    line.string(error.class.name());
                    line.name("desc");
                    line.string(&error.desc);
                });
            }
        });
        line.into_line()
    }

    fn run(&self, commands: &dyn Commands, request: Request) -> Result<Value, QmpError> {
        if request.command == "qmp_capabilities" {
            return self.negotiate(request.arguments);
        }
        if !self.is_negotiated() {
            return Err(not_now("Expecting capabilities negotiation with 'qmp_capabilities'"));
        }
        commands.run(self, &request.command, request.arguments)
    }

    /// The command `qmp_capabilities`. That it is not the first is found after its arguments are.
    fn negotiate(&self, mut arguments: Map<String, Json>) -> Result<Value, QmpError> {
        let wanted = match arguments.remove("enable") {
            None => Vec::new(),
            Some(Json::Array(wanted)) => wanted,
            Some(_) => return Err(QmpError::generic("Invalid parameter type for 'enable', expected: array")),
        };
        for (i, capability) in wanted.iter().enumerate() {
            match capability.as_str() {
                Some("oob") => {}
                // It is QEMU that does not know what the parameter is called.
                Some(other) => {
                    return Err(QmpError::generic(format_args!("Parameter 'null' does not accept value '{other}'")));
                }
                None => {
                    let text = format_args!("Invalid parameter type for 'enable[{i}]', expected: string");
                    return Err(QmpError::generic(text));
                }
            }
        }
        if let Some(name) = arguments.keys().next() {
            return Err(QmpError::generic(format_args!("Parameter '{name}' is unexpected")));
        }
        if self.is_negotiated() {
            return Err(not_now("Capabilities negotiation is already complete, command ignored"));
        }
        if !wanted.is_empty() {
            return Err(QmpError::generic("Capability oob not available"));
        }
        self.negotiated.store(true, Ordering::Release);
        Ok(Value::Map(BTreeMap::new()))
    }
}

fn not_now(text: &str) -> QmpError {
    QmpError { class: ErrorClass::CommandNotFound, desc: text.to_owned() }
}

/// A request that has the form of one.
struct Request {
    command: String,
    arguments: Map<String, Json>,
}

impl Request {
    /// QEMU's `qmp_dispatch_check_obj`. Of several mistakes QEMU tells the one that its hash has first, which for the
    /// names that it knows is this order.
    fn check(mut members: Map<String, Json>) -> Result<Self, QmpError> {
        if members.contains_key("exec-oob") {
            return Err(unexpected("exec-oob"));
        }
        let command = match members.remove("execute") {
            Some(Json::String(command)) => Some(command),
            Some(_) => return Err(QmpError::generic("QMP input member 'execute' must be a string")),
            None => None,
        };
        let arguments = match members.remove("arguments") {
            Some(Json::Object(arguments)) => arguments,
            Some(_) => return Err(QmpError::generic("QMP input member 'arguments' must be an object")),
            None => Map::new(),
        };
        if let Some(name) = members.keys().next() {
            return Err(unexpected(name));
        }
        let command = command.ok_or_else(|| QmpError::generic("QMP input lacks member 'execute'"))?;
        Ok(Self { command, arguments })
    }
}

fn unexpected(name: &str) -> QmpError {
    QmpError::generic(format_args!("QMP input member '{name}' is unexpected"))
}
