//! A crate whose `Cargo.toml` calls `qom-core` `q`: there is no `qom_core` to be found. Each attribute is told.
#![forbid(unsafe_code)]

use q::monitor::Monitor;
use q::prelude::*;
use serde::{Deserialize, Serialize};

/// An abstract lamp.
#[qom_type(parent = Device, abstract, interfaces = [Named], crate = q)]
pub struct Lamp {
    /// How bright.
    #[property(default = 3, range = 1..=9, check = |_, _| Ok(()))]
    level: Prop<u8>,
    /// Which.
    #[property]
    colour: Prop<Colour>,
    /// What switches it.
    #[property]
    switch: Link<Device>,
}

/// What lamps differ in.
#[qom_class(Lamp, crate = q)]
pub trait LampImpl {
    /// Pure.
    fn light(this: &Self) -> u32;
    /// With a body.
    fn dim(this: &Self) -> u32 {
        this.light() / 2
    }
    /// Of the class.
    #[class_field]
    fn watts() -> u32 {
        5
    }
}

/// Has a name.
#[qom_interface(Named, crate = q)]
pub trait NamedImpl {
    /// The name.
    fn label(this: &Self) -> String {
        this.type_name().to_owned()
    }
}

/// A colour.
#[derive(Clone, Copy, Default, QomEnum)]
#[qom(crate = q)]
pub enum Colour {
    /// As of old.
    #[default]
    Warm,
    /// As of late.
    Cold,
}

/// A part.
#[qom_type(interfaces = [Singleton], singleton(scope = resource(room)), crate = q)]
pub struct Sensor {
    room: Registered<Object>,
}

/// A lamp that can be created.
#[qom_type(parent = Lamp, crate = q)]
pub struct Torch {
    #[child]
    bulb: Child<Bulb>,
}

/// Another part.
#[qom_type(crate = q)]
pub struct Bulb {}

impl LampImpl for Torch {
    fn light(this: &Self) -> u32 {
        u32::from(this.level.get()) + u32::from(this.bulb.type_name() == "bulb")
    }
    fn dim(this: &Self) -> u32 {
        Lamp::parent_dim(this) + 100
    }
}

#[qom_properties(crate = q)]
impl Torch {
    /// Power.
    #[getter]
    fn power(&self) -> u32 {
        u32::from(self.level.get())
    }
    #[setter]
    fn set_power(&self, power: u32) -> Result<()> {
        ensure!(power < 10, "too much");
        self.level.set(9);
        Ok(())
    }
}

/// What the commands are handed.
#[derive(Clone, Serialize, Deserialize)]
pub struct Greet {
    name: String,
}

/// Greets a program.
#[qmp_command(name = "x-renamed-greet", crate = q)]
fn greet(_: &Monitor, arguments: Greet) -> Result<String> {
    Ok(arguments.name)
}

/// Greets people.
#[hmp_command(name = "renamed_greet", crate = q)]
fn greet_people(_: &Monitor, arguments: Greet) -> Result<String> {
    Ok(arguments.name)
}

/// Somebody has come.
#[qmp_event(name = "X_RENAMED_CAME", crate = q)]
#[derive(Clone, Serialize, Deserialize)]
pub struct Came {
    who: String,
}

#[q::test(crate = q)]
fn each_attribute_works() -> Result<()> {
    let torch = Torch::new();
    assert_eq!((torch.light(), torch.dim(), torch.watts()), (4, 102, 5));
    assert_eq!(torch.interface::<Named>().label(), "torch");
    torch.set("colour", "cold")?;
    torch.set("power", 1)?;
    assert_eq!((torch.get::<String>("colour")?, torch.level.get()), ("cold".to_owned(), 9));
    assert!(torch.switch.get().is_none());

    let room: Obj<Object> = Bulb::new().upcast();
    let sensor = Sensor::try_new()?;
    sensor.register_with(&room)?;
    assert!(sensor.room.get().is_some());

    let context = Context::current();
    assert_ne!(context, Context::process());
    let monitor = Monitor::new(&context);
    assert_eq!(monitor.run("x-renamed-greet", Value::from_json(r#"{"name": "Ada"}"#)?)?, "Ada".into());
    assert_eq!(monitor.execute("renamed_greet Ada"), "Ada");
    let _told = context.on_event(|event| assert_eq!(event.name, "X_RENAMED_CAME"));
    context.emit(&Came { who: "Ada".to_owned() });
    Ok(())
}
