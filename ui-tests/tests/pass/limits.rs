//! Sixteen levels of types and three bases of an interface work; one more is `ui/qom_type/depth_17.rs` and
//! `ui/qom_interface/too_deep.rs`.

use qom_core::prelude::*;

/// The top of the chain.
#[qom_type(abstract)]
pub struct Level01 {}

/// What the chain overrides.
#[qom_class(Level01)]
pub trait Level01Impl {
    /// Who implements this.
    fn who(this: &Self) -> u32;
    /// How many of the levels override this.
    fn count(this: &Self) -> u32 {
        let _ = this;
        0
    }
}

macro_rules! chain {
    ($parent:ident; $child:ident $($rest:ident)*) => {
        /// One level more.
        #[qom_type(parent = $parent, abstract)]
        pub struct $child {}
        chain!($child; $($rest)*);
    };
    ($parent:ident;) => {};
}

chain!(Level01; Level02 Level03 Level04 Level05 Level06 Level07 Level08);

/// Overrides in the middle of the chain.
#[qom_type(parent = Level08)]
pub struct Level09 {}

impl Level01Impl for Level09 {
    fn who(_this: &Self) -> u32 {
        9
    }
    fn count(this: &Self) -> u32 {
        1 + Level01::parent_count(this)
    }
}

chain!(Level09; Level10 Level11 Level12 Level13 Level14);

/// Inherits from the middle of the chain.
#[qom_type(parent = Level14)]
pub struct Level15 {}

/// The sixteenth and last level overrides what the first declares.
#[qom_type(parent = Level15)]
pub struct Level16 {}

impl Level01Impl for Level16 {
    fn who(_this: &Self) -> u32 {
        16
    }
    fn count(this: &Self) -> u32 {
        1 + Level01::parent_count(this)
    }
}

#[test]
fn the_sixteenth_level_overrides_the_first() {
    let leaf = Level16::new();
    assert_eq!((leaf.who(), leaf.count()), (16, 2));
    let middle = Level15::new();
    assert_eq!((middle.who(), middle.count()), (9, 1));
    let base: Obj<Level01> = leaf.clone().upcast();
    assert_eq!(base.who(), 16);
    assert_eq!(base.downcast::<Level16>().unwrap(), leaf);
}

/// The first of four.
#[qom_interface(Deep0)]
pub trait Deep0Impl {
    /// 0.
    fn zero(this: &Self) -> u32;
}

/// The second of four.
#[qom_interface(Deep1: Deep0)]
pub trait Deep1Impl {}

/// The third of four.
#[qom_interface(Deep2: Deep1)]
pub trait Deep2Impl {}

/// Three bases.
#[qom_interface(Deep3: Deep2)]
pub trait Deep3Impl {
    /// 3.
    fn three(this: &Self) -> u32;
}

/// Implements the first and the last of them.
#[qom_type(interfaces = [Deep3])]
pub struct Diver {}

impl Deep0Impl for Diver {
    fn zero(_this: &Self) -> u32 {
        0
    }
}

impl Deep3Impl for Diver {
    fn three(_this: &Self) -> u32 {
        3
    }
}

#[test]
fn an_interface_has_three_bases() {
    let diver = Diver::new();
    let deepest: &Deep3 = diver.interface();
    assert_eq!((deepest.zero(), deepest.three()), (0, 3));
    assert_eq!(diver.interface::<Deep0>().zero(), 0);
}
