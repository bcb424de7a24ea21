//! Attributes in a `macro_rules!` macro, where a name in the macro and the same name handed to it are two.

use qom_core::prelude::*;

macro_rules! family {
    ($base:ident $hooks:ident $class:ident, $leaf:ident, $interface:ident $methods:ident, $field:ident, $text:literal) => {
        /// A base type.
        #[qom_type(parent = Device, abstract, interfaces = [$interface], init = |this| this.$field.set(3))]
        pub struct $base {
            /// A number.
            #[property(default = 1)]
            $field: Prop<u32>,
        }

        /// Its hooks.
        #[qom_class($base)]
        pub trait $hooks {
            /// Pure.
            fn pure(this: &Self, by: u32) -> u32;
            /// With a body.
            fn with_body(this: &Self) -> u32 {
                this.$field.get()
            }
            /// Of the class.
            fn of_class() -> &'static str {
                $text
            }
            /// A value.
            #[class_field]
            fn value() -> String {
                $text.to_owned()
            }
        }

        /// An interface.
        #[qom_interface($interface)]
        pub trait $methods {
            /// With a body.
            fn label(this: &Self) -> String {
                this.type_name().to_owned()
            }
        }

        /// A subtype.
        #[qom_type(parent = $base, interfaces = [$interface])]
        pub struct $leaf {
            #[child]
            part: Child<Part>,
            #[init($text.len())]
            length: usize,
        }

        impl $hooks for $leaf {
            fn pure(this: &Self, by: u32) -> u32 {
                by * this.with_body()
            }
            fn with_body(this: &Self) -> u32 {
                1 + $base::parent_with_body(this)
            }
        }

        impl $methods for $leaf {
            fn label(this: &Self) -> String {
                format!("{} of {}", this.part.type_name(), this.length)
            }
        }
    };
}

/// A part.
#[qom_type]
pub struct Part {}

family!(Plant PlantImpl PlantClass, Tree, Tall TallImpl, height, "wood");

#[test]
fn a_macro_declares_types() {
    let tree = Tree::new();
    assert_eq!((tree.pure(2), tree.with_body(), tree.of_class()), (8, 4, "wood"));
    assert_eq!(PlantClass::of(&tree).value(), "wood");
    assert_eq!(tree.interface::<Tall>().label(), "part of 4");
}

macro_rules! ranged {
    ($name:ident, $from:expr, $to:expr, $default:expr, $range:expr) => {
        /// Numbers that are handed on.
        #[qom_type]
        pub struct $name {
            /// Of two ends.
            #[property(range = $from..=$to, default = $default)]
            ends: Prop<u16>,
            /// Of a whole range.
            #[property(default = $default * 2, range = $range)]
            whole: Prop<i64>,
            #[init($default * 2)]
            field: i32,
        }
    };
}

ranged!(Ranged, 1 + 1, 300 - 1, 2 + 3, -5 - 5..=1 << 4);

#[test]
fn ranges_are_handed_on() {
    let ranged = Ranged::new();
    let range = |name: &str| ranged.class().property(name).unwrap().range();
    assert_eq!((range("ends"), ranged.ends.get()), (Some((2, 299)), 5));
    assert_eq!((range("whole"), ranged.whole.get()), (Some((-10, 16)), 10));
    assert_eq!(ranged.field, 10);
}
