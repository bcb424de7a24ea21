//! What `#[property(..)]` on a field says, checked.

use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Attribute, Expr, ExprRange, Ident, LitStr, Meta, RangeLimits};

use super::model::Property;
use crate::support::errors::Errors;
use crate::support::names::{check_property_name, unknown};
use crate::support::options::{Known, parse_options, value};
use crate::support::tokens::without_self;

const OPTIONS: Known<'_> = Known {
    of: "of `property`",
    names: &[
        "default",
        "name",
        "description",
        "range",
        "unit",
        "read_only",
        "write_only",
        "settable",
        "deprecated",
        "check",
        "set_once",
        "on_delete",
    ],
};

/// `name` is that of the field.
pub(super) fn property(attr: &Attribute, name: String, owner: &Ident, errors: &mut Errors) -> Property {
    let mut property = Property {
        name,
        default: None,
        description: None,
        range: None,
        unit: None,
        deprecated: None,
        is_read_only: false,
        is_write_only: false,
        settable: None,
        check: None,
        set_once: None,
        on_delete: None,
    };
    match &attr.meta {
        Meta::Path(_) => {}
        Meta::List(list) => {
            let mut inner = Errors::default();
            parse_options(&OPTIONS, without_self(list.tokens.clone(), owner), errors, |option, input| {
                set(&mut property, option, input, &mut inner)
            });
            errors.absorb(inner);
        }
        Meta::NameValue(_) => errors.at(attr, "options go in parentheses: `#[property(default = 1)]`"),
    }
    check_access(&property, attr, errors);
    property
}

/// That what is said of setting it is said of one that can be set.
fn check_access(property: &Property, attr: &Attribute, errors: &mut Errors) {
    if !property.is_read_only {
        return;
    }
    if property.is_write_only {
        errors.at(attr, "a property that can be neither read nor set is none: remove one of `read_only`, `write_only`");
    }
    let check = property.check.as_ref().map(|check| ("check", check.to_token_stream()));
    let set_once = property.set_once.as_ref().map(|option| ("set_once", option.to_token_stream()));
    let settable = property.settable.as_ref().map(|(option, _)| ("settable", option.to_token_stream()));
    for (option, place) in [check, set_once, settable].into_iter().flatten() {
        errors.at(place, format!("`{option}` is about setting the property, which is `read_only`: remove one"));
    }
}

fn set(property: &mut Property, option: &Ident, input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<bool> {
    match option.to_string().as_str() {
        "default" => property.default = Some(value(option, "default = 1", input)?),
        "name" => {
            let name: LitStr = value(option, r#"name = "aw-bits""#, input)?;
            if check_property_name(&name.value(), &name, errors) {
                property.name = name.value();
            }
        }
        "description" => property.description = Some(value(option, r#"description = "..""#, input)?),
        "range" => property.range = Some(range(option, input)?),
        "unit" => property.unit = Some(value(option, r#"unit = "Hz""#, input)?),
        "deprecated" => property.deprecated = Some(value(option, r#"deprecated = "use `x` instead""#, input)?),
        "read_only" => property.is_read_only = true,
        "write_only" => property.is_write_only = true,
        "check" => property.check = Some(value(option, "check = Self::check_backend", input)?),
        "set_once" => property.set_once = Some(option.clone()),
        "on_delete" => property.on_delete = Some((option.clone(), refuses(option, input)?)),
        "settable" => property.settable = Some((option.clone(), settable(option, input)?)),
        _ => return Ok(false),
    }
    Ok(true)
}

/// `range = 1..=255`.
fn range(option: &Ident, input: ParseStream<'_>) -> syn::Result<(Expr, Expr)> {
    let range: ExprRange = value(option, "range = 1..=255", input)?;
    match (range.start, range.limits, range.end) {
        (Some(from), RangeLimits::Closed(_), Some(to)) => Ok((*from, *to)),
        _ => Err(syn::Error::new(option.span(), "a range has both ends, which belong to it: `range = 1..=255`")),
    }
}

/// `on_delete = refuse`.
fn refuses(option: &Ident, input: ParseStream<'_>) -> syn::Result<bool> {
    let what: Ident = value(option, "on_delete = refuse", input)?;
    match what.to_string().as_str() {
        "refuse" => Ok(true),
        "clear" => Ok(false),
        other => Err(syn::Error::new(what.span(), unknown("way", other, "of `on_delete`", &["refuse", "clear"]))),
    }
}

/// `true`: always.
fn settable(option: &Ident, input: ParseStream<'_>) -> syn::Result<bool> {
    let when: Ident = value(option, "settable = always", input)?;
    match when.to_string().as_str() {
        "always" => Ok(true),
        "before_realize" => Ok(false),
        other => {
            Err(syn::Error::new(when.span(), unknown("time", other, "of `settable`", &["always", "before_realize"])))
        }
    }
}
