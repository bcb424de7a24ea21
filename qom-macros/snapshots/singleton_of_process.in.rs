// Look at: whether it is a singleton is asked of the interface's type, not of its name; what `singleton(..)` says is in
// the description, and in `Single` for the compiler.

/// Migration.
#[qom_type(interfaces = [Singleton], singleton(scope = process, message = "only one migration"))]
pub struct Migration {}
