//! Machines, the IOMMUs of x86 machines and the migration object, from a crate downstream of theirs.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use qom_core::prelude::*;
use qom_devices::{AmdIommu, DeviceOptions, DynamicSysBusDevice, IntelIommu, Machine, Migration, X86Iommu};

fn q35() -> Obj<Machine> {
    Machine::start(&Context::current(), "q35").unwrap()
}

fn add(machine: &Obj<Machine>, text: &str) -> Result<Obj<Device>> {
    DeviceOptions::parse(text)?.add_to(machine)
}

/// Every object of the context with its type and its handles.
fn all(context: &Context) -> Vec<String> {
    fn walk(object: &Obj<Object>, all: &mut Vec<String>) {
        let path = object.canonical_path().unwrap();
        all.push(format!("{path} {} {}", object.type_name(), object.handle_count()));
        for (_, child) in object.children() {
            walk(&child, all);
        }
    }
    let mut all = Vec::new();
    walk(&context.root(), &mut all);
    all
}

#[qom_core::test]
fn a11_1_the_machine_has_qemus_containers() {
    let machine = q35();
    let context = Context::current();
    for path in ["/machine/peripheral", "/machine/peripheral-anon", "/machine/unattached"] {
        assert_eq!(context.object_at(path).unwrap().type_name(), "container", "{path}");
    }
    assert_eq!(context.object_at("/machine/unattached/sysbus").unwrap().type_name(), "System");
    assert_eq!(Machine::of(&context), Some(machine));
    assert_eq!(Machine::of(&Context::new()), None);
}

#[qom_core::test]
fn b8_devices_have_their_place_by_id_or_by_number_or_are_unattached() {
    let machine = q35();
    let path = |device: &Obj<Device>| device.canonical_path().unwrap();
    assert_eq!(path(&add(&machine, "led,id=power").unwrap()), "/machine/peripheral/power");
    assert_eq!(path(&add(&machine, "led").unwrap()), "/machine/peripheral-anon/device[0]");
    assert_eq!(path(&add(&machine, "led").unwrap()), "/machine/peripheral-anon/device[1]");
    let by_code: Obj<Device> = new_by_name("led").unwrap().downcast().unwrap();
    by_code.realize(None).unwrap();
    assert_eq!(path(&by_code), "/machine/unattached/device[0]");
    let device = add(&machine, "led,id=x").unwrap();
    assert_eq!((device.id(), device.name()), (Some("x"), "x".to_owned()));
    assert_eq!(by_code.name(), "/machine/unattached/device[0]");
}

#[qom_core::test]
fn the_migration_object_is_there_before_the_board_and_no_user_makes_one() {
    #[qom_type(name = "curious-machine", parent = Machine)]
    struct CuriousMachine {}
    impl qom_devices::MachineImpl for CuriousMachine {
        fn make_board(this: &Self) -> Result<()> {
            let migration = Migration::instance_in(&this.context()).ok_or("no migration object yet")?;
            ensure!(migration.canonical_path().as_deref() == Some(Migration::PATH), "it is not in its place");
            Ok(())
        }
    }
    let context = Context::current();
    assert_eq!(Migration::instance(), None);
    let machine = Machine::start(&context, "curious").unwrap();
    let migration = Migration::instance().unwrap();
    assert!(matches!(Migration::try_new(), Err(Error::Occupied { .. })));
    assert!(matches!(new_by_name("migration"), Err(Error::Occupied { .. })));
    assert_eq!(
        add(&machine, "migration").unwrap_err().to_string(),
        "Parameter 'driver' expects a pluggable device type"
    );
    // The machine goes, and a worker still has the object.
    machine.unparent();
    assert_eq!(Migration::instance(), Some(migration.clone()));
    assert_eq!(migration.canonical_path(), None);
    drop(migration);
    assert_eq!(Migration::instance(), None);
    drop(machine);
    Machine::start(&context, "none").unwrap();
}

#[qom_core::test]
fn two_machines_in_one_process_have_one_iommu_each() {
    let contexts = [Context::new(), Context::new()];
    let machines = contexts.each_ref().map(|context| Machine::start(context, "q35").unwrap());
    thread::scope(|scope| {
        // Workers that never enter a context work on what they are given.
        for (context, machine) in contexts.iter().zip(&machines) {
            scope.spawn(move || {
                add(machine, "intel-iommu,id=vtd,aw-bits=39").unwrap();
                assert!(matches!(add(machine, "amd-iommu"), Err(Error::Occupied { .. })));
                let iommu = IntelIommu::instance_in(context).unwrap();
                assert_eq!(iommu.context(), *context);
                assert_eq!(iommu.get::<u8>("aw-bits").unwrap(), 39);
                assert_eq!(Migration::instance_in(context).unwrap().context(), *context);
            });
        }
    });
    assert_eq!((X86Iommu::instance(), Migration::instance()), (None, None), "this thread is in neither");
    let weak = machines.each_ref().map(|machine| machine.downgrade());
    drop((machines, contexts));
    assert!(weak.iter().all(|machine| machine.upgrade().is_none()));
}

