//! The `qom` binary as it is used: options, commands from standard input, one line of error and status 1.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn qom(options: &str, commands: &str) -> Output {
    let options = options.split_whitespace();
    let mut child = Command::new(env!("CARGO_BIN_EXE_qom"))
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may be gone already, if its options are wrong.
    let _ = child.stdin.take().unwrap().write_all(commands.as_bytes());
    child.wait_with_output().unwrap()
}

/// What is printed by a run that ends well.
fn printed(options: &str, commands: &str) -> String {
    let output = qom(options, commands);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && errors.is_empty(), "{options}: {} {errors}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_tree_is_qemus() {
    assert_eq!(
        printed("-M q35 -device intel-iommu,id=vtd", "info qom-tree\n"),
        "/machine (pc-q35-10.0-machine)\n\
        \x20 /peripheral (container)\n\
        \x20   /vtd (intel-iommu)\n\
        \x20 /peripheral-anon (container)\n\
        \x20 /q35 (q35-pcihost)\n\
        \x20   /pcie.0 (PCIE)\n\
        \x20 /unattached (container)\n\
        \x20   /sysbus (System)\n"
    );
    assert_eq!(
        printed("-M none", "info qom-tree /machine/unattached"),
        "/unattached (container)\n  /sysbus (System)\n"
    );
    assert_eq!(
        printed("--machine none -S --display none", "info qom-tree /"),
        "/ (container)\n  /machine (none-machine)\n    /peripheral (container)\n    /peripheral-anon (container)\n    \
         /unattached (container)\n      /sysbus (System)\n  /migration (migration)\n  /objects (container)\n"
    );
}

#[test]
fn with_no_options_there_is_something_to_look_at() {
    let tree = printed("", "info qom-tree\nquit\nhelp\n");
    assert!(tree.starts_with("/machine (pc-q35-10.0-machine)") && tree.contains("/device[0] (intel-iommu)"), "{tree}");
    assert!(!tree.contains("help"), "nothing is read after quit");
    assert!(!printed("-M q35", "info qom-tree").contains("iommu"), "what is asked for is all there is");
    assert_eq!(printed("", ""), "");
}

