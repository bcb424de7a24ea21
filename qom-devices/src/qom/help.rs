//! What `qom` says about itself, its machines and its devices.

use qom_devices::Machine;

const OPTIONS: &[(&str, &str)] = &[
    ("-M, -machine NAME[,PROPERTY=VALUE]", "the machine; `-machine help` lists them"),
    (
        "-device TYPE[,id=ID][,bus=BUS][,PROPERTY=VALUE] or JSON",
        "adds a device; `-device help` lists the types, `-device TYPE,help` properties",
    ),
    (
        "-object TYPE,id=ID[,PROPERTY=VALUE] or JSON",
        "creates an object before the board is made; `-object help` lists the types, `-object TYPE,help` properties",
    ),
    (
        "-global TYPE.PROPERTY=VALUE or driver=TYPE,property=PROPERTY,value=VALUE",
        "sets a property of all devices of a type",
    ),
    (
        "-qmp stdio or unix:PATH[,server=on][,wait=off] or tcp:HOST:PORT[,server=on][,wait=off]",
        "speaks QMP with clients there; with `server=on` they come, and without `wait=off` the machine waits for the first",
    ),
    ("-qmp-pretty PLACE", "the same, with answers on several lines"),
    ("-monitor PLACE or none", "reads commands as the prompt does, from clients there"),
    (
        "-chardev socket,id=ID,path=PATH or socket,id=ID,host=HOST,port=PORT or stdio,id=ID or null,id=ID",
        "a place for `-mon`; a socket may have `server=on` and `wait=off`",
    ),
    ("-mon [chardev=]ID[,mode=readline or control][,pretty=on]", "a monitor there; `control` is QMP"),
    ("-nodefaults", "no prompt if there is no monitor: the machine is there until the program gets a signal"),
    ("-d trace:PATTERN", "the same as -trace; `-d help` lists what else could be logged"),
    ("-D FILE", "where it is logged instead of standard error; `%d` in it is the number of the process"),
    (
        "-trace [enable=]PATTERN[,events=FILE]",
        "logs these events; `*` stands for anything, `-` in front takes them out; `-trace help` lists them",
    ),
    ("-name NAME", "the name of the machine, which `query-name` answers"),
    ("-S", "the machine is paused until a client says `cont`; there is no processor to run yet"),
    ("-display none", "accepted as it is in QEMU; there is no other display"),
    ("-version", "prints the version"),
    ("-h, -help", "prints this"),
];

/// `-help`.
pub(crate) fn usage() -> String {
    let mut text = String::from(
        "usage: qom [OPTION]...\nStarts a machine and reads commands about it; without options, `-M q35 -device intel-iommu`.\n\n",
    );
    for (option, meaning) in OPTIONS {
        text += &format!("{option}\n        {meaning}\n");
    }
    text + "\nOptions may be written with one dash or two.\n"
}

/// `-version`.
pub(crate) fn version() -> String {
    format!("qom version {}\n", env!("CARGO_PKG_VERSION"))
}

/// `-machine help`.
pub(crate) fn machines() -> String {
    format!("Supported machines are:\n{}\n", Machine::list().join("\n"))
}
