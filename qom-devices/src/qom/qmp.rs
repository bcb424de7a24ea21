//! `-qmp`: where clients are spoken to in QMP.

use std::time::Duration;

use qom_core::monitor::{Address, Broadcaster, Format, Monitor, Server};
use qom_core::prelude::*;
use qom_devices::split_options;

/// One place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Standard input and output.
    Stdio,
    /// Clients come to it.
    Listen(Address),
    /// Somebody waits there.
    Connect(Address),
}

impl Place {
    /// Reads `stdio`, `unix:PATH` or `tcp:HOST:PORT`, the last two with `server=on` if clients come there.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let parts = split_options(text);
        let (place, options) = match &parts[..] {
            [place, options @ ..] => (place.as_str(), options),
            [] => ("", &[][..]),
        };
        let mut is_server = false;
        for option in options {
            let (name, value) = option.split_once('=').unwrap_or((option, "on"));
            let is_on = match value {
                "on" | "yes" | "true" => true,
                "off" | "no" | "false" => false,
                _ => bail!("Parameter '{name}' expects 'on' or 'off'"),
            };
            match name {
                "server" => is_server = is_on,
                "wait" => ensure!(!is_on, "'wait=on' is not offered: the machine is made before clients come"),
                _ => bail!("Invalid parameter '{name}'"),
            }
        }
        let address = match place.split_once(':') {
            None if place == "stdio" && options.is_empty() => return Ok(Self::Stdio),
            Some(("unix", path)) if !path.is_empty() => Address::Unix(path.into()),
            Some(("tcp", host)) if !host.is_empty() => Address::Tcp(host.to_owned()),
            _ => bail!("there is 'stdio', 'unix:PATH' and 'tcp:HOST:PORT', the last two with ',server=on' to listen"),
        };
        Ok(if is_server { Self::Listen(address) } else { Self::Connect(address) })
    }
}

/// Speaks with clients until one of them, or of those at the places, ends the machine.
pub(crate) fn serve(context: &Context, monitor: &Monitor, places: &[Place]) -> Result<()> {
    let broadcaster = Broadcaster::new();
    let to_clients = broadcaster.clone();
    let _events = context.on_event(move |event| {
        let data = match serde_json::to_value(&event.data) {
            Ok(serde_json::Value::Object(data)) if !data.is_empty() => Some(data),
            _ => None,
        };
        to_clients.emit(event.name, data);
    });
    let server = Server::new(monitor.clone(), &broadcaster);
    for place in places {
        match place {
            Place::Stdio => server.stdio(Format::Line)?,
            Place::Listen(address) => server.listen(address, Format::Line).map(drop)?,
            Place::Connect(address) => server.connect(address, Format::Line)?,
        }
    }
    let listens = places.iter().any(|place| matches!(place, Place::Listen(_)));
    // Where nobody can come any more, the end of the last client is the end.
    while context.wait_for_shutdown(Duration::from_millis(100)).is_none() && (listens || server.clients() > 0) {}
    server.stop();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_written_as_for_qemu() {
        let unix = |path: &str| Address::Unix(path.into());
        for (text, place) in [
            ("stdio", Place::Stdio),
            ("unix:/run/q,server=on,wait=off", Place::Listen(unix("/run/q"))),
            ("unix:q,server", Place::Listen(unix("q"))),
            ("unix:a,,b", Place::Connect(unix("a,b"))),
            ("tcp:localhost:4444,server=on", Place::Listen(Address::Tcp("localhost:4444".into()))),
            ("tcp:[::1]:4444", Place::Connect(Address::Tcp("[::1]:4444".into()))),
        ] {
            assert_eq!(Place::parse(text).unwrap(), place, "{text}");
        }
        for (text, refused) in [
            ("unix:q,server=maybe", "Parameter 'server' expects 'on' or 'off'"),
            ("unix:q,servers=on", "Invalid parameter 'servers'"),
            ("unix:q,server=on,wait=on", "'wait=on' is not offered: the machine is made before clients come"),
        ] {
            assert_eq!(Place::parse(text).unwrap_err().to_string(), refused);
        }
        for text in ["", "vc", "unix:", "tcp:", "stdio,server=on", "udp:x"] {
            assert!(Place::parse(text).unwrap_err().to_string().starts_with("there is 'stdio'"), "{text}");
        }
    }
}