/// Of this crate, and in the group of the IOMMUs though it is none of them.
#[qom_type(
    parent = DynamicSysBusDevice,
    interfaces = [Singleton],
    singleton(group = X86Iommu, message = "only one IOMMU, of whatever kind")
)]
pub struct ParavirtIommu {}

#[qom_core::test]
fn a_type_of_another_crate_joins_the_group() {
    let context = Context::current();
    let machine = q35();
    let intel = add(&machine, "intel-iommu,id=vtd").unwrap();
    assert_eq!(
        ParavirtIommu::try_new().unwrap_err().to_string(),
        "only one IOMMU, of whatever kind: there is 'intel-iommu' at '/machine/peripheral/vtd'"
    );
    intel.unparent();
    drop(intel);
    let paravirt = ParavirtIommu::try_new().unwrap();
    let before = all(&context);
    let error = add(&machine, "intel-iommu,id=vtd").unwrap_err().to_string();
    assert_eq!(
        error,
        "QEMU does not support multiple vIOMMUs for x86 yet: there is 'paravirt-iommu', in no tree, with 1 handle"
    );
    assert_eq!(all(&context), before);
    drop(paravirt);
    add(&machine, "amd-iommu").unwrap();
}

#[qom_core::test]
fn r05_a_device_that_is_refused_leaves_everything_as_it_was() {
    let context = Context::current();
    let machine = q35();
    add(&machine, "led,id=a").unwrap();
    let before = all(&context);
    for refused in [
        "intel-iommu,id=a",
        "intel-iommu,id=vtd,foo=1",
        "intel-iommu,id=vtd,aw-bits=300",
        "intel-iommu,id=vtd,aw-bits=40",
        "intel-iommu,aw-bits=40",
        "intel-iommu,bus=pcie.0",
        "x86-iommu,id=vtd",
    ] {
        let error = add(&machine, refused).unwrap_err();
        assert_eq!(all(&context), before, "{refused}: {error}");
        assert_eq!(X86Iommu::instance(), None, "{refused}");
        assert!(machine.main_bus().unwrap().devices().iter().all(|device| device.type_name() == "q35-pcihost"));
    }
    let iommu = add(&machine, "intel-iommu,id=vtd").unwrap();
    let before = all(&context);
    for refused in ["intel-iommu", "amd-iommu,id=b", "intel-iommu,id=vtd"] {
        assert!(matches!(add(&machine, refused), Err(Error::Occupied { .. })), "{refused}");
        assert_eq!(all(&context), before, "{refused}");
    }
    assert_eq!(IntelIommu::realized_instance(), Some(iommu.downcast().unwrap()));
}

#[qom_core::test]
fn r13_the_realized_instance_is_there_only_while_it_works() {
    let machine = q35();
    let iommu = AmdIommu::try_new().unwrap();
    assert_eq!((AmdIommu::instance(), AmdIommu::realized_instance()), (Some(iommu.clone()), None));
    iommu.realize(Some(&machine.main_bus().unwrap())).unwrap();
    assert_eq!(AmdIommu::realized_instance_in(&Context::current()), Some(iommu.clone()));
    iommu.unrealize();
    assert_eq!((AmdIommu::instance(), AmdIommu::realized_instance()), (Some(iommu), None));
}

#[qom_core::test]
fn a_machine_that_cannot_be_started_is_not_there() {
    #[qom_type(name = "broken-machine", parent = Machine)]
    struct BrokenMachine {}
    impl qom_devices::MachineImpl for BrokenMachine {
        fn make_board(this: &Self) -> Result<()> {
            this.add_child("half", &Container::new_in(&this.context()))?;
            bail!("no board")
        }
    }
    let context = Context::current();
    let before = all(&context);
    assert_eq!(Machine::start(&context, "broken").unwrap_err().to_string(), "no board");
    assert_eq!(all(&context), before);
    assert_eq!(Migration::instance(), None);
    assert_eq!(Machine::start(&context, "no").unwrap_err().to_string(), "unsupported machine type: \"no\"");
    let machine = Machine::start(&context, "none").unwrap();
    let before = all(&context);
    assert_eq!(Machine::start(&context, "q35").unwrap_err().to_string(), "there is a machine already");
    assert_eq!(machine.power_on().unwrap_err().to_string(), "the machine is on already");
    assert_eq!(all(&context), before);
}

