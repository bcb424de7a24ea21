//! `-object` and `object_add`: from JSON or from `type,id=..,key=value`.

use qom_core::prelude::*;

/// Creates what a text asks for.
///
/// # Errors
/// What is wrong with the text, or as [`Context::object_add`].
pub(crate) fn add(context: &Context, text: &str) -> Result<()> {
    if !text.starts_with('{') {
        return context.object_add_str(text).map(drop);
    }
    let json: serde_json::Value = serde_json::from_str(text).map_err(|error| format!("JSON parse error, {error}"))?;
    let serde_json::Value::Object(mut members) = json else { bail!("JSON parse error, expecting an object") };
    let mut take = |name: &str| match members.remove(name) {
        Some(serde_json::Value::String(text)) => Ok(text),
        Some(_) => Err(Error::other(format!("Invalid parameter type for '{name}', expected: string"))),
        None => Err(Error::other(format!("Parameter '{name}' is missing"))),
    };
    let (type_name, id) = (take("qom-type")?, take("id")?);
    let properties = members.into_iter().map(|(name, json)| (name, value(json)));
    context.object_add(&type_name, &id, properties).map(drop)
}

fn value(json: serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(value) => value.into(),
        // As in QEMU what is no 64-bit integer is a number that need not be whole.
        serde_json::Value::Number(number) => {
            let whole = number.as_i64().map(i128::from).or(number.as_u64().map(i128::from));
            whole.map_or_else(|| number.as_f64().map_or(Value::Null, Value::Float), Value::Int)
        }
        serde_json::Value::String(text) => text.into(),
        serde_json::Value::Array(values) => Value::List(values.into_iter().map(value).collect()),
        serde_json::Value::Object(members) => {
            Value::Map(members.into_iter().map(|(name, json)| (name, value(json))).collect())
        }
    }
}
