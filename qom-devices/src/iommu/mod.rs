//! The IOMMUs of x86 machines: one a machine, of whatever make.
//!
//! What is here is the object: its type, its place, its configuration and the checks on that. It does not translate
//! addresses yet, remaps no interrupts and has no registers.

mod amd;
mod intel;
mod x86;

pub use amd::AmdIommu;
pub use intel::IntelIommu;
pub use x86::X86Iommu;
