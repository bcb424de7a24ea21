//! What only some objects have: their context, if it is not the default one, their place in the tree, properties of their
//! own, who links to them, who watches them, with what they are registered, that they end unrealized, and how far
//! they are in reset. It is allocated on first use, so that other objects pay one pointer for it.

use std::any::Any;
use std::sync::{Mutex, OnceLock};

use super::header::Object;
use crate::sync::lock;

/// As many attachments as there are rooms that use one.
const ATTACHMENTS: usize = 8;

/// The attachments of one object, one of a type, each set once.
#[derive(Default)]
pub(crate) struct Node {
    attached: [OnceLock<Attachment>; ATTACHMENTS],
    writing: Mutex<()>,
}

struct Attachment {
    value: Box<dyn Any + Send + Sync>,
    /// What to do with the object, still whole, before its levels are dropped.
    before_drop: Option<fn(&Object)>,
}

impl Node {
    /// The attachments of an object that is about to be made.
    pub(crate) fn with<T: Any + Send + Sync>(value: T) -> Box<Self> {
        let node = Box::<Self>::default();
        node.get_or_attach(None, || value);
        node
    }

    #[inline]
    pub(super) fn get<T: Any>(&self) -> Option<&T> {
        self.attached.iter().map_while(OnceLock::get).find_map(|attachment| attachment.value.downcast_ref())
    }

    pub(super) fn get_or_attach<T: Any + Send + Sync>(
        &self,
        before_drop: Option<fn(&Object)>,
        make: impl FnOnce() -> T,
    ) -> &T {
        if let Some(present) = self.get() {
            return present;
        }
        let _writing = lock(&self.writing);
        if let Some(present) = self.get() {
            return present;
        }
        if let Some(free) = self.attached.iter().find(|slot| slot.get().is_none()) {
            // Free as of now, and who holds `writing` is the only writer.
            let _ = free.set(Attachment { value: Box::new(make()), before_drop });
        }
        match self.get() {
            Some(attached) => attached,
            None => unreachable!("`ATTACHMENTS` is the number of types that are attached"),
        }
    }

    /// Lets each attachment prepare for the end of the object, the latest first.
    pub(super) fn before_drop(&self, object: &Object) {
        let all = self.attached.iter().rev().filter_map(OnceLock::get);
        crate::tree::run_all(all.filter_map(|attachment| attachment.before_drop), |before_drop| before_drop(object));
    }
}
