//! The command line, in QEMU's spelling: one dash or two.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, FromArgMatches, Parser};
use qom_core::prelude::*;
use qom_devices::{DeviceOptions, Machine, device_help, object_help};

use crate::help;
use crate::log::Log;
use crate::monitors::{Talk, Wanted};

/// What the command line asks for.
pub(crate) enum Asked<T = Options> {
    /// To run this.
    Run(T),
    /// Some text.
    Print(String),
}

/// The machine that is asked for.
pub(crate) struct Options {
    pub(crate) machine: MachineOptions,
    pub(crate) globals: Vec<GlobalProperty>,
    pub(crate) objects: Vec<String>,
    pub(crate) devices: Vec<DeviceText>,
    pub(crate) talks: Vec<Talk>,
    /// Somebody at the terminal is asked what to do, as nobody else was said to.
    pub(crate) has_prompt: bool,
    pub(crate) log: Log,
    pub(crate) is_stopped: bool,
    pub(crate) name: Option<String>,
}

pub(crate) struct MachineOptions {
    pub(crate) name: String,
    pub(crate) properties: Vec<(String, String)>,
}

/// A `-device`, as it was written and as it was meant.
pub(crate) struct DeviceText {
    pub(crate) text: String,
    pub(crate) options: DeviceOptions,
}

/// The options as clap sees them; their help is `help::OPTIONS`.
#[derive(Parser)]
#[command(name = "qom", disable_help_flag = true, disable_version_flag = true)]
struct Raw {
    #[arg(short = 'M', long = "machine", overrides_with = "machine")]
    machine: Option<String>,
    #[arg(long = "device")]
    devices: Vec<String>,
    #[arg(long = "global")]
    globals: Vec<String>,
    #[arg(long = "object")]
    objects: Vec<String>,
    #[arg(long = "qmp")]
    qmps: Vec<String>,
    #[arg(long = "qmp-pretty")]
    pretty_qmps: Vec<String>,
    #[arg(long = "monitor")]
    monitors: Vec<String>,
    #[arg(long = "chardev")]
    chardevs: Vec<String>,
    #[arg(long = "mon")]
    mons: Vec<String>,
    #[arg(long = "nodefaults")]
    no_defaults: bool,
    #[arg(short = 'd')]
    log_items: Vec<String>,
    #[arg(short = 'D', overrides_with = "log_file")]
    log_file: Option<String>,
    #[arg(long = "trace")]
    traces: Vec<String>,
    #[arg(long = "name", overrides_with = "name")]
    name: Option<String>,
    #[arg(short = 'S')]
    stopped: bool,
    #[arg(long = "display", overrides_with = "display")]
    display: Option<String>,
    #[arg(long = "version")]
    version: bool,
    #[arg(short = 'h', long = "help")]
    help: bool,
}

/// The options that are followed by a value.
const WITH_VALUE: &[&str] = &[
    "M",
    "machine",
    "device",
    "global",
    "object",
    "display",
    "qmp",
    "qmp-pretty",
    "monitor",
    "chardev",
    "mon",
    "name",
    "d",
    "D",
    "trace",
];

const DEFAULT_MACHINE: &str = "q35";

/// What is shown if nothing is asked for.
const DEFAULT_DEVICE: &str = "intel-iommu";

