//! SIGTERM, SIGINT and SIGHUP end the machine, and the program with status 0.

use std::process;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use qom_core::monitor::ShutdownCause;
use qom_core::prelude::*;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::SignalsInfo;
use signal_hook::iterator::exfiltrator::origin::WithOrigin;

type End = Box<dyn FnOnce() + Send>;

/// What waits for signals.
#[derive(Clone, Default)]
pub(crate) struct Signals(Arc<Mutex<Option<End>>>);

impl Signals {
    /// Waits for signals from now on; the machine's end is asked for when one comes.
    pub(crate) fn watch(context: &Context) -> Result<Self> {
        let signals = Self::default();
        let mut source = SignalsInfo::<WithOrigin>::new([SIGHUP, SIGINT, SIGTERM])?;
        let (ends, context) = (signals.clone(), context.clone());
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for origin in &mut source {
                let from = origin.process.map(|process| format!(" from pid {}", process.pid)).unwrap_or_default();
                crate::say(&format!("terminating on signal {}{from}", origin.signal));
                context.request_shutdown(ShutdownCause::HostSignal);
                let end = ends.0.lock().unwrap_or_else(PoisonError::into_inner).take();
                if let Some(end) = end {
                    end();
                    process::exit(0);
                }
            }
        })?;
        Ok(signals)
    }

    /// The main thread cannot be told, since it waits for input: the program ends after this.
    pub(crate) fn end_with(&self, end: impl FnOnce() + Send + 'static) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(end));
    }
}
