//! Types by name, objects in a tree, properties by name, devices on a bus.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use super::wires::{Chardev, IrqLine};

/// What is wrong, in words.
pub type Result<T> = std::result::Result<T, String>;

/// The value of a property.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A truth value.
    Bool(bool),
    /// A number.
    Uint(u64),
    /// A text, a choice, or the path of an object.
    Text(String),
}

/// What values a property has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A truth value.
    Bool,
    /// A number between these.
    Uint(u64, u64),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// The path of an object, which is checked by whoever has the link.
    Link,
}

/// What is known of a property without an object.
#[derive(Debug)]
pub struct PropertyInfo {
    /// Its name.
    pub name: &'static str,
    /// Its values.
    pub kind: Kind,
    /// What it starts with, as a text.
    pub default: Option<&'static str>,
    /// The unit of a number.
    pub unit: &'static str,
    /// A line about it.
    pub description: &'static str,
    /// Whether it can only be read.
    pub is_read_only: bool,
}

impl PropertyInfo {
    /// One that can be set, and has no default and no unit.
    pub const fn new(name: &'static str, kind: Kind, description: &'static str) -> Self {
        Self { name, kind, default: None, unit: "", description, is_read_only: false }
    }

    /// The same with a default, as a text.
    pub const fn with_default(self, default: &'static str) -> Self {
        Self { default: Some(default), ..self }
    }

    /// The same with a unit.
    pub const fn with_unit(self, unit: &'static str) -> Self {
        Self { unit, ..self }
    }

    /// The same, but only read.
    pub const fn read_only(self) -> Self {
        Self { is_read_only: true, ..self }
    }
}

/// What is known of a type.
#[derive(Debug)]
pub struct TypeInfo {
    /// Its name.
    pub name: &'static str,
    /// A line about it.
    pub description: &'static str,
    /// Its properties.
    pub properties: &'static [PropertyInfo],
    /// Makes one.
    pub create: fn() -> Arc<dyn Object>,
}

/// What is in the tree.
pub trait Object: Send + Sync {
    /// Its type.
    fn info(&self) -> &'static TypeInfo;
    /// Its place in the tree.
    fn node(&self) -> &Node;
    /// The value of one of the properties of its type.
    fn load(&self, property: &str) -> Value {
        unreachable!("{} has no property {property}", self.info().name)
    }
    /// Sets one to a value that was checked. A path is still to be followed.
    fn store(&self, world: &World, property: &str, value: Value) -> Result<()> {
        let _ = (world, value);
        Err(format!("Property '{}.{property}' is not writable", self.info().name))
    }
    /// The same as a device.
    fn into_device(self: Arc<Self>) -> Option<Arc<dyn Device>> {
        None
    }
    /// The same as a character device.
    fn into_chardev(self: Arc<Self>) -> Option<Arc<dyn Chardev>> {
        None
    }
    /// The same as an interrupt line.
    fn into_irq(self: Arc<Self>) -> Option<Arc<dyn IrqLine>> {
        None
    }
    /// Whether its configuration stands.
    fn is_settled(&self) -> bool {
        false
    }
}

/// Where an object is in the tree, and what is below it.
#[derive(Default)]
pub struct Node {
    place: Mutex<Option<(Weak<dyn Object>, String)>>,
    children: Mutex<BTreeMap<String, Arc<dyn Object>>>,
}

/// A device: it works or does not, and is reset in three phases.
pub trait Device: Object {
    /// It comes to work, or refuses.
    fn realize(&self) -> Result<()>;
    /// It stops working.
    fn unrealize(&self);
    /// It sets itself back.
    fn reset_enter(&self) {}
    /// It does what others notice.
    fn reset_hold(&self) {}
    /// It starts again.
    fn reset_exit(&self) {}
}

/// The bus that devices sit on.
#[derive(Default)]
pub struct Bus {
    node: Node,
    devices: Mutex<Vec<Weak<dyn Device>>>,
}

/// An object that is only there for what is below it.
#[derive(Default)]
struct Container(Node);

static BUS: TypeInfo =
    TypeInfo { name: "System", description: "a bus", properties: &[], create: || Arc::new(Bus::default()) };
static CONTAINER: TypeInfo = TypeInfo {
    name: "container",
    description: "what is only there for what is below it",
    properties: &[],
    create: || Arc::new(Container::default()),
};

impl Object for Bus {
    fn info(&self) -> &'static TypeInfo {
        &BUS
    }
    fn node(&self) -> &Node {
        &self.node
    }
}

impl Object for Container {
    fn info(&self) -> &'static TypeInfo {
        &CONTAINER
    }
    fn node(&self) -> &Node {
        &self.0
    }
}

/// The types there are, and the objects.
pub struct World {
    types: BTreeMap<&'static str, &'static TypeInfo>,
    root: Arc<dyn Object>,
}

impl World {
    /// One with these types, and no objects.
    pub fn new(types: &[&'static TypeInfo]) -> Result<Self> {
        let mut world = Self { types: BTreeMap::new(), root: Arc::new(Container::default()) };
        for info in [&BUS, &CONTAINER].into_iter().chain(types.iter().copied()) {
            if world.types.insert(info.name, info).is_some() {
                return Err(format!("there are two types '{}'", info.name));
            }
        }
        Ok(world)
    }

    /// The types, by name.
    pub fn types(&self) -> impl Iterator<Item = &'static TypeInfo> {
        self.types.values().copied()
    }

    /// The object that all others are below.
    pub fn root(&self) -> &Arc<dyn Object> {
        &self.root
    }

