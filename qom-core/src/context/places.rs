//! The places of the singletons of a context, by the number of their group: found without a lock.

use std::sync::OnceLock;

use crate::object::Slot;

/// As many as there can be groups: each bucket is twice as large as the one before.
const BUCKETS: usize = usize::BITS as usize - FIRST.ilog2() as usize;
const FIRST: usize = 8;

/// See the module.
pub(super) struct Places([OnceLock<Box<[Slot]>>; BUCKETS]);

impl Places {
    pub(super) fn new() -> Self {
        Self([const { OnceLock::new() }; BUCKETS])
    }

    #[inline]
    pub(super) fn get(&self, number: usize) -> &Slot {
        // Bucket k has the numbers from FIRST * (2^k - 1) on.
        let shifted = number + FIRST;
        let bucket = shifted.ilog2() - FIRST.ilog2();
        let len = FIRST << bucket;
        &self.0[bucket as usize].get_or_init(|| (0..len).map(|_| Slot::new()).collect())[shifted - len]
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn each_number_has_a_place_of_its_own() {
        let places = Places::new();
        let mut found: Vec<*const _> = (0..1000).map(|number| std::ptr::from_ref(places.get(number))).collect();
        assert_eq!(found, (0..1000).map(|number| std::ptr::from_ref(places.get(number))).collect::<Vec<_>>());
        found.sort();
        found.dedup();
        assert_eq!(found.len(), 1000);
    }
}
