//! `#[qom_interface(Named)]`, `#[qom_interface(Sub: Base, name = "..", crate = path)]`.

use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, LitStr, Path, Token};

use crate::support::errors::Errors;
use crate::support::options::{parse_options, value};

pub(super) struct Options {
    pub(super) ident: Ident,
    pub(super) base: Option<Path>,
    pub(super) name: Option<LitStr>,
    pub(super) crate_path: Option<Path>,
}

pub(super) fn parse(tokens: TokenStream, errors: &mut Errors) -> Option<Options> {
    if tokens.is_empty() {
        let text = "name the interface that the hooks belong to: `#[qom_interface(X)] trait XImpl`";
        errors.add(syn::Error::new(Span::call_site(), text));
        return None;
    }
    let head = |input: ParseStream<'_>| -> syn::Result<(Options, TokenStream)> {
        let ident = input.parse()?;
        let base = if input.peek(Token![:]) {
            input.parse::<Token![:]>()?;
            Some(input.call(Path::parse_mod_style)?)
        } else {
            None
        };
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
        Ok((Options { ident, base, name: None, crate_path: None }, input.parse()?))
    };
    let (mut options, rest) = errors.take(head.parse2(tokens))?;
    parse_options("option", &["name", "crate"], rest, errors, |name, input| {
        if name == "name" {
            options.name = Some(value(input)?);
        } else if name.unraw() == "crate" {
            input.parse::<Token![=]>()?;
            options.crate_path = Some(input.call(Path::parse_mod_style)?);
        } else {
            return Ok(false);
        }
        Ok(true)
    });
    Some(options)
}
