//! `-chardev`, and what `-qmp` and `-monitor` have for one in short: where somebody is spoken to.

use std::collections::BTreeMap;

use qom_core::monitor::Address;
use qom_core::prelude::*;
use qom_core::types::is_id;
use qom_devices::split_options;

/// One place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Nobody is there.
    Null,
    /// Standard input and output.
    Stdio,
    /// Clients come to it; the machine may wait for the first.
    Listen { address: Address, waits: bool },
    /// Somebody waits there.
    Connect(Address),
}

impl Place {
    /// Reads a `-chardev`: `socket,id=x,path=y,server=on,wait=off`. Its id comes with it.
    pub(crate) fn parse(text: &str) -> Result<(String, Self)> {
        let mut options = Options::parse(text, "backend");
        let backend = options.take("backend").unwrap_or_default();
        let id = options.take("id");
        if !id.as_deref().is_none_or(is_id) {
            return Err(Error::NotAnId { name: "id".into() });
        }
        let id = id.ok_or_else(|| Error::other("chardev: no id specified"))?;
        let place = match &*backend {
            "null" => Self::Null,
            "stdio" => Self::Stdio,
            "socket" => {
                let address = options.address()?;
                options.socket(address)?
            }
            _ => bail!("'{backend}' is not a valid char driver name"),
        };
        options.end()?;
        Ok((id, place))
    }

    /// Reads `stdio`, `null`, `unix:PATH` or `tcp:HOST:PORT`, the last two with the options of a socket.
    pub(crate) fn parse_short(text: &str) -> Result<Self> {
        let mut options = Options::parse(text, "place");
        let place = options.take("place").unwrap_or_default();
        let found = match place.split_once(':') {
            None if place == "stdio" => Self::Stdio,
            None if place == "null" => Self::Null,
            Some(("unix", path)) if !path.is_empty() => options.socket(Address::Unix(path.into()))?,
            Some(("tcp", host)) if host.contains(':') => options.socket(Address::Tcp(host.to_owned()))?,
            _ => bail!(
                "'{place}' is not a valid char driver: there is 'stdio', 'null', 'unix:PATH' and 'tcp:HOST:PORT', the \
                 last two with ',server=on' to listen"
            ),
        };
        options.end()?;
        Ok(found)
    }
}

/// What an option is made of: `first,key=value,...`.
pub(crate) struct Options(BTreeMap<String, String>);

impl Options {
    /// `first` is what the part is called that has no name. A word that stands alone further on is switched on.
    pub(crate) fn parse(text: &str, first: &str) -> Self {
        let mut options = BTreeMap::new();
        for (i, part) in split_options(text).into_iter().enumerate() {
            match part.split_once('=') {
                None if i == 0 => options.insert(first.to_owned(), part),
                None => options.insert(part, "on".to_owned()),
                Some((name, value)) => options.insert(name.to_owned(), value.to_owned()),
            };
        }
        Self(options)
    }

    pub(crate) fn take(&mut self, name: &str) -> Option<String> {
        self.0.remove(name)
    }

    pub(crate) fn take_bool(&mut self, name: &str) -> Result<Option<bool>> {
        match self.take(name).as_deref() {
            None => Ok(None),
            Some("on" | "yes" | "true" | "y") => Ok(Some(true)),
            Some("off" | "no" | "false" | "n") => Ok(Some(false)),
            Some(_) => bail!("Parameter '{name}' expects 'on' or 'off'"),
        }
    }

    /// # Errors
    /// If something is left.
    pub(crate) fn end(self) -> Result<()> {
        match self.0.keys().next() {
            Some(name) => bail!("Invalid parameter '{name}'"),
            None => Ok(()),
        }
    }

    fn address(&mut self) -> Result<Address> {
        match (self.take("path"), self.take("host"), self.take("port")) {
            (Some(path), None, _) => Ok(Address::Unix(path.into())),
            (None, Some(host), Some(port)) if host.contains(':') => Ok(Address::Tcp(format!("[{host}]:{port}"))),
            (None, Some(host), Some(port)) => Ok(Address::Tcp(format!("{host}:{port}"))),
            (None, Some(_), None) => bail!("chardev: socket: no port given"),
            _ => bail!("One of 'path' or 'host' option required."),
        }
    }

    /// As QEMU, somebody who listens waits for the first client, unless it is told not to.
    fn socket(&mut self, address: Address) -> Result<Place> {
        let (is_server, waits) = (self.take_bool("server")?.unwrap_or(false), self.take_bool("wait")?);
        if is_server {
            return Ok(Place::Listen { address, waits: waits.unwrap_or(true) });
        }
        ensure!(waits.is_none(), "'wait' option is incompatible with socket in client connect mode");
        Ok(Place::Connect(address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unix(path: &str) -> Address {
        Address::Unix(path.into())
    }

    fn tcp(place: &str) -> Address {
        Address::Tcp(place.into())
    }

    #[test]
    fn places_are_written_as_for_qemu() {
        for (text, place) in [
            ("stdio", Place::Stdio),
            ("null", Place::Null),
            ("unix:/run/q,server=on,wait=off", Place::Listen { address: unix("/run/q"), waits: false }),
            ("unix:q,server", Place::Listen { address: unix("q"), waits: true }),
            ("unix:a,,b", Place::Connect(unix("a,b"))),
            ("tcp:localhost:4444,server=on", Place::Listen { address: tcp("localhost:4444"), waits: true }),
            ("tcp:[::1]:4444", Place::Connect(tcp("[::1]:4444"))),
        ] {
            assert_eq!(Place::parse_short(text).unwrap(), place, "{text}");
        }
        for (text, place) in [
            ("null,id=x", Place::Null),
            ("backend=stdio,id=x", Place::Stdio),
            ("socket,id=x,path=/run/q,server=on,wait=off", Place::Listen { address: unix("/run/q"), waits: false }),
            ("socket,path=q,id=x", Place::Connect(unix("q"))),
            ("socket,id=x,host=::1,port=4444", Place::Connect(tcp("[::1]:4444"))),
            ("socket,id=x,host=h,port=1,server=on", Place::Listen { address: tcp("h:1"), waits: true }),
        ] {
            assert_eq!(Place::parse(text).unwrap(), ("x".to_owned(), place), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_as_by_qemu() {
        for (text, refused) in [
            ("foo,id=x", "'foo' is not a valid char driver name"),
            ("socket", "chardev: no id specified"),
            ("socket,id=x,path=q,foo=1", "Invalid parameter 'foo'"),
            ("stdio,id=1x", "Parameter 'id' expects an identifier"),
            ("socket,id=x,host=localhost", "chardev: socket: no port given"),
            ("socket,id=x,path=a,wait=off", "'wait' option is incompatible with socket in client connect mode"),
            ("socket,id=x,path=q,server=maybe", "Parameter 'server' expects 'on' or 'off'"),
            // QEMU asks for a file descriptor then.
            ("socket,id=x", "One of 'path' or 'host' option required."),
            ("socket,id=x,path=a,host=b,port=1", "One of 'path' or 'host' option required."),
        ] {
            assert_eq!(Place::parse(text).unwrap_err().to_string(), refused, "{text}");
        }
        assert_eq!(Place::parse_short("unix:q,servers=on").unwrap_err().to_string(), "Invalid parameter 'servers'");
        assert_eq!(Place::parse_short("stdio,server=on").unwrap_err().to_string(), "Invalid parameter 'server'");
        for text in ["", "vc", "unix:", "tcp:", "tcp:x", "udp:x"] {
            assert!(Place::parse_short(text).unwrap_err().to_string().contains("is not a valid char driver"), "{text}");
        }
    }
}
