//! A deserializer that goes to one place in a type, and sees what the type asks for there.

use std::fmt;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::sample::{Samples, Sampling};

/// A way from a value into a part of it.
#[derive(Clone, Copy)]
pub(super) enum Step {
    Member(&'static str),
    Element(usize),
    Variant(&'static str),
}

/// What the type asks for.
#[derive(Clone, Copy, Default)]
pub(super) enum Seen {
    /// It did not ask, or the place was not reached.
    #[default]
    Nothing,
    /// As QOM calls values of the kind.
    Scalar(&'static str),
    Unit,
    Struct(&'static [&'static str]),
    Enum(&'static [&'static str]),
    List,
    Tuple(usize),
    /// Its members are not known before.
    Map,
    /// It takes several kinds.
    Any,
}

/// What was seen at the place.
#[derive(Default)]
pub(super) struct Node {
    /// What the type calls itself.
    pub(super) name: Option<&'static str>,
    pub(super) seen: Seen,
    pub(super) is_option: bool,
    /// A variant that holds nothing.
    pub(super) is_word: bool,
    answer: Option<Found>,
}

impl Node {
    /// What can be a part of itself.
    pub(super) fn identity(&self) -> Option<(&'static str, usize)> {
        match self.seen {
            Seen::Struct(parts) | Seen::Enum(parts) => Some((self.name?, parts.as_ptr() as usize)),
            Seen::List | Seen::Tuple(_) => Some((self.name?, 0)),
            Seen::Nothing | Seen::Scalar(_) | Seen::Unit | Seen::Map | Seen::Any => None,
        }
    }
}

/// What a structure says to the members that it was given.
#[derive(Default)]
pub(super) struct Answer {
    pub(super) missing: Option<&'static str>,
    pub(super) duplicate: Option<&'static str>,
    is_taken: bool,
}

impl Answer {
    /// Whether it says anything of the members, and not of the values that they had.
    pub(super) fn is_known(&self) -> bool {
        self.is_taken || self.missing.is_some()
    }
}

/// What there is at the end of the path.
pub(super) fn look<T: DeserializeOwned>(path: &[Step]) -> Node {
    let mut node = Node::default();
    // An error always, since there is nothing to read: all that matters is what it asked for.
    let _ = T::deserialize(Probe { path, given: None, node: &mut node, depth: 0 });
    node
}

/// What the structure at the end of the path says to these members, with values of the right types.
pub(super) fn ask<T: DeserializeOwned>(path: &[Step], given: &[&str]) -> Answer {
    let mut node = Node::default();
    let _ = T::deserialize(Probe { path, given: Some(given), node: &mut node, depth: 0 });
    match node.answer {
        None | Some(Found::Other) => Answer::default(),
        Some(Found::Taken) => Answer { is_taken: true, ..Answer::default() },
        Some(Found::Missing(name)) => Answer { missing: Some(name), ..Answer::default() },
        Some(Found::Duplicate(name)) => Answer { duplicate: Some(name), ..Answer::default() },
    }
}

/// Why reading ended.
#[derive(Clone, Copy, Debug)]
pub(super) enum Found {
    Missing(&'static str),
    Duplicate(&'static str),
    Taken,
    /// It is found, or something else is wrong.
    Other,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there is nothing to read")
    }
}

impl std::error::Error for Found {}

impl serde::de::Error for Found {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::Other
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Missing(field)
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::Duplicate(field)
    }
}

struct Probe<'p> {
    /// What is left of it.
    path: &'p [Step],
    /// What to give to the structure at its end.
    given: Option<&'p [&'p str]>,
    node: &'p mut Node,
    /// Of types around types, which are no steps.
    depth: usize,
}

impl Probe<'_> {
    fn found<T>(self, seen: Seen) -> Result<T, Found> {
        if self.path.is_empty() {
            self.node.seen = seen;
        }
        Err(Found::Other)
    }

    fn named(self, name: &'static str) -> Self {
        if self.path.is_empty() {
            self.node.name.get_or_insert(name);
        }
        self
    }

    fn inside(self) -> Result<Self, Found> {
        match self.depth {
            128.. => Err(Found::Other),
            depth => Ok(Self { depth: depth + 1, ..self }),
        }
    }

    fn map<'de, V: Visitor<'de>>(self, seen: Seen, visitor: V) -> Result<V::Value, Found> {
        match (self.path, self.given) {
            ([Step::Member(name), path @ ..], _) => {
                visitor.visit_map(OneMember { name: Some(name), probe: Some(Probe { path, ..self }) })
            }
            ([], Some(given)) => {
                let sampling = Sampling::default();
                let answer = visitor.visit_map(Samples::of_members(given, &sampling));
                self.node.answer = Some(answer.err().unwrap_or(Found::Taken));
                Err(Found::Other)
            }
            _ => self.found(seen),
        }
    }

    fn list<'de, V: Visitor<'de>>(self, seen: Seen, visitor: V) -> Result<V::Value, Found> {
        match self.path {
            [Step::Element(place), path @ ..] => {
                visitor.visit_seq(OneElement { before: *place, probe: Some(Probe { path, ..self }) })
            }
            _ => self.found(seen),
        }
    }
}

