//! `-mon`, `-qmp`, `-monitor`: who is spoken to, and in what.

use std::time::Duration;

use qom_core::monitor::{Broadcaster, Format, Mode, Monitor, RunState, Server};
use qom_core::prelude::*;
use qom_core::qdev::Subscription;

use crate::chardev::{Options, Place};

/// Somebody who is spoken to.
#[derive(Debug)]
pub(crate) struct Talk {
    /// The option that asks for it.
    pub(crate) option: String,
    pub(crate) place: Place,
    pub(crate) mode: Mode,
}

/// What the command line says of monitors and places.
#[derive(Default)]
pub(crate) struct Wanted<'w> {
    pub(crate) chardevs: &'w [String],
    pub(crate) mons: &'w [String],
    pub(crate) qmps: &'w [String],
    pub(crate) pretty_qmps: &'w [String],
    pub(crate) monitors: &'w [String],
}

impl Wanted<'_> {
    /// # Errors
    /// The option that is wrong, and what is wrong with it.
    pub(crate) fn talks(&self) -> Result<Vec<Talk>> {
        let mut places: Vec<(String, Option<Place>)> = Vec::new();
        let mut has_stdio = false;
        let mut stdio_once = |place: &Place| match place {
            Place::Stdio if std::mem::replace(&mut has_stdio, true) => {
                Err(Error::other("cannot use stdio by multiple character devices"))
            }
            _ => Ok(()),
        };
        for text in self.chardevs {
            let option = format!("-chardev {text}");
            let (id, place) = Place::parse(text).context(&option)?;
            if places.iter().any(|(other, _)| *other == id) {
                bail!("{option}: Duplicate ID '{id}' for chardev");
            }
            stdio_once(&place).context(&option)?;
            places.push((id, Some(place)));
        }
        let mut talks = Vec::new();
        for text in self.mons {
            let option = format!("-mon {text}");
            let (id, mode) = mon(text).context(&option)?;
            let Some((_, place)) = places.iter_mut().find(|(other, _)| *other == id) else {
                bail!("{option}: chardev \"{id}\" not found");
            };
            let Some(place) = place.take() else { bail!("{option}: chardev '{id}' is already in use") };
            talks.push(Talk { option, place, mode });
        }
        let pretty = Mode::Control(Format::Pretty);
        let short = [
            ("-qmp", self.qmps, Mode::Control(Format::Line)),
            ("-qmp-pretty", self.pretty_qmps, pretty),
            ("-monitor", self.monitors, Mode::Readline),
        ];
        for (name, texts, mode) in short {
            for text in texts.iter().filter(|text| (name, text.as_str()) != ("-monitor", "none")) {
                let option = format!("{name} {text}");
                let place = Place::parse_short(text).context(&option)?;
                stdio_once(&place).context(&option)?;
                talks.push(Talk { option, place, mode });
            }
        }
        Ok(talks)
    }
}

/// The place of a `-mon`, and what is spoken there.
fn mon(text: &str) -> Result<(String, Mode)> {
    let mut options = Options::parse(text, "chardev");
    let (chardev, mode, pretty) = (options.take("chardev"), options.take("mode"), options.take_bool("pretty")?);
    options.end()?;
    let mode = match (mode.as_deref(), pretty) {
        (Some("control"), Some(true)) => Mode::Control(Format::Pretty),
        (Some("control"), _) => Mode::Control(Format::Line),
        (Some("readline") | None, None | Some(false)) => Mode::Readline,
        (Some("readline") | None, Some(true)) => bail!("'pretty' is not compatible with HMP monitors"),
        (Some(mode), _) => bail!("Parameter 'mode' does not accept value '{mode}'"),
    };
    let chardev = chardev.ok_or_else(|| Error::MissingParameter { name: "chardev".into() })?;
    Ok((chardev, mode))
}

/// Those who are spoken to.
pub(crate) struct Monitors {
    context: Context,
    server: Server,
    /// Somebody may still come.
    listens: bool,
    connects: bool,
    /// Sends them to clients.
    _events: Subscription,
}

