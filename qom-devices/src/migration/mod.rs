//! The migration object.

mod check;
mod values;

use std::sync::atomic::{AtomicBool, Ordering};

use qom_core::prelude::*;
use qom_core::types::PropertyInfo;

pub use values::{MigMode, MultiFdCompression, ZeroPageDetection};

/// The state of migration of a machine, QOM's `migration`: made at start-up before the board is, at `/migration`, and
/// never by users. Today it exists, is configured by `-global migration.PROPERTY=VALUE`, and checks its configuration; it
/// does not migrate anything yet, so no property has an effect.
///
/// Its properties have QEMU's names, which are not always those of the parameters and capabilities of QEMU's commands.
/// The checks are QEMU's in its words, and they name those; not here is what asks a kernel for write tracking.
///
/// Where QEMU has a global pointer that outlives its object, code asks, on any thread and at any time:
///
/// ```
/// use qom_core::prelude::*;
/// use qom_devices::{Machine, Migration};
///
/// let context = Context::new();
/// assert!(Migration::instance_in(&context).is_none());            // before there is a machine
/// context.add_global(GlobalProperty::parse("migration.multifd-channels=8")?);
/// let machine = Machine::start(&context, "none")?;
/// let migration = Migration::instance_in(&context).unwrap();      // a handle: it keeps the object
/// assert_eq!(migration.canonical_path().as_deref(), Some("/migration"));
/// assert_eq!(migration.get::<u8>("multifd-channels")?, 8);
/// # Ok::<(), Error>(())
/// ```
#[qom_type(parent = Device, interfaces = [Singleton], before_set = Migration::before_set)]
pub struct Migration {
    /// Set once the configuration stands.
    is_checked: AtomicBool,

    // What older versions of the stream are like.
    /// Whether the stream says whether the machine was running.
    #[property(default = true)]
    store_global_state: Prop<bool>,
    /// Whether the stream begins with what machine it is of.
    #[property(default = true)]
    send_configuration: Prop<bool>,
    /// Whether the stream has a mark behind each section.
    #[property(default = true)]
    send_section_footer: Prop<bool>,
    /// Whether the stream says when the source stops and only the rest follows.
    #[property(default = true)]
    send_switchover_start: Prop<bool>,
    /// Whether several channels wait for each other after each section, not only after each round through memory.
    #[property(default = false)]
    multifd_flush_after_each_section: Prop<bool>,
    /// How many pages, as a power of two, have their dirty marks cleared at a time.
    #[property(default = 18)]
    x_clear_bitmap_shift: Prop<u8>,
    /// Whether the channel for urgent pages is opened as versions before 7.2 did.
    #[property(default = false)]
    x_preempt_pre_7_2: Prop<bool>,
    /// Whether encrypted channels are told that they end before they are closed.
    #[property(default = true)]
    multifd_clean_tls_termination: Prop<bool>,

    // Parameters.
    /// How many percent of what was sent may have become dirty again before the guest is slowed down.
    #[property(default = 50, unit = "%")]
    x_throttle_trigger_threshold: Prop<u8>,
    /// By how much the guest is slowed down at first.
    #[property(default = 20, unit = "%")]
    x_cpu_throttle_initial: Prop<u8>,
    /// By how much more it is slowed down each time that did not suffice.
    #[property(default = 10, unit = "%")]
    x_cpu_throttle_increment: Prop<u8>,
    /// Whether the last steps of slowing down are smaller.
    #[property(default = false)]
    x_cpu_throttle_tailslow: Prop<bool>,
    /// By how much the guest is slowed down at most.
    #[property(default = 99, unit = "%")]
    max_cpu_throttle: Prop<u8>,
    /// How much is sent in a second while the guest runs.
    #[property(default = Size::MIB * 128, unit = "B/s")]
    x_max_bandwidth: Prop<Size>,
    /// How much can be sent in a second once the guest stands still; 0: as measured.
    #[property(default = Size::new(0), unit = "B/s")]
    avail_switchover_bandwidth: Prop<Size>,
    /// How much is sent in a second in the background once the guest runs at the destination; 0: no limit.
    #[property(default = Size::new(0), unit = "B/s")]
    max_postcopy_bandwidth: Prop<Size>,
    /// How long the guest may stand still.
    #[property(default = 300, unit = "ms")]
    x_downtime_limit: Prop<u64>,
    /// How long it is from one checkpoint of a replicated machine to the next.
    #[property(default = 20_000, unit = "ms")]
    x_checkpoint_delay: Prop<u32>,
    /// How many channels there are, if there are several.
    #[property(default = 2)]
    multifd_channels: Prop<u8>,
    /// How what goes over several channels is compressed.
    #[property(default = MultiFdCompression::None)]
    multifd_compression: Prop<MultiFdCompression>,
    /// How hard zlib tries: from 0, not at all, to 9.
    #[property(default = 1)]
    multifd_zlib_level: Prop<u8>,
    /// How hard QATzip tries: from 1 to 9.
    #[property(default = 1)]
    multifd_qatzip_level: Prop<u8>,
    /// How hard zstd tries: from 0, not at all, to 20.
    #[property(default = 1)]
    multifd_zstd_level: Prop<u8>,
    /// How much is kept of what was sent, to send differences only.
    #[property(default = Size::MIB * 64)]
    xbzrle_cache_size: Prop<Size>,
    /// How long it is from the switch to the first announcement of where the guest now is.
    #[property(default = Size::new(50), unit = "ms")]
    announce_initial: Prop<Size>,
    /// How long it is from one announcement to the next at most.
    #[property(default = Size::new(550), unit = "ms")]
    announce_max: Prop<Size>,
    /// How often it is announced.
    #[property(default = Size::new(5))]
    announce_rounds: Prop<Size>,
    /// How much longer it is each time from one announcement to the next.
    #[property(default = Size::new(100), unit = "ms")]
    announce_step: Prop<Size>,
    /// The id of the object with the credentials for encrypted channels; empty: they are not encrypted.
    #[property]
    tls_creds: Prop<String>,
    /// The name that the certificate of the destination has to have, if it is not that of its host.
    #[property]
    tls_hostname: Prop<String>,
    /// The id of the object that says which clients are let in; empty: all that have a certificate.
    #[property]
    tls_authz: Prop<String>,
    /// How often it is measured how much each processor makes dirty.
    #[property(default = 1000, unit = "ms")]
    x_vcpu_dirty_limit_period: Prop<u64>,
    /// How much each processor may make dirty in a second.
    #[property(default = 1, unit = "MB/s")]
    vcpu_dirty_limit: Prop<u64>,
    /// What kind of migration it is.
    #[property(default = MigMode::Normal)]
    mode: Prop<MigMode>,
    /// Who looks for pages of zeros.
    #[property(default = ZeroPageDetection::Multifd)]
    zero_page_detection: Prop<ZeroPageDetection>,

