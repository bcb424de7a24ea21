// Look at: the block is left as it is; a property of both directions says in one place that they are of one type; the
// compiler counts names.

#[qom_properties]
impl Uart8250 {
    /// How fast it is.
    #[getter(unit = "baud")]
    fn baud(&self) -> u32 {
        1_843_200 / self.divisor.get()
    }
    #[setter]
    fn set_baud(&self, baud: u32) -> qom_core::Result<()> {
        self.divisor.try_set(1_843_200 / baud)
    }
    /// What it is.
    #[getter(name = "x-kind", deprecated = "use `type` instead")]
    fn kind(&self) -> qom_core::Result<Kind> {
        self.kind_of()
    }
    #[cfg(feature = "keys")]
    #[setter(description = "Unlocks it.")]
    fn set_key(&self, key: Key) {
        self.unlock(key);
    }
    fn other(&self) {}
}
