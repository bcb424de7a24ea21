//! A light-emitting diode.

use std::sync::atomic::{AtomicU8, Ordering};

use qom_core::prelude::*;

/// A light-emitting diode on a board, QEMU's `led`: a firmware's way to say that it is alive.
///
/// ```
/// use qom_core::prelude::*;
/// use qom_devices::Led;
///
/// let led = Led::new();
/// led.set_intensity(40);
/// led.toggle();
/// assert_eq!(led.intensity(), 0);
/// led.toggle();
/// assert_eq!(led.intensity(), Led::FULL);
/// ```
#[qom_type(parent = Device)]
pub struct Led {
    /// What the light is there for, `"power"`.
    #[property(default = "")]
    description: Prop<String>,
    /// Whether a high input lights it; else a low one does.
    #[property(default = true)]
    gpio_active_high: Prop<bool>,
    /// In percent.
    intensity: AtomicU8,
}

impl DeviceImpl for Led {
    fn desc() -> &'static str {
        "a light-emitting diode"
    }
}

impl Led {
    /// Fully lit, in percent.
    pub const FULL: u8 = 100;

    /// How bright it is, in percent.
    pub fn intensity(&self) -> u8 {
        self.intensity.load(Ordering::Acquire)
    }

    /// Makes it this bright, in percent; more than [`FULL`](Self::FULL) is fully lit.
    pub fn set_intensity(&self, percent: u8) {
        self.intensity.store(percent.min(Self::FULL), Ordering::Release);
    }

    /// Puts it out if it is lit at all, and else lights it fully.
    pub fn toggle(&self) {
        let toggled = |now| Some(if now > 0 { 0 } else { Self::FULL });
        // The closure always answers, so there is nothing to handle.
        let _ = self.intensity.fetch_update(Ordering::AcqRel, Ordering::Acquire, toggled);
    }

    /// What the input line at this level makes of it.
    pub fn set_level(&self, high: bool) {
        self.set_intensity(if high == self.gpio_active_high.get() { Self::FULL } else { 0 });
    }

    /// What the light is there for; empty if nobody said.
    pub fn description(&self) -> String {
        self.description.get()
    }
}
