//! The example of the design, as a crate of somebody else would have it: a family of serial ports.
#![forbid(unsafe_code)]

pub mod fuzz;
pub mod serial;

/// The README, so that its examples are compiled and run.
#[doc = include_str!("../../README.md")]
#[cfg(doctest)]
pub struct Readme;
