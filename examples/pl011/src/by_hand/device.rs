//! The PL011 by hand: all but the registers.

use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use super::wires::{CharFrontend, Chardev, IrqLine};
use super::world::{Device, Kind, Node, Object, PropertyInfo, Result, TypeInfo, Value, World, lock};
use crate::registers::{Output, Registers};

/// The PL011 UART.
pub struct Pl011 {
    /// Itself, for who is told of it.
    this: Weak<Pl011>,
    node: Node,
    settings: Mutex<Settings>,
    registers: Mutex<Registers>,
}

#[derive(Default)]
struct Settings {
    clock_frequency: u32,
    revision: String,
    chardev: Option<Arc<dyn Chardev>>,
    /// What the links were set to. An object does not know its path, and its world is not at hand when it is asked.
    chardev_path: String,
    irq: Option<Arc<dyn IrqLine>>,
    irq_path: String,
    is_realized: bool,
}

impl Pl011 {
    /// Its type.
    pub const INFO: &TypeInfo = &TypeInfo {
        name: "pl011",
        description: "PrimeCell UART (PL011)",
        properties: &[
            PropertyInfo::new(
                "clock-frequency",
                Kind::Uint(16, 1_000_000_000),
                "How fast the clock `UARTCLK` is, of which the baud rate is made.",
            )
            .with_default("24000000")
            .with_unit("Hz"),
            PropertyInfo::new("revision", Kind::Choice(&["r1p4", "r1p5"]), "Which PL011 it is.").with_default("r1p4"),
            PropertyInfo::new(
                "chardev",
                Kind::Link,
                "What is at the other end of the line; without it what is sent is lost.",
            ),
            PropertyInfo::new("irq", Kind::Link, "Where the interrupt `UARTINTR` goes."),
            PropertyInfo::new(
                "baud",
                Kind::Uint(0, u32::MAX as u64),
                "How fast the line is; 0 while the divisor is none.",
            )
            .with_unit("baud")
            .read_only(),
            PropertyInfo::new("realized", Kind::Bool, "Whether it works.").read_only(),
        ],
        create: || Self::new(),
    };

    /// One whose properties have no values yet: [`World::set_defaults`] gives them some.
    pub fn new() -> Arc<Self> {
        Arc::new_cyclic(|this| Self {
            this: this.clone(),
            node: Node::default(),
            settings: Mutex::default(),
            registers: Mutex::default(),
        })
    }
}

impl Object for Pl011 {
    fn info(&self) -> &'static TypeInfo {
        Self::INFO
    }
    fn node(&self) -> &Node {
        &self.node
    }
    fn load(&self, property: &str) -> Value {
        let settings = lock(&self.settings);
        match property {
            "clock-frequency" => Value::Uint(settings.clock_frequency.into()),
            "revision" => Value::Text(settings.revision.clone()),
            "chardev" => Value::Text(settings.chardev_path.clone()),
            "irq" => Value::Text(settings.irq_path.clone()),
            "baud" => Value::Uint(lock(&self.registers).baud(settings.clock_frequency).into()),
            "realized" => Value::Bool(settings.is_realized),
            _ => unreachable!("there is no property {property}"),
        }
    }
    fn store(&self, world: &World, property: &str, value: Value) -> Result<()> {
        match (property, value) {
            ("clock-frequency", Value::Uint(hz)) => lock(&self.settings).clock_frequency = hz as u32,
            ("revision", Value::Text(revision)) => lock(&self.settings).revision = revision,
            ("chardev", Value::Text(path)) => {
                let chardev = match path.as_str() {
                    "" => None,
                    _ => Some(world.object_at(&path)?.into_chardev().ok_or_else(|| not_a("chardev", property))?),
                };
                let mut settings = lock(&self.settings);
                (settings.chardev, settings.chardev_path) = (chardev, path);
            }
            ("irq", Value::Text(path)) => {
                let irq = match path.as_str() {
                    "" => None,
                    _ => Some(world.object_at(&path)?.into_irq().ok_or_else(|| not_a("irq-line", property))?),
                };
                let mut settings = lock(&self.settings);
                (settings.irq, settings.irq_path) = (irq, path);
            }
            _ => unreachable!("there is no property {property}"),
        }
        Ok(())
    }
    fn into_device(self: Arc<Self>) -> Option<Arc<dyn Device>> {
        Some(self)
    }
    fn is_settled(&self) -> bool {
        lock(&self.settings).is_realized
    }
}

