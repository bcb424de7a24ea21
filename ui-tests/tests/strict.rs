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
