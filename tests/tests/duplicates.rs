//! Two types of one name in one program: both work where they are named as Rust types, neither is found by name, all
//! else is as ever.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use qom_core::monitor::{Monitor, check_commands};
use qom_core::prelude::*;
use qom_core::{check_types, register_type};

mod one {
    use qom_core::prelude::*;

    #[qom_type(name = "gadget")]
    pub struct Gadget {
        #[init(1)]
        pub number: u32,
    }
}

mod two {
    use qom_core::prelude::*;

    #[qom_type(name = "gadget")]
    pub struct Gadget {
        #[init(2)]
        pub number: u32,
    }
}

#[qom_type(parent = one::Gadget)]
pub struct Derived {}

#[test]
fn both_can_be_created_as_rust_types_and_neither_is_the_other() {
    let (first, second) = (one::Gadget::new(), two::Gadget::new());
    assert_eq!((first.number, second.number), (1, 2));
    assert_eq!((first.type_name(), second.type_name()), ("gadget", "gadget"));
    assert!(first.into_object().downcast_ref::<two::Gadget>().is_none());
    assert_eq!(Derived::new().number, 1);
    assert!(new_by_name("derived").is_ok());
}

#[test]
fn neither_is_found_by_name_and_both_places_are_named() {
    for error in [new_by_name("gadget").unwrap_err(), class_by_name("gadget").unwrap_err()] {
        assert!(matches!(error, Error::DuplicateType { .. }));
        assert_eq!(error.to_string().matches("duplicates.rs:").count(), 2, "{error}");
    }
    assert!(matches!(register_type(TypeInfo::new("gadget", "device")), Err(Error::DuplicateType { .. })));
    assert!(matches!(register_type(TypeInfo::new("sub-gadget", "gadget")), Err(Error::DuplicateType { .. })));
}

#[test]
fn the_check_reports_the_name_once() {
    let faults = check_types();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(matches!(&faults[0], Error::DuplicateType { name, .. } if &**name == "gadget"));
}

/// Commands of one name, for programs and for people.
#[qmp_command(name = "x-twice")]
fn one_command(_: &Monitor) -> Result<u32> {
    Ok(1)
}

#[qmp_command(name = "x-twice")]
fn other_command(_: &Monitor) -> Result<u32> {
    Ok(2)
}

/// Once.
#[hmp_command(alias = "also")]
fn once(_: &Monitor) -> Result<String> {
    Ok("1\n".to_owned())
}

/// Again.
#[hmp_command(name = "also")]
fn again(_: &Monitor) -> Result<String> {
    Ok("2\n".to_owned())
}

#[test]
fn two_commands_of_one_name_are_told_and_the_first_is_used() {
    let faults: Vec<String> = check_commands().iter().map(ToString::to_string).collect();
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(faults[0].starts_with("two commands of programs are called 'x-twice': at tests/tests/duplicates.rs:"));
    assert!(faults[1].starts_with("two commands of people are called 'also': at tests/tests/duplicates.rs:"));
    let monitor = Monitor::new(&Context::new());
    assert_eq!(monitor.run("x-twice", Value::Null).unwrap(), 1.into());
    assert_eq!(monitor.execute("once"), "1\n");
}
