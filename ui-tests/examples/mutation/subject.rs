//! The example of the design, whose tokens are changed one by one.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use qom_core::prelude::*;

/// Abstract serial port.
#[qom_type(parent = Device, abstract, interfaces = [Resettable])]
pub struct Serial {
    out: Mutex<Vec<u8>>,
}

impl ResettableImpl for Serial {
    fn hold(this: &Self, _: ResetType) {
        this.drain();
    }
}

/// What kinds of serial ports differ in.
#[qom_class(Serial)]
pub trait SerialImpl {
    fn put(this: &Self, byte: u8) -> Result<()>;
    fn drain(this: &Self) -> usize {
        std::mem::take(&mut *this.out.lock().unwrap()).len()
    }
    fn max_baud() -> u32 {
        115_200
    }
}

/// Where characters come from.
#[qom_type]
pub struct Chardev {}

/// A queue.
#[qom_type]
pub struct Fifo {
    #[property(default = 16)]
    depth: Prop<u32>,
}

/// A PL011 UART.
#[qom_type(name = "pl011", parent = Serial, interfaces = [Named])]
pub struct Pl011 {
    /// UART clock in Hz.
    #[property(default = 24_000_000)]
    clk: Prop<u32>,
    #[property]
    chardev: Link<Chardev>,
    #[child]
    fifo: Child<Fifo>,
    #[init(AtomicU32::new(7))]
    count: AtomicU32,
}

impl DeviceImpl for Pl011 {
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        Device::parent_realize(this, cx)?;
        ensure!(this.clk.get() > 0, "clk must be positive");
        Ok(())
    }
}

impl SerialImpl for Pl011 {
    fn put(this: &Self, byte: u8) -> Result<()> {
        this.out.lock().unwrap().push(byte);
        this.count.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

#[qom_interface(Named)]
pub trait NamedImpl {
    fn label(this: &Self) -> String;
}

impl NamedImpl for Pl011 {
    fn label(this: &Self) -> String {
        format!("{} {}", this.type_name(), this.fifo.depth.get())
    }
}

#[qom_properties]
impl Pl011 {
    #[getter]
    fn baud(&self) -> u64 {
        u64::from(self.clk.get()) / 16
    }
    #[setter]
    fn set_baud(&self, baud: u64) -> Result<()> {
        self.clk.set(u32::try_from(baud * 16).map_err(Error::other)?);
        Ok(())
    }
}

/// What there is one of.
#[qom_type(name = "x86-iommu", parent = Device, abstract, interfaces = [Singleton])]
pub struct X86Iommu {
    #[property(default = true)]
    pt: Prop<bool>,
}

#[qom_type(name = "intel-iommu", parent = X86Iommu)]
pub struct IntelIommu {}

#[qom_type(parent = Device, interfaces = [Singleton], singleton(group = X86Iommu, message = "only one vIOMMU"))]
pub struct VirtioIommu {}

pub fn used() -> Result<()> {
    let uart = Pl011::new();
    uart.put(1)?;
    let dev: Obj<Device> = uart.clone().upcast();
    let _serial: Option<&Serial> = dev.downcast_ref();
    uart.interface::<Named>().label();
    let _named = dev.as_interface::<Named>();
    let iommu = IntelIommu::try_new()?;
    let _same = IntelIommu::instance();
    iommu.realize(None)?;
    let by_name = qom_core::new_by_name("pl011")?;
    by_name.set_from_str("clk", "48000000")?;
    by_name.get::<u32>("clk")?;
    Ok(())
}
