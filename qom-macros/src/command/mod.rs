//! `#[qmp_command]` and `#[hmp_command]`.

mod expand;
mod model;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Item, ItemFn};

use crate::support::errors::Errors;
use crate::support::lenient::{first_token, parse_item};

/// Whose command it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Of programs: `#[qmp_command]`.
    Qmp,
    /// Of people: `#[hmp_command]`.
    Hmp,
}

pub(crate) fn attribute(kind: Kind, options: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let options = model::options(kind, options, &mut errors);
    let parsed = errors.take(parse_item(item.clone())).map(|parsed| parsed.item);
    let function = parsed.and_then(|parsed| function(kind, parsed, &mut errors));
    // What is no function is left to the compiler as it is.
    let declared = function.as_ref().map_or(item, ToTokens::to_token_stream);
    let registered =
        function.and_then(|function| model::command(kind, &function, options, &mut errors)).map(expand::expand);
    let errors = errors.into_tokens();
    quote!(#declared #registered #errors)
}

fn function(kind: Kind, item: Item, errors: &mut Errors) -> Option<ItemFn> {
    if let Item::Fn(function) = item {
        return Some(function);
    }
    let name = match kind {
        Kind::Qmp => "qmp_command",
        Kind::Hmp => "hmp_command",
    };
    errors.at(
        first_token(&item),
        format!("`#[{name}]` stands on a function: `fn name(monitor: &Monitor) -> Result<..>`"),
    );
    None
}
