// Look at: the help is the first paragraph of the documentation, as a list has it.

/// Say goodbye.
///
/// Nobody answers.
#[hmp_command(alias = "bye", params = "[-q]", crate = crate::q)]
pub fn say_goodbye(monitor: &Monitor) -> Printed {
    monitor.said()
}
