//! Where a function is on its bus.

use std::fmt;

/// A slot and a function of a PCI bus, `06.0` in hexadecimal, QOM's `pci_devfn`.
///
/// ```
/// use qom_devices::PciAddress;
///
/// let address = PciAddress::parse("1f.3").unwrap();
/// assert_eq!((address.slot(), address.function()), (31, 3));
/// assert_eq!(PciAddress::parse("6").unwrap().to_string(), "06.0");
/// assert!(PciAddress::parse("20").is_none() && PciAddress::parse("1.8").is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PciAddress(u8);

impl PciAddress {
    /// How many slots a bus has.
    pub const SLOTS: u8 = 32;
    /// How many functions a slot has.
    pub const FUNCTIONS: u8 = 8;

    /// The function of a slot; `None` if there is none of the numbers.
    pub fn new(slot: u8, function: u8) -> Option<Self> {
        (slot < Self::SLOTS && function < Self::FUNCTIONS).then(|| Self(slot * Self::FUNCTIONS + function))
    }

    /// Reads a slot, or a slot and a function, in hexadecimal.
    pub fn parse(text: &str) -> Option<Self> {
        let (slot, function) = text.split_once('.').unwrap_or((text, "0"));
        let number = |text: &str| {
            let is_plain = text.bytes().all(|byte| byte.is_ascii_hexdigit());
            if is_plain { u8::from_str_radix(text, 16).ok() } else { None }
        };
        Self::new(number(slot)?, number(function)?)
    }

    /// The number of the slot.
    pub fn slot(self) -> u8 {
        self.0 / Self::FUNCTIONS
    }

    /// The number of the function.
    pub fn function(self) -> u8 {
        self.0 % Self::FUNCTIONS
    }
}

impl fmt::Display for PciAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02x}.{:x}", self.slot(), self.function())
    }
}
