//! A singleton for each resource in use: a root bus has one IOMMU, declared in this crate, and a machine with two root
//! buses has two.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use qom_core::prelude::*;
use qom_devices::{DeviceOptions, DynamicSysBusDevice, Machine, MachineImpl, PciBus, Q35PciHost};

#[qom_type(
    parent = DynamicSysBusDevice,
    interfaces = [Singleton],
    singleton(scope = resource(bus), message = "a root bus has one IOMMU")
)]
pub struct RootIommu {
    /// Whose accesses it translates.
    #[property]
    primary_bus: Link<PciBus>,
    #[property]
    is_broken: Prop<bool>,
    bus: Registered<PciBus>,
}

impl DeviceImpl for RootIommu {
    fn hotpluggable() -> bool {
        true
    }
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        Device::parent_realize(this, cx)?;
        let Some(bus) = this.primary_bus.get() else { bail!("primary-bus is missing") };
        this.register_with(&bus)?;
        cx.on_unrealize(|device| {
            if let Some(iommu) = device.downcast_ref::<RootIommu>() {
                iommu.unregister();
            }
        });
        ensure!(!this.is_broken.get(), "it is broken");
        Ok(())
    }
}

#[qom_type(name = "two-roots-1.0-machine", parent = Machine)]
pub struct TwoRoots {}

impl MachineImpl for TwoRoots {
    fn dynamic_sysbus_devices() -> &'static [&'static str] {
        &["root-iommu"]
    }
    fn make_board(this: &Self) -> Result<()> {
        ["host0", "host1"].into_iter().try_for_each(|name| {
            let host = Q35PciHost::new();
            this.add_child(name, &host)?;
            host.realize(Some(&this.main_bus()?))
        })
    }
}

#[test]
fn r08_r09_a_root_bus_has_one_and_two_root_buses_have_one_each() {
    let context = Context::new();
    let machine = Machine::start(&context, "two-roots-1.0").unwrap();
    let add = |text: &str| DeviceOptions::parse(text)?.add_to(&machine);
    let bus = |number: usize| -> Obj<PciBus> {
        context.object_at(&format!("/machine/host{number}/pcie.0")).unwrap().downcast().unwrap()
    };
    let first = add("root-iommu,id=i0,primary-bus=/machine/host0/pcie.0").unwrap();
    let refused = add("root-iommu,id=i1,primary-bus=/machine/host0/pcie.0").unwrap_err();
    assert!(matches!(refused, Error::Occupied { .. }));
    assert_eq!(refused.to_string(), "a root bus has one IOMMU: there is 'root-iommu' at '/machine/peripheral/i0'");
    assert!(machine.peripheral().child("i1").is_none());
    let second = add("root-iommu,id=i1,primary-bus=/machine/host1/pcie.0").unwrap();
    context.enter(|| {
        assert_eq!(RootIommu::instance_with(&bus(0)).unwrap(), first);
        assert_eq!(RootIommu::instance_with(&bus(1)).unwrap(), second);
    });
    // One that fails, or stops, gives the place back.
    second.unparent();
    assert!(RootIommu::instance_with(&bus(1)).is_none());
    let broken = add("root-iommu,primary-bus=/machine/host1/pcie.0,is-broken=on").unwrap_err();
    assert_eq!(broken.to_string(), "it is broken");
    assert!(RootIommu::instance_with(&bus(1)).is_none());
    first.unrealize();
    let third = add("root-iommu,id=i2,primary-bus=/machine/host0/pcie.0").unwrap();
    assert!(matches!(first.realize(None), Err(Error::Occupied { .. })));
    assert_eq!(RootIommu::instance_with(&bus(0)).unwrap(), third);
    assert!(!first.is_realized());
}
