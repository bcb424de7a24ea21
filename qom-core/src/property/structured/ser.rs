//! Structures into a [`Value`].

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde::ser::{
    Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::DEEPEST;
use super::refused::Refused;
use crate::types::Value;

/// Makes a value.
#[derive(Clone, Copy, Default)]
pub(super) struct Writer {
    depth: usize,
}

impl Writer {
    /// For a part of what is this deep, or what a type around a type holds.
    fn inside(self) -> Result<Self, Refused> {
        match self.depth {
            DEEPEST.. => Err(Refused::too_deep()),
            depth => Ok(Self { depth: depth + 1 }),
        }
    }
}

macro_rules! from {
    ($($method:ident $from:ty),*) => {
        $(fn $method(self, value: $from) -> Result<Value, Refused> {
            Ok(value.into())
        })*
    };
}

impl Serializer for Writer {
    type Ok = Value;
    type Error = Refused;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = List;
    type SerializeTupleVariant = List;
    type SerializeMap = Map;
    type SerializeStruct = Map;
    type SerializeStructVariant = Map;

    from!(
        serialize_bool bool, serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64, serialize_u8 u8,
        serialize_u16 u16, serialize_u32 u32, serialize_u64 u64, serialize_f64 f64, serialize_str &str
    );

    fn serialize_i128(self, value: i128) -> Result<Value, Refused> {
        Ok(Value::Int(value))
    }

    fn serialize_u128(self, value: u128) -> Result<Value, Refused> {
        i128::try_from(value).map(Value::Int).map_err(Refused::custom)
    }

    fn serialize_f32(self, value: f32) -> Result<Value, Refused> {
        Ok(Value::Float(value.into()))
    }

    fn serialize_char(self, value: char) -> Result<Value, Refused> {
        Ok(value.to_string().into())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Value, Refused> {
        Ok(bytes.to_vec().into())
    }

    fn serialize_none(self) -> Result<Value, Refused> {
        Ok(Value::Null)
    }

    /// What is there and is written as if it were not would be lost.
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, Refused> {
        match value.serialize(self.inside()?)? {
            Value::Null => Err(Refused::custom("a value that is there would be written as none")),
            value => Ok(value),
        }
    }

    fn serialize_unit(self) -> Result<Value, Refused> {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, Refused> {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Value, Refused> {
        Ok(variant.into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<Value, Refused> {
        value.serialize(self.inside()?)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, Refused> {
        Ok(tagged(Some(variant), value.serialize(self.inside()?)?))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, Refused> {
        Ok(List { variant: None, values: Vec::new(), part: self.inside()? })
    }

    fn serialize_tuple(self, _: usize) -> Result<List, Refused> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List, Refused> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<List, Refused> {
        Ok(List { variant: Some(variant), values: Vec::new(), part: self.inside()?.inside()? })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Map, Refused> {
        Ok(Map { variant: None, values: BTreeMap::new(), key: None, part: self.inside()? })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Map, Refused> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Map, Refused> {
        Ok(Map { variant: Some(variant), values: BTreeMap::new(), key: None, part: self.inside()?.inside()? })
    }
}

/// What a variant holds is the one member of a map.
fn tagged(variant: Option<&'static str>, value: Value) -> Value {
    match variant {
        Some(variant) => Value::Map(BTreeMap::from([(variant.to_owned(), value)])),
        None => value,
    }
}

pub(super) struct List {
    variant: Option<&'static str>,
    values: Vec<Value>,
    part: Writer,
}

impl List {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.values.push(value.serialize(self.part)?);
        Ok(())
    }

    fn done(self) -> Result<Value, Refused> {
        Ok(tagged(self.variant, Value::List(self.values)))
    }
}

macro_rules! lists {
    ($($kind:ident $add:ident),*) => {
        $(impl $kind for List {
            type Ok = Value;
            type Error = Refused;

            fn $add<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
                self.push(value)
            }

            fn end(self) -> Result<Value, Refused> {
                self.done()
            }
        })*
    };
}

lists!(
    SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
);

pub(super) struct Map {
    variant: Option<&'static str>,
    values: BTreeMap<String, Value>,
    key: Option<String>,
    part: Writer,
}

impl Map {
    fn insert<T: Serialize + ?Sized>(&mut self, key: String, value: &T) -> Result<(), Refused> {
        match self.values.entry(key) {
            Entry::Vacant(place) => place.insert(value.serialize(self.part)?),
            Entry::Occupied(place) => {
                return Err(Refused::custom(format_args!("there would be two members '{}'", place.key())));
            }
        };
        Ok(())
    }

    fn done(self) -> Result<Value, Refused> {
        Ok(tagged(self.variant, Value::Map(self.values)))
    }
}

impl SerializeMap for Map {
    type Ok = Value;
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refused> {
        self.key = Some(match key.serialize(self.part)? {
            Value::Str(key) => key,
            key @ (Value::Bool(_) | Value::Int(_)) => key.to_string(),
            _ => return Err(Refused::custom("the key of a map has to be a text")),
        });
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        let key = self.key.take().ok_or_else(|| Refused::custom("a value was given before its key"))?;
        self.insert(key, value)
    }

    fn end(self) -> Result<Value, Refused> {
        self.done()
    }
}

macro_rules! structures {
    ($($kind:ident),*) => {
        $(impl $kind for Map {
            type Ok = Value;
            type Error = Refused;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Refused> {
                self.insert(name.to_owned(), value)
            }

            fn end(self) -> Result<Value, Refused> {
                self.done()
            }
        })*
    };
}

structures!(SerializeStruct, SerializeStructVariant);
