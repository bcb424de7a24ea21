//! The IOMMUs of x86 machines: one a machine, of whatever make.
//!
//! What is here is the object: its type, its place, its configuration and the checks on that. It does not translate
//! addresses yet.

use qom_core::prelude::*;

use crate::machine::{Machine, machine_name};
use crate::pci::PciBus;
use crate::q35::PcMachine;
use crate::sysbus::DynamicSysBusDevice;

/// An IOMMU of an x86 machine, QOM's `x86-iommu`. A machine has one at most, whichever of the subtypes it is: they share
/// the place of the group, and so does any type that says `singleton(group = X86Iommu)`.
#[qom_type(
    name = "x86-iommu",
    parent = DynamicSysBusDevice,
    abstract,
    interfaces = [Singleton],
    singleton(message = "QEMU does not support multiple vIOMMUs for x86 yet.")
)]
pub struct X86Iommu {
    /// Whether devices may ask for translations ahead of time.
    #[property(default = false)]
    device_iotlb: Prop<bool>,
}

impl DeviceImpl for X86Iommu {
    fn categories() -> &'static [Category] {
        &[Category::Misc]
    }
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        Device::parent_realize(this, cx)?;
        let machine = Machine::of(&this.context());
        if machine.as_ref().is_some_and(|machine| machine.class().is::<PcMachine>()) && has_pci(cx) {
            return Ok(());
        }
        let name = machine.map_or("none", |machine| machine_name(machine.class()));
        bail!("Machine-type '{name}' not supported by IOMMU")
    }
}

/// Whether a PCI bus hangs on the bus.
fn has_pci(cx: &Realize<'_>) -> bool {
    let buses = cx.bus().map(|bus| bus.child_buses()).unwrap_or_default();
    buses.iter().any(|bus| bus.class().is::<PciBus>())
}

/// Intel's IOMMU (VT-d), QOM's `intel-iommu`.
#[qom_type(parent = X86Iommu)]
pub struct IntelIommu {
    /// How many bits guest addresses have: 39 or 48.
    #[property(default = 48)]
    aw_bits: Prop<u8>,
    /// Whether translation tables are those of scalable mode.
    #[property(default = false)]
    x_scalable_mode: Prop<bool>,
    /// Whether there is first-stage translation.
    #[property(default = false)]
    x_flts: Prop<bool>,
    /// Whether requests carry the id of a process.
    #[property(default = false)]
    x_pasid_mode: Prop<bool>,
    /// Whether invalidation waits for accesses that are under way.
    #[property(default = true)]
    dma_drain: Prop<bool>,
}

impl DeviceImpl for IntelIommu {
    fn desc() -> &'static str {
        "Intel IOMMU (VT-d) DMA Remapping device"
    }
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        Device::parent_realize(this, cx)?;
        this.check()
    }
}

impl IntelIommu {
    /// In QEMU's order.
    fn check(&self) -> Result<()> {
        let (is_scalable, has_flts, has_pasid) =
            (self.x_scalable_mode.get(), self.x_flts.get(), self.x_pasid_mode.get());
        ensure!(!(has_pasid && self.device_iotlb.get()), "PASID based device IOTLB is not supported");
        ensure!(is_scalable || !has_flts, "x-flts is only available in scalable mode");
        match self.aw_bits.get() {
            48 => {}
            _ if has_flts => bail!("Scalable mode(flts=on): supported value for aw-bits is: 48"),
            39 => {}
            _ if is_scalable => bail!("Scalable mode(flts=off): supported values for aw-bits are: 39, 48"),
            _ => bail!("Legacy mode: supported values for aw-bits are: 39, 48"),
        }
        ensure!(!is_scalable || self.dma_drain.get(), "Need to set dma_drain for scalable mode");
        ensure!(is_scalable || !has_pasid, "Need to set scalable mode for PASID");
        Ok(())
    }
}

/// AMD's IOMMU (AMD-Vi), QOM's `amd-iommu`.
#[qom_type(parent = X86Iommu)]
pub struct AmdIommu {}

impl DeviceImpl for AmdIommu {
    fn desc() -> &'static str {
        "AMD IOMMU (AMD-Vi) DMA Remapping device"
    }
}
