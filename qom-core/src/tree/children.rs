//! The children of one object: found by name in constant time, listed in order, and added and taken in time that grows
//! with the logarithm of their number.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::object::{Obj, Object};

/// See the module.
#[derive(Default)]
pub(super) struct Children {
    by_name: FxHashMap<Arc<str>, (u64, Obj<Object>)>,
    in_order: BTreeMap<u64, Arc<str>>,
    next: u64,
}

impl Children {
    /// `false`: there is one of the name already.
    pub(super) fn put(&mut self, name: &Arc<str>, child: &Obj<Object>) -> bool {
        let Entry::Vacant(free) = self.by_name.entry(name.clone()) else { return false };
        free.insert((self.next, child.clone()));
        self.in_order.insert(self.next, name.clone());
        self.next += 1;
        true
    }

    pub(super) fn take(&mut self, name: &str) -> Option<Obj<Object>> {
        let (number, child) = self.by_name.remove(name)?;
        self.in_order.remove(&number);
        Some(child)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    pub(super) fn get(&self, name: &str) -> Option<Obj<Object>> {
        self.by_name.get(name).map(|(_, child)| child.clone())
    }

    pub(super) fn list(&self) -> Vec<(Arc<str>, Obj<Object>)> {
        self.in_order.values().filter_map(|name| Some((name.clone(), self.get(name)?))).collect()
    }
}
