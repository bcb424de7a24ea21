//! Commands that are there twice.

use super::command::QMP_COMMANDS;
use super::hmp::HMP_COMMANDS;
use crate::error::Error;

/// What is wrong with the commands that the linker has put together: names, and other names, that two of them have. Of
/// these the first by its file and line is used. Empty if all is well, as for [`check_types`](crate::check_types).
///
/// ```
/// assert!(qom_core::monitor::check_commands().is_empty());
/// ```
pub fn check_commands() -> Vec<Error> {
    let of_programs = QMP_COMMANDS.iter().map(|command| (command.name, command.file, command.line));
    let of_people = HMP_COMMANDS.iter().flat_map(|command| {
        let names = [Some(command.name), command.alias].into_iter().flatten();
        names.map(|name| (name, command.file, command.line))
    });
    let mut faults = twice("of programs", of_programs.collect());
    faults.extend(twice("of people", of_people.collect()));
    faults
}

fn twice(whose: &str, mut all: Vec<(&str, &str, u32)>) -> Vec<Error> {
    all.sort_unstable();
    let same = all.windows(2).filter(|two| two[0].0 == two[1].0);
    let told = same.map(|two| {
        let [(name, file, line), (_, other_file, other_line)] = [two[0], two[1]];
        Error::other(format!(
            "two commands {whose} are called '{name}': at {file}:{line} and {other_file}:{other_line}"
        ))
    });
    told.collect()
}
