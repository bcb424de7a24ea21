//! [`Struct`], structures as the values of properties.

mod de;
mod describe;
mod probe;
mod refused;
mod sample;
mod ser;

use std::ops::{Deref, DerefMut};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::value::{Locked, PropertyValue};
use crate::error::Result;
use crate::types::{Accessible, FromValue, Input, Refusal, Shape, Value, held};
use de::{Form, Reader};

/// How deep values are that structures are read from and written to: as deep as those of JSON and of options.
const DEEPEST: usize = 128;

/// A structure as the value of a property: any type that serde reads and writes, and can be cloned.
///
/// The property's type has the name that the structure has for serde. As a [`Value`] it is a map of its members; those
/// are set together, and what is wrong with one is told with the path to it. In the text form of options each member is
/// a key of its own, and a text by itself is JSON. What the members are is told without a value, in
/// [descriptions](crate::PropertyDescription::members) and in help.
///
/// ```
/// use qom_core::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
/// #[serde(rename = "BootConfiguration", rename_all = "kebab-case")]
/// struct Boot {
///     order: String,
///     menu: Option<bool>,
///     #[serde(default)]
///     splash_time: u16,
/// }
///
/// #[qom_type(interfaces = [UserCreatable])]
/// pub struct Firmware {
///     #[property]
///     boot: Prop<Struct<Boot>>,
/// }
///
/// impl UserCreatableImpl for Firmware {}
///
/// let context = Context::new();
/// let firmware = context.object_add_str("firmware,id=fw,boot.order=cd,boot.menu=on")?;
/// let boot = firmware.get::<Struct<Boot>>("boot")?;
/// assert_eq!((boot.order.as_str(), boot.menu, boot.splash_time), ("cd", Some(true), 0));
/// assert_eq!(firmware.get::<Value>("boot")?.to_string(), r#"{"menu": true, "order": "cd", "splash-time": 0}"#);
/// firmware.set_from_str("boot", r#"{"order": "n", "splash-time": 9}"#)?;
/// assert_eq!(firmware.get::<Struct<Boot>>("boot")?.splash_time, 9);
///
/// let property = firmware.class().property("boot").unwrap();
/// assert_eq!(property.type_name(), "BootConfiguration");
/// let members = property.members().into_iter().map(|member| (member.name, member.type_name, member.is_optional));
/// let expected = [("order", "string", false), ("menu", "bool", true), ("splash-time", "uint16", true)];
/// assert!(members.eq(expected.map(|(name, type_name, optional)| (name.to_owned(), type_name.to_owned(), optional))));
///
/// let wrong = Boot { order: "c".to_owned(), ..Boot::default() };
/// let Value::Map(mut wrong) = Struct(wrong).to_value()? else { panic!("a structure is a map") };
/// wrong.insert("splash-time".to_owned(), 65536.into());
/// let error = firmware.set("boot", Value::Map(wrong)).unwrap_err();
/// assert_eq!(error.to_string(), "Parameter 'boot.splash-time' expects uint16_t");
/// # Ok::<(), Error>(())
/// ```
///
/// Members that the structure does not have are refused, and so are numbers that do not fit, two members of a name, and
/// what is nested more than 128 deep. An enum is its variant's name, or an object with one member of that name for what
/// the variant holds. What has no such form, as a `Some(None)`, is an error when it is read.
///
/// Three of serde's attributes read parts of a structure without saying of which type they are to be, `flatten`, `tag`
/// and `untagged`: members under them have no path in messages and are not described, what is unknown there is ignored
/// unless the type has `deny_unknown_fields`, and in the text form of options, where all leaves are texts, they cannot be
/// numbers or truth values. What `Serialize` leaves out others do not see; it should be something that `Deserialize` has
/// a default for, so that what was read can be set.
///
/// QOM: a `struct` of QAPI with its visitor, which each property has to call itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Struct<T>(pub T);

impl<T> Deref for Struct<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Struct<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T> From<T> for Struct<T> {
    fn from(structure: T) -> Self {
        Self(structure)
    }
}

impl<T: Serialize> Struct<T> {
    /// The structure as others see it, for [`Object::set`](crate::Object::set).
    ///
    /// # Errors
    /// What the type's own `Serialize` says, and if a map in it has keys that are no texts.
    pub fn to_value(&self) -> Result<Value> {
        self.written().map_err(Refusal::unnamed)
    }