impl Monitors {
    /// Lets clients connect; they are heard when it [runs](Self::run). Waits for those that it is to wait for.
    ///
    /// # Errors
    /// What is wrong with a place.
    pub(crate) fn open(monitor: &Monitor, talks: &[Talk]) -> Result<Self> {
        let context = monitor.context().clone();
        let broadcaster = Broadcaster::new();
        let to_clients = broadcaster.clone();
        let events = context.on_event(move |event| {
            let data = match serde_json::to_value(&event.data) {
                Ok(serde_json::Value::Object(data)) if !data.is_empty() => Some(data),
                _ => None,
            };
            to_clients.emit(event.name, data);
        });
        let server = Server::new(monitor.clone(), &broadcaster).held();
        for talk in talks {
            open(&context, &server, talk).context(&talk.option)?;
        }
        let listens = talks.iter().any(|talk| matches!(talk.place, Place::Listen { .. }));
        let connects = talks.iter().any(|talk| matches!(talk.place, Place::Stdio | Place::Connect(_)));
        Ok(Self { context, server, listens, connects, _events: events })
    }

    /// Clients are heard from now on.
    pub(crate) fn start(&self) {
        self.server.start();
    }

    /// Until one of them, or of those at the places, ends the machine, or the process gets a signal.
    pub(crate) fn run(&self) {
        // Where nobody can come any more, the end of the last client is the end.
        let has_nobody = || self.connects && !self.listens && self.server.clients() == 0;
        while self.context.wait_for_shutdown(Duration::from_millis(100)).is_none() && !has_nobody() {}
        self.server.stop();
    }
}

fn open(context: &Context, server: &Server, talk: &Talk) -> Result<()> {
    match &talk.place {
        Place::Null => Ok(()),
        Place::Stdio => server.stdio(talk.mode),
        Place::Connect(address) => server.connect(address, talk.mode),
        Place::Listen { address, waits } => {
            let at = server.listen(address, talk.mode)?;
            if *waits {
                crate::say(&format!("{}: info: waiting for connection on: disconnected:{at},server=on", talk.option));
                let is_over = || context.run_state() == RunState::Shutdown;
                while !server.wait_for_client(&at, Duration::from_millis(100)) && !is_over() {}
            }
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn monitors_are_at_places_and_each_place_has_one() {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let talks = |chardevs: &[&str], mons: &[&str], qmps: &[&str], monitors: &[&str]| {
            let (chardevs, mons, qmps, monitors) = (texts(chardevs), texts(mons), texts(qmps), texts(monitors));
            let wanted =
                Wanted { chardevs: &chardevs, mons: &mons, qmps: &qmps, monitors: &monitors, ..Wanted::default() };
            wanted.talks().map_err(|error| error.to_string())
        };
        let modes = |talks: Result<Vec<Talk>, String>| talks.unwrap().iter().map(|talk| talk.mode).collect::<Vec<_>>();
        let (line, pretty) = (Mode::Control(Format::Line), Mode::Control(Format::Pretty));
        assert_eq!(
            modes(talks(&["null,id=a"], &["a"], &["null"], &["null", "none"])),
            [Mode::Readline, line, Mode::Readline]
        );
        assert_eq!(modes(talks(&["null,id=a"], &["chardev=a,mode=control,pretty=on"], &[], &[])), [pretty]);
        assert_eq!(modes(talks(&["null,id=a"], &["mode=control,chardev=a"], &[], &[])), [line]);
        for (chardevs, mons, qmps, monitors, refused) in [
            (
                &["null,id=a", "null,id=a"][..],
                &[][..],
                &[][..],
                &[][..],
                "-chardev null,id=a: Duplicate ID 'a' for chardev",
            ),
            (&[], &["nope,mode=control"], &[], &[], "-mon nope,mode=control: chardev \"nope\" not found"),
            (&["null,id=a"], &["a,mode=x"], &[], &[], "-mon a,mode=x: Parameter 'mode' does not accept value 'x'"),
            (
                &["null,id=a"],
                &["a,pretty=on"],
                &[],
                &[],
                "-mon a,pretty=on: 'pretty' is not compatible with HMP monitors",
            ),
            (&["null,id=a"], &["a,foo=1"], &[], &[], "-mon a,foo=1: Invalid parameter 'foo'"),
            (&[], &["mode=control"], &[], &[], "-mon mode=control: Parameter 'chardev' is missing"),
            (&["null,id=a"], &["a", "a"], &[], &[], "-mon a: chardev 'a' is already in use"),
            (&[], &[], &["stdio"], &["stdio"], "-monitor stdio: cannot use stdio by multiple character devices"),
        ] {
            assert_eq!(talks(chardevs, mons, qmps, monitors).unwrap_err(), refused);
        }
    }
}
