// Look at: one conversion asks for all that the types have to be; the function itself is left as it is.

/// Greets somebody.
#[qmp_command(name = "x-greet", when = ready, arguments = described)]
fn greet(_: &Monitor, arguments: Greet) -> qom_core::Result<Greeting> {
    greeted(arguments)
}
