//! [`QmpError`], what a client is told when a command fails.

use std::fmt;

use crate::Error;

/// The kind of an error that a client can act upon: QEMU's `QapiErrorClass`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorClass {
    /// Any other.
    GenericError,
    /// There is no such command, or not now.
    CommandNotFound,
    /// There is no such object or type.
    DeviceNotFound,
}

impl ErrorClass {
    /// Its name, as clients see it.
    pub fn name(self) -> &'static str {
        match self {
            Self::GenericError => "GenericError",
            Self::CommandNotFound => "CommandNotFound",
            Self::DeviceNotFound => "DeviceNotFound",
        }
    }
}

impl fmt::Display for ErrorClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a client is told when a command fails: the member `error` of an answer.
///
/// ```
/// use qom_core::monitor::{ErrorClass, QmpError};
/// use qom_core::prelude::*;
///
/// let error = QmpError::from(Context::new().object_at("/nowhere").unwrap_err());
/// assert_eq!((error.class, &*error.desc), (ErrorClass::DeviceNotFound, "Device '/nowhere' not found"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QmpError {
    /// Its kind.
    pub class: ErrorClass,
    /// Its text, for people.
    pub desc: String,
}

impl QmpError {
    /// An error of no special kind.
    pub fn generic(desc: impl fmt::Display) -> Self {
        Self { class: ErrorClass::GenericError, desc: desc.to_string() }
    }

    /// There is no such object or type.
    pub fn device_not_found(desc: impl fmt::Display) -> Self {
        Self { class: ErrorClass::DeviceNotFound, desc: desc.to_string() }
    }

    /// There is no command of this name.
    pub fn command_not_found(name: &str) -> Self {
        Self { class: ErrorClass::CommandNotFound, desc: format!("The command {name} has not been found") }
    }
}

impl fmt::Display for QmpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.desc)
    }
}

impl std::error::Error for QmpError {}

impl From<Error> for QmpError {
    fn from(error: Error) -> Self {
        match error.root() {
            Error::NoSuchObject { .. } | Error::NoSuchClass { .. } => Self::device_not_found(error),
            Error::NoSuchCommand { .. } => Self { class: ErrorClass::CommandNotFound, desc: error.to_string() },
            _ => Self::generic(error),
        }
    }
}
