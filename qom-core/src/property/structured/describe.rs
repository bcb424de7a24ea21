//! What a type is made of, from serde, without a value of it.

use std::any::TypeId;

use serde::de::DeserializeOwned;

use super::probe::{Node, Seen, Step, ask, look};
use crate::types::{MemberDescription, Shape, Value};

/// How far into a type it is described; types that are parts of themselves end sooner.
const DEEPEST: usize = 8;

/// What the type calls itself; what it is, if it has no name for serde.
pub(super) fn name_of<T: DeserializeOwned + 'static>() -> String {
    let node = look::<T>(&[]);
    match (node.name, node.seen) {
        (None, Seen::Map | Seen::Any | Seen::Nothing) => own_name::<T>(),
        _ => type_name(&node),
    }
}

/// What its values are made of.
pub(super) fn shape_of<T: DeserializeOwned + 'static>() -> Shape {
    Walk { path: Vec::new(), above: Vec::new() }.shape::<T>(&look::<T>(&[]))
}

/// Its members, each with the name that its type has for serde.
#[cfg(feature = "monitor")]
pub(super) fn members_of<T: DeserializeOwned + 'static>() -> Vec<(MemberDescription, Option<&'static str>)> {
    let names = match look::<T>(&[]).seen {
        Seen::Struct(fields) => fields,
        _ => &[],
    };
    let type_of = |member: MemberDescription| {
        let name = names.iter().find(|name| **name == member.name);
        let type_name = name.and_then(|name| look::<T>(&[Step::Member(name)]).name);
        (member, type_name)
    };
    shape_of::<T>().members.into_iter().map(type_of).collect()
}

/// The Rust name without its path; types of the standard library are no names that a user could know.
fn own_name<T: 'static>() -> String {
    if TypeId::of::<T>() == TypeId::of::<Value>() {
        return "any".to_owned();
    }
    let path = std::any::type_name::<T>();
    let path = path.split('<').next().unwrap_or(path);
    let name = path.rsplit("::").next().unwrap_or(path);
    let is_standard = ["std::", "alloc::", "core::"].iter().any(|start| path.starts_with(start));
    if is_standard || name.is_empty() { "struct".to_owned() } else { name.to_owned() }
}

fn type_name(node: &Node) -> String {
    let otherwise = match node.seen {
        Seen::Scalar(kind) => return kind.to_owned(),
        Seen::Nothing | Seen::Any => "any",
        Seen::Unit => "null",
        Seen::Map | Seen::Struct(_) => "struct",
        Seen::Enum(_) => "enum",
        Seen::List | Seen::Tuple(_) => "list",
    };
    node.name.unwrap_or(otherwise).to_owned()
}

/// Where in a type it is looked, and the types that this is inside of.
struct Walk {
    path: Vec<Step>,
    above: Vec<(&'static str, usize)>,
}

impl Walk {
    fn shape<T: DeserializeOwned>(&mut self, node: &Node) -> Shape {
        let identity = node.identity();
        if self.path.len() >= DEEPEST || identity.is_some_and(|identity| self.above.contains(&identity)) {
            return Shape::default();
        }
        self.above.extend(identity);
        let shape = match node.seen {
            Seen::Struct(fields) => Shape { choices: Vec::new(), members: self.fields::<T>(fields) },
            Seen::Enum(variants) => self.variants::<T>(variants),
            Seen::List => Shape { choices: Vec::new(), members: vec![self.element::<T>(0, true)] },
            Seen::Tuple(length) => {
                Shape { choices: Vec::new(), members: (0..length).map(|i| self.element::<T>(i, false)).collect() }
            }
            Seen::Nothing | Seen::Any | Seen::Unit | Seen::Map | Seen::Scalar(_) => Shape::default(),
        };
        if identity.is_some() {
            self.above.pop();
        }
        shape
    }

    fn fields<T: DeserializeOwned>(&mut self, fields: &[&'static str]) -> Vec<MemberDescription> {
        // Other names of a field are in the list too; given twice it is told by its own.
        let is_own_name = |name: &&str| ask::<T>(&self.path, &[name, name]).duplicate.is_none_or(|own| own == *name);
        let names: Vec<&'static str> = fields.iter().copied().filter(is_own_name).collect();
        let member = |&name: &&'static str| {
            let others: Vec<&str> = names.iter().copied().filter(|other| *other != name).collect();
            let answer = ask::<T>(&self.path, &others);
            let mut member = self.member::<T>(Step::Member(name), name.to_owned(), false);
            member.0.is_optional = if answer.is_known() { answer.missing.is_none() } else { member.1.is_option };
            member.0
        };
        names.iter().map(member).collect()
    }

    /// Those that hold nothing are words, the others members of which there is one.
    fn variants<T: DeserializeOwned>(&mut self, variants: &[&'static str]) -> Shape {
        let mut shape = Shape::default();
        for &variant in variants {
            let (member, node) = self.member::<T>(Step::Variant(variant), variant.to_owned(), true);
            if node.is_word {
                shape.choices.push(variant);
            } else {
                shape.members.push(member);
            }
        }
        shape
    }

    fn element<T: DeserializeOwned>(&mut self, place: usize, is_optional: bool) -> MemberDescription {
        self.member::<T>(Step::Element(place), place.to_string(), is_optional).0
    }

    fn member<T: DeserializeOwned>(
        &mut self,
        step: Step,
        name: String,
        is_optional: bool,
    ) -> (MemberDescription, Node) {
        self.path.push(step);
        let node = look::<T>(&self.path);
        let Shape { choices, members } = self.shape::<T>(&node);
        self.path.pop();
        (MemberDescription { name, type_name: type_name(&node), choices, is_optional, members }, node)
    }
}