macro_rules! kinds {
    ($($method:ident $seen:expr),*) => {
        $(fn $method<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Found> {
            self.found($seen)
        })*
    };
}

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = Found;

    kinds!(
        deserialize_bool Seen::Scalar("bool"), deserialize_i8 Seen::Scalar("int8"),
        deserialize_i16 Seen::Scalar("int16"), deserialize_i32 Seen::Scalar("int32"),
        deserialize_i64 Seen::Scalar("int64"), deserialize_i128 Seen::Scalar("int128"),
        deserialize_u8 Seen::Scalar("uint8"), deserialize_u16 Seen::Scalar("uint16"),
        deserialize_u32 Seen::Scalar("uint32"), deserialize_u64 Seen::Scalar("uint64"),
        deserialize_u128 Seen::Scalar("uint128"), deserialize_f32 Seen::Scalar("number"),
        deserialize_f64 Seen::Scalar("number"), deserialize_char Seen::Scalar("string"),
        deserialize_str Seen::Scalar("string"), deserialize_string Seen::Scalar("string"),
        deserialize_identifier Seen::Scalar("string"), deserialize_bytes Seen::Scalar("string"),
        deserialize_byte_buf Seen::Scalar("string"), deserialize_unit Seen::Unit, deserialize_any Seen::Any,
        deserialize_ignored_any Seen::Any
    );

    /// An optional structure is called as the structure is.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Found> {
        if self.path.is_empty() {
            self.node.is_option = true;
        }
        visitor.visit_some(self.inside()?)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, name: &'static str, _: V) -> Result<V::Value, Found> {
        self.named(name).found(Seen::Unit)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Found> {
        visitor.visit_newtype_struct(self.named(name).inside()?)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Found> {
        self.list(Seen::List, visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Found> {
        self.list(Seen::Tuple(length), visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Found> {
        self.named(name).list(Seen::Tuple(length), visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Found> {
        self.map(Seen::Map, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Found> {
        self.named(name).map(Seen::Struct(fields), visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Found> {
        match self.path {
            [Step::Variant(name), path @ ..] => visitor.visit_enum(OneVariant { name, probe: Probe { path, ..self } }),
            _ => self.named(name).found(Seen::Enum(variants)),
        }
    }
}

/// A structure with one member, in which the probe goes on.
struct OneMember<'p> {
    name: Option<&'static str>,
    probe: Option<Probe<'p>>,
}

impl<'de> MapAccess<'de> for OneMember<'_> {
    type Error = Found;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Found> {
        let Some(name) = self.name.take() else { return Ok(None) };
        seed.deserialize(serde::de::value::StrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Found> {
        seed.deserialize(self.probe.take().ok_or(Found::Other)?)
    }
}

/// A list with some value in front of the element in which the probe goes on.
struct OneElement<'p> {
    before: usize,
    probe: Option<Probe<'p>>,
}

impl<'de> SeqAccess<'de> for OneElement<'_> {
    type Error = Found;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Found> {
        if self.before > 0 {
            self.before -= 1;
            return seed.deserialize(Sampling::default().sample()).map(Some);
        }
        self.probe.take().map(|probe| seed.deserialize(probe)).transpose()
    }
}

/// The variant in which the probe goes on.
struct OneVariant<'p> {
    name: &'static str,
    probe: Probe<'p>,
}

impl<'de, 'p> EnumAccess<'de> for OneVariant<'p> {
    type Error = Found;
    type Variant = Probe<'p>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Probe<'p>), Found> {
        let variant = seed.deserialize(serde::de::value::StrDeserializer::new(self.name))?;
        Ok((variant, self.probe))
    }
}

impl<'de> VariantAccess<'de> for Probe<'_> {
    type Error = Found;

    fn unit_variant(self) -> Result<(), Found> {
        self.node.is_word = self.path.is_empty();
        self.found(Seen::Unit)
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Found> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Found> {
        self.list(Seen::Tuple(length), visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Found> {
        self.map(Seen::Struct(fields), visitor)
    }
}
