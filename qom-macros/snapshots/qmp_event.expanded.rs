// What `qmp_event.in.rs` expands to.
// Look at: the structure is left as it is; the event is in the table of events once.

/// Somebody has come.
#[derive(Serialize, Deserialize)]
struct Arrived {
    who: Name,
}
impl ::qom_core::monitor::QmpEvent for Arrived {
    const NAME: &'static ::core::primitive::str = "X_ARRIVED";
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
    #[::qom_core::private::monitor::linkme::distributed_slice(
        ::qom_core::private::monitor::QMP_EVENTS
    )]
    #[linkme(crate = ::qom_core::private::monitor::linkme)]
    static __QOM_EVENT: ::qom_core::private::monitor::EventInfo = ::qom_core::private::monitor::EventInfo {
        name: "X_ARRIVED",
        data: ::qom_core::private::monitor::event_data::<Arrived>,
    };
};
