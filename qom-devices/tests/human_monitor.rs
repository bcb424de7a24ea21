//! The monitor for people, as QEMU 10.0.2 answers (C3), except where a comment says otherwise.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use qom_core::monitor::Monitor;
use qom_core::prelude::*;
use qom_devices::{DeviceOptions, Machine};

fn monitor(context: &Context) -> Monitor {
    let machine = Machine::start(context, "q35").unwrap();
    DeviceOptions::parse("intel-iommu,id=vtd,aw-bits=39").unwrap().add_to(&machine).unwrap();
    DeviceOptions::parse("pcie-root-port,id=rp0").unwrap().add_to(&machine).unwrap();
    machine.make_ready().unwrap();
    Monitor::new(context).with_name("foo")
}

const LINES: &[(&str, &str)] = &[
    ("qom-set -x /a b c", "qom-set: unsupported option -x\nTry \"help qom-set\" for more information\n"),
    ("qom-set /a b", "qom-set: string expected\nTry \"help qom-set\" for more information\n"),
    (
        "qom-get /machine type x",
        "qom-get: extraneous characters at the end of line\nTry \"help qom-get\" for more information\n",
    ),
    ("qom-list -j", "Error: Device '-j' not found\n"),
    ("qom-get - x", "Error: Device '-' not found\n"),
    ("qom-get", "qom-get: string expected\nTry \"help qom-get\" for more information\n"),
    ("qom-get /machine foo", "Error: Property 'pc-q35-10.0-machine.foo' not found\n"),
    ("qom-set /machine foo 1", "Error: Property 'pc-q35-10.0-machine.foo' not found\n"),
    ("qom-set -j /machine graphics {", "Error: JSON parse error, premature EOI\n"),
    (
        "qom-set -j /machine/peripheral/rp0 hotplug \"x\"",
        "Error: Attempt to set property 'hotplug' on device 'rp0' (type 'pcie-root-port') after it was realized\n",
    ),
    (
        "qom-set -j /machine/peripheral/rp0 x-ask-guest \"x\"",
        "Error: Invalid parameter type for 'x-ask-guest', expected: boolean\n",
    ),
    ("qom-set -j /machine/peripheral/rp0 x-ask-guest true", ""),
    ("qom-get /machine/peripheral/rp0 x-ask-guest", "true\n"),
    // What follows is the value, blanks and all.
    ("qom-set /machine/peripheral/rp0 x-ask-guest off ", "Error: Parameter 'x-ask-guest' expects 'on' or 'off'\n"),
    ("device_add", "Error: Parameter 'driver' is missing\n"),
    ("device_add foo", "Error: 'foo' is not a valid device model name\n"),
    ("device_add foo,help", "Device 'foo' not found\n"),
    ("device_add pci-device,help", "Parameter 'typename' expects a non-abstract device type\n"),
    (
        "device_add \"pci-blank,id=a b,bus=rp0\"",
        "Error: Parameter 'id' expects an identifier (letters, digits, '-', '.', '_', starting with a letter)\n",
    ),
    ("device_add pci-blank,id=c,bus=rp0", ""),
    ("device_add pci-blank,id=c,bus=rp0", "Error: Duplicate device ID 'c'\n"),
    (
        "device_add led x",
        "device_add: extraneous characters at the end of line\nTry \"help device_add\" for more information\n",
    ),
    ("device_del nope", "Error: Device 'nope' not found\n"),
    ("object_add", "object_add: string expected\nTry \"help object_add\" for more information\n"),
    ("object_del", "object_del: string expected\nTry \"help object_del\" for more information\n"),
    ("object_del nope", "Error: object 'nope' not found\n"),
    ("info status", "VM status: paused (prelaunch)\n"),
    ("cont", ""),
    ("info status", "VM status: running\n"),
    ("s", ""),
    ("info status", "VM status: paused\n"),
    ("info name", "foo\n"),
    (
        "info status x",
        "status: extraneous characters at the end of line\nTry \"help info status\" for more information\n",
    ),
    ("info qtree -x", "qtree: unsupported option -x\nTry \"help info qtree\" for more information\n"),
    ("info foo", "unknown command: 'info foo'\n"),
    ("infofoo bar", "unknown command: 'infofoo'\n"),
    ("help info foo", "unknown command: 'info foo'\n"),
    ("help help", "help|? [cmd] -- show the help\n"),
    ("help cont", "cont|c  -- resume emulation\n"),
    ("help stop", "stop|s  -- stop emulation\n"),
    ("help q", "quit|q  -- quit the emulator\n"),
    ("help system_reset", "system_reset  -- reset the system\n"),
    ("help device_add", "device_add driver[,prop=value][,...] -- add device, like -device on the command line\n"),
    ("help device_del", "device_del device -- remove device\n"),
    ("help object_add", "object_add [qom-type=]type,id=str[,prop=value][,...] -- create QOM object\n"),
    ("help object_del", "object_del id -- destroy QOM object\n"),
    ("help qom-list", "qom-list path -- list QOM properties\n"),
    ("help qom-get", "qom-get path property -- print QOM property\n"),
    ("help info qtree", "info qtree [-b] -- show device tree (-b: brief, omit properties)\n"),
    ("help info qdm", "info qdm  -- show qdev device model list\n"),
    ("help info status", "info status  -- show the current VM status (running|paused)\n"),
    ("help info name", "info name  -- show the current VM name\n"),
    // QEMU forgets what it has read of the line and ends; here it is no word.
    ("qom-get \"/machine", "qom-get: string expected\nTry \"help qom-get\" for more information\n"),
    ("qom-get \"/mach\\q\" a", "qom-get: string expected\nTry \"help qom-get\" for more information\n"),
    ("qom-get \"/machine\" \"type\"", "\"pc-q35-10.0-machine\"\n"),
    ("  ", ""),
];

