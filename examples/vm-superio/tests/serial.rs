//! The 16550 of rust-vmm through the tree: its ports, its properties, reset and realize.

use qom_core::prelude::*;
use qom_devices::{DeviceOptions, Machine, MachineImpl};
use qom_example_pl011::{IrqPin, Recorder};
use qom_example_vm_superio::SuperioSerial;

const DATA: u16 = 0x3f8;
const INTERRUPTS: u16 = 0x3f9;
const INTERRUPT: u16 = 0x3fa;
const LINE_CONTROL: u16 = 0x3fb;
const MODEM_CONTROL: u16 = 0x3fc;
const LINE_STATUS: u16 = 0x3fd;
const SCRATCH: u16 = 0x3ff;

/// A board for which users can ask for serial ports.
#[qom_type(name = "superio-board-machine", parent = Machine)]
pub struct SuperioBoard {}

impl MachineImpl for SuperioBoard {
    fn dynamic_sysbus_devices() -> &'static [&'static str] {
        &["superio-serial"]
    }
}

struct Rig {
    context: Context,
    machine: Obj<Machine>,
    serial: Obj<SuperioSerial>,
    recorder: Obj<Recorder>,
    irq: Obj<IrqPin>,
}

fn rig() -> Rig {
    let context = Context::new();
    let machine = Machine::start(&context, "superio-board").unwrap();
    let recorder = context.object_add_str("char-recorder,id=c0").unwrap().downcast().unwrap();
    let irq = IrqPin::new_in(&context);
    machine.add_child("irq4", &irq).unwrap();
    let options = DeviceOptions::parse("superio-serial,id=com1,chardev=c0,irq=irq4").unwrap();
    let serial = options.add_to(&machine).unwrap().downcast().unwrap();
    Rig { context, machine, serial, recorder, irq }
}

impl Rig {
    fn read(&self, port: u16) -> u8 {
        self.serial.read(port).unwrap()
    }
    fn write(&self, port: u16, value: u8) {
        self.serial.write(port, value).unwrap();
    }
}

#[test]
fn is_a_device_like_others() {
    let rig = rig();
    assert_eq!(rig.serial.canonical_path().unwrap(), "/machine/peripheral/com1");
    assert_eq!(rig.context.object_at("/machine/peripheral/com1").unwrap(), rig.serial);
    assert_eq!(rig.serial.get::<String>("chardev").unwrap(), "/objects/c0");
    assert_eq!(rig.serial.parent_bus(), Some(rig.machine.main_bus().unwrap()));
    assert!(rig.serial.set("iobase", 0x2f8).unwrap_err().to_string().contains("after it was realized"));
    let other = new_by_name("superio-serial").unwrap();
    assert_eq!(
        other.set("iobase", 0xfff9).unwrap_err().to_string(),
        "Parameter 'iobase' expects a value between 0 and 65528"
    );
    assert!(rig.context.object_del("c0").is_err(), "it is in use");
}

#[test]
fn ports_are_those_of_its_base() {
    let rig = rig();
    for port in [0, 0x3f7, 0x400, u16::MAX] {
        let expected = format!("port {port:#x} is none of 'com1'");
        assert_eq!(rig.serial.read(port).unwrap_err().to_string(), expected);
        assert_eq!(rig.serial.write(port, 0).unwrap_err().to_string(), expected);
    }
    rig.write(SCRATCH, 0x5a);
    assert_eq!(rig.read(SCRATCH), 0x5a);
    let last = SuperioSerial::new();
    last.set("iobase", 0xfff8).unwrap();
    last.write(0xffff, 0x5a).unwrap();
    assert_eq!(last.read(0xffff).unwrap(), 0x5a);
    last.write(0xfff8, b'x').unwrap();
}

#[test]
fn sends() {
    let rig = rig();
    rig.write(INTERRUPTS, 2);
    assert_eq!((rig.irq.rises(), rig.irq.level()), (1, false), "an edge: there is nothing to send");
    b"hello".iter().for_each(|byte| rig.write(DATA, *byte));
    assert_eq!((rig.recorder.take(), rig.irq.rises()), (b"hello".to_vec(), 1), "it is not told again unless it asks");
    assert_eq!(rig.read(INTERRUPT) & 0xf, 2, "the transmitter is empty");
    rig.write(DATA, b'!');
    assert_eq!((rig.recorder.take(), rig.irq.rises()), (b"!".to_vec(), 2));
}

#[test]
fn waits_for_a_character_device_that_is_full() {
    let rig = rig();
    rig.recorder.set("limit", 2).unwrap();
    b"abcde".iter().for_each(|byte| rig.write(DATA, *byte));
    let got: Vec<_> = (0..4).map(|_| rig.recorder.take()).collect();
    assert_eq!(got, [&b"ab"[..], b"cd", b"e", b""]);
}

#[test]
fn receives() {
    let rig = rig();
    rig.write(INTERRUPTS, 1);
    let sent: Vec<u8> = (0..100).collect();
    rig.recorder.send(&sent);
    assert_eq!(rig.irq.rises(), 1);
    let mut got = Vec::new();
    while rig.read(LINE_STATUS) & 1 != 0 {
        got.push(rig.read(DATA));
    }
    assert_eq!(got, sent, "what found no room came later");
}

#[test]
fn loops_back() {
    let rig = rig();
    rig.write(MODEM_CONTROL, 0x10);
    rig.write(DATA, b'x');
    assert_eq!((rig.recorder.take(), rig.read(DATA)), (vec![], b'x'));
}

#[test]
fn the_baud_rate_is_a_property() {
    let rig = rig();
    let baud = || rig.serial.get::<u32>("baud").unwrap();
    assert_eq!(baud(), 9600);
    rig.write(LINE_CONTROL, 0x80);
    for (low, high, expected) in [(1, 0, 115_200), (0, 1, 450), (0, 0, 0)] {
        rig.write(DATA, low);
        rig.write(INTERRUPTS, high);
        assert_eq!(baud(), expected);
    }
}

#[test]
fn is_reset_with_the_system() {
    let rig = rig();
    rig.machine.make_ready().unwrap();
    rig.write(SCRATCH, 1);
    rig.recorder.send(b"x");
    rig.recorder.set("limit", 1).unwrap();
    b"ab".iter().for_each(|byte| rig.write(DATA, *byte));
    rig.context.system_reset(ResetType::Cold).unwrap();
    assert_eq!((rig.read(SCRATCH), rig.read(LINE_STATUS) & 1), (0, 0));
    assert_eq!((rig.recorder.take(), rig.recorder.take()), (b"a".to_vec(), vec![]), "what waited is gone");
    rig.write(DATA, b'c');
    assert_eq!(rig.recorder.take(), b"c");
}

#[test]
fn uses_its_character_device_alone() {
    let rig = rig();
    let other = SuperioSerial::new_in(&rig.context);
    other.set("chardev", "/objects/c0").unwrap();
    let bus = rig.machine.main_bus().unwrap();
    assert_eq!(other.realize(Some(&bus)).unwrap_err().to_string(), "the character device is in use");
    rig.serial.unrealize();
    other.realize(Some(&bus)).unwrap();
    other.write(DATA, b'o').unwrap();
    assert_eq!(rig.recorder.take(), b"o");
}
