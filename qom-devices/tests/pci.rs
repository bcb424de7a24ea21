//! PCI devices that come and go behind a port of the root complex.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use qom_core::prelude::*;
use qom_devices::{DeviceOptions, Machine, PciBus, PciDevice};

struct Scene {
    context: Context,
    machine: Obj<Machine>,
}

impl Scene {
    fn new(devices: &[&str]) -> Self {
        qom_devices::link();
        let context = Context::new();
        let machine = Machine::start(&context, "q35").unwrap();
        let scene = Self { context, machine };
        for device in devices {
            scene.add(device).unwrap();
        }
        scene.machine.make_ready().unwrap();
        scene
    }

    fn add(&self, text: &str) -> Result<Obj<Device>> {
        DeviceOptions::parse(text)?.add_to(&self.machine)
    }

    fn address(&self, id: &str) -> String {
        let device = self.context.object_at(&format!("/machine/peripheral/{id}")).unwrap();
        device.downcast_ref::<PciDevice>().unwrap().address().unwrap().to_string()
    }
}

fn text<T: std::fmt::Debug>(result: Result<T>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn functions_have_addresses_that_they_ask_for_or_the_first_that_is_free() {
    let scene =
        Scene::new(&["pci-blank,id=a", "pci-blank,id=b,addr=1f.3", "pci-blank,id=c", "pci-blank,id=d,addr=2.1"]);
    assert_eq!(["a", "b", "c", "d"].map(|id| scene.address(id)), ["01.0", "1f.3", "02.0", "02.1"]);
    let fresh = Scene::new(&[]);
    let machine = Machine::of(&fresh.context).unwrap();
    let context = Context::new();
    let cold = Machine::start(&context, "q35").unwrap();
    drop(machine);
    let add = |text: &str| DeviceOptions::parse(text)?.add_to(&cold);
    add("pci-blank,id=x,addr=3").unwrap();
    for (asked, refused) in [
        ("pci-blank,addr=3", "PCI: slot 3 function 0 not available for pci-blank, in use by pci-blank,id=x"),
        ("pci-blank,addr=20", "Property 'pci-blank.addr' doesn't take value '20'"),
        ("pci-blank,addr=1.8", "Property 'pci-blank.addr' doesn't take value '1.8'"),
        ("pci-blank,addr=x", "Property 'pci-blank.addr' doesn't take value 'x'"),
        ("pci-blank,addr=+1", "Property 'pci-blank.addr' doesn't take value '+1'"),
        ("pci-blank,addr=1.", "Property 'pci-blank.addr' doesn't take value '1.'"),
        ("pci-device", "Parameter 'driver' expects a non-abstract device type"),
    ] {
        assert_eq!(text(add(asked)), refused, "{asked}");
    }
    for _ in 0..30 {
        add("pci-blank").unwrap();
    }
    assert_eq!(text(add("pci-blank")), "PCI: no slot/function available for pci-blank, all in use or reserved");
    let bus: Obj<PciBus> = context.object_at("/machine/q35/pcie.0").unwrap().downcast().unwrap();
    assert_eq!(bus.functions().len(), 31);
}

#[test]
fn a_device_comes_and_goes_behind_a_port() {
    let scene = Scene::new(&["pcie-root-port,id=rp0", "pcie-root-port,id=rp1,hotplug=off"]);
    assert_eq!(text(scene.add("pci-blank,id=d")), "Bus 'pcie.0' does not support hotplugging");
    assert_eq!(text(scene.add("pci-blank,id=d,bus=rp1")), "Bus 'rp1' does not support hotplugging");
    assert_eq!(text(scene.add("pcie-root-port,id=rp2")), "Bus 'pcie.0' does not support hotplugging");
    let device = scene.add("pci-blank,id=d,bus=rp0").unwrap();
    assert_eq!((scene.address("d"), device.parent_bus().unwrap().name()), ("00.0".to_owned(), "rp0".to_owned()));
    assert_eq!(device.parent_bus().unwrap().path_of(&device).as_deref(), Some("01.0/00.0"));
    let taken = "PCI: slot 0 function 0 already occupied by pci-blank, new func pci-blank cannot be exposed to guest.";
    assert_eq!(text(scene.add("pci-blank,bus=rp0,addr=1")), taken);
    assert_eq!(text(scene.add("pci-blank,bus=rp0")), taken);
    let place = "PCI: slot 0 function 0 not available for pci-blank, in use by pci-blank,id=d";
    assert_eq!(text(scene.add("pci-blank,bus=rp0,addr=0")), place);
    drop(device);
    scene.machine.device_del("d").unwrap();
    assert!(scene.context.departed().is_empty());
    let slot = "PCI: slot 1 is not valid for pci-blank, parent device only allows plugging into slot 0.";
    assert_eq!(text(scene.add("pci-blank,bus=rp0,addr=1")), slot);
    scene.add("pci-blank,id=d,bus=pcie.0/rp0").unwrap();
    assert_eq!(text(scene.machine.device_del("rp0")), "Bus 'pcie.0' does not support hotplugging");
}

#[test]
fn a_guest_that_is_asked_lets_a_device_go_later() {
    let scene = Scene::new(&["pcie-root-port,id=rp0,x-ask-guest=on"]);
    let device = scene.add("pci-blank,id=d,bus=rp0").unwrap();
    scene.machine.device_del("d").unwrap();
    assert_eq!(text(scene.machine.device_del("d")), "Device d is already in the process of unplug");
    assert!(device.is_realized());
    device.finish_unplug().unwrap();
    assert!(!device.is_realized() && device.parent_bus().is_none());
    drop(device);
    // Or when it starts anew.
    let device = scene.add("pci-blank,id=d,bus=rp0").unwrap();
    scene.context.system_reset(ResetType::Cold).unwrap();
    assert!(device.is_realized());
    scene.machine.device_del("d").unwrap();
    scene.context.system_reset(ResetType::Cold).unwrap();
    assert!(!device.is_realized() && device.parent_bus().is_none() && device.parent().is_none());
    drop(device);
    let departed = scene.context.departed();
    assert!(departed.is_empty(), "{departed:?}");
}

#[test]
fn e3_a_port_can_be_stopped_and_started_by_its_property() {
    // QEMU ends: it makes the bus in `realize` and does not take it away.
    let context = Context::new();
    let machine = Machine::start(&context, "q35").unwrap();
    let add = |text: &str| DeviceOptions::parse(text).unwrap().add_to(&machine).unwrap();
    let (port, device) = (add("pcie-root-port,id=rp0"), add("pci-blank,id=d,bus=rp0"));
    port.set("realized", false).unwrap();
    assert!(!device.is_realized() && port.buses().is_empty());
    port.set("realized", true).unwrap();
    assert_eq!((port.buses().len(), port.buses()[0].name()), (1, "rp0".to_owned()));
}
