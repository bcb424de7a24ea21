//! [`Broadcaster`]: events to all clients.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, Weak};
use std::time::SystemTime;

use serde_json::{Map, Value};

use super::Format;
use super::output::Output;
use super::printer::Printer;
use crate::sync::lock;

/// Sends events to all clients of the servers that have it: QEMU's `qapi_event_send_...`. Clones are the same.
///
/// A client gets events from when it has negotiated, all clients the same in the same order. Sending never waits: what a
/// client does not read is kept for it up to a megabyte, and what comes then it does not get.
///
/// ```
/// use qom_core::monitor::Broadcaster;
/// use serde_json::{Map, json};
///
/// let events = Broadcaster::new();
/// events.emit("STOP", None);
/// events.emit("RESET", Some(Map::from_iter([("guest".into(), json!(false))])));
/// ```
#[derive(Clone, Default)]
pub struct Broadcaster(Arc<Inner>);

#[derive(Default)]
struct Inner {
    clients: Mutex<Vec<Weak<Output>>>,
    dropped: AtomicU64,
}

impl fmt::Debug for Broadcaster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Broadcaster").field("dropped", &self.dropped()).finish_non_exhaustive()
    }
}

impl Broadcaster {
    /// Without clients, until a [`Server`](super::Server) has it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends an event. One that has no `data` has no such member.
    pub fn emit(&self, name: &str, data: Option<Map<String, Value>>) {
        // The lock is held to the end, so that two events are in the same order everywhere.
        let mut clients = lock(&self.0.clients);
        if clients.is_empty() {
            return;
        }
        let now = timestamp();
        let mut lines: [Option<Arc<str>>; 2] = [None, None];
        clients.retain(|client| {
            let Some(client) = client.upgrade() else { return false };
            let format = client.format();
            let line = lines[usize::from(format == Format::Pretty)]
                .get_or_insert_with(|| event_line(name, data.as_ref(), now, format).into());
            if !client.event(line) {
                self.0.dropped.fetch_add(1, Ordering::Relaxed);
            }
            true
        });
    }

    /// How many events a client did not get because it did not read those before, all clients together.
    pub fn dropped(&self) -> u64 {
        self.0.dropped.load(Ordering::Relaxed)
    }

    /// This client gets what comes from now on.
    pub(super) fn subscribe(&self, client: &Arc<Output>) {
        lock(&self.0.clients).push(Arc::downgrade(client));
    }

    /// No more for this client.
    pub(super) fn unsubscribe(&self, client: &Arc<Output>) {
        lock(&self.0.clients).retain(|other| !std::ptr::eq(other.as_ptr(), Arc::as_ptr(client)));
    }
}

/// Seconds and microseconds since 1970, or -1 and -1 if the clock is before that.
fn timestamp() -> (i64, i64) {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok();
    let parts = since.and_then(|since| Some((since.as_secs().try_into().ok()?, since.subsec_micros().into())));
    parts.unwrap_or((-1, -1))
}

/// Members in QEMU's order.
fn event_line(name: &str, data: Option<&Map<String, Value>>, now: (i64, i64), format: Format) -> String {
    let mut line = Printer::new(format);
    line.object(|line| {
        line.name("timestamp");
        line.object(|line| {
            line.name("seconds");
            line.json(&now.0.into());
            line.name("microseconds");
            line.json(&now.1.into());
        });
        line.name("event");
        line.string(name);
        if let Some(data) = data {
            line.name("data");
            line.members(data);
        }
    });
    line.into_line()
}
