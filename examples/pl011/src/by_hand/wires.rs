//! What the UART is connected to: a character device, and an interrupt line; and the simplest of each.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, Weak};

use super::world::{Kind, Node, Object, PropertyInfo, Result, TypeInfo, Value, World, lock};

/// What takes characters of a serial port, and has some for it.
pub trait Chardev: Object {
    /// A port comes to use it. One at a time does.
    fn attach(&self, frontend: Weak<dyn CharFrontend>) -> Result<()>;
    /// The port no longer uses it.
    fn detach(&self);
    /// Takes a character, or does not now.
    fn put(&self, byte: u8) -> bool;
    /// The line is held low, or no longer.
    fn set_break(&self, is_break: bool) {
        let _ = is_break;
    }
    /// The port has room again for what it refused.
    fn accept_input(&self) {}
}

/// A serial port, as what is at the other end of its line sees it.
pub trait CharFrontend: Send + Sync {
    /// Characters come; how many of them were taken.
    fn receive(&self, bytes: &[u8]) -> usize;
    /// A character may be sent again.
    fn resume(&self);
}

/// Where an interrupt goes.
pub trait IrqLine: Object {
    /// It has this level now.
    fn set_level(&self, level: bool);
}

/// A character device that keeps what it gets, until somebody takes it.
#[derive(Default)]
pub struct Recorder {
    node: Node,
    state: Mutex<Recorded>,
}

#[derive(Default)]
struct Recorded {
    limit: usize,
    frontend: Option<Weak<dyn CharFrontend>>,
    bytes: Vec<u8>,
    is_break: bool,
    input: VecDeque<u8>,
}

impl Recorder {
    /// Its type.
    pub const INFO: &TypeInfo = &TypeInfo {
        name: "char-recorder",
        description: "a character device that keeps what it gets",
        properties: &[PropertyInfo::new(
            "limit",
            Kind::Uint(0, u32::MAX as u64),
            "How many characters there is room for; 0 for any number.",
        )
        .with_default("0")],
        create: || Arc::new(Self::default()),
    };
}

impl Object for Recorder {
    fn info(&self) -> &'static TypeInfo {
        Self::INFO
    }
    fn node(&self) -> &Node {
        &self.node
    }
    fn load(&self, property: &str) -> Value {
        match property {
            "limit" => Value::Uint(lock(&self.state).limit as u64),
            _ => unreachable!("there is no property {property}"),
        }
    }
    fn store(&self, _: &World, property: &str, value: Value) -> Result<()> {
        match (property, value) {
            ("limit", Value::Uint(limit)) => lock(&self.state).limit = limit as usize,
            _ => unreachable!("there is no property {property}"),
        }
        Ok(())
    }
    fn into_chardev(self: Arc<Self>) -> Option<Arc<dyn Chardev>> {
        Some(self)
    }
}

impl Chardev for Recorder {
    fn attach(&self, frontend: Weak<dyn CharFrontend>) -> Result<()> {
        let mut state = lock(&self.state);
        if state.frontend.is_some() {
            return Err("the character device is in use".to_owned());
        }
        state.frontend = Some(frontend);
        Ok(())
    }
    fn detach(&self) {
        lock(&self.state).frontend = None;
    }
    fn put(&self, byte: u8) -> bool {
        let mut state = lock(&self.state);
        let takes = state.limit == 0 || state.bytes.len() < state.limit;
        if takes {
            state.bytes.push(byte);
        }
        takes
    }
    fn set_break(&self, is_break: bool) {
        lock(&self.state).is_break = is_break;
    }
    fn accept_input(&self) {
        self.feed();
    }
}

impl Recorder {
    /// What came since it was last asked, which makes room.
    pub fn take(&self) -> Vec<u8> {
        let (bytes, frontend) = {
            let mut state = lock(&self.state);
            (std::mem::take(&mut state.bytes), state.frontend.clone())
        };
        if let Some(frontend) = frontend.and_then(|frontend| frontend.upgrade()) {
            frontend.resume();
        }
        bytes
    }

    /// Sends characters to the port, at once or when it takes them.
    pub fn send(&self, bytes: &[u8]) {
        lock(&self.state).input.extend(bytes);
        self.feed();
    }

    /// Whether the line is held low.
    pub fn is_break(&self) -> bool {
        lock(&self.state).is_break
    }

    fn feed(&self) {
        let (bytes, frontend) = {
            let mut state = lock(&self.state);
            (std::mem::take(&mut state.input), state.frontend.clone())
        };
        let bytes = Vec::from(bytes);
        let taken = frontend.and_then(|frontend| frontend.upgrade()).map_or(0, |frontend| frontend.receive(&bytes));
        let mut state = lock(&self.state);
        bytes.iter().skip(taken).rev().for_each(|byte| state.input.push_front(*byte));
    }
}

/// An interrupt line that leads nowhere: it can be looked at.
#[derive(Default)]
pub struct IrqPin {
    node: Node,
    level: AtomicBool,
    rises: AtomicUsize,
}

impl IrqPin {
    /// Its type.
    pub const INFO: &TypeInfo = &TypeInfo {
        name: "irq-pin",
        description: "an interrupt line that leads nowhere",
        properties: &[
            PropertyInfo::new("level", Kind::Bool, "Whether it is raised.").read_only(),
            PropertyInfo::new("rises", Kind::Uint(0, u64::MAX), "How often it was raised.").read_only(),
        ],
        create: || Arc::new(Self::default()),
    };
}

impl Object for IrqPin {
    fn info(&self) -> &'static TypeInfo {
        Self::INFO
    }
    fn node(&self) -> &Node {
        &self.node
    }
    fn load(&self, property: &str) -> Value {
        match property {
            "level" => Value::Bool(self.level.load(Ordering::Acquire)),
            "rises" => Value::Uint(self.rises.load(Ordering::Acquire) as u64),
            _ => unreachable!("there is no property {property}"),
        }
    }
    fn into_irq(self: Arc<Self>) -> Option<Arc<dyn IrqLine>> {
        Some(self)
    }
}

impl IrqLine for IrqPin {
    fn set_level(&self, level: bool) {
        if level && !self.level.swap(level, Ordering::AcqRel) {
            self.rises.fetch_add(1, Ordering::AcqRel);
        }
        self.level.store(level, Ordering::Release);
    }
}
