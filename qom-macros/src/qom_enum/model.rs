//! What `#[derive(QomEnum)]` was asked for, checked.

use heck::ToKebabCase;
use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, LitStr, Meta, Path, Variant};

use crate::support::errors::Errors;
use crate::support::lenient::{split_body, with_empty_body};
use crate::support::options::{Known, parse_options, path, value};
use crate::support::tokens::is;

pub(super) struct Model {
    pub(super) crate_path: Option<Path>,
    pub(super) ident: Ident,
    /// The name of the type as QOM writes it.
    pub(super) name: String,
    pub(super) variants: Vec<(Ident, String)>,
}

#[derive(Default)]
struct Options {
    name: Option<LitStr>,
    crate_path: Option<Path>,
}

const ENUM_OPTIONS: Known<'_> = Known { of: "of `qom`", names: &["name", "crate"] };
const VARIANT_OPTIONS: Known<'_> = Known { of: "of `qom` on a variant", names: &["name"] };

pub(super) fn check(item: DeriveInput, errors: &mut Errors) -> Option<Model> {
    let Data::Enum(data) = item.data else {
        errors.at(&item.ident, "`QomEnum` is for enums, whose variants stand for words");
        return None;
    };
    if !item.generics.params.is_empty() {
        errors.at(&item.generics, "an enum of words is not generic");
        return None;
    }
    if data.variants.is_empty() {
        errors.at(&item.ident, "an enum of words has at least one variant");
        return None;
    }
    let options = options(&item.attrs, &ENUM_OPTIONS, errors);
    let variants: Vec<(Ident, String)> = data.variants.iter().map(|variant| named(variant, errors)).collect();
    // What is made of a variant with fields would be wrong as well.
    if data.variants.iter().any(|variant| !matches!(variant.fields, Fields::Unit)) {
        return None;
    }
    for (i, (ident, name)) in variants.iter().enumerate() {
        if variants[..i].iter().any(|(_, other)| other == name) {
            errors
                .at(ident, format!("two variants are called `{name}`: give one another name, `#[qom(name = \"..\")]`"));
        }
    }
    let name = options.name.map_or_else(|| item.ident.unraw().to_string(), |name| name.value());
    Some(Model { crate_path: options.crate_path, ident: item.ident, name, variants })
}

/// Of an enum with a slip in its variants, which the compiler has told: so that who has such a value is not wrong as well.
pub(super) fn without_variants(item: TokenStream) -> Option<Model> {
    let (before, _) = split_body(item)?;
    let item: DeriveInput = syn::parse2(with_empty_body(before)).ok()?;
    let name = item.ident.unraw().to_string();
    let crate_path = options(&item.attrs, &ENUM_OPTIONS, &mut Errors::default()).crate_path;
    matches!(item.data, Data::Enum(_)).then_some(Model { crate_path, ident: item.ident, name, variants: Vec::new() })
}

fn named(variant: &Variant, errors: &mut Errors) -> (Ident, String) {
    if !matches!(variant.fields, Fields::Unit) {
        errors.at(&variant.fields, "a variant that stands for a word has no fields");
    }
    let given = options(&variant.attrs, &VARIANT_OPTIONS, errors).name;
    if let Some(given) = given.as_ref().filter(|given| given.value().is_empty()) {
        errors.at(given, "a word has at least one letter");
    }
    let name = given.map_or_else(|| variant.ident.unraw().to_string().to_kebab_case(), |given| given.value());
    (variant.ident.clone(), name)
}

fn options(attrs: &[Attribute], known: &Known<'_>, errors: &mut Errors) -> Options {
    let mut options = Options::default();
    for attr in attrs.iter().filter(|attr| is(attr, "qom")) {
        let Meta::List(list) = &attr.meta else {
            errors.at(attr, "options go in parentheses: `#[qom(name = \"..\")]`");
            continue;
        };
        parse_options(known, list.tokens.clone(), errors, |option, input| {
            match option.to_string().as_str() {
                "name" => options.name = Some(value(option, r#"name = "2_5""#, input)?),
                "crate" if known.names.contains(&"crate") => {
                    options.crate_path = Some(path(option, "crate = path::of::qom_core", input)?);
                }
                _ => return Ok(false),
            }
            Ok(true)
        });
    }
    options
}
