//! Structures out of a [`Value`], with the rules and words of QEMU's visitors.

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::DEEPEST;
use super::refused::Refused;
use crate::property::{PropertyValue, text};
use crate::types::{Input, Refusal, Value};

/// How leaves are written.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Form {
    /// As in JSON, each of its type.
    Strict,
    /// The same of what a client sends: what is `null` is not left out.
    Arguments,
    /// All as texts.
    KeyVal,
    /// A name that stands for a value, written in the one way in which it is written out.
    Key,
}

impl Form {
    /// A place in a list, as messages write it.
    fn element(self, index: usize) -> String {
        match self {
            Self::Strict | Self::Arguments | Self::Key => format!("[{index}]"),
            Self::KeyVal => format!(".{index}"),
        }
    }
}

fn member(name: &str) -> String {
    format!(".{name}")
}

/// A value that a structure, or a part of one, is read from.
pub(super) struct Reader {
    value: Value,
    form: Form,
    depth: usize,
}

impl Reader {
    pub(super) fn new(value: Value, form: Form) -> Self {
        Self { value, form, depth: 0 }
    }

    fn of_key(name: &str) -> Self {
        Self::new(Value::from(name), Form::Key)
    }

    /// A part of what is this deep, or what a type around a type holds.
    fn inside(value: Value, form: Form, depth: usize) -> Result<Self, Refused> {
        match depth {
            DEEPEST.. => Err(Refused::too_deep()),
            depth => Ok(Self { value, form, depth: depth + 1 }),
        }
    }

    /// A key that is no text stands for a number or a truth value. Two keys are never the same one, so `07` is not `7`.
    fn or_key(self) -> Self {
        let value = match (&self.value, self.form) {
            (Value::Str(name), Form::Key) => match name.parse::<i128>() {
                Ok(number) if number.to_string() == *name => Value::Int(number),
                _ => name.parse().map_or(Value::Null, Value::Bool),
            },
            _ => return self,
        };
        Self { value, ..self }
    }

    fn scalar<T>(self, read: impl FnOnce(Input<'_>) -> Result<T, Refusal>) -> Result<T, Refused> {
        let read = match self.form {
            Form::Strict | Form::Arguments | Form::Key => read(Input::Value(self.value)),
            Form::KeyVal => read(Input::of_keyval(&self.value)),
        };
        Ok(read?)
    }

    fn list<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let Value::List(values) = self.value else { return Err(Refused::expected("array")) };
        let mut elements = Elements { rest: values.into_iter(), next: 0, form: self.form, depth: self.depth };
        let list = visitor.visit_seq(&mut elements).map_err(|refused| match refused {
            Refused(Refusal::Missing) => refused.at(self.form.element(elements.next)),
            other => other,
        })?;
        match elements.rest.next() {
            Some(_) => Err(Refusal::TooMany(elements.next).into()),
            None => Ok(list),
        }
    }

    /// The members of a structure are read in its order, and what is left is refused after them, so that of several
    /// mistakes the same is told as in QEMU.
    fn members<'de, V: Visitor<'de>>(self, fields: Option<&[&str]>, visitor: V) -> Result<V::Value, Refused> {
        let Value::Map(mut values) = self.value else { return Err(Refused::expected("object")) };
        let known: Vec<(String, Value)> = match fields {
            Some(fields) => fields.iter().filter_map(|field| values.remove_entry(*field)).collect(),
            None => std::mem::take(&mut values).into_iter().collect(),
        };
        let mut members = Members { rest: known.into_iter(), value: None, form: self.form, depth: self.depth };
        let structure = visitor.visit_map(&mut members)?;
        match members.rest.next().or_else(|| values.pop_first()) {
            Some((name, _)) => Err(Refused(Refusal::Unexpected).at(member(&name))),
            None => Ok(structure),
        }
    }
}

macro_rules! integers {
    ($($method:ident $visit:ident $integer:ty),*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
            visitor.$visit(self.or_key().scalar(text::integer::<$integer>)?)
        })*
    };
}

impl<'de> Deserializer<'de> for Reader {
    type Error = Refused;

    integers!(
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64, deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64
    );

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            // The smallest that it fits: visitors take those of 128 bits last.
            Value::Int(value) => match (u64::try_from(value), i64::try_from(value)) {
                (Ok(value), _) => visitor.visit_u64(value),
                (_, Ok(value)) => visitor.visit_i64(value),
                _ => visitor.visit_i128(value),
            },
            Value::Float(value) => visitor.visit_f64(value),
            Value::Str(value) => visitor.visit_string(value),
            Value::List(_) => self.list(visitor),
            Value::Map(_) => self.members(None, visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_bool(self.or_key().scalar(text::bool)?)
    }

