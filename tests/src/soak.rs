//! Clients of a monitor that do all there is to do, know what the answers should be, and go away in the middle.
//!
//! `tests/examples/qmp_soak.rs` runs them for long against the `qom` binary, `tests/tests/qmp_soak.rs` for a short time
//! against a server of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::thread;
use std::time::Duration;

use qom_core::monitor::Address;
use serde_json::{Value, json};

/// How many clients there are at once.
pub const CLIENTS: usize = 8;

/// Longer than any answer takes.
const LONG: Duration = Duration::from_secs(60);

/// What the machine has for the clients, as `-device` has it: one device for all, and two ports for each.
pub fn devices() -> Vec<String> {
    let ports = (0..CLIENTS).flat_map(|number| ["rp", "asks"].map(|kind| format!("pcie-root-port,id={kind}{number}")));
    std::iter::once("intel-iommu,id=vtd".to_owned()).chain(ports).collect()
}

/// What clients did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Requests whose answer was read, and right.
    pub answered: usize,
    /// How often a client went in the middle of a request or of answers, or without reading any.
    pub left: usize,
    /// Events that came.
    pub events: usize,
}

impl Done {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            answered: self.answered + other.answered,
            left: self.left + other.left,
            events: self.events + other.events,
        }
    }
}

/// Runs all clients at once, each at one of the addresses, until each has had as many answers.
///
/// # Panics
/// If an answer is wrong, or none comes.
pub fn run(addresses: &[Address], requests: usize, seed: u64) -> Done {
    let clients: Vec<Done> = thread::scope(|scope| {
        let start = |number| {
            let client = Client::new(&addresses[number % addresses.len()], number, seed);
            scope.spawn(move || client.run(requests))
        };
        let clients: Vec<_> = (0..CLIENTS).map(start).collect();
        clients.into_iter().map(|client| client.join().expect("a client has said what is wrong")).collect()
    });
    clients.into_iter().fold(Done::default(), Done::and)
}

/// When all clients are gone: deletes what they may have left, and sees that this was all.
///
/// # Panics
/// If something else is there.
pub fn clean_up(address: &Address) {
    let mut client = Client::new(address, 0, 0);
    let unsure = (0..CLIENTS).map(|number| format!("lost{number}")).chain(["shared".to_owned()]);
    for id in unsure {
        let _ = client.ask("object-del", &json!({"id": id}));
    }
    let type_only = json!([{"name": "type", "type": "string"}]);
    for path in ["/objects", "/machine/peripheral-anon"] {
        assert_eq!(client.ask("qom-list", &json!({"path": path})), Ok(type_only.clone()), "{path}");
    }
    let peripherals = client.ask("qom-list", &json!({"path": "/machine/peripheral"})).expect("it is there");
    assert_eq!(peripherals.as_array().map(Vec::len), Some(1 + devices().len()), "{peripherals}");
}

/// Says `quit`.
pub fn quit(address: &Address) {
    let mut client = Client::new(address, 0, 0);
    assert_eq!(client.ask("quit", &json!({})), Ok(json!({})));
}

trait Socket: Read + Write + Send {}

impl<S: Read + Write + Send> Socket for S {}

fn connect(address: &Address) -> Box<dyn Socket> {
    match address {
        Address::Unix(path) => {
            let stream = UnixStream::connect(path).expect("the server listens");
            stream.set_read_timeout(Some(LONG)).expect("it is open");
            Box::new(stream)
        }
        Address::Tcp(address) => {
            let stream = TcpStream::connect(address).expect("the server listens");
            stream.set_nodelay(true).expect("it is open");
            stream.set_read_timeout(Some(LONG)).expect("it is open");
            Box::new(stream)
        }
    }
}

/// Numbers by chance: SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).expect("it is below a usize")
    }
}

/// What is sent, and the answers of which one has to come.
struct Request {
    text: String,
    answers: Vec<Value>,
}

impl Request {
    fn new(command: &str, arguments: &Value, id: &Value, results: Vec<Result<Value, Value>>) -> Self {
        let text = json!({"execute": command, "arguments": arguments, "id": id}).to_string();
        let answer = |result| match result {
            Ok(value) => json!({"return": value, "id": id}),
            Err(error) => json!({"error": error, "id": id}),
        };
        Self { text, answers: results.into_iter().map(answer).collect() }
    }
}

fn generic(text: impl Into<String>) -> Value {
    json!({"class": "GenericError", "desc": text.into()})
}

fn not_found(path: &str) -> Value {
    json!({"class": "DeviceNotFound", "desc": format!("Device '{path}' not found")})
}

struct Client<'a> {
    address: &'a Address,
    lines: BufReader<Box<dyn Socket>>,
    number: usize,
    random: Random,
    done: Done,
    /// The types there are, as the first answer had them.
    types: Value,
    /// Whether there is its object, and its device, and what it has set.
    has_object: bool,
    has_device: bool,
    asks: bool,
}

