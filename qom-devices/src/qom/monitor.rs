//! The commands, as QEMU's human monitor has them.

use std::fmt::Write as _;

use qom_core::prelude::*;
use qom_core::tree::Departed;
use qom_core::{PropertyDescription, types_implementing};
use qom_devices::{DeviceOptions, Machine, add_object};

/// What there is to look at.
pub(crate) struct Monitor {
    context: Context,
}

/// A command: what it is called, what it takes and does.
pub(crate) struct Command {
    pub(crate) name: &'static str,
    alias: Option<&'static str>,
    pub(crate) args: &'static [Arg],
    pub(crate) help: &'static str,
    run: fn(&Monitor, &[String]) -> Result<String>,
}

/// An argument of a command.
pub(crate) struct Arg {
    name: &'static str,
    pub(crate) kind: ArgKind,
    is_optional: bool,
}

/// What an argument is: to complete it, and to know where it ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ArgKind {
    Path,
    Property,
    Type,
    /// That of an object which a user created.
    Id,
    /// That of a user's device, or its path.
    Device,
    /// The words of a command, to the end of the line.
    Command,
    /// The rest of the line.
    Rest,
}

const fn arg(name: &'static str, kind: ArgKind) -> Arg {
    Arg { name, kind, is_optional: false }
}

const fn optional(name: &'static str, kind: ArgKind) -> Arg {
    Arg { name, kind, is_optional: true }
}

pub(crate) const COMMANDS: &[Command] = &[
    Command {
        name: "device_add",
        alias: None,
        args: &[arg("driver[,prop=value][,...]", ArgKind::Rest)],
        help: "add device, like -device on the command line",
        run: Monitor::device_add,
    },
    Command {
        name: "device_del",
        alias: None,
        args: &[arg("device", ArgKind::Device)],
        help: "remove device",
        run: Monitor::device_del,
    },
    Command {
        name: "help",
        alias: Some("?"),
        args: &[optional("command", ArgKind::Command)],
        help: "show the help",
        run: Monitor::help,
    },
    Command {
        name: "info leaks",
        alias: None,
        args: &[],
        help: "show what was removed and is still held",
        run: Monitor::leaks,
    },
    Command {
        name: "info qom-tree",
        alias: None,
        args: &[optional("path", ArgKind::Path)],
        help: "show QOM composition tree",
        run: Monitor::tree,
    },
    Command {
        name: "info qom-types",
        alias: None,
        args: &[optional("implements", ArgKind::Type)],
        help: "show the types, or those that are instances of one; of singletons group and scope",
        run: Monitor::types,
    },
    Command {
        name: "object_add",
        alias: None,
        args: &[arg("[qom-type=]type,id=str[,prop=value][,...]", ArgKind::Rest)],
        help: "create QOM object",
        run: Monitor::object_add,
    },
    Command {
        name: "object_del",
        alias: None,
        args: &[arg("id", ArgKind::Id)],
        help: "destroy QOM object",
        run: Monitor::object_del,
    },
    Command {
        name: "qom-get",
        alias: None,
        args: &[arg("path", ArgKind::Path), arg("property", ArgKind::Property)],
        help: "print QOM property",
        run: Monitor::get,
    },
    Command {
        name: "qom-list",
        alias: None,
        args: &[optional("path", ArgKind::Path)],
        help: "list QOM properties",
        run: Monitor::list,
    },
    Command {
        name: "qom-set",
        alias: None,
        args: &[arg("path", ArgKind::Path), arg("property", ArgKind::Property), arg("value", ArgKind::Rest)],
        help: "set QOM property",
        run: Monitor::set,
    },
    Command {
        name: "system_reset",
        alias: None,
        args: &[],
        help: "reset the system",
        run: |monitor, _| monitor.context.system_reset(ResetType::Cold).map(|_| String::new()),
    },
    Command { name: "quit", alias: Some("q"), args: &[], help: "quit", run: |_, _| Ok(String::new()) },
];

