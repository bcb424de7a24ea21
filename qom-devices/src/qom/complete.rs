//! What Tab offers: commands, paths, properties, names of types.

use qom_core::prelude::*;

use crate::monitor::{ArgKind, COMMANDS, Command, Monitor, type_names};

/// Where the word begins that ends a line, and what it could be.
pub(crate) fn candidates(monitor: &Monitor, line: &str) -> (usize, Vec<String>) {
    let word = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    let start = line.len() - word.len();
    let before = &line[..start];
    let mut found = match Command::of(before) {
        Some((command, rest)) if command.args.first().is_some_and(|arg| arg.kind == ArgKind::Command) => {
            commands(rest, word)
        }
        Some((command, rest)) => argument(monitor, command, rest, word),
        None => commands(before, word),
    };
    found.sort();
    found.dedup();
    (start, found)
}

/// The words that can follow these at the start of a line.
fn commands(before: &str, word: &str) -> Vec<String> {
    let before: Vec<&str> = before.split_whitespace().collect();
    let names = COMMANDS.iter().map(|command| command.name.split(' ').collect::<Vec<_>>());
    let next = names.filter_map(|name| name.strip_prefix(&before[..])?.first().copied());
    next.filter(|next| next.starts_with(word)).map(|next| format!("{next} ")).collect()
}

fn argument(monitor: &Monitor, command: &Command, before: &str, word: &str) -> Vec<String> {
    let before: Vec<&str> = before.split_whitespace().collect();
    let starts = |name: &&str| name.starts_with(word);
    match command.args.get(before.len()).map(|arg| arg.kind) {
        Some(ArgKind::Path) => paths(monitor.context(), word),
        Some(ArgKind::Property) => match monitor.context().object_at(before[0]) {
            Ok(object) => properties(&object, command.name == "qom-set", word),
            Err(_) => Vec::new(),
        },
        Some(ArgKind::Type) => type_names().filter(starts).map(str::to_owned).collect(),
        Some(ArgKind::Device) => ids(monitor.context(), "/machine/peripheral", word),
        Some(ArgKind::Id) => ids(monitor.context(), "/objects", word),
        Some(ArgKind::Rest) | None => Vec::new(),
        // Handled as what it is: the beginning of a line.
        Some(ArgKind::Command) => Vec::new(),
    }
}

/// The ids of what users created there.
fn ids(context: &Context, place: &str, word: &str) -> Vec<String> {
    let objects = context.object_at(place).map(|objects| objects.children()).unwrap_or_default();
    objects.iter().map(|(id, _)| (**id).to_owned()).filter(|id| id.starts_with(word)).collect()
}

/// The properties that can be set, or that can be read, children included.
fn properties(object: &Object, to_set: bool, word: &str) -> Vec<String> {
    let declared = object.class().properties().filter(|property| !to_set || property.is_writable());
    let mut names: Vec<String> = declared.map(|property| property.name().to_owned()).collect();
    if !to_set {
        names.extend(object.children().iter().map(|(name, _)| (**name).to_owned()));
    }
    names.retain(|name| name.starts_with(word));
    names
}

/// The children of what the path leads to up to its last slash.
fn paths(context: &Context, word: &str) -> Vec<String> {
    let Some((parent, name)) = word.rsplit_once('/') else { return vec!["/".to_owned()] };
    let object = context.object_at(if parent.is_empty() { "/" } else { parent });
    let children = object.map(|object| object.children()).unwrap_or_default();
    let fitting = children.into_iter().filter(|(child, _)| child.starts_with(name));
    fitting
        .map(|(child, object)| format!("{parent}/{child}{}", if object.children().is_empty() { "" } else { "/" }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::candidates;
    use crate::monitor::Monitor;
    use qom_core::prelude::*;
    use qom_devices::Machine;

    #[qom_core::test]
    fn tab_offers_commands_paths_properties_and_types() {
        let context = Context::current();
        let _machine = Machine::start(&context, "q35").unwrap();
        let monitor = Monitor::new(&context);
        let offered = |line: &str| candidates(&monitor, line).1;
        assert_eq!(offered("in"), ["info "]);
        assert_eq!(offered("info qom-t"), ["qom-tree ", "qom-types "]);
        assert_eq!(offered("qom-"), ["qom-get ", "qom-list ", "qom-set "]);
        assert_eq!(offered("qom-list "), ["/"]);
        assert_eq!(offered("qom-list /ma"), ["/machine/"]);
        assert_eq!(offered("info qom-tree /machine/per"), ["/machine/peripheral", "/machine/peripheral-anon"]);
        assert_eq!(offered("qom-get /machine/q35 t"), ["type"]);
        assert_eq!(offered("info qom-types x86-i"), ["x86-iommu"]);
        assert_eq!(offered("help qom-l"), ["qom-list "]);
        assert_eq!(offered("help info qom-tr"), ["qom-tree "]);
        assert_eq!(offered("qom-get /machine per"), ["peripheral", "peripheral-anon"]);
        assert!(offered("qom-set /machine per").is_empty());
        assert!(offered("blah ").is_empty() && offered("qom-set /machine type ").is_empty());
        assert!(offered("qom-get /nowhere ").is_empty() && offered("qom-list /nowhere/x").is_empty());
        assert_eq!(candidates(&monitor, "qom-list /ma").0, "qom-list ".len());
        assert_eq!(offered("qom-list\u{a0}/machine/q35/p"), ["/machine/q35/pcie.0"]);
        assert!(offered("\u{e4}").is_empty() && offered("qom-list /\u{e4}").is_empty());
    }
}
