//! What one object has by name, its children or its own properties: found in constant time, listed in the order of their
//! addition, and added and taken in time that grows with the logarithm of their number.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use rustc_hash::FxHashMap;

/// See the module.
pub(crate) struct ByName<T> {
    by_name: FxHashMap<Arc<str>, (u64, T)>,
    in_order: BTreeMap<u64, Arc<str>>,
    next: u64,
}

impl<T> Default for ByName<T> {
    fn default() -> Self {
        Self { by_name: FxHashMap::default(), in_order: BTreeMap::new(), next: 0 }
    }
}

impl<T: Clone> ByName<T> {
    /// `false`: there is one of the name already.
    pub(crate) fn put(&mut self, name: &Arc<str>, one: T) -> bool {
        let Entry::Vacant(free) = self.by_name.entry(name.clone()) else { return false };
        free.insert((self.next, one));
        self.in_order.insert(self.next, name.clone());
        self.next += 1;
        true
    }

    pub(crate) fn take(&mut self, name: &str) -> Option<T> {
        let (number, one) = self.by_name.remove(name)?;
        self.in_order.remove(&number);
        Some(one)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    pub(crate) fn get(&self, name: &str) -> Option<T> {
        self.by_name.get(name).map(|(_, one)| one.clone())
    }

    pub(crate) fn list(&self) -> Vec<(Arc<str>, T)> {
        self.in_order.values().filter_map(|name| Some((name.clone(), self.get(name)?))).collect()
    }
}
