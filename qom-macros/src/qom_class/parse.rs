//! `#[qom_class(Serial)]`, `#[qom_class(Serial, crate = path)]`.

use proc_macro2::{Span, TokenStream};
use syn::parse::{ParseStream, Parser};
use syn::{Ident, Path, Token};

use crate::support::errors::Errors;
use crate::support::names::unknown;

pub(super) struct Options {
    pub(super) owner: Path,
    pub(super) crate_path: Option<Path>,
}

impl Options {
    pub(super) fn owner_ident(&self) -> &Ident {
        // A path has at least one segment.
        &self.owner.segments[self.owner.segments.len() - 1].ident
    }
}

pub(super) fn parse(tokens: TokenStream, errors: &mut Errors) -> Option<Options> {
    if tokens.is_empty() {
        let text = "name the type that the hooks belong to: `#[qom_class(X)] trait XImpl`";
        errors.add(syn::Error::new(Span::call_site(), text));
        return None;
    }
    errors.take(options.parse2(tokens))
}

fn options(input: ParseStream<'_>) -> syn::Result<Options> {
    let owner = input.call(Path::parse_mod_style)?;
    let crate_path = crate_option(input, &["crate"])?;
    Ok(Options { owner, crate_path })
}

fn crate_option(input: ParseStream<'_>, known: &[&str]) -> syn::Result<Option<Path>> {
    let mut crate_path = None;
    while !input.is_empty() {
        input.parse::<Token![,]>()?;
        if input.is_empty() {
            break;
        }
        if !input.peek(Token![crate]) {
            let name: Ident = input.call(syn::ext::IdentExt::parse_any)?;
            return Err(syn::Error::new(name.span(), unknown("option", &name.to_string(), known)));
        }
        input.parse::<Token![crate]>()?;
        input.parse::<Token![=]>()?;
        crate_path = Some(input.call(Path::parse_mod_style)?);
    }
    Ok(crate_path)
}
