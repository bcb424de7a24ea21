//! Conversations with a monitor: line by line, over each kind of socket, and with clients that behave badly.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use qom_core::monitor::{Address, Broadcaster, Commands, ErrorClass, Format, QmpError, Server, Session};
use qom_core::prelude::Value as Answer;
use serde_json::{Map, Value, json};

const GREETING: &str =
    r#"{"QMP": {"version": {"package": "test", "qemu": {"major": 10, "micro": 2, "minor": 0}}, "capabilities": []}}"#;
const NEGOTIATE: &str = "{'execute': 'qmp_capabilities'}";
const DONE: &str = r#"{"return": {}}"#;

/// Longer than anything here takes, on a machine that has other things to do.
const LONG: Duration = Duration::from_secs(30);

/// `echo` answers its arguments, `large` as many bytes as asked for, `fail` fails, `slow` waits until it is let go,
/// `event` sends one before its answer.
struct Table {
    events: Broadcaster,
    gate: Mutex<mpsc::Receiver<()>>,
    slow: Arc<AtomicUsize>,
}

impl Commands for Table {
    fn run(&self, session: &Session, name: &str, mut arguments: Map<String, Value>) -> Result<Answer, QmpError> {
        assert!(session.is_negotiated());
        match name {
            "echo" => Ok(serde_json::from_value(Value::Object(arguments)).unwrap()),
            "large" => {
                Ok("x".repeat(arguments["size"].as_u64().and_then(|size| size.try_into().ok()).unwrap_or(0)).into())
            }
            "fail" => Err(QmpError {
                class: ErrorClass::DeviceNotFound,
                desc: arguments.remove("text").map(|text| text.to_string()).unwrap_or_default(),
            }),
            "slow" => {
                self.slow.fetch_add(1, Ordering::SeqCst);
                let _ = self.gate.lock().unwrap().recv_timeout(LONG);
                Ok("at last".into())
            }
            "event" => {
                self.events.emit("CALLED", Some(arguments));
                Ok(Answer::Map(Default::default()))
            }
            "panic" => panic!("as it was asked to"),
            _ => Err(QmpError::command_not_found(name)),
        }
    }

    fn version(&self) -> Value {
        json!({"qemu": {"major": 10, "minor": 0, "micro": 2}, "package": "test"})
    }
}

struct Scene {
    server: Server,
    events: Broadcaster,
    /// Lets one `slow` go.
    gate: mpsc::Sender<()>,
    /// How many `slow` have started.
    slow: Arc<AtomicUsize>,
}

impl Scene {
    fn new() -> Self {
        let events = Broadcaster::new();
        let (gate, receiver) = mpsc::channel();
        let slow = Arc::default();
        let table = Table { events: events.clone(), gate: Mutex::new(receiver), slow: Arc::clone(&slow) };
        Self { server: Server::new(table, &events), events, gate, slow }
    }

    /// A way to connect.
    fn listen(&self) -> String {
        match self.server.listen(&Address::Tcp("127.0.0.1:0".into()), Format::Line).unwrap() {
            Address::Tcp(address) => address,
            other => panic!("{other}"),
        }
    }

    fn wait_for_clients(&self, count: usize) {
        wait_until(|| self.server.clients() == count);
    }
}

fn wait_until(mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < LONG, "it did not come to be so");
        thread::sleep(Duration::from_millis(2));
    }
}

/// A name in the file system that nobody has.
fn socket_path(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("qom-{}-{name}", std::process::id()))
}

struct Client<S> {
    stream: S,
    lines: BufReader<S>,
}

impl Client<TcpStream> {
    fn connect(address: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { lines: BufReader::new(stream.try_clone().unwrap()), stream }
    }

    fn negotiated(address: &str) -> Self {
        let mut client = Self::connect(address);
        assert_eq!(client.line(), GREETING);
        assert_eq!(client.ask(NEGOTIATE), DONE);
        client
    }
}

impl Client<UnixStream> {
    fn new(stream: UnixStream) -> Self {
        stream.set_read_timeout(Some(LONG)).unwrap();
        Self { lines: BufReader::new(stream.try_clone().unwrap()), stream }
    }
}

