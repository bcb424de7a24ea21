//! `interface`, the root that all interfaces derive from.

use super::declaration::Declaration;
use super::info::TypeInfo;
use super::registry::Registration;

static INFO: TypeInfo = TypeInfo::root_interface(Declaration {
    name: "interface",
    is_abstract: true,
    doc: "The root of all interfaces.",
    module: module_path!(),
    file: file!(),
    line: line!(),
    ..Declaration::EMPTY
});

inventory::submit!(Registration(&INFO));

/// The parent of interfaces that derive from no other.
#[doc(hidden)]
pub fn root_interface() -> &'static TypeInfo {
    &INFO
}
