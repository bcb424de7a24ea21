//! Events: what clients are told without having asked.

use serde::{Deserialize, Serialize};

use crate::context::Context;
use crate::property::structured::written;
use crate::qdev::{DeviceEvent, Observers, Subscription};
use crate::types::Value;

/// What a client is told: the data of an event of one name.
pub trait QmpEvent: Serialize {
    /// What it is called, `"STOP"`.
    const NAME: &'static str;
}

/// An event as clients get it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What it is called.
    pub name: &'static str,
    /// What it tells; null if nothing.
    pub data: Value,
}

type Observed = Observers<dyn Fn(&Event) + Send + Sync>;

impl Context {
    /// Calls `tell` with each event of this context, on the thread that causes it and without any lock.
    pub fn on_event(&self, tell: impl Fn(&Event) + Send + Sync + 'static) -> Subscription {
        self.world().slot::<Observed>().add(std::sync::Arc::new(tell))
    }

    /// Tells clients of this context something.
    pub fn emit<E: QmpEvent>(&self, event: &E) {
        // What serde cannot write has no members that others could see.
        let data = written(event).unwrap_or_default();
        let event = Event { name: E::NAME, data };
        self.world().slot::<Observed>().list().iter().for_each(|tell| tell(&event));
    }
}

#[derive(Clone, Serialize, Deserialize)]
struct DeviceDeleted {
    #[serde(skip_serializing_if = "Option::is_none")]
    device: Option<String>,
    path: String,
}

impl QmpEvent for DeviceDeleted {
    const NAME: &'static str = "DEVICE_DELETED";
}

#[derive(Clone, Serialize, Deserialize)]
struct DeviceUnplugGuestError {
    #[serde(skip_serializing_if = "Option::is_none")]
    device: Option<String>,
    path: String,
}

impl QmpEvent for DeviceUnplugGuestError {
    const NAME: &'static str = "DEVICE_UNPLUG_GUEST_ERROR";
}

/// Keeps the events of devices coming: one for a context, however many monitors it has.
#[derive(Default)]
struct FromDevices(std::sync::OnceLock<Subscription>);

pub(super) fn send_those_of_devices(context: &Context) {
    let slot = context.world().slot::<FromDevices>();
    // The context keeps the function, so that does not keep the context.
    let world = context.downgrade();
    slot.0.get_or_init(|| {
        context.on_device_event(move |event| {
            let Some(context) = world.upgrade() else { return };
            match event.clone() {
                DeviceEvent::Deleted { id, path } => context.emit(&DeviceDeleted { device: id, path }),
                DeviceEvent::UnplugGuestError { id, path } => {
                    context.emit(&DeviceUnplugGuestError { device: id, path });
                }
            }
        })
    });
}
