//! A module in which also `u32`, `bool` and `str` mean something else, and the names that expansions choose are taken.
#![allow(dead_code, non_camel_case_types, unused_macros)]

use ::core::primitive;
use qom_core::monitor::Monitor;
use qom_core::{
    Child, Context, Create, Device, Object, ObjectExt, Prop, QomEnum, Registered, Singleton, WeakLink, hmp_command,
    qmp_command, qom_class, qom_interface, qom_properties, qom_type,
};

struct bool;
struct u8;
struct u16;
struct u32;
struct u64;
struct u128;
struct usize;
struct i8;
struct i16;
struct i32;
struct i64;
struct i128;
struct isize;
struct f32;
struct f64;
struct char;
struct str;

struct Result;
struct Option;
struct Some;
struct None;
struct Ok;
struct Err;
struct Box;
struct String;
struct Vec;
struct Copy;
struct PhantomData;
struct Any;
struct Deref;
struct Value;
struct Error;
struct Refusal;
struct TypeInfo;
struct PropertyInfo;
struct Overrides;
struct Building;
mod core {}
mod std {}
mod linkme {}
mod private {}
const LAYER: () = ();
const INFO: () = ();
const GAPS: () = ();
const FACTS: () = ();
static COMMAND: () = ();
static EVENT: () = ();
const DESCRIBED: () = ();
fn object() {}
fn this() {}
fn value() {}
fn class() {}
fn layer() {}
fn level() {}
fn name() {}
fn input() {}
fn check() {}
fn hook() {}

trait Clone {}
trait Default {}
trait Drop {}
trait From {}
trait Into {}
trait ToOwned {}
trait Send {}
trait Sync {}
trait Sized {}
trait Fn {}

/// Words.
#[derive(::std::clone::Clone, ::std::default::Default, QomEnum)]
pub enum Colour {
    /// None.
    #[default]
    None,
    /// Some.
    Some,
    /// Ok.
    Ok,
}

/// With all that a type can say.
#[qom_type(name = "shadowed-lamp", parent = Device, abstract, interfaces = [Labelled], init = |_| {}, post_init = |_| {},
    unparent = |_| {}, class_init = |_| {}, class_base_init = |_| {}, class_data = 7,
    before_set = |_, _| ::std::result::Result::Ok(()))]
pub struct Lamp {
    #[property(default = 7, range = 1 + 1..=9, check = Self::fits, unit = "W", deprecated = "now")]
    size: Prop<primitive::u8>,
    #[property(default = "core")]
    part: Prop<::std::string::String>,
    #[property]
    colour: Prop<Colour>,
    #[property(set_once, on_delete = clear)]
    switch: WeakLink<Device>,
    #[child]
    edge: Child<Edge>,
    #[init(5)]
    value: primitive::u8,
    object: ::std::sync::atomic::AtomicI8,
}

impl Lamp {
    fn fits(&self, _: &primitive::u8) -> qom_core::Result<()> {
        ::std::result::Result::Ok(())
    }
}

/// A part.
#[qom_type(name = "shadowed-edge")]
pub struct Edge {}

/// One for each object.
#[qom_type(name = "shadowed-sensor", interfaces = [Singleton], singleton(scope = resource(room), message = "one"))]
pub struct Sensor {
    room: Registered<Object>,
}

/// One in the process.
#[qom_type(name = "shadowed-mains", interfaces = [Singleton], singleton(scope = process))]
pub struct Mains {}

/// Its hooks, whose parameters are called as those of the expansion could be.
#[qom_class(Lamp)]
pub trait LampImpl {
    /// Pure.
    fn length(this: &Self, class: primitive::u32, layer: primitive::u32) -> ::std::option::Option<primitive::u32>;
    /// With a body.
    fn count(this: &Self, object: primitive::u32) -> primitive::u32 {
        <primitive::u32 as ::std::convert::From<_>>::from(this.value) + object
    }
    /// A class method.
    fn kind(value: primitive::bool) -> &'static primitive::str {
        if value { "shadow" } else { "light" }
    }
    /// A class field.
    #[class_field]
    fn depth() -> primitive::u32 {
        3
    }
}

/// An interface.
#[qom_interface(Labelled, name = "shadowed-labelled")]
pub trait LabelledImpl {
    /// Has a body.
    fn label(this: &Self, builder: primitive::u8) -> primitive::u8 {
        let _ = this;
        builder
    }
}

/// A subtype.
#[qom_type(name = "shadowed-torch", parent = Lamp)]
pub struct Torch {}

impl LampImpl for Torch {
    fn length(this: &Self, class: primitive::u32, layer: primitive::u32) -> ::std::option::Option<primitive::u32> {
        (class + layer).checked_mul(::std::convert::From::from(this.size.get()))
    }
    fn count(this: &Self, object: primitive::u32) -> primitive::u32 {
        Lamp::parent_count(this, object) + 100
    }
}

#[qom_properties]
impl Torch {
    /// Computed.
    #[getter]
    fn power(&self) -> qom_core::Result<primitive::u32> {
        ::std::result::Result::Ok(5)
    }
    #[setter]
    fn set_power(&self, _: primitive::u32) -> qom_core::Result<()> {
        ::std::result::Result::Ok(())
    }
    #[setter]
    fn set_both(&self, _: primitive::bool) {}
}

#[qmp_command(name = "x-shadowed", when = ready)]
fn greet(_: &Monitor, arguments: super::Greet) -> qom_core::Result<::std::string::String> {
    ::std::result::Result::Ok(arguments.name)
}

#[hmp_command(name = "shadowed", alias = "dark", params = "name")]
fn greet_people(_: &Monitor, arguments: super::Greet) -> qom_core::Result<::std::string::String> {
    ::std::result::Result::Ok(arguments.name)
}

mod event {
    /// Something has come.
    #[qom_core::qmp_event(name = "X_SHADOWED")]
    #[derive(Clone, serde::Serialize, serde::Deserialize)]
    pub(super) struct Value {}
    struct QmpEvent;
    struct EventInfo;
}

#[qom_core::test]
fn expansions_do_not_use_names_of_the_module() -> qom_core::Result<()> {
    let torch = Torch::new();
    assert_eq!((torch.length(1, 1), torch.count(1)), (::std::option::Option::Some(14), 106));
    assert_eq!((torch.kind(true), torch.depth()), ("shadow", 3));
    assert_eq!(torch.interface::<Labelled>().label(4), 4);
    assert_eq!((torch.part.get().as_str(), torch.edge.type_name()), ("core", "shadowed-edge"));
    torch.set("colour", "ok")?;
    assert!(matches!(torch.colour.get(), Colour::Ok));
    assert!(torch.switch.get().is_none());
    assert_eq!(torch.get::<primitive::u32>("power")?, 5);
    assert!(Sensor::try_new()?.room.get().is_none());
    Mains::try_new()?;
    let context = Context::current();
    assert_eq!(Monitor::new(&context).execute("dark Ada"), "Ada");
    let told = context.on_event(|event| assert_eq!(event.name, "X_SHADOWED"));
    context.emit(&event::Value {});
    drop(told);
    ::std::result::Result::Ok(())
}
