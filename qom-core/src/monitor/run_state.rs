//! Whether the machine runs, and why it ends.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use qom_macros::{qmp_command, qmp_event};
use serde::{Deserialize, Serialize};

use super::Monitor;
use crate::context::Context;
use crate::error::Result;
use crate::qdev::Phase;
use crate::reset::ResetType;
use crate::sync::lock;

/// Whether the processors of a machine run.
///
/// QOM: `RunState`, as far as there are such states here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunState {
    /// Not yet.
    #[default]
    Prelaunch,
    /// They do.
    Running,
    /// Not now.
    Paused,
    /// Not any more.
    Shutdown,
}

/// Why a machine ends, or is reset.
///
/// QMP: `ShutdownCause`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ShutdownCause {
    /// A client said `quit`.
    HostQmpQuit,
    /// A client said `system_reset`.
    HostQmpSystemReset,
    /// The process got a signal.
    HostSignal,
}

#[derive(Default)]
struct Machine {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    run: RunState,
    shutdown: Option<ShutdownCause>,
}

impl Machine {
    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// The change of one state alone.
    fn change_if(&self, from: RunState, to: RunState) {
        let mut state = self.lock();
        if state.run == from {
            state.run = to;
        }
    }

    /// Whether it was another before.
    fn change(&self, to: RunState) -> bool {
        let mut state = self.lock();
        let is_change = state.run != to && state.run != RunState::Shutdown;
        if is_change {
            state.run = to;
        }
        is_change
    }
}

macro_rules! events {
    ($($(#[$doc:meta])* $event:ident $name:literal { $($field:ident: $type:ty),* };)*) => {
        $($(#[$doc])*
        #[qmp_event(name = $name)]
        #[derive(Clone, Serialize, Deserialize)]
        struct $event { $($field: $type),* })*
    };
}

events! {
    /// The machine does not run any more.
    Stop "STOP" {};
    /// The machine runs.
    Resume "RESUME" {};
    /// The machine ends.
    Shutdown "SHUTDOWN" { guest: bool, reason: ShutdownCause };
    /// The machine was reset.
    Reset "RESET" { guest: bool, reason: ShutdownCause };
}

impl Context {
    fn run_machine(&self) -> Arc<Machine> {
        self.world().slot()
    }

    /// Whether its machine runs.
    ///
    /// QMP: `query-status`.
    pub fn run_state(&self) -> RunState {
        self.run_machine().lock().run
    }

    /// Its machine runs from now on.
    ///
    /// QMP: `cont`.
    pub fn resume(&self) {
        if self.run_machine().change(RunState::Running) {
            self.emit(&Resume {});
        }
    }

    /// Its machine does not run any more, until it [resumes](Self::resume).
    ///
    /// QMP: `stop`.
    pub fn pause(&self) {
        let was = self.run_state();
        if was == RunState::Running && self.run_machine().change(RunState::Paused) {
            self.emit(&Stop {});
        }
    }

    /// Asks for the end of its machine; who has started it [waits](Self::wait_for_shutdown) for that.
    ///
    /// QOM: `qemu_system_shutdown_request`.
    pub fn request_shutdown(&self, reason: ShutdownCause) {
        let machine = self.run_machine();
        let is_first = {
            let mut state = machine.lock();
            state.run = RunState::Shutdown;
            state.shutdown.replace(reason).is_none()
        };
        if is_first {
            self.emit(&Shutdown { guest: false, reason });
        }
        machine.changed.notify_all();
    }

    /// Waits until somebody asks for the end of its machine, at most so long: why, or `None` if nobody did.
    pub fn wait_for_shutdown(&self, at_most: Duration) -> Option<ShutdownCause> {
        let machine = self.run_machine();
        let state = machine.lock();
        let waited = machine.changed.wait_timeout_while(state, at_most, |state| state.shutdown.is_none());
        waited.unwrap_or_else(PoisonError::into_inner).0.shutdown
    }
}

/// What `query-status` answers.
#[derive(Clone, Serialize, Deserialize)]
struct StatusInfo {
    running: bool,
    status: RunState,
}

/// Whether the machine runs.
#[qmp_command]
fn query_status(monitor: &Monitor) -> Result<StatusInfo> {
    let status = monitor.context().run_state();
    Ok(StatusInfo { running: status == RunState::Running, status })
}

/// Lets the machine pause.
#[qmp_command]
pub(super) fn stop(monitor: &Monitor) -> Result<()> {
    monitor.context().pause();
    Ok(())
}

/// Lets the machine run on.
#[qmp_command]
pub(super) fn cont(monitor: &Monitor) -> Result<()> {
    monitor.context().resume();
    Ok(())
}

/// Ends the program.
#[qmp_command]
pub(super) fn quit(monitor: &Monitor) -> Result<()> {
    monitor.context().request_shutdown(ShutdownCause::HostQmpQuit);
    Ok(())
}

/// Resets the machine.
#[qmp_command(name = "system_reset")]
pub(super) fn system_reset(monitor: &Monitor) -> Result<()> {
    let context = monitor.context();
    if context.phase() == Phase::MachineReady {
        context.system_reset(ResetType::Cold)?;
    }
    // What does not run is as it was before it ran.
    context.run_machine().change_if(RunState::Paused, RunState::Prelaunch);
    context.emit(&Reset { guest: false, reason: ShutdownCause::HostQmpSystemReset });
    Ok(())
}