#[qom_core::test]
fn a_board_that_panics_leaves_nothing() {
    #[qom_type(name = "awful-machine", parent = Machine)]
    struct AwfulMachine {}
    impl qom_devices::MachineImpl for AwfulMachine {
        fn make_board(_: &Self) -> Result<()> {
            panic!("never")
        }
    }
    let context = Context::current();
    let before = all(&context);
    assert!(catch_unwind(|| Machine::start(&Context::current(), "awful")).is_err());
    assert_eq!(all(&context), before);
    Machine::start(&context, "none").unwrap();
}

#[qom_core::test]
fn a_machine_takes_along_its_own_migration_object_only() {
    let context = Context::current();
    let mine = Migration::try_new().unwrap();
    context.root().add_child("mine", &mine).unwrap();
    assert!(matches!(Machine::start(&context, "none"), Err(Error::Occupied { .. })));
    assert_eq!(mine.canonical_path().as_deref(), Some("/mine"));
    mine.unparent();
    drop(mine);
    let machine = Machine::start(&context, "none").unwrap();
    let elsewhere: Obj<Machine> = new_by_name("none-machine").unwrap().downcast().unwrap();
    context.root().add_child("elsewhere", &elsewhere).unwrap();
    assert_eq!(elsewhere.power_on().unwrap_err().to_string(), "the machine is not at '/machine'");
    elsewhere.unparent();
    assert_eq!(Migration::instance().unwrap().canonical_path().as_deref(), Some("/migration"));
    drop(machine);
}

#[qom_core::test]
fn r05_a_device_that_panics_leaves_nothing() {
    #[qom_type(parent = Device, interfaces = [Singleton], init = |this| { let _ = this.set_id(ID.get()); })]
    struct Awful {
        #[property]
        ok: Prop<bool>,
    }
    thread_local!(static ID: Cell<&'static str> = const { Cell::new("own") });
    impl DeviceImpl for Awful {
        fn realize(this: &Self, _: &mut Realize<'_>) -> Result<()> {
            assert!(this.ok.get(), "never");
            Ok(())
        }
    }
    let context = Context::current();
    let machine = q35();
    let before = all(&context);
    for _ in 0..2 {
        let added = catch_unwind(AssertUnwindSafe(|| add(&machine, "awful")));
        assert!(added.is_err());
        let error = add(&machine, "awful,id=a,ok=on").unwrap_err().to_string();
        assert_eq!(error, "Device has the id 'own', it cannot be 'a'");
        assert_eq!((all(&context), Awful::instance()), (before.clone(), None));
    }
    add(&machine, "awful,ok=on").unwrap();
}

#[qom_core::test]
fn an_iommu_wants_a_pc() {
    let machine = Machine::start(&Context::current(), "none").unwrap();
    let iommu = IntelIommu::try_new().unwrap();
    let text = |result: Result<()>| result.unwrap_err().to_string();
    assert_eq!(text(iommu.realize(Some(&machine.main_bus().unwrap()))), "Machine-type 'none' not supported by IOMMU");
    assert_eq!(text(iommu.realize(None)), "No 'System' bus given for device 'intel-iommu'");
    assert!(!iommu.is_realized() && iommu.parent_bus().is_none() && iommu.parent().is_none());
}

#[qom_core::test]
fn behaviour_30_the_machine_takes_all_that_is_in_it() {
    let machine = q35();
    let gone = [add(&machine, "intel-iommu,id=vtd").unwrap(), add(&machine, "led").unwrap()];
    let gone = gone.map(|device| device.downgrade());
    machine.unparent();
    assert!(matches!(Context::current().object_at("/machine/peripheral/vtd"), Err(Error::NoSuchObject { .. })));
    drop(machine);
    assert!(gone.iter().all(|device| device.upgrade().is_none()), "nobody else has them");
    assert_eq!(X86Iommu::instance(), None);
}

#[test]
fn the_phases_of_a_context_are_those_of_its_machine() {
    let machine = q35();
    let context = machine.context();
    let stray = qom_devices::NoneMachine::new_in(&context);
    context.root().add_child("stray", &stray).unwrap();
    assert_eq!(stray.make_ready().unwrap_err().to_string(), "the machine is not at '/machine'");
    stray.unparent();
    assert_eq!(context.phase(), Phase::MachineInitialized, "one beside it ends nothing");
    machine.unparent();
    let next = Machine::start(&context, "q35").unwrap();
    assert!(machine.make_ready().is_err());
    machine.unparent();
    assert_eq!(context.phase(), Phase::MachineInitialized, "nor does the one before it");
    next.make_ready().unwrap();
}
