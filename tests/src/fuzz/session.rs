//! What a client of a machine could do.

use std::sync::{Arc, Mutex};

use qom_core::monitor::{Event, Format, Monitor, Parser, Session};
use qom_core::prelude::*;
use qom_devices::{DeviceOptions, Machine, add_object};
use serde_json::{Value as Json, json};

use super::qmp::check_answer;

/// A machine with devices and objects that were there before any client.
fn machine() -> Context {
    qom_devices::link();
    let context = Context::new();
    let machine = Machine::start(&context, "q35").expect("the machine");
    for device in ["intel-iommu,id=vtd", "pcie-root-port,id=rp0", "pcie-root-port,id=rp1", "pci-blank"] {
        DeviceOptions::parse(device).and_then(|device| device.add_to(&machine)).expect(device);
    }
    machine.make_ready().expect("all devices work");
    for object in ["memory-backend-ram,id=m0,size=4096", "rng-random,id=r0"] {
        add_object(&context, object).expect(object);
    }
    context.resume();
    context
}

/// Any bytes to a machine, in portions as the first of them says, and with the negotiation before them if it is odd. Each
/// request has one answer, the machine answers afterwards, all that can be deleted is gone when it was, and the rest
/// when the machine is.
///
/// # Panics
/// If not.
pub fn qmp_session(data: &[u8]) {
    let Some((&first, bytes)) = data.split_first() else { return };
    let context = machine();
    let events = Events::default();
    let subscription = context.on_event({
        let events = events.clone();
        move |event| events.add(event)
    });

    let mut client = Client::new(&context);
    if first & 1 == 1 {
        client.say(b"{'execute': 'qmp_capabilities'}");
    }
    bytes.chunks(usize::from(first).max(1)).for_each(|portion| client.say(portion));

    let mut other = Client::new(&context);
    other.say(b"{'execute': 'qmp_capabilities'}");
    let status = other.ask("query-status", &json!({})).expect("it always answers");
    assert_eq!(status["running"], status["status"] == "running", "{status}");
    delete_all(&context, &mut other);
    let departed = context.departed();
    assert!(departed.is_empty(), "somebody has {departed:?}");
    events.check();

    let objects: Vec<_> = objects(&context).into_iter().map(|(path, object)| (path, object.downgrade())).collect();
    drop((client, other, subscription, context));
    for (path, object) in objects {
        assert!(object.upgrade().is_none(), "something has '{path}'");
    }
}

/// All objects with their paths, parents before their children.
fn objects(context: &Context) -> Vec<(String, Obj<Object>)> {
    let mut all = vec![(String::new(), context.root())];
    let mut next = 0;
    while let Some((path, object)) = all.get(next).cloned() {
        all.extend(object.children().into_iter().map(|(name, child)| (format!("{path}/{name}"), child)));
        next += 1;
    }
    all
}

/// Why some of it can stay: it was there when the machine started, or is on what cannot let it go.
const REASONS: &[&str] = &["does not support hotplugging", "Hot-unplug failed: unsupported by the port device"];

/// Deletes what users add, as a client does. What is on something else, or used by it, goes first.
fn delete_all(context: &Context, client: &mut Client) {
    loop {
        // A guest that starts anew lets go what it was asked for.
        client.ask("system_reset", &json!({})).expect("it always works");
        let paths = objects(context).into_iter().map(|(path, _)| path).rev();
        let (mut deleted, mut refused) = (0, Vec::new());
        for path in paths {
            let result = match path.strip_prefix("/objects/") {
                Some(id) => client.ask("object-del", &json!({"id": id})),
                None if is_of_a_user(&path) => client.ask("device_del", &json!({"id": path})),
                None => continue,
            };
            match result {
                Ok(_) => deleted += 1,
                Err(error) => refused.push((path, error["desc"].as_str().unwrap_or_default().to_owned())),
            }
        }
        if deleted == 0 {
            for (path, reason) in refused {
                assert!(REASONS.iter().any(|known| reason.contains(known)), "'{path}' is left: {reason}");
            }
            return;
        }
    }
}

/// Whether it is a device that came by `device_add` or `-device`.
fn is_of_a_user(path: &str) -> bool {
    let name = path.strip_prefix("/machine/peripheral/").or_else(|| path.strip_prefix("/machine/peripheral-anon/"));
    name.is_some_and(|name| !name.contains('/'))
}

/// A client of the protocol, without a socket.
struct Client {
    monitor: Monitor,
    parser: Parser,
    session: Session,
}

impl Client {
    fn new(context: &Context) -> Self {
        Self { monitor: Monitor::new(context), parser: Parser::new(), session: Session::new(Format::Line) }
    }

    /// Sends bytes, and reads the answers to the requests that are complete with them.
    fn say(&mut self, mut bytes: &[u8]) {
        while let Some(request) = self.parser.parse(&mut bytes) {
            let answer = self.session.answer(&self.monitor, request.clone());
            check_answer(&answer, &request, Format::Line);
        }
        assert!(bytes.is_empty(), "{} bytes were left", bytes.len());
    }

    fn ask(&mut self, command: &str, arguments: &Json) -> Result<Json, Json> {
        let request = Ok(json!({"execute": command, "arguments": arguments}));
        let line = self.session.answer(&self.monitor, request.clone());
        let mut answer = check_answer(&line, &request, Format::Line);
        answer.remove("return").ok_or_else(|| answer["error"].take())
    }
}

/// What all clients were told.
#[derive(Clone, Default)]
struct Events(Arc<Mutex<Vec<(&'static str, Json)>>>);

impl Events {
    fn add(&self, event: &Event) {
        let data = serde_json::to_value(&event.data).expect("it can be written");
        self.0.lock().expect("nobody panics with it").push((event.name, data));
    }

    /// `STOP` and `RESUME` take turns, one `SHUTDOWN` is the last of them; whatever was deleted had a place.
    fn check(&self) {
        let events = self.0.lock().expect("nobody panics with it");
        let mut state = "RESUME";
        for (name, data) in events.iter() {
            assert!(data.is_object(), "{name}: {data}");
            match *name {
                "STOP" | "RESUME" | "SHUTDOWN" => {
                    assert_ne!(*name, state, "{events:?}");
                    assert_ne!(state, "SHUTDOWN", "{events:?}");
                    state = name;
                }
                "DEVICE_DELETED" | "DEVICE_UNPLUG_GUEST_ERROR" => {
                    assert!(data["path"].as_str().is_some_and(|path| path.starts_with("/machine/")), "{data}");
                }
                "RESET" => assert_eq!(data["guest"], false),
                _ => panic!("there is no event {name}"),
            }
        }
    }
}
