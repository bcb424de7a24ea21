//! [`Property`], a property that has been looked up.

use super::value::PropertyValue;
use crate::class::Class;
use crate::error::{Error, Result};
use crate::object::Object;
use crate::types::{FromValue, Input, PropertyInfo};

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
    info: &'static PropertyInfo,
}

impl Property {
    /// What there is to know of it.
    pub fn info(&self) -> &'static PropertyInfo {
        self.info
    }

    /// Its value, as [`Object::get`] gives it.
    ///
    /// # Errors
    /// As [`Object::get`]; [`Error::PropertyNotFound`] for an object that is not of the class.
    #[inline]
    pub fn get<T: FromValue>(&self, object: &Object) -> Result<T> {
        self.check(object)?;
        object.read(self.info)
    }

    /// Gives it a value, as [`Object::set`] does; fastest with one of the property's own type.
    ///
    /// # Errors
    /// As [`Object::set`]; [`Error::PropertyNotFound`] for an object that is not of the class.
    #[inline]
    pub fn set<T: PropertyValue>(&self, object: &Object, value: T) -> Result<()> {
        self.check(object)?;
        let typed = object.write_typed(self.info, &value);
        typed.unwrap_or_else(|| object.write(self.info, Input::Value(value.into_value())))
    }

    /// Objects of subtypes have it too.
    #[inline]
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
    pub fn resolve_property(&'static self, name: &str) -> Result<Property> {
        let missing = || Error::PropertyNotFound { owner: self.name().into(), name: name.into() };
        Ok(Property { class: self, info: self.property(name).ok_or_else(missing)? })
    }
}
