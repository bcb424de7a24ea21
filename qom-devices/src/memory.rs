//! Memory for guests.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use qom_core::prelude::*;
use qom_core::types::PropertyInfo;
use vm_memory::mmap::MmapRegion;

/// Memory that a machine can use, QOM's `memory-backend`.
#[qom_type(abstract, interfaces = [UserCreatable], before_set = MemoryBackend::before_set)]
pub struct MemoryBackend {
    /// How large it is. The memory stays as large as it was made.
    #[property]
    size: Prop<Size>,
    region: Mutex<Option<Arc<MmapRegion>>>,
}

impl UserCreatableImpl for MemoryBackend {
    fn can_be_deleted(this: &Self) -> bool {
        !this.is_in_use()
    }
}

impl MemoryBackend {
    /// The memory, once the object is complete. Who has it uses it, and the object cannot be deleted.
    pub fn region(&self) -> Option<Arc<MmapRegion>> {
        self.locked().clone()
    }

    fn is_in_use(&self) -> bool {
        self.locked().as_ref().is_some_and(|region| Arc::strong_count(region) > 1)
    }

    fn locked(&self) -> MutexGuard<'_, Option<Arc<MmapRegion>>> {
        self.region.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// QOM: `host_memory_backend_set_size`.
    fn before_set(&self, property: &PropertyInfo) -> Result<()> {
        let is_fixed = property.name() == "size" && self.locked().is_some();
        ensure!(!is_fixed, "cannot change property '{}' of {}", property.name(), self.type_name());
        Ok(())
    }
}

/// Memory of the process and nobody else's, QOM's `memory-backend-ram`. It takes no room before it is written.
///
/// ```
/// use qom_core::prelude::*;
/// use qom_devices::MemoryBackendRam;
/// use vm_memory::{Bytes, VolatileMemory};
///
/// let context = Context::new();
/// let ram: Obj<MemoryBackendRam> = context.object_add_str("memory-backend-ram,id=ram0,size=64M")?.downcast()?;
/// let region = ram.region().unwrap();
/// assert_eq!(region.size(), 64 << 20);
/// region.as_volatile_slice().write_obj(7_u32, 4096).map_err(Error::other)?;
/// assert!(context.object_del("ram0").is_err());         // in use
/// drop(region);
/// context.object_del("ram0")?;
/// # Ok::<(), Error>(())
/// ```
#[qom_type(parent = MemoryBackend, interfaces = [UserCreatable])]
pub struct MemoryBackendRam {}

impl UserCreatableImpl for MemoryBackendRam {
    fn complete(this: &Self) -> Result<()> {
        // Locked to the end, so that of two only one makes a region.
        let mut made = this.locked();
        ensure!(made.is_none(), "object is complete already");
        let size = this.size.get().bytes();
        ensure!(size > 0, "can't create backend with size 0");
        let wanted = usize::try_from(size).ok().filter(|size| isize::try_from(*size).is_ok());
        let Some(wanted) = wanted else { bail!("cannot allocate memory of {size} bytes: the address space has less") };
        let region = MmapRegion::new(wanted).map_err(Error::other).context("cannot set up guest memory")?;
        *made = Some(Arc::new(region));
        Ok(())
    }
    fn can_be_deleted(this: &Self) -> bool {
        !this.is_in_use()
    }
}
