//! [`PropertyInfo`], what there is to know of a property without an object that has it.

use std::any::{Any, TypeId};
use std::fmt;

use super::shape::{MemberDescription, Shape};
use super::value::{Input, Refusal, Value};
use crate::error::Result;
use crate::object::{Obj, Object};

/// A property: everything there is to know of it without its value. That of a class, which all objects of a type have,
/// is `'static`; one that an object has for itself lives as long as that lets it.
#[derive(Clone, Copy)]
pub struct PropertyInfo<'p> {
    name: &'p str,
    type_name: fn() -> String,
    doc: &'p str,
    source: PropertySource<'p>,
    shape: fn() -> Shape,
    default: Option<fn() -> Value>,
    range: Option<(i128, i128)>,
    unit: Option<&'static str>,
    deprecated: Option<&'static str>,
    is_readable: bool,
    is_writable: bool,
    is_set_once: bool,
    refuses_deletion: Option<bool>,
    check: Option<CheckFn>,
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
pub enum PropertySource<'p> {
    Field(fn(&Object) -> &dyn Accessible),
    Computed {
        get: Option<ComputedGetter>,
        set: Option<ComputedSetter>,
    },
    /// Of one object.
    Own(&'p dyn OwnAccess),
}

/// What is asked before a field gets a value, the type of which it knows.
#[doc(hidden)]
pub type CheckFn = fn(&Object, &dyn Any) -> Result<()>;

/// A property that one object has for itself.
#[doc(hidden)]
pub trait OwnAccess: Send + Sync {
    fn type_name(&self) -> String;

    fn shape(&self) -> Shape;

    /// Where the value is, if there is such a place; else it is computed.
    fn field(&self) -> Option<&dyn Accessible>;

    fn get(&self, owner: &Object) -> Result<Value>;

