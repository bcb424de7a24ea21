//! The migration object.

use qom_core::prelude::*;

/// The state of migration of a machine, QOM's `migration`: made at start-up before the board is, at `/migration`, and
/// never by users. Here it exists and can be found at any time; it does not migrate anything yet.
///
/// Where QEMU has a global pointer that outlives its object, code asks, on any thread and at any time:
///
/// ```
/// use qom_core::prelude::*;
/// use qom_devices::{Machine, Migration};
///
/// let context = Context::new();
/// assert!(Migration::instance_in(&context).is_none());            // before there is a machine
/// let machine = Machine::start(&context, "none")?;
/// let migration = Migration::instance_in(&context).unwrap();      // a handle: it keeps the object
/// assert_eq!(migration.canonical_path().as_deref(), Some("/migration"));
/// # Ok::<(), Error>(())
/// ```
#[qom_type(parent = Device, interfaces = [Singleton])]
pub struct Migration {}

impl DeviceImpl for Migration {
    fn user_creatable() -> bool {
        false
    }
}

impl Migration {
    /// Where it is in the tree. QEMU's is nowhere.
    pub const PATH: &'static str = "/migration";

    /// Makes it, in its place.
    pub(crate) fn create_in(context: &Context) -> Result<Obj<Self>> {
        let migration = Self::try_new_in(context)?;
        context.root().add_child(&Self::PATH[1..], &migration)?;
        Ok(migration)
    }
}
