//! The migration object: how it is configured, what it checks, and who cannot make one.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use qom_core::prelude::*;
use qom_devices::{DeviceOptions, Machine, MigMode, Migration, MultiFdCompression};

/// Starts a machine with these `-global migration.`.
fn start(context: &Context, globals: &str) -> Result<Obj<Machine>> {
    for global in globals.split_whitespace() {
        context.add_global(GlobalProperty::parse(&format!("migration.{global}")).unwrap());
    }
    Machine::start(context, "none")
}

/// What is refused, and QEMU's message, mostly as it answers commands that ask for the same.
const REFUSED: &[(&str, &str)] = &[
    (
        "x-throttle-trigger-threshold=0",
        "Parameter 'throttle_trigger_threshold' expects an integer in the range of 1 to 100",
    ),
    (
        "x-throttle-trigger-threshold=101",
        "Parameter 'throttle_trigger_threshold' expects an integer in the range of 1 to 100",
    ),
    ("x-cpu-throttle-initial=0", "Parameter 'cpu_throttle_initial' expects an integer in the range of 1 to 99"),
    ("x-cpu-throttle-initial=100", "Parameter 'cpu_throttle_initial' expects an integer in the range of 1 to 99"),
    ("x-cpu-throttle-increment=0", "Parameter 'cpu_throttle_increment' expects an integer in the range of 1 to 99"),
    ("x-downtime-limit=2000001", "Parameter 'downtime_limit' expects an integer in the range of 0 to (2000 * 1000) ms"),
    ("multifd-channels=0", "Parameter 'multifd_channels' expects a value between 1 and 255"),
    ("multifd-zlib-level=10", "Parameter 'multifd_zlib_level' expects a value between 0 and 9"),
    ("multifd-qatzip-level=0", "Parameter 'multifd_qatzip_level' expects a value between 1 and 9"),
    ("multifd-qatzip-level=10", "Parameter 'multifd_qatzip_level' expects a value between 1 and 9"),
    ("multifd-zstd-level=21", "Parameter 'multifd_zstd_level' expects a value between 0 and 20"),
    (
        "xbzrle-cache-size=5000",
        "Parameter 'xbzrle_cache_size' expects a power of two no less than the target page size",
    ),
    ("xbzrle-cache-size=2K", "Parameter 'xbzrle_cache_size' expects a power of two no less than the target page size"),
    (
        "max-cpu-throttle=19",
        "Parameter 'max_cpu_throttle' expects an integer in the range of cpu_throttle_initial to 99",
    ),
    (
        "max-cpu-throttle=100",
        "Parameter 'max_cpu_throttle' expects an integer in the range of cpu_throttle_initial to 99",
    ),
    ("announce-initial=100001", "Parameter 'announce_initial' expects a value between 0 and 100000"),
    ("announce-max=100001", "Parameter 'announce_max' expects a value between 0 and 100000"),
    ("announce-rounds=1001", "Parameter 'announce_rounds' expects a value between 0 and 1000"),
    ("announce-step=10001", "Parameter 'announce_step' expects a value between 0 and 10000"),
    ("announce-step=0", "Parameter 'announce_step' expects a value between 0 and 10000"),
    (
        "x-zero-copy-send=on x-multifd=on multifd-compression=zlib",
        "Zero copy only available for non-compressed non-TLS multifd migration",
    ),
    ("x-zero-copy-send=on", "Zero copy only available for non-compressed non-TLS multifd migration"),
    (
        "x-zero-copy-send=on x-multifd=on x-xbzrle=on",
        "Zero copy only available for non-compressed non-TLS multifd migration",
    ),
    ("mapped-ram=on tls-creds=tls0", "Mapped-ram only available for non-compressed non-TLS multifd migration"),
    ("x-vcpu-dirty-limit-period=0", "Parameter 'x-vcpu-dirty-limit-period' expects a value between 1 and 1000"),
    ("x-vcpu-dirty-limit-period=1001", "Parameter 'x-vcpu-dirty-limit-period' expects a value between 1 and 1000"),
    ("vcpu-dirty-limit=0", "Parameter 'vcpu_dirty_limit' must be greater than 1 MB/s"),
    ("x-postcopy-ram=on x-multifd=on", "Postcopy is not yet compatible with multifd"),
    (
        "x-background-snapshot=on x-multifd=on x-return-path=on",
        "Background-snapshot is not compatible with return-path",
    ),
    ("x-background-snapshot=on x-xbzrle=on", "Background-snapshot is not compatible with xbzrle"),
    ("x-postcopy-preempt=on", "Postcopy preempt requires postcopy-ram"),
    ("x-switchover-ack=on", "Capability 'switchover-ack' requires capability 'return-path'"),
    (
        "x-dirty-limit=on x-auto-converge=on",
        "dirty-limit conflicts with auto-converge either of then available currently",
    ),
    ("x-dirty-limit=on", "dirty-limit requires KVM with accelerator property 'dirty-ring-size' set"),
    ("x-multifd=on x-xbzrle=on", "Multifd is not compatible with xbzrle"),
    ("mapped-ram=on x-xbzrle=on", "Mapped-ram migration is incompatible with xbzrle"),
    ("mapped-ram=on x-postcopy-ram=on", "Mapped-ram migration is incompatible with postcopy"),
    // Of several the first: parameters, then capabilities.
    (
        "x-postcopy-preempt=on vcpu-dirty-limit=0 multifd-channels=0",
        "Parameter 'multifd_channels' expects a value between 1 and 255",
    ),
    // Not even a value.
    (
        "multifd-channels=256",
        "can't apply global migration.multifd-channels=256: Parameter 'multifd-channels' expects uint8_t",
    ),
    ("no-such=on", "can't apply global migration.no-such=on: Property 'migration.no-such' not found"),
    ("mode=fast", "can't apply global migration.mode=fast: Parameter 'mode' does not accept value 'fast'"),
];

