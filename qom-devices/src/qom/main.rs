//! `qom`: a machine to look at. The command line is QEMU's as far as it goes; see `qom -help`.
#![forbid(unsafe_code)]

mod chardev;
mod help;
mod log;
mod monitors;
mod options;
mod prompt;
mod signals;

use std::io::{self, BufRead, IsTerminal, Write};
use std::process::ExitCode;

use qom_core::monitor::{Monitor, RunState, check_commands};
use qom_core::prelude::*;
use qom_core::{check_types, expect_crates};
use qom_devices::{Machine, add_object};

use monitors::Monitors;
use options::{Asked, Options};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
use signals::Signals;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    qom_devices::link();
    expect_crates(["qom-core", "qom-devices"])?;
    if let Some(fault) = check_types().into_iter().chain(check_commands()).next() {
        return Err(fault);
    }
    let options = match options::read(std::env::args_os().skip(1))? {
        Asked::Run(options) => options,
        Asked::Print(text) => return print(&text).map(drop),
    };
    options.log.start()?;
    let context = Context::new();
    let signals = Signals::watch(&context)?;
    let mut monitor = Monitor::new(&context);
    if let Some(name) = &options.name {
        monitor = monitor.with_name(name.as_str());
    }
    let monitors = Monitors::open(&monitor, &options.talks)?;
    let machine = start(&context, &options)?;
    if !options.is_stopped {
        context.resume();
    }
    monitors.start();
    if !options.has_prompt {
        monitors.run();
        return Ok(());
    }
    let terminal = tcgetattr(io::stdin()).ok();
    signals.end_with(move || {
        if let Some(terminal) = terminal {
            // If it is none any more, nobody sees it.
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &terminal);
        }
    });
    // A signal that came before that has ended nothing yet.
    if has_ended(&monitor) {
        return Ok(());
    }
    let is_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    if is_terminal { prompt::run(&monitor, &machine) } else { read_commands(&monitor) }
}

/// The machine, with the devices that were asked for.
fn start(context: &Context, options: &Options) -> Result<Obj<Machine>> {
    for global in &options.globals {
        context.add_global(global.clone());
    }
    let machine = Machine::create(context, &options.machine.name)?;
    machine.warning().iter().for_each(|text| warn(text));
    for (name, value) in &options.machine.properties {
        machine.set_from_keyval(name, value)?;
    }
    for text in &options.objects {
        add_object(context, text).context(format!("-object {text}"))?;
    }
    machine.power_on()?;
    for device in &options.devices {
        device.options.add_to(&machine).context(format!("-device {}", device.text))?;
    }
    machine.make_ready()?;
    context.unused_globals().iter().for_each(|text| warn(text));
    Ok(machine)
}

fn warn(text: &str) {
    say(&format!("warning: {text}"));
}

/// Something for who has started the program.
fn say(text: &str) {
    // Not `eprintln`, which panics if nobody reads.
    let _ = writeln!(io::stderr(), "qom: {text}");
}

/// An error of the system in C's words: without the number that Rust puts behind them.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error ").next().unwrap_or(&text).to_owned()
}

/// Commands from a file or a pipe, until its end.
fn read_commands(monitor: &Monitor) -> Result<()> {
    for line in io::stdin().lock().split(b'\n') {
        // What is no text is no command, and the next line may be.
        let line = line?;
        let text = monitor.execute(&String::from_utf8_lossy(&line));
        if print(&text)? || has_ended(monitor) {
            break;
        }
    }
    Ok(())
}

/// Whether somebody said `quit`.
fn has_ended(monitor: &Monitor) -> bool {
    monitor.context().run_state() == RunState::Shutdown
}

/// `true`: nobody reads any more, which is an end like others.
fn print(text: &str) -> Result<bool> {
    let mut out = io::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(true),
        other => Ok(other.map(|()| false)?),
    }
}
