//! Names that are keywords: of types, fields, hooks, properties, commands. Outside Rust they are what they are.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;
use serde::{Deserialize, Serialize};

/// A type, whose name is no word of Rust's, but written as if.
#[qom_type(parent = Device, abstract, interfaces = [r#Dyn], init = r#try)]
pub struct r#Loop {
    /// A property.
    #[property(default = 7, range = 1..=9, check = r#Loop::r#unsafe)]
    pub r#yield: Prop<u32>,
    /// A child.
    #[child]
    pub r#box: Child<r#Ref>,
    /// What is neither.
    #[init(5)]
    pub r#fn: u32,
}

impl r#Loop {
    fn r#unsafe(&self, r#move: &u32) -> Result<()> {
        ensure!(*r#move != self.r#fn, "not that");
        Ok(())
    }
}

fn r#try(this: &r#Loop) {
    this.r#yield.set(8);
}

/// A part.
#[qom_type]
pub struct r#Ref {}

/// Its hooks.
#[qom_class(r#Loop)]
pub trait LoopImpl {
    /// Pure.
    fn r#match(this: &Self, r#in: u32) -> u32;
    /// With a body.
    fn r#while(this: &Self, r#as: &str) -> usize {
        this.r#match(1) as usize + r#as.len()
    }
    /// Of the class.
    fn r#static() -> &'static str {
        "static"
    }
    /// A value.
    #[class_field]
    fn r#const() -> u32 {
        5
    }
}

/// An interface.
#[qom_interface(r#Dyn)]
pub trait DynImpl {
    /// With a body.
    fn r#impl(this: &Self) -> String {
        this.type_name().to_owned()
    }
}

/// A subtype.
#[qom_type(parent = r#Loop)]
pub struct Endless {}

impl LoopImpl for Endless {
    fn r#match(this: &Self, r#in: u32) -> u32 {
        this.r#yield.get() + this.r#fn + r#in
    }
    fn r#while(this: &Self, r#as: &str) -> usize {
        Loop::parent_while(this, r#as) + 100
    }
    fn r#const() -> u32 {
        6
    }
}

#[qom_properties]
impl Endless {
    /// Computed.
    #[getter]
    fn r#async(&self) -> Yield {
        Yield::r#Await
    }
    #[setter]
    fn set_async(&self, _: Yield) {}
}

/// Words.
#[derive(Clone, QomEnum)]
pub enum r#Yield {
    /// One.
    r#Await,
    /// Another.
    r#Final,
}

/// A structure of arguments.
#[derive(Clone, Serialize, Deserialize)]
pub struct Arguments {
    r#type: String,
}

#[qmp_command]
fn r#typeof(_: &Monitor, r#for: Arguments) -> Result<String> {
    Ok(r#for.r#type)
}

#[hmp_command]
fn r#override(_: &Monitor, Arguments { r#type }: Arguments) -> Result<String> {
    Ok(r#type)
}

#[qmp_event(name = "X_RAW")]
#[derive(Clone, Serialize, Deserialize)]
struct r#Virtual {
    r#type: String,
}

#[qom_core::test]
fn r#abstract() -> Result<()> {
    let endless = Endless::new();
    assert_eq!((endless.r#match(1), endless.r#while("four"), endless.r#static()), (14, 118, "static"));
    assert_eq!(LoopClass::of(&endless).r#const(), 6);
    assert_eq!(endless.interface::<r#Dyn>().r#impl(), "endless");
    assert_eq!(endless.r#box.type_name(), "ref");
    assert_eq!(Loop::info().name(), "loop");
    assert_eq!(Loop::match_of(endless.class(), &endless, 2), 15);
    let names: Vec<&str> = endless.class().properties().map(|property| property.name()).collect();
    for name in ["yield", "box", "async"] {
        assert!(names.contains(&name), "{names:?}");
    }
    endless.set("async", "final")?;
    assert_eq!(endless.get::<String>("async")?, "await");
    let monitor = Monitor::new(&Context::current());
    assert_eq!(monitor.run("typeof", Value::from_json(r#"{"type": "x"}"#)?)?, "x".into());
    assert_eq!(monitor.execute("override x"), "x");
    let told = Context::current().on_event(|event| assert_eq!(event.name, "X_RAW"));
    Context::current().emit(&Virtual { r#type: String::new() });
    drop(told);
    Ok(())
}
