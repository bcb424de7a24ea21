//! What `#[property(..)]` on a field says, checked.

use quote::quote_spanned;
use syn::parse::ParseStream;
use syn::{Attribute, Expr, ExprLit, ExprRange, Ident, Lit, LitStr, Meta, RangeLimits};

use super::model::Property;
use crate::support::errors::Errors;
use crate::support::names::unknown;
use crate::support::options::{Known, parse_options, value};

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
pub(super) fn property(attr: &Attribute, name: String, errors: &mut Errors) -> Property {
    let mut property = Property {
        name,
        default: None,
        description: None,
        range: None,
        unit: None,
        deprecated: None,
        is_read_only: false,
        is_write_only: false,
        is_settable_always: false,
        check: None,
        set_once: None,
        on_delete: None,
    };
    match &attr.meta {
        Meta::Path(_) => {}
        Meta::List(list) => {
            let mut inner = Errors::default();
            parse_options(&OPTIONS, list.tokens.clone(), errors, |option, input| {
                set(&mut property, option, input, &mut inner)
            });
            errors.absorb(inner);
        }
        Meta::NameValue(_) => errors.at(attr, "options go in parentheses: `#[property(default = 1)]`"),
    }
    if property.is_read_only && property.is_write_only {
        errors.at(attr, "a property that can be neither read nor set is none: remove one of `read_only`, `write_only`");
    }
    property
}

fn set(property: &mut Property, option: &Ident, input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<bool> {
    match option.to_string().as_str() {
        "default" => property.default = Some(owned_text(value(option, "default = 1", input)?)),
        "name" => {
            let name: LitStr = value(option, r#"name = "aw-bits""#, input)?;
            if !is_legal(&name.value()) {
                errors.at(&name, format!("`{}` cannot be the name of a property: {RULE}", name.value()));
            } else {
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
        "settable" => property.is_settable_always = settable(option, input)?,
        _ => return Ok(false),
    }
    Ok(true)
}

const RULE: &str = "first a letter, then letters, digits, `-`, `_`, `.`";

fn is_legal(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
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

/// A text as a default is given as a literal and kept as a `String`.
fn owned_text(default: Expr) -> Expr {
    match &default {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => {
            Expr::Verbatim(quote_spanned!(text.span()=> ::std::string::String::from(#text)))
        }
        _ => default,
    }
}
