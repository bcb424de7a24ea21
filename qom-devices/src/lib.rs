//! Device models built on [`qom_core`].
//!
//! The types register themselves when the crate is linked. A program that creates them only by name calls [`link`],
//! so that the linker keeps the crate.
#![forbid(unsafe_code)]

mod led;

pub use led::Led;

/// Does nothing but name the crate, so that its types are part of the program.
///
/// ```
/// qom_devices::link();
/// qom_core::expect_crates(["qom-devices"])?;
/// # Ok::<(), qom_core::Error>(())
/// ```
pub fn link() {}
