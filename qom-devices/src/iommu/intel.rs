//! Intel's IOMMU.

use qom_core::prelude::*;

use super::X86Iommu;
use super::x86::resolve;

/// Intel's IOMMU (VT-d), QOM's `intel-iommu`. Today it can be created, placed and configured, and it checks its
/// configuration; it does not translate addresses, remap interrupts or have registers yet.
///
/// As every [`X86Iommu`] it is a singleton: a machine has one IOMMU, of whichever kind.
///
/// The checks are QEMU's in QEMU's order and words, but for those that ask a kernel: whether KVM can do `eim=on`, and
/// whether a device that is passed through needs `caching-mode=on` or has a host IOMMU with fewer `aw-bits`. When it is
/// realized, `eim=auto` becomes `off`, or `on` for a guest that was promised `x-buggy-eim`.
///
/// ```
/// use qom_core::prelude::*;
/// use qom_devices::{DeviceOptions, Machine};
///
/// let context = Context::new();
/// let machine = Machine::start(&context, "q35")?;
/// let iommu = DeviceOptions::parse("intel-iommu,aw-bits=39")?.add_to(&machine)?;
/// assert_eq!(iommu.get::<u8>("aw-bits")?, 39);
/// assert_eq!(iommu.get::<OnOffAuto>("intremap")?, OnOffAuto::On);       // was `auto`
/// # Ok::<(), Error>(())
/// ```
#[qom_type(parent = X86Iommu)]
pub struct IntelIommu {
    /// The version number that it would report. Nothing reads it, as in QEMU, whose device reports 1.0.
    #[property(default = 0)]
    version: Prop<u32>,
    /// Whether the IOMMU offers extended interrupt mode: interrupts to processors with ids above 255.
    #[property(default = OnOffAuto::Auto)]
    eim: Prop<OnOffAuto>,
    /// Whether extended interrupt mode is offered without being sure of it, as machines up to version 2.7 did.
    #[property(default = false)]
    x_buggy_eim: Prop<bool>,
    /// How many bits guest addresses have: 39 or 48.
    #[property(default = 48)]
    aw_bits: Prop<u8>,
    /// Whether guests have to report every change of a table, also of what was not there: for devices passed through.
    #[property(default = false)]
    caching_mode: Prop<bool>,
    /// Whether translation tables are those of scalable mode.
    #[property(default = false)]
    x_scalable_mode: Prop<bool>,
    /// Whether there is first-stage translation, in scalable mode.
    #[property(default = false)]
    x_flts: Prop<bool>,
    /// Whether the IOMMU offers that accesses of devices keep out of the processors' caches or not, as tables say.
    #[property(default = false)]
    snoop_control: Prop<bool>,
    /// Whether requests can carry the id of a process.
    #[property(default = false)]
    x_pasid_mode: Prop<bool>,
    /// Whether invalidation waits for accesses that are under way.
    #[property(default = true)]
    dma_drain: Prop<bool>,
    /// Whether addresses are translated at all; else there is interrupt remapping only.
    #[property(default = true)]
    dma_translation: Prop<bool>,
    /// Whether the bit of tables that once marked transient mappings is taken, as machines up to version 9.1 did.
    #[property(default = false)]
    stale_tm: Prop<bool>,
    /// Whether first-stage translation has pages of 1 GiB.
    #[property(default = true)]
    fs1gp: Prop<bool>,
}

impl DeviceImpl for IntelIommu {
    fn desc() -> &'static str {
        "Intel IOMMU (VT-d) DMA Remapping device"
    }
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        Device::parent_realize(this, cx)?;
        this.check()?;
        if this.eim.get() == OnOffAuto::Auto {
            let is_promised = this.x_buggy_eim.get() && this.remaps_interrupts();
            resolve(this, |this| &this.eim, if is_promised { OnOffAuto::On } else { OnOffAuto::Off }, cx);
        }
        Ok(())
    }
}

impl IntelIommu {
    /// In QEMU's order.
    fn check(&self) -> Result<()> {
        let (is_scalable, has_flts, has_pasid) =
            (self.x_scalable_mode.get(), self.x_flts.get(), self.x_pasid_mode.get());
        ensure!(!(has_pasid && self.device_iotlb.get()), "PASID based device IOTLB is not supported");
        ensure!(
            self.eim.get() != OnOffAuto::On || self.remaps_interrupts(),
            "eim=on cannot be selected without intremap=on"
        );
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

    fn remaps_interrupts(&self) -> bool {
        self.intremap.get() == OnOffAuto::On
    }
}
