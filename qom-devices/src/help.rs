//! What there is to say of types to who asks with `help`.

use qom_core::prelude::*;

use crate::device_add::{device_class, split_options};

/// What `-device help` or `-device TYPE,help` prints; `None` if it is no such question.
///
/// # Errors
/// If there is no such type, or it is abstract.
pub fn device_help(text: &str) -> Result<Option<String>> {
    let parts = split_options(text);
    let asks = |part: &String| matches!(&**part, "help" | "?");
    match &parts[..] {
        [driver, ..] if asks(driver) => Ok(Some(devices(false))),
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
pub fn object_help(text: &str) -> Result<Option<String>> {
    let parts = split_options(text);
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

/// The device types that users can create, or all, by kind.
pub(crate) fn devices(with_all: bool) -> String {
    let classes: Vec<_> = qom_core::types_implementing("device")
        .filter(|info| !info.is_abstract())
        .filter_map(|info| info.class().ok()?.downcast_ref::<DeviceClass>().map(|layer| (info, layer)))
        .filter(|(_, layer)| with_all || layer.user_creatable())
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
    let no_user = if layer.user_creatable() { "" } else { ", no-user" };
    format!("name \"{name}\"{bus}{desc}{no_user}")
}

/// The properties of a device type that can be set, and what the type is and does.
fn properties(driver: &str) -> Result<String> {
    let class = device_class(driver)?;
    let paragraph = class.type_info().doc().lines().map(str::trim).take_while(|line| !line.is_empty());
    let about = paragraph.collect::<Vec<_>>().join(" ");
    let about = if about.is_empty() { about } else { format!("\n{about}\n") };
    Ok(class.property_help() + &about)
}
