//! Attributes by their paths, in a module that imports nothing, and the crate under another name.

/// The crate as a crate in between would pass it on.
pub mod between {
    pub use qom_core as object_model;
}

/// By full paths.
#[qom_core::qom_type(parent = qom_core::Device, interfaces = [Ticking])]
pub struct Clock {
    /// In Hz.
    #[property(default = 50)]
    rate: qom_core::Prop<u32>,
    #[child]
    hand: qom_core::Child<Hand>,
}

/// Moved by the clock.
#[qom_core::qom_type]
pub struct Hand {}

/// Goes on and on.
#[qom_core::qom_interface(Ticking)]
pub trait TickingImpl {
    /// How often.
    fn rate(this: &Self) -> u32;
}

impl TickingImpl for Clock {
    fn rate(this: &Self) -> u32 {
        this.rate.get()
    }
}

#[test]
fn attributes_work_by_their_paths() {
    let clock = <Clock as qom_core::Create>::new();
    let ticking = qom_core::ObjectExt::interface::<Ticking>(&*clock);
    assert_eq!(ticking.rate(), 50);
    assert_eq!(clock.hand.type_name(), "hand");
}

/// By `crate = path`: all three attributes, with nothing called `qom_core` in sight.
pub mod elsewhere {
    use super::between::object_model as om;

    /// An abstract light.
    #[om::qom_type(parent = om::Device, abstract, interfaces = [Glowing], crate = om)]
    pub struct Glow {}

    /// What kinds of it differ in.
    #[om::qom_class(Glow, crate = om)]
    pub trait GlowImpl {
        /// In watts.
        fn power(this: &Self) -> u32;
        /// How many there are in a box.
        #[class_field]
        fn per_box() -> usize {
            3
        }
    }

    /// Seen in the dark.
    #[om::qom_interface(Glowing, name = "glows", crate = om)]
    pub trait GlowingImpl {
        /// From how far.
        fn distance(this: &Self) -> u32 {
            let _ = this;
            7
        }
    }

    /// A worm.
    #[om::qom_type(name = "glow-worm", parent = Glow, crate = super::between::object_model)]
    pub struct Worm {
        #[property]
        awake: om::Prop<bool>,
    }

    impl GlowImpl for Worm {
        fn power(this: &Self) -> u32 {
            u32::from(this.awake.get())
        }
    }

    #[test]
    fn attributes_work_under_another_crate_path() {
        let worm = <Worm as om::Create>::new();
        assert_eq!(worm.power(), 0);
        assert_eq!(GlowClass::of(&worm).per_box(), 3);
        assert_eq!(om::ObjectExt::interface::<Glowing>(&*worm).distance(), 7);
        assert_eq!(worm.type_name(), "glow-worm");
    }
}
