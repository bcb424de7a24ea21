//! The monitors of the `qom` binary: what is said to them, and where.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

mod places;
mod program;
mod qmp;
