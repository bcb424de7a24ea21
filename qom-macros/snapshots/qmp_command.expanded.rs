// What `qmp_command.in.rs` expands to.
// Look at: one conversion asks for all that the types have to be; the function itself is left as it is.

/// Greets somebody.
fn greet(_: &Monitor, arguments: Greet) -> qom_core::Result<Greeting> {
    greeted(arguments)
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
    use ::qom_core::private::monitor as __qom;
    #[::qom_core::private::monitor::linkme::distributed_slice(
        ::qom_core::private::monitor::QMP_COMMANDS
    )]
    #[linkme(crate = ::qom_core::private::monitor::linkme)]
    static __QOM_COMMAND: __qom::QmpCommand = __qom::QmpCommand {
        name: "x-greet",
        arguments: ::core::option::Option::Some({
            const __QOM_DESCRIBED: fn() -> ::qom_core::monitor::Arguments = described;
            __QOM_DESCRIBED
        }),
        is_late: true,
        command: &(greet as fn(&__qom::Monitor, Greet) -> qom_core::Result<Greeting>),
        file: ::core::file!(),
        line: ::core::line!(),
    };
};
