// Look at: each default is one function, named where it is needed; a bound of a range is a constant of the property's
// type; what an option says is one call on the description; a check is called with the type's reference.

/// A UART.
#[qom_type(name = "pl011", parent = Device)]
pub struct Pl011 {
    /// UART clock.
    #[property(default = 24_000_000, range = 1..=MOST, unit = "Hz", settable = always)]
    clk: Prop<u32>,
    #[property(default = "none", check = Self::check_backend, deprecated = "use `chardev` instead")]
    backend: Prop<qom_core::Text>,
    #[property(name = "x-id", description = "What it is known by.", read_only)]
    id: Prop<u8>,
    #[cfg(feature = "trace")]
    #[property(write_only)]
    pub(crate) trace: Prop<bool>,
}