impl<'a> Client<'a> {
    fn new(address: &'a Address, number: usize, seed: u64) -> Self {
        let mut client = Self {
            address,
            lines: BufReader::new(connect(address)),
            number,
            random: Random(seed * 1000 + number as u64),
            done: Done::default(),
            types: Value::Null,
            has_object: false,
            has_device: false,
            asks: false,
        };
        client.negotiate();
        client.types = client.ask("qom-list-types", &json!({"abstract": true})).expect("there are types");
        assert!(client.types.as_array().is_some_and(|types| types.len() > 20), "{}", client.types);
        client
    }

    /// The port that nobody else sets anything of. A part of the path would do if its bus had another name.
    fn port(&self) -> String {
        format!("/machine/peripheral/asks{}", self.number)
    }

    fn negotiate(&mut self) {
        let greeting = self.line();
        assert_eq!(greeting["QMP"]["capabilities"], json!([]), "{greeting}");
        assert_eq!(self.ask("qmp_capabilities", &json!({})), Ok(json!({})));
    }

    fn run(mut self, requests: usize) -> Done {
        let arguments = json!({"path": self.port(), "property": "x-ask-guest", "value": self.asks});
        assert_eq!(self.ask("qom-set", &arguments), Ok(json!({})));
        while self.done.answered < requests {
            if self.random.below(30) == 0 {
                self.leave();
            } else {
                let count = 1 + self.random.below(6);
                let count = count.min(requests - self.done.answered);
                self.converse(count);
            }
        }
        // It takes along what it knows of.
        if self.has_object {
            assert_eq!(self.ask("object-del", &json!({"id": format!("m{}", self.number)})), Ok(json!({})));
        }
        if self.has_device {
            assert_eq!(self.ask("device_del", &json!({"id": format!("d{}", self.number)})), Ok(json!({})));
        }
        self.done
    }

    /// So many requests, cut anywhere, and their answers.
    fn converse(&mut self, count: usize) {
        let requests: Vec<Request> = (0..count).map(|_| self.request()).collect();
        let text: String = requests.iter().map(|request| request.text.as_str()).collect();
        let portion = if self.random.below(4) == 0 { 1 + self.random.below(200) } else { text.len() };
        for part in text.as_bytes().chunks(portion) {
            self.send(part);
        }
        for request in requests {
            let answer = self.answer();
            assert!(request.answers.contains(&answer), "{}: {answer}, not {:?}", request.text, request.answers);
            self.done.answered += 1;
        }
    }

    /// Any request, and what it does to what is known.
    fn request(&mut self) -> Request {
        let n = self.number;
        let id = json!([n, self.done.answered, self.random.below(1000)]);
        let request = |command, arguments: Value, result| Request::new(command, &arguments, &id, vec![result]);
        match self.random.below(16) {
            0..=2 => request("qom-get", json!({"path": "vtd", "property": "aw-bits"}), Ok(json!(48))),
            3 => request("qom-get", json!({"path": self.port(), "property": "x-ask-guest"}), Ok(json!(self.asks))),
            4 | 5 => {
                self.asks = self.random.below(2) == 0;
                let arguments = json!({"path": self.port(), "property": "x-ask-guest", "value": self.asks});
                request("qom-set", arguments, Ok(json!({})))
            }
            6 => {
                let listed = json!([{"name": "type", "type": "string"}]);
                request("qom-list", json!({"path": "/machine/peripheral-anon"}), Ok(listed))
            }
            7 => request("qom-list-types", json!({"abstract": true}), Ok(self.types.clone())),
            8 | 9 => {
                let was = std::mem::replace(&mut self.has_object, true);
                let error = format!("attempt to add duplicate property 'm{n}' to object (type 'container')");
                let arguments = json!({"qom-type": "memory-backend-ram", "id": format!("m{n}"), "size": 65536});
                request("object-add", arguments, if was { Err(generic(error)) } else { Ok(json!({})) })
            }
            10 => {
                let was = std::mem::take(&mut self.has_object);
                let error = format!("object 'm{n}' not found");
                let arguments = json!({"id": format!("m{n}")});
                request("object-del", arguments, if was { Ok(json!({})) } else { Err(generic(error)) })
            }
            11 => {
                let was = std::mem::replace(&mut self.has_device, true);
                let error = format!("Duplicate device ID 'd{n}'");
                let arguments = json!({"driver": "pci-blank", "id": format!("d{n}"), "bus": format!("rp{n}")});
                request("device_add", arguments, if was { Err(generic(error)) } else { Ok(json!({})) })
            }
            12 => {
                let was = std::mem::take(&mut self.has_device);
                let error = not_found(&format!("d{n}"));
                request("device_del", json!({"id": format!("d{n}")}), if was { Ok(json!({})) } else { Err(error) })
            }
            13 => self.shared(&id),
            14 => self.mistake(&id),
            _ => self.malformed(),
        }
    }

