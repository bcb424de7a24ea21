// Look at: the interface is a transparent view of an object; it is its own interface; its hooks are those of a class.

/// What has a label.
#[qom_interface(Named)]
pub trait NamedImpl {
    /// Its label.
    fn label(this: &Self) -> Label;
}
