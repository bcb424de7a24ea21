//! What people can say to the monitor of machines and devices.

use qom_core::monitor::{DeviceId, Monitor, Rest};
use qom_core::prelude::*;
use serde::{Deserialize, Serialize};

use crate::commands::machine;
use crate::device_add::DeviceOptions;
use crate::help::{device_help, devices, object_help};
use crate::object_add::add_object;
use crate::qtree;

#[derive(Clone, Serialize, Deserialize)]
struct NewDevice {
    device: Option<String>,
}

/// Add device, like -device on the command line.
#[hmp_command(name = "device_add", params = "driver[,prop=value][,...]", when = ready)]
fn device_add(monitor: &Monitor, NewDevice { device }: NewDevice) -> Result<String> {
    let device = device.unwrap_or_default();
    match device_help(&device) {
        Ok(Some(help)) => return Ok(help),
        // As in QEMU: an answer and not an error.
        Err(error) => return Ok(format!("{error}\n")),
        Ok(None) => {}
    }
    DeviceOptions::parse(&device)?.add_to(&machine(monitor)?).map(|_| String::new())
}

#[derive(Clone, Serialize, Deserialize)]
struct Id {
    id: DeviceId,
}

/// Remove device.
#[hmp_command(name = "device_del", params = "device", when = ready)]
fn device_del(monitor: &Monitor, Id { id }: Id) -> Result<String> {
    machine(monitor)?.device_del(&id).map(|()| String::new())
}

#[derive(Clone, Serialize, Deserialize)]
struct NewObject {
    object: Rest,
}

/// Create QOM object.
#[hmp_command(name = "object_add", params = "[qom-type=]type,id=str[,prop=value][,...]")]
fn object_add(monitor: &Monitor, NewObject { object }: NewObject) -> Result<String> {
    if let Some(help) = object_help(&object)? {
        return Ok(help);
    }
    add_object(monitor.context(), &object).map(|_| String::new())
}

/// Show qdev device model list.
#[hmp_command(name = "info qdm")]
fn qdm(_: &Monitor) -> Result<String> {
    Ok(devices(true))
}

#[derive(Clone, Serialize, Deserialize)]
struct Brief {
    #[serde(rename = "b")]
    is_brief: bool,
}

/// Show device tree (-b: brief, omit properties).
#[hmp_command(name = "info qtree")]
fn qtree(monitor: &Monitor, Brief { is_brief }: Brief) -> Result<String> {
    Ok(machine(monitor)?.main_bus().map(|bus| qtree::print(&bus, is_brief)).unwrap_or_default())
}
