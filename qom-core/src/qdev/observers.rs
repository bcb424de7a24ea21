//! Who is told of what happens to devices: events for users, and listeners of the runtime's own.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, Weak};

use super::device::Device;
use crate::context::Context;
use crate::object::{Obj, Object};
use crate::sync::lock;
use crate::tree::run_all;

/// Functions of a kind, in the order in which they were added. They are called, and dropped, without a lock.
pub(crate) struct Observers<F: ?Sized>(Mutex<State<F>>);

struct State<F: ?Sized> {
    next: u64,
    all: Vec<(u64, Arc<F>)>,
}

impl<F: ?Sized> Default for Observers<F> {
    fn default() -> Self {
        Self(Mutex::new(State { next: 0, all: Vec::new() }))
    }
}

impl<F: ?Sized + Send + Sync + 'static> Observers<F> {
    fn lock(&self) -> MutexGuard<'_, State<F>> {
        lock(&self.0)
    }

    pub(crate) fn add(self: &Arc<Self>, observer: Arc<F>) -> Subscription {
        self.add_numbered(observer).1
    }

    /// Its number, from 1 on, comes back too.
    fn add_numbered(self: &Arc<Self>, observer: Arc<F>) -> (u64, Subscription) {
        let number = {
            let mut state = self.lock();
            state.next += 1;
            let number = state.next;
            state.all.push((number, observer));
            number
        };
        let weak: Weak<Self> = Arc::downgrade(self);
        let end = move || {
            if let Some(observers) = weak.upgrade() {
                let ended: Vec<_> = observers.lock().all.extract_if(.., |(other, _)| *other == number).collect();
                drop(ended);
            }
        };
        (number, Subscription(Some(Box::new(end))))
    }

    pub(crate) fn list(&self) -> Vec<Arc<F>> {
        self.lock().list()
    }
}

impl<F: ?Sized> State<F> {
    fn list(&self) -> Vec<Arc<F>> {
        self.all.iter().map(|(_, observer)| observer.clone()).collect()
    }
}

/// Who is told goes on being told until this goes.
#[doc(alias = "device_listener_unregister")]
#[must_use = "nobody is told any more once it is dropped"]
pub struct Subscription(Option<Box<dyn FnOnce() + Send + Sync>>);

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(end) = self.0.take() {
            end();
        }
    }
}

impl fmt::Debug for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Subscription")
    }
}

/// What users are told of devices.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeviceEvent {
    /// A device that had worked is gone for good: its last handle is.
    ///
    /// QMP: `DEVICE_DELETED`.
    Deleted {
        /// Its id, if it had one.
        id: Option<String>,
        /// Where it was.
        path: String,
    },
    /// The guest did not let a device go.
    ///
    /// QMP: `DEVICE_UNPLUG_GUEST_ERROR`.
    UnplugGuestError {
        /// Its id, if it has one.
        id: Option<String>,
        /// Where it is.
        path: String,
    },
}

/// Who is told that devices come to work and stop working, before users can know of it.
///
/// QOM: `DeviceListener`.
pub trait DeviceListener: Send + Sync + 'static {
    /// The device works; its bus has it. Those that were added first are told first.
    fn realized(&self, device: &Obj<Device>) {
        let _ = device;
    }

    /// The device works no more. Those that were added last are told first.
    fn unrealized(&self, device: &Device) {
        let _ = device;
    }
}

/// Which listeners know that a device came to work: those with a lower number; 0: none. Changed with the list locked, so
/// that one that is added knows whether it is told.
#[derive(Default)]
pub(super) struct Told(AtomicU64);

type Events = Observers<dyn Fn(&DeviceEvent) + Send + Sync>;
type Listeners = Observers<dyn DeviceListener>;

impl Context {
    /// Calls `tell` with each event of the context's devices, on the thread that causes it, without any lock.
    pub fn on_device_event(&self, tell: impl Fn(&DeviceEvent) + Send + Sync + 'static) -> Subscription {
        self.world().slot::<Events>().add(Arc::new(tell))
    }

    /// Adds a listener. It is told at once of the devices in the tree that work already, and of those that others were
    /// told of while they come to work.
    ///
    /// QOM: `device_listener_register`.
    #[doc(alias = "device_listener_register")]
    pub fn add_device_listener(&self, listener: impl DeviceListener) -> Subscription {
        let listener = Arc::new(listener);
        let (number, added) = self.world().slot::<Listeners>().add_numbered(listener.clone());
        let mut next = vec![self.root()];
        while let Some(object) = next.pop() {
            next.extend(object.children().into_iter().rev().map(|(_, child)| child));
            if let Ok(device) = object.downcast::<Device>()
                && (1..=number).contains(&device.told.0.load(Ordering::Acquire))
            {
                listener.realized(&device);
            }
        }
        added
    }
}

pub(super) fn send(object: &Object, event: &DeviceEvent) {
    run_all(object.world().slot::<Events>().list().iter(), |tell| tell(event));
}

pub(super) fn realized(device: &Obj<Device>) {
    let listeners = device.world().slot::<Listeners>();
    let all = {
        let state = listeners.lock();
        device.told.0.store(state.next + 1, Ordering::Release);
        state.list()
    };
    all.iter().for_each(|listener| listener.realized(device));
}

pub(super) fn unrealized(device: &Device) {
    let listeners = device.world().slot::<Listeners>();
    let all = {
        let state = listeners.lock();
        device.told.0.store(0, Ordering::Release);
        state.list()
    };
    run_all(all.iter().rev(), |listener| listener.unrealized(device));
}