    /// Makes an object by the name of its type.
    pub fn create(&self, name: &str) -> Result<Arc<dyn Object>> {
        let info = self.types.get(name).ok_or_else(|| format!("unknown type '{name}'"))?;
        let object = (info.create)();
        self.set_defaults(&object)?;
        Ok(object)
    }

    /// Gives the properties of a new object what they start with.
    pub fn set_defaults(&self, object: &Arc<dyn Object>) -> Result<()> {
        for property in object.info().properties {
            if let Some(default) = property.default {
                self.set_text(object, property.name, default)?;
            }
        }
        Ok(())
    }

    /// Puts an object below another.
    pub fn add_child(&self, parent: &Arc<dyn Object>, name: &str, child: &Arc<dyn Object>) -> Result<()> {
        if name.is_empty() || name.contains('/') {
            return Err(format!("'{name}' cannot be the name of an object"));
        }
        let mut place = lock(&child.node().place);
        let mut children = lock(&parent.node().children);
        if place.is_some() {
            return Err(format!("'{name}' is in the tree already"));
        }
        if children.contains_key(name) {
            return Err(format!("there is a child '{name}' already"));
        }
        children.insert(name.to_owned(), child.clone());
        *place = Some((Arc::downgrade(parent), name.to_owned()));
        Ok(())
    }

    /// The object of this path.
    pub fn object_at(&self, path: &str) -> Result<Arc<dyn Object>> {
        let mut object = self.root.clone();
        for name in path.split('/').filter(|name| !name.is_empty()) {
            let child = lock(&object.node().children).get(name).cloned();
            object = child.ok_or_else(|| format!("Device '{path}' not found"))?;
        }
        Ok(object)
    }

    /// The path of an object, if it is in the tree.
    pub fn path_of(&self, object: &dyn Object) -> Option<String> {
        if std::ptr::addr_eq(object, Arc::as_ptr(&self.root)) {
            return Some(String::new());
        }
        let (parent, name) = lock(&object.node().place).clone()?;
        Some(format!("{}/{name}", self.path_of(&*parent.upgrade()?)?))
    }

    /// The value of a property.
    pub fn get(&self, object: &Arc<dyn Object>, name: &str) -> Result<Value> {
        property(object, name)?;
        Ok(object.load(name))
    }

    /// Sets a property to a value.
    pub fn set(&self, object: &Arc<dyn Object>, name: &str, value: Value) -> Result<()> {
        let info = property(object, name)?;
        let type_name = object.info().name;
        if info.is_read_only {
            return Err(format!("Property '{type_name}.{name}' is not writable"));
        }
        if object.is_settled() {
            return Err(format!("Attempt to set property '{name}' of '{type_name}' after it was realized"));
        }
        let wrong = |expected: &str| Err(format!("Invalid parameter type for '{name}', expected: {expected}"));
        match (info.kind, &value) {
            (Kind::Bool, Value::Bool(_)) | (Kind::Link, Value::Text(_)) => {}
            (Kind::Uint(least, most), Value::Uint(number)) => {
                if !(least..=most).contains(number) {
                    return Err(format!("Parameter '{name}' expects a value between {least} and {most}"));
                }
            }
            (Kind::Choice(words), Value::Text(word)) => {
                if !words.contains(&word.as_str()) {
                    return Err(format!("Parameter '{name}' does not accept value '{word}'"));
                }
            }
            (Kind::Bool, _) => return wrong("boolean"),
            (Kind::Uint(..), _) => return wrong("integer"),
            (Kind::Choice(_) | Kind::Link, _) => return wrong("string"),
        }
        object.store(self, name, value)
    }

    /// Sets a property to what a text stands for.
    pub fn set_text(&self, object: &Arc<dyn Object>, name: &str, text: &str) -> Result<()> {
        let value = match property(object, name)?.kind {
            Kind::Bool => match text {
                "on" | "true" => Value::Bool(true),
                "off" | "false" => Value::Bool(false),
                _ => return Err(format!("Parameter '{name}' expects 'on' or 'off'")),
            },
            Kind::Uint(..) => {
                let number = match text.strip_prefix("0x") {
                    Some(digits) => u64::from_str_radix(digits, 16),
                    None => text.parse(),
                };
                Value::Uint(number.map_err(|_| format!("Parameter '{name}' expects a number"))?)
            }
            Kind::Choice(_) | Kind::Link => Value::Text(text.to_owned()),
        };
        self.set(object, name, value)
    }

    /// Puts all devices of a bus back to where they started.
    pub fn reset(&self, bus: &Bus) {
        let devices: Vec<_> = lock(&bus.devices).iter().filter_map(Weak::upgrade).collect();
        devices.iter().for_each(|device| device.reset_enter());
        devices.iter().for_each(|device| device.reset_hold());
        devices.iter().for_each(|device| device.reset_exit());
    }
}

impl Bus {
    /// Realizes a device, which then sits on the bus.
    pub fn realize(&self, device: &Arc<dyn Device>) -> Result<()> {
        device.realize()?;
        lock(&self.devices).push(Arc::downgrade(device));
        Ok(())
    }

    /// Takes a device off the bus, and unrealizes it.
    pub fn unrealize(&self, device: &Arc<dyn Device>) {
        device.unrealize();
        lock(&self.devices).retain(|other| !std::ptr::addr_eq(other.as_ptr(), Arc::as_ptr(device)));
    }
}

fn property(object: &Arc<dyn Object>, name: &str) -> Result<&'static PropertyInfo> {
    let info = object.info();
    let found = info.properties.iter().find(|property| property.name == name);
    found.ok_or_else(|| format!("Property '{}.{name}' not found", info.name))
}

/// A lock whose holder panicked is as good as any other.
pub(super) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
