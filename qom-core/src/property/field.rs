//! What the macro asks of the type of a field that is a property or a child.

/// `Self`, if it is a type that can be written: `Prop<Duration>` is not one, and the struct with the field says so.
///
/// The macro's constant for `IS_WRITTEN` then does not compile either. Of what depends on such a constant the compiler
/// asks nothing, so the error stays the only one.
#[doc(hidden)]
pub trait IfWritten<const IS_WRITTEN: bool> {
    type This;
}

impl<T> IfWritten<true> for T {
    type This = T;
}

// With one impl the compiler would take it without looking at the constant.
impl<T> IfWritten<false> for T {
    type This = ();
}

/// Compiles for a type that can be written.
#[doc(hidden)]
pub const fn is_written<T>() -> bool {
    true
}