    fn written(&self) -> Result<Value, Refusal> {
        self.0.serialize(ser::Writer::default()).map_err(|refused| refused.0)
    }
}

fn read<T: DeserializeOwned>(value: Value, form: Form) -> Result<Struct<T>, Refusal> {
    T::deserialize(Reader::new(value, form)).map(Struct).map_err(|refused| refused.0)
}

/// The arguments of a command.
#[cfg(feature = "monitor")]
pub(crate) fn read_arguments<A: Structure>(arguments: Value) -> Result<A> {
    read_arguments_in(arguments, Form::Arguments)
}

/// The same of words, which are texts whatever they stand for.
#[cfg(feature = "monitor")]
pub(crate) fn read_words<A: Structure>(words: Value) -> Result<A> {
    read_arguments_in(words, Form::KeyVal)
}

#[cfg(feature = "monitor")]
fn read_arguments_in<A: Structure>(arguments: Value, form: Form) -> Result<A> {
    read(arguments, form).map(|Struct(arguments)| arguments).map_err(|refusal| match refusal {
        // They have no name together.
        Refusal::At(part, refusal) => refusal.of(part.trim_start_matches('.')),
        refusal => refusal.unnamed(),
    })
}

/// What serde writes of something.
#[cfg(feature = "monitor")]
pub(crate) fn written<T: Serialize + ?Sized>(structure: &T) -> Result<Value> {
    structure.serialize(ser::Writer::default()).map_err(|refused| refused.0.unnamed())
}

/// What a structure is called and made of.
#[cfg(feature = "monitor")]
pub(crate) fn argument_shape<A: Structure>() -> (String, Shape) {
    (describe::name_of::<A>(), describe::shape_of::<A>())
}

/// What the members of a structure are, and what their types call themselves, also those that hold one text.
#[cfg(feature = "monitor")]
pub(crate) fn argument_types<A: Structure>() -> Vec<(crate::types::MemberDescription, Option<&'static str>)> {
    describe::members_of::<A>()
}

/// What can be in a [`Struct`] that is the value of a property: what serde reads and writes, and threads can share.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be in a `Struct` that is the value of a property",
    label = "serde does not read and write it, or it is not `Clone`, `Send` and `Sync`",
    note = "write `#[derive(Clone, serde::Serialize, serde::Deserialize)]` above it"
)]
pub trait Structure: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static> Structure for T {}

impl<T: Structure> FromValue for Struct<T> {
    fn from_value(value: Value) -> Result<Self, Refusal> {
        read(value, Form::Strict)
    }

    /// With what the structure does not show.
    fn from_field(field: &dyn Accessible) -> Option<Self> {
        held(field)
    }
}

impl<T: Structure> PropertyValue for Struct<T> {
    type Cell = Locked<Self>;
    const IS_MORE_THAN_SHOWN: bool = true;

    fn type_name() -> String {
        describe::name_of::<T>()
    }

    fn shape() -> Shape {
        describe::shape_of::<T>()
    }

    fn into_value(self) -> Value {
        self.written().unwrap_or_default()
    }

    fn try_into_value(self) -> Result<Value, Refusal> {
        self.written()
    }

    fn from_input(input: Input<'_>) -> Result<Self, Refusal> {
        match input {
            Input::Value(value) => read(value, Form::Strict),
            Input::Text(text) => match json(text) {
                Some(value) => read(value?, Form::Strict),
                None => read(text.into(), Form::KeyVal),
            },
            Input::KeyVal(text) => read(text.into(), Form::KeyVal),
            Input::KeyVals(values) => read(Value::List(values.to_vec()), Form::KeyVal),
            Input::KeyTree(values) => read(values.clone(), Form::KeyVal),
        }
    }

    fn list_from_text(text: &str) -> Result<Vec<Self>, Refusal> {
        match json(text) {
            Some(value) => Vec::from_value(value?),
            None => Err(Refusal::expected("array")),
        }
    }
}

/// A text that is written as JSON is. QEMU's visitor of texts by themselves has no structures, and calls a null pointer
/// for them.
fn json(text: &str) -> Option<Result<Value, Refusal>> {
    let is_json = text.trim_ascii_start().starts_with(['{', '[']);
    is_json.then(|| Value::from_json(text).map_err(|error| Refusal::Own(error.to_string())))
}
