//! Properties by name.

use super::prop::Prop;
use super::value::PropertyValue;
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
        match self.class().property(name) {
            Some(property) => self.read(property),
            None => T::from_value(self.child_path(name)?).map_err(|refusal| refusal.of(name)),
        }
    }

    /// Gives several properties values, all of them or, if one is refused, none: those that were set get back what they
    /// had. Others may see some of them meanwhile.
    ///
    /// QOM has nothing like it: what was set before a refusal stays.
    ///
    /// # Errors
    /// As [`set`](Self::set), for the first that is refused.
    ///
    /// ```
    /// use qom_core::prelude::*;
    ///
    /// #[qom_type]
    /// pub struct Window {
    ///     #[property(default = 640)] width: Prop<u32>,
    ///     #[property(default = 480)] height: Prop<u16>,
    /// }
    ///
    /// let window = Window::new();
    /// assert!(window.set_all([("width", 1_000_000), ("height", 1_000_000)]).is_err());
    /// assert_eq!((window.width.get(), window.height.get()), (640, 480));
    /// window.set_all([("width", 800), ("height", 600)])?;
    /// # Ok::<(), Error>(())
    /// ```
    pub fn set_all<'n, V: Into<Value>>(&self, values: impl IntoIterator<Item = (&'n str, V)>) -> Result<()> {
        let mut given = Vec::new();
        for (name, value) in values {
            given.push((self.writable(name)?, value.into()));
        }
        // What can be found out without changing anything comes first.
        for (property, value) in &given {
            self.ask_before_set(property)?;
            property.check(self, Input::Value(value.clone()))?;
        }
        let mut undo: Vec<(&PropertyInfo, Value)> = Vec::new();
        for (property, value) in given {
            let old = if property.is_readable() { property.read(self).ok() } else { None };
            if let Err(error) = property.write(self, Input::Value(value)) {
                for (property, old) in undo.into_iter().rev() {
                    // It was the value a moment ago.
                    let _ = property.write(self, Input::Value(old));
                }
                return Err(error);
            }
            undo.extend(old.map(|old| (property, old)));
        }
        Ok(())
    }

    #[inline]
    pub(super) fn read<T: FromValue>(&self, property: &PropertyInfo) -> Result<T> {
        if property.is_readable()
            && let Some(value) = property.field(self).and_then(|field| T::from_field(field.as_any()))
        {
            return Ok(value);
        }
        self.read_converted(property)
    }

    /// The same through a [`Value`].
    #[inline(never)]
    fn read_converted<T: FromValue>(&self, property: &PropertyInfo) -> Result<T> {
        if !property.is_readable() {
            return Err(Error::PropertyNotReadable { owner: self.type_name().into(), name: property.name().into() });
        }
        T::from_value(property.read(self)?).map_err(|refusal| refusal.of(property.name()))
    }

    #[inline]
    pub(crate) fn set_by(&self, name: &str, input: Input<'_>) -> Result<()> {
        self.write(self.writable(name)?, input)
    }

    #[inline]
    pub(super) fn write(&self, property: &PropertyInfo, input: Input<'_>) -> Result<()> {
        if !property.is_writable() {
            return Err(self.not_writable(property.name()));
        }
        self.ask_before_set(property)?;
        property.write(self, input)
    }

    /// The same for a value of the property's own type, if it is that: `None` if not.
    #[inline]
    pub(super) fn write_typed<T: PropertyValue>(&self, property: &PropertyInfo, value: &T) -> Option<Result<()>> {
        let field = property.field(self)?.as_any().downcast_ref::<Prop<T>>()?;
        if !property.is_writable() {
            return Some(Err(self.not_writable(property.name())));
        }
        if let Err(error) = self.ask_before_set(property) {
            return Some(Err(error));
        }
        if property.range().is_some()
            && let Err(refusal) = property.check_range(&value.clone().into_value())
        {
            return Some(Err(refusal.of(property.name())));
        }
        field.set(value.clone());
        Some(Ok(()))
    }

    #[inline]
    fn ask_before_set(&self, property: &PropertyInfo) -> Result<()> {
        self.class().before_set().iter().try_for_each(|ask| ask(self, property))
    }

    #[inline]
    fn writable(&self, name: &str) -> Result<&'static PropertyInfo> {
        match self.class().property(name) {
            Some(property) if property.is_writable() => Ok(property),
            Some(_) => Err(self.not_writable(name)),
            None => Err(self.child_path(name).map_or_else(|error| error, |_| self.not_writable(name))),
        }
    }

    #[cold]
    fn not_writable(&self, name: &str) -> Error {
        Error::PropertyNotWritable { owner: self.type_name().into(), name: name.into() }
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
