//! The IOMMUs of x86 machines: how they are configured, what they check, what becomes of `auto`.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use qom_core::prelude::*;
use qom_devices::{DeviceOptions, IntelIommu, Machine, X86Iommu};

fn add(machine: &Obj<Machine>, text: &str) -> Result<Obj<Device>> {
    DeviceOptions::parse(text)?.add_to(machine)
}

/// What is read of these properties, as `name=value`.
fn values(object: &Object, names: &[&str]) -> String {
    let value = |name: &&str| format!("{name}={}", object.get::<Value>(name).unwrap());
    names.iter().map(value).collect::<Vec<_>>().join(",")
}

/// What is wrong with an `intel-iommu`, most of it with several things, of which QEMU names the first.
const REFUSED: &[(&str, &str)] = &[
    ("x-pasid-mode=on,device-iotlb=on,eim=on,intremap=off", "PASID based device IOTLB is not supported"),
    ("eim=on,intremap=off,x-flts=on", "eim=on cannot be selected without intremap=on"),
    ("eim=on,intremap=off,x-buggy-eim=on", "eim=on cannot be selected without intremap=on"),
    ("x-flts=on,aw-bits=40", "x-flts is only available in scalable mode"),
    ("aw-bits=40,x-pasid-mode=on", "Legacy mode: supported values for aw-bits are: 39, 48"),
    (
        "x-scalable-mode=on,aw-bits=57,dma-drain=off",
        "Scalable mode(flts=off): supported values for aw-bits are: 39, 48",
    ),
    (
        "x-scalable-mode=on,x-flts=on,aw-bits=39,dma-drain=off",
        "Scalable mode(flts=on): supported value for aw-bits is: 48",
    ),
    ("x-scalable-mode=on,dma-drain=off", "Need to set dma_drain for scalable mode"),
    ("x-pasid-mode=on,dma-drain=off", "Need to set scalable mode for PASID"),
];

#[qom_core::test]
fn checks_come_in_qemus_order() {
    let machine = Machine::start(&Context::current(), "q35").unwrap();
    for (options, message) in REFUSED {
        let error = add(&machine, &format!("intel-iommu,{options}")).unwrap_err();
        assert_eq!(error.to_string(), *message, "{options}");
        assert_eq!(X86Iommu::instance(), None, "{options}");
    }
}

#[qom_core::test]
fn what_is_auto_is_what_it_stands_for_once_it_is_realized() {
    for (options, resolved) in [
        ("", "intremap=on,eim=off"),
        (",eim=on", "intremap=on,eim=on"),
        (",intremap=off", "intremap=off,eim=off"),
        (",x-buggy-eim=on", "intremap=on,eim=on"),
        (",x-buggy-eim=on,eim=off", "intremap=on,eim=off"),
        (",x-buggy-eim=on,intremap=off", "intremap=off,eim=off"),
    ] {
        let context = Context::new();
        let machine = Machine::start(&context, "q35").unwrap();
        let iommu = add(&machine, &format!("intel-iommu{options}")).unwrap();
        assert_eq!(values(&iommu, &["intremap", "eim"]), resolved, "{options}");
    }
    let machine = Machine::start(&Context::current(), "q35").unwrap();
    assert_eq!(values(&add(&machine, "amd-iommu").unwrap(), &["intremap"]), "intremap=on");
}

#[qom_core::test]
fn one_that_was_refused_is_as_it_was_and_can_be_configured_again() {
    let machine = Machine::start(&Context::current(), "q35").unwrap();
    let bus = machine.main_bus().unwrap();
    let iommu = IntelIommu::try_new().unwrap();
    let all = ["intremap", "eim", "aw-bits"];
    iommu.set("aw-bits", 40).unwrap();
    iommu.realize(Some(&bus)).unwrap_err();
    assert_eq!(values(&iommu, &all), "intremap=auto,eim=auto,aw-bits=40");
    iommu.set("aw-bits", 39).unwrap();
    iommu.realize(Some(&bus)).unwrap();
    assert_eq!(values(&iommu, &all), "intremap=on,eim=off,aw-bits=39");
    assert!(iommu.set("aw-bits", 48).is_err());
    iommu.unrealize();
    assert_eq!(values(&iommu, &all), "intremap=auto,eim=auto,aw-bits=39");
    iommu.set("aw-bits", 48).unwrap();
    iommu.realize(Some(&bus)).unwrap();
    assert_eq!(values(&iommu, &all), "intremap=on,eim=off,aw-bits=48");
}

#[qom_core::test]
fn what_is_said_of_all_iommus_holds_for_each_kind() {
    for kind in ["intel-iommu", "amd-iommu"] {
        let context = Context::new();
        context.add_global(GlobalProperty::parse("x86-iommu.pt=off").unwrap());
        let machine = Machine::start(&context, "q35").unwrap();
        assert_eq!(values(&add(&machine, kind).unwrap(), &["pt"]), "pt=false", "{kind}");
    }
}
