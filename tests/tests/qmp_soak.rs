//! Clients that do all there is to do and go away in the middle, for a short time; `examples/qmp_soak.rs` is the long
//! one.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::thread;
use std::time::{Duration, Instant};

use qom_core::monitor::{Address, Broadcaster, Format, Monitor, Server};
use qom_core::prelude::*;
use qom_devices::{DeviceOptions, Machine};
use qom_tests::soak;

fn wait_for_the_last(server: &Server) {
    let start = Instant::now();
    while server.clients() > 0 {
        assert!(start.elapsed() < Duration::from_secs(60), "{} clients are left", server.clients());
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn eight_clients_have_right_answers_and_leave_nothing() {
    qom_devices::link();
    let context = Context::new();
    let machine = Machine::start(&context, "q35").unwrap();
    for device in soak::devices() {
        DeviceOptions::parse(&device).unwrap().add_to(&machine).unwrap();
    }
    machine.make_ready().unwrap();
    let events = Broadcaster::new();
    let to_clients = events.clone();
    let _subscription = context.on_event(move |event| {
        let data = serde_json::to_value(&event.data).unwrap();
        to_clients.emit(event.name, data.as_object().cloned());
    });
    let server = Server::new(Monitor::new(&context), &events);
    let path = std::env::temp_dir().join(format!("qom-{}-soak", std::process::id()));
    let addresses = [Address::Tcp("127.0.0.1:0".into()), Address::Unix(path)]
        .map(|address| server.listen(&address, Format::Line).unwrap());

    let done = soak::run(&addresses, 500, 1);
    assert_eq!(done.answered, soak::CLIENTS * 500);
    assert!(done.left > 0 && done.events > 0, "{done:?}");
    assert_eq!(events.dropped(), 0);
    wait_for_the_last(&server);
    soak::clean_up(&addresses[1]);
    wait_for_the_last(&server);
    server.stop();
    drop(server);
    assert!(context.departed().is_empty());
    let root = context.root().downgrade();
    drop((machine, context, _subscription));
    assert!(root.upgrade().is_none(), "a thread has the context");
}
