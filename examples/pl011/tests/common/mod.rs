//! The two devices behind one trait, so that each test asks both.
#![allow(dead_code, reason = "each test crate uses a part")]

use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use qom_core::prelude::*;
use qom_devices::Machine;
use qom_example_pl011::by_hand::{self, World};
use qom_example_pl011::fields::{control, flag, interrupt, line, offset};
use qom_example_pl011::{IrqPin, Pl011, Recorder};

/// What is said, or what is wrong in words.
pub(crate) type Said<T> = std::result::Result<T, String>;

/// A machine with a UART, `/machine/uart0`, connected to an interrupt line, `/machine/uart0-irq`, and to a character device,
/// `/objects/c0`.
pub(crate) trait Rig {
    /// The UART is there, not realized yet.
    fn unrealized() -> Self;
    fn realize(&self) -> Said<()> {
        self.realize_at("/machine/uart0")
    }
    fn realize_at(&self, path: &str) -> Said<()>;
    fn unrealize(&self);
    fn reset(&self);

    fn read(&self, at: u64) -> u32;
    fn write(&self, at: u64, value: u32);
    fn receive_from_line(&self, byte: u8, errors: u16);
    fn elapse(&self, time: Duration);
    fn set_modem_inputs(&self, asserted: u32);
    fn modem_outputs(&self) -> u32;

    /// What the character device got since it was last asked, which makes room in it.
    fn taken(&self) -> Vec<u8>;
    /// The character device has this for the UART.
    fn send(&self, bytes: &[u8]);
    fn is_break(&self) -> bool;
    /// The level of the interrupt line, and how often it rose.
    fn irq(&self) -> (bool, u64);

    /// Sets a property of the UART, or of the object at a path, from a text.
    fn set(&self, name: &str, text: &str) -> Said<()>;
    fn set_at(&self, path: &str, name: &str, text: &str) -> Said<()>;
    /// A value as the type has it.
    fn set_number(&self, name: &str, number: u64) -> Said<()>;
    fn get_number(&self, name: &str) -> Said<u64>;
    fn get_text(&self, name: &str) -> Said<String>;
    fn get_bool(&self, name: &str) -> Said<bool>;
    /// Name, default and unit of each property that the type adds, sorted.
    fn described(&self) -> Vec<(String, Option<String>, String)>;
    fn path(&self) -> Option<String>;
    /// The type of the object at a path.
    fn type_at(&self, path: &str) -> Said<String>;
    /// Makes an object by the name of its type, and puts it there.
    fn create(&self, type_name: &str, parent: &str, name: &str) -> Said<()>;
    fn type_names(&self) -> Vec<String>;

    /// It works, with FIFOs, and characters of eight bits.
    fn working() -> Self
    where
        Self: Sized,
    {
        let rig = Self::unrealized();
        rig.realize().unwrap();
        rig.write(offset::LCR_H, line::FIFOS | 3 << line::LENGTH_AT);
        rig.write(offset::CR, control::ENABLE | control::TRANSMIT | control::RECEIVE);
        rig
    }

    fn flags(&self) -> u32 {
        self.read(offset::FR) & !flag::MODEM
    }
    fn ris(&self) -> u32 {
        self.read(offset::RIS)
    }
    fn put(&self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write(offset::DR, (*byte).into()));
    }
    /// What a guest that reads all gets.
    fn drain(&self) -> Vec<u32> {
        let mut got = Vec::new();
        while self.read(offset::FR) & flag::RXFE == 0 {
            got.push(self.read(offset::DR));
        }
        got
    }
    fn let_pass(&self, interrupts: u32) {
        self.write(offset::IMSC, interrupts & interrupt::ALL);
    }
}

/// The one of the object model.
pub(crate) struct Declared {
    context: Context,
    uart: Obj<Pl011>,
    irq: Obj<IrqPin>,
    recorder: Obj<Recorder>,
}

fn said<T, E: Display>(result: std::result::Result<T, E>) -> Said<T> {
    result.map_err(|error| error.to_string())
}

impl Rig for Declared {
    fn unrealized() -> Self {
        let context = Context::new();
        let machine = Machine::start(&context, "none").unwrap();
        let recorder = context.object_add_str("char-recorder,id=c0").unwrap().downcast().unwrap();
        let (uart, irq) = (Pl011::new_in(&context), IrqPin::new_in(&context));
        machine.add_child("uart0", &uart).unwrap();
        machine.add_child("uart0-irq", &irq).unwrap();
        uart.set("irq", "/machine/uart0-irq").unwrap();
        uart.set("chardev", "/objects/c0").unwrap();
        Self { context, uart, irq, recorder }
    }
    fn realize_at(&self, path: &str) -> Said<()> {
        let machine = Machine::of(&self.context).unwrap();
        let device: Obj<Device> = self.context.object_at(path).unwrap().downcast().unwrap();
        said(device.realize(Some(&machine.main_bus().unwrap())))
    }
    fn unrealize(&self) {
        self.uart.unrealize();
    }
    fn reset(&self) {
        Machine::of(&self.context).unwrap().main_bus().unwrap().reset(ResetType::Cold).unwrap();
    }