fn not_a(expected: &str, property: &str) -> String {
    format!("Invalid parameter type for '{property}', expected: {expected}")
}

impl Device for Pl011 {
    fn realize(&self) -> Result<()> {
        let mut settings = lock(&self.settings);
        if settings.is_realized {
            return Err("the device is realized already".to_owned());
        }
        match settings.revision.as_str() {
            "r1p5" => lock(&self.registers).set_revision(3, 32),
            _ => lock(&self.registers).set_revision(2, 16),
        }
        if let Some(chardev) = &settings.chardev {
            chardev.attach(self.this.clone())?;
        }
        settings.is_realized = true;
        Ok(())
    }
    fn unrealize(&self) {
        if !lock(&self.settings).is_realized {
            return;
        }
        self.with(Registers::reset);
        let mut settings = lock(&self.settings);
        settings.is_realized = false;
        if let Some(chardev) = &settings.chardev {
            chardev.detach();
        }
    }
    fn reset_enter(&self) {
        lock(&self.registers).reset();
    }
    fn reset_hold(&self) {
        self.tell_outside();
    }
}

impl CharFrontend for Pl011 {
    fn receive(&self, bytes: &[u8]) -> usize {
        self.with(|registers| registers.offer(bytes))
    }
    fn resume(&self) {
        self.with(Registers::resume);
    }
}

impl Pl011 {
    /// What a guest reads.
    pub fn read(&self, at: u64) -> u32 {
        self.with(|registers| registers.read(at))
    }

    /// What a guest writes.
    pub fn write(&self, at: u64, value: u32) {
        self.with(|registers| registers.write(at, value));
    }

    /// A character comes, from a line that does not wait.
    pub fn receive_from_line(&self, byte: u8, errors: u16) {
        self.with(|registers| registers.receive(byte, errors));
    }

    /// So much time has passed for the guest.
    pub fn elapse(&self, time: Duration) {
        let clock = lock(&self.settings).clock_frequency;
        self.with(|registers| registers.elapse(time, clock));
    }

    /// The lines from a modem that are asserted.
    pub fn set_modem_inputs(&self, asserted: u32) {
        self.with(|registers| registers.set_modem_inputs(asserted));
    }

    /// The lines to a modem that are asserted.
    pub fn modem_outputs(&self) -> u32 {
        lock(&self.registers).modem_outputs()
    }

    fn with<R>(&self, act: impl FnOnce(&mut Registers) -> R) -> R {
        let result = act(&mut lock(&self.registers));
        self.tell_outside();
        result
    }

    /// No lock is held while others are told, so they may come back.
    fn tell_outside(&self) {
        loop {
            let output = lock(&self.registers).begin();
            let Some(output) = output else { return };
            let is_taken = self.tell(output);
            lock(&self.registers).end(output, is_taken);
        }
    }

    fn tell(&self, output: Output) -> bool {
        let (chardev, irq) = {
            let settings = lock(&self.settings);
            (settings.chardev.clone(), settings.irq.clone())
        };
        match output {
            Output::Interrupt(level) => irq.into_iter().for_each(|irq| irq.set_level(level)),
            Output::Break(is_break) => chardev.into_iter().for_each(|chardev| chardev.set_break(is_break)),
            Output::Room => chardev.into_iter().for_each(|chardev| chardev.accept_input()),
            Output::Byte(byte) => return chardev.is_none_or(|chardev| chardev.put(byte)),
        }
        true
    }
}
