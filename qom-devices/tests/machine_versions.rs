//! Older versions of a machine: what its objects are like, and that it is over when the machine is.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use qom_core::prelude::*;
use qom_devices::{CompatTable, DeviceOptions, Machine, MachineImpl, Migration};

const PROPERTIES: [&str; 4] = ["aw-bits", "stale-tm", "dma-drain", "pt"];

/// What an `intel-iommu` of the machine is like.
fn iommu_of(machine: &Obj<Machine>, options: &str) -> String {
    let iommu = DeviceOptions::parse(&format!("intel-iommu{options}")).unwrap().add_to(machine).unwrap();
    let value = |name: &str| format!("{name}={}", iommu.get::<Value>(name).unwrap());
    PROPERTIES.map(value).join(",")
}

/// What an `intel-iommu` of a machine of each version is like.
const IOMMUS: [(&str, &str); 5] = [
    ("pc-q35-10.0", "aw-bits=48,stale-tm=false,dma-drain=true,pt=true"),
    ("pc-q35-9.2", "aw-bits=48,stale-tm=false,dma-drain=true,pt=true"),
    ("pc-q35-9.1", "aw-bits=39,stale-tm=true,dma-drain=true,pt=true"),
    ("pc-q35-2.10", "aw-bits=39,stale-tm=true,dma-drain=false,pt=true"),
    ("pc-q35-2.9", "aw-bits=39,stale-tm=true,dma-drain=false,pt=false"),
];

#[qom_core::test]
fn objects_of_an_old_machine_are_as_they_were_until_it_goes() {
    let context = Context::current();
    // One after the other in the same context, up and down.
    for (name, expected) in IOMMUS.into_iter().chain(IOMMUS.into_iter().rev()) {
        let machine = Machine::start(&context, name).unwrap();
        assert_eq!(iommu_of(&machine, ""), expected, "{name}");
        machine.unparent();
        context.set_compat_properties(Compat::Machine, []).unwrap();
        context.clear_compat_properties(Compat::Machine);
    }
}

#[qom_core::test]
fn the_migration_object_of_an_old_machine_is_old() {
    let old = [
        "multifd-clean-tls-termination",
        "send-switchover-start",
        "multifd-flush-after-each-section",
        "x-preempt-pre-7-2",
        "zero-page-detection",
    ];
    for (name, expected) in [
        ("pc-q35-10.0", "true true false false multifd"),
        ("pc-q35-9.2", "false false false false multifd"),
        ("pc-q35-9.1", "false false false false multifd"),
        ("pc-q35-2.9", "false false true true legacy"),
    ] {
        let machine = Machine::start(&Context::current(), name).unwrap();
        let migration = Migration::instance().unwrap();
        let values = old.map(|property| migration.get::<Value>(property).unwrap().to_string());
        assert_eq!(values.join(" "), expected, "{name}");
        machine.unparent();
    }
}

#[qom_core::test]
fn what_users_say_counts_more_than_the_version() {
    let context = Context::current();
    context.add_global(GlobalProperty::parse("intel-iommu.aw-bits=48").unwrap());
    let machine = Machine::start(&context, "pc-q35-9.1").unwrap();
    assert_eq!(iommu_of(&machine, ",stale-tm=off"), "aw-bits=48,stale-tm=false,dma-drain=true,pt=true");
}

/// An old machine whose board cannot be made.
#[qom_type(name = "old-broken-machine", parent = Machine)]
pub struct OldBrokenMachine {}

static OLD: CompatTable = CompatTable::new(&[("led", "description", "old")]);

impl MachineImpl for OldBrokenMachine {
    fn compat_table() -> Option<&'static CompatTable> {
        Some(&OLD)
    }
    fn make_board(_: &Self) -> Result<()> {
        let led = new_by_name("led")?;
        bail!("a light that says '{}'", led.get::<String>("description")?)
    }
}

#[qom_core::test]
fn a_machine_that_cannot_be_started_leaves_no_table() {
    let context = Context::current();
    let error = Machine::start(&context, "old-broken").unwrap_err();
    assert_eq!(error.to_string(), "a light that says 'old'");
    assert_eq!(new_by_name("led").unwrap().get::<String>("description").unwrap(), "");
    // Made, but not started.
    Machine::create(&context, "pc-q35-9.1").unwrap().unparent();
    let machine = Machine::start(&context, "q35").unwrap();
    assert_eq!(iommu_of(&machine, ""), IOMMUS[0].1);
}

#[qom_core::test]
fn the_table_of_somebody_else_stays_and_no_old_machine_comes() {
    let context = Context::current();
    context.set_compat_properties(Compat::Machine, [GlobalProperty::new("led", "description", "mine")]).unwrap();
    let error = Machine::start(&context, "pc-q35-9.1").unwrap_err();
    assert_eq!(error.to_string(), "the compat properties are set already");
    assert!(Machine::of(&context).is_none());
    assert_eq!(new_by_name("led").unwrap().get::<String>("description").unwrap(), "mine");
    // One that has no table does not mind, and leaves it when it goes.
    Machine::start(&context, "q35").unwrap().unparent();
    assert_eq!(new_by_name("led").unwrap().get::<String>("description").unwrap(), "mine");
}

#[qom_core::test]
fn who_uses_a_deprecated_machine_is_told() {
    let context = Context::current();
    for (name, expected) in [
        ("q35", None),
        ("pc-q35-9.1", None),
        (
            "pc-q35-2.9",
            Some(
                "Machine type 'pc-q35-2.9' is deprecated: machines more than 3 years old are subject to deletion \
                 after 6 years",
            ),
        ),
    ] {
        let machine = Machine::create(&context, name).unwrap();
        assert_eq!(machine.warning().as_deref(), expected);
        machine.unparent();
    }
}
