// Look at: the attribute of the standard library is named in full; the body returns what the function returns.

/// In a context of its own.
#[qom_core::test]
#[should_panic]
fn the_root_is_empty() -> qom_core::Result<()> {
    look(root())
}
