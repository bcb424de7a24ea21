// Look at: no `Concrete`, so no `new()`; the parent is the root; each function of the options is called through a
// closure that names its type, and nothing that the user wrote sees another name of ours than `__qom..`.

/// Abstract serial port.
#[qom_type(
    abstract,
    class_init = Self::class_init,
    class_base_init = class_base_init,
    class_data = 5_u32,
    init = Self::init,
    post_init = |serial| serial.ready(),
    unparent = Self::unparent,
    before_set = Self::before_set
)]
#[derive(Debug)]
pub struct Serial {
    out: Buffer,
}
