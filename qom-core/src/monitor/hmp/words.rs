//! What an argument in a line can be, beyond a word: to know where it ends, and how to complete it.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

/// What an argument is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Flag(char),
    ObjectPath,
    PropertyName,
    TypeName,
    ObjectId,
    DeviceId,
    CommandName,
    Rest,
}

impl Kind {
    /// Whether it goes to the end of the line.
    pub(super) fn is_rest(self) -> bool {
        matches!(self, Self::CommandName | Self::Rest)
    }
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $serde:literal;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(rename = $serde)]
            pub struct $name(pub String);

            impl Deref for $name {
                type Target = str;

                fn deref(&self) -> &str {
                    &self.0
                }
            }

            impl From<$name> for String {
                fn from(word: $name) -> Self {
                    word.0
                }
            }
        )*

        impl Kind {
            /// That of a type with this name for serde, which tells of such a type nothing else.
            pub(super) fn of_type(serde_name: Option<&str>) -> Self {
                match serde_name {
                    $(Some($serde) => Self::$name,)*
                    _ => Self::Word,
                }
            }
        }
    };
}

words! {
    /// The path of an object, which Tab completes.
    ObjectPath = "qom_core::ObjectPath";
    /// The name of a property of the object whose [`ObjectPath`] is before it, which Tab completes.
    PropertyName = "qom_core::PropertyName";
    /// The name of a type, which Tab completes.
    TypeName = "qom_core::TypeName";
    /// The id of an object that a user created, which Tab completes.
    ObjectId = "qom_core::ObjectId";
    /// The id of a user's device, or its path. Tab completes the ids.
    DeviceId = "qom_core::DeviceId";
    /// The words of a command, to the end of the line, which Tab completes.
    CommandName = "qom_core::CommandName";
    /// The rest of the line, whatever is in it.
    Rest = "qom_core::Rest";
}
