//! Several machines in one process, each with threads that plug, reset, set, look and describe at the same time, for as
//! many seconds as `SOAK_SECONDS` says: two without it.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use qom_core::prelude::*;
use qom_devices::{DeviceOptions, Machine, Migration, X86Iommu};

const MACHINES: usize = 4;

fn seconds() -> Duration {
    let seconds = std::env::var("SOAK_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(seconds.unwrap_or(2))
}

/// What each thread of a machine does, again and again.
fn work(kind: usize, round: usize, context: &Context, machine: &Obj<Machine>) {
    match kind {
        // Plugs and unplugs: it alone uses this port.
        0 => {
            let device = DeviceOptions::parse("pci-blank,id=card,bus=rp0").unwrap().add_to(machine).unwrap();
            assert!(device.is_realized() && device.is_hotplugged());
            drop(device);
            if round.is_multiple_of(8) {
                // Queued if somebody resets already.
                context.system_reset(ResetType::Cold).unwrap();
            }
            machine.device_del("card").unwrap();
        }
        // Looks for what comes and goes, and describes it.
        1 => {
            if let Ok(card) = context.object_at("/machine/peripheral/card") {
                let device = card.downcast_ref::<Device>().unwrap();
                let _ = (device.is_realized(), device.parent_bus(), device.name(), card.properties());
                let _ = card.get::<String>("parent_bus").unwrap();
            }
            let _ = context.resolve("card");
        }
        // The singletons of the machine, which stay.
        2 => {
            let (iommu, migration) =
                (X86Iommu::instance_in(context).unwrap(), Migration::instance_in(context).unwrap());
            assert_eq!(iommu.canonical_path().as_deref(), Some("/machine/peripheral/vtd"));
            assert!(!migration.context().eq(&Context::process()));
            context.enter(|| assert!(matches!(new_by_name("amd-iommu"), Err(Error::Occupied { .. }))));
            if round.is_multiple_of(16) {
                for class in Machine::classes() {
                    assert!(!class.describe_properties().is_empty());
                }
            }
        }
        // Objects of users, properties of one object, links to what goes.
        _ => {
            let object = context.object_add_str("memory-backend-ram,id=m0,size=4096").unwrap();
            object.add_property("note[*]", ObjectProperty::new(Prop::new(round as u64))).unwrap();
            assert_eq!(object.get::<u64>("note[0]").unwrap(), round as u64);
            drop(object);
            context.object_del("m0").unwrap();
        }
    }
}

#[test]
fn machines_in_one_process_do_not_disturb_each_other() {
    qom_devices::link();
    let until = Instant::now() + seconds();
    let is_over = AtomicBool::new(false);
    let rounds: [AtomicUsize; MACHINES] = Default::default();
    std::thread::scope(|scope| {
        for rounds in &rounds {
            let context = Context::new();
            let machine = Machine::start(&context, "q35").unwrap();
            for device in ["intel-iommu,id=vtd", "pcie-root-port,id=rp0"] {
                DeviceOptions::parse(device).unwrap().add_to(&machine).unwrap();
            }
            machine.make_ready().unwrap();
            for kind in 0..4 {
                let (context, machine, is_over) = (context.clone(), machine.clone(), &is_over);
                scope.spawn(move || {
                    let mut round = 0;
                    while !is_over.load(Ordering::Relaxed) {
                        work(kind, round, &context, &machine);
                        round += 1;
                        if round.is_multiple_of(64) && Instant::now() > until {
                            is_over.store(true, Ordering::Relaxed);
                        }
                    }
                    rounds.fetch_add(round, Ordering::Relaxed);
                });
            }
        }
    });
    assert!(rounds.iter().all(|rounds| rounds.load(Ordering::Relaxed) > 4), "all got on: {rounds:?}");
}
