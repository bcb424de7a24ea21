//! [`Value`] for serde: to and from JSON, and as a member of structures whose type it is up to others to know.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::Value as Json;

use super::value::Value;
use crate::error::{Error, Result as Outcome};

/// As serde has it, without copying the texts.
impl From<Json> for Value {
    fn from(json: Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(value),
            Json::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => Self::Int(number.into()),
                (_, Some(number)) => Self::Int(number.into()),
                _ => number.as_f64().map_or(Self::Null, Self::Float),
            },
            Json::String(text) => Self::Str(text),
            Json::Array(values) => Self::List(values.into_iter().map(Self::from).collect()),
            Json::Object(members) => Self::Map(members.into_iter().map(|(name, json)| (name, json.into())).collect()),
        }
    }
}

impl Value {
    /// The value that a text in JSON stands for. A number that is no integer of 64 bits need not be whole.
    ///
    /// QOM: `qobject_from_json`.
    ///
    /// # Errors
    /// If the text is not JSON, is nested too deeply, or an object in it has two members of a name.
    ///
    /// ```
    /// use qom_core::Value;
    ///
    /// assert_eq!(Value::from_json("[-0, 1e3]")?, Value::from(vec![Value::from(0), Value::from(1000.0)]));
    /// let error = Value::from_json("{").unwrap_err().to_string();
    /// assert_eq!(error, "JSON parse error, EOF while parsing an object at line 1 column 1");
    /// # Ok::<(), qom_core::Error>(())
    /// ```
    pub fn from_json(text: &str) -> Outcome<Self> {
        let value: Self =
            serde_json::from_str(text).map_err(|error| Error::other(format!("JSON parse error, {error}")))?;
        Ok(value.with_whole_nought())
    }

    /// For the parser `-0` is the same as `-0.0`; it is the integer, which a number can be as well.
    fn with_whole_nought(self) -> Self {
        match self {
            Self::Float(number) if number == 0.0 && number.is_sign_negative() => Self::Int(0),
            Self::List(values) => Self::List(values.into_iter().map(Self::with_whole_nought).collect()),
            Self::Map(values) => {
                Self::Map(values.into_iter().map(|(name, value)| (name, value.with_whole_nought())).collect())
            }
            other => other,
        }
    }
}

/// Integers of more than 64 bits, which only structures can have, are of 128 bits for serde.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Int(value) => match (i64::try_from(*value), u64::try_from(*value)) {
                (Ok(value), _) => serializer.serialize_i64(value),
                (_, Ok(value)) => serializer.serialize_u64(value),
                _ => serializer.serialize_i128(*value),
            },
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Str(value) => serializer.serialize_str(value),
            Self::List(values) => serializer.collect_seq(values),
            Self::Map(values) => serializer.collect_map(values),
        }
    }
}

/// Of whatever type it is there; a key that is there twice is refused.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Int(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Int(value.into()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(Value::Int(value))
    }

    fn visit_u128<E: serde::de::Error>(self, value: u128) -> Result<Value, E> {
        value.try_into().map(Value::Int).map_err(E::custom)
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::Str(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = elements.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut values = BTreeMap::new();
        while let Some(key) = members.next_key::<String>()? {
            if values.contains_key(&key) {
                return Err(A::Error::custom(format_args!("duplicate key '{key}'")));
            }
            values.insert(key, members.next_value()?);
        }
        Ok(Value::Map(values))
    }
}
