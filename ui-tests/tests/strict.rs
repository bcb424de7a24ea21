//! A crate with the strictest settings that are in use: expansions add nothing that these complain of.
#![forbid(unsafe_code, unsafe_op_in_unsafe_fn, non_ascii_idents)]
#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
    unused_lifetimes,
    unused_results,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    let_underscore_drop,
    rust_2018_idioms,
    nonstandard_style,
    future_incompatible,
    clippy::all,
    clippy::pedantic
)]

/// The types.
pub mod lamps {
    use std::sync::atomic::{AtomicU32, Ordering};

    use qom_core::prelude::*;

    /// A lamp.
    #[qom_type(parent = Device, abstract, interfaces = [Labelled], class_init = describe, init = count)]
    #[derive(Debug)]
    pub struct Lamp {
        /// How often it was lit.
        pub lit: AtomicU32,
    }

    fn describe(class: &mut ClassInit<'_, Lamp>) {
        LampClass::set_watts(class, 8);
    }

    fn count(this: &Lamp) {
        this.lit.store(0, Ordering::Relaxed);
    }

    /// What lamps differ in.
    #[qom_class(Lamp)]
    pub trait LampImpl {
        /// Lights it.
        ///
        /// # Errors
        /// If it is broken.
        fn light(this: &Self, colour: &str) -> Result<u32>;

        /// Borrows from the lamp.
        fn colour<'a>(this: &'a Self, other: &'a str) -> &'a str {
            if this.lit.load(Ordering::Relaxed) == 0 { other } else { "white" }
        }

        /// The kind.
        fn kind() -> &'static str {
            "lamp"
        }

        /// Power.
        #[class_field]
        fn watts() -> u32 {
            5
        }

        /// Only for the class layer.
        #[hook(internal)]
        fn reset(this: &Self) {
            this.lit.store(0, Ordering::Relaxed);
        }
    }

    /// Has a label.
    #[qom_interface(Labelled)]
    pub trait LabelledImpl {
        /// The label.
        fn label(this: &Self) -> String;
    }

    impl LabelledImpl for Lamp {
        fn label(_this: &Self) -> String {
            "lamp".to_owned()
        }
    }

    /// A part.
    #[qom_type]
    #[derive(Debug)]
    pub struct Bulb {}

    /// A lamp to carry.
    #[qom_type(parent = Lamp)]
    #[derive(Debug)]
    pub struct Torch {
        /// In percent.
        #[property(default = { 100 }, range = (1)..=Self::BRIGHTEST, check = |this, level| this.check_level(*level))]
        charge: Prop<u8>,
        /// What is on it.
        #[property(default = "none")]
        text: Prop<String>,
        #[child]
        bulb: Child<Bulb>,
        #[init(Vec::new())]
        history: Vec<u8>,
    }

    impl LampImpl for Torch {
        fn light(this: &Self, colour: &str) -> Result<u32> {
            ensure!(this.charge.get() > 0, "no charge for {colour}");
            Ok(this.lit.fetch_add(1, Ordering::Relaxed))
        }
    }

    impl Torch {
        const BRIGHTEST: u8 = 100;

        fn check_level(&self, level: u8) -> Result<()> {
            ensure!(level < 100 || self.history.is_empty(), "worn");
            Ok(())
        }

        /// What is in it, for people.
        #[must_use]
        pub fn parts(&self) -> String {
            format!("{} {} {}", self.bulb.type_name(), self.text.get(), self.history.len())
        }
    }
}

/// What is not a type: computed properties, words, commands, events.
pub mod monitored {
    use qom_core::monitor::{Monitor, Rest};
    use qom_core::prelude::*;
    use serde::{Deserialize, Serialize};

    /// A colour.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, QomEnum)]
    pub enum Colour {
        /// As of old.
        #[default]
        Warm,
        /// As of late.
        #[qom(name = "ice-cold")]
        Cold,
    }

    /// A place of which there is one for each lamp.
    #[qom_type(interfaces = [Singleton], singleton(scope = resource(lamp), message = "one shade is enough"))]
    #[derive(Debug)]
    pub struct Shade {
        lamp: Registered<Bright>,
    }

