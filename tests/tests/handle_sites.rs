//! With the feature `handle-sites`, where handles were taken: requirement 12.
//!
//! `cargo test -p qom-tests --features handle-sites --test handle_sites`
#![cfg(feature = "handle-sites")]
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Leaky {}

/// Line numbers, from the oldest handle to the newest.
fn lines(object: &Object) -> Vec<u32> {
    let sites = object.handle_sites();
    assert!(sites.iter().all(|site| site.file().ends_with("handle_sites.rs")), "{sites:?}");
    sites.iter().map(|site| site.line()).collect()
}

#[qom_core::test]
fn r12_each_handle_is_known_by_where_it_was_taken() {
    let first = line!() + 1;
    let leaky = Leaky::try_new().unwrap();
    let cloned = leaky.clone();
    let found = Leaky::instance().unwrap();
    let upgraded = leaky.downgrade().upgrade().unwrap();
    let handled = leaky.handle().unwrap();
    let by_class = leaky.class().singleton_instance().unwrap();
    assert_eq!(lines(&leaky), (first..first + 6).collect::<Vec<_>>());
    // Casts and moves keep the handle, and where it was taken.
    let moved: Obj<Object> = found.upcast();
    let back = moved.downcast::<Leaky>().unwrap();
    drop((cloned, upgraded, by_class));
    assert_eq!(lines(&leaky), [first, first + 2, first + 4]);
    drop((handled, back));
    assert_eq!(lines(&leaky), [first]);
}

#[qom_core::test]
fn r12_the_error_says_who_still_holds_the_incumbent() {
    let leaky = Leaky::try_new().unwrap();
    let (kept, line) = (leaky.clone(), line!());
    drop(leaky);
    let error = new_by_name("leaky").unwrap_err();
    let text = error.to_string();
    assert!(text.ends_with(&format!("with 1 handle, taken at {}:{line}", file!())), "{text}");
    drop(kept);
    let by_name = new_by_name("leaky").unwrap();
    assert_eq!(lines(&by_name), [line!() - 1]);
    let root = Context::current().root();
    root.add_child("leaky", &by_name).unwrap();
    let child = root.child("leaky").unwrap();
    assert_eq!(child.handle_sites().len(), 3, "the tree's is one of them");
    assert_eq!(child.handle_sites()[2].line(), line!() - 2);
}
