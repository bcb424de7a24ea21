//! Where clients are: sockets that listen, and streams to one client.

use std::fmt;
use std::fs;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// Where a server listens or connects to: QEMU's `SocketAddress`. Printed as `-chardev` and `info chardev` have it.
///
/// ```
/// use qom_core::monitor::Address;
///
/// assert_eq!(Address::Unix("/run/qmp".into()).to_string(), "unix:/run/qmp");
/// assert_eq!(Address::Tcp("localhost:4444".into()).to_string(), "tcp:localhost:4444");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A socket in the file system.
    Unix(PathBuf),
    /// Host and port, `localhost:4444`. Port 0 listens at any that is free.
    Tcp(String),
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
            Self::Tcp(address) => write!(f, "tcp:{address}"),
        }
    }
}

/// A socket to one client.
pub(super) enum Stream {
    Unix(UnixStream),
    Tcp(TcpStream),
}

impl Stream {
    pub(super) fn connect(address: &Address) -> Result<Self> {
        let (stream, name) = match address {
            Address::Unix(path) => (UnixStream::connect(path).map(Self::Unix), path.display().to_string()),
            Address::Tcp(address) => (TcpStream::connect(address).map(Self::tcp), address.clone()),
        };
        stream.map_err(|error| failed(format_args!("Failed to connect to '{name}'"), &error))
    }

    fn tcp(stream: TcpStream) -> Self {
        // An answer is one piece, and whoever waits for it sends nothing meanwhile. Slower if it cannot be set.
        let _ = stream.set_nodelay(true);
        Self::Tcp(stream)
    }

    pub(super) fn receive(&self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let received = match self {
                Self::Unix(stream) => (&*stream).read(buffer),
                Self::Tcp(stream) => (&*stream).read(buffer),
            };
            match received {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                received => return received,
            }
        }
    }

    pub(super) fn send(&self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Unix(stream) => (&*stream).write_all(bytes),
            Self::Tcp(stream) => (&*stream).write_all(bytes),
        }
    }

    /// `receive` ends, also one that waits.
    pub(super) fn stop_reading(&self) {
        self.shutdown(Shutdown::Read);
    }

    /// `receive` and `send` end, also those that wait.
    pub(super) fn close(&self) {
        self.shutdown(Shutdown::Both);
    }

    fn shutdown(&self, how: Shutdown) {
        // An error says that the other side was first.
        let _ = match self {
            Self::Unix(stream) => stream.shutdown(how),
            Self::Tcp(stream) => stream.shutdown(how),
        };
    }
}

/// A socket that waits for clients. When dropped, the file of a unix socket is gone.
pub(super) struct Listener {
    socket: Socket,
    /// The same socket again: a stream only because that has a safe `shutdown`, which ends an `accept` that waits.
    waker: UnixStream,
}

enum Socket {
    Unix { listener: UnixListener, path: PathBuf, file: Option<(u64, u64)> },
    Tcp(TcpListener),
}

impl Listener {
    /// Listens, and says where: a TCP port that was 0 is now known.
    pub(super) fn bind(address: &Address) -> Result<(Self, Address)> {
        let bound = match address {
            Address::Unix(path) => Self::bind_unix(path).map(|listener| (listener, address.clone())),
            Address::Tcp(address) => Self::bind_tcp(address),
        };
        bound.map_err(|error| failed(format_args!("Failed to bind socket to {}", place(address)), &error))
    }

    fn bind_unix(path: &Path) -> io::Result<Self> {
        // One that a program left behind would be in the way. Anything else of this name was not meant.
        if fs::symlink_metadata(path).is_ok_and(|file| file.file_type().is_socket()) {
            fs::remove_file(path)?;
        }
        let listener = UnixListener::bind(path)?;
        let waker = OwnedFd::from(listener.try_clone()?).into();
        let file = file_number(path);
        Ok(Self { socket: Socket::Unix { listener, path: path.to_owned(), file }, waker })
    }

    fn bind_tcp(address: &str) -> io::Result<(Self, Address)> {
        let listener = TcpListener::bind(address)?;
        let waker = OwnedFd::from(listener.try_clone()?).into();
        let address = Address::Tcp(listener.local_addr()?.to_string());
        Ok((Self { socket: Socket::Tcp(listener), waker }, address))
    }

    pub(super) fn accept(&self) -> io::Result<Stream> {
        match &self.socket {
            Socket::Unix { listener, .. } => listener.accept().map(|(stream, _)| Stream::Unix(stream)),
            Socket::Tcp(listener) => listener.accept().map(|(stream, _)| Stream::tcp(stream)),
        }
    }

    /// `accept` fails from now on, also one that waits.
    pub(super) fn stop(&self) {
        let _ = self.waker.shutdown(Shutdown::Both);
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Socket::Unix { path, file: file @ Some(_), .. } = &self.socket
            && file_number(path) == *file
        {
            let _ = fs::remove_file(path);
        }
    }
}

/// What tells a file from another of the same path.
fn file_number(path: &Path) -> Option<(u64, u64)> {
    fs::symlink_metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

fn place(address: &Address) -> String {
    match address {
        Address::Unix(path) => path.display().to_string(),
        Address::Tcp(address) => address.clone(),
    }
}

/// An error of the system in C's words: without the number that Rust puts behind them.
pub(super) fn failed(what: fmt::Arguments<'_>, error: &io::Error) -> Error {
    let text = error.to_string();
    let text = text.split(" (os error ").next().unwrap_or(&text);
    Error::other(format!("{what}: {text}"))
}