#[qom_core::test]
fn c3_lines_are_answered_as_by_qemu() {
    let monitor = monitor(&Context::current());
    for (line, text) in LINES {
        assert_eq!(monitor.execute(line), *text, "{line}");
    }
}

#[qom_core::test]
fn c3_help_lists_what_there_is() {
    let monitor = monitor(&Context::current());
    let help = monitor.execute("help");
    let names: Vec<&str> = help.lines().map(|line| line.split([' ', '|']).next().unwrap()).collect();
    let expected = [
        "cont",
        "device_add",
        "device_del",
        "help",
        "info",
        "object_add",
        "object_del",
        "qom-get",
        "qom-list",
        "qom-set",
        "quit",
        "stop",
        "system_reset",
    ];
    assert_eq!(names, expected);
    assert!(help.contains("info [subcommand] -- show various information about the system state\n"));
    let info = monitor.execute("info");
    assert_eq!(info, monitor.execute("help info"));
    assert!(info.lines().all(|line| line.starts_with("info ")) && info.lines().count() == 8, "{info}");
}

#[qom_core::test]
fn c3_info_qtree_is_buses_and_what_hangs_on_them() {
    let monitor = monitor(&Context::current());
    monitor.execute("device_add pci-blank,id=c,bus=rp0");
    let brief = "bus: main-system-bus\n  type System\n  dev: intel-iommu, id \"vtd\"\n  dev: q35-pcihost, id \"\"\n    \
                 bus: pcie.0\n      type PCIE\n      dev: pcie-root-port, id \"rp0\"\n        bus: rp0\n          \
                 type PCIE\n          dev: pci-blank, id \"c\"\n";
    assert_eq!(monitor.execute("info qtree -b"), brief);
    let text = monitor.execute("info qtree");
    // Of its own type first, then of its parents, up to `device`.
    let iommu = "  dev: intel-iommu, id \"vtd\"\n    version = 0 (0x0)\n    eim = \"off\"\n    x-buggy-eim = false\n    \
                 aw-bits = 39 (0x27)\n    caching-mode = false\n    x-scalable-mode = false\n    x-flts = false\n    \
                 snoop-control = false\n    x-pasid-mode = false\n    dma-drain = true\n    dma-translation = true\n    \
                 stale-tm = false\n    fs1gp = true\n    intremap = \"on\"\n    device-iotlb = false\n    pt = true\n";
    assert!(text.contains(iommu), "{text}");
    let without_details: Vec<&str> = text.lines().filter(|line| !line.contains(" = ")).collect();
    assert_eq!(without_details, brief.lines().collect::<Vec<_>>());
}

