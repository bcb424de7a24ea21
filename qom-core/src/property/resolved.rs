//! [`Property`], a property that has been looked up.

use std::any::TypeId;

use super::value::PropertyValue;
use crate::class::Class;
use crate::error::{Error, Result};
use crate::object::Object;
use crate::tree::watch;
use crate::types::{Accessible, FromValue, Input, PropertyInfo};

/// A property of a class, looked up once, to be read and set of many objects, or often.
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_type]
/// pub struct Sensor {
///     #[property(default = 20)]
///     degrees: Prop<i32>,
/// }
///
/// let degrees = class_by_name("sensor")?.resolve_property("degrees")?;
/// for sensor in [Sensor::new(), Sensor::new()] {
///     degrees.set(&sensor, 21)?;
///     assert_eq!(degrees.get::<i32>(&sensor)?, 21);
/// }
/// # Ok::<(), Error>(())
/// ```
///
/// QOM has nothing like it; GObject has `GParamSpec`.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    class: &'static Class,
    info: &'static PropertyInfo<'static>,
    /// The field of an object of this very class, if it can be read.
    to_read: Option<FieldOf>,
    /// The same, if a value of its type goes in as it is and nobody is asked before.
    to_set: Option<FieldOf>,
}

type FieldOf = for<'o> fn(&'o Object) -> &'o dyn Accessible;

impl Property {
    /// What there is to know of it.
    pub fn info(&self) -> &'static PropertyInfo<'static> {
        self.info
    }

    /// Its value, as [`Object::get`] gives it.
    ///
    /// # Errors
    /// As [`Object::get`]; [`Error::PropertyNotFound`] for an object that is not of the class.
    #[inline]
    pub fn get<T: FromValue>(&self, object: &Object) -> Result<T> {
        if let Some(field) = self.to_read
            && std::ptr::eq(object.class(), self.class)
            && let Some(value) = T::from_field(field(object))
        {
            return Ok(value);
        }
        self.get_checked(object)
    }

    /// Gives it a value, as [`Object::set`] does; fastest with one of the property's own type.
    ///
    /// # Errors
    /// As [`Object::set`]; [`Error::PropertyNotFound`] for an object that is not of the class.
    #[inline]
    pub fn set<T: PropertyValue>(&self, object: &Object, value: T) -> Result<()> {
        if let Some(field) = self.to_set
            && let Some(kind) = T::BITS_KIND
            && std::ptr::eq(object.class(), self.class)
            && field(object).set_bits(kind, value.to_bits())
        {
            watch::changed(object, self.info.name());
            return Ok(());
        }
        self.set_checked(object, value)
    }

    #[inline(never)]
    fn get_checked<T: FromValue>(&self, object: &Object) -> Result<T> {
        self.check(object)?;
        object.read(self.info, self.info.name())
    }

    #[inline(never)]
    fn set_checked<T: PropertyValue>(&self, object: &Object, value: T) -> Result<()> {
        self.check(object)?;
        if T::IS_MORE_THAN_SHOWN
            && self.info.range().is_none()
            && let Some(field) = self.info.field(object)
            && field.held(TypeId::of::<T>()).is_some()
        {
            object.ask_before_set(self.info)?;
            self.info.ask_check(object, &value)?;
            field.hold(&value);
            watch::changed(object, self.info.name());
            return Ok(());
        }
        let value = value.try_into_value().map_err(|refusal| refusal.of(self.info.name()))?;
        object.write(self.info, self.info.name(), Input::Value(value))
    }

    /// Objects of subtypes have it too.
    fn check(&self, object: &Object) -> Result<()> {
        let class = object.class();
        if std::ptr::eq(class, self.class)
            || class.property(self.info.name()).is_some_and(|it| std::ptr::eq(it, self.info))
        {
            return Ok(());
        }
        Err(Error::PropertyNotFound { owner: object.type_name().into(), name: self.info.name().into() })
    }
}

impl Class {
    /// The property of this name, to be read and set without looking it up again.
    ///
    /// # Errors
    /// [`Error::PropertyNotFound`].
    #[doc(alias = "object_class_property_find_err")]
    pub fn resolve_property(&'static self, name: &str) -> Result<Property> {
        let missing = || Error::PropertyNotFound { owner: self.name().into(), name: name.into() };
        let info = self.property(name).ok_or_else(missing)?;
        let is_asked = !self.before_set().is_empty();
        let field = info.class_field();
        Ok(Property {
            class: self,
            info,
            to_read: field.filter(|_| info.is_readable()),
            to_set: field.filter(|_| info.is_plain() && !is_asked),
        })
    }
}
