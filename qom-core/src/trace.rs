//! Trace events: what a log can tell while a machine runs.
//!
//! They go through the crate `tracing`, each with its name and its fields, in the target `qom`; whoever wants them sets a
//! subscriber. Without one an event costs a comparison, and without the feature `trace` nothing.
//!
//! ```
//! assert!(qom_core::trace::EVENTS.contains(&"qdev_realize"));
//! ```

use std::fmt;

use crate::object::Object;

/// The target of all events, for `tracing`.
pub const TARGET: &str = "qom";

macro_rules! events {
    ($($(#[cfg($cfg:meta)])? $(#[doc = $doc:literal])* $event:ident($($field:ident: $type:ty),*);)*) => {
        /// The names of all trace events.
        ///
        /// QOM: what `-trace help` lists.
        pub const EVENTS: &[&str] = &[$($(#[cfg($cfg)])? stringify!($event)),*];

        $(
            $(#[cfg($cfg)])?
            $(#[doc = $doc])*
            #[inline]
            pub(crate) fn $event($($field: $type),*) {
                #[cfg(feature = "trace")]
                tracing::event!(
                    name: stringify!($event),
                    target: "qom",
                    tracing::Level::TRACE,
                    $($field = %$field),*
                );
                #[cfg(not(feature = "trace"))]
                let _ = ($($field,)*);
            }
        )*
    };
}

events! {
    #[cfg(feature = "monitor")]
    /// A line of a person is to be done.
    handle_hmp_command(line: &str);
    #[cfg(feature = "monitor")]
    /// A command of a program is to be done.
    handle_qmp_command(name: &str);
    #[cfg(feature = "monitor")]
    /// Clients are told something.
    monitor_protocol_event_emit(event: &str);
    /// A device is to work.
    qdev_realize(device: Shown<'_>);
    /// A device works no more.
    qdev_unrealize(device: Shown<'_>);
    /// An object's hook `enter` is called.
    resettable_phase_enter_exec(object: Shown<'_>, kind: Debugged<'_>);
    /// An object's hook `exit` is called.
    resettable_phase_exit_exec(object: Shown<'_>, kind: Debugged<'_>);
    /// An object's hook `hold` is called.
    resettable_phase_hold_exec(object: Shown<'_>, kind: Debugged<'_>);
    /// An object is put into reset and out of it.
    resettable_reset(object: Shown<'_>, kind: Debugged<'_>);
    /// There is one of the group already.
    singleton_refused(group: &str, incumbent: Debugged<'_>);
}

/// An object by its path, or its type if it has none. Found out only if somebody wants to know.
#[cfg_attr(not(feature = "trace"), allow(dead_code, reason = "nobody prints it"))]
#[derive(Clone, Copy)]
pub(crate) struct Shown<'o>(pub(crate) &'o Object);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.canonical_path() {
            Some(path) => write!(f, "{path}({})", self.0.type_name()),
            None => f.write_str(self.0.type_name()),
        }
    }
}

#[cfg_attr(not(feature = "trace"), allow(dead_code, reason = "nobody prints it"))]
#[derive(Clone, Copy)]
pub(crate) struct Debugged<'d>(pub(crate) &'d dyn fmt::Debug);

impl fmt::Display for Debugged<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
