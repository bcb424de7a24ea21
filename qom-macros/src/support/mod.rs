//! What the attributes share.

pub(crate) mod errors;
pub(crate) mod lenient;
pub(crate) mod mend;
pub(crate) mod names;
pub(crate) mod options;
pub(crate) mod page;
pub(crate) mod tokens;
