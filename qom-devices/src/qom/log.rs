//! `-d`, `-D`, `-trace`: what is logged, and where.

use std::fs::{self, File};
use std::io;
use std::sync::Mutex;

use qom_core::prelude::*;
use qom_core::trace::{EVENTS, TARGET};
use tracing::field::{Field, Visit};
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{self, FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::layer::{Context as LayerContext, Filter, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::{Layer, registry};

use crate::chardev::Options;

/// What is to be logged.
#[derive(Default)]
pub(crate) struct Log {
    /// Of those that fit an event the last counts: whether it is logged.
    patterns: Vec<(String, bool)>,
    file: Option<String>,
}

/// What `-d help` prints.
pub(crate) const ITEMS: &str = "Log items (comma separated):\n\
    trace:PATTERN   enable trace events\n\n\
    Use \"-d trace:help\" to get a list of trace events.\n";

/// What `-trace help` prints.
pub(crate) fn events() -> String {
    EVENTS.iter().map(|event| format!("{event}\n")).collect()
}

impl Log {
    /// Adds a `-d`. `Some`: a text to print instead.
    pub(crate) fn add_items(&mut self, text: &str) -> Result<Option<String>> {
        for item in text.split(',') {
            match item.strip_prefix("trace:") {
                Some("help") => return Ok(Some(events())),
                Some(pattern) => self.add(pattern),
                None if matches!(item, "help" | "?") => return Ok(Some(ITEMS.to_owned())),
                None if item == "none" => {}
                None => bail!("there is no log item '{item}', see -d help"),
            }
        }
        Ok(None)
    }

    /// Adds a `-trace`. `Some`: a text to print instead.
    pub(crate) fn add_trace(&mut self, text: &str) -> Result<Option<String>> {
        let mut options = Options::parse(text, "enable");
        if let Some(pattern) = options.take("enable") {
            if matches!(&*pattern, "help" | "?") {
                return Ok(Some(events()));
            }
            self.add(&pattern);
        }
        if let Some(path) = options.take("events") {
            let lines =
                fs::read_to_string(&path).map_err(|error| Error::other(format!("Could not open '{path}': {error}")))?;
            let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
            lines.for_each(|line| self.add(line));
        }
        options.end()?;
        Ok(None)
    }

    /// Where it goes: `%d` is the number of the process.
    pub(crate) fn set_file(&mut self, path: &str) {
        self.file = Some(path.replace("%d", &std::process::id().to_string()));
    }

    /// An event, or several with `*`; with `-` in front they are not logged.
    fn add(&mut self, pattern: &str) {
        let (pattern, is_on) = pattern.strip_prefix('-').map_or((pattern, true), |pattern| (pattern, false));
        if !pattern.contains('*') && !EVENTS.contains(&pattern) {
            crate::say(&format!("warning: trace event '{pattern}' does not exist"));
        }
        self.patterns.push((pattern.to_owned(), is_on));
    }

    /// Logs from now on.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(crate) fn start(&self) -> Result<()> {
        let wanted = Wanted(self.patterns.clone());
        if wanted.0.is_empty() && self.file.is_none() {
            return Ok(());
        }
        let layer = fmt::layer().event_format(Lines);
        let layer = match &self.file {
            None => layer.with_writer(io::stderr).with_filter(wanted).boxed(),
            Some(path) => {
                let file = File::create(path)
                    .map_err(|error| Error::other(format!("Error opening logfile {path}: {}", crate::plain(&error))))?;
                layer.with_writer(Mutex::new(file)).with_filter(wanted).boxed()
            }
        };
        tracing::subscriber::set_global_default(registry().with(layer)).map_err(Error::other)
    }
}

/// The events that are logged.
struct Wanted(Vec<(String, bool)>);

impl<S> Filter<S> for Wanted {
    fn enabled(&self, event: &Metadata<'_>, _: &LayerContext<'_, S>) -> bool {
        let last = self.0.iter().rev().find(|(pattern, _)| fits(pattern, event.name()));
        event.target() == TARGET && last.is_some_and(|(_, is_on)| *is_on)
    }
}

/// `*` stands for anything, also nothing.
fn fits(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(name) = name.strip_prefix(start) else { return false };
    (0..=name.len()).any(|end| name.is_char_boundary(end) && fits(rest, &name[end..]))
}

/// An event is a line: its name, and its fields as `name=value`.
struct Lines;

impl<S: Subscriber + for<'s> LookupSpan<'s>, N: for<'w> FormatFields<'w> + 'static> FormatEvent<S, N> for Lines {
    fn format_event(&self, _: &FmtContext<'_, S, N>, mut out: Writer<'_>, event: &Event<'_>) -> std::fmt::Result {
        write!(out, "{}", event.metadata().name())?;
        let mut fields = Fields { out, result: Ok(()) };
        event.record(&mut fields);
        fields.result?;
        writeln!(fields.out)
    }
}

struct Fields<'w> {
    out: Writer<'w>,
    result: std::fmt::Result,
}

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let out = &mut self.out;
        self.result = self.result.and_then(|()| write!(out, " {field}={value:?}"));
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, name, is_fit) in [
            ("*", "qdev_realize", true),
            ("qdev_*", "qdev_realize", true),
            ("*_realize", "qdev_realize", true),
            ("q*v*ze", "qdev_realize", true),
            ("qdev", "qdev_realize", false),
            ("qdev_*x", "qdev_realize", false),
            ("", "qdev_realize", false),
        ] {
            assert_eq!(fits(pattern, name), is_fit, "{pattern}");
        }
    }
}
