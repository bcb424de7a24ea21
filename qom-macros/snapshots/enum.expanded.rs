// What `enum.in.rs` expands to.
// Look at: a word is an index of the list of words in both directions; no trait's method is called as a method.

#[derive(Copy, QomEnum)]
#[qom(name = "OnOff", crate = q)]
pub enum Switch {
    On,
    Off,
    #[qom(name = "2_5")]
    TwoAndAHalf,
}
#[allow(
    deprecated,
    trivial_casts,
    trivial_numeric_casts,
    unreachable_pub,
    unused_braces,
    unused_parens,
    unused_qualifications,
    clippy::all,
    clippy::pedantic,
    clippy::nursery
)]
const _: () = {
    use q::private as __qom;
    impl __qom::QomEnum for Switch {
        const NAMES: &'static [&'static ::core::primitive::str] = &["on", "off", "2_5"];
        fn index(&self) -> ::core::primitive::usize {
            match self {
                Self::On => 0usize,
                Self::Off => 1usize,
                Self::TwoAndAHalf => 2usize,
            }
        }
        fn from_index(index: ::core::primitive::usize) -> ::core::option::Option<Self> {
            match index {
                0usize => ::core::option::Option::Some(Self::On),
                1usize => ::core::option::Option::Some(Self::Off),
                2usize => ::core::option::Option::Some(Self::TwoAndAHalf),
                _ => ::core::option::Option::None,
            }
        }
    }
    impl ::core::convert::From<Switch> for __qom::Value {
        fn from(value: Switch) -> Self {
            ::core::convert::From::from(__qom::QomEnum::name(&value))
        }
    }
    impl __qom::FromValue for Switch {
        fn from_value(
            value: __qom::Value,
        ) -> ::core::result::Result<Self, __qom::Refusal> {
            __qom::choice(__qom::Input::Value(value))
        }
    }
    #[diagnostic::do_not_recommend]
    impl __qom::PropertyValue for Switch {
        type Cell = __qom::Choice;
        fn type_name() -> ::std::string::String {
            ::std::borrow::ToOwned::to_owned("OnOff")
        }
        fn shape() -> __qom::Shape {
            __qom::Shape::of_words(<Self as __qom::QomEnum>::NAMES)
        }
        fn into_value(self) -> __qom::Value {
            ::core::convert::From::from(self)
        }
        fn from_input(
            input: __qom::Input<'_>,
        ) -> ::core::result::Result<Self, __qom::Refusal> {
            __qom::choice(input)
        }
    }
};
