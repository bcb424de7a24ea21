//! [`PropertyDescription`], what tools are told of a property.

use super::own::{Located, Own, OwnProperties};
use crate::class::Class;
use crate::object::Object;
use crate::types::{MemberDescription, PropertyInfo, Settable, Shape, Value};

/// All there is to tell of a property but its value. Of those of a class it is known without an object.
///
/// QOM tells name, type, description and default, and of most properties only once there is an object.
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_type]
/// pub struct Oscillator {
///     /// Ticks in a second.
///     #[property(default = 1_000, range = 1..=1_000_000, unit = "Hz")]
///     rate: Prop<u32>,
/// }
///
/// let described = class_by_name("oscillator")?.describe_properties();
/// let rate = described.iter().find(|property| property.name == "rate").unwrap();
/// assert_eq!((rate.range, rate.unit, rate.declared_by), (Some((1, 1_000_000)), Some("Hz"), Some("oscillator")));
/// assert_eq!(rate.help(), "  rate=<uint32>          - Ticks in a second. (1..=1000000 Hz) (default: 1000)");
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PropertyDescription {
    /// Its name.
    pub name: String,
    /// The type of its value as QOM writes it.
    pub type_name: String,
    /// What it is.
    pub doc: String,
    /// The declared default.
    pub default: Option<Value>,
    /// The least and the greatest number that it takes.
    pub range: Option<(i128, i128)>,
    /// What its numbers count.
    pub unit: Option<&'static str>,
    /// What to use instead, if it should not be used any more.
    pub deprecated: Option<&'static str>,
    /// The words that it takes.
    pub choices: Vec<&'static str>,
    /// The parts of its value, if that is a structure or a list of structures.
    pub members: Vec<MemberDescription>,
    /// Whether it can be read by name.
    pub is_readable: bool,
    /// Whether it can be set by name.
    pub is_writable: bool,
    /// When it can be set by name.
    pub settable: Settable,
    /// Whether it is a link that, once it leads to an object, stays so.
    pub is_set_once: bool,
    /// The type that declares it; `None`: one object has it for itself.
    pub declared_by: Option<&'static str>,
}

impl PropertyDescription {
    fn of(info: &PropertyInfo<'_>, declared_by: Option<&'static str>) -> Self {
        let Shape { choices, members } = info.shape();
        Self {
            name: info.name().to_owned(),
            type_name: info.type_name(),
            doc: info.doc().to_owned(),
            default: info.default_value(),
            range: info.range(),
            unit: info.unit(),
            deprecated: info.deprecated(),
            choices,
            members,
            is_readable: info.is_readable(),
            is_writable: info.is_writable(),
            settable: info.settable(),
            is_set_once: info.is_set_once(),
            declared_by,
        }
    }

    /// The line that help has for it.
    ///
    /// QOM: `object_property_help`, which knows of no range, no unit, and nothing that should not be used any more.
    #[doc(alias = "object_property_help")]
    pub fn help(&self) -> String {
        let line = format!("  {}=<{}>", self.name, self.type_name);
        let doc = self.doc.lines().next().unwrap_or_default().to_owned() + &self.remarks();
        let default = self.default.as_ref().map(|default| match default {
            Value::Bool(true) => "on".to_owned(),
            Value::Bool(false) => "off".to_owned(),
            other => other.to_string(),
        });
        match default {
            None if doc.is_empty() => line,
            None => format!("{line:<24} - {doc}"),
            Some(default) => format!("{line:<24} - {doc} (default: {default})"),
        }
    }

    /// What QEMU does not tell; of most properties, nothing.
    fn remarks(&self) -> String {
        let range = self.range.map(|(from, to)| format!("{from}..={to}"));
        let numbers: Vec<String> = range.into_iter().chain(self.unit.map(str::to_owned)).collect();
        let numbers = if numbers.is_empty() { String::new() } else { format!(" ({})", numbers.join(" ")) };
        let deprecated = self.deprecated.map(|instead| format!(" (deprecated: {instead})")).unwrap_or_default();
        numbers + &deprecated
    }

    /// As a member of what creates an object.
    #[cfg(feature = "monitor")]
    pub(crate) fn into_member(self) -> MemberDescription {
        let Self { name, type_name, choices, members, .. } = self;
        MemberDescription { name, type_name, choices, is_optional: true, members }
    }

    /// The lines that help has for the members of its value, each under the key that sets it; an element of a list stands
    /// for all.
    ///
    /// QOM has none: the members of a `struct` are in its documentation.
    pub fn member_help(&self) -> Vec<String> {
        let mut lines = Vec::new();
        member_lines(&self.name, &self.members, &mut lines);
        lines
    }
}

