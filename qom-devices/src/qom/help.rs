//! What `qom` says about itself, its machines and its devices.

use qom_core::prelude::*;
use qom_devices::{Machine, device_class};

const OPTIONS: &[(&str, &str)] = &[
    ("-M, -machine NAME[,PROPERTY=VALUE]", "the machine; `-machine help` lists them"),
    (
        "-device TYPE[,id=ID][,bus=BUS][,PROPERTY=VALUE]",
        "adds a device; `-device help` lists the types, `-device TYPE,help` properties",
    ),
    (
        "-object TYPE,id=ID[,PROPERTY=VALUE] or JSON",
        "creates an object before the board is made; `-object help` lists the types, `-object TYPE,help` properties",
    ),
    (
        "-global TYPE.PROPERTY=VALUE or driver=TYPE,property=PROPERTY,value=VALUE",
        "sets a property of all devices of a type",
    ),
    (
        "-qmp stdio or unix:PATH[,server=on] or tcp:HOST:PORT[,server=on]",
        "speaks QMP with clients there, instead of reading commands, until one says `quit`; may be given several times",
    ),
    ("-name NAME", "the name of the machine, which `query-name` answers"),
    ("-S", "the machine is paused until a client says `cont`; there is no processor to run yet"),
    ("-display none", "accepted as it is in QEMU; there is no other display"),
    ("-version", "prints the version"),
    ("-h, -help", "prints this"),
];

/// `-help`.
pub(crate) fn usage() -> String {
    let mut text = String::from(
        "usage: qom [OPTION]...\nStarts a machine and reads commands about it; without options, `-M q35 -device intel-iommu`.\n\n",
    );
    for (option, meaning) in OPTIONS {
        text += &format!("{option}\n        {meaning}\n");
    }
    text + "\nOptions may be written with one dash or two.\n"
}

/// `-version`.
pub(crate) fn version() -> String {
    format!("qom version {}\n", env!("CARGO_PKG_VERSION"))
}

/// `-machine help`.
pub(crate) fn machines() -> String {
    format!("Supported machines are:\n{}\n", Machine::list().join("\n"))
}

/// What `-device help` or `-device TYPE,help` prints; `None` if it is no such question.
///
/// # Errors
/// If there is no such type, or it is abstract.
pub(crate) fn device(text: &str) -> Result<Option<String>> {
    let parts = qom_devices::split_options(text);
    let asks = |part: &String| matches!(&**part, "help" | "?");
    match &parts[..] {
        [driver, ..] if asks(driver) => Ok(Some(devices())),
        [driver, rest @ ..] if rest.iter().any(asks) => {
            let driver = driver.strip_prefix("driver=").unwrap_or(driver);
            Ok(Some(properties(driver)?))
        }
        _ => Ok(None),
    }
}

/// What `-object help` or `-object TYPE,help` prints; `None` if it is no such question.
///
/// # Errors
/// If there is no such type.
pub(crate) fn object(text: &str) -> Result<Option<String>> {
    let parts = qom_devices::split_options(text);
    let asks = |part: &String| matches!(&**part, "help" | "?");
    match &parts[..] {
        [type_name, ..] if asks(type_name) => {
            let open = qom_core::types_implementing("user-creatable").filter(|info| !info.is_abstract());
            let lines: String = open.map(|info| format!("  {}\n", info.name())).collect();
            Ok(Some(format!("List of user creatable objects:\n{lines}")))
        }
        [type_name, rest @ ..] if rest.iter().any(asks) => {
            let class = class_by_name(type_name.strip_prefix("qom-type=").unwrap_or(type_name))?;
            Ok(Some(class.property_help()))
        }
        _ => Ok(None),
    }
}

/// The device types that users can create, by kind.
fn devices() -> String {
    let classes: Vec<_> = qom_core::types_implementing("device")
        .filter(|info| !info.is_abstract())
        .filter_map(|info| info.class().ok()?.downcast_ref::<DeviceClass>().map(|layer| (info, layer)))
        .filter(|(_, layer)| layer.user_creatable())
        .collect();
    let mut text = String::new();
    let kinds = Category::ALL.into_iter().map(Some).chain([None]);
    for kind in kinds {
        let of_kind = classes.iter().filter(|(_, layer)| match kind {
            Some(kind) => layer.categories().contains(&kind),
            None => layer.categories().is_empty(),
        });
        let lines: Vec<String> = of_kind.map(|(info, layer)| line(info.name(), layer)).collect();
        if !lines.is_empty() {
            let separator = if text.is_empty() { "" } else { "\n" };
            let heading = kind.map_or("Uncategorized", Category::heading);
            text += &format!("{separator}{heading} devices:\n{}\n", lines.join("\n"));
        }
    }
    text
}

fn line(name: &str, layer: &DeviceClass) -> String {
    let bus = layer.bus_type().map(|bus| format!(", bus {bus}")).unwrap_or_default();
    let desc = if layer.desc().is_empty() { String::new() } else { format!(", desc \"{}\"", layer.desc()) };
    format!("name \"{name}\"{bus}{desc}")
}

/// The properties of a device type that can be set, and what the type is and does.
fn properties(driver: &str) -> Result<String> {
    let class = device_class(driver)?;
    let paragraph = class.type_info().doc().lines().map(str::trim).take_while(|line| !line.is_empty());
    let about = paragraph.collect::<Vec<_>>().join(" ");
    let about = if about.is_empty() { about } else { format!("\n{about}\n") };
    Ok(class.property_help() + &about)
}
