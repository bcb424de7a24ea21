//! PCI Express ports, behind which devices come and go.

use std::time::Duration;

use qom_core::prelude::*;

use super::bus::PcieBus;
use super::device::PciDevice;

/// What connects a PCI bus to another, QOM's `base-pci-bridge`.
#[qom_type(name = "base-pci-bridge", parent = PciDevice, abstract)]
pub struct PciBridge {}

/// A PCI Express port, QOM's `pcie-port`.
#[qom_type(name = "pcie-port", parent = PciBridge, abstract)]
pub struct PciePort {}

/// A port with a slot behind it, into which one device goes, QOM's `pcie-slot`.
#[qom_type(name = "pcie-slot", parent = PciePort, abstract, interfaces = [HotplugHandler, Resettable])]
pub struct PcieSlot {
    /// Whether devices may come and go while the machine is ready.
    #[property(default = true)]
    hotplug: Prop<bool>,
    /// Whether the guest has to let a device go; else it goes at once.
    #[property(default = false, settable = always)]
    x_ask_guest: Prop<bool>,
}

/// How long a guest is given before it may be asked again.
const PATIENCE: Duration = Duration::from_secs(5);

impl HotplugHandlerImpl for PcieSlot {
    fn pre_plug(this: &Self, device: &Obj<Device>) -> Result<()> {
        ensure!(
            !device.is_hotplugged() || this.hotplug.get(),
            "Hot-plug failed: unsupported by the port device '{}'",
            this.name()
        );
        Ok(())
    }
    fn unplug_request(this: &Self, device: &Obj<Device>) -> Result<Unplug> {
        ensure!(this.hotplug.get(), "Hot-unplug failed: unsupported by the port device '{}'", this.name());
        if !this.x_ask_guest.get() {
            return Ok(Unplug::Now);
        }
        device.start_unplug(Some(PATIENCE));
        Ok(Unplug::Requested)
    }
    fn is_hotpluggable_bus(this: &Self, _: &Obj<Bus>) -> bool {
        this.hotplug.get()
    }
}

/// A guest that starts anew has let go what it was asked for.
impl ResettableImpl for PcieSlot {
    fn hold(this: &Self, kind: ResetType) {
        Resettable::parent_hold(this, kind);
        let devices = this.buses().into_iter().flat_map(|bus| bus.devices());
        for device in devices.filter(|device| device.is_unplug_pending()) {
            // What is linked to stays until that is over, and users may ask again.
            if device.finish_unplug().is_err() {
                device.refuse_unplug();
            }
        }
    }
}

/// A port of the root complex, of whatever kind, QOM's `pcie-root-port-base`: with a bus that is named after its id,
/// which comes and goes with it.
#[qom_type(name = "pcie-root-port-base", parent = PcieSlot, abstract)]
pub struct PcieRootPortBase {}

impl DeviceImpl for PcieRootPortBase {
    fn categories() -> &'static [Category] {
        &[Category::Bridge]
    }
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        Device::parent_realize(this, cx)?;
        let bus = PcieBus::new();
        bus.set_hotplug_handler(this.handle().map(|port| port.into_interface()));
        cx.add_bus(this.id(), &bus)
    }
}

/// The port of the root complex that no chip is the model of, QOM's `pcie-root-port`.
#[qom_type(name = "pcie-root-port", parent = PcieRootPortBase)]
pub struct PcieRootPort {}

impl DeviceImpl for PcieRootPort {
    fn desc() -> &'static str {
        "PCI Express Root Port"
    }
}
