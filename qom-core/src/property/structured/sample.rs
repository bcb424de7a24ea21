//! Values of any type, where it does not matter which: what is asked is what a structure needs beside them.

use std::cell::Cell;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::probe::Found;

/// How many values may still be made: a type can have no value that ends.
pub(super) struct Sampling(Cell<usize>);

impl Default for Sampling {
    fn default() -> Self {
        Self(Cell::new(4096))
    }
}

impl Sampling {
    pub(super) fn sample(&self) -> Sample<'_> {
        Sample { sampling: self, depth: 0 }
    }
}

/// Noughts, empty texts and lists, nothing of what may be missing.
#[derive(Clone, Copy)]
pub(super) struct Sample<'s> {
    sampling: &'s Sampling,
    depth: usize,
}

impl Sample<'_> {
    fn inside(self) -> Result<Self, Found> {
        let left = self.sampling.0.get();
        if left == 0 || self.depth == 16 {
            return Err(Found::Other);
        }
        self.sampling.0.set(left - 1);
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

macro_rules! scalars {
    ($($method:ident $visit:ident $value:expr),*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Found> {
            visitor.$visit($value)
        })*
    };
}

impl<'de> Deserializer<'de> for Sample<'_> {
    type Error = Found;

    scalars!(
        deserialize_bool visit_bool false, deserialize_i8 visit_i8 0, deserialize_i16 visit_i16 0,
        deserialize_i32 visit_i32 0, deserialize_i64 visit_i64 0, deserialize_i128 visit_i128 0,
        deserialize_u8 visit_u8 0, deserialize_u16 visit_u16 0, deserialize_u32 visit_u32 0,
        deserialize_u64 visit_u64 0, deserialize_u128 visit_u128 0, deserialize_f32 visit_f32 0.0,
        deserialize_f64 visit_f64 0.0, deserialize_char visit_char '0', deserialize_str visit_str "",
        deserialize_string visit_str "", deserialize_identifier visit_str "", deserialize_bytes visit_bytes &[],
        deserialize_byte_buf visit_bytes &[]
    );

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Found> {
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Found> {
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Found> {
        visitor.visit_none()
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Found> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Found> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Found> {
        visitor.visit_newtype_struct(self.inside()?)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Found> {
        self.deserialize_tuple(0, visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Found> {
        visitor.visit_seq(Samples { names: [].iter(), count: length, sample: self.inside()? })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Found> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Found> {
        visitor.visit_map(Samples { names: [].iter(), count: 0, sample: self.inside()? })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Found> {
        visitor.visit_map(Samples { names: fields.iter(), count: 0, sample: self.inside()? })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Found> {
        let name = variants.first().ok_or(Found::Other)?;
        visitor.visit_enum(FirstVariant { name, sample: self.inside()? })
    }
}

/// Samples for these members, or for so many elements.
pub(super) struct Samples<'s> {
    names: std::slice::Iter<'s, &'s str>,
    count: usize,
    sample: Sample<'s>,
}

impl<'s> Samples<'s> {
    pub(super) fn of_members(names: &'s [&'s str], sampling: &'s Sampling) -> Self {
        Self { names: names.iter(), count: 0, sample: sampling.sample() }
    }
}

impl<'de> MapAccess<'de> for Samples<'_> {
    type Error = Found;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Found> {
        let Some(name) = self.names.next() else { return Ok(None) };
        seed.deserialize(StrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Found> {
        // What is wrong with a sample says nothing of the structure.
        seed.deserialize(self.sample.inside()?).map_err(|_| Found::Other)
    }
}

impl<'de> SeqAccess<'de> for Samples<'_> {
    type Error = Found;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Found> {
        if self.count == 0 {
            return Ok(None);
        }
        self.count -= 1;
        seed.deserialize(self.sample.inside()?).map(Some)
    }
}

struct FirstVariant<'s> {
    name: &'static str,
    sample: Sample<'s>,
}

impl<'de, 's> EnumAccess<'de> for FirstVariant<'s> {
    type Error = Found;
    type Variant = Sample<'s>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Sample<'s>), Found> {
        let variant = seed.deserialize(StrDeserializer::new(self.name))?;
        Ok((variant, self.sample))
    }
}

impl<'de> VariantAccess<'de> for Sample<'_> {
    type Error = Found;

    fn unit_variant(self) -> Result<(), Found> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Found> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Found> {
        self.deserialize_tuple(length, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Found> {
        self.deserialize_struct("", fields, visitor)
    }
}
