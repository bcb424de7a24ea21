//! [`PropertyInfo`], what there is to know of a property without an object that has it.

use std::any::Any;
use std::fmt;

use super::value::{Input, Refusal, Value};
use crate::error::Result;
use crate::object::Object;

/// A property that the objects of a type have: everything there is to know of it without an object.
#[derive(Clone, Copy)]
pub struct PropertyInfo {
    name: &'static str,
    type_name: fn() -> String,
    doc: &'static str,
    source: PropertySource,
    choices: fn() -> &'static [&'static str],
    default: Option<fn() -> Value>,
    range: Option<(i128, i128)>,
    unit: Option<&'static str>,
    deprecated: Option<&'static str>,
    is_readable: bool,
    is_writable: bool,
    settable: Settable,
}

/// When a property of a device can be set by name; those of other objects can be at any time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Settable {
    /// Until the device is realized.
    #[default]
    BeforeRealize,
    /// At any time.
    Always,
}

/// Where the value of a property is, in an object of the type that declares it.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub enum PropertySource {
    Field(fn(&Object) -> &dyn Accessible),
    Computed { get: Option<ComputedGetter>, set: Option<ComputedSetter> },
}

/// Computes the value of a property of an object of the type that declares it.
#[doc(hidden)]
pub type ComputedGetter = fn(&Object) -> Result<Value>;