/// # Errors
/// The one thing that is wrong, in one line.
pub(crate) fn read(args: impl Iterator<Item = OsString>) -> Result<Asked> {
    let args = args
        .map(|arg| arg.into_string().map_err(|arg| Error::other(format!("{}: not valid UTF-8", arg.display()))))
        .collect::<Result<Vec<String>>>()?;
    let nothing_asked = args.is_empty();
    let raw = parse(&args)?;
    if raw.help {
        return Ok(Asked::Print(help::usage()));
    }
    if raw.version {
        return Ok(Asked::Print(help::version()));
    }
    if let Some(display) = raw.display.filter(|display| display != "none") {
        bail!("-display {display}: Parameter 'type' does not accept value '{display}'");
    }
    let mut log = Log::default();
    for text in &raw.log_items {
        if let Some(help) = log.add_items(text).context(format!("-d {text}"))? {
            return Ok(Asked::Print(help));
        }
    }
    for text in &raw.traces {
        if let Some(help) = log.add_trace(text).context(format!("-trace {text}"))? {
            return Ok(Asked::Print(help));
        }
    }
    raw.log_file.iter().for_each(|path| log.set_file(path));
    let machine = match machine(raw.machine.as_deref().unwrap_or(DEFAULT_MACHINE))? {
        Asked::Run(machine) => machine,
        Asked::Print(text) => return Ok(Asked::Print(text)),
    };
    for text in &raw.objects {
        if let Some(help) = object_help(text).context(format!("-object {text}"))? {
            return Ok(Asked::Print(help));
        }
    }
    let read = |text: &String| GlobalProperty::parse(text).context(format!("-global {text}"));
    let globals = raw.globals.iter().map(read).collect::<Result<_>>()?;
    let wanted = Wanted {
        chardevs: &raw.chardevs,
        mons: &raw.mons,
        qmps: &raw.qmps,
        pretty_qmps: &raw.pretty_qmps,
        monitors: &raw.monitors,
    };
    let talks = wanted.talks()?;
    let has_prompt = talks.is_empty() && raw.monitors.is_empty() && !raw.no_defaults;
    let mut devices = Vec::new();
    for text in raw.devices {
        if let Some(help) = device_help(&text).context(format!("-device {text}"))? {
            return Ok(Asked::Print(help));
        }
        let is_json = text.starts_with('{');
        let options = if is_json { DeviceOptions::from_json(&text) } else { DeviceOptions::parse(&text) };
        let options = options.context(format!("-device {text}"))?;
        if let Some(id) =
            options.id.as_ref().filter(|id| devices.iter().any(|it: &DeviceText| it.options.id == Some((*id).clone())))
        {
            bail!("-device {text}: Duplicate ID '{id}' for device");
        }
        devices.push(DeviceText { text, options });
    }
    if nothing_asked {
        let (text, options) = (DEFAULT_DEVICE.to_owned(), DeviceOptions::parse(DEFAULT_DEVICE)?);
        devices.push(DeviceText { text, options });
    }
    let (objects, is_stopped, name) = (raw.objects, raw.stopped, raw.name);
    Ok(Asked::Run(Options { machine, globals, objects, devices, talks, has_prompt, log, is_stopped, name }))
}

fn machine(text: &str) -> Result<Asked<MachineOptions>> {
    let mut name = String::new();
    let mut properties = Vec::new();
    let mut asks_for_properties = false;
    for (i, part) in qom_devices::split_options(text).into_iter().enumerate() {
        match part.split_once('=') {
            _ if matches!(&*part, "help" | "?") && i == 0 => return Ok(Asked::Print(help::machines())),
            _ if matches!(&*part, "help" | "?") => asks_for_properties = true,
            None if i == 0 => name = part,
            None => bail!("-machine {text}: Expected '=' after parameter '{part}'"),
            Some(("type", value)) => name = value.to_owned(),
            Some((key, value)) => properties.push((key.to_owned(), value.to_owned())),
        }
    }
    let Some(class) = Machine::class_called(&name) else {
        bail!("unsupported machine type: \"{name}\" (use -machine help to list supported machines)");
    };
    if asks_for_properties {
        return Ok(Asked::Print(class.property_help()));
    }
    Ok(Asked::Run(MachineOptions { name, properties }))
}

fn parse(args: &[String]) -> Result<Raw> {
    let normal = normalised(args)?;
    let matches = Raw::command().no_binary_name(true).try_get_matches_from(normal);
    matches.and_then(|matches| Raw::from_arg_matches(&matches)).map_err(|error| in_one_line(&error))
}