impl<S: Read + Write> Client<S> {
    fn send(&mut self, text: &str) {
        self.stream.write_all(text.as_bytes()).unwrap();
    }

    /// The next line. It ends as QEMU's do.
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        line.strip_suffix("\r\n").unwrap_or_else(|| panic!("'{line}' is no line")).to_owned()
    }

    fn ask(&mut self, text: &str) -> String {
        self.send(text);
        self.line()
    }

    fn is_at_the_end(&mut self) -> bool {
        matches!(self.lines.read(&mut [0; 16]), Ok(0) | Err(_))
    }
}

/// An event without the time, which is looked at.
fn event(line: &str) -> String {
    let rest = line.strip_prefix(r#"{"timestamp": {"seconds": "#).unwrap();
    let (seconds, rest) = rest.split_once(r#", "microseconds": "#).unwrap();
    let (microseconds, rest) = rest.split_once(r#"}, "#).unwrap();
    assert!(seconds.parse::<u64>().unwrap() > 1_600_000_000 && microseconds.parse::<u32>().unwrap() < 1_000_000);
    format!("{{{rest}")
}

#[test]
fn a_conversation_is_as_with_qemu() {
    let scene = Scene::new();
    let mut client = Client::connect(&scene.listen());
    assert_eq!(client.line(), GREETING);
    for (request, answer) in [
        (
            "{'execute': 'echo'}",
            r#"{"error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with 'qmp_capabilities'"}}"#,
        ),
        (
            "{'execute': 'foo', 'id': 1}",
            r#"{"id": 1, "error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with 'qmp_capabilities'"}}"#,
        ),
        (
            "{'execute': 'foo', 'bar': 1, 'id': 7}",
            r#"{"id": 7, "error": {"class": "GenericError", "desc": "QMP input member 'bar' is unexpected"}}"#,
        ),
        (
            "{'execute': 'qmp_capabilities', 'arguments': {'enable': ['foo']}}",
            r#"{"error": {"class": "GenericError", "desc": "Parameter 'null' does not accept value 'foo'"}}"#,
        ),
        (
            "{'execute': 'qmp_capabilities', 'arguments': {'enable': 'foo'}}",
            r#"{"error": {"class": "GenericError", "desc": "Invalid parameter type for 'enable', expected: array"}}"#,
        ),
        (
            "{'execute': 'qmp_capabilities', 'arguments': {'enable': ['oob', 1]}}",
            r#"{"error": {"class": "GenericError", "desc": "Invalid parameter type for 'enable[1]', expected: string"}}"#,
        ),
        (
            "{'execute': 'qmp_capabilities', 'arguments': {'x': 1, 'enable': [1]}}",
            r#"{"error": {"class": "GenericError", "desc": "Invalid parameter type for 'enable[0]', expected: string"}}"#,
        ),
        (
            "{'execute': 'qmp_capabilities', 'arguments': {'x': 1}}",
            r#"{"error": {"class": "GenericError", "desc": "Parameter 'x' is unexpected"}}"#,
        ),
        (
            "{'execute': 'qmp_capabilities', 'arguments': {'enable': ['oob']}}",
            r#"{"error": {"class": "GenericError", "desc": "Capability oob not available"}}"#,
        ),
        (
            "{'execute': 'qmp_capabilities', 'arguments': []}",
            r#"{"error": {"class": "GenericError", "desc": "QMP input member 'arguments' must be an object"}}"#,
        ),
        (
            "{'exec-oob': 'qmp_capabilities'}",
            r#"{"error": {"class": "GenericError", "desc": "QMP input member 'exec-oob' is unexpected"}}"#,
        ),
        ("[]", r#"{"error": {"class": "GenericError", "desc": "QMP input must be a JSON object"}}"#),
        ("{}", r#"{"error": {"class": "GenericError", "desc": "QMP input lacks member 'execute'"}}"#),
        (
            "{'execute': 1}",
            r#"{"error": {"class": "GenericError", "desc": "QMP input member 'execute' must be a string"}}"#,
        ),
        (
            "{'execute': 'qmp_capabilities', 'arguments': {'enable': []}, 'id': {'a': [1, 1.5, -0, 1e3, true, null, '\\u0000\\u007f \\ud83d\\ude00 ä']}}",
            r#"{"return": {}, "id": {"a": [1, 1.5, 0, 1000, true, null, "\u0000\u007F \uD83D\uDE00 \u00E4"]}}"#,
        ),
        (
            NEGOTIATE,
            r#"{"error": {"class": "CommandNotFound", "desc": "Capabilities negotiation is already complete, command ignored"}}"#,
        ),
        (
            "{'execute': 'qmp_capabilities', 'arguments': {'x': 1}}",
            r#"{"error": {"class": "GenericError", "desc": "Parameter 'x' is unexpected"}}"#,
        ),
        (
            "{'execute': 'foo'}",
            r#"{"error": {"class": "CommandNotFound", "desc": "The command foo has not been found"}}"#,
        ),
        (
            "{'exec-oob': 1, 'execute': 'echo', 'id': 3}",
            r#"{"id": 3, "error": {"class": "GenericError", "desc": "QMP input member 'exec-oob' is unexpected"}}"#,
        ),
        (
            "{'execute': 1, 'arguments': 1, 'zzz': 1}",
            r#"{"error": {"class": "GenericError", "desc": "QMP input member 'execute' must be a string"}}"#,
        ),
        ("{'execute': 'echo', 'id': null}", r#"{"return": {}, "id": null}"#),
        (
            "{'execute': 'echo', 'arguments': {'x': [{}, []], 'b': 'ö'}}",
            r#"{"return": {"b": "\u00F6", "x": [{}, []]}}"#,
        ),
        (
            "{'execute': 'fail', 'arguments': {'text': 'no'}, 'id': ''}",
            r#"{"id": "", "error": {"class": "DeviceNotFound", "desc": "\"no\""}}"#,
        ),
        // An id in what is not JSON is not believed.
        (
            "{'id': 1, 'execute': }",
            r#"{"error": {"class": "GenericError", "desc": "JSON parse error, expecting value"}}"#,
        ),
    ] {
        assert_eq!(client.ask(request), answer, "{request}");
    }
}

#[test]
fn requests_can_be_split_and_joined() {
    let scene = Scene::new();
    let mut client = Client::negotiated(&scene.listen());
    let ids = 0..20;
    let joined: String = ids.clone().map(|id| format!("{{'execute':'echo','id':{id}}}")).collect();
    client.send(&joined);
    for id in ids.clone() {
        assert_eq!(client.line(), format!(r#"{{"return": {{}}, "id": {id}}}"#));
    }
    for byte in joined.bytes() {
        client.stream.write_all(&[byte]).unwrap();
    }
    for id in ids {
        assert_eq!(client.line(), format!(r#"{{"return": {{}}, "id": {id}}}"#));
    }
    // The byte that ends whatever was before, then as if nothing had been.
    client.stream.write_all(b"{'execute': 'echo', 'arguments': {\xff").unwrap();
    assert_eq!(client.line(), r#"{"error": {"class": "GenericError", "desc": "JSON parse error, stray '\uFFFD'"}}"#);
    assert_eq!(client.ask("{'execute': 'echo'}"), DONE);
}

#[test]
fn events_come_to_all_who_negotiated_and_before_the_answer_of_who_caused_them() {
    let scene = Scene::new();
    let address = scene.listen();
    let mut other = Client::negotiated(&address);
    let mut silent = Client::connect(&address);
    assert_eq!(silent.line(), GREETING);
    let mut client = Client::negotiated(&address);
    client.send("{'execute': 'event', 'arguments': {'n': 1}} {'execute': 'event'}");
    let events = [r#"{"event": "CALLED", "data": {"n": 1}}"#, r#"{"event": "CALLED", "data": {}}"#];
    for text in events {
        assert_eq!(event(&client.line()), text);
        assert_eq!(client.line(), DONE);
        assert_eq!(event(&other.line()), text);
    }
    scene.events.emit("STOP", None);
    assert_eq!(event(&client.line()), r#"{"event": "STOP"}"#);
    assert_eq!(event(&other.line()), r#"{"event": "STOP"}"#);
    // What was before it negotiated it does not get.
    assert_eq!(silent.ask(NEGOTIATE), DONE);
    scene.events.emit("RESUME", None);
    assert_eq!(event(&silent.line()), r#"{"event": "RESUME"}"#);
    assert_eq!(scene.events.dropped(), 0);
}

#[test]
fn a_slow_command_stops_neither_other_clients_nor_events() {
    let scene = Scene::new();
    let address = scene.listen();
    let mut waiting = Client::negotiated(&address);
    waiting.send("{'execute': 'slow'} {'execute': 'echo', 'id': 2}");
    wait_until(|| scene.slow.load(Ordering::SeqCst) == 1);
    let mut client = Client::negotiated(&address);
    assert_eq!(client.ask("{'execute': 'echo'}"), DONE);
    scene.events.emit("MEANWHILE", None);
    assert_eq!(event(&waiting.line()), r#"{"event": "MEANWHILE"}"#);
    scene.gate.send(()).unwrap();
    assert_eq!(waiting.line(), r#"{"return": "at last"}"#);
    assert_eq!(waiting.line(), r#"{"return": {}, "id": 2}"#);
}

#[test]
fn a_client_that_never_reads_waits_alone_and_loses_events() {
    let scene = Scene::new();
    let mut client = Client::negotiated(&scene.listen());
    let path = socket_path("deaf");
    scene.server.listen(&Address::Unix(path.clone()), Format::Line).unwrap();
    let mut deaf = Client::new(UnixStream::connect(&path).unwrap());
    assert_eq!(deaf.line(), GREETING);
    assert_eq!(deaf.ask(NEGOTIATE), DONE);
    // More than the system keeps for it, and nothing is read after its start has come.
    deaf.send("{'execute': 'large', 'arguments': {'size': 2000000}} {'execute': 'slow'}");
    assert!(deaf.lines.fill_buf().unwrap().starts_with(br#"{"return": "#));
    let data = Map::from_iter([("text".to_owned(), json!("y".repeat(1000)))]);
    let start = Instant::now();
    for _ in 0..3000 {
        scene.events.emit("LONG", Some(data.clone()));
        assert!(client.line().starts_with(r#"{"timestamp": "#));
    }
    assert!(start.elapsed() < LONG, "whoever sends events waited for it");
    assert_eq!(client.ask("{'execute': 'echo'}"), DONE);
    // A megabyte is kept for it.
    let dropped = scene.events.dropped();
    assert!((1900..=2100).contains(&dropped), "{dropped}");
    assert_eq!(scene.slow.load(Ordering::SeqCst), 0, "its next request was read");

    scene.gate.send(()).unwrap();
    let (mut answers, mut events) = (0, 0);
    while answers < 2 {
        if deaf.line().starts_with(r#"{"return": "#) { answers += 1 } else { events += 1 }
    }
    assert_eq!(events + dropped, 3000);
    assert_eq!(deaf.ask("{'execute': 'echo'}"), DONE);
}

#[test]
fn a_client_that_floods_gets_all_its_answers_and_no_more_room_than_others() {
    let scene = Scene::new();
    let address = scene.listen();
    let mut client = Client::negotiated(&address);
    let flood = Client::negotiated(&address);
    let sent = Arc::new(AtomicUsize::new(0));
    let count = 200_000;
    let writer = {
        let (mut stream, sent) = (flood.stream.try_clone().unwrap(), Arc::clone(&sent));
        thread::spawn(move || {
            let requests = "{'execute':'echo','arguments':{'text':'0123456789'}}".repeat(100);
            for _ in 0..count / 100 {
                stream.write_all(requests.as_bytes()).unwrap();
                sent.fetch_add(100, Ordering::SeqCst);
            }
        })
    };
    // It gets stuck as long as nobody reads its answers.
    let mut last = usize::MAX;
    wait_until(|| {
        thread::sleep(Duration::from_millis(50));
        last == std::mem::replace(&mut last, sent.load(Ordering::SeqCst))
    });
    assert!(last < count, "all was read, and the answers are somewhere");
    assert_eq!(client.ask("{'execute': 'echo'}"), DONE);
    let answers = flood.lines.lines().take(count).filter(|line| line.as_ref().unwrap().contains("0123456789")).count();
    assert_eq!(answers, count);
    writer.join().unwrap();
}

#[test]
fn eight_clients_at_once_come_and_go() {
    let scene = Scene::new();
    let address = scene.listen();
    thread::scope(|scope| {
        for number in 0_u64..8 {
            let address = &address;
            scope.spawn(move || {
                let mut seed = number + 1;
                let mut random = move |below: u64| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    (seed >> 33) % below
                };
                for round in 0..40 {
                    let mut client = Client::negotiated(address);
                    for i in 0..random(20) {
                        client.send(&format!("{{'execute': 'event', 'id': [{number}, {round}, {i}]}}"));
                        // Events of all are in between.
                        let answer = loop {
                            let line = client.line();
                            if !line.contains("\"event\"") {
                                break line;
                            }
                        };
                        assert_eq!(answer, format!(r#"{{"return": {{}}, "id": [{number}, {round}, {i}]}}"#));
                    }
                    match random(3) {
                        0 => client.send("{'execute': 'echo', 'arguments': {"),
                        1 => client.send(&"{'execute': 'large', 'arguments': {'size': 1000}}".repeat(50)),
                        _ => {}
                    }
                }
            });
        }
    });
    scene.wait_for_clients(0);
    assert_eq!(Client::negotiated(&address).ask("{'execute': 'echo'}"), DONE);
}

#[test]
fn a_command_that_panics_ends_its_client_only() {
    let scene = Scene::new();
    let address = scene.listen();
    let mut client = Client::negotiated(&address);
    let mut other = Client::negotiated(&address);
    other.send("{'execute': 'panic'}");
    assert!(other.is_at_the_end());
    scene.wait_for_clients(1);
    assert_eq!(client.ask("{'execute': 'echo'}"), DONE);
}

#[test]
fn unix_sockets_listen_and_are_gone_afterwards() {
    let scene = Scene::new();
    let path = socket_path("listen");
    // One that a program before it left.
    drop(UnixListener::bind(&path).unwrap());
    let address = Address::Unix(path.clone());
    assert_eq!(scene.server.listen(&address, Format::Line).unwrap(), address);
    let mut client = Client::new(UnixStream::connect(&path).unwrap());
    assert_eq!(client.line(), GREETING);
    assert_eq!(client.ask(NEGOTIATE), DONE);
    scene.server.stop();
    assert!(client.is_at_the_end());
    assert!(!path.exists());
    assert_eq!(
        scene.server.listen(&address, Format::Line).unwrap_err().to_string(),
        "the monitor was stopped",
        "and nothing is left of that"
    );
    assert!(!path.exists());

    // What is no socket is left alone.
    fs::write(&path, "letters").unwrap();
    let error = Scene::new().server.listen(&address, Format::Line).unwrap_err();
    assert_eq!(error.to_string(), format!("Failed to bind socket to {}: Address already in use", path.display()));
    assert_eq!(fs::read_to_string(&path).unwrap(), "letters");
    fs::remove_file(&path).unwrap();
}

#[test]
fn it_connects_to_who_listens() {
    let scene = Scene::new();
    let path = socket_path("connect");
    let listener = UnixListener::bind(&path).unwrap();
    scene.server.connect(&Address::Unix(path.clone()), Format::Line).unwrap();
    let mut client = Client::new(listener.accept().unwrap().0);
    assert_eq!(client.line(), GREETING);
    assert_eq!(client.ask(NEGOTIATE), DONE);
    drop(listener);
    fs::remove_file(&path).unwrap();
    let error = scene.server.connect(&Address::Unix(path.clone()), Format::Line).unwrap_err();
    assert_eq!(error.to_string(), format!("Failed to connect to '{}': No such file or directory", path.display()));

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    scene.server.connect(&Address::Tcp(address.clone()), Format::Line).unwrap();
    let mut line = String::new();
    BufReader::new(listener.accept().unwrap().0).read_line(&mut line).unwrap();
    assert_eq!(line.trim_end(), GREETING);
    drop(listener);
    let error = scene.server.connect(&Address::Tcp(address.clone()), Format::Line).unwrap_err();
    assert_eq!(error.to_string(), format!("Failed to connect to '{address}': Connection refused"));
}

#[test]
fn it_talks_through_any_pair_of_pipes() {
    let scene = Scene::new();
    let (input, mut requests) = std::io::pipe().unwrap();
    let (answers, output) = std::io::pipe().unwrap();
    scene.server.pipe(input, output, Format::Line).unwrap();
    requests.write_all(NEGOTIATE.as_bytes()).unwrap();
    requests.write_all(b"{'execute': 'large', 'arguments': {'size': 200000}}").unwrap();
    // The end of the requests, before the answers were read.
    drop(requests);
    let lines: Vec<String> = BufReader::new(answers).lines().map(Result::unwrap).collect();
    assert_eq!(lines[..2], [GREETING, DONE]);
    assert_eq!((lines.len(), lines[2].len()), (3, 200_000 + r#"{"return": ""}"#.len()));
    scene.wait_for_clients(0);
}

#[test]
fn pretty_answers_are_as_qemu_has_them() {
    let scene = Scene::new();
    let Address::Tcp(address) = scene.server.listen(&Address::Tcp("127.0.0.1:0".into()), Format::Pretty).unwrap()
    else {
        panic!()
    };
    let mut client = Client::connect(&address);
    let mut lines = |count: usize| (0..count).map(|_| client.line()).collect::<Vec<_>>().join("\n");
    lines(14);
    client.send("{'execute': 'qmp_capabilities', 'id': {'a': [], 'b': {}, 'c': [1, {'x': [[]]}]}}");
    let mut lines = |count: usize| (0..count).map(|_| client.line()).collect::<Vec<_>>().join("\n");
    assert_eq!(
        lines(19),
        r#"{
    "return": {
    },
    "id": {
        "a": [
        ],
        "b": {
        },
        "c": [
            1,
            {
                "x": [
                    [
                    ]
                ]
            }
        ]
    }
}"#
    );
    scene.events.emit("STOP", None);
    let event = lines(7);
    assert!(event.starts_with("{\n    \"timestamp\": {\n        \"seconds\": "), "{event}");
    assert!(event.ends_with("\n    },\n    \"event\": \"STOP\"\n}"), "{event}");
}

#[test]
fn when_it_stops_all_is_said_that_was_to_be_and_nothing_is_left() {
    let scene = Scene::new();
    let address = scene.listen();
    let mut client = Client::negotiated(&address);
    let mut deaf = Client::negotiated(&address);
    let mut waiting = Client::negotiated(&address);
    deaf.send("{'execute': 'large', 'arguments': {'size': 30000000}}");
    waiting.send("{'execute': 'slow'}");
    wait_until(|| scene.slow.load(Ordering::SeqCst) == 1);
    scene.events.emit("SHUTDOWN", None);
    scene.gate.send(()).unwrap();
    let start = Instant::now();
    scene.server.stop();
    assert!(start.elapsed() < LONG, "one that does not read keeps it");
    assert_eq!(scene.server.clients(), 0);
    for client in [&mut client, &mut waiting] {
        assert_eq!(event(&client.line()), r#"{"event": "SHUTDOWN"}"#);
    }
    assert_eq!(waiting.line(), r#"{"return": "at last"}"#);
    assert!(client.is_at_the_end() && waiting.is_at_the_end());
    assert!(TcpStream::connect(&address).is_err(), "it still listens");
    // It held the table, and every thread that it had would have.
    let slow = Arc::downgrade(&scene.slow);
    drop(scene);
    assert!(slow.upgrade().is_none(), "a thread is left");
    drop(deaf);
}

#[test]
fn a_server_that_is_dropped_stops() {
    let scene = Scene::new();
    let mut client = Client::negotiated(&scene.listen());
    drop(scene);
    assert!(client.is_at_the_end());
}