/// Gives a computed property a value; the text is its name.
#[doc(hidden)]
pub type ComputedSetter = fn(&Object, &str, Input<'_>) -> Result<()>;

/// A field that others read and set. One of a kind for all fields of a type, so that a property costs its type one
/// function, which finds the field.
#[doc(hidden)]
pub trait Accessible {
    fn read(&self) -> Value;

    fn as_any(&self) -> &dyn Any;

    fn write(&self, owner: &Object, input: Input<'_>) -> Result<(), Refusal>;

    /// The value that would be written.
    fn convert(&self, owner: &Object, input: Input<'_>) -> Result<Value, Refusal>;
}

/// For the attributes.
#[doc(hidden)]
impl PropertyInfo {
    pub const fn new(
        name: &'static str,
        type_name: fn() -> String,
        choices: fn() -> &'static [&'static str],
        doc: &'static str,
        source: PropertySource,
    ) -> Self {
        Self {
            name,
            type_name,
            doc,
            source,
            choices,
            default: None,
            range: None,
            unit: None,
            deprecated: None,
            is_readable: true,
            is_writable: true,
            settable: Settable::BeforeRealize,
        }
    }

    #[must_use]
    pub const fn with_default(mut self, default: fn() -> Value) -> Self {
        self.default = Some(default);
        self
    }

    #[must_use]
    pub const fn with_range(mut self, from: i128, to: i128) -> Self {
        self.range = Some((from, to));
        self
    }

    #[must_use]
    pub const fn with_unit(mut self, unit: &'static str) -> Self {
        self.unit = Some(unit);
        self
    }

    #[must_use]
    pub const fn deprecated_for(mut self, why: &'static str) -> Self {
        self.deprecated = Some(why);
        self
    }

    #[must_use]
    pub const fn read_only(mut self) -> Self {
        self.is_writable = false;
        self
    }

    #[must_use]
    pub const fn write_only(mut self) -> Self {
        self.is_readable = false;
        self
    }

    #[must_use]
    pub const fn settable_always(mut self) -> Self {
        self.settable = Settable::Always;
        self
    }
}

impl PropertyInfo {
    /// The property's name: the field's, with `-` for `_`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The type of the value as QOM writes it: `"uint32"`, `"bool"`, `"string"`, `"child<fifo>"`.
    pub fn type_name(&self) -> String {
        (self.type_name)()
    }

    /// The declared default as text, if one is declared.
    pub fn default(&self) -> Option<String> {
        self.default_value().map(|default| default.to_string())
    }

    /// The declared default, if one is declared.
    pub fn default_value(&self) -> Option<Value> {
        self.default.map(|default| default())
    }

    /// The least and the greatest number that it takes, if that is declared.
    pub fn range(&self) -> Option<(i128, i128)> {
        self.range
    }

    /// The words that it takes, if it takes words: those of an enum.
    pub fn choices(&self) -> &'static [&'static str] {
        (self.choices)()
    }

    /// What its numbers count, `"Hz"`.
    pub fn unit(&self) -> Option<&'static str> {
        self.unit
    }

    /// What to use instead, if it should not be used any more.
    pub fn deprecated(&self) -> Option<&'static str> {
        self.deprecated
    }

    /// Whether it can be read by name.
    pub fn is_readable(&self) -> bool {
        self.is_readable
    }

    /// Whether it can be set by name.
    pub fn is_writable(&self) -> bool {
        self.is_writable
    }

    /// When it can be set by name.
    pub fn settable(&self) -> Settable {
        self.settable
    }

    /// Of one that is readable.
    #[inline]
    pub(crate) fn read(&self, object: &Object) -> Result<Value> {
        match self.source {
            PropertySource::Field(field) => Ok(field(object).read()),
            PropertySource::Computed { get, .. } => get.map_or(Ok(Value::Null), |get| get(object)),
        }
    }

    /// Of one that is writable.
    #[inline]
    pub(crate) fn write(&self, object: &Object, input: Input<'_>) -> Result<()> {
        match self.source {
            PropertySource::Field(field) => {
                self.write_field(field(object), object, input).map_err(|refusal| refusal.of(self.name))
            }
            PropertySource::Computed { set, .. } => set.map_or(Ok(()), |set| set(object, self.name, input)),
        }
    }

    /// The field, if it is one.
    #[inline]
    pub(crate) fn field<'o>(&self, object: &'o Object) -> Option<&'o dyn Accessible> {
        match self.source {
            PropertySource::Field(field) => Some(field(object)),
            PropertySource::Computed { .. } => None,
        }
    }

    /// Whether it would take a value, as far as that can be told without setting it.
    pub(crate) fn check(&self, object: &Object, input: Input<'_>) -> Result<()> {
        let PropertySource::Field(field) = self.source else { return Ok(()) };
        let value = field(object).convert(object, input).map_err(|refusal| refusal.of(self.name))?;
        self.check_range(&value).map_err(|refusal| refusal.of(self.name))
    }

    pub(crate) fn check_range(&self, value: &Value) -> Result<(), Refusal> {
        match (self.range, value) {
            (Some((from, to)), Value::Int(number)) if !(from..=to).contains(number) => {
                Err(Refusal::Value(format!("a value between {from} and {to}").into()))
            }
            _ => Ok(()),
        }
    }

    #[inline]
    fn write_field(&self, field: &dyn Accessible, object: &Object, input: Input<'_>) -> Result<(), Refusal> {
        if self.range.is_none() {
            return field.write(object, input);
        }
        let value = field.convert(object, input)?;
        self.check_range(&value)?;
        field.write(object, Input::Value(value))
    }

    /// The documentation of the field.
    pub fn doc(&self) -> &'static str {
        self.doc.trim_ascii()
    }
}

impl fmt::Debug for PropertyInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.type_name())?;
        match self.default() {
            Some(default) => write!(f, " = {default}"),
            None => Ok(()),
        }
    }
}

/// The names of the properties of a type and its ancestors, at compile time.
#[doc(hidden)]
pub struct PropertyNames {
    pub own: &'static [&'static str],
    pub computed: &'static [PropertyInfo],
    pub parent: Option<&'static PropertyNames>,
}

/// How many of them are this.
#[doc(hidden)]
pub const fn count_properties(names: &PropertyNames, name: &str) -> usize {
    let mut count = 0;
    let mut level = Some(names);
    while let Some(names) = level {
        let mut i = 0;
        while i < names.own.len() {
            count += is_same(names.own[i], name) as usize;
            i += 1;
        }
        let mut i = 0;
        while i < names.computed.len() {
            count += is_same(names.computed[i].name, name) as usize;
            i += 1;
        }
        level = names.parent;
    }
    count
}

const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut i = 0;
    while i < one.len() && i < other.len() && one[i] == other[i] {
        i += 1;
    }
    i == one.len() && i == other.len()
}
