//! Whether the configuration of the migration object holds together.

use std::ops::RangeInclusive;

use qom_core::prelude::*;

use super::{Migration, MultiFdCompression};

/// Of the guest, in bytes.
const PAGE_SIZE: u64 = 4096;

/// A parameter, its value, what it may be, and that in words. Not all words say what is checked; they are QEMU's.
type Limited = (&'static str, u64, RangeInclusive<u64>, &'static str);

impl Migration {
    /// QOM: `migration_object_check`.
    ///
    /// # Errors
    /// The first thing that is wrong, in QEMU's order.
    pub(super) fn check(&self) -> Result<()> {
        self.check_parameters()?;
        self.check_capabilities()
    }

    fn check_parameters(&self) -> Result<()> {
        let small: [Limited; 8] = [
            (
                "throttle_trigger_threshold",
                self.x_throttle_trigger_threshold.get().into(),
                1..=100,
                "an integer in the range of 1 to 100",
            ),
            (
                "cpu_throttle_initial",
                self.x_cpu_throttle_initial.get().into(),
                1..=99,
                "an integer in the range of 1 to 99",
            ),
            (
                "cpu_throttle_increment",
                self.x_cpu_throttle_increment.get().into(),
                1..=99,
                "an integer in the range of 1 to 99",
            ),
            (
                "downtime_limit",
                self.x_downtime_limit.get(),
                0..=2_000_000,
                "an integer in the range of 0 to (2000 * 1000) ms",
            ),
            ("multifd_channels", self.multifd_channels.get().into(), 1..=255, "a value between 1 and 255"),
            ("multifd_zlib_level", self.multifd_zlib_level.get().into(), 0..=9, "a value between 0 and 9"),
            ("multifd_qatzip_level", self.multifd_qatzip_level.get().into(), 1..=9, "a value between 1 and 9"),
            ("multifd_zstd_level", self.multifd_zstd_level.get().into(), 0..=20, "a value between 0 and 20"),
        ];
        small.into_iter().try_for_each(within)?;
        let cache_size = self.xbzrle_cache_size.get().bytes();
        ensure!(
            cache_size >= PAGE_SIZE && cache_size.is_power_of_two(),
            "Parameter 'xbzrle_cache_size' expects a power of two no less than the target page size"
        );
        let rest: [Limited; 5] = [
            (
                "max_cpu_throttle",
                self.max_cpu_throttle.get().into(),
                self.x_cpu_throttle_initial.get().into()..=99,
                "an integer in the range of cpu_throttle_initial to 99",
            ),
            ("announce_initial", self.announce_initial.get().bytes(), 0..=100_000, "a value between 0 and 100000"),
            ("announce_max", self.announce_max.get().bytes(), 0..=100_000, "a value between 0 and 100000"),
            ("announce_rounds", self.announce_rounds.get().bytes(), 0..=1000, "a value between 0 and 1000"),
            ("announce_step", self.announce_step.get().bytes(), 1..=10_000, "a value between 0 and 10000"),
        ];
        rest.into_iter().try_for_each(within)?;
        ensure!(
            !self.x_zero_copy_send.get() || self.sends_pages_as_they_are(),
            "Zero copy only available for non-compressed non-TLS multifd migration"
        );
        ensure!(
            !self.mapped_ram.get() || self.sends_pages_as_they_are(),
            "Mapped-ram only available for non-compressed non-TLS multifd migration"
        );
        within((
            "x-vcpu-dirty-limit-period",
            self.x_vcpu_dirty_limit_period.get(),
            1..=1000,
            "a value between 1 and 1000",
        ))?;
        ensure!(self.vcpu_dirty_limit.get() >= 1, "Parameter 'vcpu_dirty_limit' must be greater than 1 MB/s");
        Ok(())
    }

    fn check_capabilities(&self) -> Result<()> {
        let (has_multifd, has_postcopy) = (self.x_multifd.get(), self.x_postcopy_ram.get());
        ensure!(!(has_postcopy && has_multifd), "Postcopy is not yet compatible with multifd");
        if self.x_background_snapshot.get()
            && let Some(other) = self.not_with_snapshot()
        {
            bail!("Background-snapshot is not compatible with {other}");
        }
        ensure!(
            !self.x_zero_copy_send.get() || (has_multifd && !self.x_xbzrle.get()),
            "Zero copy only available for non-compressed non-TLS multifd migration"
        );
        ensure!(has_postcopy || !self.x_postcopy_preempt.get(), "Postcopy preempt requires postcopy-ram");
        ensure!(
            self.x_return_path.get() || !self.x_switchover_ack.get(),
            "Capability 'switchover-ack' requires capability 'return-path'"
        );
        if self.x_dirty_limit.get() {
            ensure!(
                !self.x_auto_converge.get(),
                "dirty-limit conflicts with auto-converge either of then available currently"
            );
            // There is no KVM.
            bail!("dirty-limit requires KVM with accelerator property 'dirty-ring-size' set");
        }
        ensure!(!(has_multifd && self.x_xbzrle.get()), "Multifd is not compatible with xbzrle");
        if self.mapped_ram.get() {
            ensure!(!self.x_xbzrle.get(), "Mapped-ram migration is incompatible with xbzrle");
            ensure!(!has_postcopy, "Mapped-ram migration is incompatible with postcopy");
        }
        Ok(())
    }

    /// Neither compressed nor encrypted.
    fn sends_pages_as_they_are(&self) -> bool {
        self.multifd_compression.get() == MultiFdCompression::None && self.tls_creds.get().is_empty()
    }

    /// The first capability that is on and does not go together with a snapshot.
    fn not_with_snapshot(&self) -> Option<&'static str> {
        let others = [
            ("postcopy-ram", &self.x_postcopy_ram),
            ("return-path", &self.x_return_path),
            ("multifd", &self.x_multifd),
            ("auto-converge", &self.x_auto_converge),
            ("release-ram", &self.x_release_ram),
            ("rdma-pin-all", &self.x_rdma_pin_all),
            ("xbzrle", &self.x_xbzrle),
            ("x-colo", &self.x_colo),
            ("zero-copy-send", &self.x_zero_copy_send),
        ];
        others.into_iter().find(|(_, is_on)| is_on.get()).map(|(name, _)| name)
    }
}

fn within((name, value, allowed, in_words): Limited) -> Result<()> {
    ensure!(allowed.contains(&value), "Parameter '{name}' expects {in_words}");
    Ok(())
}