fn member_lines(above: &str, members: &[MemberDescription], lines: &mut Vec<String>) {
    for member in members {
        let key = format!("{above}.{}", member.name);
        let line = format!("  {key}=<{}>", member.type_name);
        let words = (!member.choices.is_empty()).then(|| member.choices.join(", "));
        let optional = member.is_optional.then(|| "(optional)".to_owned());
        let said: Vec<String> = [words, optional].into_iter().flatten().collect();
        lines.push(if said.is_empty() { line } else { format!("{line:<24} - {}", said.join(" ")) });
        member_lines(&key, &member.members, lines);
    }
}

impl Class {
    /// The properties that objects of the class have, described, the root's first.
    ///
    /// QOM: `object_class_property_iter_init`.
    pub fn describe_properties(&'static self) -> Vec<PropertyDescription> {
        let mut levels: Vec<_> = self.lineage().map(Self::type_info).collect();
        levels.reverse();
        let of = |info| PropertyDescription::of(info, self.declaring_type(info.name()));
        levels.into_iter().flat_map(|level| level.properties()).map(of).collect()
    }

    /// The name of the type that declares the property.
    fn declaring_type(&'static self, name: &str) -> Option<&'static str> {
        let declares = |class: &&Class| class.type_info().properties().any(|property| property.name() == name);
        self.lineage().find(declares).map(Self::name)
    }

    /// What help says of the properties that can be set, sorted by the whole line as in QEMU. Those of `device` are not
    /// among them: they tell how far it is, and configure nothing.
    ///
    /// QOM: `type_print_class_properties`, `qmp_device_list_properties`.
    #[doc(alias("type_print_class_properties", "user_creatable_print_help"))]
    pub fn property_help(&'static self) -> String {
        let described = self.describe_properties().into_iter();
        let lines_of = |property: PropertyDescription| [vec![property.help()], property.member_help()].concat();
        let mut lines: Vec<String> =
            described.filter(|it| it.is_writable && it.declared_by != Some("device")).flat_map(lines_of).collect();
        lines.sort();
        if lines.is_empty() {
            return format!("There are no options for {}.\n", self.name());
        }
        format!("{} options:\n{}\n", self.name(), lines.join("\n"))
    }
}

impl Object {
    /// The properties that the object has now, described: those of its class, then those it has for itself as they were
    /// added, then its children that are neither.
    ///
    /// QOM: `object_property_iter_init`, in the order of a hash table.
    #[doc(alias = "object_property_iter_init")]
    pub fn properties(&self) -> Vec<PropertyDescription> {
        let class = self.class();
        let mut all = class.describe_properties();
        let own = self.attached::<OwnProperties>().map(OwnProperties::list).unwrap_or_default();
        all.extend(own.into_iter().filter_map(|(name, own)| self.describe(&name, &own)));
        let children = self.children().into_iter().map(|(name, _)| name);
        all.extend(children.filter(|name| class.property(name).is_none()).filter_map(|name| self.property(&name)));
        all
    }

    /// The property of this name, described, if the object has it now.
    ///
    /// QOM: `object_property_find`.
    #[doc(alias("object_property_find", "object_property_find_err", "object_property_get_type"))]
    pub fn property(&self, name: &str) -> Option<PropertyDescription> {
        match self.own(name) {
            Some(own) => self.describe(name, &own),
            None => {
                let (_, located) = self.locate(name).ok()?;
                Some(PropertyDescription::of(&located.info(), self.class().declaring_type(name)))
            }
        }
    }

    /// `None`: it stands for what is gone.
    fn describe(&self, name: &str, own: &Own) -> Option<PropertyDescription> {
        match own {
            Own::Property(property) => Some(PropertyDescription::of(&property.info(name), None)),
            Own::Alias { .. } => {
                let (_, located) = self.locate(name).ok()?;
                let described = PropertyDescription::of(&located.info(), None);
                // Whose it is does not change by being known here too.
                let type_name = match described.type_name.strip_prefix("child<") {
                    Some(child) => format!("link<{child}"),
                    None => described.type_name,
                };
                Some(PropertyDescription { name: name.to_owned(), type_name, ..described })
            }
        }
    }

    /// Whether the name is taken: by a property of the class, one of its own or a child; also by one that stands for what
    /// is gone.
    ///
    /// QOM: `object_property_find`.
    pub fn has_property(&self, name: &str) -> bool {
        self.class().property(name).is_some() || self.own(name).is_some() || self.child(name).is_some()
    }
}

impl Located {
    /// The object that it leads to, if it is a link.
    pub(crate) fn target(&self, owner: &Object) -> Option<crate::object::Obj<Object>> {
        self.info().target(owner)
    }
}
