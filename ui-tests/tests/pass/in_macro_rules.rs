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