impl Command {
    /// The command that a line is for, and the rest of the line.
    pub(crate) fn of(line: &str) -> Option<(&'static Self, &str)> {
        COMMANDS.iter().find_map(|command| {
            let names = [Some(command.name), command.alias];
            let rest = names.into_iter().flatten().find_map(|name| after_words(line, name))?;
            Some((command, rest))
        })
    }

    fn synopsis(&self) -> String {
        let mut text = [Some(self.name), self.alias].into_iter().flatten().collect::<Vec<_>>().join("|");
        for arg in self.args {
            let _ = if arg.is_optional { write!(text, " [{}]", arg.name) } else { write!(text, " {}", arg.name) };
        }
        format!("{text} -- {}\n", self.help)
    }

    fn parse(&self, mut rest: &str) -> Result<Vec<String>> {
        let mut args = Vec::new();
        for arg in self.args {
            rest = rest.trim_start();
            if rest.is_empty() {
                ensure!(arg.is_optional, "{}: string expected", self.name);
                return Ok(args);
            }
            if matches!(arg.kind, ArgKind::Rest | ArgKind::Command) {
                args.push(rest.trim_end().to_owned());
                return Ok(args);
            }
            let Some((word, after)) = argument(rest) else { bail!("{}: string expected", self.name) };
            args.push(word);
            rest = after;
        }
        ensure!(rest.trim().is_empty(), "{}: extraneous characters at the end of line", self.name);
        Ok(args)
    }
}

/// What follows these words, if the line begins with them.
fn after_words<'l>(line: &'l str, words: &str) -> Option<&'l str> {
    words.split(' ').try_fold(line, |line, word| {
        let (first, rest) = split_word(line.trim_start());
        (first == word).then_some(rest)
    })
}

fn split_word(text: &str) -> (&str, &str) {
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// A word, or what stands between quotes, and what follows it; `None` if a quote is not closed.
fn argument(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let (word, rest) = split_word(text);
        return Some((word.to_owned(), rest));
    };
    let mut word = String::new();
    let mut chars = quoted.chars();
    loop {
        match chars.next()? {
            '"' => return Some((word, chars.as_str())),
            '\\' => word.push(match chars.next()? {
                'n' => '\n',
                'r' => '\r',
                other => other,
            }),
            other => word.push(other),
        }
    }
}

impl Monitor {
    pub(crate) fn new(context: &Context) -> Self {
        Self { context: context.clone() }
    }

    pub(crate) fn context(&self) -> &Context {
        &self.context
    }

    /// Does what a line says: the text to print, and whether it was the last.
    pub(crate) fn execute(&self, line: &str) -> (String, bool) {
        if line.trim().is_empty() {
            return (String::new(), false);
        }
        if line.trim() == "info" {
            return (commands("info"), false);
        }
        let Some((command, rest)) = Command::of(line) else { return (unknown(line), false) };
        let args = match command.parse(rest) {
            Ok(args) => args,
            Err(error) => return (format!("{error}\nTry \"help {}\" for more information\n", command.name), false),
        };
        match (command.run)(self, &args) {
            Ok(text) => (text, command.name == "quit"),
            Err(error) => (format!("Error: {error}\n"), false),
        }
    }

    fn help(&self, args: &[String]) -> Result<String> {
        let Some(name) = args.first() else { return Ok(commands("")) };
        let text = commands(name);
        Ok(if text.is_empty() { unknown(name) } else { text })
    }

    fn tree(&self, args: &[String]) -> Result<String> {
        let path = args.first().map_or("/machine", String::as_str);
        let Ok(object) = self.context.resolve(path) else {
            return Ok(format!("Path '{path}' could not be resolved.\n"));
        };
        let name = object.path_component();
        let mut text = String::new();
        branch(&mut text, name.as_deref().unwrap_or_default(), &object, 0);
        Ok(text)
    }

    fn types(&self, args: &[String]) -> Result<String> {
        let wanted = args.first();
        let all = qom_core::types().filter(|info| wanted.is_none_or(|wanted| info.is_a(wanted)));
        let text: String = all.map(|info| described(info) + "\n").collect();
        ensure!(!text.is_empty(), "there are no types that are '{}'", wanted.map_or("", String::as_str));
        Ok(text)
    }

