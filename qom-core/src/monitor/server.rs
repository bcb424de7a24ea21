//! [`Server`]: the sockets and the threads.

use std::collections::HashMap;
use std::fmt;
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::human::HumanLines;
use super::output::Output;
use super::transport::{Address, Listener, Stream, failed};
use super::{Broadcaster, Commands, Format, Parser, Session};
use crate::sync::lock;
use crate::{Error, Result};

/// More clients at a time than this are turned away.
const MAX_CLIENTS: usize = 1024;

/// What clients have at the end to read the last lines.
const LAST_LINES: Duration = Duration::from_secs(1);

/// As the first thread of a process has. A request can be 1024 levels deep, and what commands do with it goes as deep. It
/// costs addresses, and memory only when it is used.
const STACK: usize = 8 << 20;

/// How long to wait with accepting when the system refuses, because there are too many files for instance.
const PAUSE: Duration = Duration::from_millis(20);

/// What is spoken with a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// QMP, with programs: QEMU's `mode=control`.
    Control(Format),
    /// Lines, with people: QEMU's `mode=readline`, without its editing: what is typed is not sent back, and a terminal's
    /// own editing does.
    Readline,
}

impl From<Format> for Mode {
    fn from(format: Format) -> Self {
        Self::Control(format)
    }
}

/// Answers the clients of any number of sockets, each in a thread of its own, with one table of commands.
///
/// A client that does not read waits alone: its next request is read when the answer to the last is sent. So no client
/// can make the server keep more than one answer for it, and events up to a megabyte; see [`Broadcaster`].
///
/// It ends when it is [stopped](Self::stop) or dropped.
///
/// ```
/// use std::io::{BufRead, BufReader, Write};
/// use std::net::TcpStream;
///
/// use qom_core::monitor::{Address, Broadcaster, Commands, Format, QmpError, Server, Session};
/// use qom_core::prelude::Value;
/// use serde_json::{Map, Value as Json, json};
///
/// struct Arithmetic;
///
/// impl Commands for Arithmetic {
///     fn run(&self, _: &Session, name: &str, arguments: Map<String, Json>) -> Result<Value, QmpError> {
///         match name {
///             "count" => Ok(Value::Int(arguments.len() as i128)),
///             _ => Err(QmpError::command_not_found(name)),
///         }
///     }
///
///     fn version(&self) -> Json {
///         json!({"qemu": {"major": 10, "minor": 0, "micro": 2}, "package": "example"})
///     }
/// }
///
/// let events = Broadcaster::new();
/// let server = Server::new(Arithmetic, &events);
/// let Address::Tcp(address) = server.listen(&Address::Tcp("127.0.0.1:0".into()), Format::Line)? else { unreachable!() };
///
/// let mut client = TcpStream::connect(address)?;
/// client.write_all(b"{'execute': 'qmp_capabilities'} {'execute': 'count', 'arguments': {'x': 1}, 'id': 'a'}")?;
/// let lines: Vec<String> = BufReader::new(&client).lines().take(3).collect::<Result<_, _>>()?;
/// assert!(lines[0].starts_with(r#"{"QMP": {"version": {"#));
/// assert_eq!(lines[1], r#"{"return": {}}"#);
/// assert_eq!(lines[2], r#"{"return": 1, "id": "a"}"#);
/// server.stop();
/// # Ok::<(), qom_core::Error>(())
/// ```
pub struct Server(Arc<Shared>);

struct Shared {
    commands: Box<dyn Commands>,
    broadcaster: Broadcaster,
    stopping: AtomicBool,
    state: Mutex<State>,
    /// A client is gone, or all may begin.
    changed: Condvar,
}

#[derive(Default)]
struct State {
    listeners: Vec<Arc<Listener>>,
    clients: HashMap<u64, Arc<Output>>,
    /// Clients wait until it is started.
    is_held: bool,
    /// Where clients came.
    visited: Vec<Address>,
    threads: Vec<JoinHandle<()>>,
    /// Each ends when what was sent through a pipe is written.
    pipes: Vec<Receiver<()>>,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("clients", &self.clients()).finish_non_exhaustive()
    }
}

