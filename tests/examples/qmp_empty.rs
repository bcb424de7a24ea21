//! The program that the start of the `qom` binary is measured against: a socket, one client, one line.
#![forbid(unsafe_code)]

use std::io::{Read, Write};
use std::os::unix::net::UnixListener;

fn main() -> std::io::Result<()> {
    let path = std::env::args_os().nth(1).unwrap_or_default();
    let (mut client, _) = UnixListener::bind(path)?.accept()?;
    client.write_all(b"{\"QMP\": {}}\r\n")?;
    // Until the client goes.
    client.read(&mut [0; 16]).map(drop)
}
