//! The interfaces of a class: found by the address of their description, in a hash table that is at most half full.

use std::ptr;

use crate::object::{AnyLayer, LayerPtr};
use crate::types::TypeInfo;

/// One interface that a class implements.
#[derive(Clone, Copy)]
pub(super) struct Implemented {
    pub(super) interface: &'static TypeInfo,
    pub(super) layer: &'static dyn AnyLayer,
}

#[derive(Clone, Copy)]
struct Slot {
    interface: Option<&'static TypeInfo>,
    layer: LayerPtr,
}

const EMPTY: Slot = Slot { interface: None, layer: LayerPtr::NONE };

/// See the module.
pub(super) struct InterfaceTable {
    shift: u32,
    slots: Box<[Slot]>,
    /// In the order in which the class got them: inherited ones first.
    list: Box<[Implemented]>,
}

impl InterfaceTable {
    pub(super) fn new(list: Vec<Implemented>) -> Self {
        let len = (2 * list.len()).next_power_of_two().max(2);
        let mut table =
            Self { shift: usize::BITS - len.trailing_zeros(), slots: vec![EMPTY; len].into(), list: list.into() };
        for entry in &table.list {
            let mut at = table.start(entry.interface);
            while table.slots[at].interface.is_some() {
                at = (at + 1) % len;
            }
            table.slots[at] = Slot { interface: Some(entry.interface), layer: LayerPtr::to(entry.layer) };
        }
        table
    }

    /// Multiplying by 2^64 divided by the golden ratio spreads addresses, whose low bits are alike, over the high bits.
    #[inline]
    fn start(&self, interface: &'static TypeInfo) -> usize {
        ptr::from_ref(interface).addr().wrapping_mul(0x9E37_79B9_7F4A_7C15_u64 as usize) >> self.shift
    }

    #[inline]
    pub(super) fn find(&self, interface: &'static TypeInfo) -> Option<LayerPtr> {
        let mut at = self.start(interface);
        loop {
            let slot = &self.slots[at];
            if ptr::eq(slot.interface?, interface) {
                return Some(slot.layer);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    pub(super) fn list(&self) -> &[Implemented] {
        &self.list
    }
}