impl Server {
    /// A server without sockets. The events of the broadcaster go to its clients.
    pub fn new(commands: impl Commands, broadcaster: &Broadcaster) -> Self {
        Self(Arc::new(Shared {
            commands: Box::new(commands),
            broadcaster: broadcaster.clone(),
            stopping: AtomicBool::new(false),
            state: Mutex::default(),
            changed: Condvar::new(),
        }))
    }

    /// Clients can connect, and are heard once it is [started](Self::start).
    ///
    /// QOM: what main loop there is has not begun.
    #[must_use]
    pub fn held(self) -> Self {
        lock(&self.0.state).is_held = true;
        self
    }

    /// Clients are heard from now on, if it was [held](Self::held).
    pub fn start(&self) {
        lock(&self.0.state).is_held = false;
        self.0.changed.notify_all();
    }

    /// Waits for clients at this address, any number of them: QEMU's `server=on,wait=off`. Returns the address with the
    /// port that it has.
    ///
    /// # Errors
    /// If the address is none, or not free.
    pub fn listen(&self, address: &Address, mode: impl Into<Mode>) -> Result<Address> {
        let (listener, address) = Listener::bind(address)?;
        let listener = Arc::new(listener);
        let (shared, mode) = (Arc::clone(&self.0), mode.into());
        let mut state = self.0.running()?;
        state.listeners.push(Arc::clone(&listener));
        let at = address.clone();
        state.spawn("qmp-listen", move || accept(&shared, &listener, &at, mode))?;
        Ok(address)
    }

    /// Waits until a client came to this address, which [`listen`](Self::listen) returned, and at most so long: QEMU's
    /// `wait=on`. Whether one came.
    pub fn wait_for_client(&self, address: &Address, at_most: Duration) -> bool {
        let state = lock(&self.0.state);
        let waited = self.0.changed.wait_timeout_while(state, at_most, |state| !state.visited.contains(address));
        waited.unwrap_or_else(PoisonError::into_inner).0.visited.contains(address)
    }

    /// Connects to somebody who waits at this address, and takes requests from there: QEMU's `server=off`.
    ///
    /// # Errors
    /// If nobody is there.
    pub fn connect(&self, address: &Address, mode: impl Into<Mode>) -> Result<()> {
        serve(&self.0, Stream::connect(address)?, mode.into())
    }

    /// Takes requests from the process's input, and answers to its output: QEMU's `stdio`.
    ///
    /// # Errors
    /// If the system has no more threads or files.
    pub fn stdio(&self, mode: impl Into<Mode>) -> Result<()> {
        self.pipe(std::io::stdin(), std::io::stdout(), mode)
    }

    /// Takes requests from a reader, and answers to a writer.
    ///
    /// Nothing ends a `read` from outside, so of this the thread that reads may be there when the server is stopped,
    /// until there is something to read or the end of it. So may the thread that writes, if it cannot.
    ///
    /// # Errors
    /// If the system has no more threads or files.
    pub fn pipe(
        &self,
        input: impl Read + Send + 'static,
        output: impl Write + Send + 'static,
        mode: impl Into<Mode>,
    ) -> Result<()> {
        let (near, far) = UnixStream::pair()?;
        let far_output = far.try_clone()?;
        let (ended, end) = mpsc::channel::<()>();
        // A socket in between, because its `read` and `write` can be ended.
        spawn("qmp-input", move || {
            pump(input, &far);
            let _ = far.shutdown(std::net::Shutdown::Write);
        })?;
        spawn("qmp-output", move || {
            let _ended = ended;
            pump(&far_output, output);
            let _ = far_output.shutdown(std::net::Shutdown::Both);
        })?;
        self.0.running()?.pipes.push(end);
        serve(&self.0, Stream::Unix(near), mode.into())
    }

