// What `hmp_command.in.rs` expands to.
// Look at: the help is the first paragraph of the documentation, as a list has it.

/// Say goodbye.
///
/// Nobody answers.
pub fn say_goodbye(monitor: &Monitor) -> Printed {
    monitor.said()
}
#[allow(
    deprecated,
    trivial_casts,
    trivial_numeric_casts,
    unreachable_pub,
    unused_braces,
    unused_parens,
    unused_qualifications,
    clippy::all,
    clippy::pedantic,
    clippy::nursery
)]
const _: () = {
    use crate::q::private::monitor as __qom;
    #[crate::q::private::monitor::linkme::distributed_slice(
        crate::q::private::monitor::HMP_COMMANDS
    )]
    #[linkme(crate = crate::q::private::monitor::linkme)]
    static __QOM_COMMAND: __qom::HmpCommand = __qom::HmpCommand {
        name: "say-goodbye",
        alias: ::core::option::Option::Some("bye"),
        params: ::core::option::Option::Some("[-q]"),
        help: "say goodbye",
        is_late: false,
        command: &(say_goodbye as fn(&__qom::Monitor) -> Printed),
        file: ::core::file!(),
        line: ::core::line!(),
    };
};