    /// One of its kind.
    #[qom_type(interfaces = [Singleton], singleton(scope = process))]
    #[derive(Debug)]
    pub struct Sun {}

    /// A lamp.
    #[qom_type(parent = Device, post_init = Self::begin, unparent = Self::leave, before_set = Self::watch)]
    #[derive(Debug)]
    pub struct Bright {
        /// Of the light.
        #[property(settable = always, unit = "K", deprecated = "use `warmth` instead")]
        pub colour: Prop<Colour>,
        /// What switches it.
        #[property(set_once, on_delete = refuse)]
        pub switch: Link<Device>,
        /// For one kind of machine.
        #[cfg(target_pointer_width = "64")]
        #[property(default = 64)]
        width: Prop<u64>,
        /// For the other.
        #[cfg(not(target_pointer_width = "64"))]
        #[property(default = 32)]
        width: Prop<u32>,
    }

    impl Bright {
        fn begin(&self) {
            self.colour.set(Colour::Cold);
        }

        fn leave(&self) {
            self.colour.set(Colour::Warm);
        }

        fn watch(&self, property: &qom_core::types::PropertyInfo<'_>) -> Result<()> {
            ensure!(self.colour.get() == Colour::Cold, "{} is set while warm", property.name());
            Ok(())
        }
    }

    #[qom_properties]
    impl Bright {
        /// How wide it is.
        #[getter(unit = "cm")]
        #[must_use]
        pub fn breadth(&self) -> u64 {
            self.width.get()
        }

        /// Makes it as wide.
        ///
        /// # Errors
        /// If it cannot be.
        #[setter]
        pub fn set_breadth(&self, breadth: u64) -> Result<()> {
            ensure!(breadth > 0, "nothing has no breadth");
            self.width.set(breadth);
            Ok(())
        }
    }

    /// What a greeting is made of.
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Greet {
        name: String,
        wish: Option<Rest>,
    }

    /// Greets a program.
    ///
    /// # Errors
    /// If nobody is to be greeted.
    #[qmp_command(name = "x-strict-greet")]
    pub fn greet(_: &Monitor, arguments: Greet) -> Result<String> {
        ensure!(!arguments.name.is_empty(), "whom?");
        Ok(arguments.name)
    }

    /// Greets people.
    ///
    /// # Errors
    /// Never.
    #[hmp_command(name = "strict_greet", alias = "strict_hi")]
    pub fn greet_people(_: &Monitor, Greet { name, wish }: Greet) -> Result<String> {
        Ok(format!("{name}{}", wish.map_or_else(String::new, |wish| wish.0)))
    }

    /// Somebody has come.
    #[qmp_event(name = "X_STRICT_CAME")]
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Came {
        /// Who.
        pub who: String,
    }
}

/// In a context of its own.
#[qom_core::test]
fn the_commands_work() -> qom_core::Result<()> {
    use monitored::{Bright, Came, Shade, Sun};
    use qom_core::monitor::Monitor;
    use qom_core::prelude::*;

    let bright = Bright::new();
    bright.set("breadth", 8)?;
    assert_eq!((bright.breadth(), bright.get::<String>("colour")?), (8, "ice-cold".to_owned()));
    assert!(bright.switch.get().is_none());
    Shade::try_new()?.register_with(&bright)?;
    assert_eq!(Sun::try_new()?.type_name(), "sun");
    let context = Context::current();
    assert_eq!(Monitor::new(&context).execute("strict_hi Ada"), "Ada");
    let told = context.on_event(|event| assert_eq!(event.name, "X_STRICT_CAME"));
    context.emit(&Came { who: "Ada".to_owned() });
    drop(told);
    Ok(())
}

#[test]
fn the_types_work() {
    use lamps::{Labelled, LampClass, Torch};
    use qom_core::prelude::*;

    let torch = Torch::new();
    assert_eq!(torch.colour("dark"), "dark");
    assert_eq!(torch.light("red").unwrap(), 0);
    assert_eq!(torch.colour("dark"), "white");
    assert_eq!(torch.kind(), "lamp");
    assert_eq!(torch.parts(), "bulb none 0");
    assert_eq!(LampClass::of(&torch).watts(), 8);
    assert_eq!(torch.interface::<Labelled>().label(), "lamp");
}
