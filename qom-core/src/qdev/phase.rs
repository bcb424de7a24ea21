//! How far the machine of a context is.

use std::sync::atomic::Ordering;

use crate::context::Context;
use crate::error::{Error, Result};

/// How far the machine of a context is; each comes after the one before. Devices that are created when it is ready are
/// hot-plugged.
///
/// QOM: `MachineInitPhase`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Phase {
    /// There is no machine.
    NoMachine,
    /// The machine is there, to be configured.
    MachineCreated,
    /// What runs its processors is there.
    AcceleratorCreated,
    /// The objects of users are there.
    LateBackendsCreated,
    /// Its board is made.
    MachineInitialized,
    /// It can run. What comes or goes now does so while it may be running.
    MachineReady,
}

impl Phase {
    const ALL: [Self; 6] = [
        Self::NoMachine,
        Self::MachineCreated,
        Self::AcceleratorCreated,
        Self::LateBackendsCreated,
        Self::MachineInitialized,
        Self::MachineReady,
    ];
}

impl Context {
    /// How far its machine is.
    ///
    /// QOM: `phase_check`.
    ///
    /// ```
    /// use qom_core::prelude::*;
    ///
    /// let context = Context::new();
    /// assert_eq!(context.phase(), Phase::NoMachine);
    /// context.advance_phase(Phase::MachineCreated)?;
    /// assert!(context.advance_phase(Phase::MachineReady).is_err());
    /// # Ok::<(), Error>(())
    /// ```
    #[doc(alias = "phase_check")]
    pub fn phase(&self) -> Phase {
        Phase::ALL[usize::from(self.world().phase().load(Ordering::Acquire))]
    }

    /// The machine has got one step further. Who makes a machine says so.
    ///
    /// QOM: `phase_advance`.
    ///
    /// # Errors
    /// If it is not the next one.
    #[doc(alias("qdev_machine_creation_done", "phase_advance"))]
    pub fn advance_phase(&self, to: Phase) -> Result<()> {
        let phase = self.world().phase();
        let last = (to as u8).checked_sub(1);
        let step = |last| phase.compare_exchange(last, to as u8, Ordering::AcqRel, Ordering::Acquire);
        match last.map(step) {
            Some(Ok(_)) => Ok(()),
            _ => {
                Err(Error::other(format!("the machine is at {:?}, and cannot come to {to:?} from there", self.phase())))
            }
        }
    }

    /// The machine is gone, or given up.
    pub fn end_phases(&self) {
        self.world().phase().store(Phase::NoMachine as u8, Ordering::Release);
    }
}
