//! Eight clients against the `qom` binary, over TCP and unix sockets, for long: all answers are right, no thread, file or
//! client is left, and the memory of the process is flat.
//!
//! ```text
//! cargo build --release --workspace --bins
//! cargo run --release -p qom-tests --example qmp_soak -- 100000
//! ```
//!
//! The argument is the number of requests of each client. They come in rounds, with new clients in each, and one round
//! before them to warm up.
#![forbid(unsafe_code)]

use std::fs;
use std::net::TcpListener;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use qom_core::monitor::Address;
use qom_tests::soak;

const ROUNDS: usize = 5;

/// How much more memory the process may have at the end than after the warm-up, in KiB: what the pieces of freed memory
/// that threads leave to each other come to. It is not more with ten times the requests.
const BOUND: i64 = 1024;

const PATIENCE: Duration = Duration::from_secs(60);

fn main() -> ExitCode {
    let requests = match std::env::args().nth(1).map_or(Ok(100_000), |number| number.parse()) {
        Ok(requests) => requests,
        Err(error) => {
            eprintln!("the argument is the number of requests of each client: {error}");
            return ExitCode::FAILURE;
        }
    };
    let qom = Qom::start();
    let at_first = qom.wait_for(1);
    println!("{} clients, {requests} requests each; at first: {at_first:?}", soak::CLIENTS);
    soak::run(&qom.addresses, requests / ROUNDS, 1);
    let warm = qom.at_rest(at_first.threads);
    println!("after the warm-up: {warm:?}");

    let start = Instant::now();
    let (mut done, mut end) = (soak::Done::default(), warm);
    for round in 1..=ROUNDS {
        done = done.and(soak::run(&qom.addresses, requests / ROUNDS, 1 + round as u64));
        end = qom.at_rest(at_first.threads);
        println!("after {:>10}: {end:?}", done.answered);
    }
    println!("{done:?}, {:.1} s", start.elapsed().as_secs_f64());

    let growth = end.memory - warm.memory;
    println!("memory grew by {growth} KiB, of which at most {BOUND} are allowed");
    assert_eq!((end.threads, end.files), (warm.threads, warm.files), "threads and files");
    assert!(growth <= BOUND, "the memory is not flat");
    soak::quit(&qom.addresses[1]);
    qom.end();
    ExitCode::SUCCESS
}

/// What a process has.
#[derive(Clone, Copy, Debug)]
struct Has {
    threads: usize,
    files: usize,
    /// In KiB.
    memory: i64,
}

struct Qom {
    child: Child,
    dir: PathBuf,
    addresses: [Address; 2],
}

impl Qom {
    fn start() -> Self {
        let own = std::env::current_exe().expect("the system knows it");
        let binary = own.parent().and_then(Path::parent).expect("it is in `examples`").join("qom");
        let dir = std::env::temp_dir().join(format!("qom-soak-{}", std::process::id()));
        fs::create_dir_all(&dir).expect("there is room");
        let unix = dir.join("qmp");
        // A port that was free a moment ago.
        let tcp = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port is free");
        let mut command = Command::new(&binary);
        command.args(["-M", "q35", "-qmp", &format!("tcp:{tcp},server=on,wait=off")]);
        command.args(["-qmp", &format!("unix:{},server=on,wait=off", unix.display())]);
        for device in soak::devices() {
            command.args(["-device", &device]);
        }
        let child = command.stdin(Stdio::null()).spawn();
        let child = child.unwrap_or_else(|error| panic!("{}: {error}; it has to be built before", binary.display()));
        let start = Instant::now();
        while let Err(error) = UnixStream::connect(&unix) {
            assert!(start.elapsed() < PATIENCE, "{error}");
            thread::sleep(Duration::from_millis(10));
        }
        Self { child, dir, addresses: [Address::Tcp(tcp.to_string()), Address::Unix(unix)] }
    }

    fn has(&self) -> Has {
        let proc = Path::new("/proc").join(self.child.id().to_string());
        let count = |name: &str| fs::read_dir(proc.join(name)).expect("it runs").count();
        let status = fs::read_to_string(proc.join("status")).expect("it runs");
        let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("every process has memory");
        let memory = memory.trim().trim_end_matches(" kB").parse().expect("it is a number");
        Has { threads: count("task"), files: count("fd"), memory }
    }

    /// What it has when nobody is connected: so many threads, or as few as it comes to.
    fn wait_for(&self, threads: usize) -> Has {
        let start = Instant::now();
        let mut last = self.has();
        loop {
            thread::sleep(Duration::from_millis(200));
            let has = self.has();
            if has.threads <= threads || (threads == 1 && has.threads == last.threads && has.files == last.files) {
                return has;
            }
            assert!(start.elapsed() < PATIENCE, "threads are left: {has:?}");
            last = has;
        }
    }

    /// What it has when nobody is connected, and nothing is left of what clients added.
    fn at_rest(&self, threads: usize) -> Has {
        self.wait_for(threads);
        soak::clean_up(&self.addresses[0]);
        self.wait_for(threads)
    }

    fn end(mut self) {
        let status = self.child.wait().expect("it was started");
        assert!(status.success(), "{status}");
    }
}

impl Drop for Qom {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.dir);
    }
}