    fn list(&self, args: &[String]) -> Result<String> {
        let Some(path) = args.first() else { return Ok("/\n".to_owned()) };
        let object = self.context.resolve(path)?;
        let line = |property: PropertyDescription| format!("{} ({})\n", property.name, property.type_name);
        Ok(object.properties().into_iter().map(line).collect())
    }

    fn get(&self, args: &[String]) -> Result<String> {
        let object = self.context.resolve(&args[0])?;
        let value: Value = object.get(&args[1])?;
        Ok(format!("{}\n", serde_json::to_string(&value).map_err(Error::other)?))
    }

    fn device_add(&self, args: &[String]) -> Result<String> {
        if let Some(help) = crate::help::device(&args[0])? {
            return Ok(help);
        }
        let options = DeviceOptions::parse(&args[0])?;
        options.add_to(&self.machine()?).map(|_| String::new())
    }

    fn device_del(&self, args: &[String]) -> Result<String> {
        self.machine()?.device_del(&args[0]).map(|()| String::new())
    }

    fn machine(&self) -> Result<Obj<Machine>> {
        Machine::of(&self.context).ok_or_else(|| Error::other("there is no machine"))
    }

    fn leaks(&self, _: &[String]) -> Result<String> {
        let mut text = String::new();
        for Departed { object, path, handles } in self.context.departed() {
            writeln!(text, "{path} ({}): {handles} handles", object.type_name()).map_err(Error::other)?;
        }
        Ok(text)
    }

    fn object_add(&self, args: &[String]) -> Result<String> {
        if let Some(help) = crate::help::object(&args[0])? {
            return Ok(help);
        }
        add_object(&self.context, &args[0]).map(|_| String::new())
    }

    fn object_del(&self, args: &[String]) -> Result<String> {
        self.context.object_del(&args[0]).map(|()| String::new())
    }

    fn set(&self, args: &[String]) -> Result<String> {
        let object = self.context.resolve(&args[0])?;
        object.set_from_str(&args[1], &args[2])?;
        Ok(String::new())
    }
}

fn unknown(line: &str) -> String {
    format!("unknown command: '{}'\nTry \"help\" for the list of commands\n", line.trim())
}

/// A line for each command whose name starts with these words.
fn commands(prefix: &str) -> String {
    let prefix = prefix.trim();
    let is_meant = |command: &&Command| {
        let below = command.name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(' '));
        prefix.is_empty() || command.name == prefix || command.alias == Some(prefix) || below
    };
    COMMANDS.iter().filter(is_meant).map(Command::synopsis).collect()
}

fn branch(text: &mut String, name: &str, object: &Object, depth: usize) {
    let _ = writeln!(text, "{:indent$}/{name} ({})", "", object.type_name(), indent = 2 * depth);
    let mut children = object.children();
    children.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (name, child) in &children {
        branch(text, name, child, depth + 1);
    }
}

/// A type in a line: whose child it is, what is special about it.
fn described(info: &'static TypeInfo) -> String {
    let mut marks = Vec::new();
    if let Some(parent) = info.parent() {
        marks.push(format!("parent {parent}"));
    }
    if info.is_interface() {
        marks.push("interface".to_owned());
    } else if info.is_abstract() {
        marks.push("abstract".to_owned());
    }
    if let Some(singleton) = info.singleton() {
        marks.push(format!("singleton, group {}, scope {}", singleton.group.name(), singleton.scope));
    }
    if marks.is_empty() { info.name().to_owned() } else { format!("{} ({})", info.name(), marks.join("; ")) }
}

/// What the names of types can be completed from.
pub(crate) fn type_names() -> impl Iterator<Item = &'static str> {
    types_implementing("object").chain(types_implementing("interface")).map(TypeInfo::name)
}

/// The greeting, with one line on what to type next.
pub(crate) fn banner(machine: &Machine) -> String {
    format!(
        "qom {} - {}\nType `info qom-tree` to see the machine, `help` for the other commands; Tab completes.",
        env!("CARGO_PKG_VERSION"),
        machine.type_name()
    )
}
