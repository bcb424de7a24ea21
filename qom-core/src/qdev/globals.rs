//! `-global` as users write it, and what was for nobody.

use super::device::{Device, DeviceClass};
use crate::class::class_by_name;
use crate::context::Context;
use crate::create::GlobalProperty;
use crate::error::{Error, Result};
use crate::types::Value;
use crate::user_creatable::KeyVal;

impl GlobalProperty {
    /// Reads `driver.property=value`, or `driver=..,property=..,value=..`, for a type with a dot in its name.
    ///
    /// QOM: `qemu_global_option`.
    ///
    /// # Errors
    /// If one of the three is missing, or the text is no such text.
    ///
    /// ```
    /// use qom_core::prelude::*;
    ///
    /// assert_eq!(GlobalProperty::parse("nic.speed=10")?, GlobalProperty::new("nic", "speed", "10"));
    /// assert_eq!(
    ///     GlobalProperty::parse("driver=nic-1.0,property=speed,value=a,,b")?,
    ///     GlobalProperty::new("nic-1.0", "speed", "a,b")
    /// );
    /// let error = GlobalProperty::parse("driver=nic").unwrap_err();
    /// assert_eq!(error.to_string(), "options 'driver', 'property', and 'value' are required");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self> {
        if let Some((name, value)) = text.split_once('=')
            && let Some((driver, property)) = name.split_once('.')
            && !driver.is_empty()
            && !property.is_empty()
        {
            return Ok(Self::new(driver, property, value));
        }
        let mut options = KeyVal::parse(text, None)?;
        let mut take = |name| match options.remove(name) {
            Some(Value::Str(text)) => Ok(text),
            _ => Err(Error::other("options 'driver', 'property', and 'value' are required")),
        };
        let global = Self::new(take("driver")?, take("property")?, take("value")?);
        match options.iter().next() {
            Some((name, _)) => Err(Error::InvalidParameter { name: name.into() }),
            None => Ok(global),
        }
    }
}

impl Context {
    /// What there is to warn of when a machine has been made: what users said of types that do not exist, are no device
    /// types, or of which there is no device and there can be none later.
    ///
    /// QOM: `qdev_prop_check_globals`.
    #[doc(alias = "qdev_prop_check_globals")]
    pub fn unused_globals(&self) -> Vec<String> {
        let unused = self.globals().into_iter().filter(|(_, is_used)| !is_used).map(|(global, _)| global);
        unused.filter_map(|global| warning(&global)).collect()
    }
}

fn warning(global: &GlobalProperty) -> Option<String> {
    let (driver, property, value) = (global.driver(), global.property(), global.value());
    match class_by_name(driver) {
        Ok(class) if class.is::<Device>() => {
            let is_hotpluggable = class.downcast_ref::<DeviceClass>().is_some_and(DeviceClass::hotpluggable);
            (!is_hotpluggable).then(|| format!("global {driver}.{property}={value} not used"))
        }
        _ => Some(format!("global {driver}.{property} has invalid class name")),
    }
}
