//! A module in which the names of the standard library mean something else: expansions name everything by full paths.
#![allow(dead_code, unused_macros)]

use qom_core::{Child, Create, Device, Obj, ObjectExt, Prop, qom_class, qom_interface, qom_type};

struct Result;
struct Option;
struct Some;
struct None;
struct Ok;
struct Err;
struct Box;
struct String;
struct Vec;
struct Default;
struct Clone;
struct Drop;
struct Fn;
struct Send;
struct Sync;
struct Sized;
struct ToString;
struct Into;
struct From;
struct Iterator;
mod core {}
// Not of the standard library, but what an expansion could call its own.
struct Overrides;
struct T;
const LAYER: u32 = 3;
const QOM_DEPTH: u8 = 7;
const QOM_IS_SOUND: u8 = 5;
mod std {}
mod alloc {}

macro_rules! vec {
    () => {
        compile_error!("not this one")
    };
}
macro_rules! panic {
    () => {
        compile_error!("not this one")
    };
}
macro_rules! assert {
    ($($any:tt)*) => {
        compile_error!("not this one")
    };
}
macro_rules! concat {
    ($($any:tt)*) => {
        compile_error!("not this one")
    };
}
macro_rules! env {
    ($($any:tt)*) => {
        compile_error!("not this one")
    };
}

/// The base type.
#[qom_type(parent = Device, abstract, interfaces = [Labelled], init = start, class_init = describe)]
pub struct Shadow {
    count: ::std::sync::atomic::AtomicU32,
}

fn start(this: &Shadow) {
    this.count.store(1, ::std::sync::atomic::Ordering::Relaxed);
}

fn describe(class: &mut qom_core::ClassInit<'_, Shadow>) {
    ShadowClass::set_depth(class, 4);
}

/// Its hooks.
#[qom_class(Shadow)]
pub trait ShadowImpl {
    /// Pure.
    fn length(this: &Self, sun: u32) -> ::std::option::Option<u32>;
    /// With a body.
    fn count(this: &Self) -> u32 {
        this.count.load(::std::sync::atomic::Ordering::Relaxed)
    }
    /// A class method.
    fn kind() -> &'static str {
        "shadow"
    }
    /// A class field.
    #[class_field]
    fn depth() -> u32 {
        LAYER
    }
    /// Has a parameter.
    fn all(_: Overrides) -> u32 {
        LAYER
    }
    /// The same, of an object.
    fn one(this: &Self, _: T) -> T {
        let _ = this;
        T
    }
}

/// An interface.
#[qom_interface(Labelled)]
pub trait LabelledImpl {
    /// Has a body.
    fn label(this: &Self) -> &'static str {
        let _ = this;
        "dark"
    }
}

/// A part.
#[qom_type]
pub struct Edge {}

/// A subtype with each kind of field.
#[qom_type(name = "umbra", parent = Shadow)]
pub struct Umbra {
    #[property(default = "core")]
    part: Prop<::std::string::String>,
    #[property(default = QOM_DEPTH, range = 1 + 1..=9, check = Self::fits)]
    size: Prop<u8>,
    #[property]
    soft: Prop<bool>,
    #[child]
    edge: Child<Edge>,
    #[init(QOM_IS_SOUND)]
    sharpness: u8,
    angle: ::std::sync::atomic::AtomicI8,
}

impl Umbra {
    fn fits(&self, _: &u8) -> qom_core::Result<()> {
        ::std::result::Result::Ok(())
    }
}

impl ShadowImpl for Umbra {
    fn length(this: &Self, sun: u32) -> ::std::option::Option<u32> {
        sun.checked_mul(u32::from(this.size.get()))
    }
}

#[test]
fn expansions_do_not_use_names_of_the_module() {
    let umbra = Umbra::new();
    assert_eq!(umbra.length(2), ::std::option::Option::Some(14));
    assert_eq!(umbra.count(), 1);
    assert_eq!(umbra.kind(), "shadow");
    assert_eq!(ShadowClass::of(&umbra).depth(), 4);
    assert_eq!(umbra.interface::<Labelled>().label(), "dark");
    assert_eq!(umbra.all(Overrides), 3);
    let T = umbra.one(T);
    assert_eq!(umbra.sharpness, 5);
    assert_eq!(umbra.part.get(), "core");
    let device: Obj<Device> = umbra.upcast();
    assert_eq!(device.type_name(), "umbra");
}
