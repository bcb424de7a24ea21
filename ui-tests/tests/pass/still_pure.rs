//! An abstract type in between that implements some pure methods and leaves others to its subtypes.

use qom_core::prelude::*;

/// Gives light.
#[qom_type(abstract)]
pub struct Light {}

/// What lights differ in.
#[qom_class(Light)]
pub trait LightImpl {
    /// In watts.
    fn power(this: &Self) -> u32;
    /// In kelvins.
    fn colour(this: &Self) -> u32;
}

/// All of one power.
#[qom_type(parent = Light, abstract)]
pub struct Strip {}

impl LightImpl for Strip {
    const STILL_PURE: &'static [&'static str] = &["colour"];
    fn power(_this: &Self) -> u32 {
        5
    }
    fn colour(this: &Self) -> u32 {
        Light::parent_colour(this)
    }
}

/// An abstract type that says nothing leaves all as it is.
#[qom_type(parent = Strip, abstract)]
pub struct Dimmable {}

/// A strip of one colour.
#[qom_type(parent = Dimmable)]
pub struct Warm {}

impl LightImpl for Warm {
    fn power(this: &Self) -> u32 {
        Light::parent_power(this)
    }
    fn colour(_this: &Self) -> u32 {
        2700
    }
}

#[test]
fn what_is_left_open_is_closed_below() {
    let warm = Warm::new();
    assert_eq!((warm.power(), warm.colour()), (5, 2700));
}
