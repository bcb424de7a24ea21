//! Random requests to `qom` and to QEMU, and how the answers differ: `tests/peers/compare` runs it.
//!
//! Requests come in episodes, each with two fresh programs and random numbers of its own, so that one can be run again
//! alone. What is meant to be different is in `tests/peers/differences.json`.
#![forbid(unsafe_code)]

mod compare;
mod differences;
mod human;
mod peer;
mod rng;
mod steps;
mod world;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use differences::Differences;
use peer::{Peer, Said};
use rng::Rng;
use serde_json::json;
use steps::Step;
use world::World;

const EPISODE: u64 = 200;

/// What both machines are made of.
const BOTH: &[&str] = &[
    "-M",
    "pc-q35-10.0",
    "-S",
    "-display",
    "none",
    "-name",
    "both",
    "-qmp",
    "stdio",
    "-object",
    "rng-random,id=rng0",
    "-object",
    "memory-backend-ram,id=ram0,size=1M",
    "-device",
    "intel-iommu,id=vtd",
];

/// A device that is there from the start is asked for by its port, as QEMU does while the machine has power.
const OURS: &[&str] = &[
    "-device",
    "pcie-root-port,id=rp0",
    "-device",
    "pcie-root-port,id=rp1,x-ask-guest=on",
    "-device",
    "pci-blank,id=cold,bus=rp1",
];

/// Little that we do not have, and ports that take care of what is behind them themselves, not by ACPI.
const THEIRS: &[&str] = &[
    "-nodefaults",
    "-m",
    "16M",
    "-global",
    "ICH9-LPC.acpi-pci-hotplug-with-bridge-support=off",
    "-device",
    "pcie-root-port,id=rp0,chassis=1",
    "-device",
    "pcie-root-port,id=rp1,chassis=2",
    "-device",
    "pci-testdev,id=cold,bus=rp1",
];

/// QEMU has no PCI function that does nothing; this one does little.
const STAND_IN: &[(&str, &str)] = &[("pci-blank", "pci-testdev")];

struct Options {
    qom: String,
    qemu: String,
    differences: String,
    steps: u64,
    seed: u64,
    /// Only this one.
    episode: Option<u64>,
}

impl Options {
    fn read() -> Result<Self, String> {
        let mut options = Self {
            qom: "qom".into(),
            qemu: "qemu-system-x86_64".into(),
            differences: "tests/peers/differences.json".into(),
            steps: 10_000,
            seed: 1,
            episode: None,
        };
        let mut args = std::env::args().skip(1);
        while let Some(name) = args.next() {
            let value = args.next().ok_or_else(|| format!("{name} needs a value"))?;
            let number = || value.parse().map_err(|_| format!("{name} needs a number"));
            match &*name {
                "--steps" => options.steps = number()?,
                "--seed" => options.seed = number()?,
                "--episode" => options.episode = Some(number()?),
                "--qom" => options.qom = value,
                "--qemu" => options.qemu = value,
                "--differences" => options.differences = value,
                _ => return Err(format!("{name}: there is --steps, --seed, --episode, --qom, --qemu, --differences")),
            }
        }
        Ok(options)
    }
}

/// What a processor runs that does nothing: there is none here, and a real one would change things by itself.
struct Firmware(PathBuf);

