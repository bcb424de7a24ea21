//! Properties by name.

use super::own::converted;
use super::transaction;
use crate::class::Class;
use crate::error::{Error, Result};
use crate::object::{Obj, Object, ObjectView};
use crate::tree::watch;
use crate::types::{FromValue, Input, PropertyInfo, Value};

impl Object {
    /// Gives a property a value.
    ///
    /// QOM: `object_property_set`.
    ///
    /// # Errors
    /// [`Error::PropertyNotFound`], [`Error::PropertyNotWritable`]; [`Error::InvalidParameterType`],
    /// [`Error::InvalidParameterValue`] or [`Error::NotAChoice`] if it is not a value of the property's type; what
    /// `before_set` of the object's type, or of an ancestor, says, or a `check` of the property;
    /// [`Error::AliasedIsGone`]. The property is then as it was.
    #[doc(alias(
        "object_property_set",
        "object_property_set_str",
        "object_property_set_bool",
        "object_property_set_int",
        "object_property_set_uint",
        "object_property_set_qobject",
        "qdev_prop_set_bit",
        "qdev_prop_set_uint8",
        "qdev_prop_set_uint16",
        "qdev_prop_set_uint32",
        "qdev_prop_set_uint64",
        "qdev_prop_set_int32",
        "qdev_prop_set_string",
        "qdev_prop_set_enum",
        "qdev_prop_set_array"
    ))]
    #[inline]
    pub fn set(&self, name: &str, value: impl Into<Value>) -> Result<()> {
        self.set_by(name, Input::Value(value.into()))
    }

    /// Gives a property the value that a text stands for: `on` or `off`, a number as in C, a structure in JSON, or the text
    /// itself.
    ///
    /// QOM: `object_property_parse`.
    ///
    /// # Errors
    /// As [`set`](Self::set).
    #[doc(alias = "object_property_parse")]
    pub fn set_from_str(&self, name: &str, text: &str) -> Result<()> {
        self.set_by(name, Input::Text(text))
    }

    /// The same for a text that comes as `name=text`, as in `-device`: lists of numbers cannot be written in one text
    /// there, and messages differ, as in QEMU.
    ///
    /// QOM: `object_set_properties_from_keyval`.
    ///
    /// # Errors
    /// As [`set`](Self::set).
    #[doc(alias = "object_set_properties_from_keyval")]
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
    /// [`Error::InvalidParameterValue`] if the value is no `T`; [`Error::AliasedIsGone`].
    #[doc(alias(
        "object_property_get",
        "object_property_print",
        "object_property_get_str",
        "object_property_get_bool",
        "object_property_get_int",
        "object_property_get_uint",
        "object_property_get_enum",
        "object_property_get_qobject"
    ))]
    #[inline]
    pub fn get<T: FromValue>(&self, name: &str) -> Result<T> {
        match self.class().property(name) {
            Some(property) => self.read(property, name),
            None => self.get_own(name),
        }
    }

    /// Makes a link lead to this object, or to none: without a path, so also if the object is in no tree.
    ///
    /// QOM: `object_property_set_link`, which clears the link if the object is in no tree.
    ///
    /// # Errors
    /// As [`set`](Self::set); [`Error::InvalidParameterType`] if the property is no link, or one to another type; if the
    /// object is in another context; [`Error::NoSuchObject`] if it is leaving the tree.
    #[doc(alias = "object_property_set_link")]
    pub fn set_link<V: ObjectView>(&self, name: &str, target: Option<&Obj<V>>) -> Result<()> {
        let (holder, located) = self.locate(name)?;
        let (object, info) = (holder.as_deref().unwrap_or(self), located.info());
        object.ask_before_set(&info)?;
        info.link_to(name, object, target.map(|target| target.clone().into_object()))?;
        watch::changed(object, info.name());
        Ok(())
    }

    /// The object that a link leads to, or the child of this name.
    ///
    /// QOM: `object_property_get_link`.
    ///
    /// # Errors
    /// [`Error::PropertyNotFound`], [`Error::PropertyNotReadable`]; [`Error::InvalidParameterType`] if the property does
    /// not lead to objects; [`Error::AliasedIsGone`].
    #[doc(alias = "object_property_get_link")]
    pub fn get_link(&self, name: &str) -> Result<Option<Obj<Object>>> {
        if let Some(child) = self.child(name) {
            return Ok(Some(child));
        }
        let (holder, located) = self.locate(name)?;
        let (object, info) = (holder.as_deref().unwrap_or(self), located.info());
        if !info.is_readable() {
            return Err(object.not_readable(info.name()));
        }
        match info.field(object).and_then(|field| field.as_link()) {
            Some(link) => Ok(link.target()),
            None => object
                .child(info.name())
                .map(Some)
                .ok_or_else(|| Error::InvalidParameterType { name: name.into(), expected: "link".into() }),
        }
    }

    /// Gives several properties values, all of them or, if one is refused, none: those that were set get back what they
    /// had, whatever that was; a computed one by its setter, if it has a getter too. Others may see some of them
    /// meanwhile; who [watches](Self::watch) is told once all are set.
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
    #[doc(alias("object_set_props", "object_set_propv"))]
    pub fn set_all<'n, V: Into<Value>>(&self, values: impl IntoIterator<Item = (&'n str, V)>) -> Result<()> {
        transaction::set_all(self, values.into_iter().map(|(name, value)| (name, value.into())))
    }

    #[inline]
    pub(super) fn read<T: FromValue>(&self, property: &PropertyInfo<'_>, name: &str) -> Result<T> {
        if property.is_readable()
            && let Some(value) = property.field(self).and_then(|field| T::from_field(field))
        {
            return Ok(value);
        }
        self.read_converted(property, name)
    }

    /// The same through a [`Value`].
    #[inline(never)]
    fn read_converted<T: FromValue>(&self, property: &PropertyInfo<'_>, name: &str) -> Result<T> {
        if !property.is_readable() {
            return Err(self.not_readable(property.name()));
        }
        converted(property.read(self)?, name)
    }

    /// Of what is no property of the class.
    #[inline(never)]
    fn get_own<T: FromValue>(&self, name: &str) -> Result<T> {
        let (holder, located) = self.locate(name)?;
        holder.as_deref().unwrap_or(self).read(&located.info(), name)
    }

    #[inline]
    pub(crate) fn set_by(&self, name: &str, input: Input<'_>) -> Result<()> {
        match self.class().property(name) {
            Some(property) => self.write(property, name, input),
            None => self.set_own(name, input),
        }
    }

    /// Of what is no property of the class.
    #[inline(never)]
    fn set_own(&self, name: &str, input: Input<'_>) -> Result<()> {
        let (holder, located) = self.locate(name)?;
        holder.as_deref().unwrap_or(self).write(&located.info(), name, input)
    }

    /// `name` is what the property is called in what is said of a wrong value.
    #[inline]
    pub(super) fn write(&self, property: &PropertyInfo<'_>, name: &str, input: Input<'_>) -> Result<()> {
        self.ask_before_set(property)?;
        property.write_as(name, self, input)?;
        watch::changed(self, property.name());
        Ok(())
    }

    /// Whether it can be set now.
    #[inline]
    pub(super) fn ask_before_set(&self, property: &PropertyInfo<'_>) -> Result<()> {
        if !property.is_writable() {
            return Err(self.not_writable(property.name()));
        }
        self.class().before_set().iter().try_for_each(|ask| ask(self, property))
    }

    #[cold]
    fn not_readable(&self, name: &str) -> Error {
        Error::PropertyNotReadable { owner: self.type_name().into(), name: name.into() }
    }

    #[cold]
    fn not_writable(&self, name: &str) -> Error {
        Error::PropertyNotWritable { owner: self.type_name().into(), name: name.into() }
    }
}

impl Class {
    /// The property of this name, if objects of the class have it.
    ///
    /// QOM: `object_class_property_find`.
    #[doc(alias = "object_class_property_find")]
    #[inline]
    pub fn property(&self, name: &str) -> Option<&'static PropertyInfo<'static>> {
        self.property_table().get(name).copied()
    }

    /// The properties that objects of the class have, as they are declared, the root's first.
    ///
    /// QOM: `object_class_property_iter_init`.
    #[doc(alias = "object_class_property_iter_init")]
    pub fn properties(&'static self) -> impl Iterator<Item = &'static PropertyInfo<'static>> {
        let mut infos: Vec<_> = self.lineage().map(|class| class.type_info().properties()).collect();
        infos.reverse();
        infos.into_iter().flatten()
    }
}