/// Options that are refused, and the one line that says why.
const REFUSED: &[(&str, &str)] = &[
    ("-device x86-iommu", "-device x86-iommu: Parameter 'driver' expects a non-abstract device type"),
    ("-device migration", "-device migration: Parameter 'driver' expects a pluggable device type"),
    ("-device q35-pcihost", "-device q35-pcihost: Parameter 'driver' expects a pluggable device type"),
    ("-device foo", "-device foo: 'foo' is not a valid device model name"),
    ("-device container", "-device container: 'container' is not a valid device model name"),
    ("-device singleton", "-device singleton: 'singleton' is not a valid device model name"),
    ("-device ,id=a", "-device ,id=a: Parameter 'driver' is missing"),
    ("-device intel-iommu,foo=1", "-device intel-iommu,foo=1: Property 'intel-iommu.foo' not found"),
    ("-device intel-iommu,foo", "-device intel-iommu,foo: Expected '=' after parameter 'foo'"),
    ("-device intel-iommu,type=x", "-device intel-iommu,type=x: Property 'intel-iommu.type' is not writable"),
    ("-device intel-iommu,aw-bits=300", "-device intel-iommu,aw-bits=300: Parameter 'aw-bits' expects uint8_t"),
    ("-device intel-iommu,aw-bits=abc", "-device intel-iommu,aw-bits=abc: Parameter 'aw-bits' expects integer"),
    ("-device intel-iommu,x-flts=1", "-device intel-iommu,x-flts=1: Parameter 'x-flts' expects 'on' or 'off'"),
    (
        "-device intel-iommu,aw-bits=40",
        "-device intel-iommu,aw-bits=40: Legacy mode: supported values for aw-bits are: 39, 48",
    ),
    (
        "-device intel-iommu,x-scalable-mode=on,aw-bits=40",
        "-device intel-iommu,x-scalable-mode=on,aw-bits=40: Scalable mode(flts=off): supported values for aw-bits are: 39, 48",
    ),
    (
        "-device intel-iommu,x-scalable-mode=on,x-flts=on,aw-bits=39",
        "-device intel-iommu,x-scalable-mode=on,x-flts=on,aw-bits=39: Scalable mode(flts=on): supported value for aw-bits is: 48",
    ),
    ("-device intel-iommu,x-flts=on", "-device intel-iommu,x-flts=on: x-flts is only available in scalable mode"),
    ("-device intel-iommu,x-pasid-mode=on", "-device intel-iommu,x-pasid-mode=on: Need to set scalable mode for PASID"),
    (
        "-device intel-iommu,x-pasid-mode=on,device-iotlb=on",
        "-device intel-iommu,x-pasid-mode=on,device-iotlb=on: PASID based device IOTLB is not supported",
    ),
    (
        "-device intel-iommu,x-scalable-mode=on,dma-drain=off",
        "-device intel-iommu,x-scalable-mode=on,dma-drain=off: Need to set dma_drain for scalable mode",
    ),
    (
        "-device intel-iommu,id=3a",
        "-device intel-iommu,id=3a: Parameter 'id' expects an identifier (letters, digits, '-', '.', '_', starting with a letter)",
    ),
    (
        "-device intel-iommu,id=",
        "-device intel-iommu,id=: Parameter 'id' expects an identifier (letters, digits, '-', '.', '_', starting with a letter)",
    ),
    ("-M", "-M: requires an argument"),
    ("-machine=q35", "-machine=q35: invalid option"),
    ("-device led,id=a -device led,id=a", "-device led,id=a: Duplicate ID 'a' for device"),
    ("-device led,id=type", "-device led,id=type: Duplicate device ID 'type'"),
    ("-device intel-iommu,bus=pcie.0", "-device intel-iommu,bus=pcie.0: Device 'intel-iommu' can't go on PCIE bus"),
    ("-device intel-iommu,bus=x", "-device intel-iommu,bus=x: Bus 'x' not found"),
    ("-device led,bus=main-system-bus", "-device led,bus=main-system-bus: Device 'led' can't go on System bus"),
    (
        "-M none -device intel-iommu",
        "-device intel-iommu: Parameter 'driver' expects a dynamic sysbus device type for the machine",
    ),
    ("-M foo", "unsupported machine type: \"foo\" (use -machine help to list supported machines)"),
    ("-M q35,iommu=on", "Property 'pc-q35-10.0-machine.iommu' not found"),
    ("-device x86-iommu,help", "-device x86-iommu,help: Parameter 'typename' expects a non-abstract device type"),
    ("-device foo,help", "-device foo,help: Device 'foo' not found"),
    ("-object foo,id=a", "-object foo,id=a: invalid object type: foo"),
    ("-object led,id=a", "-object led,id=a: object type 'led' isn't supported by object-add"),
    ("-object migration,id=a", "-object migration,id=a: object type 'migration' isn't supported by object-add"),
    ("-object memory-backend,id=a", "-object memory-backend,id=a: object type 'memory-backend' is abstract"),
    ("-object memory-backend-ram,id=a", "-object memory-backend-ram,id=a: can't create backend with size 0"),
    ("-object memory-backend-ram,id=a,size=x", "-object memory-backend-ram,id=a,size=x: Parameter 'size' expects size"),
    (
        "-object rng-random,id=r,filename=/no/such",
        "-object rng-random,id=r,filename=/no/such: Could not open '/no/such': No such file or directory",
    ),
    ("-object {\"id\":1}", "-object {\"id\":1}: Parameter 'qom-type' is missing"),
    ("-device", "-device: requires an argument"),
    ("-foo", "-foo: invalid option"),
    ("--foo", "-foo: invalid option"),
    ("-display gtk", "-display gtk: Parameter 'type' does not accept value 'gtk'"),
];

#[test]
fn what_is_wrong_is_one_line_and_status_1() {
    for (options, line) in REFUSED {
        let output = qom(options, "");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), format!("qom: {line}\n"), "{options}");
        assert_eq!(output.status.code(), Some(1), "{options}");
        assert!(output.stdout.is_empty(), "{options}");
    }
}

#[test]
fn a_second_iommu_is_refused_in_any_combination_and_order() {
    let types = ["intel-iommu", "amd-iommu"];
    for first in types {
        for second in types {
            for (id, place) in [("", "peripheral-anon/device[0]"), (",id=vtd", "peripheral/vtd")] {
                let output = qom(&format!("-M q35 -device {first}{id} -device led -device {second},id=other"), "");
                assert_eq!(
                    String::from_utf8(output.stderr).unwrap(),
                    format!(
                        "qom: -device {second},id=other: QEMU does not support multiple vIOMMUs for x86 yet: \
                         there is '{first}' at '/machine/{place}'\n"
                    )
                );
                assert_eq!(output.status.code(), Some(1));
            }
        }
    }
}