#[qom_core::test]
fn c3_info_qdm_has_also_what_users_cannot_create() {
    let monitor = monitor(&Context::current());
    let (all, of_users) = (monitor.execute("info qdm"), monitor.execute("device_add help"));
    assert_eq!(of_users, monitor.execute("device_add ?"));
    assert!(all.contains("\nname \"q35-pcihost\", bus System, no-user\n") && !of_users.contains("no-user"), "{all}");
    let of_all: Vec<&str> =
        all.lines().filter(|line| line.starts_with("name ") && !line.ends_with(", no-user")).collect();
    assert_eq!(of_all, of_users.lines().filter(|line| line.starts_with("name ")).collect::<Vec<_>>());
}

#[qom_core::test]
fn c3_not_before_the_machine_is_ready() {
    let monitor = Monitor::new(&Context::current());
    let refused = "Command 'device_add' not available until machine initialization has completed.\n";
    assert_eq!(monitor.execute("device_add help"), refused);
    assert_eq!(monitor.execute("qom-list"), "/\n");
}

#[qom_core::test]
fn c3_over_qmp_the_text_is_one_string() {
    let monitor = monitor(&Context::current());
    let run = |line: &str| {
        let line = Value::Map([("command-line".to_owned(), line.into())].into());
        monitor.run("human-monitor-command", line).unwrap()
    };
    assert_eq!(run("qom-get /machine usb"), "Error: Property 'pc-q35-10.0-machine.usb' not found\r\n".into());
    assert_eq!(run("qom-list"), "/\r\n".into());
}

#[qom_core::test]
fn tab_offers_commands_paths_properties_and_types() {
    let monitor = monitor(&Context::current());
    let offered = |line: &str| monitor.complete(line).1;
    assert_eq!(offered("in"), ["info "]);
    assert_eq!(offered("info qom-t"), ["qom-tree ", "qom-types "]);
    assert_eq!(offered("qom-"), ["qom-get ", "qom-list ", "qom-set "]);
    assert_eq!(offered("qom-list "), ["/"]);
    assert_eq!(offered("qom-list /ma"), ["/machine/"]);
    assert_eq!(offered("info qom-tree /machine/per"), ["/machine/peripheral-anon", "/machine/peripheral/"]);
    assert_eq!(offered("qom-get /machine/q35 t"), ["type"]);
    assert_eq!(offered("info qom-types x86-i"), ["x86-iommu"]);
    assert_eq!(offered("help qom-l"), ["qom-list "]);
    assert_eq!(offered("help info qom-tr"), ["qom-tree "]);
    assert_eq!(offered("device_del v"), ["vtd"]);
    assert_eq!(offered("qom-get /machine per"), ["peripheral", "peripheral-anon"]);
    assert_eq!(offered("qom-set -j /machine/peripheral/rp0 x-as"), ["x-ask-guest"]);
    assert!(offered("qom-set /machine per").is_empty());
    assert!(offered("blah ").is_empty() && offered("qom-set /machine type ").is_empty());
    assert!(offered("qom-get /nowhere ").is_empty() && offered("qom-list /nowhere/x").is_empty());
    assert_eq!(monitor.complete("qom-list /ma").0, "qom-list ".len());
    assert_eq!(offered("qom-list\u{a0}/machine/q35/p"), ["/machine/q35/pcie.0"]);
    assert!(offered("\u{e4}").is_empty() && offered("qom-list /\u{e4}").is_empty());
}
