//! What the IOMMUs of x86 machines have in common.

use qom_core::prelude::*;

use crate::machine::{Machine, machine_name};
use crate::pci::PciBus;
use crate::q35::PcMachine;
use crate::sysbus::DynamicSysBusDevice;

/// An IOMMU of an x86 machine, QOM's `x86-iommu`. A machine has one at most, whichever of the subtypes it is: they share
/// the place of the group, and so does any type that says `singleton(group = X86Iommu)`.
///
/// When it is realized it checks that the machine is a PC with a PCI bus, and what is `auto` becomes what it stands for:
/// `intremap` is `on` then, until it is unrealized. QEMU's also refuses `intremap=on` if all of the interrupt
/// controller is in the kernel, and makes `auto` `off` there; here there is no such controller.
#[qom_type(
    name = "x86-iommu",
    parent = DynamicSysBusDevice,
    abstract,
    interfaces = [Singleton],
    singleton(message = "QEMU does not support multiple vIOMMUs for x86 yet.")
)]
pub struct X86Iommu {
    /// Whether interrupts of devices can be remapped, too.
    #[property(default = OnOffAuto::Auto)]
    pub(super) intremap: Prop<OnOffAuto>,
    /// Whether devices may ask for translations ahead of time and keep them.
    #[property(default = false)]
    pub(super) device_iotlb: Prop<bool>,
    /// Whether the IOMMU offers guests to let a device through, its addresses untranslated.
    #[property(default = true)]
    pt: Prop<bool>,
}

impl DeviceImpl for X86Iommu {
    fn categories() -> &'static [Category] {
        &[Category::Misc]
    }
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        Device::parent_realize(this, cx)?;
        let machine = Machine::of(&this.context());
        let is_pc = machine.as_ref().is_some_and(|machine| machine.class().is::<PcMachine>());
        if !is_pc || !has_pci(cx) {
            let name = machine.map_or("none", |machine| machine_name(machine.class()));
            bail!("Machine-type '{name}' not supported by IOMMU")
        }
        if this.intremap.get() == OnOffAuto::Auto {
            resolve(this, |this| &this.intremap, OnOffAuto::On, cx);
        }
        Ok(())
    }
}

/// Says what `auto` stands for while the device works.
pub(super) fn resolve<T: ObjectView>(
    this: &T,
    property: fn(&T) -> &Prop<OnOffAuto>,
    resolved: OnOffAuto,
    cx: &mut Realize<'_>,
) {
    property(this).set(resolved);
    cx.on_unrealize(move |device| {
        if let Some(this) = device.downcast_ref() {
            property(this).set(OnOffAuto::Auto);
        }
    });
}

/// Whether a PCI bus hangs on the bus.
fn has_pci(cx: &Realize<'_>) -> bool {
    let buses = cx.bus().map(|bus| bus.child_buses()).unwrap_or_default();
    buses.iter().any(|bus| bus.class().is::<PciBus>())
}
