// Look at: the parent and each interface is named once, in its alias; `q` and not `qom_core` is where all the rest is.

#[qom_type(parent = bus::SlowDevice, interfaces = [Named, power::Switched], crate = crate::q)]
pub(crate) struct Lamp;
