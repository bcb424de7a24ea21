//! The example of the design, as a crate of somebody else would have it: a family of serial ports.
#![forbid(unsafe_code)]

pub mod fuzz;
pub mod serial;
pub mod soak;

/// What is said of what was refused.
///
/// # Panics
/// If it was not.
pub fn text<T: std::fmt::Debug, E: std::fmt::Debug + std::fmt::Display>(result: Result<T, E>) -> String {
    result.unwrap_err().to_string()
}

/// The README, so that its examples are compiled and run.
#[doc = include_str!("../../README.md")]
#[cfg(doctest)]
pub struct Readme;
