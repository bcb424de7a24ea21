//! Sources of entropy.

use std::fs::{File, FileType, metadata};
use std::io::{self, Read};
use std::os::unix::fs::FileTypeExt;
use std::sync::OnceLock;

use qom_core::prelude::*;
use qom_core::types::PropertyInfo;

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
#[qom_type(parent = RngBackend, interfaces = [UserCreatable], before_set = RngRandom::before_set)]
pub struct RngRandom {
    /// The file that the entropy is read from, which is one of the disk or a character device.
    #[property(default = "/dev/urandom")]
    filename: Prop<String>,
    // No lock: a file can be read by several at once, and a read may take long.
    file: OnceLock<File>,
}

impl RngRandom {
    fn before_set(&self, property: &PropertyInfo) -> Result<()> {
        let is_fixed = property.name() == "filename" && self.file.get().is_some();
        ensure!(!is_fixed, "Property '{}' can no longer be set", property.name());
        Ok(())
    }
}

impl UserCreatableImpl for RngRandom {
    fn complete(this: &Self) -> Result<()> {
        let complete = || Error::other("object is complete already");
        if this.file.get().is_some() {
            return Err(complete());
        }
        let name = this.filename.get();
        ensure!(!name.is_empty(), "Parameter 'filename' expects a valid filename");
        let file = open(&name).map_err(|error| could_not_open(&name, &error))?;
        this.file.set(file).map_err(|_| complete())
    }
}

/// Opens a file that does not make who opens it wait for somebody, as a FIFO does.
fn open(name: &str) -> io::Result<File> {
    check_kind(metadata(name)?.file_type())?;
    let file = File::open(name)?;
    // There may be another by now.
    check_kind(file.metadata()?.file_type())?;
    Ok(file)
}

fn check_kind(kind: FileType) -> io::Result<()> {
    match kind.is_file() || kind.is_char_device() {
        true => Ok(()),
        false => Err(io::Error::other("neither a regular file nor a character device")),
    }
}

/// In C's words: without the number that Rust puts behind them.
fn could_not_open(name: &str, error: &io::Error) -> Error {
    let text = error.to_string();
    let text = text.split(" (os error ").next().unwrap_or(&text);
    Error::other(format!("Could not open '{name}': {text}"))
}

impl RngBackendImpl for RngRandom {
    fn fill(this: &Self, bytes: &mut [u8]) -> Result<()> {
        let Some(mut file) = this.file.get() else { bail!("'{}' is not complete", this.type_name()) };
        Ok(file.read_exact(bytes)?)
    }
}
