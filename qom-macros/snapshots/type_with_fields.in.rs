// Look at: the parent's level is built first; each field starts with what it says, in its own order; a child is adopted
// under its name; what only links have is asserted of their type.

#[qom_type(parent = crate::serial::Serial)]
struct Uart {
    #[child]
    fifo: Child<Fifo>,
    #[property(set_once, on_delete = refuse)]
    chardev: Link<Chardev>,
    #[property(on_delete = clear)]
    log: WeakLink<Chardev>,
    #[init(AtomicU32::new(7))]
    count: AtomicU32,
    #[cfg(feature = "statistics")]
    #[init(Statistics { sent: 0 })]
    statistics: Statistics,
    levels: [AtomicU8; 4],
}
