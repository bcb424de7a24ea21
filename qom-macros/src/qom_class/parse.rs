//! `#[qom_class(Serial)]`, `#[qom_class(Serial, crate = path)]`.

use proc_macro2::{Span, TokenStream};
use syn::parse::{ParseStream, Parser};
use syn::{Ident, Path};

use crate::support::errors::Errors;
use crate::support::options::{Known, parse_options, path, rest};

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

const OPTIONS: Known<'_> = Known { of: "", names: &["crate"] };

pub(super) fn parse(tokens: TokenStream, errors: &mut Errors) -> Option<Options> {
    let text = "name the type that the hooks belong to: `#[qom_class(X)] trait XImpl`";
    if tokens.is_empty() {
        errors.add(syn::Error::new(Span::call_site(), text));
        return None;
    }
    let head = |input: ParseStream<'_>| -> syn::Result<(Path, TokenStream)> {
        let place = input.span();
        let owner = input.call(Path::parse_mod_style).map_err(|_| syn::Error::new(place, text))?;
        Ok((owner, rest(input)?))
    };
    let (owner, rest) = errors.take(head.parse2(tokens))?;
    let mut options = Options { owner, crate_path: None };
    parse_options(&OPTIONS, rest, errors, |name, input| {
        if name != "crate" {
            return Ok(false);
        }
        options.crate_path = Some(path(name, "crate = path::of::qom_core", input)?);
        Ok(true)
    });
    Some(options)
}
