//! Properties by name.

use crate::class::Class;
use crate::error::{Error, Result};
use crate::object::Object;
use crate::types::{FromValue, Input, PropertyInfo, Value};

impl Object {
    /// Gives a property a value.
    ///
    /// QOM: `object_property_set`.
    ///
    /// # Errors
    /// [`Error::PropertyNotFound`], [`Error::PropertyNotWritable`]; [`Error::InvalidParameterType`],
    /// [`Error::InvalidParameterValue`] or [`Error::NotAChoice`] if it is not a value of the property's type; what `before_set` of the object's
    /// type, or of an ancestor, says. The property is then as it was.
    #[inline]
    pub fn set(&self, name: &str, value: impl Into<Value>) -> Result<()> {
        self.set_by(name, Input::Value(value.into()))
    }

    /// Gives a property the value that a text stands for: `on` or `off`, a number as in C, or the text itself.
    ///
    /// QOM: `object_property_parse`.
    ///
    /// # Errors
    /// As [`set`](Self::set).
    pub fn set_from_str(&self, name: &str, text: &str) -> Result<()> {
        self.set_by(name, Input::Text(text))
    }

    /// The same for a text that comes as `name=text`, as in `-device`. What it may be is the same for now; messages
    /// differ, as in QEMU.
    ///
    /// QOM: `object_set_properties_from_keyval`.
    ///
    /// # Errors
    /// As [`set`](Self::set).
    pub fn set_from_keyval(&self, name: &str, text: &str) -> Result<()> {
        self.set_by(name, Input::KeyVal(text))
    }

    /// The value of a property, as a `T` or, whatever its type, as a [`Value`]. A child is a property of its parent,
    /// which cannot be set, and its value is its path.
    ///
    /// QOM: `object_property_get`, `object_property_get_uint` and their like.
    ///
    /// # Errors
    /// [`Error::PropertyNotFound`], [`Error::PropertyNotReadable`]; [`Error::InvalidParameterType`] or
    /// [`Error::InvalidParameterValue`] if the value is no `T`.
    #[inline]
    pub fn get<T: FromValue>(&self, name: &str) -> Result<T> {
        let value = match self.class().property(name) {
            Some(property) if property.is_readable() => property.read(self)?,
            Some(_) => return Err(Error::PropertyNotReadable { owner: self.type_name().into(), name: name.into() }),
            None => self.child_path(name)?,
        };
        T::from_value(value).map_err(|refusal| refusal.of(name))
    }

    #[inline]
    pub(crate) fn set_by(&self, name: &str, input: Input<'_>) -> Result<()> {
        let not_writable = || Error::PropertyNotWritable { owner: self.type_name().into(), name: name.into() };
        let Some(property) = self.class().property(name) else {
            return Err(self.child_path(name).map_or_else(|error| error, |_| not_writable()));
        };
        if !property.is_writable() {
            return Err(not_writable());
        }
        for ask in self.class().before_set() {
            ask(self, property)?;
        }
        property.write(self, input)
    }

    /// A child is a property too, whose value is where it is.
    #[cold]
    fn child_path(&self, name: &str) -> Result<Value> {
        match self.child(name) {
            Some(child) => Ok(child.canonical_path().unwrap_or_default().into()),
            None => Err(Error::PropertyNotFound { owner: self.type_name().into(), name: name.into() }),
        }
    }
}

impl Class {
    /// The property of this name, if objects of the class have it.
    ///
    /// QOM: `object_class_property_find`.
    #[inline]
    pub fn property(&self, name: &str) -> Option<&'static PropertyInfo> {
        self.property_table().get(name).copied()
    }

    /// The properties that objects of the class have, as they are declared, the root's first.
    ///
    /// QOM: `object_class_property_iter_init`.
    pub fn properties(&'static self) -> impl Iterator<Item = &'static PropertyInfo> {
        let mut infos: Vec<_> = self.lineage().map(|class| class.type_info().properties()).collect();
        infos.reverse();
        infos.into_iter().flatten()
    }
}