    fn read(&self, at: u64) -> u32 {
        self.uart.read(at)
    }
    fn write(&self, at: u64, value: u32) {
        self.uart.write(at, value);
    }
    fn receive_from_line(&self, byte: u8, errors: u16) {
        self.uart.receive_from_line(byte, errors);
    }
    fn elapse(&self, time: Duration) {
        self.uart.elapse(time);
    }
    fn set_modem_inputs(&self, asserted: u32) {
        self.uart.set_modem_inputs(asserted);
    }
    fn modem_outputs(&self) -> u32 {
        self.uart.modem_outputs()
    }

    fn taken(&self) -> Vec<u8> {
        self.recorder.take()
    }
    fn send(&self, bytes: &[u8]) {
        self.recorder.send(bytes);
    }
    fn is_break(&self) -> bool {
        self.recorder.is_break()
    }
    fn irq(&self) -> (bool, u64) {
        (self.irq.level(), self.irq.rises())
    }

    fn set(&self, name: &str, text: &str) -> Said<()> {
        said(self.uart.set_from_str(name, text))
    }
    fn set_at(&self, path: &str, name: &str, text: &str) -> Said<()> {
        said(self.context.object_at(path).and_then(|object| object.set_from_str(name, text)))
    }
    fn set_number(&self, name: &str, number: u64) -> Said<()> {
        said(self.uart.set(name, number))
    }
    fn get_number(&self, name: &str) -> Said<u64> {
        said(self.uart.get(name))
    }
    fn get_text(&self, name: &str) -> Said<String> {
        said(self.uart.get(name))
    }
    fn get_bool(&self, name: &str) -> Said<bool> {
        said(self.uart.get(name))
    }
    fn described(&self) -> Vec<(String, Option<String>, String)> {
        let mut own: Vec<_> = type_by_name("pl011")
            .unwrap()
            .properties()
            .map(|property| {
                let default = property.default().filter(|default| !default.is_empty());
                (property.name().to_owned(), default, property.unit().unwrap_or_default().to_owned())
            })
            .collect();
        own.sort();
        own
    }
    fn path(&self) -> Option<String> {
        self.uart.canonical_path()
    }
    fn type_at(&self, path: &str) -> Said<String> {
        said(self.context.object_at(path).map(|object| object.type_name().to_owned()))
    }
    fn create(&self, type_name: &str, parent: &str, name: &str) -> Said<()> {
        let parent = said(self.context.object_at(parent))?;
        let object = said(self.context.enter(|| new_by_name(type_name)))?;
        said(parent.add_child(name, &object))
    }
    fn type_names(&self) -> Vec<String> {
        types().map(|info| info.name().to_owned()).collect()
    }
}

/// The one by hand.
pub(crate) struct ByHand {
    world: World,
    bus: Arc<by_hand::Bus>,
    object: Arc<dyn by_hand::Object>,
    uart: Arc<by_hand::Pl011>,
    irq: Arc<by_hand::IrqPin>,
    recorder: Arc<by_hand::Recorder>,
}

impl Rig for ByHand {
    fn unrealized() -> Self {
        let types = [by_hand::Pl011::INFO, by_hand::Recorder::INFO, by_hand::IrqPin::INFO];
        let world = World::new(&types).unwrap();
        let (bus, irq) = (Arc::new(by_hand::Bus::default()), Arc::new(by_hand::IrqPin::default()));
        let (uart, recorder) = (by_hand::Pl011::new(), Arc::new(by_hand::Recorder::default()));
        let object: Arc<dyn by_hand::Object> = uart.clone();
        world.set_defaults(&object).unwrap();
        let (machine, objects) = (world.create("container").unwrap(), world.create("container").unwrap());
        world.add_child(world.root(), "machine", &machine).unwrap();
        world.add_child(world.root(), "objects", &objects).unwrap();
        world.add_child(&machine, "sysbus", &(bus.clone() as Arc<dyn by_hand::Object>)).unwrap();
        world.add_child(&machine, "uart0", &object).unwrap();
        world.add_child(&machine, "uart0-irq", &(irq.clone() as Arc<dyn by_hand::Object>)).unwrap();
        world.add_child(&objects, "c0", &(recorder.clone() as Arc<dyn by_hand::Object>)).unwrap();
        world.set_text(&object, "irq", "/machine/uart0-irq").unwrap();
        world.set_text(&object, "chardev", "/objects/c0").unwrap();
        Self { world, bus, object, uart, irq, recorder }
    }
    fn realize_at(&self, path: &str) -> Said<()> {
        self.bus.realize(&self.world.object_at(path)?.into_device().unwrap())
    }
    fn unrealize(&self) {
        self.bus.unrealize(&self.object.clone().into_device().unwrap());
    }
    fn reset(&self) {
        self.world.reset(&self.bus);
    }

