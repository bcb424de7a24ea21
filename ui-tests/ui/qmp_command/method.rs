//! A command that is a method.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

struct Commands;

impl Commands {
    /// Does nothing.
    #[qmp_command]
    fn nothing(&self, _: &Monitor) -> Result<()> {
        Ok(())
    }
}

fn main() {}
