//! Where handles were taken: with the feature `handle-sites` each handle carries a ticket, and the tickets of an object
//! tell who holds it. Without the feature a ticket is nothing.

pub(super) use imp::Ticket;
#[cfg(feature = "handle-sites")]
pub(crate) use imp::sites_of;

#[cfg(not(feature = "handle-sites"))]
mod imp {
    use std::ptr::NonNull;

    /// See the module.
    pub(in super::super) struct Ticket;

    impl Ticket {
        #[inline]
        pub(in super::super) fn take(_: NonNull<()>) -> Self {
            Self
        }

        #[inline]
        pub(in super::super) fn taken_here(&self) {}
    }
}

#[cfg(feature = "handle-sites")]
mod imp {
    use std::collections::BTreeMap;
    use std::panic::Location;
    use std::ptr::NonNull;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::sync::{Mutex, MutexGuard};

    use crate::sync::lock;

    type Site = &'static Location<'static>;

    /// By the address of the object and the number of the ticket.
    static TAKEN: Mutex<BTreeMap<(usize, u64), Site>> = Mutex::new(BTreeMap::new());

    fn taken() -> MutexGuard<'static, BTreeMap<(usize, u64), Site>> {
        lock(&TAKEN)
    }

    /// See the module.
    pub(in super::super) struct Ticket {
        key: (usize, u64),
    }

    impl Ticket {
        #[track_caller]
        pub(in super::super) fn take(place: NonNull<()>) -> Self {
            static NEXT: AtomicU64 = AtomicU64::new(0);
            let ticket = Self { key: (place.addr().get(), NEXT.fetch_add(1, Ordering::Relaxed)) };
            ticket.taken_here();
            ticket
        }

        /// The caller is who the handle is for, and not the function of the runtime that made it.
        #[track_caller]
        pub(in super::super) fn taken_here(&self) {
            taken().insert(self.key, Location::caller());
        }
    }

    impl Drop for Ticket {
        fn drop(&mut self) {
            taken().remove(&self.key);
        }
    }

    /// Where the handles to the object at this address were taken that are still there, the oldest first.
    pub(crate) fn sites_of(place: NonNull<()>) -> Vec<Site> {
        let address = place.addr().get();
        taken().range((address, 0)..=(address, u64::MAX)).map(|(_, site)| *site).collect()
    }
}
