//! The record of what users removed and somebody still holds.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::time::{Duration, Instant};

use qom_core::prelude::*;

#[test]
fn an_object_is_in_it_once_with_where_it_was_last() -> Result<()> {
    let context = Context::new();
    let (shelf, book) = (Container::new_in(&context), Container::new_in(&context));
    for name in ["a", "b", "c"] {
        context.root().add_child(name, &shelf)?;
        shelf.delete()?;
    }
    context.root().add_child("book", &book)?;
    book.delete()?;
    let paths: Vec<String> = context.departed().into_iter().map(|departed| departed.path).collect();
    assert_eq!(paths, ["/c", "/book"], "the oldest first");
    context.root().add_child("shelf", &shelf)?;
    assert_eq!(context.departed().len(), 1, "it is back");
    Ok(())
}

/// The record is not looked through each time that one is added.
#[test]
fn removing_many_that_are_held_takes_time_that_grows_with_their_number() -> Result<()> {
    let per_object = |count: u32| -> Result<Duration> {
        let context = Context::new();
        let all: Vec<_> = (0..count).map(|_| Container::new_in(&context)).collect();
        for object in &all {
            context.root().add_child("object[*]", object)?;
        }
        let start = Instant::now();
        for object in &all {
            object.delete()?;
        }
        let took = start.elapsed();
        assert_eq!(context.departed().len(), all.len());
        Ok(took / count)
    };
    per_object(1_000)?;
    let (few, many) = (per_object(1_000)?, per_object(40_000)?);
    assert!(many < few * 15, "{many:?} each of 40,000, {few:?} each of 1,000");
    Ok(())
}
