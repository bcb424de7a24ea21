//! Two types of one name in one program: both work where they are named as Rust types, neither is found by name, all
//! else is as ever.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

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