    fn read(&self, at: u64) -> u32 {
        self.uart.read(at)
    }
    fn write(&self, at: u64, value: u32) {
        self.uart.write(at, value);
    }
    fn receive_from_line(&self, byte: u8, errors: u16) {
        self.uart.receive_from_line(byte, errors);
    }
    fn elapse(&self, time: Duration) {
        self.uart.elapse(time);
    }
    fn set_modem_inputs(&self, asserted: u32) {
        self.uart.set_modem_inputs(asserted);
    }
    fn modem_outputs(&self) -> u32 {
        self.uart.modem_outputs()
    }

    fn taken(&self) -> Vec<u8> {
        self.recorder.take()
    }
    fn send(&self, bytes: &[u8]) {
        self.recorder.send(bytes);
    }
    fn is_break(&self) -> bool {
        self.recorder.is_break()
    }
    fn irq(&self) -> (bool, u64) {
        let irq: Arc<dyn by_hand::Object> = self.irq.clone();
        match (self.world.get(&irq, "level").unwrap(), self.world.get(&irq, "rises").unwrap()) {
            (by_hand::Value::Bool(level), by_hand::Value::Uint(rises)) => (level, rises),
            other => panic!("{other:?}"),
        }
    }

    fn set(&self, name: &str, text: &str) -> Said<()> {
        self.world.set_text(&self.object, name, text)
    }
    fn set_at(&self, path: &str, name: &str, text: &str) -> Said<()> {
        self.world.set_text(&self.world.object_at(path)?, name, text)
    }
    fn set_number(&self, name: &str, number: u64) -> Said<()> {
        self.world.set(&self.object, name, by_hand::Value::Uint(number))
    }
    fn get_number(&self, name: &str) -> Said<u64> {
        match self.world.get(&self.object, name)? {
            by_hand::Value::Uint(number) => Ok(number),
            other => Err(format!("no number: {other:?}")),
        }
    }
    fn get_text(&self, name: &str) -> Said<String> {
        match self.world.get(&self.object, name)? {
            by_hand::Value::Text(text) => Ok(text),
            other => Err(format!("no text: {other:?}")),
        }
    }
    fn get_bool(&self, name: &str) -> Said<bool> {
        match self.world.get(&self.object, name)? {
            by_hand::Value::Bool(is) => Ok(is),
            other => Err(format!("no truth value: {other:?}")),
        }
    }
    fn described(&self) -> Vec<(String, Option<String>, String)> {
        let info = self.world.types().find(|info| info.name == "pl011").unwrap();
        // In the object model this one is the base's.
        let own = info.properties.iter().filter(|property| property.name != "realized");
        let described = own
            .map(|property| (property.name.to_owned(), property.default.map(str::to_owned), property.unit.to_owned()));
        let mut own: Vec<_> = described.collect();
        own.sort();
        own
    }
    fn path(&self) -> Option<String> {
        self.world.path_of(&*self.object)
    }
    fn type_at(&self, path: &str) -> Said<String> {
        Ok(self.world.object_at(path)?.info().name.to_owned())
    }
    fn create(&self, type_name: &str, parent: &str, name: &str) -> Said<()> {
        let (parent, object) = (self.world.object_at(parent)?, self.world.create(type_name)?);
        self.world.add_child(&parent, name, &object)
    }
    fn type_names(&self) -> Vec<String> {
        self.world.types().map(|info| info.name.to_owned()).collect()
    }
}

/// Each test twice: of the one and of the other.
#[macro_export]
macro_rules! both {
    ($($test:ident)*) => {
        mod declared {
            $(#[test]
            fn $test() {
                super::$test::<super::common::Declared>();
            })*
        }
        mod by_hand {
            $(#[test]
            fn $test() {
                super::$test::<super::common::ByHand>();
            })*
        }
    };
}
