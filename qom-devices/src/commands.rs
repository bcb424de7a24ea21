//! What clients of the monitor can ask of machines and devices.

use std::collections::BTreeMap;

use qom_core::monitor::{Arguments, Monitor};
use qom_core::prelude::*;
use serde::{Deserialize, Serialize};

use crate::device_add::DeviceOptions;
use crate::machine::{Machine, MachineClass, machine_name};

pub(crate) fn machine(monitor: &Monitor) -> Result<Obj<Machine>> {
    Machine::of(monitor.context()).ok_or_else(|| Error::other("there is no machine"))
}

/// What each request for a device may have; its properties are beside them, as those of its type are.
#[derive(Clone, Serialize, Deserialize)]
struct NewDevice {
    driver: String,
    bus: Option<String>,
    id: Option<String>,
}

/// Adds a device: `driver`, perhaps `bus` and `id`, and its properties.
#[qmp_command(name = "device_add", when = ready, arguments = Arguments::of::<NewDevice>)]
fn device_add(monitor: &Monitor, arguments: BTreeMap<String, Value>) -> Result<()> {
    DeviceOptions::from_map(arguments)?.add_to(&machine(monitor)?).map(drop)
}

#[derive(Clone, Serialize, Deserialize)]
struct Id {
    id: String,
}

/// Asks for a device to go; when it has gone, the event `DEVICE_DELETED` says so.
#[qmp_command(name = "device_del", when = ready)]
fn device_del(monitor: &Monitor, Id { id }: Id) -> Result<()> {
    machine(monitor)?.device_del(&id)
}

/// A machine that could be started.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct MachineInfo {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    alias: Option<String>,
    deprecated: bool,
}

/// The machines there are.
#[qmp_command]
fn query_machines(_: &Monitor) -> Result<Vec<MachineInfo>> {
    let machines = Machine::classes().filter_map(|class| {
        let layer = class.downcast_ref::<MachineClass>()?;
        Some(MachineInfo {
            name: machine_name(class).to_owned(),
            alias: layer.alias().map(str::to_owned),
            deprecated: layer.deprecation_reason().is_some(),
        })
    });
    Ok(machines.collect())
}
