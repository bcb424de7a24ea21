//! Fields, methods, variants and whole items that are there under a condition, which holds or does not. Where it does
//! not, nothing of them is looked at, so there they name what is not there.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;
use serde::{Deserialize, Serialize};

/// Fields of each kind.
#[qom_type(parent = Device, interfaces = [Switched])]
pub struct Lamp {
    /// There.
    #[cfg(true)]
    #[property(default = 3, range = 1..=9, check = Self::check)]
    there: Prop<u8>,
    /// Not there.
    #[cfg(false)]
    #[property(default = NOWHERE, range = NOWHERE..=9, check = Self::nowhere)]
    not_there: Prop<Nowhere>,
    /// One of two.
    #[cfg(true)]
    #[property]
    either: Link<Bulb>,
    /// The other, of the same name.
    #[cfg(not(true))]
    #[property(set_once)]
    either: Prop<Nowhere>,
    #[cfg(true)]
    #[child]
    bulb: Child<Bulb>,
    #[cfg(false)]
    #[child]
    broken_bulb: Child<Nowhere>,
    #[cfg(true)]
    #[init(7)]
    plain: u32,
    #[cfg(false)]
    #[init(NOWHERE)]
    not_plain: Nowhere,
}

impl Lamp {
    #[cfg(true)]
    fn check(&self, level: &u8) -> Result<()> {
        ensure!(*level != 5, "not that");
        Ok(())
    }
}

/// Computed ones.
#[qom_properties]
impl Lamp {
    /// There.
    #[cfg(true)]
    #[getter]
    fn power(&self) -> u32 {
        self.plain
    }
    #[cfg(true)]
    #[setter]
    fn set_power(&self, _: u32) {}
    /// Not there.
    #[cfg(false)]
    #[getter]
    fn weight(&self) -> Nowhere {
        NOWHERE
    }
    #[getter]
    #[cfg(false)]
    fn width(&self) -> Nowhere {
        NOWHERE
    }
}

/// A part.
#[qom_type]
#[cfg(true)]
pub struct Bulb {}

/// Not there: the condition stands below the attribute.
#[qom_type(parent = Nowhere)]
#[cfg(false)]
pub struct BrokenBulb {
    #[property]
    nowhere: Prop<Nowhere>,
}

/// Not there either.
#[qom_class(Nowhere)]
#[cfg(false)]
pub trait NowhereImpl {
    /// Pure.
    fn go(this: &Self, nowhere: Nowhere);
}

/// Nor this.
#[qom_interface(Lost: Nowhere)]
#[cfg(false)]
pub trait LostImpl {
    /// Pure.
    fn go(this: &Self, nowhere: Nowhere);
}

#[qom_properties]
#[cfg(false)]
impl Nowhere {
    #[getter]
    fn nowhere(&self) -> Nowhere {
        NOWHERE
    }
}

#[qmp_command(name = "x-nowhere")]
#[cfg(false)]
fn nowhere(_: &Nowhere) -> Result<Nowhere> {
    Ok(NOWHERE)
}

#[hmp_command(name = "nowhere_to_go")]
#[cfg(false)]
fn nowhere_for_people(_: &Nowhere) -> Result<String> {
    Ok(NOWHERE)
}

#[qmp_event(name = "X_NOWHERE")]
#[cfg(false)]
struct NowhereCame {
    nowhere: Nowhere,
}

#[qom_core::test]
#[cfg(false)]
fn nowhere_is_tested() {
    NOWHERE
}

/// There.
#[qmp_command(name = "x-somewhere")]
#[cfg(true)]
fn somewhere(_: &Monitor) -> Result<String> {
    Ok("there".to_owned())
}

/// There.
#[hmp_command(name = "somewhere")]
#[cfg(true)]
fn somewhere_for_people(_: &Monitor) -> Result<String> {
    Ok("there".to_owned())
}

/// There.
#[qmp_event(name = "X_SOMEWHERE")]
#[cfg(true)]
#[derive(Clone, Serialize, Deserialize)]
struct SomewhereCame {}

/// Switched on and off.
#[qom_interface(Switched)]
#[cfg(true)]
pub trait SwitchedImpl {
    /// Whether it is on.
    fn is_on(this: &Self) -> bool {
        let _ = this;
        true
    }
}

impl SwitchedImpl for Lamp {
    #[cfg(true)]
    fn is_on(this: &Self) -> bool {
        this.there.get() > 1
    }
    #[cfg(false)]
    fn is_off(this: &Self) -> Nowhere {
        NOWHERE
    }
}

/// Words.
#[derive(Clone, QomEnum)]
pub enum Colour {
    /// There.
    #[cfg(true)]
    Warm,
    /// Not there.
    #[cfg(false)]
    #[qom(name = "warm")]
    Hot,
    /// There.
    Cold,
}

#[qom_core::test]
#[cfg(true)]
fn what_is_not_there_is_not_looked_at() -> Result<()> {
    let lamp = Lamp::new();
    let own: Vec<&str> = Lamp::info().properties().map(|property| property.name()).collect();
    assert_eq!(own, ["there", "either", "bulb", "power"]);
    assert!(lamp.interface::<Switched>().is_on());
    assert_eq!((lamp.there.get(), lamp.bulb.type_name(), lamp.power()), (3, "bulb", 7));
    assert!(lamp.either.get().is_none());
    assert_eq!(lamp.set("there", 5).unwrap_err().to_string(), "not that");
    assert_eq!(Colour::NAMES, ["warm", "cold"]);
    let monitor = Monitor::new(&Context::current());
    assert_eq!(monitor.run("x-somewhere", Value::from_json("{}")?)?, "there".into());
    assert_eq!(monitor.execute("somewhere"), "there");
    let told = Context::current().on_event(|event| assert_eq!(event.name, "X_SOMEWHERE"));
    Context::current().emit(&SomewhereCame {});
    drop(told);
    Ok(())
}
