//! Sources of entropy.

use std::fs::File;
use std::io::Read;
use std::sync::{Mutex, PoisonError};

use qom_core::prelude::*;

/// A source of entropy, QOM's `rng-backend`.
#[qom_type(abstract, interfaces = [UserCreatable])]
pub struct RngBackend {}

impl UserCreatableImpl for RngBackend {}

/// What the sources of entropy do.
#[qom_class(RngBackend)]
pub trait RngBackendImpl {
    /// Fills the bytes with entropy.
    ///
    /// QOM: `RngBackendClass.request_entropy`, which answers later.
    fn fill(this: &Self, bytes: &mut [u8]) -> Result<()>;
}

/// The entropy of the system, from a file, QOM's `rng-random`.
///
/// ```
/// use qom_core::prelude::*;
/// use qom_devices::RngRandom;
///
/// let context = Context::new();
/// let rng: Obj<RngRandom> = context.object_add_str("rng-random,id=rng0,filename=/dev/urandom")?.downcast()?;
/// let mut bytes = [0; 32];
/// rng.fill(&mut bytes)?;
/// assert_ne!(bytes, [0; 32]);
/// # Ok::<(), Error>(())
/// ```
#[qom_type(parent = RngBackend, interfaces = [UserCreatable])]
pub struct RngRandom {
    /// The file that the entropy is read from.
    #[property(default = "/dev/urandom")]
    filename: Prop<String>,
    file: Mutex<Option<File>>,
}

impl UserCreatableImpl for RngRandom {
    fn complete(this: &Self) -> Result<()> {
        let name = this.filename.get();
        ensure!(!name.is_empty(), "Parameter 'filename' expects a valid filename");
        let file = File::open(&name).context(format!("Could not open '{name}'"))?;
        *this.file.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
        Ok(())
    }
}

impl RngBackendImpl for RngRandom {
    fn fill(this: &Self, bytes: &mut [u8]) -> Result<()> {
        let mut file = this.file.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(file) = &mut *file else { bail!("'{}' is not complete", this.type_name()) };
        Ok(file.read_exact(bytes)?)
    }
}
