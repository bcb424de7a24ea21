// Look at: the structure is left as it is; the event is in the table of events once.

/// Somebody has come.
#[qmp_event(name = "X_ARRIVED")]
#[derive(Serialize, Deserialize)]
struct Arrived {
    who: Name,
}
