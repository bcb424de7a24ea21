//! Events: what clients are told without having asked.

use qom_macros::qmp_event;
use serde::{Deserialize, Serialize};

use crate::context::Context;
use crate::property::structured::{Structure, argument_shape, written};
use crate::qdev::{DeviceEvent, Observers, Subscription};
use crate::trace;
use crate::types::{Shape, Value};

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
    /// What it tells: a map, empty if nothing.
    pub data: Value,
}

/// An event that there is.
#[doc(hidden)]
#[allow(missing_docs, reason = "the names say it")]
pub struct EventInfo {
    pub name: &'static str,
    pub data: fn() -> Shape,
}

/// In the order in which the linker has them.
#[doc(hidden)]
#[linkme::distributed_slice]
pub static QMP_EVENTS: [EventInfo];

/// All events, sorted by name.
pub(super) fn events() -> impl Iterator<Item = &'static EventInfo> {
    let mut all: Vec<&EventInfo> = QMP_EVENTS.iter().collect();
    all.sort_by_key(|event| event.name);
    all.dedup_by_key(|event| event.name);
    all.into_iter()
}

#[doc(hidden)]
pub fn event_data<E: Structure>() -> Shape {
    argument_shape::<E>().1
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
        trace::monitor_protocol_event_emit(E::NAME);
        let event = Event { name: E::NAME, data };
        self.world().slot::<Observed>().list().iter().for_each(|tell| tell(&event));
    }
}

/// A device that had worked is gone.
#[qmp_event(name = "DEVICE_DELETED")]
#[derive(Clone, Serialize, Deserialize)]
struct DeviceDeleted {
    #[serde(skip_serializing_if = "Option::is_none")]
    device: Option<String>,
    path: String,
}

/// The guest did not let a device go.
#[qmp_event(name = "DEVICE_UNPLUG_GUEST_ERROR")]
#[derive(Clone, Serialize, Deserialize)]
struct DeviceUnplugGuestError {
    #[serde(skip_serializing_if = "Option::is_none")]
    device: Option<String>,
    path: String,
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
