//! `#[qom_interface(Named)]`, `#[qom_interface(Sub: Base, name = "..", crate = path)]`.

use proc_macro2::{Span, TokenStream};
use syn::parse::{ParseStream, Parser};
use syn::{Ident, LitStr, Path, Token};

use crate::support::errors::Errors;
use crate::support::options::{Known, parse_options, path, rest, value};

pub(super) struct Options {
    pub(super) ident: Ident,
    pub(super) base: Option<Path>,
    pub(super) name: Option<LitStr>,
    pub(super) crate_path: Option<Path>,
    /// For the runtime alone, so not among the options that people are told of.
    pub(super) ended: Option<Path>,
}

const OPTIONS: Known<'_> = Known { of: "", names: &["name", "crate"] };

pub(super) fn parse(tokens: TokenStream, errors: &mut Errors) -> Option<Options> {
    let text = "name the interface that the hooks belong to: `#[qom_interface(X)] trait XImpl`";
    if tokens.is_empty() {
        errors.add(syn::Error::new(Span::call_site(), text));
        return None;
    }
    let head = |input: ParseStream<'_>| -> syn::Result<(Ident, Option<Path>, TokenStream)> {
        let place = input.span();
        let ident = input.parse().map_err(|_| syn::Error::new(place, text))?;
        Ok((ident, base(input)?, rest(input)?))
    };
    let (ident, base, rest) = errors.take(head.parse2(tokens))?;
    let base = base.filter(|base| {
        let is_itself = base.is_ident(&ident);
        if is_itself {
            errors.at(base, format!("`{ident}` cannot derive from itself"));
        }
        !is_itself
    });
    let mut options = Options { ident, base, name: None, crate_path: None, ended: None };
    parse_options(&OPTIONS, rest, errors, |name, input| {
        match name.to_string().as_str() {
            "name" => options.name = Some(value(name, r#"name = "named""#, input)?),
            "crate" => options.crate_path = Some(path(name, "crate = path::of::qom_core", input)?),
            "ended" => options.ended = Some(path(name, "ended = function", input)?),
            _ => return Ok(false),
        }
        Ok(true)
    });
    Some(options)
}

/// The interface that it derives from.
fn base(input: ParseStream<'_>) -> syn::Result<Option<Path>> {
    let Some(colon) = input.parse::<Option<Token![:]>>()? else { return Ok(None) };
    let place = if input.is_empty() { colon.span } else { input.span() };
    let text = "the base is an interface: `#[qom_interface(Sub: Base)]`";
    let base = input.call(Path::parse_mod_style).map_err(|_| syn::Error::new(place, text))?;
    if input.peek(Token![+]) {
        return Err(input.error("an interface derives from one other: a type that needs both lists both"));
    }
    Ok(Some(base))
}