#[test]
fn the_types_say_which_are_singletons() {
    assert_eq!(
        printed("", "info qom-types x86-iommu\ninfo qom-types migration"),
        "amd-iommu (parent x86-iommu; singleton, group x86-iommu, scope context)\n\
         intel-iommu (parent x86-iommu; singleton, group x86-iommu, scope context)\n\
         x86-iommu (parent dynamic-sysbus-device; abstract; singleton, group x86-iommu, scope context)\n\
         migration (parent device; singleton, group migration, scope context)\n"
    );
    let all = printed("", "info qom-types");
    assert!(all.lines().any(|line| line == "led (parent device)"), "{all}");
    assert!(all.lines().any(|line| line == "singleton (parent interface; interface)"), "{all}");
}

/// Commands on a q35 with an `intel-iommu` called `vtd`, a `led` called `power`, and what they print.
const COMMANDS: &[(&str, &str)] = &[
    ("qom-list", "/\n"),
    (
        "qom-list /",
        "type (string)\nobjects (child<container>)\nmachine (child<pc-q35-10.0-machine>)\nmigration (child<migration>)\n",
    ),
    ("qom-list /machine/peripheral", "type (string)\nvtd (child<intel-iommu>)\npower (child<led>)\n"),
    (
        "qom-list /machine/peripheral/vtd",
        "type (string)\nparent_bus (link<bus>)\nrealized (bool)\nhotpluggable (bool)\nhotplugged (bool)\n\
         intremap (OnOffAuto)\ndevice-iotlb (bool)\npt (bool)\nversion (uint32)\neim (OnOffAuto)\n\
         x-buggy-eim (bool)\naw-bits (uint8)\ncaching-mode (bool)\nx-scalable-mode (bool)\nx-flts (bool)\n\
         snoop-control (bool)\nx-pasid-mode (bool)\ndma-drain (bool)\ndma-translation (bool)\nstale-tm (bool)\n\
         fs1gp (bool)\n",
    ),
    ("qom-list /machine/unattached", "type (string)\nsysbus (child<System>)\n"),
    ("  qom-get   /machine/peripheral/vtd   aw-bits ", "39\n"),
    ("qom-get /machine/peripheral/vtd device-iotlb", "false\n"),
    ("qom-get /machine type", "\"pc-q35-10.0-machine\"\n"),
    ("qom-get /machine peripheral", "\"/machine/peripheral\"\n"),
    ("qom-get /machine/peripheral vtd", "\"/machine/peripheral/vtd\"\n"),
    ("qom-set /migration type x", "Error: Property 'migration.type' is not writable\n"),
    (
        "qom-set /migration multifd-channels 4",
        "Error: Attempt to set property 'multifd-channels' on the migration object after it was created\n",
    ),
    ("object_add migration,id=m", "Error: object type 'migration' isn't supported by object-add\n"),
    (
        "qom-set /machine/peripheral/vtd aw-bits 48",
        "Error: Attempt to set property 'aw-bits' on device 'vtd' (type 'intel-iommu') after it was realized\n",
    ),
    ("qom-set /machine/peripheral vtd x", "Error: Property 'container.vtd' is not writable\n"),
    ("qom-set /machine none x", "Error: Property 'pc-q35-10.0-machine.none' not found\n"),
    ("qom-get /machine none", "Error: Property 'pc-q35-10.0-machine.none' not found\n"),
    ("qom-get vtd aw-bits", "39\n"),
    ("qom-list peripheral", "type (string)\nvtd (child<intel-iommu>)\npower (child<led>)\n"),
    ("qom-get unattached/sysbus type", "\"System\"\n"),
    ("info qom-tree peripheral-anon", "/peripheral-anon (container)\n"),
    ("qom-get nope type", "Error: Device 'nope' not found\n"),
    ("qom-get /nope type", "Error: Device '/nope' not found\n"),
    ("qom-list /nope", "Error: Device '/nope' not found\n"),
    ("info qom-tree /nope", "Path '/nope' could not be resolved.\n"),
    ("qom-get /machine", "qom-get: string expected\nTry \"help qom-get\" for more information\n"),
    (
        "qom-list / /",
        "qom-list: extraneous characters at the end of line\nTry \"help qom-list\" for more information\n",
    ),
    ("blah blah", "unknown command: 'blah'\n"),
    (
        "help qom-set",
        "qom-set [-j] path property value -- set QOM property (-j: the value is specified in json format)\n",
    ),
    ("help info qom-tree", "info qom-tree [path] -- show QOM composition tree\n"),
    ("? q", "quit|q  -- quit the emulator\n"),
    ("qom-list \"/machine/unattached\"", "type (string)\nsysbus (child<System>)\n"),
    ("qom-list \"/machine", "qom-list: string expected\nTry \"help qom-list\" for more information\n"),
    ("info qom-types q35", "Error: there are no types that are 'q35'\n"),
    ("help nothing", "unknown command: 'nothing'\n"),
    ("   ", ""),
    ("object_add rng-random,id=rng0", ""),
    ("object_add rng-random", "Error: Parameter 'id' is missing\n"),
    ("object_del rng0", "Error: object 'rng0' not found\n"),
    (
        "object_add {\"qom-type\": \"memory-backend-ram\", \"id\": \"m\", \"size\": \"1M\"}",
        "Error: Invalid parameter type for 'size', expected: integer\n",
    ),
];

