//! Devices.

use qom_macros::{qom_class, qom_type};

/// The base of all devices, QOM's `device`.
///
/// What a device type says of itself it overrides in its `impl` of [`DeviceImpl`]; its class has it in
/// [`DeviceClass`].
///
/// ```
/// use qom_core::prelude::*;
///
/// /// A lamp.
/// #[qom_type(parent = Device)]
/// pub struct Lamp {}
///
/// impl DeviceImpl for Lamp {
///     fn desc() -> &'static str {
///         "a lamp that is always on"
///     }
/// }
///
/// assert_eq!(Lamp::new().desc(), "a lamp that is always on");
/// ```
#[qom_type(abstract)]
pub struct Device {}

/// What a device type can say of itself.
#[qom_class(Device)]
pub trait DeviceImpl {
    /// A line about the device for people who choose one.
    ///
    /// QOM: `DeviceClass.desc`.
    #[class_field]
    fn desc() -> &'static str {
        ""
    }
}