    fn deserialize_i128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let this = self.or_key();
        match this.value {
            Value::Int(value) => visitor.visit_i128(value),
            _ => visitor.visit_i128(this.scalar(text::integer::<i64>)?.into()),
        }
    }

    fn deserialize_u128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let this = self.or_key();
        match this.value {
            Value::Int(value) => visitor.visit_u128(value.try_into().map_err(|_| Refusal::value("uint128"))?),
            _ => visitor.visit_u128(this.scalar(text::integer::<u64>)?.into()),
        }
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let wide = self.scalar(text::number)?;
        let narrow = wide as f32;
        if wide.is_finite() && !narrow.is_finite() {
            return Err(Refusal::value("float").into());
        }
        visitor.visit_f32(narrow)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_f64(self.scalar(text::number)?)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let text = self.scalar(String::from_input)?;
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(one), None) => visitor.visit_char(one),
            _ => Err(Refusal::value("a single character").into()),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_string(self.scalar(String::from_input)?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.value {
            Value::List(_) => self.list(visitor),
            _ => self.deserialize_str(visitor),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_bytes(visitor)
    }

    /// Nothing stands for none, as in a property that is an `Option`.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match (&self.value, self.form) {
            (Value::Null, form) if form != Form::Arguments => visitor.visit_none(),
            (Value::Str(text), Form::KeyVal) if text.is_empty() => visitor.visit_none(),
            _ => visitor.visit_some(Self::inside(self.value, self.form, self.depth)?),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            _ => Err(Refused::expected("null")),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_newtype_struct(Self::inside(self.value, self.form, self.depth)?)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.list(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Refused> {
        self.list(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.list(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.members(None, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.members(Some(fields), visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        let (form, depth) = (self.form, self.depth);
        let (name, content) = match (self.value, form) {
            (Value::Str(name), _) => (name, None),
            (Value::Map(mut members), _) if members.len() == 1 => match members.pop_first() {
                Some((name, content)) => (name, Some(content)),
                None => return Err(Refused::expected("object")),
            },
            (_, Form::KeyVal) => return Err(Refusal::Parts.into()),
            (Value::Map(_), _) => return Err(Refusal::value("exactly one member").into()),
            (_, _) => return Err(Refused::expected("string")),
        };
        visitor.visit_enum(Variant { name, content, form, depth })
    }

    /// What is ignored is what nobody asked for.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Refused> {
        Err(Refusal::Unexpected.into())
    }
}

struct Elements {
    rest: std::vec::IntoIter<Value>,
    next: usize,
    form: Form,
    depth: usize,
}

impl<'de> SeqAccess<'de> for &mut Elements {
    type Error = Refused;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refused> {
        let Some(value) = self.rest.next() else { return Ok(None) };
        let (form, index) = (self.form, self.next);
        self.next += 1;
        let element = Reader::inside(value, form, self.depth)?;
        seed.deserialize(element).map(Some).map_err(|refused| refused.at(form.element(index)))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

struct Members {
    rest: std::vec::IntoIter<(String, Value)>,
    value: Option<(String, Value)>,
    form: Form,
    depth: usize,
}

impl<'de> MapAccess<'de> for &mut Members {
    type Error = Refused;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refused> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        let key = seed.deserialize(Reader::of_key(&name)).map_err(|refused| match refused.0 {
            // It is said already which.
            Refusal::At(..) => refused,
            _ => refused.at(member(&name)),
        })?;
        self.value = Some((name, value));
        Ok(Some(key))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refused> {
        let Some((name, value)) = self.value.take() else {
            return Err(Refusal::Own("a value was asked for before its key".to_owned()).into());
        };
        let value = Reader::inside(value, self.form, self.depth)?;
        seed.deserialize(value).map_err(|refused| refused.at(member(&name)))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// A variant: its name alone, or the one member of an object.
struct Variant {
    name: String,
    content: Option<Value>,
    form: Form,
    depth: usize,
}

impl Variant {
    fn content<T>(self, read: impl FnOnce(Reader) -> Result<T, Refused>) -> Result<T, Refused> {
        let value = self.content.ok_or(Refused::expected("object"))?;
        let content = Reader::inside(value, self.form, self.depth)?;
        read(content).map_err(|refused| refused.at(member(&self.name)))
    }
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Refused;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Refused> {
        let variant =
            seed.deserialize(Reader::of_key(&self.name)).map_err(|refused| match (&refused.0, self.form) {
                // As of any word that has keys below it.
                (Refusal::Choice(_), Form::KeyVal) if self.content.is_some() => Refusal::Parts.into(),
                _ => refused,
            })?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for Variant {
    type Error = Refused;

    fn unit_variant(self) -> Result<(), Refused> {
        match (self.content, self.form) {
            (None, _) => Ok(()),
            (Some(_), Form::KeyVal) => Err(Refusal::Parts.into()),
            (Some(_), Form::Strict | Form::Arguments | Form::Key) => Err(Refused::expected("string")),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Refused> {
        self.content(|reader| seed.deserialize(reader))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Refused> {
        self.content(|reader| reader.list(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Refused> {
        self.content(|reader| reader.members(Some(fields), visitor))
    }
}