/// `-word` is `--word`, and a value is the next argument, whatever it starts with.
fn normalised(args: &[String]) -> Result<Vec<String>> {
    let mut normal = Vec::new();
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        ensure!(arg != "--", "--: invalid option");
        let Some(word) = arg.strip_prefix("--").or(arg.strip_prefix('-')).filter(|word| !word.is_empty()) else {
            normal.push(arg.clone());
            continue;
        };
        ensure!(!word.contains('='), "{arg}: invalid option");
        let dashes = if word.chars().count() == 1 { "-" } else { "--" };
        if WITH_VALUE.contains(&word) {
            let Some(value) = rest.next() else { bail!("{arg}: requires an argument") };
            normal.push(format!("{dashes}{word}={value}"));
        } else {
            normal.push(format!("{dashes}{word}"));
        }
    }
    Ok(normal)
}

/// clap's errors have several lines; QEMU's have one.
fn in_one_line(error: &clap::Error) -> Error {
    let argument = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(argument)) => argument.as_str(),
        _ => "",
    };
    // `--device <DEVICES>` is `-device`.
    let option = argument.split([' ', '=']).next().unwrap_or_default();
    let option = option.strip_prefix('-').filter(|rest| rest.starts_with('-')).unwrap_or(option);
    Error::other(match error.kind() {
        ErrorKind::UnknownArgument if option.starts_with('-') => format!("{option}: invalid option"),
        ErrorKind::UnknownArgument => format!("{option}: there is no image to boot from here, only options"),
        _ => error.to_string().lines().next().unwrap_or_default().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(args: &[&str]) -> Vec<String> {
        normalised(&args.iter().map(|arg| (*arg).to_owned()).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn one_dash_or_two_and_values_stay_as_they_are() {
        assert_eq!(texts(&["-M", "q35", "-device", "-x,=y", "-S"]), ["-M=q35", "--device=-x,=y", "-S"]);
        assert_eq!(texts(&["--machine", "none", "-help"]), ["--machine=none", "--help"]);
        assert_eq!(texts(&["-", "x"]), ["-", "x"]);
    }

    #[test]
    fn an_error_is_one_line_that_names_the_option() {
        let error = |args: &[&str]| {
            let args = args.iter().map(OsString::from).collect::<Vec<_>>();
            let Err(error) = read(args.into_iter()) else { panic!("accepted") };
            error.to_string()
        };
        assert_eq!(error(&["-foo"]), "-foo: invalid option");
        assert_eq!(error(&["--foo=1"]), "--foo=1: invalid option");
        assert_eq!(error(&["-machine=q35"]), "-machine=q35: invalid option");
        assert_eq!(error(&["--", "-S"]), "--: invalid option");
        assert_eq!(error(&["-device"]), "-device: requires an argument");
        assert_eq!(error(&["-M", "q35", "-M"]), "-M: requires an argument");
        assert_eq!(
            error(&["-device", "led,id=a", "-device", "led,id=a"]),
            "-device led,id=a: Duplicate ID 'a' for device"
        );
        assert_eq!(
            error(&["-M", "foo", "-S"]),
            "unsupported machine type: \"foo\" (use -machine help to list supported machines)"
        );
        assert_eq!(error(&["-display", "gtk"]), "-display gtk: Parameter 'type' does not accept value 'gtk'");
        assert_eq!(error(&["disk.img"]), "disk.img: there is no image to boot from here, only options");
    }

    #[test]
    fn the_last_machine_counts_and_devices_add_up() {
        let args = ["-M", "none", "-device", "led", "-M", "type=q35", "-device", "led,id=a", "-S", "-display", "none"];
        let Ok(Asked::Run(options)) = read(args.iter().map(OsString::from)) else { panic!("refused") };
        assert_eq!(options.machine.name, "q35");
        assert_eq!(options.devices.iter().map(|device| &*device.text).collect::<Vec<_>>(), ["led", "led,id=a"]);
    }
}
