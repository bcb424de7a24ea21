//! `info qtree`: buses, and the devices on them.

use std::fmt::Write as _;

use qom_core::prelude::*;

/// The bus and what hangs on it, without what the devices are set to if it is to be brief.
///
/// QOM: `qbus_print`.
pub(crate) fn print(bus: &Obj<Bus>, is_brief: bool) -> String {
    let mut text = String::new();
    print_bus(&mut text, bus, 0, is_brief);
    text
}

fn print_bus(text: &mut String, bus: &Obj<Bus>, indent: usize, is_brief: bool) {
    let _ = writeln!(text, "{:indent$}bus: {}", "", bus.name());
    let indent = indent + 2;
    let _ = writeln!(text, "{:indent$}type {}", "", bus.type_name());
    for device in bus.devices() {
        let _ = writeln!(text, "{:indent$}dev: {}, id \"{}\"", "", device.type_name(), device.id().unwrap_or_default());
        let indent = indent + 2;
        if !is_brief {
            print_properties(text, &device, indent);
        }
        device.buses().iter().for_each(|bus| print_bus(text, bus, indent, is_brief));
    }
}

/// Of its own type first, then of its parents, in the order in which they are declared.
fn print_properties(text: &mut String, device: &Obj<Device>, indent: usize) {
    let own = device.class().lineage().take_while(|class| class.name() != "device");
    let properties = own.flat_map(|class| class.type_info().properties());
    for property in properties.filter(|property| property.is_readable() && property.is_writable()) {
        // One that fails says why.
        let value = device.print(property.name()).unwrap_or_else(|error| format!("({error})"));
        let _ = writeln!(text, "{:indent$}{} = {value}", "", property.name());
    }
}
