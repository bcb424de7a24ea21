//! A hash table of types by name that is read without a lock, and only ever grows.
//!
//! A look-up by name is on the path of every creation by name, so readers take no lock and touch no count. A slot is
//! set once; when the table is half full the types move to one of twice the size, and the old one stays, for those
//! who are reading it: all old ones together are no larger than the one in use.

use std::borrow::Borrow;
use std::hash::{BuildHasher, BuildHasherDefault};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

use rustc_hash::FxHasher;

use super::info::TypeInfo;
use crate::sync::lock;

type Slots = Box<[OnceLock<&'static TypeInfo>]>;

/// Twice the smallest size this often is more than fits into memory.
const GENERATIONS: usize = usize::BITS as usize - MIN_BITS as usize;
const MIN_BITS: u32 = 6;

/// See the module.
pub(super) struct Table {
    generations: [OnceLock<Slots>; GENERATIONS],
    current: AtomicUsize,
    /// How many types there are; who holds the lock is the only writer.
    len: Mutex<usize>,
}

impl Table {
    /// A table with room for `capacity` types before it grows.
    pub(super) fn with_capacity(capacity: usize) -> Self {
        let table = Self {
            generations: [const { OnceLock::new() }; GENERATIONS],
            current: AtomicUsize::new(0),
            len: Mutex::new(0),
        };
        let bits = (2 * capacity).next_power_of_two().trailing_zeros();
        let generation = bits.saturating_sub(MIN_BITS) as usize;
        table.current.store(generation, Ordering::Relaxed);
        table.slots(generation);
        table
    }

    fn slots(&self, generation: usize) -> &Slots {
        let len = 1_usize << (MIN_BITS as usize + generation);
        self.generations[generation].get_or_init(|| (0..len).map(|_| OnceLock::new()).collect())
    }

    /// The type that was added under the name.
    #[inline]
    pub(super) fn get(&self, name: &str) -> Option<&'static TypeInfo> {
        // Acquire pairs with the Release in `add`: who was told of a type finds it.
        let slots = self.slots(self.current.load(Ordering::Acquire));
        match probe(slots, name) {
            Probe::Found(info) => Some(info),
            Probe::Free(_) => None,
        }
    }

    /// Adds a type, made to last by `keep`. If there is one of the name already, nothing has changed, and both come
    /// back.
    pub(super) fn add<I: Borrow<TypeInfo>>(
        &self,
        info: I,
        keep: impl FnOnce(I) -> &'static TypeInfo,
    ) -> Result<&'static TypeInfo, (&'static TypeInfo, I)> {
        let mut len = lock(&self.len);
        let mut generation = self.current.load(Ordering::Relaxed);
        let mut slots = self.slots(generation);
        if let Probe::Found(present) = probe(slots, info.borrow().name()) {
            return Err((present, info));
        }
        if 2 * (*len + 1) > slots.len() {
            generation += 1;
            let larger = self.slots(generation);
            slots.iter().filter_map(OnceLock::get).for_each(|info| put(larger, info));
            slots = larger;
        }
        let info = keep(info);
        put(slots, info);
        *len += 1;
        // Release pairs with the Acquire in `get`; the slot itself is published by `OnceLock`.
        self.current.store(generation, Ordering::Release);
        Ok(info)
    }

    /// All types, in no order.
    pub(super) fn all(&self) -> impl Iterator<Item = &'static TypeInfo> {
        self.slots(self.current.load(Ordering::Acquire)).iter().filter_map(|slot| slot.get().copied())
    }
}

enum Probe<'t> {
    Found(&'static TypeInfo),
    Free(&'t OnceLock<&'static TypeInfo>),
}

#[inline]
fn probe<'t>(slots: &'t Slots, name: &str) -> Probe<'t> {
    let mask = slots.len() - 1;
    let mut at = BuildHasherDefault::<FxHasher>::default().hash_one(name) as usize & mask;
    loop {
        match slots[at].get() {
            None => return Probe::Free(&slots[at]),
            Some(info) if info.name() == name => return Probe::Found(info),
            Some(_) => at = (at + 1) & mask,
        }
    }
}

/// Puts a type into the first free slot of its name's.
fn put(slots: &Slots, info: &'static TypeInfo) {
    if let Probe::Free(slot) = probe(slots, info.name()) {
        // Free as of now, and the caller is the only writer.
        let _ = slot.set(info);
    }
}
