// Look at: the group is named once, in its alias; that it has a place to share is asserted.

/// A paravirtual IOMMU.
#[qom_type(parent = VirtioPci, interfaces = [Singleton], singleton(group = X86Iommu))]
pub struct VirtioIommu {}
