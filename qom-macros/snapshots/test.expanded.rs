// What `test.in.rs` expands to.
// Look at: the attribute of the standard library is named in full; the body returns what the function returns.

/// In a context of its own.
#[should_panic]
#[::core::prelude::v1::test]
fn the_root_is_empty() -> qom_core::Result<()> {
    ::qom_core::Context::new().enter(|| -> qom_core::Result<()> { look(root()) })
}
