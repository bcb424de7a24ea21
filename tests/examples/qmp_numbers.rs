//! How long the `qom` binary takes for an answer and to start, and how much memory it has, beside a bare echo server,
//! an empty program, and `qemu-system-x86_64` if that is installed: all over a unix socket, from this one client, in
//! rounds in which each has its turn. Prints medians, and medians of the ratios in a round.
//!
//! ```text
//! cargo build --release --workspace --bins --examples
//! cargo run --release -p qom-tests --example qmp_numbers -- [ROUNDS [QOM [EMPTY]]]
//! ```
//!
//! `QOM` is another `qom` binary, and `EMPTY` another program to measure its start against; `.ci/many-types` builds both.
//! On a machine that gives the two ends processors as it likes, `taskset -c 1` before it makes rounds alike.
#![forbid(unsafe_code)]

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(20);

const QEMU: &str = "qemu-system-x86_64";

/// The requests, and how often each is said in a round.
const REQUESTS: [(&str, &str, u32); 3] = [
    (
        "qom-get",
        r#"{"execute": "qom-get", "arguments": {"path": "/machine/peripheral/vtd", "property": "aw-bits"}}"#,
        4000,
    ),
    ("qom-list-types", r#"{"execute": "qom-list-types"}"#, 100),
    (
        "device-list-properties",
        r#"{"execute": "device-list-properties", "arguments": {"typename": "intel-iommu"}}"#,
        400,
    ),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match &arguments[..] {
        [echo, socket, length] if echo == "echo" => run_echo(socket, length),
        _ => measure(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The echo server, in a process of its own: a line of so many bytes for each that comes.
fn run_echo(socket: &str, length: &str) -> io::Result<()> {
    let length: usize = length.parse().map_err(io::Error::other)?;
    let answer = format!("{}\r\n", "x".repeat(length.saturating_sub(2)));
    let (mut client, _) = UnixListener::bind(socket)?.accept()?;
    let mut buffer = [0; 4096];
    loop {
        let received = client.read(&mut buffer)?;
        if received == 0 {
            return Ok(());
        }
        if buffer[..received].ends_with(b"\n") {
            client.write_all(answer.as_bytes())?;
        }
    }
}

fn measure(arguments: &[String]) -> io::Result<()> {
    let rounds = arguments.first().map_or(Ok(21), |rounds| rounds.parse()).map_err(io::Error::other)?;
    let own = std::env::current_exe()?;
    let examples = own.parent().unwrap_or(Path::new("."));
    let program = |place, default| arguments.get(place).map_or(default, PathBuf::from);
    let (qom, empty) = (program(1, examples.with_file_name("qom")), program(2, examples.join("qmp_empty")));
    let dir = std::env::temp_dir().join(format!("qom-numbers-{}", std::process::id()));
    fs::create_dir_all(&dir)?;
    let bench = Bench { qom, own: own.clone(), empty, socket: dir.join("socket") };
    let done = bench.answers(rounds).and_then(|()| bench.starts(rounds));
    fs::remove_dir_all(&dir)?;
    done
}

struct Bench {
    qom: PathBuf,
    own: PathBuf,
    empty: PathBuf,
    socket: PathBuf,
}

impl Bench {
    fn machine(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.args(["-M", "q35", "-S", "-display", "none", "-device", "intel-iommu,id=vtd"]);
        command.args(["-qmp", &format!("unix:{},server=on,wait=off", self.socket.display())]);
        if program == Path::new(QEMU) {
            command.arg("-nodefaults");
        }
        command
    }

    fn start_machine(&self, program: &Path) -> io::Result<Server> {
        let mut server = Server::start(self.machine(program), &self.socket)?;
        server.read_line()?;
        server.ask(r#"{"execute": "qmp_capabilities"}"#)?;
        Ok(server)
    }

    /// How long answers take, in microseconds.
    fn answers(&self, rounds: usize) -> io::Result<()> {
        let mut qom = self.start_machine(&self.qom)?;
        let mut qemu = self.start_machine(Path::new(QEMU)).ok();
        println!(
            "{:<24} {:>10} {:>10} {:>10} {:>8} {:>10} {:>8}",
            "us", "echo", "qom", "QEMU", "/ echo", "bytes", "QEMU's"
        );
        for (name, request, count) in REQUESTS {
            let length = qom.ask(request)?;
            let mut command = Command::new(&self.own);
            command.arg("echo").arg(&self.socket).arg(length.to_string());
            let mut echo = Server::start(command, &self.socket)?;
            let qemu_length = qemu.as_mut().map(|qemu| qemu.ask(request)).transpose()?;
            let mut times = [Vec::new(), Vec::new(), Vec::new()];
            for _ in 0..=rounds {
                times[0].push(echo.time(request, count)?);
                times[1].push(qom.time(request, count)?);
                if let Some(qemu) = &mut qemu {
                    times[2].push(qemu.time(request, count)?);
                }
            }
            let [echo, qom, qemu] = times;
            println!(
                "{name:<24} {:>10.2} {:>10.2} {:>10} {:>8.2} {length:>10} {:>8}   QEMU / qom {}",
                median(&echo),
                median(&qom),
                shown(&qemu, median),
                ratio(&qom, &echo),
                qemu_length.map_or("-".to_owned(), |length| length.to_string()),
                shown(&qemu, |qemu| ratio(qemu, &qom)),
            );
        }
        Ok(())
    }

    /// How long it takes from the start of the process to its first line, in microseconds, and how much memory it has
    /// then, in KiB.
    fn starts(&self, rounds: usize) -> io::Result<()> {
        let mut results = [(); 3].map(|()| (Vec::new(), Vec::new()));
        for round in 0..=rounds {
            let mut empty = Command::new(&self.empty);
            empty.arg(&self.socket);
            let commands = [empty, self.machine(&self.qom), self.machine(Path::new(QEMU))];
            for (command, (times, memory)) in commands.into_iter().zip(&mut results) {
                let start = Instant::now();
                let server = match Server::start(command, &self.socket) {
                    Err(error) if error.kind() == io::ErrorKind::NotFound && round == 0 => continue,
                    server => server,
                };
                let mut server = server?;
                server.read_line()?;
                times.push(start.elapsed().as_secs_f64() * 1e6);
                memory.push(server.memory()?);
            }
        }
        println!("{:<24} {:>10} {:>10} {:>10} {:>8}", "", "empty", "qom", "QEMU", "/ empty");
        for (what, pick) in [("exec to greeting, us", 0), ("memory after it, KiB", 1)] {
            let [empty, qom, qemu] = results.each_ref().map(|(times, memory)| if pick == 0 { times } else { memory });
            println!(
                "{what:<24} {:>10.0} {:>10.0} {:>10} {:>8.2} {:>19}   QEMU / qom {}",
                median(empty),
                median(qom),
                shown(qemu, median),
                ratio(qom, empty),
                "",
                shown(qemu, |qemu| ratio(qemu, qom)),
            );
        }
        Ok(())
    }
}

/// The median, without the first, which is there to warm up.
fn median(values: &[f64]) -> f64 {
    let mut values = values.get(1..).unwrap_or_default().to_vec();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// How many times the other it is, in the median of rounds.
fn ratio(these: &[f64], those: &[f64]) -> f64 {
    median(&these.iter().zip(those).map(|(this, that)| this / that).collect::<Vec<_>>())
}

fn shown(values: &[f64], number: impl Fn(&[f64]) -> f64) -> String {
    if values.is_empty() { "-".to_owned() } else { format!("{:.1}", number(values)) }
}

/// A process at the other end of a socket.
struct Server {
    child: Child,
    lines: BufReader<UnixStream>,
    line: Vec<u8>,
}

impl Server {
    fn start(mut command: Command, socket: &Path) -> io::Result<Self> {
        let _ = fs::remove_file(socket);
        let mut child = command.stdin(Stdio::null()).spawn()?;
        let start = Instant::now();
        let stream = loop {
            match UnixStream::connect(socket) {
                Ok(stream) => break stream,
                // Often, for this is part of what is measured; with pauses, for there may be one processor.
                Err(_) if start.elapsed() < PATIENCE => thread::sleep(Duration::from_micros(20)),
                Err(error) => {
                    child.kill()?;
                    return Err(error);
                }
            }
        };
        Ok(Self { child, lines: BufReader::with_capacity(1 << 16, stream), line: Vec::new() })
    }

    fn read_line(&mut self) -> io::Result<usize> {
        self.line.clear();
        self.lines.read_until(b'\n', &mut self.line)
    }

    /// How many bytes the answer has.
    fn ask(&mut self, request: &str) -> io::Result<usize> {
        self.lines.get_mut().write_all(format!("{request}\n").as_bytes())?;
        let length = self.read_line()?;
        if self.line.starts_with(b"{\"return\"") { Ok(length) } else { Err(io::Error::other(self.last_line())) }
    }

    fn last_line(&self) -> String {
        String::from_utf8_lossy(&self.line).into_owned()
    }

    /// How long one answer takes, of so many, in microseconds.
    fn time(&mut self, request: &str, count: u32) -> io::Result<f64> {
        let request = format!("{request}\n");
        let start = Instant::now();
        for _ in 0..count {
            self.lines.get_mut().write_all(request.as_bytes())?;
            self.read_line()?;
        }
        Ok(start.elapsed().as_secs_f64() * 1e6 / f64::from(count))
    }

    /// In KiB.
    fn memory(&self) -> io::Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"));
        memory.unwrap_or_default().parse().map_err(io::Error::other)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