#[test]
fn what_is_refused_prevents_the_machine_and_leaves_nothing() {
    for (globals, message) in REFUSED {
        let context = Context::new();
        assert_eq!(start(&context, globals).unwrap_err().to_string(), *message, "{globals}");
        assert!(context.root().child("machine").is_none() && context.root().child("migration").is_none());
        assert!(Migration::instance_in(&context).is_none(), "{globals}");
    }
}

/// What is at the edge, or goes together.
const TAKEN: &[&str] = &[
    "",
    "x-throttle-trigger-threshold=100 x-cpu-throttle-initial=99 max-cpu-throttle=99 x-cpu-throttle-increment=99",
    "x-downtime-limit=2000000 multifd-channels=255 multifd-zlib-level=0 multifd-qatzip-level=9 multifd-zstd-level=20",
    "xbzrle-cache-size=4096 announce-initial=100000 announce-max=0 announce-rounds=0 announce-step=1",
    "x-max-bandwidth=16E x-checkpoint-delay=0 tls-creds=tls0 mode=cpr-reboot zero-page-detection=legacy",
    "x-zero-copy-send=on x-multifd=on",
    "x-postcopy-ram=on x-postcopy-preempt=on x-switchover-ack=on x-return-path=on",
    "x-background-snapshot=on x-events=on x-zero-blocks=on",
    "mapped-ram=on x-multifd=on x-colo=on x-release-ram=on x-rdma-pin-all=on",
];

#[test]
fn what_is_within_limits_is_taken_and_can_be_read() {
    for globals in TAKEN {
        let globals = globals.replace("=16E", "=18446744073709551615");
        let context = Context::new();
        let _machine = start(&context, &globals).unwrap();
        let migration = context.object_at(Migration::PATH).unwrap();
        for (name, value) in globals.split_whitespace().map(|global| global.split_once('=').unwrap()) {
            let read = match migration.get::<Value>(name).unwrap() {
                Value::Bool(value) => if value { "on" } else { "off" }.to_owned(),
                other => other.to_string(),
            };
            assert_eq!(read, value, "{name}");
        }
    }
}

#[test]
fn values_with_words_are_enums() {
    let context = Context::new();
    let _machine = start(&context, "multifd-compression=qatzip mode=cpr-transfer").unwrap();
    let migration = Migration::instance_in(&context).unwrap();
    assert_eq!(migration.get::<MultiFdCompression>("multifd-compression").unwrap(), MultiFdCompression::Qatzip);
    assert_eq!(migration.get::<MigMode>("mode").unwrap(), MigMode::CprTransfer);
}

#[test]
fn its_configuration_stands_once_it_was_checked() {
    let context = Context::new();
    let _machine = start(&context, "").unwrap();
    let migration = context.object_at(Migration::PATH).unwrap();
    for error in [migration.set("multifd-channels", 0), migration.set_from_str("multifd-channels", "4")] {
        assert_eq!(
            error.unwrap_err().to_string(),
            "Attempt to set property 'multifd-channels' on the migration object after it was created"
        );
    }
    assert_eq!(migration.get::<u8>("multifd-channels").unwrap(), 2);
}

#[test]
fn users_cannot_make_one() {
    let context = Context::new();
    let machine = start(&context, "").unwrap();
    let as_device = DeviceOptions::parse("migration").unwrap().add_to(&machine).unwrap_err();
    assert_eq!(as_device.to_string(), "Parameter 'driver' expects a pluggable device type");
    let as_object = "object type 'migration' isn't supported by object-add";
    assert_eq!(context.object_add_str("migration,id=m").unwrap_err().to_string(), as_object);
    assert_eq!(context.object_add("migration", "m", Vec::<(String, Value)>::new()).unwrap_err().to_string(), as_object);
}