#[test]
fn commands_print_what_qemus_do() {
    for (command, text) in COMMANDS {
        let printed = printed("-M q35 -device intel-iommu,id=vtd,aw-bits=0x27 -device led,id=power", command);
        assert_eq!(printed, *text, "{command}");
    }
}

#[test]
fn the_version_of_a_machine_is_seen_in_its_objects() {
    let commands = "qom-get vtd aw-bits\nqom-get vtd stale-tm\nqom-get /migration send-switchover-start\n";
    assert_eq!(printed("-M pc-q35-9.1 -device intel-iommu,id=vtd", commands), "39\ntrue\nfalse\n");
    assert_eq!(printed("-M q35 -device intel-iommu,id=vtd", commands), "48\nfalse\ntrue\n");
    assert_eq!(
        printed(
            "-M q35 -global x86-iommu.pt=off -device amd-iommu,id=amdvi",
            "qom-get amdvi pt\nqom-get amdvi intremap"
        ),
        "false\n\"on\"\n"
    );
}

#[test]
fn what_is_no_text_is_no_command_and_the_next_line_may_be() {
    let mut child =
        Command::new(env!("CARGO_BIN_EXE_qom")).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"\xff\xfe\nqom-list\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert!(String::from_utf8(output.stdout).unwrap().ends_with("\n/\n"));
}

#[test]
fn objects_are_created_listed_and_deleted() {
    assert_eq!(
        printed(
            "-M none -object rng-random,id=rng0 -object {\"qom-type\":\"memory-backend-ram\",\"id\":\"m0\",\"size\":1048576}",
            "qom-list /objects\nqom-get m0 size\nobject_add memory-backend-ram,id=m1,size=2M\nobject_del rng0\nqom-list /objects\n"
        ),
        "type (string)\nrng0 (child<rng-random>)\nm0 (child<memory-backend-ram>)\n1048576\n\
         type (string)\nm0 (child<memory-backend-ram>)\nm1 (child<memory-backend-ram>)\n"
    );
    assert_eq!(printed("-object help", ""), "List of user creatable objects:\n  memory-backend-ram\n  rng-random\n");
    assert!(printed("-object rng-random,help", "").starts_with("rng-random options:\n  filename=<string>"));
}

#[test]
fn help_is_printed_and_nothing_is_started() {
    let usage = printed("-help", "");
    assert!(
        ["-M,", "-device", "-S", "-display none", "-version"].iter().all(|option| usage.contains(option)),
        "{usage}"
    );
    assert_eq!(printed("-M none --help -device led", "info qom-tree"), usage);
    assert_eq!(printed("-M q35,help", ""), "There are no options for pc-q35-10.0-machine.\n");
    assert_eq!(printed("-M q35, -device led,", "q"), "");
}

#[test]
fn lists_of_machines_devices_and_properties() {
    assert_eq!(
        printed("-M help", ""),
        "Supported machines are:\n\
         none                 empty machine\n\
         q35                  Standard PC (Q35 + ICH9, 2009) (alias of pc-q35-10.0)\n\
         pc-q35-10.0          Standard PC (Q35 + ICH9, 2009)\n\
         pc-q35-2.10          Standard PC (Q35 + ICH9, 2009) (deprecated)\n\
         pc-q35-2.9           Standard PC (Q35 + ICH9, 2009) (deprecated)\n\
         pc-q35-9.1           Standard PC (Q35 + ICH9, 2009)\n\
         pc-q35-9.2           Standard PC (Q35 + ICH9, 2009)\n"
    );
    let devices = printed("-device help", "");
    assert!(devices.contains("\nname \"intel-iommu\", bus System, desc \"Intel IOMMU (VT-d) DMA Remapping device\"\n"));
    assert!(!devices.contains("migration") && !devices.contains("x86-iommu") && !devices.contains("q35-pcihost"));
    for iommu in ["intel-iommu", "amd-iommu"] {
        let help = printed(&format!("-device {iommu},help"), "");
        assert!(help.starts_with(&format!("{iommu} options:\n")), "{help}");
        let today = help.lines().last().unwrap();
        assert!(today.contains("Today") && today.contains("does not translate addresses"), "{today}");
    }
    assert_eq!(printed("-version", ""), format!("qom version {}\n", env!("CARGO_PKG_VERSION")));
}