    // Capabilities.
    /// Whether of pages that were sent before only the differences are.
    #[property(default = false)]
    x_xbzrle: Prop<bool>,
    /// Whether all memory is pinned when it goes over RDMA.
    #[property(default = false)]
    x_rdma_pin_all: Prop<bool>,
    /// Whether the guest is slowed down if it would not end otherwise.
    #[property(default = false)]
    x_auto_converge: Prop<bool>,
    /// Whether blocks of zeros on disks are sent as such.
    #[property(default = false)]
    x_zero_blocks: Prop<bool>,
    /// Whether there is an event for each change of state.
    #[property(default = false)]
    x_events: Prop<bool>,
    /// Whether the guest may run at the destination before all of its memory is there.
    #[property(default = false)]
    x_postcopy_ram: Prop<bool>,
    /// Whether the pages that a guest waits for have a channel of their own.
    #[property(default = false)]
    x_postcopy_preempt: Prop<bool>,
    /// Whether the machine is replicated as it runs.
    #[property(default = false)]
    x_colo: Prop<bool>,
    /// Whether memory is given back as soon as it was sent.
    #[property(default = false)]
    x_release_ram: Prop<bool>,
    /// Whether the destination can answer.
    #[property(default = false)]
    x_return_path: Prop<bool>,
    /// Whether there are several channels.
    #[property(default = false)]
    x_multifd: Prop<bool>,
    /// Whether memory is saved as it was at one moment, while the guest runs on.
    #[property(default = false)]
    x_background_snapshot: Prop<bool>,
    /// Whether pages are sent from where they are.
    #[property(default = false)]
    x_zero_copy_send: Prop<bool>,
    /// Whether the source waits with the switch until the destination is ready.
    #[property(default = false)]
    x_switchover_ack: Prop<bool>,
    /// Whether processors are slowed down that make more dirty than they may.
    #[property(default = false)]
    x_dirty_limit: Prop<bool>,
    /// Whether each page has a fixed place in the file.
    #[property(default = false)]
    mapped_ram: Prop<bool>,
}

impl DeviceImpl for Migration {
    fn user_creatable() -> bool {
        false
    }
}

impl Migration {
    /// Where it is in the tree. QEMU's is nowhere.
    pub const PATH: &'static str = "/migration";

    /// Makes it, in its place, if its configuration holds together.
    pub(crate) fn create_in(context: &Context) -> Result<Obj<Self>> {
        let migration = Self::try_new_in(context)?;
        migration.check()?;
        migration.is_checked.store(true, Ordering::Release);
        context.root().add_child(&Self::PATH[1..], &migration)?;
        Ok(migration)
    }

    /// What was checked as a whole is not changed in parts.
    fn before_set(&self, property: &PropertyInfo<'_>) -> Result<()> {
        let name = property.name();
        ensure!(
            !self.is_checked.load(Ordering::Acquire),
            "Attempt to set property '{name}' on the migration object after it was created"
        );
        Ok(())
    }
}