    /// How many clients are connected.
    pub fn clients(&self) -> usize {
        lock(&self.0.state).clients.len()
    }

    /// Ends it: accepts nobody any more, lets commands that run return, gives clients a second to read what was said to
    /// them, and returns when all is closed and no thread is left. Does nothing if it was stopped.
    ///
    /// A command that calls it gets no answer to its client any more, and the thread of that is left until it returns.
    pub fn stop(&self) {
        self.0.stop();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Shared {
    /// What there is, if it was not stopped.
    fn running(&self) -> Result<std::sync::MutexGuard<'_, State>> {
        let state = lock(&self.state);
        if self.is_stopping() { Err(Error::other("the monitor was stopped")) } else { Ok(state) }
    }

    fn visited(&self, address: &Address) {
        let mut state = lock(&self.state);
        if !state.visited.contains(address) {
            state.visited.push(address.clone());
            self.changed.notify_all();
        }
    }

    fn wait_for_start(&self) {
        let held = self.changed.wait_while(lock(&self.state), |state| state.is_held);
        drop(held.unwrap_or_else(PoisonError::into_inner));
    }

    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }

    fn stop(&self) {
        let deadline = Instant::now() + LAST_LINES;
        let mut state = lock(&self.state);
        self.stopping.store(true, Ordering::Release);
        state.is_held = false;
        self.changed.notify_all();
        for listener in state.listeners.drain(..) {
            listener.stop();
        }
        state.clients.values().for_each(|client| client.stop_reading());
        let own_client = |state: &State| usize::from(state.threads.iter().any(is_current));
        while state.clients.len() > own_client(&state)
            && let Some(left) = deadline.checked_duration_since(Instant::now())
        {
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        state.clients.values().for_each(|client| client.abort());
        let threads = std::mem::take(&mut state.threads);
        let pipes = std::mem::take(&mut state.pipes);
        drop(state);
        for thread in threads.into_iter().filter(|thread| !is_current(thread)) {
            // Whoever panicked has said so.
            let _ = thread.join();
        }
        for pipe in pipes {
            let _ = pipe.recv_timeout(deadline.saturating_duration_since(Instant::now()));
        }
    }
}

fn is_current(thread: &JoinHandle<()>) -> bool {
    thread.thread().id() == thread::current().id()
}

impl State {
    fn spawn(&mut self, name: &str, body: impl FnOnce() + Send + 'static) -> Result<()> {
        self.threads.retain(|thread| !thread.is_finished());
        self.threads.push(spawn(name, body)?);
        Ok(())
    }
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>> {
    let thread = thread::Builder::new().name(name.to_owned()).stack_size(STACK).spawn(body);
    thread.map_err(|error| failed(format_args!("Failed to create a thread"), &error))
}

/// Copies until there is no more, piece by piece as it comes.
fn pump(mut input: impl Read, mut output: impl Write) {
    let mut buffer = [0; 4096];
    loop {
        match input.read(&mut buffer) {
            Ok(0) => return,
            Ok(length) => {
                if output.write_all(&buffer[..length]).and_then(|()| output.flush()).is_err() {
                    return;
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
}

/// The thread of a socket that listens.
fn accept(shared: &Arc<Shared>, listener: &Listener, address: &Address, mode: Mode) {
    while !shared.is_stopping() {
        // A client that cannot be served finds its connection closed; there is nobody else to tell.
        match listener.accept() {
            Ok(stream) => {
                if serve(shared, stream, mode).is_ok() {
                    shared.visited(address);
                }
            }
            Err(_) if shared.is_stopping() => {}
            Err(_) => thread::sleep(PAUSE),
        }
    }
}

/// Starts the thread of a client.
fn serve(shared: &Arc<Shared>, stream: Stream, mode: Mode) -> Result<()> {
    let stream = Arc::new(stream);
    let format = if let Mode::Control(format) = mode { format } else { Format::Line };
    let client = Client {
        mode,
        session: Session::new(format),
        output: Arc::new(Output::new(Arc::clone(&stream), format)),
        stream,
        shared: Arc::clone(shared),
        events: None,
    };
    let (id, output) = (client.session.id(), Arc::clone(&client.output));
    // Kept here too: if it gets no thread it is dropped after the lock, which its end takes.
    let kept = Arc::new(Mutex::new(Some(client)));
    let mut state = shared.running()?;
    if state.clients.len() >= MAX_CLIENTS {
        return Err(Error::other("too many clients"));
    }
    let taken = Arc::clone(&kept);
    state.spawn("qmp-client", move || {
        let client = lock(&taken).take();
        client.into_iter().for_each(Client::run);
    })?;
    // The thread takes it out again, and it cannot before the lock is free.
    state.clients.insert(id, output);
    Ok(())
}

/// One client, in its thread.
struct Client {
    shared: Arc<Shared>,
    mode: Mode,
    session: Session,
    stream: Arc<Stream>,
    output: Arc<Output>,
    /// The thread that sends events, from when there can be some.
    events: Option<JoinHandle<()>>,
}

impl Client {
    fn run(mut self) {
        self.shared.wait_for_start();
        let ended = match self.mode {
            Mode::Control(_) => self.converse(),
            Mode::Readline => self.converse_with_person(),
        };
        if ended.is_some() {
            self.output.finish();
        }
    }

    /// Until the client or the server ends it. `None`: nothing can be sent any more.
    fn converse(&mut self) -> Option<()> {
        let commands = &*Arc::clone(&self.shared).commands;
        self.output.answer(self.session.greeting(commands));
        self.flush()?;
        let mut parser = Parser::new();
        self.read(|client, bytes| {
            let Some(request) = parser.parse(bytes) else { return Some(false) };
            client.output.answer(client.session.answer(commands, request));
            if client.session.is_negotiated() && client.events.is_none() {
                // Behind the answer in the queue, for there are clients that take for it whatever comes; and before
                // that is sent, for a client that has it counts on events.
                client.start_events()?;
            }
            Some(true)
        })
    }

    /// The same, with lines.
    fn converse_with_person(&mut self) -> Option<()> {
        let commands = &*Arc::clone(&self.shared).commands;
        let mut lines = HumanLines::default();
        self.output.answer(lines.greeting());
        self.flush()?;
        self.read(|client, bytes| {
            let answer = lines.answer(commands, bytes);
            let is_answered = answer.is_some();
            answer.into_iter().for_each(|answer| client.output.answer(answer));
            Some(is_answered)
        })
    }

    /// Has `answer` take what it can of the bytes that come, until it has answered nothing, and sends what it answered.
    fn read(&mut self, mut answer: impl FnMut(&mut Self, &mut &[u8]) -> Option<bool>) -> Option<()> {
        let mut buffer = [0; 4096];
        while !self.shared.is_stopping() {
            let received = self.stream.receive(&mut buffer).ok()?;
            if received == 0 {
                break;
            }
            let mut bytes = &buffer[..received];
            while !self.shared.is_stopping() && answer(self, &mut bytes)? {
                self.flush()?;
            }
        }
        Some(())
    }

    fn flush(&self) -> Option<()> {
        self.output.flush().then_some(())
    }

    fn start_events(&mut self) -> Option<()> {
        // First, for the thread sends the answer if it comes to it before we do.
        self.shared.broadcaster.subscribe(&self.output);
        let output = Arc::clone(&self.output);
        self.events = Some(spawn("qmp-events", move || output.send_events()).ok()?);
        Some(())
    }
}

/// Also when a command panicked: then its client is gone, and the others are as they were.
impl Drop for Client {
    fn drop(&mut self) {
        self.shared.broadcaster.unsubscribe(&self.output);
        self.output.abort();
        if let Some(thread) = self.events.take() {
            let _ = thread.join();
        }
        lock(&self.shared.state).clients.remove(&self.session.id());
        self.shared.changed.notify_all();
    }
}
