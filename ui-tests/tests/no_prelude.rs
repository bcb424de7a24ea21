//! A crate in which no name is there by itself, neither `Option` nor `derive`: expansions need none. Attributes of the
//! compiler's tools are not known either; `crate = ::qom_core` says so where expansions would have some.
#![no_implicit_prelude]
#![forbid(unsafe_code)]

use ::qom_core::monitor::Monitor;
use ::qom_core::prelude::ObjectView;
use ::qom_core::{
    Child, Context, Create, Device, Object, ObjectExt, Prop, QomEnum, Registered, Singleton, WeakLink, hmp_command,
    qmp_command, qmp_event, qom_class, qom_interface, qom_properties, qom_type,
};
use ::std::option::Option;
use ::std::prelude::v1::derive;
use ::std::string::{String, ToString};
use ::std::{assert, assert_eq};

/// A lamp.
#[qom_type(parent = Device, abstract, interfaces = [Named], init = begin, post_init = begin, unparent = begin,
    class_init = describe, class_base_init = describe, class_data = 7, before_set = watch, crate = ::qom_core)]
pub struct Lamp {
    #[property(default = 3, range = 1..=9, check = Self::check, unit = "W", deprecated = "by and by")]
    level: Prop<u8>,
    #[property(default = "none")]
    text: Prop<String>,
    #[property]
    colour: Prop<Colour>,
    #[property(set_once, on_delete = refuse)]
    switch: WeakLink<Device>,
}

impl Lamp {
    fn check(&self, _: &u8) -> ::qom_core::Result<()> {
        ::std::result::Result::Ok(())
    }
}

fn begin(_: &Lamp) {}

fn describe(class: &mut ::qom_core::ClassInit<'_, Lamp>) {
    LampClass::set_watts(class, 6);
}

fn watch(_: &Lamp, _: &::qom_core::types::PropertyInfo<'_>) -> ::qom_core::Result<()> {
    ::std::result::Result::Ok(())
}

/// What lamps differ in.
#[qom_class(Lamp, crate = ::qom_core)]
pub trait LampImpl {
    /// Pure.
    fn light(this: &Self) -> u32;
    /// With a body.
    fn dim(this: &Self, by: u32) -> u32 {
        this.light() / by
    }
    /// Of the class.
    fn kind() -> &'static str {
        "lamp"
    }
    /// A value.
    #[class_field]
    fn watts() -> u32 {
        5
    }
    /// Of the class layer.
    #[hook(internal)]
    fn flicker(this: &Self) {
        let _ = this;
    }
}

/// Has a name.
#[qom_interface(Named, crate = ::qom_core)]
pub trait NamedImpl {
    /// The name.
    fn label(this: &Self) -> String {
        ToString::to_string(this.type_name())
    }
}

/// Has two names.
#[qom_interface(Titled: Named, crate = ::qom_core)]
pub trait TitledImpl {}

/// A colour.
#[derive(::std::clone::Clone, ::std::marker::Copy, ::std::default::Default, QomEnum)]
#[qom(crate = ::qom_core)]
pub enum Colour {
    /// As of old.
    #[default]
    Warm,
    /// As of late.
    Cold,
}

/// One for each object.
#[qom_type(interfaces = [Singleton, Titled], singleton(scope = resource(room), message = "one is enough"), crate = ::qom_core)]
pub struct Sensor {
    room: Registered<Object>,
}

/// One for a process.
#[qom_type(interfaces = [Singleton], singleton(scope = process), crate = ::qom_core)]
pub struct Mains {}

/// Joins it.
#[qom_type(interfaces = [Singleton], singleton(group = Mains), crate = ::qom_core)]
pub struct Battery {}

/// A part.
#[qom_type(crate = ::qom_core)]
pub struct Bulb {}

/// A lamp that can be created.
#[qom_type(parent = Lamp, crate = ::qom_core)]
pub struct Torch {
    #[child]
    bulb: Child<Bulb>,
    #[init(2)]
    factor: u32,
    rest: u32,
}

impl LampImpl for Torch {
    fn light(this: &Self) -> u32 {
        this.factor * ::std::convert::Into::<u32>::into(this.level.get()) + this.rest
    }
    fn dim(this: &Self, by: u32) -> u32 {
        Lamp::parent_dim(this, by) + 100
    }
}

#[qom_properties]
impl Torch {
    /// Power.
    #[getter]
    fn power(&self) -> u32 {
        self.factor
    }
    #[setter]
    fn set_power(&self, _: u32) -> ::qom_core::Result<()> {
        ::std::result::Result::Ok(())
    }
    #[setter]
    fn set_both(&self, _: u32) {}
}

/// What the commands are handed.
#[derive(::std::clone::Clone, ::serde::Serialize, ::serde::Deserialize)]
pub struct Greet {
    name: String,
    wish: Option<String>,
}

/// Greets a program.
#[qmp_command(name = "x-bare-greet", when = always)]
fn greet(_: &Monitor, arguments: Greet) -> ::qom_core::Result<String> {
    ::std::result::Result::Ok(arguments.wish.unwrap_or(arguments.name))
}

/// Greets people.
#[hmp_command(name = "bare_greet", alias = "bare_hi", params = "name [wish]")]
fn greet_people(_: &Monitor, arguments: Greet) -> ::qom_core::Result<String> {
    ::std::result::Result::Ok(arguments.wish.unwrap_or(arguments.name))
}

/// Somebody has come.
#[qmp_event(name = "X_BARE_CAME")]
#[derive(::std::clone::Clone, ::serde::Serialize, ::serde::Deserialize)]
pub struct Came {
    who: String,
}

#[::qom_core::test]
fn expansions_need_no_prelude() {
    let torch = Torch::new();
    assert_eq!((torch.light(), torch.dim(2), torch.kind(), torch.watts()), (6, 103, "lamp", 6));
    assert_eq!(torch.interface::<Named>().label(), "torch");
    assert_eq!((torch.text.get(), torch.bulb.type_name()), (ToString::to_string("none"), "bulb"));
    assert_eq!(torch.get::<u32>("power").unwrap(), 2);
    torch.set("colour", "cold").unwrap();
    assert!(::std::matches!(torch.colour.get(), Colour::Cold));
    assert!(torch.switch.get().is_none());
    assert_eq!(Sensor::info().name(), "sensor");
    assert!(Sensor::try_new().unwrap().room.get().is_none());
    assert_eq!((Mains::info().name(), Battery::info().name()), ("mains", "battery"));
    let monitor = Monitor::new(&Context::current());
    assert_eq!(monitor.execute("bare_hi Ada"), "Ada");
    let arguments = ::qom_core::Value::from_json(r#"{"name": "Ada"}"#).unwrap();
    assert_eq!(monitor.run("x-bare-greet", arguments).unwrap(), ::std::convert::From::from("Ada"));
    let told = Context::current().on_event(|event| assert_eq!(event.name, "X_BARE_CAME"));
    Context::current().emit(&Came { who: ToString::to_string("Ada") });
    ::std::mem::drop(told);
}
