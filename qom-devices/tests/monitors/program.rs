//! The `qom` binary, and who talks to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

pub(crate) struct Qom {
    child: Child,
    dir: PathBuf,
}

impl Drop for Qom {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

impl Qom {
    /// A q35 with a client's place, [`connect`](Self::connect), and the machine does not wait for one.
    pub(crate) fn start(test: &str, options: &[&str]) -> Self {
        let options = [&["-M", "q35", "-qmp", "unix:DIR/qmp,server=on,wait=off"], options].concat();
        Self::start_with(test, &options)
    }

    /// `DIR` in options is a directory of the test's own.
    pub(crate) fn start_with(test: &str, options: &[&str]) -> Self {
        let dir = std::env::temp_dir().join(format!("qom-monitors-{test}-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let options = options.iter().map(|option| option.replace("DIR", dir.to_str().unwrap()));
        let child = Command::new(env!("CARGO_BIN_EXE_qom"))
            .args(options)
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Self { child, dir }
    }

    pub(crate) fn connect(&self) -> Client {
        self.connect_to("qmp")
    }

    pub(crate) fn connect_to(&self, name: &str) -> Client {
        let until = Instant::now() + Duration::from_secs(20);
        loop {
            match UnixStream::connect(self.path(name)) {
                Ok(stream) => return Client(BufReader::new(stream)),
                Err(_) if Instant::now() < until => std::thread::sleep(Duration::from_millis(20)),
                Err(error) => panic!("{error}"),
            }
        }
    }

    /// A file in the test's directory.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// A line of that.
    pub(crate) fn told_line(&mut self) -> String {
        let mut line = Vec::new();
        let mut byte = [0];
        while !line.ends_with(b"\n") && self.child.stderr.as_mut().unwrap().read(&mut byte).unwrap() > 0 {
            line.extend(byte);
        }
        String::from_utf8(line).unwrap()
    }

    /// What it told who has started it, to its end.
    pub(crate) fn told(&mut self) -> String {
        let mut text = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut text).unwrap();
        text
    }

    pub(crate) fn status(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }
}

pub(crate) struct Client(pub(crate) BufReader<UnixStream>);

impl Client {
    pub(crate) fn line(&mut self) -> Value {
        let mut line = String::new();
        self.0.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line:?}"))
    }

    pub(crate) fn raw_line(&mut self, line: &mut String) {
        self.0.read_line(line).unwrap();
    }

    pub(crate) fn say(&mut self, text: &str) {
        self.0.get_mut().write_all(text.as_bytes()).unwrap();
    }

    /// The answer to a request; events before it are left out.
    pub(crate) fn ask(&mut self, command: &str, arguments: Value) -> Value {
        self.say(&json!({"execute": command, "arguments": arguments}).to_string());
        loop {
            let line = self.line();
            if line.get("event").is_none() {
                return line;
            }
        }
    }

    pub(crate) fn negotiated(mut self) -> Self {
        assert!(self.line()["QMP"]["version"]["qemu"]["major"].is_u64());
        assert_eq!(self.ask("qmp_capabilities", json!({})), json!({"return": {}}));
        self
    }

    /// All bytes to the next prompt.
    pub(crate) fn until_prompt(&mut self) -> String {
        let mut bytes = Vec::new();
        while !bytes.ends_with(b"(qom) ") {
            assert!(self.0.read_until(b' ', &mut bytes).unwrap() > 0, "{}", String::from_utf8_lossy(&bytes));
        }
        String::from_utf8(bytes).unwrap()
    }
}
