//! What older versions of a machine were like.

use qom_core::prelude::*;

/// What the objects of a version of a machine were like where those of the next version are different: the table of that
/// version, and what this one adds to it.
///
/// QOM: the array that `compat_props_add` adds to.
///
/// ```
/// use qom_devices::CompatTable;
///
/// static V2: CompatTable = CompatTable::new(&[("nic", "speed", "100")]);
/// static V1: CompatTable = V2.and(&[("nic", "speed", "10"), ("nic", "vlan", "off")]);
///
/// // Of several for one property the last counts: the oldest.
/// let values: Vec<String> = V1.properties().map(|global| global.value().to_owned()).collect();
/// assert_eq!(values, ["100", "10", "off"]);
/// ```
#[derive(Debug)]
pub struct CompatTable {
    newer: Option<&'static CompatTable>,
    own: &'static [(&'static str, &'static str, &'static str)],
}

impl CompatTable {
    /// That of the newest version which differs from today's: types or interfaces, properties, values.
    pub const fn new(own: &'static [(&'static str, &'static str, &'static str)]) -> Self {
        Self { newer: None, own }
    }

    /// That of an older version.
    #[must_use]
    pub const fn and(&'static self, own: &'static [(&'static str, &'static str, &'static str)]) -> Self {
        Self { newer: Some(self), own }
    }

    /// All of it, as [`Context::set_compat_properties`] takes it.
    pub fn properties(&'static self) -> impl Iterator<Item = GlobalProperty> {
        let mut tables: Vec<_> = std::iter::successors(Some(self), |table| table.newer).collect();
        tables.reverse();
        let rows = tables.into_iter().flat_map(|table| table.own);
        rows.map(|(driver, property, value)| GlobalProperty::new(*driver, *property, *value))
    }
}