impl Firmware {
    fn write() -> Result<Self, String> {
        const HALT: u8 = 0xf4;
        let path = std::env::temp_dir().join(format!("halt-{}.bin", std::process::id()));
        std::fs::write(&path, [HALT; 1 << 16]).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Firmware {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// How programs are started.
struct Start<'o> {
    options: &'o Options,
    firmware: Firmware,
}

/// Both programs.
struct Pair {
    ours: Peer,
    theirs: Peer,
}

impl Pair {
    fn start(Start { options, firmware }: &Start<'_>) -> Result<Self, String> {
        let firmware = firmware.0.to_string_lossy();
        let theirs = [BOTH, THEIRS, &["-bios", &firmware]].concat();
        Ok(Self {
            ours: Peer::start(&options.qom, &[BOTH, OURS].concat(), &[])?,
            theirs: Peer::start(&options.qemu, &theirs, STAND_IN)?,
        })
    }

    /// Whether a port that has taken a device while it ran has it still. After a reset QEMU's has power, so that the guest
    /// has to let the device go, and ours goes on as it was asked to.
    fn has_plugged(&mut self) -> Result<bool, String> {
        let listed = self.ours.ask("qom-list", json!({"path": "/machine/peripheral/rp0/rp0"}))?;
        Ok(listed.as_array().into_iter().flatten().any(|property| property["name"] == "child[0]"))
    }

    fn take(&mut self, step: &Step) -> (Said, Said) {
        self.ours.tell(&step.bytes);
        self.theirs.tell(&step.bytes);
        (self.ours.hear(), self.theirs.hear())
    }

    /// What only one of them told of.
    fn events(&mut self) -> Option<String> {
        let theirs = self.theirs.events(0);
        let ours = self.ours.events(theirs.len());
        let theirs = if ours.len() > theirs.len() { self.theirs.events(ours.len()) } else { theirs };
        self.ours.forget_events();
        self.theirs.forget_events();
        (ours != theirs).then(|| format!("events {} <> {}", ours.join(", "), theirs.join(", ")))
    }
}

#[derive(Default)]
struct Summary {
    kinds: BTreeMap<&'static str, usize>,
    steps: u64,
    explained: usize,
    unexplained: usize,
    left_out: usize,
    restarts: usize,
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<bool, String> {
    let options = Options::read()?;
    let text = std::fs::read_to_string(&options.differences);
    let text = text.map_err(|error| format!("{}: {error}", options.differences))?;
    let differences = Differences::read(&text)?;
    let start = Start { options: &options, firmware: Firmware::write()? };
    let mut pair = Pair::start(&start)?;
    let world = World::of(&mut pair.ours, &mut pair.theirs)?;
    println!("{} types are in both, with {} properties", world.types.len(), world.properties.len());
    if !world.has_human_monitor {
        println!("left out: lines of the human monitor, as there is no human-monitor-command");
    }
    let mut summary = Summary::default();
    let episodes = match options.episode {
        Some(episode) => episode..episode + 1,
        None => 0..options.steps.div_ceil(EPISODE),
    };
    for episode in episodes {
        let steps = EPISODE.min(options.steps - (episode * EPISODE).min(options.steps));
        run_episode(&start, &world, &differences, (episode, steps), &mut summary)?;
    }
    println!("seed {}: {} steps", options.seed, summary.steps);
    for (kind, count) in &summary.kinds {
        println!("{count:7} {kind}");
    }
    println!("{} differences are meant, {} are not", summary.explained, summary.unexplained);
    println!("{} steps were not for QEMU; started anew {} times", summary.left_out, summary.restarts);
    for pattern in differences.unused() {
        println!("explained nothing: {pattern}");
    }
    Ok(summary.unexplained == 0)
}

fn run_episode(
    start: &Start<'_>,
    world: &World,
    differences: &Differences,
    (episode, steps): (u64, u64),
    summary: &mut Summary,
) -> Result<(), String> {
    let mut rng = Rng::new(start.options.seed, episode);
    let mut pair = Pair::start(start)?;
    let report = |number: u64, step: &str, difference: &str, summary: &mut Summary| {
        if differences.explain(step, difference) {
            summary.explained += 1;
        } else {
            summary.unexplained += 1;
            println!("episode {episode} step {number}: {step}\n    {difference}");
        }
    };
    for number in 0..steps {
        let step = Step::random(world, &mut rng);
        summary.steps += 1;
        *summary.kinds.entry(step.kind).or_default() += 1;
        if differences.leaves_out(&step.text) {
            summary.left_out += 1;
            pair.ours.tell(&step.bytes);
            let said = pair.ours.hear();
            if let Some(died) = said.died {
                report(number, &step.text, &format!("ours {died}"), summary);
            }
            summary.restarts += 1;
            pair = Pair::start(start)?;
            continue;
        }
        let (ours, theirs) = pair.take(&step);
        let died = [("ours", &ours.died), ("theirs", &theirs.died)];
        if died.iter().any(|(_, died)| died.is_some()) {
            for (which, died) in died.iter().filter_map(|(which, died)| Some((which, died.as_ref()?))) {
                report(number, &step.text, &format!("{which} {died}"), summary);
            }
            summary.restarts += 1;
            pair = Pair::start(start)?;
            continue;
        }
        let mut found = compare::differences(&step.text, &ours, &theirs);
        let events = pair.events();
        let differs_for_long = events.is_some() || compare::is_one_sided(&ours, &theirs);
        found.extend(events);
        for difference in &found {
            report(number, &step.text, difference, summary);
        }
        // Otherwise what follows would differ for the same reason.
        if step.changes && (differs_for_long || step.text.contains("system_reset") && pair.has_plugged()?) {
            summary.restarts += 1;
            pair = Pair::start(start)?;
        }
    }
    let (ours, theirs) = (pair.ours.end(), pair.theirs.end());
    if ours != theirs {
        report(steps, "quit", &format!("status {ours:?} <> {theirs:?}"), summary);
    }
    Ok(())
}