    /// The text is the name to be used in messages.
    fn set(&self, owner: &Object, name: &str, input: Input<'_>) -> Result<()>;
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
    fn read(&self) -> Result<Value, Refusal>;

    fn write(&self, owner: &Object, input: Input<'_>, check: Option<CheckFn>) -> Result<(), Refusal>;

    /// The value that would be written.
    fn convert(&self, owner: &Object, input: Input<'_>) -> Result<Value, Refusal>;

    /// How to get back to what it holds now, whatever is said of what it can be set to.
    fn save(&self) -> Box<dyn FnOnce() + '_>;

    /// What it holds as a number, if it holds just what `T` of this kind is: the way without a [`Value`] between.
    #[inline]
    fn bits(&self, _: BitsKind) -> Option<u64> {
        None
    }

    /// The way back; `false` if it holds something else.
    #[inline]
    fn set_bits(&self, _: BitsKind, _: u64) -> bool {
        false
    }

    /// A copy of what it holds, if that is of this type: whole, where a [`Value`] may be a part of it.
    fn held(&self, _: TypeId) -> Option<Box<dyn Any>> {
        None
    }

    /// The way back; `false` if it holds something else.
    fn hold(&self, _: &dyn Any) -> bool {
        false
    }

    fn as_link(&self) -> Option<&dyn LinkAccess> {
        None
    }
}

/// The types whose values are at most 64 bits, and which are not each other.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum BitsKind {
    Bool,
    U8,
    U16,
    U32,
    U64,
    I8,
    I16,
    I32,
    I64,
    F64,
}

/// A field that leads to another object.
#[doc(hidden)]
pub trait LinkAccess {
    fn target(&self) -> Option<Obj<Object>>;

    /// As [`Accessible::write`], if it leads to none.
    fn write_once(&self, owner: &Object, input: Input<'_>, check: Option<CheckFn>) -> Result<(), Refusal>;

    /// `is_set_once`: it must not lead to another already.
    fn link_to(
        &self,
        owner: &Object,
        target: Option<Obj<Object>>,
        check: Option<CheckFn>,
        is_set_once: bool,
    ) -> Result<(), Refusal>;

    /// Tells it whose it is: `refuses` is whether its target cannot be deleted, if that is said.
    fn bind(&self, owner: &Object, name: &str, refuses: Option<bool>);
}

/// For the attributes.
#[doc(hidden)]
impl<'p> PropertyInfo<'p> {
    pub const fn new(
        name: &'p str,
        type_name: fn() -> String,
        shape: fn() -> Shape,
        doc: &'p str,
        source: PropertySource<'p>,
    ) -> Self {
        Self {
            name,
            type_name,
            doc,
            source,
            shape,
            default: None,
            range: None,
            unit: None,
            deprecated: None,
            is_readable: true,
            is_writable: true,
            is_set_once: false,
            refuses_deletion: None,
            check: None,
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

    #[must_use]
    pub const fn set_once(mut self) -> Self {
        self.is_set_once = true;
        self
    }

    #[must_use]
    pub const fn with_deletion(mut self, refuses: bool) -> Self {
        self.refuses_deletion = Some(refuses);
        self
    }

    #[must_use]
    pub const fn with_check(mut self, check: CheckFn) -> Self {
        self.check = Some(check);
        self
    }
}

impl<'p> PropertyInfo<'p> {
    /// The property's name: the field's, with `-` for `_`.
    pub const fn name(&self) -> &'p str {
        self.name
    }

    /// The type of the value as QOM writes it: `"uint32"`, `"bool"`, `"string"`, `"child<fifo>"`.
    pub fn type_name(&self) -> String {
        match self.source {
            PropertySource::Own(own) => own.type_name(),
            PropertySource::Field(_) | PropertySource::Computed { .. } => (self.type_name)(),
        }
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
    pub fn choices(&self) -> Vec<&'static str> {
        self.shape().choices
    }

    /// The members of its value, if that is a structure, or a list of structures.
    pub fn members(&self) -> Vec<MemberDescription> {
        self.shape().members
    }

    pub(crate) fn shape(&self) -> Shape {
        match self.source {
            PropertySource::Own(own) => own.shape(),
            PropertySource::Field(_) | PropertySource::Computed { .. } => (self.shape)(),
        }
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

    /// Whether its value is another object, which is not a part of this one.
    pub fn is_link(&self) -> bool {
        self.type_name().starts_with("link<")
    }

    /// Whether it is a link that, once it leads to an object, stays so.
    pub fn is_set_once(&self) -> bool {
        self.is_set_once
    }

    /// When it can be set by name.
    pub fn settable(&self) -> Settable {
        self.settable
    }

    /// Of one that is readable.
    #[inline]
    pub(crate) fn read(&self, object: &Object) -> Result<Value> {
        match self.source {
            PropertySource::Field(field) => field(object).read().map_err(|refusal| refusal.of(self.name)),
            PropertySource::Computed { get, .. } => get.map_or(Ok(Value::Null), |get| get(object)),
            PropertySource::Own(own) => match own.field() {
                Some(field) => field.read().map_err(|refusal| refusal.of(self.name)),
                None => own.get(object),
            },
        }
    }

    /// Of one that is writable.
    #[inline]
    pub(crate) fn write(&self, object: &Object, input: Input<'_>) -> Result<()> {
        self.write_as(self.name, object, input)
    }

    /// The same, with another name in what is said of a wrong value.
    #[inline]
    pub(crate) fn write_as(&self, name: &str, object: &Object, input: Input<'_>) -> Result<()> {
        match self.source {
            PropertySource::Field(field) => {
                self.write_field(field(object), object, input).map_err(|refusal| refusal.of(name))
            }
            PropertySource::Computed { set, .. } => set.map_or(Ok(()), |set| set(object, name, input)),
            PropertySource::Own(own) => match own.field() {
                Some(field) => self.write_field(field, object, input).map_err(|refusal| refusal.of(name)),
                None => own.set(object, name, input),
            },
        }
    }

    /// The field, if it is one.
    #[inline]
    pub(crate) fn field<'o>(&self, object: &'o Object) -> Option<&'o dyn Accessible>
    where
        'p: 'o,
    {
        match self.source {
            PropertySource::Field(field) => Some(field(object)),
            PropertySource::Computed { .. } => None,
            PropertySource::Own(own) => own.field(),
        }
    }

    /// How the field is found, if it is one of the class.
    pub(crate) fn class_field(&self) -> Option<fn(&Object) -> &dyn Accessible> {
        match self.source {
            PropertySource::Field(field) => Some(field),
            PropertySource::Computed { .. } | PropertySource::Own(_) => None,
        }
    }

    /// Whether a value that is in its range goes into the field as it is.
    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        self.is_writable && self.range.is_none() && self.check.is_none() && !self.is_set_once
    }

    /// Whether it would take a value, as far as that can be told without setting it, and without asking the type, whose
    /// check may look at other properties. `name` is what it is called in messages.
    pub(crate) fn check_as(&self, name: &str, object: &Object, input: Input<'_>) -> Result<()> {
        let Some(field) = self.field(object) else { return Ok(()) };
        let converted = self.allow_change(field).and_then(|()| field.convert(object, input));
        converted.and_then(|value| self.check_range(&value)).map_err(|refusal| refusal.of(name))
    }

    /// What the check of the type's own says of a value of the field's type.
    pub(crate) fn ask_check(&self, object: &Object, value: &dyn Any) -> Result<()> {
        self.check.map_or(Ok(()), |check| check(object, value))
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
        if self.is_set_once
            && let Some(link) = field.as_link()
        {
            // What is wrong with the value does not matter then.
            self.allow_change(field)?;
            return link.write_once(object, input, self.check);
        }
        if self.range.is_none() {
            return field.write(object, input, self.check);
        }
        let value = field.convert(object, input)?;
        self.check_range(&value)?;
        field.write(object, Input::Value(value), self.check)
    }

    fn allow_change(&self, field: &dyn Accessible) -> Result<(), Refusal> {
        let is_set = || field.as_link().is_some_and(|link| link.target().is_some());
        if self.is_set_once && is_set() { Err(Refusal::SetAlready) } else { Ok(()) }
    }

    /// The object that it leads to, if it is a link that can be read.
    pub(crate) fn target(&self, object: &Object) -> Option<Obj<Object>> {
        self.field(object).filter(|_| self.is_readable)?.as_link()?.target()
    }

    /// Makes it lead to this object, if it is a link. `name` is what it is called in messages.
    pub(crate) fn link_to(&self, name: &str, object: &Object, target: Option<Obj<Object>>) -> Result<()> {
        let linked = match self.field(object).and_then(|field| Some((field, field.as_link()?))) {
            Some((field, link)) => {
                self.allow_change(field).and_then(|()| link.link_to(object, target, self.check, self.is_set_once))
            }
            None => Err(Refusal::Type(self.type_name().into())),
        };
        linked.map_err(|refusal| refusal.of(name))
    }

    /// Tells the field, if it is a link, whose it is.
    pub(crate) fn bind(&self, object: &Object) {
        if let Some(link) = self.field(object).and_then(|field| field.as_link()) {
            link.bind(object, self.name, self.refuses_deletion);
        }
    }

    /// The documentation of the field.
    pub fn doc(&self) -> &'p str {
        self.doc.trim_ascii()
    }
}

impl fmt::Debug for PropertyInfo<'_> {
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
    pub computed: &'static [PropertyInfo<'static>],
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
