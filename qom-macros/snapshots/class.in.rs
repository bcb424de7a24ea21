// Look at: a hook without a body goes to `pure_method_called` and is in `qom_missing`; one with a body is a function
// beside it; an override checks its receiver; a class field is read before the layer is borrowed; an internal hook has
// no method for callers.

/// Hooks of [`Serial`].
#[qom_class(Serial)]
pub trait SerialImpl {
    /// Sends a byte.
    fn put(this: &Self, byte: u8) -> qom_core::Result<()>;
    fn drain(_this: &Self, (most, _): (usize, bool)) -> usize {
        most
    }
    fn name<'a>(this: &'a Self, class: &'a str) -> &'a str {
        this.name_or(class)
    }
    /// Called by the core.
    #[hook(internal)]
    fn reset(this: &Self) {}
    fn max_baud() -> u32 {
        115_200
    }
    /// Its depth.
    #[class_field]
    fn fifo_depth() -> usize {
        16
    }
}
