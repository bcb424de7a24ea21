//! What stands in the way of a device's going, and what is told when it is gone.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use super::device::Device;
use super::observers::{DeviceEvent, send};
use crate::error::{Error, Result};
use crate::object::{ObjectExt, WeakObj};
use crate::sync::lock;

/// Of one device.
#[derive(Default)]
pub(super) struct Removal(Mutex<State>);

#[derive(Default)]
struct State {
    request: Option<Request>,
    /// The newest last.
    blockers: Vec<(Arc<()>, String)>,
    /// Where it was when it was realized.
    path: Option<String>,
    /// It has stopped working, and has not started again.
    has_ended: bool,
}

/// The guest was asked to let the device go.
struct Request {
    /// When it may be asked again.
    expires: Option<Instant>,
}

impl Removal {
    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.0)
    }

    /// It works, there.
    pub(super) fn started(&self, path: Option<String>) {
        let mut state = self.lock();
        state.path = path;
        state.request = None;
        state.has_ended = false;
    }

    pub(super) fn ended(&self) {
        let mut state = self.lock();
        state.request = None;
        state.has_ended = true;
    }
}

/// A reason for a device to stay, until it goes.
#[doc(alias = "qdev_del_unplug_blocker")]
#[must_use = "the device may go once it is dropped"]
pub struct UnplugBlocker {
    device: WeakObj<Device>,
    token: Arc<()>,
}

impl Drop for UnplugBlocker {
    fn drop(&mut self) {
        if let Some(device) = self.device.upgrade() {
            device.removal.lock().blockers.retain(|(token, _)| !Arc::ptr_eq(token, &self.token));
        }
    }
}

impl fmt::Debug for UnplugBlocker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnplugBlocker of {:?}", self.device.upgrade())
    }
}

impl Device {
    /// Keeps users from unplugging it until what comes back is dropped. The reason is what they are told.
    ///
    /// QOM: `qdev_add_unplug_blocker`.
    #[doc(alias = "qdev_add_unplug_blocker")]
    pub fn block_unplug(&self, reason: impl Into<String>) -> UnplugBlocker {
        let token = Arc::new(());
        self.removal.lock().blockers.push((token.clone(), reason.into()));
        let device = self.handle().map(|device| device.downgrade()).unwrap_or_default();
        UnplugBlocker { device, token }
    }

    /// The guest has been asked to let it go, and users need not ask again: never, or not for so long.
    ///
    /// QOM: `pending_deleted_event` and its expiry, on the clock of the guest.
    pub fn start_unplug(&self, ask_again_after: Option<Duration>) {
        // A time that no clock will show is never.
        let expires = ask_again_after.and_then(|time| Instant::now().checked_add(time));
        self.removal.lock().request = Some(Request { expires });
    }

    /// Whether the guest has been asked to let it go.
    pub fn is_unplug_pending(&self) -> bool {
        self.removal.lock().request.is_some()
    }

    /// The guest has not let it go: users are told, and may ask again.
    ///
    /// QMP: `DEVICE_UNPLUG_GUEST_ERROR`.
    pub fn refuse_unplug(&self) {
        self.removal.lock().request = None;
        let path = self.canonical_path().unwrap_or_default();
        send(self, &DeviceEvent::UnplugGuestError { id: self.id().map(str::to_owned), path });
    }

    pub(super) fn check_removal(&self) -> Result<()> {
        let name = self.name();
        let state = self.removal.lock();
        if state.request.as_ref().is_some_and(|request| request.expires.is_none_or(|end| Instant::now() < end)) {
            return Err(Error::other(format!("Device {name} is already in the process of unplug")));
        }
        match state.blockers.last() {
            Some((_, reason)) => Err(Error::other(reason.clone())),
            None => Ok(()),
        }
    }

    /// It goes for good: users are told, if it had worked.
    pub(super) fn tell_deleted(&self) {
        let path = {
            let mut state = self.removal.lock();
            if state.has_ended { state.path.take() } else { None }
        };
        if let Some(path) = path {
            send(self, &DeviceEvent::Deleted { id: self.id().map(str::to_owned), path });
        }
    }
}
