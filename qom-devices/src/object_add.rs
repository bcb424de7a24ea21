//! `-object` and `object_add`: from JSON or from `type,id=..,key=value`.

use qom_core::prelude::*;

/// Creates the object that a user asks for in JSON, or as [`Context::object_add_str`] takes it.
///
/// QOM: `user_creatable_add_from_str`.
///
/// # Errors
/// What is wrong with the text, or as [`Context::object_add`].
///
/// ```
/// use qom_core::prelude::*;
/// use qom_devices::add_object;
///
/// let context = Context::new();
/// let ram = add_object(&context, r#"{"qom-type": "memory-backend-ram", "id": "ram0", "size": 4096}"#)?;
/// assert_eq!(ram.canonical_path().as_deref(), Some("/objects/ram0"));
/// # Ok::<(), Error>(())
/// ```
pub fn add_object(context: &Context, text: &str) -> Result<Obj<Object>> {
    // Blanks in front mean nothing in JSON, and in a type's name they are wrong.
    if !text.trim_ascii_start().starts_with('{') {
        return context.object_add_str(text);
    }
    let Value::Map(members) = Value::from_json(text)? else { bail!("JSON parse error, expecting an object") };
    context.object_add_map(members)
}

#[cfg(test)]
mod tests {
    use super::add_object;
    use qom_core::prelude::*;

    #[test]
    fn blanks_in_front_of_json_mean_nothing() {
        let context = Context::new();
        for (id, blanks) in ["", " ", " \t\r\n "].into_iter().enumerate() {
            add_object(&context, &format!(r#"{blanks}{{"qom-type": "rng-random", "id": "r{id}"}}"#)).unwrap();
        }
        assert_eq!(context.object_at("/objects").unwrap().children().len(), 3);
        assert_eq!(
            add_object(&context, " rng-random,id=r9").unwrap_err().to_string(),
            "invalid object type:  rng-random"
        );
    }

    #[test]
    fn minus_nought_is_an_integer() {
        let add = |size: &str| {
            let text = format!(r#"{{"qom-type": "memory-backend-ram", "id": "m", "size": {size}}}"#);
            add_object(&Context::new(), &text).unwrap_err().to_string()
        };
        assert_eq!(add("-0"), "can't create backend with size 0");
        assert_eq!(add("-1"), "Parameter 'size' expects uint64");
        assert_eq!(add("0.0"), "Invalid parameter type for 'size', expected: integer");
    }
}