    /// Something that all clients add and delete.
    fn shared(&mut self, id: &Value) -> Request {
        let (command, arguments, errors) = if self.random.below(2) == 0 {
            let there = "attempt to add duplicate property 'shared' to object (type 'container')";
            let gone = "object 'shared' was deleted before it was complete";
            ("object-add", json!({"qom-type": "rng-random", "id": "shared"}), vec![there, gone])
        } else {
            ("object-del", json!({"id": "shared"}), vec!["object 'shared' not found"])
        };
        let errors = errors.into_iter().map(|text| Err(generic(text)));
        Request::new(command, &arguments, id, std::iter::once(Ok(json!({}))).chain(errors).collect())
    }

    /// A request that is refused.
    fn mistake(&mut self, id: &Value) -> Request {
        let (command, arguments, error) = match self.random.below(5) {
            0 => ("qom-get", json!({"path": "/nowhere", "property": "type"}), not_found("/nowhere")),
            1 => ("qom-list", json!({}), generic("Parameter 'path' is missing")),
            2 => ("qom-list", json!({"path": 1}), generic("Invalid parameter type for 'path', expected: string")),
            3 => ("device_del", json!({"id": "vtd"}), generic("Device 'intel-iommu' does not support hotplugging")),
            _ => {
                let text = "The command no-such has not been found";
                ("no-such", json!({}), json!({"class": "CommandNotFound", "desc": text}))
            }
        };
        Request::new(command, &arguments, id, vec![Err(error)])
    }

    /// What is no request, with an end so that the next can be read.
    fn malformed(&mut self) -> Request {
        let (text, error) = match self.random.below(5) {
            0 => ("{'execute': nonsense}", "JSON parse error, invalid keyword 'nonsense'"),
            1 => ("{'execute': 'stop', 'execute': 'stop'}", "JSON parse error, duplicate key"),
            2 => ("{'execute': \n'\\\u{1}\n", "JSON parse error, stray ''\\\u{1}'"),
            3 => ("[{'execute': 'stop'}]", "QMP input must be a JSON object"),
            _ => ("{'execute': 'stop', 'control': {}}", "QMP input member 'control' is unexpected"),
        };
        Request { text: text.to_owned(), answers: vec![json!({"error": generic(error)})] }
    }

    /// Goes without a word and comes back.
    fn leave(&mut self) {
        match self.random.below(4) {
            // In the middle of a request, whatever it is: so it is none, and what is known is as before.
            0 => {
                let known = (self.has_object, self.has_device, self.asks);
                let text = loop {
                    let Request { text, .. } = self.request();
                    if text.starts_with("{\"") {
                        break text;
                    }
                };
                (self.has_object, self.has_device, self.asks) = known;
                let length = self.random.below(text.len());
                self.send(&text.as_bytes()[..length]);
            }
            // In the middle of answers, which are more than sockets keep.
            1 => {
                let count = 1 + self.random.below(300);
                self.send(&b"{'execute': 'qom-list-types'}".repeat(count));
                let mut part = vec![0; 1 + self.random.below(20_000)];
                let _ = self.lines.read(&mut part).expect("there are answers");
            }
            // With requests that it will never know of whether somebody heard them.
            2 => {
                let id = format!("lost{}", self.number);
                let add = json!({"execute": "object-add", "arguments": {"qom-type": "rng-random", "id": id}});
                let delete = json!({"execute": "object-del", "arguments": {"id": id}});
                let text = if self.random.below(2) == 0 { add } else { delete };
                self.send(text.to_string().as_bytes());
            }
            // As soon as it has come.
            _ => drop(connect(self.address)),
        }
        self.done.left += 1;
        self.lines = BufReader::new(connect(self.address));
        self.negotiate();
    }

    fn ask(&mut self, command: &str, arguments: &Value) -> Result<Value, Value> {
        self.send(json!({"execute": command, "arguments": arguments}).to_string().as_bytes());
        let mut answer = self.answer();
        if answer.get("return").is_some() { Ok(answer["return"].take()) } else { Err(answer["error"].take()) }
    }

    fn send(&mut self, bytes: &[u8]) {
        self.lines.get_mut().write_all(bytes).expect("the server reads");
    }

    /// The next line that is no event.
    fn answer(&mut self) -> Value {
        loop {
            let line = self.line();
            if line.get("event").is_none() {
                return line;
            }
            let path = line["data"]["path"].as_str().unwrap_or_default();
            let is_of_a_client = line["event"] == "DEVICE_DELETED" && path.starts_with("/machine/peripheral/d");
            assert!(is_of_a_client || line["event"] == "SHUTDOWN", "{line}");
            self.done.events += 1;
        }
    }

    fn line(&mut self) -> Value {
        let mut line = String::new();
        self.lines.read_line(&mut line).expect("the server answers");
        let text = line.strip_suffix("\r\n").unwrap_or_else(|| panic!("'{line}' is no line"));
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }
}
