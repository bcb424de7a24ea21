//! What the declared device has beyond the one by hand: a board, options of users, the monitor, links that are known, help.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;
use qom_devices::{DeviceOptions, Machine, device_help};
use qom_example_pl011::fields::{control, interrupt, offset};
use qom_example_pl011::{IrqPin, Pl011, Recorder};

fn board() -> (Context, Obj<Machine>) {
    let context = Context::new();
    let machine = Machine::start(&context, "uart-board").unwrap();
    (context, machine)
}

#[test]
fn a_board_has_one() {
    let (context, machine) = board();
    let uart: Obj<Pl011> = context.object_at("/machine/uart0").unwrap().downcast().unwrap();
    let irq: Obj<IrqPin> = context.resolve_as("uart0-irq").unwrap();
    assert!(uart.is_realized());
    assert_eq!(uart.parent_bus(), Some(machine.main_bus().unwrap()));
    machine.make_ready().unwrap();
    uart.write(offset::CR, control::ENABLE | control::TRANSMIT);
    uart.write(offset::IMSC, interrupt::TX);
    uart.write(offset::DR, 0);
    assert!(irq.get::<bool>("level").unwrap());
    context.system_reset(ResetType::Cold).unwrap();
    assert_eq!((irq.level(), irq.rises()), (false, 1));
}

#[test]
fn users_add_further_ones() {
    let (context, machine) = board();
    let add = |options: &str| DeviceOptions::parse(options)?.add_to(&machine);
    context.object_add_str("char-recorder,id=c0").unwrap();
    let uart = add("pl011,id=u1,chardev=c0,clock-frequency=0x1000,revision=r1p5").unwrap();
    assert_eq!(uart.canonical_path().unwrap(), "/machine/peripheral/u1");
    assert_eq!(uart.get::<String>("chardev").unwrap(), "/objects/c0");
    assert_eq!(add("pl011,id=u2,chardev=c0").unwrap_err().to_string(), "the character device is in use");
    assert!(context.object_at("/machine/peripheral/u2").is_err(), "it has left no trace");
    let refused = add("pl011,clock-frequency=1").unwrap_err().to_string();
    assert!(refused.ends_with("expects a value between 16 and 1000000000"), "{refused}");

    let other = Context::new();
    let none = Machine::start(&other, "none").unwrap();
    let refused = DeviceOptions::parse("pl011").unwrap().add_to(&none).unwrap_err().to_string();
    assert_eq!(refused, "Parameter 'driver' expects a dynamic sysbus device type for the machine");
}

#[test]
fn clients_of_the_monitor_see_it() {
    let (context, _machine) = board();
    let monitor = Monitor::new(&context);
    let run = |command: &str, arguments: &str| {
        monitor.run(command, Value::from_json(arguments).unwrap()).unwrap().to_string()
    };
    let listed = run("qom-list", r#"{"path": "/machine"}"#);
    assert!(listed.contains(r#""name": "uart0", "type": "child<pl011>""#), "{listed}");
    let listed = run("qom-list", r#"{"path": "uart0"}"#);
    for (name, kind) in
        [("clock-frequency", "uint32"), ("chardev", "link<chardev>"), ("irq", "link<irq-line>"), ("baud", "uint32")]
    {
        assert!(listed.contains(&format!(r#""name": "{name}", "type": "{kind}""#)), "{name}: {listed}");
    }
    assert_eq!(run("qom-get", r#"{"path": "uart0", "property": "irq"}"#), "/machine/uart0-irq");
    assert_eq!(run("qom-get", r#"{"path": "uart0", "property": "clock-frequency"}"#), "24000000");
}

#[test]
fn help_says_what_can_be_set() {
    let help = device_help("pl011,help").unwrap().unwrap();
    assert!(help.contains("clock-frequency=<uint32>") && help.contains("(default: 24000000)"), "{help}");
    assert!(help.contains("revision=<Revision>") && !help.contains("baud="), "{help}");
}

#[test]
fn what_it_uses_is_not_deleted() {
    let (context, machine) = board();
    context.object_add_str("char-recorder,id=c0").unwrap();
    let uart = DeviceOptions::parse("pl011,id=u1,chardev=c0").unwrap().add_to(&machine).unwrap();
    let refused = context.object_del("c0").unwrap_err().to_string();
    assert!(refused.contains("/machine/peripheral/u1"), "{refused}");
    uart.unparent();
    drop(uart);
    context.object_del("c0").unwrap();
}

#[test]
fn who_is_told_may_come_back() {
    /// Sends back what it gets, from inside the call.
    #[qom_type(interfaces = [qom_example_pl011::Chardev])]
    pub struct Echo {
        frontend: std::sync::Mutex<WeakObj<qom_example_pl011::CharFrontend>>,
    }
    impl qom_example_pl011::ChardevImpl for Echo {
        fn attach(this: &Self, frontend: WeakObj<qom_example_pl011::CharFrontend>) -> Result<()> {
            *this.frontend.lock().unwrap() = frontend;
            Ok(())
        }
        fn detach(this: &Self) {
            *this.frontend.lock().unwrap() = WeakObj::default();
        }
        fn put(this: &Self, byte: u8) -> bool {
            let frontend = this.frontend.lock().unwrap().upgrade().unwrap();
            frontend.receive(&[byte]) == 1
        }
    }
    let (context, machine) = board();
    let (uart, echo) = (Pl011::new_in(&context), Echo::new_in(&context));
    context.root().add_child("echo", &echo).unwrap();
    uart.set("chardev", "/echo").unwrap();
    uart.realize(Some(&machine.main_bus().unwrap())).unwrap();
    uart.write(offset::LCR_H, 0x70);
    uart.write(offset::CR, control::ENABLE | control::TRANSMIT | control::RECEIVE);
    b"echo".iter().for_each(|byte| uart.write(offset::DR, (*byte).into()));
    assert_eq!([0; 4].map(|_| uart.read(offset::DR) as u8), *b"echo");
}

#[test]
fn threads_send_each_character_once() {
    let (context, machine) = board();
    let recorder: Obj<Recorder> = context.object_add_str("char-recorder,id=c0").unwrap().downcast().unwrap();
    let uart = DeviceOptions::parse("pl011,chardev=c0").unwrap().add_to(&machine).unwrap();
    let uart: Obj<Pl011> = uart.downcast().unwrap();
    uart.write(offset::LCR_H, 0x70);
    uart.write(offset::CR, control::ENABLE | control::TRANSMIT);
    std::thread::scope(|scope| {
        for thread in 0..4_u32 {
            let uart = &uart;
            // No more than there is room for, should one thread tell all.
            scope.spawn(move || {
                for count in 0..4 {
                    uart.write(offset::DR, thread << 4 | count);
                }
            });
        }
    });
    let mut got = recorder.take();
    assert_eq!(got.len(), 16, "{got:?}");
    for thread in 0..4 {
        let own: Vec<_> = got.iter().filter(|byte| *byte >> 4 == thread).map(|byte| byte & 0xf).collect();
        assert_eq!(own, [0, 1, 2, 3], "in order");
    }
    got.sort_unstable();
    got.dedup();
    assert_eq!(got.len(), 16);
}
