//! AMD's IOMMU.

use qom_core::prelude::*;

use super::X86Iommu;

/// AMD's IOMMU (AMD-Vi), QOM's `amd-iommu`. Today it can be created, placed and configured; it does not translate
/// addresses, remap interrupts or have registers yet.
///
/// As every [`X86Iommu`] it is a singleton: a machine has one IOMMU, of whichever kind.
///
/// QEMU's brings a PCI device of its own, `AMDVI-PCI`, which this one does not have. QEMU's one check, that `xtsup` is on
/// for KVM guests with processor ids above 255, needs both and is not here.
#[qom_type(parent = X86Iommu)]
pub struct AmdIommu {
    /// Whether the IOMMU offers interrupts to processors with ids above 255.
    #[property(default = false)]
    xtsup: Prop<bool>,
}

impl DeviceImpl for AmdIommu {
    fn desc() -> &'static str {
        "AMD IOMMU (AMD-Vi) DMA Remapping device"
    }
}
